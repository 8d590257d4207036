"""Paths that start in the brainstem: rubro-, tecto- and vestibulospinal fibres to the right side.

Each follows the authored course of its tract through the brainstem and its zone of the cord.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline
from scipy.ndimage import gaussian_filter1d

from assets.build import brainstem_frame as frame
from assets.build import cord_white, places, tract_curves
from assets.build import tract_sections as sections
from assets.build.cord import Cord
from assets.build.cord_zones import Zones, fill, weights
from assets.build.fibres_umn import ENTRY, ENTRY_MM, GOLDEN, deal, read_targets
from assets.build.strands import Fibre, Place

Array = NDArray[np.float64]
ROW_MM = 3.2
LOWEST_MM = -31.0
"""Rostral place below which the course is that of the cord."""
FIRST_CORD_MM = 5.0

#: Way of each tract from its nucleus to its course: rows of (rostral, lateral, ventral), mm, of a
#: right fibre; negative lateral: before it crosses. `None` in `WAYS` of a tract: straight.
WAYS: dict[str, tuple[tuple[float, float, float], ...]] = {
    "rubrospinal": ((28.0, -4.2, 4.6), (26.4, -1.8, 4.2), (25.2, 0.6, 3.5), (23.6, 2.9, 2.7)),
    "tectospinal": (
        (30.0, -4.2, -7.4),
        (29.2, -4.9, -3.6),
        (28.2, -3.6, 0.3),
        (27.2, -1.5, 1.7),
        (25.4, 0.2, 1.0),
    ),
    "vestibulospinal_lateral": ((-2.0, 6.6, -3.0), (-3.8, 6.6, -2.5)),
    "vestibulospinal_medial": ((-7.5, 5.0, -2.9), (-9.0, 3.4, -2.7), (-10.6, 1.9, -2.3)),
}
CROSSED_WAYS = {
    "vestibulospinal_medial": ((-7.5, -5.0, -2.9), (-8.8, -3.2, -2.7), (-10.4, -1.2, -2.4)),
}
NUCLEI = {
    "rubrospinal": "red_nucleus",
    "tectospinal": "superior_colliculus",
    "vestibulospinal_lateral": "vestibular_nuclei",
    "vestibulospinal_medial": "vestibular_nuclei",
}
SPREAD_MM = {"rubrospinal": 1.0, "tectospinal": 1.3}
"""Half width of the cells about the first row of the way, mm."""


@dataclass(frozen=True)
class Tract:
    """A row of the table of descending tracts."""

    id: str
    target: str
    crossed: float
    course: str
    cord_tract: str
    count: int
    segments: list[tuple[str, float]]


def read_tracts() -> list[Tract]:
    """Read the tracts that start in the brainstem and follow an authored course."""
    out = []
    with (places.KNOWLEDGE / "descending_tracts.csv").open(encoding="utf-8") as f:
        for r in csv.DictReader(f):
            if not r["course"]:
                continue
            if ":" in r["segments"]:
                pairs = [p.split(":") for p in r["segments"].split(";")]
                segments = [(name, float(share)) for name, share in pairs]
            else:
                segments = read_targets()[r["segments"]]
            share, count = float(r["crossed"]), int(r["fibres_a_side"])
            out.append(
                Tract(r["id"], r["target"], share, r["course"], r["cord_tract"], count, segments)
            )
    return out


class Zone:
    """Places of the fibres of one tract along the cord, right side."""

    def __init__(self, cord: Cord, name: str, count: int) -> None:
        tract = next(t for t in cord_white.tracts() if t.name == name)
        middles = (cord.bounds[1:] + cord.bounds[:-1]) / 2
        self._s = np.arange(0.0, cord.axis.conus, ROW_MM)
        rows = np.interp(self._s, middles, np.arange(len(middles)))
        self._polygons = np.stack([tract.polygon(float(r)) for r in rows])
        self._weights = weights(self._polygons[0], fill(self._polygons[0], count))

    def places(self, k: int, s: Array) -> Array:
        """Places (n, 2) in the section of fibre `k`, `s` (n,) mm along the cord."""
        path = np.einsum("k,skj->sj", self._weights[k], self._polygons)
        return np.stack([np.interp(s, self._s, path[:, j]) for j in range(2)], axis=1)


def upper(tract: Tract, crossed: bool, disc: Array, matrix: Array) -> Array:
    """Way (n, 3) body mm of a fibre from its cell to the foot of the medulla.

    Parameters
    ----------
    disc : (2,) array
        Place of the fibre in the section of its tract, in half axes.
    """
    ways = CROSSED_WAYS if crossed and tract.id in CROSSED_WAYS else WAYS
    way = np.array(ways[tract.id])
    size = np.linspace(SPREAD_MM.get(tract.id, 0.7), 0.5, len(way))[:, None]
    way = way + np.column_stack([0 * size, size * disc[0], size * disc[1]])
    rows = frame.read_courses()[tract.course]
    rows = rows[(rows[:, 0] < way[-1, 0] - 1.5) & (rows[:, 0] > LOWEST_MM)]
    course = np.column_stack(
        [rows[:, 0], rows[:, 1] + disc[0] * rows[:, 3], rows[:, 2] + disc[1] * rows[:, 4]]
    )
    rostral, lateral, ventral = np.vstack([way, course]).T
    mni = frame.to_mni(lateral, rostral, ventral)
    return np.asarray(mni @ matrix[:3, :3].T + matrix[:3, 3])


def smooth_line(knots: Array) -> Array:
    """Lead a smooth line, 1 mm apart, near the knots (n, 3)."""
    way = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(knots, axis=0), axis=1) ** 0.7)])
    line = CubicSpline(way, knots)(np.linspace(0, way[-1], 20 * len(knots)))
    line = tract_curves.resample(line, 0.5)
    ends = line[[0, -1]].copy()
    line = gaussian_filter1d(line, 3.0, axis=0, mode="nearest")
    line[[0, -1]] = ends
    return tract_curves.resample(line, 1.8)


def stem_site(rostral: float) -> str:
    """Name the part of the brainstem at a rostral place."""
    if rostral > frame.PONTOMESENCEPHALIC_MM:
        return "midbrain.tegmentum"
    return "pons.tegmentum" if rostral > frame.PONTOMEDULLARY_MM else "medulla.tegmentum"


def fibre(
    tract: Tract, k: int, zone: Zone, cord: Cord, zones: Zones, matrix: Array, segment: str
) -> Fibre:
    """Make one fibre of the right side."""
    crossed = k < round(tract.crossed * tract.count)
    disc = sections.disc(2 * tract_curves.spread(tract.count) - 1)[k]
    stop = cord.along(segment, 0.4 + 0.54 * ((k * GOLDEN) % 1.0))
    entry = min(ENTRY_MM, 0.4 * stop)
    first = min(FIRST_CORD_MM, 0.6 * (stop - entry))
    s = np.linspace(first, stop - entry, 2 + int((stop - entry - first) / ROW_MM))
    uv = zone.places(k, s)
    horn = zones.polygon("anterior_horn", stop)
    target = horn.mean(axis=0) + 0.5 * (horn[k % len(horn)] - horn.mean(axis=0))
    turn = uv[-1] + (1 - np.cos(ENTRY))[:, None] * (target - uv[-1])
    below = cord.point(s, uv[:, 0], uv[:, 1])
    ends_s = stop - entry * (1 - np.sin(ENTRY))
    ends = cord.point(ends_s, turn[:, 0], turn[:, 1])
    knots = np.vstack([upper(tract, crossed, disc, matrix), below[: min(4, len(below))]])
    points = np.vstack([smooth_line(knots), below[4:], ends])
    return Fibre(
        tract.id,
        tract.target,
        segment,
        "right",
        points,
        _places(points, tract, crossed, cord, segment),
        1.0,
        "crossed" if crossed else "uncrossed",
    )


def _places(points: Array, tract: Tract, crossed: bool, cord: Cord, segment: str) -> list[Place]:
    rostral = frame.from_body(points)[1]
    out: list[Place] = []
    for p, height in zip(points, rostral, strict=True):
        side = "right" if p[0] > 0 else "left"
        if p[2] > cord.axis.centre[0, 2]:
            out.append((stem_site(height), side, frame.level_at(height)))
        else:
            name = cord.names[int(cord.segment_at(cord.axis.at_height(float(p[2]))))]
            out.append((f"cord.{tract.cord_tract}", "right", name))
    out[0] = (f"brainstem.{NUCLEI[tract.id]}", "left" if crossed else "right", out[0][2])
    end = ("cord.anterior_horn", "right", segment)
    return [*out[:-3], (f"cord.{tract.cord_tract}", "right", segment), end, end]


def fibres(cord: Cord, zones: Zones, matrix: Array) -> Iterator[Fibre]:
    """Make the fibres to the right side."""
    for tract in read_tracts():
        zone = Zone(cord, tract.cord_tract, tract.count)
        for k, segment in enumerate(deal(tract.count, tract.segments)):
            yield fibre(tract, k, zone, cord, zones, matrix, segment)
