"""The volume of a named site, to be placed as a mask and compared."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import binary_dilation

from visualizer.anatomy import Body, Fibres, Volume
from visualizer.findings.involvement import named_points, without_endings
from visualizer.findings.shapes import samples_along
from visualizer.findings.sites import LesionError, SiteRule, check_lesion
from visualizer.scene import Lesion

VOXEL_MM = 0.25
REACH_VOXELS = 2


def site_volume(lesion: Lesion, body: Body, sites: Mapping[str, SiteRule]) -> Volume:
    """Return the volume that a named lesion fills.

    A brain site has a volume of its own. Elsewhere it is the space around the stretch of
    the fibres that the site holds: every quarter-millimetre voxel within half a millimetre
    of it, but for the voxels that fibres run through at another place.

    Raises
    ------
    LesionError
        If the site holds no fibres in this body.
    """
    rule = check_lesion(lesion, sites)
    volumes = {part.volume for part in rule.parts}
    if len(volumes) == 1 and "" not in volumes and lesion.side in ("left", "right"):
        return body.volumes[volumes.pop(), lesion.side]
    points = without_endings(named_points(lesion, body, sites), body.fibres)
    if not len(points):
        raise LesionError(f"site '{lesion.site}' holds no fibres")
    return _volume_around(points, body.fibres)


def _volume_around(points: NDArray[np.int64], fibres: Fibres) -> Volume:
    held = fibres.points_mm[points]
    starts = fibres.segments.in_box(held.min(axis=0) - 10.0, held.max(axis=0) + 10.0)
    samples, owner, part = samples_along(fibres.points_mm[starts], fibres.points_mm[starts + 1])
    nearer_end = starts[owner] + (part > 0.5)
    inside = np.isin(nearer_end, points)
    low = samples[inside].min(axis=0) - VOXEL_MM * (REACH_VOXELS + 1)
    low[0] = (np.floor(low[0] / VOXEL_MM) + 0.5) * VOXEL_MM  # two voxels meet in the midline
    high = samples[inside].max(axis=0) + VOXEL_MM * (REACH_VOXELS + 1)
    shape = np.ceil((high - low) / VOXEL_MM).astype(int) + 1
    mask = binary_dilation(_marked(samples[inside], low, shape), iterations=REACH_VOXELS)
    mask &= ~_marked(samples[~inside], low, shape)
    affine = np.diag([VOXEL_MM, VOXEL_MM, VOXEL_MM, 1.0])
    affine[:3, 3] = low
    return Volume(mask, np.linalg.inv(affine))


def _marked(
    samples: NDArray[np.floating], low: NDArray[np.floating], shape: NDArray[np.int64]
) -> NDArray[np.bool_]:
    voxel = np.rint((samples - low) / VOXEL_MM).astype(np.int64)
    voxel = voxel[np.all((voxel >= 0) & (voxel < shape), axis=1)]
    mask = np.zeros(tuple(shape), dtype=bool)
    mask[tuple(voxel.T)] = True
    return mask
