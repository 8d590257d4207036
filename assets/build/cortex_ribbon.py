"""Which voxel of the 1 mm grid belongs to which vertex of the cortex."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from scipy.spatial import cKDTree

from assets.build import freesurfer
from assets.build.brain_grid import ORIGIN, SHAPE, Mask

RIBBON_STEPS = (-0.4, 0.0, 0.25, 0.5, 0.75, 1.0)
"""Depths at which the cortical ribbon is sampled, as a share of the way from white to pia."""
UNDER_MM = (1.0, 2.0)
"""Depths under the white surface that still count to the gyrus, mm."""
RIBBON_REACH_MM = 1.4


@dataclass(frozen=True)
class Ribbon:
    """The cortical ribbon of one hemisphere as voxels.

    Attributes
    ----------
    voxels : (n, 3) int array
        Indices on the grid of `brain_grid`.
    owner : (n,) int array
        Vertex nearest to each.
    """

    voxels: NDArray[np.int64]
    owner: NDArray[np.int64]

    def mask(self, vertices: NDArray[np.bool_]) -> Mask:
        """Voxels on the grid that belong to some vertices (n,)."""
        out = np.zeros(SHAPE, bool)
        out[tuple(self.voxels[vertices[self.owner]].T)] = True
        return out


@lru_cache(maxsize=2)
def ribbon(side: str) -> Ribbon:
    """Sample the ribbon of one hemisphere."""
    h = freesurfer.load(side)
    thickness = h.pial - h.white
    inwards = -thickness / np.maximum(np.linalg.norm(thickness, axis=1, keepdims=True), 1e-6)
    layers = [h.white + t * thickness for t in RIBBON_STEPS if t >= 0]
    layers += [h.white + d * inwards for d in UNDER_MM]
    points = np.vstack(layers)
    vertex = np.tile(np.arange(len(h.white)), len(layers))
    near = np.zeros(SHAPE, bool)
    near[tuple(np.rint(points - ORIGIN).astype(int).T)] = True
    voxels = np.argwhere(ndimage.binary_dilation(near))
    distance, nearest = cKDTree(points).query(voxels + ORIGIN, workers=1)
    inside = distance < RIBBON_REACH_MM
    return Ribbon(voxels[inside], vertex[nearest][inside])
