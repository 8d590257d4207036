"""A bounded voxel mask placed in the world."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Volume:
    """A boolean mask with its own grid.

    Attributes
    ----------
    mask : (i, j, k) bool array
    world_to_voxel : (4, 4) float64 array
        Takes body RAS mm to continuous voxel indices; voxel centres lie on integers.
    """

    mask: NDArray[np.bool_]
    world_to_voxel: NDArray[np.float64]

    def contains(self, points_mm: NDArray[np.floating]) -> NDArray[np.bool_]:
        """Tell which of the (n, 3) body points lie in a marked voxel (nearest voxel)."""
        matrix = self.world_to_voxel
        voxel = np.rint(points_mm @ matrix[:3, :3].T + matrix[:3, 3]).astype(np.int64)
        shape = np.array(self.mask.shape)
        inside = np.all((voxel >= 0) & (voxel < shape), axis=1)
        out = np.zeros(len(points_mm), dtype=bool)
        i, j, k = voxel[inside].T
        out[inside] = self.mask[i, j, k]
        return out

    def bounds_mm(self) -> NDArray[np.float64]:
        """Return the (2, 3) lower and upper corner of the grid in body RAS mm."""
        shape = np.array(self.mask.shape)
        corners = (
            np.array([[i, j, k] for i in (0, 1) for j in (0, 1) for k in (0, 1)], dtype=float)
            * shape
            - 0.5
        )
        inverse = np.linalg.inv(self.world_to_voxel)
        world = corners @ inverse[:3, :3].T + inverse[:3, 3]
        return np.stack([world.min(axis=0), world.max(axis=0)])
