"""Corticospinal fibres of one side: from the cortex to the cervicomedullary junction."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

from assets.build import tract_cortex as cortices
from assets.build import tract_curves as curves
from assets.build import tract_parts as parts
from assets.build import tract_sections as sections

Array = NDArray[np.float64]

CORONA_TOP_MM = 34.0
FINE_Z = np.arange(CORONA_TOP_MM, -74.01, -1.0)
CAPSULE_Z = np.array([14.0, 12.0, 10.0, 8.0, 6.0, 4.0, 2.0, 0.0, -3.0])
#: Fascicles of the basis pontis: the transverse fibres part the tract into bundles. (n, 2) disc.
FASCICLES = 0.95 * np.array(
    [(0, 0)]
    + [(0.5 * np.cos(t), 0.5 * np.sin(t)) for t in np.radians(np.arange(0, 360, 60))]
    + [(0.87 * np.cos(t), 0.87 * np.sin(t)) for t in np.radians(np.arange(15, 375, 30))]
)
#: Crossing: heights (mm) of the first and last crossing level, half length of one crossing.
CROSSING_MM = (-62.6, -70.4, 3.2)
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
    return way


def capsule_places(part: NDArray[np.str_], area: list[str], rng: np.random.Generator) -> Array:
    """Order fibres in the capsule by body part, loosely: (n, 2) in the square, +1 = front."""
    rank = {p.name: i for i, p in enumerate(parts.PARTS)}
    shift = {"premotor": -1.5, "supplementary_motor": -1.0}
    key = np.array([float(rank[p]) for p in part]) + rng.normal(0, 1.1, len(part))
    key += [shift.get(a.split(".")[1], 1.2 if "postcentral" in a else 0.0) for a in area]
    order = np.argsort(key)
    places = np.empty((len(part), 2))
    n = len(part)
    places[order] = np.column_stack([1 - 2 * (np.arange(n) + 0.5) / n, 2 * curves.halton(n) - 1])
    return places


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
    table = sections.CORTICOSPINAL if kind == "corticospinal" else sections.CORTICOBULBAR
    borders = sections.capsule_borders(volumes, side)
    top = sections.disc(square)
    heights = np.sort(np.r_[table[:, 0], CAPSULE_Z])[::-1]
    knots = []
    for z in heights:
        if z in CAPSULE_Z:
            knots.append(sections.capsule_section(kind, borders, z, square, side))
            continue
        w = float(curves.smoothstep(np.array((-22 - z) / 24)))
        place = curves.even_disc((1 - w) * top + w * low) if w > 0 else top
        pull = 0.45 * float(np.exp(-(((z + 34) / 6) ** 2)))
        nearest = np.argmin(np.linalg.norm(place[:, None] - FASCICLES, axis=2), axis=1)
        place = place + pull * (FASCICLES[nearest] - place)
        knots.append(sections.section(table, z, place, side))
    at = FINE_Z[: round(CORONA_TOP_MM - bottom_mm) + 1]
    course = curves.through(heights, np.stack(knots, 1), at)
    course[..., :2] = gaussian_filter1d(course[..., :2], 2.0, axis=1, mode="nearest")
    return course


def cross(course: Array, way: NDArray[np.str_], uv: Array, side: str) -> Array:
    """Bend the courses ((n, m, 3)) to their places in the cord: crossed, uncrossed or anterior."""
    first, last, half = CROSSING_MM
    out = course.copy()
    level = np.floor(curves.halton(len(way), 7) * 9) + (0.5 if side == "left" else 0.0)
    jitter = 0.4 * (curves.spread(len(way))[:, 0] - 0.5)
    centre = first + (last - first) * (level / 9) + jitter
    for k, z in enumerate(FINE_Z):
        if z > -59:
            continue
        goal = sections.cord_point(float(z), uv)
        w = curves.smoothstep((centre + half - z) / (2 * half))
        slow = curves.smoothstep(np.full(len(way), (-60 - z) / 13.5))
        w = np.where(way == "anterior", slow, w)[:, None]
        out[:, k, :2] = (1 - w) * course[:, k, :2] + w * goal[:, :2]
    return out


def join(corona: cortices.Corona, seed: Array, soma: Array, course: Array, goal: Array) -> Array:
    """Join the cortical fan to the course down ((m, 3) at `FINE_Z`): (n, 3) MNI mm."""
    angle = float(cortices.strip_angle(seed[None])[0])
    height = 24.0 + 9.0 * float(np.clip((angle - 10) / 60, 0, 1))
    k = int(np.argmin(np.abs(FINE_Z - height)))
    line = np.vstack([cortices.fan(corona, seed, course[k], goal), course[k + 1 :]])
    line = curves.resample(line, 1.0)
    s = np.arange(len(line), dtype=float)
    free = curves.smoothstep((line[:, 2] - 13.5) / 5) * curves.smoothstep(s / 6)
    deep = 0.5 if abs(float(seed[0])) < 14 else 2.7  # medial wall: the way is narrow
    margin = 1.8 + deep * curves.smoothstep(s / 12) * curves.smoothstep((line[:, 2] - 36) / 10)
    for turn in range(9):
        smooth = gaussian_filter1d(line, 6.0 if turn < 5 else 2.0, axis=0, mode="nearest")
        line = line + free[:, None] * (smooth - line)
        line = line + 0.6 * free[:, None] * corona.push(line, margin)
    return np.vstack([soma, curves.resample(line, curves.STEP_MM)])


def stations(points: Array, area: str, side: str) -> tuple[list[str], list[str]]:
    """Name the site and side of each point ((n, 3)) of a corticospinal fibre."""
    names, sides = [], []
    above = int(np.flatnonzero(points[:, 2] > 15).max())
    way = np.r_[0, np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))]
    for i, (s, (x, _, z)) in enumerate(zip(way, points, strict=True)):
        if s <= 4.5:
            name = area
        elif i <= above:
            name = "corona_radiata"
        elif z > -5.5:
            name = "internal_capsule.posterior_limb"
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
    volumes: sections.Volumes,
    cortex: cortices.Cortex,
    corona: cortices.Corona,
    goal: Array,
    rng: np.random.Generator,
) -> list[Fibre]:
    """Build all corticospinal fibres of one hemisphere."""
    side = cortex.side
    part = np.concatenate([np.full(p.count, p.name) for p in parts.PARTS])
    drawn = [cortices.seeds(cortex, p.name, p.count, rng) for p in parts.PARTS]
    index, area = np.concatenate([d[0] for d in drawn]), [a for d in drawn for a in d[1]]
    mixed = np.concatenate([rng.permutation(np.flatnonzero(part == p.name)) for p in parts.PARTS])
    low = np.empty((len(part), 2))
    low[mixed] = sections.disc(2 * curves.spread(len(part)) - 1)
    course = descend("corticospinal", volumes, side, capsule_places(part, area, rng), low, -74)
    way, uv = tracts(part, rng), np.empty((len(part), 2))
    final = np.full(len(part), side, dtype="U5")
    final[way == "lateral"] = other(side)
    for name, zone in (("lateral", "lateral"), ("uncrossed", "lateral"), ("anterior", "anterior")):
        here = np.flatnonzero(way == name)
        uv[here] = zone_places(zone, final[here[0]], len(here), 13)
    course = cross(course, way, uv, side)
    fibres = []
    for i, p in enumerate(part):
        v = index[i]
        points = join(corona, cortex.white[v], cortex.soma[v], course[i], goal)
        names, sides = stations(points, area[i], side)
        tract = "anterior" if way[i] == "anterior" else "lateral"
        target = final[i]
        ends = (float(uv[i, 0]), float(uv[i, 1]))
        fibres.append(
            Fibre(
                points,
                "corticospinal",
                str(p),
                area[i],
                side,
                str(final[i]),
                str(target),
                bool(way[i] == "lateral"),
                tract,
                ends,
                names,
                sides,
            )
        )
    return fibres
