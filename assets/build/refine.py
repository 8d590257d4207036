"""Gives coarse bones smooth surfaces and fine ones fewer triangles."""

import fast_simplification
import numpy as np
import pymeshfix
import trimesh

from assets.build.meshio import Mesh

FEW, MANY = 1100, 650
"""Vertices up to which a bone is subdivided; vertices to which a small fine bone is cut down."""
CORRECTIONS = 8
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


def subdivide(mesh: Mesh) -> Mesh:
    """Loop subdivision whose surface passes near the given vertices instead of shrinking.

    The control points are moved until the subdivided surface meets the vertices again.
    """
    v, f = mesh
    control = v.copy()
    for _ in range(CORRECTIONS):
        fine, _ = trimesh.remesh.subdivide_loop(control, f, iterations=1)
        control = control + 0.7 * (v - fine[: len(v)])
    fine, faces = trimesh.remesh.subdivide_loop(control, f, iterations=1)
    return np.asarray(fine, float), np.asarray(faces, np.int64)


def refine(name: str, mesh: Mesh) -> Mesh:
    """One bone with a smooth surface of a sensible number of vertices."""
    v, f = mesh
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
