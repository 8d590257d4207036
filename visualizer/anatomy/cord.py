"""The spinal cord as a curved axis with a frame, a width and a depth at each row."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.spatial import cKDTree


@dataclass(frozen=True, slots=True, eq=False)
class CordZone:
    """A part of the cross-section: polygons in (|u|, v) by region of the cord.

    `polygons` maps "cervical", "thoracic", "lumbar", "sacral" to (n, 2) arrays; u and v are
    fractions of the half width and half depth, v positive ventrally.
    """

    id: str
    polygons: Mapping[str, NDArray[np.float64]]
    source: str = ""


@dataclass(frozen=True, eq=False)
class Cord:
    """Axis and size of the cord, rows ordered rostral to caudal.

    Attributes
    ----------
    centre_mm : (n, 3) float64 array
        World RAS, mm.
    right, anterior : (n, 3) float64 arrays
        Unit vectors of the cross-section plane.
    half_width_mm, half_depth_mm, canal_mm : (n,) float64 arrays
    segment : (n,) int array
        Index into `SEGMENTS`.
    zones : mapping of str to CordZone
    """

    centre_mm: NDArray[np.float64]
    right: NDArray[np.float64]
    anterior: NDArray[np.float64]
    half_width_mm: NDArray[np.float64]
    half_depth_mm: NDArray[np.float64]
    canal_mm: NDArray[np.float64]
    segment: NDArray[np.int64]
    zones: Mapping[str, CordZone]

    @cached_property
    def _tree(self) -> "cKDTree":
        from scipy.spatial import cKDTree  # here, because most predictions need none

        return cKDTree(self.centre_mm)

    def locate(
        self, points_mm: NDArray[np.floating]
    ) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.bool_]]:
        """Find where points lie along and across the cord.

        Parameters
        ----------
        points_mm : (n, 3) array, world RAS, mm

        Returns
        -------
        row : (n,) int array
            Nearest row of the axis.
        uv : (n, 2) float array
            u to the patient's right, v ventrally, in half widths and half depths.
        inside : (n,) bool array
            Whether the point is in the cord: within its ellipse and between its ends.
        """
        points = np.asarray(points_mm, dtype=float)
        _, row = self._tree.query(points)
        delta = points - self.centre_mm[row]
        u = np.einsum("ij,ij->i", delta, self.right[row]) / self.half_width_mm[row]
        v = np.einsum("ij,ij->i", delta, self.anterior[row]) / self.half_depth_mm[row]
        axis = np.cross(self.right[row], self.anterior[row])
        along = np.abs(np.einsum("ij,ij->i", delta, axis))
        inside = (u * u + v * v <= 1.05) & (along <= 3.0)
        return np.asarray(row, dtype=np.int64), np.stack([u, v], axis=1), inside
