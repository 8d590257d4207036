"""Patches of skin and the dorsal roots that serve each: (dermatome, territory) pairs."""

import csv
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assets.build import places
from assets.build.cutaneous import read_further, read_segmental, read_territories
from assets.build.nerves_foramina import SEGMENTS

Array = NDArray[np.float64]
LEAST = 8
"""Vertices of the skin mesh below which a pair is taken for a seam of the two maps."""
FAR = 2
"""Segments by which a patch's dermatome may lie off the segments of its nerve."""
BODY = SEGMENTS[1:]
"""Dermatomes, C2 to S5."""
BESIDE = {"C4": ("C3", "C5", "T2"), "T2": ("C4", "T1", "T3")}
"""Dermatomes with neighbours out of number: on the chest C4 meets T2."""


@dataclass(frozen=True, eq=False)
class Patch:
    """A piece of skin of the right side: its two maps' names and some of its places (k, 3)."""

    dermatome: str
    territory: str
    spots: Array

    @property
    def id(self) -> str:
        """Return the patch's id."""
        return f"{self.dermatome}.{self.territory}"


@dataclass(frozen=True)
class Overlap:
    """Shares of the roots above, of and below a patch's dermatome."""

    above: float
    own: float
    below: float


def read_overlaps() -> dict[tuple[str, str], Overlap]:
    """Read (patch id or "", kind) to the shares of the roots."""
    out = {}
    with (places.KNOWLEDGE / "skin_roots.csv").open(encoding="utf-8") as f:
        for r in csv.DictReader(f):
            found = Overlap(float(r["above"]), float(r["own"]), float(r["below"]))
            for patch in r["patches"].split(";"):
                out[patch, r["kind"]] = found
    return out


def read_nerve_roots() -> dict[str, frozenset[str]]:
    """Territory to the roots that its nerve carries; none for nerves of one segment each."""
    further, segmental = read_further(), read_segmental()
    return {
        t: frozenset((*s, *further.get(t, ())))
        for t, s in read_territories().items()
        if t not in segmental
    }


def roots(
    patch: Patch, overlap: Overlap, carried: frozenset[str] | None
) -> list[tuple[str, float]]:
    """Roots that serve a patch with their shares, the chief one first.

    Parameters
    ----------
    carried : frozenset of str or None
        Roots that the patch's nerve carries: no other root reaches it. Where the dermatome's own
        is not among them (two charts that differ), the nearest takes its place.
    """
    here = _overlapping(patch, overlap)
    if carried is None:
        return here
    own = BODY.index(patch.dermatome)
    chief = min(sorted(carried), key=lambda s: (abs(BODY.index(s) - own), BODY.index(s)))
    out = {chief: 0.0}
    for name, part in here:
        if name in carried or name == patch.dermatome:
            name = name if name in carried else chief
            out[name] = out.get(name, 0.0) + part
    return list(out.items())


def _overlapping(patch: Patch, overlap: Overlap) -> list[tuple[str, float]]:
    """Roots of a patch's dermatome and its neighbours with their shares, its own first."""
    i = BODY.index(patch.dermatome)
    if patch.dermatome in BESIDE:
        names = BESIDE[patch.dermatome]
        rank = [BODY.index(n) < i for n in names]
        each = {True: overlap.above / rank.count(True), False: overlap.below / rank.count(False)}
        near = [(n, each[r]) for n, r in zip(names, rank, strict=True)]
    else:
        near = [(BODY[i - 1], overlap.above)] if i else []
        near += [(BODY[i + 1], overlap.below)] if i + 1 < len(BODY) else []
    return [(patch.dermatome, overlap.own), *near]


def gap(dermatome: str, segments: dict[str, float]) -> int:
    """Count the segments from a dermatome to the nearest one of a nerve."""
    i = BODY.index(dermatome)
    return min(abs(BODY.index(s) - i) for s in segments)


def middles(points: Array, n: int) -> Array:
    """Return `n` of the points, far apart, the first the most central."""
    chosen = [int(np.linalg.norm(points - points.mean(axis=0), axis=1).argmin())]
    while len(chosen) < min(n, len(points)):
        away = np.linalg.norm(points[:, None] - points[chosen][None], axis=2).min(axis=1)
        chosen.append(int(away.argmax()))
    goals = points[chosen] + 0.35 * (points[chosen[0]] - points[chosen])
    near = np.linalg.norm(points[:, None] - goals[None], axis=2).argmin(axis=0)
    return np.asarray(points[near])


def read_patches(spots: int) -> list[Patch]:
    """Read the patches of the right side from the skin's two maps, in the order of dermatomes.

    A dermatome or territory that no patch of the maps shows gets one without places, so that every
    name has fibres.
    """
    supply = {t: s for t, s in read_territories().items() if not next(iter(s)).startswith("V")}
    found: dict[tuple[str, str], Patch] = {}
    with np.load(places.MESHES / "skin.npz", allow_pickle=False) as f:
        v = f["origin_mm"] + f["scale_mm"] * f["vertices"].astype(float)
        labels = [(f[k], [str(n) for n in f[f"{k}_names"]]) for k in ("dermatome", "territory")]
    right = v[:, 0] > 0.5
    for i, dermatome in enumerate(labels[0][1]):
        for j, territory in enumerate(labels[1][1]):
            if dermatome not in BODY or territory not in supply:
                continue
            here = v[right & (labels[0][0] == i) & (labels[1][0] == j)]
            if len(here) >= LEAST and gap(dermatome, supply[territory]) <= FAR:
                patch = Patch(dermatome, territory, middles(here, spots))
                found[dermatome, territory] = patch
    for territory, segments in supply.items():
        for segment in segments:
            known = {d for d, _ in found} if territory in {t for _, t in found} else set()
            if segment not in known:
                found.setdefault((segment, territory), Patch(segment, territory, np.zeros((0, 3))))
    return sorted(found.values(), key=lambda p: (BODY.index(p.dermatome), p.territory))
