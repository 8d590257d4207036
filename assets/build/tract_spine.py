"""Corticospinal fibres of one side: from the cortex to the cervicomedullary junction."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

from assets.build import tract_capsule as capsule
from assets.build import tract_cortex as cortices
from assets.build import tract_curves as curves
from assets.build import tract_parts as parts
from assets.build import tract_sections as sections

Array = NDArray[np.float64]

CORONA_TOP_MM = 34.0
FINE_Z = np.arange(CORONA_TOP_MM, sections.JUNCTION_MM[2] - 0.01, -1.0)
CAPSULE_Z = np.array([14.0, 12.0, 10.0, 8.0, 6.0, 4.0, 2.0, 0.0, -3.0])
BUNDLES = 26
#: Fascicles of the basis pontis: pontine nuclei and transverse fibres part the tract. (n, 2) disc.
FASCICLES = (
    0.94
    * np.sqrt((np.arange(BUNDLES) + 0.5) / BUNDLES)[:, None]
    * np.stack([f(np.arange(BUNDLES) * np.pi * (3 - np.sqrt(5))) for f in (np.cos, np.sin)], 1)
)
FASCICLE_PULL = 0.5
"""How far a fibre of the basis is drawn towards the middle of its fascicle."""
#: Crossing: heights (mm) of the first and last crossing level, half length of one crossing.
CROSSING_MM = (-62.2, -69.6, 2.6)
CROSSING_BUNDLES = 6  # a side; those of the two sides alternate
#: Places in the cord section at the junction: |u| and v ranges of each tract.
CORD_ZONE = {
    "lateral": ((0.35, 0.75), (-0.45, 0.05)),
    "anterior": ((0.05, 0.18), (0.45, 0.85)),
    "reticulospinal": ((0.20, 0.60), (0.45, 0.85)),
}


@dataclass
class Fibre:
    """One fibre of the descending paths, still a Python object.

    Attributes
    ----------
    points : (n, 3) array
        MNI mm, from the cell down.
    station, station_side : list of str
        Site and side of each point.
    kind, part, area, cortex_side, final_side, target_side : str
        See the columns of the stored file.
    crossed : bool
    tract : str
        lateral, anterior, reticulospinal, or none for corticobulbar fibres.
    end_uv : tuple of float
        Place in the cord section, nan for corticobulbar fibres.
    """

    points: Array
    kind: str
    part: str
    area: str
    cortex_side: str
    final_side: str
    target_side: str
    crossed: bool
    tract: str
    end_uv: tuple[float, float] = (float("nan"), float("nan"))
    station: list[str] = field(default_factory=list)
    station_side: list[str] = field(default_factory=list)


def other(side: str) -> str:
    """Give the other side."""
    return "left" if side == "right" else "right"


def zone_places(zone: str, side: str, count: int, start: int = 0) -> Array:
    """Spread `count` places over a zone of the cord section: (count, 2) u, v."""
    (u0, u1), (v0, v1) = CORD_ZONE[zone]
    p = curves.spread(count, start)
    u, v = u0 + p[:, 0] * (u1 - u0), v0 + p[:, 1] * (v1 - v0)
    return np.column_stack([sections.SIGN[side] * u, v])


def tracts(part: NDArray[np.str_], rng: np.random.Generator) -> NDArray[np.str_]:
    """Choose each fibre's way at the decussation: lateral (crossed), anterior, uncrossed."""
    way = np.full(len(part), "lateral", dtype="U10")
    for p in parts.PARTS:
        here = rng.permutation(np.flatnonzero(part == p.name))
        front = round(p.anterior_share * len(here))
        stay = round(parts.LATERAL_UNCROSSED_SHARE * len(here))
        way[here[:front]] = "anterior"
        way[here[front : front + stay]] = "uncrossed"
    for p in parts.BULBAR.values():
        here = rng.permutation(np.flatnonzero(part == p.target))
        way[here[round(p.crossed * len(here)) :]] = "uncrossed"
    return way


def capsule_places(part: NDArray[np.str_], start: Array, rng: np.random.Generator) -> Array:
    """Order fibres in the capsule by body part, loosely: (n, 2) in the square, +1 = front.

    Parameters
    ----------
    start : (n, 3) array
        Where the fibres start: of two of one body part the anterior keeps in front.
    """
    rank = {p.name: i for i, p in enumerate(parts.PARTS)}
    rank |= {"sternocleidomastoid": rank["neck"], "trapezius": rank["shoulder"]}
    key = np.array([float(rank[p]) for p in part]) + rng.normal(0, 1.0, len(part))
    key -= 0.02 * (start[:, 1] - start[:, 1].mean())
    order = np.argsort(key)
    places = np.empty((len(part), 2))
    n = len(part)
    places[order] = np.column_stack([1 - 2 * (np.arange(n) + 0.5) / n, 2 * curves.halton(n) - 1])
    return places


