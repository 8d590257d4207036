"""Solid of the brainstem: the ICBM152 T1 within an authored outline, with its relief.

A field in mm (positive inside) on a grid of the brainstem's frame. Relief that an average of
152 brains has blurred (fissures, olives, colliculi) is pressed in along authored lines.
"""

import csv
from functools import cache
from itertools import pairwise

import nibabel as nib
import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from assets.build import brainstem_frame as frame
from assets.build import places, transforms

Array = NDArray[np.float64]

STEP_MM = 0.5
LOW, HIGH = np.array([-24.0, -44.0, -20.0]), np.array([24.0, 38.0, 24.0])
"""Ends of the grid: x, rostral, ventral, mm."""
EDGE, EDGE_PER_MM = 135.0, 42.0
"""T1 value half way from CSF to tissue, and its slope at the surface."""
BLEND_MM = (-27.5, -36.0)
"""Rostral places between which the medulla takes the shape of the cord."""
SMOOTH_VOXELS = 0.8
"""Takes the stairs of the brain mask out of the T1."""
CAP_MM = 1.0


@cache
def t1() -> tuple[Array, Array]:
    """Return the symmetric ICBM152 2009a T1 and its voxel-to-MNI affine."""
    image = nib.load(places.NILEARN / "mni_icbm152_t1_tal_nlin_sym_09a_converted.nii.gz")
    return np.asanyarray(image.dataobj).astype(np.float64), np.asarray(image.affine, float)


def sample(volume: Array, affine: Array, points: Array) -> Array:
    """Sample a volume at MNI points (..., 3), cubic."""
    inverse = np.linalg.inv(affine)
    at = points @ inverse[:3, :3].T + inverse[:3, 3]
    flat = ndimage.map_coordinates(volume, at.reshape(-1, 3).T, order=3, mode="nearest")
    return np.asarray(flat.reshape(points.shape[:-1]))


def axes() -> tuple[Array, Array, Array]:
    """Return the grid's places along x, rostral and ventral, mm."""
    counts = np.round((HIGH - LOW) / STEP_MM).astype(int) + 1
    x, s, v = (a + STEP_MM * np.arange(n) for a, n in zip(LOW, counts, strict=True))
    return x, s, v


def _polygon_depth(polygon: Array, u: Array, v: Array) -> Array:
    """Signed distance (positive inside) of a right-half outline, closed over the midline."""
    whole = np.vstack([polygon, polygon[::-1] * [-1, 1]])
    best = np.full(u.shape, np.inf)
    inside = np.zeros(u.shape, bool)
    for a, b in zip(whole, np.roll(whole, -1, axis=0), strict=True):
        d = b - a
        length = float(d @ d)
        if length < 1e-9:
            continue
        t = np.clip(((u - a[0]) * d[0] + (v - a[1]) * d[1]) / length, 0, 1)
        best = np.minimum(best, np.hypot(u - a[0] - t * d[0], v - a[1] - t * d[1]))
        if d[1]:
            crosses = (a[1] > v) != (b[1] > v)
            inside ^= crosses & (u < a[0] + (v - a[1]) / d[1] * d[0])
    return np.where(inside, best, -best)


@cache
def outline_depth() -> Array:
    """Depth (nx, ns, nv) inside the authored outline, mm."""
    x, s, v = axes()
    u, w = np.meshgrid(x, v, indexing="ij")
    keys, layers = [], []
    with (places.KNOWLEDGE / "brainstem_outline.csv").open(encoding="utf-8") as f:
        for row in csv.DictReader(f):
            polygon = [[float(n) for n in p.split()] for p in row["outline"].split(";")]
            keys.append(float(row["rostral_mm"]))
            layers.append(_polygon_depth(np.array(polygon), u, w))
    order = np.argsort(keys)
    key, stack = np.array(keys)[order], np.stack(layers)[order]
    at = np.interp(s, key, np.arange(len(key)))
    low = np.minimum(at.astype(int), len(key) - 2)
    share = (at - low)[:, None, None]
    depth = (1 - share) * stack[low] + share * stack[low + 1]
    return np.asarray(depth.transpose(1, 0, 2))


def relief() -> Array:
    """Height (nx, ns, nv) pressed into the surface along the authored lines, mm."""
    x, s, v = np.meshgrid(*axes(), indexing="ij")
    total = np.zeros(x.shape)
    with (places.KNOWLEDGE / "brainstem_relief.csv").open(encoding="utf-8") as f:
        for row in csv.DictReader(f):
            line = np.array([[float(n) for n in p.split()] for p in row["course"].split(";")])
            width, amount = float(row["width_mm"]), float(row["amount_mm"])
            near = np.full(x.shape, np.inf)
            for a, b in pairwise(line):
                near = np.minimum(near, _segment(np.abs(x), s, v, a, b))
            total += amount * np.exp(-0.5 * (near / width) ** 2)
    return total


