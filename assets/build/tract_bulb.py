"""Corticobulbar fibres to the facial and hypoglossal nuclei, and bulbospinal fibres to the cord."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assets.build import tract_cortex as cortices
from assets.build import tract_curves as curves
from assets.build import tract_parts as parts
from assets.build import tract_sections as sections
from assets.build import tract_spine as spine

Array = NDArray[np.float64]

#: Nuclei, right side: centre and half-axes (MNI mm), height where fibres leave the basis, site.
#: Read off the ICBM152 T1 (caudal pontine tegmentum; floor of the fourth ventricle): model.
NUCLEI: dict[str, tuple[Array, Array, float, str]] = {
    "facial": (
        np.array([5.0, -35.5, -40.0]),
        np.array([1.2, 1.2, 2.0]),
        -34.0,
        "pons.facial_nucleus",
    ),
    "hypoglossal": (
        np.array([1.9, -43.2, -54.0]),
        np.array([0.7, 0.8, 2.8]),
        -49.0,
        "medulla.hypoglossal_nucleus",
    ),
}
BASIS_BACK_MM = -25.5  # MNI y of the back of the basis pontis at z = -26; it slopes back

NUCLEUS_OF = {"upper_face": "facial", "lower_face": "facial", "tongue": "hypoglossal"}

#: Bulbospinal origins, right side: site, centre, half-axes (MNI mm), fibres a side: model. The
#: rubrospinal tract, small in man, is left out.
ORIGINS: tuple[tuple[str, str, Array, Array, int], ...] = (
    (
        "pons.reticular_formation",
        "pons.tegmentum",
        np.array([3.0, -35.0, -35.0]),
        np.array([2.0, 2.5, 4.0]),
        100,
    ),
    (
        "medulla.reticular_formation",
        "medulla.tegmentum",
        np.array([3.4, -40.0, -50.5]),
        np.array([2.0, 2.4, 2.5]),
        110,
    ),
    (
        "medulla.vestibular_nuclei",
        "medulla.tegmentum",
        np.array([6.3, -42.5, -45.5]),
        np.array([1.6, 1.2, 2.0]),
        90,
    ),
)


def ball(count: int, rng: np.random.Generator) -> Array:
    """Fill the unit ball evenly: (count, 3)."""
    v = rng.normal(size=(count, 3))
    v /= np.linalg.norm(v, axis=1, keepdims=True)
    return np.asarray(v * np.cbrt(rng.random((count, 1))))


def leave_basis(start: Array, cell: Array) -> Array:
    """Lead a fibre from the basis (3,) to its nucleus (3,): (n, 3) mm, first back, then across."""
    far = float(np.linalg.norm(cell - start))
    down, back = np.array([0, -0.35, -0.94]), np.array([0, -0.6, -0.2])
    end = curves.bend_to(start, 0.6 * far * down, cell, far * back)
    late = curves.smoothstep((np.linspace(0, 1, len(end)) - 0.4) / 0.6)
    end[:, 0] = start[0] + late * (cell[0] - start[0])
    return end


def stations(points: Array, area: str, side: str, nucleus: str) -> tuple[list[str], list[str]]:
    """Name the site and side of each point ((n, 3)) of a corticobulbar fibre."""
    names, sides = [], []
    above = int(np.flatnonzero(points[:, 2] > 15).max())
    way = np.r_[0, np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))]
    for i, (s, (x, y, z)) in enumerate(zip(way, points, strict=True)):
        if s <= 4.5:
            name = area
        elif i <= above:
            name = "corona_radiata"
        elif z > -5.5:
            name = "internal_capsule.genu" if z > 5 else "internal_capsule.posterior_limb"
        elif z > -22:
            name = "midbrain.crus_cerebri"
        elif z > -47.5 and y > BASIS_BACK_MM - 0.38 * max(0.0, -26 - z):
            name = "pons.basis"
        elif z > -47.5:
            name = "pons.tegmentum"
        else:
            name = "medulla.pyramid" if y > -36.8 else "medulla.tegmentum"
        names.append(name)
        crossed_over = z < -30 and x * sections.SIGN[side] < 0
        sides.append(spine.other(side) if crossed_over else side)
    names[-1] = nucleus
    return names, sides


def corticobulbar(
    volumes: sections.Volumes,
    cortex: cortices.Cortex,
    corona: cortices.Corona,
    goal: Array,
    rng: np.random.Generator,
) -> list[spine.Fibre]:
    """Build the corticobulbar fibres of one hemisphere."""
    side = cortex.side
    names = list(parts.BULBAR)
    part = np.concatenate([np.full(parts.BULBAR[p][1], p) for p in names])
    drawn = [cortices.seeds(cortex, p, parts.BULBAR[p][1], rng) for p in names]
    index, area = np.concatenate([d[0] for d in drawn]), [a for d in drawn for a in d[1]]
    square = 2 * curves.spread(len(part), 5) - 1
    low = sections.disc(2 * curves.spread(len(part), 400) - 1)
    course = spine.descend("corticobulbar", volumes, side, square, low, -53)
    fibres = []
    for p in names:
        here = np.flatnonzero(part == p)
        centre, half, leave, site = NUCLEI[NUCLEUS_OF[p]]
        crossed = np.zeros(len(here), bool)
        crossed[rng.permutation(len(here))[: round(parts.BULBAR[p][2] * len(here))]] = True
        cells = centre + half * ball(len(here), rng)
        heights = leave + 3.0 * (2 * curves.halton(len(here)) - 1)
        for i, over, cell, z in zip(here, crossed, cells, heights, strict=True):
            target = spine.other(side) if over else side
            cell = cell * [sections.SIGN[target], 1, 1]
            k = int(np.argmin(np.abs(spine.FINE_Z - z)))
            line = spine.join(
                corona, cortex.white[index[i]], cortex.soma[index[i]], course[i, : k + 1], goal
            )
            end = leave_basis(line[-1], cell)
            line = np.vstack([line[:-1], curves.resample(end, curves.STEP_MM)])
            station, sides = stations(line, area[i], side, site)
            fibres.append(
                spine.Fibre(
                    line,
                    "corticobulbar",
                    p,
                    area[i],
                    side,
                    "",
                    target,
                    bool(over),
                    "none",
                    station=station,
                    station_side=sides,
                )
            )
    return fibres


def tegmental(cell: Array, end: Array, sign: float) -> Array:
    """Lead a fibre from its cell (3,) down behind the pyramid to its place in the cord (3,)."""
    z = np.append(np.arange(cell[2], -74.0, -0.5), -74.0)
    centre = np.zeros((1, 2))
    axis = np.array([sections.cord_point(float(h), centre)[0, 1] for h in z])
    first = np.array([cell[0], cell[1] - axis[0]])
    mid = 0.45 * first + [1.6 * sign, -0.9]
    last = np.array([end[0], end[1] - axis[-1]])
    w = curves.smoothstep((cell[2] - z) / (cell[2] + 58))[:, None]
    ventral = curves.smoothstep((-61.5 - z) / 11.5)[:, None]
    offset = (1 - ventral) * ((1 - w) * first + w * mid) + ventral * last
    return np.column_stack([offset[:, 0], axis + offset[:, 1], z])


def bulbospinal(side: str, rng: np.random.Generator) -> list[spine.Fibre]:
    """Build the uncrossed reticulospinal and vestibulospinal fibres of one side."""
    mirror = np.array([sections.SIGN[side], 1.0, 1.0])
    total = sum(o[4] for o in ORIGINS)
    uv = spine.zone_places("reticulospinal", side, total, 29)
    fibres, n = [], 0
    for area, site, centre, half, count in ORIGINS:
        for cell in (centre + half * ball(count, rng)) * mirror:
            end = sections.cord_point(-74.0, uv[n : n + 1])[0]
            line = tegmental(cell, end, sections.SIGN[side])
            line = curves.resample(line, curves.STEP_MM)
            pontine = (line[:, 2] > -47.5) & site.startswith("pons")
            names = [site if p else "medulla.tegmentum" for p in pontine]
            fibres.append(
                spine.Fibre(
                    line,
                    "bulbospinal",
                    "axial_limb",
                    area,
                    side,
                    side,
                    side,
                    False,
                    "reticulospinal",
                    (float(uv[n, 0]), float(uv[n, 1])),
                    names,
                    [side] * len(names),
                )
            )
            n += 1
    return fibres