def mixing(z: float) -> float:
    """Give how far fibres have left their order in the crus for their places in the pyramid.

    They change places above and below the fascicles of the basis, so that each keeps to its own.
    """
    first = curves.smoothstep(np.array((-17 - z) / 9))
    return float(0.5 * first + 0.5 * curves.smoothstep(np.array((-41 - z) / 10)))


def descend(
    kind: str, volumes: sections.Volumes, side: str, square: Array, low: Array, bottom_mm: float
) -> Array:
    """Run fibres down through all cross-sections: (n, m, 3) at `FINE_Z` down to `bottom_mm`.

    Parameters
    ----------
    square : (n, 2) array
        Places in the capsule.
    low : (n, 2) array
        Places in the unit disc of the pyramid; fibres mix on the way through the pons.
    """
    bulbar = kind in ("corticobulbar", "corticobulbar_gaze")
    table = sections.CORTICOBULBAR if bulbar else sections.CORTICOSPINAL
    borders = capsule.capsule_borders(volumes, side)
    first, last = capsule.SPAN.get(kind, (-1.0, 1.0))
    part = square.copy()
    part[:, 0] = first + (square[:, 0] + 1) / 2 * (last - first)
    top = sections.disc(part)
    middle = curves.even_disc(0.5 * sections.disc(square) + 0.5 * low)
    fascicle = FASCICLES[np.argmin(np.linalg.norm(middle[:, None] - FASCICLES, axis=2), axis=1)]
    heights = np.sort(np.r_[table[:, 0], CAPSULE_Z])[::-1]
    knots = []
    for z in heights:
        if z in CAPSULE_Z:
            knots.append(capsule.capsule_section(kind, borders, z, square, side))
            continue
        w = mixing(float(z))
        place = (1 - 2 * w) * top + 2 * w * middle if w < 0.5 else middle
        place = (2 - 2 * w) * middle + (2 * w - 1) * low if w > 0.5 else place
        within = curves.smoothstep(np.array([(-22.5 - z) / 5, (z + 46.5) / 5])).prod()
        place = place + FASCICLE_PULL * float(within) * (fascicle - place)
        knots.append(sections.section(table, z, place, side))
    at = FINE_Z[: round(CORONA_TOP_MM - bottom_mm) + 1]
    course = curves.through(heights, np.stack(knots, 1), at)
    course[..., :2] = gaussian_filter1d(course[..., :2], 2.0, axis=1, mode="nearest")
    return course


def cross(course: Array, way: NDArray[np.str_], uv: Array, low: Array, side: str) -> Array:
    """Bend the courses ((n, m, 3)) to their places in the cord: crossed, uncrossed or anterior.

    The crossing fibres leave the pyramid in `CROSSING_BUNDLES` bundles, the medial fibres first.
    """
    first, last, half = CROSSING_MM
    out = course.copy()
    crossing = np.flatnonzero(way == "lateral")
    rank = np.empty(len(crossing))
    rank[np.argsort(-low[crossing, 0])] = np.arange(len(crossing)) / len(crossing)
    level = np.zeros(len(way))
    level[crossing] = np.floor(rank * CROSSING_BUNDLES)
    level += 0.25 if side == "left" else 0.75
    centre = first + (last - first) * level / CROSSING_BUNDLES
    centre += 0.5 * (curves.spread(len(way))[:, 0] - 0.5)
    for k, z in enumerate(FINE_Z):
        if z > -59:
            continue
        goal = sections.cord_point(float(z), uv)
        w = curves.smoothstep((centre + half - z) / (2 * half))
        slow = curves.smoothstep(np.full(len(way), (-60 - z) / 11.5))
        w = np.where(way == "lateral", w, slow)[:, None]
        out[:, k, :2] = (1 - w) * course[:, k, :2] + w * goal[:, :2]
    return out


def smooth(line: Array) -> Array:
    """Round a line ((n, 3), 1 mm apart) off; its ends stay, points come `STEP_MM` apart."""
    ends = line[[0, -1]]
    line = gaussian_filter1d(line, 3.0, axis=0, mode="nearest")
    line[[0, -1]] = ends
    return curves.resample(line, curves.STEP_MM)


