"""Corticobulbar fibres to the facial and hypoglossal nuclei, and bulbospinal fibres to the cord."""

from __future__ import annotations

import csv
from functools import cache

import numpy as np
from numpy.typing import NDArray

from assets.build import places
from assets.build import tract_capsule as capsule
from assets.build import tract_cortex as cortices
from assets.build import tract_curves as curves
from assets.build import tract_parts as parts
from assets.build import tract_sections as sections
from assets.build import tract_spine as spine

Array = NDArray[np.float64]

#: Site of a nucleus to its row in the table of the brainstem's nuclei.
NUCLEI = {
    "pons.facial_nucleus": "facial",
    "brainstem.trigeminal_motor": "trigeminal_motor",
    "brainstem.horizontal_gaze_fibres": "pprf",
    "medulla.hypoglossal_nucleus": "hypoglossal",
    "brainstem.nucleus_ambiguus": "ambiguus",
}
CORE = 0.7
"""Share of a nucleus, from its middle, that the fibres end in."""
#: A fibre that has crossed the midline lies in the tegmentum.
BEHIND = {"pons.basis": "pons.tegmentum", "medulla.pyramid": "medulla.tegmentum"}
BASIS_BACK_MM = -25.5  # MNI y of the back of the basis pontis at z = -26; it slopes back

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


@cache
def nucleus(name: str) -> tuple[Array, Array]:
    """Read centre and half axes (x, y, z) of a nucleus of the right side, MNI mm."""
    with (places.KNOWLEDGE / "brainstem_nuclei.csv").open(encoding="utf-8") as f:
        row = next(r for r in csv.DictReader(f) if r["id"] == name)
    centre = np.array([float(row[f"mni_{axis}"]) for axis in "xyz"])
    order = ("half_lateral_mm", "half_ventral_mm", "half_rostral_mm")
    return centre, np.array([float(row[k]) for k in order])


def leave_basis(start: Array, cell: Array) -> Array:
    """Lead a fibre from the basis (3,) to its nucleus (3,): (n, 3) mm, first back, then across.

    It crosses, if it does, in the tegmentum: most of the way across comes in the last half.
    """
    far = float(np.linalg.norm(cell - start))
    down, back = np.array([0, -0.35, -0.94]), np.array([0, -0.6, -0.2])
    end = curves.bend_to(start, 0.7 * far * down, cell, 0.8 * far * back, 40)
    late = curves.smoothstep((np.linspace(0, 1, len(end)) - 0.42) / 0.56)
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
            name = capsule.capsule_site(y, min(z, 14.0))
        elif z > -22:
            name = "midbrain.crus_cerebri"
        elif z > -47.5 and y > BASIS_BACK_MM - 0.38 * max(0.0, -26 - z):
            name = "pons.basis"
        elif z > -47.5:
            name = "pons.tegmentum"
        else:
            name = "medulla.pyramid" if y > -36.8 else "medulla.tegmentum"
        crossed_over = z < -30 and x * sections.SIGN[side] < 0
        names.append(BEHIND.get(name, name) if crossed_over else name)
        sides.append(spine.other(side) if crossed_over else side)
    names[-1] = nucleus
    return names, sides


def corticobulbar(
    kind: str,
    volumes: sections.Volumes,
    cortex: cortices.Cortex,
    corona: cortices.Corona,
    rng: np.random.Generator,
) -> list[spine.Fibre]:
    """Build the fibres of one hemisphere to the nuclei of the pons and medulla, of one kind."""
    side = cortex.side
    targets = {b.target: b for b in parts.BULBAR.values() if b.kind == kind}
    starts = cortices.Starts.of(cortex, {n: b.count for n, b in targets.items()})
    count = len(starts.part)
    square = 2 * curves.spread(count, 5) - 1
    low = sections.disc(2 * curves.spread(count, 400) - 1)
    course = spine.descend(kind, volumes, side, square, low, -53)
    fibres = []
    for name, row in targets.items():
        here = np.flatnonzero(starts.part == name)
        centre, half = nucleus(NUCLEI[row.nucleus])
        crossed = np.zeros(len(here), bool)
        crossed[rng.permutation(len(here))[: round(row.crossed * len(here))]] = True
        cells = centre + CORE * half * ball(len(here), rng)
        heights = row.leave_mm + 2.5 * (2 * curves.halton(len(here)) - 1)
        for i, over, cell, z in zip(here, crossed, cells, heights, strict=True):
            target = spine.other(side) if over else side
            cell = cell * [sections.SIGN[target], 1, 1]
            k = int(np.argmin(np.abs(spine.FINE_Z - z)))
            v = starts.vertex[i]
            line = spine.join(corona, cortex.white[v], cortex.soma[v], course[i, : k + 1])
            end = leave_basis(line[-1], cell)
            line = np.vstack([line[:-1], curves.resample(end, curves.STEP_MM)])
            area = str(starts.area[i])
            fibres.append(
                spine.Fibre(
                    line,
                    kind,
                    name,
                    area,
                    side,
                    "",
                    target,
                    bool(over),
                    "none",
                    (float("nan"), float("nan")),
                    *stations(line, area, side, row.nucleus),
                )
            )
    return fibres


def tegmental(cell: Array, end: Array, sign: float) -> Array:
    """Lead a fibre from its cell (3,) down behind the pyramid to its place in the cord (3,)."""
    foot = sections.JUNCTION_MM[2]
    z = np.append(np.arange(cell[2], foot, -0.5), foot)
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
            end = sections.cord_point(sections.JUNCTION_MM[2], uv[n : n + 1])[0]
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
