"""Descending fibres: the tract of the brain carried on into the cord to its segment."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from assets.build import places
from assets.build.cord import Cord
from assets.build.cord_zones import Zones, fill, weights
from assets.build.fibres_pairs import pairs
from assets.build.pathways_ascending_brain import holds

Array = NDArray[np.float64]
GOLDEN = 0.6180339887498949
ROW_MM = 3.4
SETTLE_MM = 14.0
"""Length of cord over which a fibre moves from its place at the junction to that in its zone."""

ENTRY_MM = 4.0
"""Length of cord over which a fibre bends from its tract into the grey matter."""
ENTRY = np.radians([22.5, 45.0, 67.5, 90.0])
BEND_DEG = 10.0
"""A point is kept where the fibre has turned this far since the last one kept."""

ZONES = {
    "lateral": "lateral_corticospinal",
    "anterior": "anterior_corticospinal",
    "reticulospinal": "reticulospinal",
}
MEET_MM = 16.0
"""Length over which the fibres of the medulla are led to the axis of the cord."""
SHARP_DEG, ROUNDS = 38.0, 12
"""Bends of the dense course that are rounded, and how often at most."""
KINDS = ("corticospinal", "corticobulbar", "bulbospinal")
ELSEWHERE = ("medulla.vestibular_nuclei",)
"""Origins in the brain's file whose fibres are kinds of their own (`descending_tracts.csv`)."""
BENDS = 2.5
"""Lengths of the bend that a fibre runs in the cord at least, so that C1 gets no kinks."""
LIMB, ABOVE_LIMB = "internal_capsule.anterior_limb", "corona_radiata"
HORNS = {"corticospinal_parietal": "dorsal_horn"}
"""Kinds that do not end in the anterior horn."""


@dataclass
class Descending:
    """One descending fibre with the (site, side, level) of each point."""

    points: Array
    places: list[tuple[str, str, str]]
    kind: str
    target: str
    segment: str
    side: str
    crossed: bool


def read_targets() -> dict[str, list[tuple[str, float]]]:
    """Body part to the segments its fibres end in and their shares."""
    out: dict[str, list[tuple[str, float]]] = {}
    with (places.KNOWLEDGE / "cord_targets.csv").open(encoding="utf-8") as f:
        for r in csv.DictReader(f):
            out.setdefault(r["part"], []).append((r["segment"], float(r["share"])))
    with (places.KNOWLEDGE / "corticobulbar.csv").open(encoding="utf-8") as f:
        for r in csv.DictReader(f):
            if r["segments"]:
                out[r["target"]] = [(name, 1.0) for name in r["segments"].split(";")]
    return out


def deal(n: int, shares: list[tuple[str, float]]) -> list[str]:
    """Deal `n` fibres to segments in their shares, mixed in a fixed order."""
    total = np.cumsum([s for _, s in shares])
    order = np.argsort(np.argsort((np.arange(n) * GOLDEN) % 1.0))
    at = (order + 0.5) / n * total[-1]
    return [shares[min(int(k), len(shares) - 1)][0] for k in np.searchsorted(total, at)]


def eased(p: Array, where: list[tuple[str, str, str]]) -> Array:
    """Round the bends (n, 3) below the cortex that are sharper than `SHARP_DEG`."""
    deep = np.array([not site.startswith("cortex.") for site, _, _ in where[1:-1]])
    out = p.copy()
    for _ in range(ROUNDS):
        steps = np.diff(out, axis=0)
        unit = steps / np.maximum(np.linalg.norm(steps, axis=1, keepdims=True), 1e-9)
        sharp = deep & ((unit[1:] * unit[:-1]).sum(axis=1) < np.cos(np.radians(SHARP_DEG)))
        if not sharp.any():
            break
        wide = np.convolve(sharp, np.ones(5), "same") > 0
        middle = (out[2:] + 2 * out[1:-1] + out[:-2]) / 4
        out[1:-1] = np.where((wide & deep)[:, None], middle, out[1:-1])
    return out