def join(corona: cortices.Corona, seed: Array, soma: Array, course: Array) -> Array:
    """Join the cortical fan to the course down ((m, 3) at `FINE_Z`): (n, 3) MNI mm."""
    angle = float(cortices.strip_angle(seed[None])[0])
    height = 24.0 + 9.0 * float(np.clip((angle - 10) / 60, 0, 1))
    k = int(np.argmin(np.abs(FINE_Z - height)))
    line = np.vstack([cortices.fan(corona, seed, course[k]), course[k + 1 :]])
    line = curves.resample(line, 1.0)
    s = np.arange(len(line), dtype=float)
    free = curves.smoothstep((line[:, 2] - 13.5) / 5) * curves.smoothstep(s / 6)
    deep = 0.5 if abs(float(seed[0])) < 14 else 2.7  # medial wall: the way is narrow
    margin = 1.8 + deep * curves.smoothstep(s / 12) * curves.smoothstep((line[:, 2] - 36) / 10)
    for turn in range(6):
        smooth = gaussian_filter1d(line, 6.0 if turn < 4 else 2.5, axis=0, mode="nearest")
        line = line + free[:, None] * (smooth - line)
        line = line + 0.6 * free[:, None] * corona.push(line, margin)
    return np.vstack([soma, curves.resample(line, curves.STEP_MM)])


def stations(points: Array, area: str, side: str) -> tuple[list[str], list[str]]:
    """Name the site and side of each point ((n, 3)) of a corticospinal fibre."""
    names, sides = [], []
    above = int(np.flatnonzero(points[:, 2] > 15).max())
    way = np.r_[0, np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))]
    for i, (s, (x, y, z)) in enumerate(zip(way, points, strict=True)):
        if s <= 4.5:
            name = area
        elif i <= above:
            name = "corona_radiata"
        elif z > -5.5:
            name = capsule.capsule_site(y, min(z, 14.0))
        elif z > -22:
            name = "midbrain.crus_cerebri"
        elif z > -47.5:
            name = "pons.basis"
        else:
            name = "medulla.pyramid" if z > -61 else "medulla.pyramidal_decussation"
        names.append(name)
        sides.append(side if z > -59 else ("right" if x > 0 else "left"))
    return names, sides


def corticospinal(
    kind: str,
    volumes: sections.Volumes,
    cortex: cortices.Cortex,
    corona: cortices.Corona,
    rng: np.random.Generator,
) -> list[Fibre]:
    """Build all fibres of one hemisphere that go down to the cord, of one kind."""
    side = cortex.side
    if kind in parts.ORIGINS:
        starts = cortices.Starts.of(cortex, parts.counts(kind), parts.ORIGINS[kind][0])
    else:
        bulbar = [b for b in parts.BULBAR.values() if b.kind == kind]
        starts = cortices.Starts.of(cortex, {b.target: b.count for b in bulbar})
    part, count = starts.part, len(starts.part)
    names = list(dict.fromkeys(part))
    mixed = np.concatenate([rng.permutation(np.flatnonzero(part == p)) for p in names])
    low = np.empty((count, 2))
    low[mixed] = sections.disc(2 * curves.spread(count) - 1)
    square = capsule_places(part, cortex.white[starts.vertex], rng)
    course = descend(kind, volumes, side, square, low, sections.JUNCTION_MM[2])
    way, uv = tracts(part, rng), np.empty((count, 2))
    final = np.where(way == "lateral", other(side), side)
    for name, zone in (("lateral", "lateral"), ("uncrossed", "lateral"), ("anterior", "anterior")):
        here = np.flatnonzero(way == name)
        if len(here):
            uv[here] = zone_places(zone, final[here[0]], len(here), 13)
    course = cross(course, way, uv, low, side)
    fibres = []
    for i, v in enumerate(starts.vertex):
        points = join(corona, cortex.white[v], cortex.soma[v], course[i])
        fibres.append(
            Fibre(
                points,
                kind,
                str(part[i]),
                str(starts.area[i]),
                side,
                str(final[i]),
                str(final[i]),
                bool(way[i] == "lateral"),
                "anterior" if way[i] == "anterior" else "lateral",
                (float(uv[i, 0]), float(uv[i, 1])),
                *stations(points, str(starts.area[i]), side),
            )
        )
    return fibres
