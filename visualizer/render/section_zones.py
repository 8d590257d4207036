"""The zones of the cord's cross-section where a plane runs across it."""

from collections.abc import Iterator

import numpy as np

from visualizer.anatomy import Cord
from visualizer.render.contours import Points
from visualizer.render.cord import GREY, place, zone_outlines
from visualizer.render.palette import TISSUE, ZONE, Rgb
from visualizer.render.section_plane import SectionPlane

ACROSS = 0.8  # cosine between the plane's normal and the cord's axis


def zone_loops(cord: Cord, plane: SectionPlane) -> Iterator[tuple[str, str, bool, Rgb, Points]]:
    """Yield (zone, side, whether it is grey matter, colour, (n, 2) outline in the plane)."""
    rows = crossed_rows(cord, plane)
    for row in rows:
        axis = np.cross(cord.right[row], cord.anterior[row])
        steep = float(axis @ np.array(plane.normal))
        for name, side, outline in zone_outlines(cord, row):
            points = place(cord, row, outline)
            points = points - (plane.distance(points) / steep)[:, None] * axis
            colour = ZONE.get(name, TISSUE["grey_matter"])
            yield name, side, name in GREY, colour, plane.flat(points)


def crossed_rows(cord: Cord, plane: SectionPlane) -> list[int]:
    """Return the rows of the cord where a plane cuts it across."""
    if len(cord.centre_mm) < 2:
        return []
    distance = plane.distance(cord.centre_mm)
    front = distance >= 0
    rows = np.flatnonzero(front[1:] != front[:-1])
    ends = [0, len(distance) - 1]
    rows = np.array([*rows, *(end for end in ends if abs(distance[end]) < 0.6)], dtype=int)
    axis = np.cross(cord.right[rows], cord.anterior[rows])
    across = np.abs(axis @ np.array(plane.normal)) > ACROSS
    return [int(row) for row in np.unique(rows[across])]
