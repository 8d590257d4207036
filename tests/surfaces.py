"""The shipped bones, skin and other surfaces, read once for all tests of the anatomy."""

import csv
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tests.bodies import full_body
from visualizer.anatomy import MeshData
from visualizer.cli.rays import holds
from visualizer.storage import assets_path

Points = NDArray[np.float64]
Mesh = tuple[Points, NDArray[np.int64]]


@cache
def layer(name: str) -> dict[str, MeshData]:
    """Return the meshes of a layer by id."""
    return {mesh.id: mesh for mesh in full_body().meshes[name]}


@cache
def arrays(name: str) -> dict[str, Mesh]:
    """Return a layer by id as float vertices and triangles."""
    return {
        key: (mesh.vertices_mm.astype(np.float64), mesh.faces.astype(np.int64))
        for key, mesh in layer(name).items()
    }


@cache
def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of the knowledge folder."""
    with (assets_path("knowledge") / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def in_bone(points: Points) -> NDArray[np.bool_]:
    """Tell which points (n, 3), mm, lie in some bone."""
    hit = np.zeros(len(points), dtype=bool)
    for bone in layer("skeleton").values():
        hit |= holds(bone, points)
    return hit


def under_skin(points: Points) -> NDArray[np.bool_]:
    """Tell which points (n, 3), mm, lie inside the skin."""
    return holds(layer("skin")["skin"], points)


def clear_of(points: Points, passages: Points) -> Points:
    """Return the points (n, 3), mm, outside all balls (k, 4) of middle and radius."""
    gap = np.linalg.norm(points[:, None] - passages[None, :, :3], axis=2)
    clear: Points = points[(gap > passages[None, :, 3]).all(axis=1)]
    return clear
