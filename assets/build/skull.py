"""The skull as a shell with an inner table: the outer surface less the room of the brain."""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from assets.build import freesurfer, refine, solid, transforms
from assets.build.brain import labels
from assets.build.meshio import Mesh

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

PITCH_MM = 0.8
CLOSING_MM = 14.0
"""Sulci and fissures narrower than twice this do not shape the wall."""
ROOM_MM = 1.7
"""Cerebrospinal fluid and dura between brain and inner table."""
BONE_MM = 2.0
"""Least thickness of bone over the brain; the source's outer surface lies too near in places."""
SEAM_MM = 4.0

FORAMEN = np.array([0.0, -124.5, 1521.0])
FORAMEN_AXIS = np.array([0.0, 0.13, 1.0])
FORAMEN_HALF_MM = (14.5, 17.5)
"""Middle, axis and half width and depth of the foramen magnum (about 30 by 35 mm)."""
BASE_Z = 1519.0
"""The cranial cavity ends here, at the lowest part of the posterior fossa."""


def _brain(grid: solid.Grid) -> Mask:
    """Voxels of the brain: the atlas's labels and the ribbon of both pial surfaces."""
    to_body = transforms.mni_to_body()
    data, affine = labels()
    back = np.linalg.inv(to_body @ affine)
    index = np.argwhere(np.ones(grid.shape, bool))
    voxel = grid.points(index) @ back[:3, :3].T + back[:3, 3]
    inside = ndimage.map_coordinates((data > 0).astype(np.uint8), voxel.T, order=0)
    mask = inside.reshape(grid.shape) > 0
    for side in ("left", "right"):
        pial = transforms.apply(to_body, freesurfer.load(side).pial)
        at = np.round((pial - grid.low) / grid.pitch).astype(int)
        mask[tuple(np.clip(at, 0, np.array(grid.shape) - 1).T)] = True
    mask |= mask[::-1]
    far = CLOSING_MM / grid.pitch
    wide = np.pad(mask, int(far) + 2)
    swollen = ndimage.distance_transform_edt(~wide) <= far
    closed = ndimage.distance_transform_edt(swollen) > far
    pad = int(far) + 2
    return np.asarray(ndimage.binary_fill_holes(closed[pad:-pad, pad:-pad, pad:-pad] | mask))


def cavity(grid: solid.Grid) -> NDArray[np.float32]:
    """Signed distance to the wall of the cranial cavity, mm, negative inside."""
    _, _, z = grid.axes()
    wall = solid.from_mask(_brain(grid), grid, 3.0) - np.float32(ROOM_MM)
    return np.maximum(wall, (BASE_Z - z).astype(np.float32))


def foramen(grid: solid.Grid) -> NDArray[np.float32]:
    """Signed distance (nearly) to the canal of the foramen magnum, mm."""
    x, y, z = grid.axes()
    rise = z - FORAMEN[2]
    lean = y - FORAMEN[1] - FORAMEN_AXIS[1] * rise
    wide, deep = FORAMEN_HALF_MM
    ring = (np.hypot(x / wide, lean / deep) - 1.0) * min(wide, deep)
    return np.asarray(np.maximum(ring, np.abs(rise) - 24.0), np.float32)


def build(mesh: Mesh) -> Mesh:
    """Skull with cavity and foramen magnum.

    Parameters
    ----------
    mesh : Mesh
        Outer surface of the skull, body mm.
    """
    outer = refine.subdivide(refine.repair(mesh))
    grid = solid.Grid.around(outer[0], PITCH_MM, 8.0, symmetric=True)
    field = solid.distance(outer, grid)
    field = ndimage.gaussian_filter((field + field[::-1]) / 2, 0.7).astype(np.float32)
    room = cavity(grid)
    cover = room - np.float32(BONE_MM)
    shell = solid.smooth_union(field, cover, SEAM_MM)
    shell = np.maximum(np.maximum(shell, -room), -foramen(grid)).astype(np.float32)
    part, _ = ndimage.label(shell < 0)
    keep = part == np.bincount(part.ravel())[1:].argmax() + 1
    shell = np.where(keep | (shell > 0), shell, np.float32(0.5))
    bone = solid.largest(solid.skin_of(shell, grid, 10))
    return solid.half_mirrored(solid.fewer(bone, refine.wanted("bone.skull")), refine.SNAP_MM)
