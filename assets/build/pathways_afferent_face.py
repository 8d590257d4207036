"""Sensation of the face: trigeminal first neurons, and the second ones to the thalamus."""

import csv
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from assets.build import brainstem_frame as frame
from assets.build import pathways_ascending_stem as stem
from assets.build import places
from assets.build.pathways_afferent_skin import middles
from assets.build.pathways_ascending_cord import SensoryCord, share
from assets.build.pathways_ascending_tracts import Upper, read_tracts
from assets.build.strands import Fibre, Place

Array = NDArray[np.float64]
SPOTS = 10
HEAD = np.array([0.0, -100.0, 1570.0])
"""Middle of the head, from which the skin of the face is seen all round, mm."""
DEPTH_MM = 2.5
MOUTH = np.array([0.0, -14.0, 1510.0])
FAR_MM = 120.0
"""Distance from the mouth at which pain fibres run farthest down the medulla."""
TRUNKS = {
    "V1": (("cn5.ophthalmic", "cn5.frontal"),),
    "V2": (("cn5.maxillary", "cn5.infraorbital"),),
    "V3": (
        ("cn5.mandibular", "cn5.inferior_alveolar"),
        ("cn5.mandibular", "cn5.auriculotemporal"),
    ),
}
"""Courses of cranial_courses.csv from the ganglion to the face, by division."""
VENTRAL = {"V1": 0.5, "V2": 0.0, "V3": -0.5}
"""Place in the spinal tract: the ophthalmic division lies in front."""
LEVELS = {
    "nerve.cn5.ophthalmic": ((-75.5, "cavernous_sinus"), (-66.0, "superior_orbital_fissure")),
    "nerve.cn5.maxillary": ((-78.0, "cavernous_sinus"), (-68.0, "foramen_rotundum")),
    "nerve.cn5.mandibular": ((-60.0, "foramen_ovale"),),
}
"""Levels along the divisions: up to which y (body mm) each reaches."""
COURSES = places.KNOWLEDGE / "cranial_courses.csv"
ENTRY = ((3.8, 15.6, 10.4), (3.5, 11.8, 5.6))
"""The root in the pons, (rostral, lateral, ventral) mm."""


def read_courses() -> dict[str, tuple[Array, list[tuple[str, str]]]]:
    """Read trunk to its points (n, 3), body mm, and (site, level) of each."""
    rows: dict[str, list[dict[str, str]]] = {}
    with COURSES.open(encoding="utf-8") as f:
        for r in csv.DictReader(f):
            rows.setdefault(r["trunk"], []).append(r)
    return {
        name: (
            np.array([[float(r[k]) for k in ("x_mm", "y_mm", "z_mm")] for r in found]),
            [(r["site"], r["level"]) for r in found],
        )
        for name, found in rows.items()
    }


class FaceSkin:
    """The skin of the right half of the head, seen from its middle."""

    def __init__(self) -> None:
        with np.load(places.MESHES / "skin.npz", allow_pickle=False) as f:
            v = f["origin_mm"] + f["scale_mm"] * f["vertices"].astype(float)
            names = [str(n) for n in f["dermatome_names"]]
            label = f["dermatome"]
        head = (v[:, 0] > 0.5) & (v[:, 2] > 1470.0)
        self._v, self._label, self._names = v[head], label[head], names
        ray = self._v - HEAD
        self._radius = np.linalg.norm(ray, axis=1)
        self._tree = cKDTree(ray / self._radius[:, None])

    def spots(self, division: str) -> Array:
        """Places (n, 3) spread over a division's skin."""
        here = self._v[self._label == self._names.index(division)]
        return middles(here, SPOTS)

    def under(self, points: Array) -> Array:
        """Places (n, 3) just under the skin in the directions of points from the head's middle."""
        ray = points - HEAD
        unit = ray / np.linalg.norm(ray, axis=1, keepdims=True)
        _, near = self._tree.query(unit, k=4)
        radius = self._radius[near].mean(axis=1) - DEPTH_MM
        return np.asarray(HEAD + radius[:, None] * unit)