def _segment(x: Array, s: Array, v: Array, a: Array, b: Array) -> Array:
    """Distance of each place to the segment a-b, both (rostral, lateral, ventral)."""
    d = b - a
    t = np.clip(((s - a[0]) * d[0] + (x - a[1]) * d[1] + (v - a[2]) * d[2]) / (d @ d), 0, 1)
    p = (s - a[0] - t * d[0], x - a[1] - t * d[1], v - a[2] - t * d[2])
    return np.asarray(np.sqrt(p[0] ** 2 + p[1] ** 2 + p[2] ** 2))


def cord_depth() -> Array:
    """Depth (nx, ns, nv) inside the cord's tube, carried on upwards, mm."""
    with np.load(places.GEOMETRY / "cord.npz", allow_pickle=False) as f:
        centre, width = f["centre_mm"][:40], f["half_width_mm"][:40]
        depth = f["half_depth_mm"][:40]
    _, rostral, ventral = frame.from_body(centre)
    x, s, v = axes()
    order = np.argsort(rostral)
    slope = (ventral[0] - ventral[8]) / (rostral[0] - rostral[8])
    middle = np.interp(s, rostral[order], ventral[order])
    middle = middle + np.maximum(s - rostral.max(), 0) * slope
    a = np.interp(s, rostral[order], width[order]) / transforms.SCALE
    b = np.interp(s, rostral[order], depth[order]) / transforms.SCALE
    u, w = x[:, None, None] / a[:, None], (v - middle[:, None]) / b[:, None]
    return np.asarray((1 - np.hypot(u, w)) * np.minimum(a, b)[:, None])


def soft_min(a: Array, b: Array, round_mm: float) -> Array:
    """Return the smaller of two fields, rounded where they meet."""
    h = np.clip(0.5 + 0.5 * (b - a) / round_mm, 0, 1)
    return np.asarray(b + (a - b) * h - round_mm * h * (1 - h))


@cache
def solid() -> Array:
    """Field (nx, ns, nv) of the whole brainstem, mm, positive inside, symmetric."""
    x, s, v = axes()
    values, affine = t1()
    values = ndimage.gaussian_filter(values, SMOOTH_VOXELS)
    sheet = np.meshgrid(x, s, v, indexing="ij")
    points = frame.to_mni(sheet[0], sheet[1], sheet[2])
    tissue = np.clip((sample(values, affine, points) - EDGE) / EDGE_PER_MM, -4, 4)
    field = soft_min(tissue + relief(), outline_depth(), 0.8)
    w = np.clip((s - BLEND_MM[0]) / (BLEND_MM[1] - BLEND_MM[0]), 0, 1)
    w = (w * w * (3 - 2 * w))[:, None]
    field = (1 - w) * np.clip(field, -4, 4) + w * np.clip(cord_depth(), -4, 4)
    field = ndimage.gaussian_filter(field, 0.6)
    return np.asarray((field + field[::-1]) / 2)


def upper_border(ventral_mm: Array) -> Array:
    """Rostral place of the border of midbrain and pons: the pons rises in front."""
    return np.asarray(17.6 + np.clip(0.36 * (ventral_mm - 5), 0, 3.6))


def parts(overlap_mm: float = 0.9) -> dict[str, Array]:
    """Fields of midbrain, pons and medulla, each a little beyond its border."""
    _, s, v = axes()
    upper = s[:, None] - upper_border(v)[None, :]
    lower = (s - frame.PONTOMEDULLARY_MM)[:, None] * np.ones_like(upper)
    top = (34.6 - s)[:, None] * np.ones_like(upper)
    foot = (s - frame.JUNCTION_MM)[:, None] * np.ones_like(upper)
    whole = soft_min(solid(), top[None], CAP_MM)
    return {
        "brainstem.midbrain": np.minimum(whole, (upper + overlap_mm)[None]),
        "brainstem.pons": np.minimum(
            np.minimum(whole, (overlap_mm - upper)[None]), (lower + overlap_mm)[None]
        ),
        "brainstem.medulla": np.minimum(
            np.minimum(whole, (overlap_mm - lower)[None]), (foot + 1.0)[None]
        ),
    }
