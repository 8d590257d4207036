"""Gives coarse bones smooth surfaces and fine ones fewer triangles."""

import fast_simplification
import numpy as np
import pymeshfix
import trimesh
from scipy.spatial import cKDTree

from assets.build.meshio import Mesh

FEW, MANY = 1100, 650
"""Vertices up to which a bone is subdivided; vertices to which a small fine bone is cut down."""
CORRECTIONS = 8
OVERSHOOT_MM = 1.5
"""How far the smooth surface may go from the flat faces, besides a fifth of an edge."""
LOST_MM = 4.0
"""A repair that shrinks the bone's box by more than this has lost a piece and is not used."""


def _manifold(mesh: Mesh) -> bool:
    edges = np.sort(np.vstack([mesh[1][:, [0, 1]], mesh[1][:, [1, 2]], mesh[1][:, [2, 0]]]), axis=1)
    counts = np.unique(edges, axis=0, return_counts=True)[1]
    return bool((counts <= 2).all())


def repair(mesh: Mesh) -> Mesh:
    """Make a bone with folded or torn edges one closed surface."""
    fixer = pymeshfix.MeshFix(mesh[0], mesh[1].astype(np.int32))
    fixer.repair()
    v, f = np.asarray(fixer.points, float), np.asarray(fixer.faces, np.int64)
    if not len(v):
        return mesh
    lost = np.abs(np.vstack([v.min(0) - mesh[0].min(0), v.max(0) - mesh[0].max(0)])).max()
    return (v, f) if lost < LOST_MM else mesh


def _corrected(mesh: Mesh, rounds: int) -> Mesh:
    """Loop subdivision of control points moved `rounds` times towards meeting the vertices."""
    v, f = mesh
    control = v.copy()
    for _ in range(rounds):
        fine, _ = trimesh.remesh.subdivide_loop(control, f, iterations=1)
        control = control + 0.7 * (v - fine[: len(v)])
    fine, faces = trimesh.remesh.subdivide_loop(control, f, iterations=1)
    return np.asarray(fine, float), np.asarray(faces, np.int64)


def subdivide(mesh: Mesh) -> Mesh:
    """Loop subdivision whose surface passes near the given vertices instead of shrinking.

    Where thin parts overshoot, fewer corrections are made.
    """
    v, f = mesh
    flat = trimesh.Trimesh(v, f, process=False).subdivide()
    tree = cKDTree(flat.subdivide().vertices)
    edge = float(np.median(trimesh.Trimesh(v, f, process=False).edges_unique_length))
    for rounds in (CORRECTIONS, 4, 2, 1):
        out = _corrected(mesh, rounds)
        if tree.query(out[0])[0].max() < OVERSHOOT_MM + 0.2 * edge:
            return out
    return _corrected(mesh, 0)


def refine(name: str, mesh: Mesh) -> Mesh:
    """One bone with a smooth surface of a sensible number of vertices."""
    v, f = mesh
    if name == "bone.vertebra.c1":  # its thin arches fold under any smoothing
        return mesh
    small = any(k in name for k in ("metacarpal", "hand_phalanx")) or len(v) > 1400
    if small and "skull" not in name and "mandible" not in name and len(v) > MANY:
        share = 1 - MANY / len(v)
        out, faces = fast_simplification.simplify(
            v.astype(np.float32), f.astype(np.int32), target_reduction=share
        )
        return np.asarray(out, float), np.asarray(faces, np.int64)
    if not _manifold((v, f)):
        v, f = repair((v, f))
    limit = 250 if name.split(".")[1] in ("rib", "foot_phalanx", "metatarsal") else FEW
    while len(v) < limit * 0.5 and _manifold((v, f)):
        v, f = subdivide((v, f))
    return v, f
