"""Packed mesh layers: many named triangle meshes in one quantised, compressed NPZ file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Mesh = tuple[NDArray[np.float64], NDArray[np.int64]]
"""Vertices (n, 3) in mm and triangles (m, 3)."""


def write_layer(path: Path, meshes: Mapping[str, Mesh], **per_vertex: NDArray[Any]) -> None:
    """Write meshes as uint16 coordinates on one isotropic grid.

    Parameters
    ----------
    path : Path
        Target `.npz`.
    meshes : mapping
        Mesh id to (vertices mm, triangles).
    **per_vertex : ndarray
        Arrays of one row per vertex over all meshes in order, or named extra tables.
    """
    names = list(meshes)
    vertices = np.concatenate([meshes[n][0] for n in names])
    origin = vertices.min(axis=0)
    scale = float((vertices - origin).max() / 65535.0)
    counts = [len(meshes[n][0]) for n in names]
    triangles = [len(meshes[n][1]) for n in names]
    index = np.uint16 if max(counts) <= 65535 else np.uint32
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        path,
        names=np.array(names),
        vertex_offsets=np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
        face_offsets=np.concatenate([[0], np.cumsum(triangles)]).astype(np.int32),
        vertices=np.round((vertices - origin) / scale).astype(np.uint16),
        origin_mm=origin,
        scale_mm=np.float64(scale),
        faces=np.concatenate([meshes[n][1] for n in names]).astype(index),
        **per_vertex,
    )


def read_layer(path: Path) -> dict[str, Mesh]:
    """Read a packed layer back as float meshes, mm."""
    with np.load(path, allow_pickle=False) as f:
        v = f["origin_mm"] + f["scale_mm"] * f["vertices"].astype(np.float64)
        faces = f["faces"].astype(np.int64)
        vo, fo = f["vertex_offsets"], f["face_offsets"]
        return {
            str(n): (v[vo[i] : vo[i + 1]], faces[fo[i] : fo[i + 1]])
            for i, n in enumerate(f["names"])
        }
