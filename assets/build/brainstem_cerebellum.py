"""Cerebellum with its folia, from the ICBM152 T1 within the atlas label."""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from assets.build import brain, brain_names, brainstem_frame
from assets.build import brainstem_surface as stem
from assets.build.brain_grid import ORIGIN, Grid

Array = NDArray[np.float64]

STEP_MM = 0.7
LOW, HIGH = np.array([-1.4, -98.0, -78.0]), np.array([60.2, -30.0, 8.0])
EDGE, EDGE_PER_MM = 138.0, 40.0
CREST_MM, CREST_GAIN = 2.4, 0.046
"""Scale of the folia (mm) and how far (mm) the surface sinks per T1 unit below its surroundings."""
FOLIA, FOLIUM_MM, SWEEP = 84, 0.34, 0.55
"""Folia round the fastigium, half their height, and how far (rad) they sweep forward laterally.

The fissures are the T1's; an average of 152 brains shows no single folium, so these are drawn.
"""
FASTIGIUM = (-54.0, -32.0)
"""MNI y and z of the line from which the fissures fan out, mm."""
FISSURE_MM = 2.4
"""Depth at which fissures end: the average of many brains shows them wider than they are."""
REACH_MM = 1.6
"""How far tissue may lie outside the label."""
VERMIS_HALF_MM, TONSIL_TOP_MM, TONSIL_BACK_MM = 5.5, -47.0, -66.0
"""Half width of the vermis; below and before this place the tonsils meet in the midline."""
JOIN_MM = 0.35


def _label_depth() -> Array:
    """Depth inside the cerebellum's label, alike on both sides, on the 1 mm grid."""
    data, source = brain.labels()
    labels = Grid.from_labels(data, source).labels
    codes = [c for codes in brain_names.CEREBELLUM.values() for c in codes]
    tissue = np.isin(labels, codes)
    tissue = tissue | tissue[::-1]
    inside = ndimage.distance_transform_edt(tissue)
    outside = ndimage.distance_transform_edt(~tissue)
    return ndimage.gaussian_filter(np.asarray(inside - outside), 2.0)


def _grid() -> Array:
    rows = [np.arange(a, b + STEP_MM / 2, STEP_MM) for a, b in zip(LOW, HIGH, strict=True)]
    return np.stack(np.meshgrid(*rows, indexing="ij"), -1)


def solid() -> tuple[Array, Array]:
    """Field (mm, positive inside) of the right half and its places (..., 3), MNI152 mm."""
    points = _grid()
    values, affine = stem.t1()
    tissue = stem.sample(values, affine, points)
    around = ndimage.gaussian_filter(tissue, CREST_MM / STEP_MM)
    folia = np.clip((tissue - around) * CREST_GAIN, -1.9, 0.3)
    depth = ndimage.map_coordinates(
        _label_depth(), [points[..., k] - ORIGIN[k] for k in range(3)], order=1, cval=-9.0
    )
    field = np.clip((tissue - EDGE) / EDGE_PER_MM, -4, 4) + folia
    field = np.maximum(field, depth - FISSURE_MM)
    field = stem.soft_min(field, depth + REACH_MM, 0.8)
    x, s, v = brainstem_frame.from_mni(points)
    at = [(p - low) / stem.STEP_MM for p, low in zip((x, s, v), stem.LOW, strict=True)]
    outline = ndimage.map_coordinates(stem.outline_depth(), at, order=1, cval=-9.0)
    field = np.minimum(field, 0.4 - outline)
    return ndimage.gaussian_filter(field, 0.5) + folium_height(points), points


def folium_height(points: Array) -> Array:
    """Height (mm) of the folia's ripple: transverse ridges that fan out from the fastigium."""
    x, y, z = np.moveaxis(points, -1, 0)
    angle = np.arctan2(z - FASTIGIUM[1], y - FASTIGIUM[0])
    sweep = SWEEP * (np.clip(np.abs(x), 0, 50) / 50) ** 2
    return np.asarray(FOLIUM_MM * np.cos(FOLIA * (angle + np.sign(angle) * sweep)))


def _vermis_half(points: Array) -> Array:
    """Half width (mm) of the vermis at each place; none where the tonsils meet."""
    y, z = points[..., 1], points[..., 2]
    tonsil = np.minimum(TONSIL_TOP_MM - z, y - TONSIL_BACK_MM)
    return np.asarray(VERMIS_HALF_MM - np.clip(tonsil + 3, 0, 12) * 1.0)


def fields() -> dict[str, Array]:
    """Fields of the right hemisphere and of the right half of the vermis."""
    field, points = solid()
    x = points[..., 0]
    half = _vermis_half(points)
    return {
        "cerebellum.hemisphere": np.minimum(np.minimum(field, x - half + JOIN_MM), x - 0.3),
        "cerebellum.vermis": np.minimum(field, half + JOIN_MM - x),
    }
