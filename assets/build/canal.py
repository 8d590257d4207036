"""Centres of the vertebral bodies and of the vertebral canal."""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from skimage.draw import polygon

from assets.build import bone_names
from assets.build.meshio import Mesh

STEP = 0.4
HALF = 60.0
Array = NDArray[np.float64]


def _axes(tangent: Array) -> tuple[Array, Array]:
    right = np.array([1.0, 0.0, 0.0])
    anterior = np.cross(tangent, right)
    anterior /= np.linalg.norm(anterior)
    return right, anterior if anterior[1] > 0 else -anterior


def _shadow(mesh: Mesh, centre: Array, tangent: Array) -> NDArray[np.bool_]:
    """Shadow of a vertebra along the spine's direction: axis 0 to the right, 1 to the front."""
    right, anterior = _axes(tangent)
    size = int(2 * HALF / STEP)
    rows = ((mesh[0] - centre) @ right + HALF) / STEP
    columns = ((mesh[0] - centre) @ anterior + HALF) / STEP
    image = np.zeros((size, size), bool)
    for a, b, c in mesh[1]:
        i, j = polygon(rows[[a, b, c]], columns[[a, b, c]], image.shape)
        image[i, j] = True
        image[rows[[a, b, c]].astype(int), columns[[a, b, c]].astype(int)] = True
    return image


def _hole(image: NDArray[np.bool_]) -> tuple[Array, float] | None:
    """Centre (right, front; mm) and area of the largest midline hole of a shadow."""
    holes, n = ndimage.label(ndimage.binary_fill_holes(image) & ~image)
    best: tuple[Array, float] | None = None
    for k in range(1, n + 1):
        i, j = np.nonzero(holes == k)
        area = len(i) * STEP * STEP
        centre = np.array([i.mean(), j.mean()]) * STEP - HALF
        if abs(centre[0]) < 4 and area > 20 and (best is None or area > best[1]):
            best = centre, area
    return best


def _spread(values: list[float | None]) -> Array:
    """Fill missing values by interpolation along the column."""
    x = np.arange(len(values))
    known = [i for i, v in enumerate(values) if v is not None]
    return np.interp(x, known, [values[i] for i in known])  # type: ignore[misc]


def canal_centres(bones: dict[str, Mesh]) -> dict[str, Array]:
    """Body and canal centres of C1 to L5 and of the sacrum.

    Returns
    -------
    dict
        `vertebra.<level>.body` and `vertebra.<level>.canal` points (3,), mm, and
        `sacrum.canal.<n>` points along the sacral canal.
    """
    levels = bone_names.VERTEBRAE
    fronts = []
    for n in levels:
        v = bones[f"bone.vertebra.{n}"][0]
        fronts.append(v[v[:, 1] > np.percentile(v[:, 1], 50)].mean(0))
    line = np.array(fronts)
    line[:, 0] = 0.0
    tangents = np.gradient(ndimage.gaussian_filter1d(line, 1.0, axis=0), axis=0)
    tangents /= np.linalg.norm(tangents, axis=1, keepdims=True)
    found = []
    for n, centre, tangent in zip(levels, line, tangents, strict=True):
        image = _shadow(bones[f"bone.vertebra.{n}"], centre, tangent)
        found.append(_hole(image))
    depth = _spread([None if h is None else float(h[0][1]) for h in found])
    area = [0.0 if h is None else round(h[1]) for h in found]
    marks: dict[str, Array] = {}
    for i, n in enumerate(levels):
        _, anterior = _axes(tangents[i])
        v = bones[f"bone.vertebra.{n}"][0]
        canal = line[i] + anterior * depth[i]
        front = (v - canal) @ anterior
        body = v[(front > 6) & (np.abs(v[:, 0]) < 22)]
        marks[f"vertebra.{n}.body"] = body.mean(0) * [0, 1, 1] if len(body) else line[i]
        marks[f"vertebra.{n}.canal"] = canal
    marks.update(_sacral(bones["bone.sacrum"][0]))
    print("canal areas mm2", dict(zip(levels, area, strict=True)))
    return marks


def _sacral(v: Array) -> dict[str, Array]:
    """Points along the sacral canal, S1 to S5 and coccyx: behind the middle of the bone."""
    middle = v[np.abs(v[:, 0]) < 16]
    heights = np.linspace(np.percentile(middle[:, 2], 92), np.percentile(middle[:, 2], 8), 6)
    out = {}
    for n, z in enumerate(heights, 1):
        near = middle[np.abs(middle[:, 2] - z) < 14]
        back, front = np.percentile(near[:, 1], [8, 92])
        name = f"vertebra.s{n}.canal" if n < 6 else "vertebra.co1.canal"
        out[name] = np.array([0.0, back + 0.33 * (front - back), z])
        out[name.replace("canal", "body")] = np.array([0.0, back + 0.7 * (front - back), z])
    return out
