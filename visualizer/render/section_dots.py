"""Fibres where a plane cuts them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy import Fibres
from visualizer.render.section_plane import SectionPlane


@dataclass(frozen=True, slots=True, eq=False)
class Dots:
    """Cut fibres.

    Attributes
    ----------
    flat_mm : (n, 2) array
        Places in the plane.
    point : (n,) int array
        The fibre point before the plane.
    cut : (n,) bool array
        Whether the fibre is interrupted there or above.
    colours : (n, 3) uint8 array
    """

    flat_mm: NDArray[np.float64]
    point: NDArray[np.int64]
    cut: NDArray[np.bool_]
    colours: NDArray[np.uint8]

    def nearest(self, x: float, y: float, within_mm: float) -> int:
        """Return the fibre point of the dot nearest a place, -1 when all are farther."""
        if not len(self.flat_mm):
            return -1
        away = np.hypot(self.flat_mm[:, 0] - x, self.flat_mm[:, 1] - y)
        best = int(np.argmin(away))
        return int(self.point[best]) if away[best] <= within_mm else -1


def no_dots() -> Dots:
    """Return no dots."""
    empty = np.zeros(0, dtype=np.int64)
    return Dots(np.zeros((0, 2)), empty, empty.astype(bool), np.zeros((0, 3), np.uint8))


def dots(
    fibres: Fibres,
    plane: SectionPlane,
    first_cut: NDArray[np.int64],
    colours: NDArray[np.uint8],
    shown: NDArray[np.bool_] | None = None,
) -> Dots:
    """Cut fibres with a plane.

    Parameters
    ----------
    fibres : Fibres
    plane : SectionPlane
    first_cut : (f,) int array
        The first interrupted point of each fibre, past its end where it is whole.
    colours : (p, 3) uint8 array
        Of each fibre point.
    shown : (f,) bool array, optional
        The fibres that count; all of them by default.
    """
    if not fibres.count:
        return no_dots()
    normal = np.array(plane.normal, dtype=np.float32)
    distance = fibres.points_mm @ normal - np.float32(np.dot(plane.origin_mm, plane.normal))
    front = distance >= 0
    step = front[1:] != front[:-1]
    ends = fibres.offsets[1:-1] - 1
    step[ends[ends < len(step)]] = False
    point = np.flatnonzero(step)
    fibre = fibres.fibre_of_point[point]
    if shown is not None:
        point, fibre = point[shown[fibre]], fibre[shown[fibre]]
    a, b = fibres.points_mm[point].astype(float), fibres.points_mm[point + 1].astype(float)
    share = (distance[point] / (distance[point] - distance[point + 1]))[:, None].astype(float)
    flat = plane.flat(a * (1 - share) + b * share)
    return Dots(flat, point, point + 1 >= first_cut[fibre], colours[point])