class Face:
    """Maker of the trigeminal first neurons of the right side."""

    def __init__(self, cord: SensoryCord) -> None:
        self._cord, self._skin, self._courses = cord, FaceSkin(), read_courses()

    def fibres(self) -> Iterator[Fibre]:
        """Make the fibres of the three divisions."""
        for n, division in enumerate(TRUNKS):
            for i, spot in enumerate(self._skin.spots(division)):
                outer, where = self._outer(division, spot)
                for kind in ("afferent_large", "afferent_small"):
                    k = SPOTS * n + i
                    if kind == "afferent_large":
                        inner, named = self._touch(outer[-1], k)
                    else:
                        inner, named = self._pain(outer[-1], division, spot, k)
                    yield Fibre(
                        kind,
                        f"{division}.{division.lower()}",
                        division,
                        "right",
                        np.concatenate([outer, inner[1:]]),
                        [*where, *named[1:]],
                        round(1.0 / SPOTS, 4),
                    )

    def _outer(self, division: str, spot: Array) -> tuple[Array, list[Place]]:
        """Way from the skin to the surface of the pons."""
        ends = [self._courses[t[-1]][0][-1] for t in TRUNKS[division]]
        best = int(np.argmin([np.linalg.norm(spot - e) for e in ends]))
        last = ends[best]
        n = max(int(np.linalg.norm(spot - last) / 8.0), 1)
        t = np.linspace(0, 1, n + 1)[:-1, None]
        skin = self._skin.under(spot + t * (last - spot))
        points, sites = [skin], [(f"skin.{division.lower()}", "")] * len(skin)
        for name in (*TRUNKS[division][best][::-1], "cn5.root"):
            course, named = self._courses[name]
            points.append(course[::-1])
            sites += [self._level(s, lv, p) for (s, lv), p in zip(named, course, strict=True)][::-1]
        knots = np.concatenate(points)
        line = stem.smooth(knots, 3.6, 2.0)
        near = np.linalg.norm(line[:, None] - knots[None], axis=2).argmin(axis=1)
        near = np.maximum.accumulate(near)
        where: list[Place] = [(sites[i][0], "right", sites[i][1]) for i in near]
        return line, where

    @staticmethod
    def _level(site: str, level: str, point: Array) -> tuple[str, str]:
        if level or site not in LEVELS:
            return site, level
        return site, next((name for y, name in LEVELS[site] if point[1] < y), "")

    def _touch(self, before: Array, k: int) -> tuple[Array, list[Place]]:
        """Way from the pons' surface to the principal sensory nucleus."""
        disc = np.array([0.6 * (2 * share(k) - 1), 0.6 * (2 * share(k, 0.1) - 1)])
        cell = stem.within("principal_sensory_trigeminal", np.array([1.8 + 2.8 * share(k)]), disc)
        line = stem.smooth(np.vstack([before, stem.body(np.vstack([ENTRY, cell]))]))
        where = stem.labels(line, "brainstem.trigeminal_fascicle")
        where[-1] = ("nucleus.principal_sensory_trigeminal", "right", where[-1][2])
        return line, where

    def _pain(self, before: Array, division: str, spot: Array, k: int) -> tuple[Array, list[Place]]:
        """Way down the spinal tract: the farther from the mouth, the lower its end."""
        far = float(np.clip(np.linalg.norm(spot - MOUTH) / FAR_MM, 0.0, 1.0))
        disc = np.array([0.0, VENTRAL[division] + 0.3 * (2 * share(k) - 1)])
        lowest = -19.0 - 26.0 * far
        rows = stem.rows(0.5, max(lowest, -30.0))
        run = stem.body(stem.within("spinal_trigeminal_tract", rows, disc))
        knots = [before[None], stem.body(np.array(ENTRY)), run]
        if lowest >= -30.0:
            cell = stem.within("spinal_trigeminal_nucleus", np.array([lowest - 2.0]), 0.6 * disc)
            line = stem.smooth(np.vstack([*knots, stem.body(cell)]))
            where = self._named(line)
            where[-1] = ("nucleus.spinal_trigeminal_nucleus", "right", where[-1][2])
            return line, where
        cord = self._cord
        stop = cord.cord.along("C2", 0.9) * (-30.0 - lowest) / 15.0
        stop = max(stop, 7.0)
        s = cord.climb(4.0, stop)
        tract = cord.place("lateral", s, np.array(0.035), np.array(0.55))
        horn = cord.point(stop, cord.horn(stop, k))
        upper = stem.smooth(np.vstack([*knots, tract]))
        line = np.concatenate([upper, [0.5 * (tract[-1] + horn), horn]])
        where = self._named(line)
        segment = cord.names(np.array([stop]))[0]
        where[-2:] = [("cord.dorsal_horn", "right", segment)] * 2
        return line, where

    def _named(self, line: Array) -> list[Place]:
        out = stem.labels(line, "brainstem.spinal_trigeminal_tract")
        inside = frame.from_body(line)[1] > 1.5
        top = float(self._cord.cord.axis.centre[0, 2])
        for i, p in enumerate(line):
            if inside[i]:
                out[i] = ("brainstem.trigeminal_fascicle", *out[i][1:])
            elif p[2] < top:
                s = self._cord.cord.axis.at_height(float(p[2]))
                name = self._cord.names(np.array([s]))[0]
                out[i] = ("cord.dorsolateral_tract", "right", name)
        return out