class Umn:
    """Maker of the descending fibres of both sides from the tract of the brain.

    Parameters
    ----------
    cord : Cord
    zones : Zones
    matrix : (4, 4) array
        From MNI mm to body mm.
    kinds : tuple of str
        Kinds of fibres to make.
    """

    def __init__(
        self, cord: Cord, zones: Zones, matrix: Array, kinds: tuple[str, ...] = KINDS
    ) -> None:
        self._cord, self._zones, self._matrix = cord, zones, matrix
        with np.load(places.SCRATCH / "tract.npz", allow_pickle=False) as f:
            self._tract = {k: f[k] for k in f.files}
        found = pairs(self._tract)
        self._pairs = found[np.isin(self._tract["kind"][found[:, 0]], kinds)]
        self._rows = np.arange(0.0, cord.axis.conus, ROW_MM / 2)
        self._tables = {z: zones.table(z, self._rows) for z in ZONES.values()}

    def _targets(self) -> list[str]:
        """Segment that each pair of fibres ends in, or "" for a cranial nucleus."""
        t = self._tract
        shares = read_targets()
        groups: dict[tuple[str, ...], list[int]] = {}
        for k, i in enumerate(self._pairs[:, 0]):
            names = ("kind", "part", "crossed", "tract")
            groups.setdefault(tuple(str(t[n][i]) for n in names), []).append(k)
        out = [""] * len(self._pairs)
        for key, members in groups.items():
            if key[1] in shares:
                for k, segment in zip(members, deal(len(members), shares[key[1]]), strict=True):
                    out[k] = segment
        return out

    def _zone_places(self) -> dict[int, Array]:
        """Pair to its weights on the corners of its zone's polygon, alike on both sides."""
        t = self._tract
        out: dict[int, Array] = {}
        for tract, zone in ZONES.items():
            polygon = self._zones.polygon(zone, 0.0)
            members = np.flatnonzero(t["tract"][self._pairs[:, 0]] == tract)
            if not len(members):
                continue
            spots = fill(polygon, len(members))
            cost = np.zeros((len(members), len(members)))
            for fibre in self._pairs[members].T:
                sign = np.where(t["final_side"][fibre] == "right", 1.0, -1.0)
                here = np.stack([t["end_uv"][fibre, 0] * sign, t["end_uv"][fibre, 1]], axis=1)
                cost += ((here[:, None] - spots[None]) ** 2).sum(axis=2)
            _, order = linear_sum_assignment(cost)
            w = weights(polygon, spots[order])
            out.update({int(m): w[k] for k, m in enumerate(members)})
        return out

    def fibres(self) -> Iterator[Descending]:
        """Make all descending fibres."""
        t = self._tract
        targets, spots = self._targets(), self._zone_places()
        for i, k in [(int(i), k) for k, pair in enumerate(self._pairs) for i in pair]:
            if t["area"][i] in ELSEWHERE:
                continue
            a, b = t["offsets"][i], t["offsets"][i + 1]
            p = t["points"][a:b].astype(float) @ self._matrix[:3, :3].T + self._matrix[:3, 3]
            where = self._where(t["points"][a:b].astype(float), slice(a, b))
            p, where = self._thin(eased(p, where), where)
            if targets[k]:
                p = self._meet(i, p)
                down, below = self._descend(i, k, targets[k], spots[k])
                where = where + below
                p = eased(np.concatenate([p, down]), where)
            yield Descending(
                p,
                where,
                str(t["kind"][i]),
                str(t["part"][i]),
                targets[k],
                str(t["target_side"][i]),
                bool(t["crossed"][i]),
            )

    def _where(self, mni: Array, part: slice) -> list[tuple[str, str, str]]:
        """Places of the points (n, 3) of a fibre; above its limb it is in the corona radiata."""
        sites = self._tract["station"][part].astype(object)
        sides = self._tract["station_side"][part].tolist()
        for side in set(sides):
            limb = (sites == LIMB) & (np.array(sides) == side)
            if limb.any():
                sites[limb & ~holds(LIMB, side, mni, 2)] = ABOVE_LIMB
        return [(str(s), d, "") for s, d in zip(sites, sides, strict=True)]

    def _meet(self, i: int, p: Array) -> Array:
        """Lead the lower end of a fibre (n, 3) smoothly to its place at the top of the cord."""
        u, v = self._tract["end_uv"][i].astype(float)
        way = np.cumsum(np.linalg.norm(np.diff(p[::-1], axis=0), axis=1))[::-1]
        share = np.clip(1.0 - np.append(way, 0.0) / MEET_MM, 0.0, 1.0)
        share = share * share * (3 - 2 * share)
        out: Array = p + share[:, None] * (self._cord.point(0.0, u, v) - p[-1])
        return out

    @staticmethod
    def _thin(
        p: Array, where: list[tuple[str, str, str]]
    ) -> tuple[Array, list[tuple[str, str, str]]]:
        """Drop points where a fibre runs straight within one place."""
        steps = np.diff(p, axis=0)
        gaps = np.append(np.linalg.norm(steps, axis=1), 0.0)
        unit = steps / np.maximum(gaps[:-1, None], 1e-9)
        turns = np.degrees(np.arccos(np.clip((unit[1:] * unit[:-1]).sum(axis=1), -1, 1)))
        keep, since, turned = [0], 0.0, 0.0
        for i in range(1, len(p)):
            since += gaps[i - 1]
            turned += turns[i - 1] if i - 1 < len(turns) else 0.0
            last = i == len(p) - 1
            if since + gaps[i] > 3.5 or turned > BEND_DEG or where[i] != where[i - 1] or last:
                keep.append(i)
                since, turned = 0.0, 0.0
        return p[keep], [where[i] for i in keep]

    def _at(self, zone: str, corner: Array, s: Array) -> Array:
        """Places (n, 2) in the cord's section of one fibre of a zone, `s` (n,) mm along."""
        row = np.clip(s / (ROW_MM / 2), 0, len(self._rows) - 1.001)
        low = row.astype(int)
        share = (row - low)[:, None]
        table = self._tables[zone]
        polygon = np.einsum("k,skj->sj", corner, table[low])
        following = np.einsum("k,skj->sj", corner, table[low + 1])
        return np.asarray((1 - share) * polygon + share * following)

    def _descend(
        self, i: int, k: int, segment: str, corner: Array
    ) -> tuple[Array, list[tuple[str, str, str]]]:
        t, cord = self._tract, self._cord
        zone = ZONES[str(t["tract"][i])]
        side = str(t["final_side"][i])
        sign = 1.0 if side == "right" else -1.0
        stop = cord.along(segment, 0.06 + 0.88 * ((k * GOLDEN) % 1.0))
        stop = max(stop, min(BENDS * ENTRY_MM, cord.along(segment, 0.94)))
        entry = min(ENTRY_MM, 0.4 * stop)
        s = np.linspace(min(1.5, 0.4 * stop), stop - entry, 1 + int(stop / ROW_MM))
        first = t["end_uv"][i].astype(float) * [sign, 1.0]
        move = np.clip(s / SETTLE_MM, 0.0, 1.0)
        move = (move * move * (3 - 2 * move))[:, None]
        uv = first + move * (self._at(zone, corner, s) - first)
        name = HORNS.get(str(t["kind"][i]), "anterior_horn")
        horn = self._zones.polygon(name, stop)
        target = horn.mean(axis=0) + 0.5 * (horn[k % len(horn)] - horn.mean(axis=0))
        turn = uv[-1] + (1 - np.cos(ENTRY))[:, None] * (target - uv[-1])
        all_s = np.concatenate([s, stop - entry * (1 - np.sin(ENTRY))])
        all_uv = np.concatenate([uv, turn])
        p = cord.point(all_s, sign * all_uv[:, 0], all_uv[:, 1])
        names = [cord.names[m] for m in cord.segment_at(all_s)]
        where = [(f"cord.{zone}", side, n) for n in names[: len(s) + 1]]
        end = (f"cord.{name}", side, segment)
        return p, [*where, (f"cord.{zone}", side, segment), end, end]
