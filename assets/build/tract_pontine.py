"""Corticopontine fibres: from the frontal and the parietal lobe to the pontine nuclei."""

import numpy as np
from numpy.typing import NDArray

from assets.build import tract_capsule as capsule
from assets.build import tract_cortex as cortices
from assets.build import tract_curves as curves
from assets.build import tract_sections as sections
from assets.build import tract_spine as spine

Array = NDArray[np.float64]
KIND = "corticopontine"
COUNT = 60
"""Fibres a side from each lobe."""

TOP_MM, FOOT_MM = 24.0, -22.0
HEIGHTS = np.array([12.0, 8.0, 4.0, 0.0, -3.0, -8.0, -12.0, -15.0, -18.0, -21.0])
CENTRE, HALF = np.array([7.0, -23.2, -34.5]), np.array([5.4, 5.6, 8.5])
"""Pontine nuclei, right side: middle and half axes, MNI mm."""

#: Lobe to its name, its place in the capsule and crus, and its middle in the corona, MNI mm.
LOBES = {
    "frontal": ("corticopontine.front", (22.0, 12.0, 26.0)),
    "parietal": ("corticopontine.back", (28.0, -30.0, 27.0)),
}


def candidates(cortex: cortices.Cortex, lobe: str) -> Array:
    """Give each vertex's weight ((n,)) as a start."""
    p, name = cortex.white, cortex.parcel
    if lobe == "frontal":
        parcels = ("superiorfrontal", "caudalmiddlefrontal", "rostralmiddlefrontal")
        here = (p[:, 1] > 2) & (p[:, 1] < 42) & (p[:, 2] > 30) & (np.abs(p[:, 0]) > 12)
    else:
        parcels = ("superiorparietal", "inferiorparietal", "supramarginal", "postcentral")
        here = (p[:, 1] > -66) & (p[:, 1] < -34) & (p[:, 2] > 30)
    return np.asarray(here & np.isin(name, parcels), float)


def descend(name: str, volumes: sections.Volumes, side: str, square: Array) -> Array:
    """Run fibres through capsule and crus: (n, m, 3), 1 mm apart from the top."""
    borders = capsule.capsule_borders(volumes, side)
    low, high = capsule.CRUS_ENDS[name]
    beside = np.column_stack([low + (square[:, 0] + 1) / 2 * (high - low), 0.85 * square[:, 1]])
    knots = []
    for z in HEIGHTS:
        if z > -5:
            knots.append(capsule.capsule_section(name, borders, z, square, side))
        else:
            knots.append(sections.section(sections.CORTICOSPINAL, z, beside, side))
    top = knots[0] + (knots[0].mean(axis=0) - knots[0]) * -0.25
    top[:, 2] = TOP_MM
    knots.insert(0, top + [sections.SIGN[side] * 1.0, 0.0, 0.0])
    at = np.arange(TOP_MM, FOOT_MM - 0.01, -1.0)
    return curves.through(np.r_[TOP_MM, HEIGHTS], np.stack(knots, 1), at)


def site(z: float, y: float) -> str:
    """Name the place of a point below the corona."""
    if z > -5.5:
        return capsule.capsule_site(y, min(z, 14.0))
    return "midbrain.crus_cerebri" if z > -22 else "pons.basis"


def corticopontine(
    lobe: str,
    volumes: sections.Volumes,
    cortex: cortices.Cortex,
    corona: cortices.Corona,
    rng: np.random.Generator,
) -> list[spine.Fibre]:
    """Build the fibres of one lobe of one hemisphere."""
    side = cortex.side
    mirror = np.array([sections.SIGN[side], 1.0, 1.0])
    vertices = cortices.spaced(cortex.white, candidates(cortex, lobe), COUNT)
    square = np.empty((COUNT, 2))
    square[np.argsort(cortex.white[vertices, 1])] = np.column_stack(
        [2 * (np.arange(COUNT) + 0.5) / COUNT - 1, 2 * curves.halton(COUNT) - 1]
    )
    course = descend(LOBES[lobe][0], volumes, side, square)
    ball = rng.normal(size=(COUNT, 3))
    ball *= (np.cbrt(rng.random(COUNT)) / np.linalg.norm(ball, axis=1))[:, None]
    cells = (CENTRE + HALF * ball) * mirror
    out = []
    for v, line, cell in zip(vertices, course, cells, strict=True):
        head = curves.resample(cortices.fan(corona, cortex.white[v], line[0]), 1.0)
        far = float(np.linalg.norm(cell - line[-1]))
        heading = (line[-1] - line[-3]) / np.linalg.norm(line[-1] - line[-3])
        tail = curves.bend_to(line[-1], far * heading, cell, far * np.array([0.0, -0.35, -0.9]), 30)
        whole = curves.resample(np.vstack([head, line[1:], tail[1:]]), 1.0)
        whole = np.vstack([cortex.soma[v], spine.smooth(whole)])
        above = int(np.flatnonzero(whole[:, 2] > 15).max())
        names = [site(z, y) for _, y, z in whole]
        names[: above + 1] = ["corona_radiata"] * (above + 1)
        names[:3] = [f"cortex.{lobe}_lobe"] * 3
        names[-1] = "brainstem.pontine_nuclei"
        out.append(
            spine.Fibre(
                whole,
                KIND,
                lobe,
                f"cortex.{lobe}_lobe",
                side,
                "",
                side,
                False,
                "none",
                (float("nan"), float("nan")),
                names,
                [side] * len(names),
            )
        )
    return out