def upper_fibres(upper: Upper) -> Iterator[Fibre]:
    """Make the second neurons of the face, both sides."""
    tracts = read_tracts()
    for kind in ("trigeminothalamic_touch", "trigeminothalamic_pain"):
        n = tracts[kind].fibres
        for d, division in enumerate(TRUNKS):
            for i in range(n):
                k = n * d + i
                lower = _touch(k) if kind.endswith("touch") else _pain(k, division)
                points, where = lower
                fibre = Fibre(kind, division.lower(), "", "right", points, where)
                yield from upper.finished(fibre, "face", (2 - d + share(k)) / 3.0, k)


def _crossed(cell: Array, cross: float, disc: Array, nucleus: str) -> tuple[Array, list[Place]]:
    """Way from a cell (rostral, lateral, ventral) across the midline and up to the midbrain."""
    run = stem.within("trigeminal_lemniscus", stem.rows(cross + 5.0, stem.HIGHEST_MM), disc)
    run = run * [1.0, -1.0, 1.0]
    middle = 0.5 * (cell[2] + run[0, 2]) + 0.6
    arc = np.array(
        [
            cell,
            [0.7 * cell[0] + 0.3 * cross, 0.55 * cell[1], 0.5 * (cell[2] + middle) + 0.3],
            [cross, 0.0, middle],
            [cross + 2.2, 0.6 * run[0, 1], 0.5 * (middle + run[0, 2])],
        ]
    )
    line = stem.smooth(stem.body(np.vstack([arc, run])))
    where = stem.labels(line, "brainstem.trigeminal_lemniscus")
    rostral = frame.from_body(line)[1]
    for i in range(len(line)):
        if rostral[i] < cross + 4.5:
            where[i] = ("brainstem.trigeminal_decussation", *where[i][1:])
    where[0] = (f"nucleus.{nucleus}", "right", where[0][2])
    return line, where


def _touch(k: int) -> tuple[Array, list[Place]]:
    disc = np.array([1.1 * share(k, 0.1) - 0.55, 1.1 * share(k, 0.7) - 0.55])
    cell = stem.within("principal_sensory_trigeminal", np.array([1.8 + 2.8 * share(k)]), disc)[0]
    return _crossed(cell, cell[0] + 2.0, disc, "principal_sensory_trigeminal")


def _pain(k: int, division: str) -> tuple[Array, list[Place]]:
    disc = np.array([0.5 * (2 * share(k, 0.1) - 1), VENTRAL[division]])
    cell = stem.within("spinal_trigeminal_nucleus", np.array([-34.5 + 18.0 * share(k)]), disc)[0]
    return _crossed(cell, cell[0] + 3.0, disc, "spinal_trigeminal_nucleus")
