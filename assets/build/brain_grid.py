"""The 1 mm MNI152 grid of the site masks and the label volume resampled on it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

ORIGIN = np.array([-75.0, -110.0, -78.0])
"""MNI152 mm of the centre of voxel (0, 0, 0)."""
SHAPE = (151, 190, 165)
SIGN = {"right": 1.0, "left": -1.0}


def affine() -> Array:
    """Voxel to MNI152 mm."""
    m = np.eye(4)
    m[:3, 3] = ORIGIN
    return m


@dataclass(frozen=True)
class Grid:
    """Labels on the grid.

    Attributes
    ----------
    labels : (151, 190, 165) int array
        FreeSurfer labels.
    """

    labels: NDArray[np.int32]

    @classmethod
    def from_labels(cls, data: NDArray[np.int32], source: Array) -> "Grid":
        """Take nearest labels; beyond the source's end there is no label (0)."""
        index = np.indices(SHAPE).reshape(3, -1).T + ORIGIN
        inverse = np.linalg.inv(source)
        at = np.rint(index @ inverse[:3, :3].T + inverse[:3, 3]).astype(int)
        inside = ((at >= 0) & (at < data.shape)).all(axis=1)
        out = np.zeros(len(at), np.int32)
        out[inside] = data[tuple(at[inside].T)]
        return cls(out.reshape(SHAPE))

    @cached_property
    def x(self) -> Array:
        """MNI x (mm) of each voxel, ready to broadcast."""
        return (np.arange(SHAPE[0]) + ORIGIN[0])[:, None, None]

    @cached_property
    def y(self) -> Array:
        """MNI y (mm), ready to broadcast."""
        return (np.arange(SHAPE[1]) + ORIGIN[1])[None, :, None]

    @cached_property
    def z(self) -> Array:
        """MNI z (mm), ready to broadcast."""
        return (np.arange(SHAPE[2]) + ORIGIN[2])[None, None, :]
