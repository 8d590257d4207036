"""The skin as flat front and back charts of its patches, made from the mesh itself."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import binary_closing, distance_transform_edt

from visualizer.anatomy.meshes import MeshData

Labels = NDArray[np.int16]
Patch = tuple[str, str, str]
OUTSIDE = -1
FINEST = 12


@dataclass(frozen=True, slots=True, eq=False)
class SkinChart:
    """Front and back of the body seen straight on.

    Attributes
    ----------
    patches : tuple of (dermatome, territory, side)
    front, back : (h, w) int16 arrays
        Index into `patches` of each pixel, `OUTSIDE` beyond the body; the first row is the
        top of the head. In front the patient's right is at the left of the picture, as when
        facing the patient; in the back it is at the right.
    """

    patches: tuple[Patch, ...]
    front: Labels
    back: Labels


def skin_chart(mesh: MeshData, height: int) -> SkinChart:
    """Draw the skin's patches on two charts.

    Parameters
    ----------
    mesh : MeshData
        The skin, with the label arrays `dermatome` and `territory`.
    height : int
        Rows of each chart.
    """
    patches, codes = np.unique(_labels(mesh), axis=0, return_inverse=True)
    names = [_names(mesh, row) for row in patches]
    low, high = mesh.vertices_mm.min(axis=0), mesh.vertices_mm.max(axis=0)
    scale = (height - 3) / float(high[2] - low[2])
    samples, owner = _samples(mesh, 1.0 / scale)
    facing = _facing(mesh)[owner]
    half = float(max(-low[0], high[0]))
    charts = [
        _chart(samples[keep], codes[owner[keep]], depth, scale, (height, half, float(high[2])))
        for keep, depth in ((facing > 0, 1.0), (facing < 0, -1.0))
    ]
    return SkinChart(tuple(names), charts[0], charts[1][:, ::-1])


def _labels(mesh: MeshData) -> NDArray[np.int64]:
    """Return the dermatome, territory and side of each face."""
    first = mesh.faces[:, 0]
    side = (mesh.vertices_mm[mesh.faces, 0].mean(axis=1) > 0).astype(np.int64)
    labels = [np.asarray(mesh.vertex_data[name])[first] for name in ("dermatome", "territory")]
    return np.stack([*(label.astype(np.int64) for label in labels), side], axis=1)


def _samples(mesh: MeshData, step: float) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return points spread over the faces, no wider apart than a step, and the face of each."""
    corners = mesh.vertices_mm[mesh.faces].astype(np.float64)
    longest = np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2).max(axis=1)
    parts = np.clip(np.ceil(longest / step).astype(int), 1, FINEST)
    points, owners = [], []
    for count in np.unique(parts):
        faces = np.flatnonzero(parts == count)
        grid = [(i, j) for i in range(count + 1) for j in range(count + 1 - i)]
        weights = np.array([(i, j, count - i - j) for i, j in grid]) / count
        points.append(np.einsum("gk,fkx->fgx", weights, corners[faces]).reshape(-1, 3))
        owners.append(np.repeat(faces, len(grid)))
    return np.concatenate(points), np.concatenate(owners)


def _names(mesh: MeshData, row: NDArray[np.int64]) -> Patch:
    named: list[str] = []
    for name, code in zip(("dermatome", "territory"), row[:2].tolist(), strict=True):
        names = mesh.label_names[name]
        named.append(names[code] if code < len(names) else "")
    return named[0], named[1], "right" if row[2] else "left"


def _facing(mesh: MeshData) -> NDArray[np.float64]:
    """Return how far each face looks forwards; below 0 it looks backwards."""
    a, b, c = (mesh.vertices_mm[mesh.faces[:, i]].astype(np.float64) for i in range(3))
    normal: NDArray[np.float64] = np.cross(b - a, c - a)[:, 1]
    return normal


def _chart(
    points: NDArray[np.float64],
    codes: NDArray[np.int64],
    towards: float,
    scale: float,
    frame: tuple[int, float, float],
) -> Labels:
    """Put points on a grid, the nearest to the viewer last, and close the gaps between them.

    `frame` is the number of rows, half the width of the body and the height of its top, mm.
    """
    height, half, top = frame
    width = int(np.ceil(2 * half * scale)) + 3
    column = np.rint((half - points[:, 0]) * scale).astype(int) + 1
    row = np.rint((top - points[:, 2]) * scale).astype(int) + 1
    order = np.argsort(points[:, 1] * towards, kind="stable")
    labels = np.full((height, width), OUTSIDE, dtype=np.int16)
    labels[np.minimum(row[order], height - 1), column[order]] = codes[order]
    known = labels != OUTSIDE
    body = binary_closing(known, iterations=1)
    nearest = distance_transform_edt(~known, return_distances=False, return_indices=True)
    filled: Labels = np.where(body, labels[tuple(nearest)], OUTSIDE).astype(np.int16)
    return filled


def painted(
    chart: SkinChart, colour: Callable[[Patch], int], back: bool = False
) -> NDArray[np.uint32]:
    """Return the (h, w) ARGB picture of one side of the chart; outside is transparent."""
    table = np.array([*(colour(patch) for patch in chart.patches), 0], dtype=np.uint32)
    picture: NDArray[np.uint32] = table[chart.back if back else chart.front]
    return picture
