"""The volume of a named site, so that it can be shown, exported or placed as a mask."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from visualizer.anatomy import Body, Fibres, Volume
from visualizer.findings.involvement import named_points
from visualizer.findings.shapes import STEP_MM
from visualizer.findings.sites import LesionError, SiteRule, check_lesion
from visualizer.scene import Lesion

VOXEL_MM = 0.5
REACH_MM = 1.0


def site_volume(lesion: Lesion, body: Body, sites: Mapping[str, SiteRule]) -> Volume:
    """Return the volume that a named lesion fills.

    A brain site has a volume of its own. Elsewhere it is made of the space nearest to the
    fibres of the site: every half-millimetre voxel within one millimetre of them that is
    nearer to them than to any other fibre.

    Raises
    ------
    LesionError
        If the site holds no fibres in this body.
    """
    rule = check_lesion(lesion, dict(sites))
    volumes = {part.volume for part in rule.parts}
    if len(volumes) == 1 and "" not in volumes and lesion.side in ("left", "right"):
        return body.volumes[volumes.pop(), lesion.side]
    points = named_points(lesion, body, sites)
    if not len(points):
        raise LesionError(f"site '{lesion.site}' holds no fibres")
    return _volume_around(points, body.fibres)


def _volume_around(points: NDArray[np.int64], fibres: Fibres) -> Volume:
    chosen = np.zeros(len(fibres.points_mm), dtype=bool)
    chosen[points] = True
    low = fibres.points_mm[points].min(axis=0) - 10.0
    high = fibres.points_mm[points].max(axis=0) + 10.0
    samples, inside = _samples_in_box(chosen, fibres, low, high)
    low, high = samples[inside].min(axis=0) - REACH_MM, samples[inside].max(axis=0) + REACH_MM
    shape = np.ceil((high - low) / VOXEL_MM).astype(int) + 1
    grid = np.unique(_voxels_near(samples[inside], low, shape), axis=0)
    distance, nearest = cKDTree(samples).query(low + grid * VOXEL_MM)
    kept = grid[inside[nearest] & (distance <= REACH_MM)]
    mask = np.zeros(tuple(shape), dtype=bool)
    mask[tuple(kept.T)] = True
    affine = np.diag([VOXEL_MM, VOXEL_MM, VOXEL_MM, 1.0])
    affine[:3, 3] = low
    return Volume(mask, np.linalg.inv(affine))


def _voxels_near(
    samples: NDArray[np.float64], low: NDArray[np.floating], shape: NDArray[np.int64]
) -> NDArray[np.int64]:
    reach = int(np.ceil(REACH_MM / VOXEL_MM))
    steps = np.arange(-reach, reach + 1)
    around = np.stack(np.meshgrid(steps, steps, steps, indexing="ij"), axis=-1).reshape(-1, 3)
    centre = np.unique(np.rint((samples - low) / VOXEL_MM).astype(np.int64), axis=0)
    voxels = (centre[:, None] + around[None]).reshape(-1, 3)
    return voxels[np.all((voxels >= 0) & (voxels < shape), axis=1)]


def _samples_in_box(
    chosen: NDArray[np.bool_],
    fibres: Fibres,
    low: NDArray[np.floating],
    high: NDArray[np.floating],
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Sample the segments in a box; each sample belongs to the nearer end of its segment."""
    starts = np.setdiff1d(np.arange(len(fibres.points_mm) - 1), fibres.offsets[1:-1] - 1)
    first, last = fibres.points_mm[starts], fibres.points_mm[starts + 1]
    near = np.all((np.maximum(first, last) >= low) & (np.minimum(first, last) <= high), axis=1)
    starts, first, last = starts[near], first[near], last[near]
    counts = np.maximum(
        2, np.ceil(np.linalg.norm(last - first, axis=1) / STEP_MM).astype(np.int64) + 1
    )
    owner = np.repeat(np.arange(len(starts)), counts)
    offset = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    part = (offset / (counts[owner] - 1))[:, None]
    samples = first[owner] * (1 - part) + last[owner] * part
    ends = starts[owner] + (part[:, 0] > 0.5)
    return samples.astype(float), chosen[ends]
