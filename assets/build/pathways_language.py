"""The arcuate bundle from Wernicke's to Broca's area: what repeats a heard word."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from assets.build import centres_places, transforms
from assets.build import pathways_ascending_brain as brain
from assets.build import pathways_ascending_stem as stem
from assets.build.pathways_ascending_cord import share
from assets.build.strands import Fibre, Place

Array = NDArray[np.float64]
COUNT = 60
"""Fibres a side."""

SIDES = ("right", "left")
WAY_MM = np.array(
    [
        (42.0, -44.0, 12.0),
        (40.0, -48.0, 20.0),
        (38.0, -44.0, 27.0),
        (38.0, -32.0, 29.0),
        (38.0, -18.0, 28.0),
        (38.5, -4.0, 26.0),
        (40.0, 8.0, 22.0),
    ]
)
"""Middle of the bundle, right side, MNI mm: up and forward under the supramarginal gyrus."""
HALF_MM = np.array([3.0, 3.0, 3.5])
WERNICKE, BROCA = "cortex.wernicke", "cortex.broca"
BUNDLE = "brain.arcuate_fasciculus"


def _named(line: Array, side: str) -> list[Place]:
    """Name the places of a line, MNI mm: cortex at both ends, the bundle between."""
    out: list[Place] = [(BUNDLE, side, "")] * len(line)
    for area, order in ((WERNICKE, 1), (BROCA, -1)):
        outside = ~brain.holds(area, side, line[::order])
        for i in range(int(np.argmax(outside))):
            out[i if order > 0 else -1 - i] = (area, side, "")
    out[0], out[-1] = (WERNICKE, side, ""), (BROCA, side, "")
    return out


def fibres() -> Iterator[Fibre]:
    """Make the fibres of both hemispheres; `side` is the hemisphere."""
    matrix = transforms.mni_to_body()
    clouds = {
        area: {s: brain.voxels(area, s).astype(float) for s in SIDES} for area in (WERNICKE, BROCA)
    }
    ends = {area: centres_places.cells(clouds[area], COUNT) for area in clouds}
    for side in SIDES:
        sign = np.array([1.0 if side == "right" else -1.0, 1.0, 1.0])
        for k, (start, goal) in enumerate(
            zip(ends[WERNICKE][side], ends[BROCA][side], strict=False)
        ):
            spot = np.array([2 * share(k, 0.1 + 0.3 * a) - 1 for a in range(3)])
            way = (WAY_MM + HALF_MM * spot) * sign
            line = stem.smooth(np.vstack([start[0], way, goal[0]]), 3.2)
            yield Fibre(
                "centre", "repetition", "", side, transforms.apply(matrix, line),
                _named(line, side), 1.0 / COUNT,
            )  # fmt: skip
