"""Gives every bone one closed, smooth surface with a sensible number of triangles."""

import numpy as np
import trimesh
from scipy import ndimage
from scipy.spatial import cKDTree

from assets.build import solid
from assets.build.meshio import Mesh

CORRECTIONS = 8
OVERSHOOT_MM = 1.5
"""How far the smooth surface may go from the flat faces, besides a fifth of an edge."""
LOST_MM = 4.0
"""A repair that shrinks the bone's box by more than this has lost a piece and is not used."""
FINE = 2.2
"""A bone is subdivided until it has this many times the triangles wanted."""
SNAP_MM = 0.35
THIN_MM = 1.0

TRIANGLES = {
    "skull": 24000,
    "mandible": 5200,
    "vertebra": 2900,
    "rib": 1300,
    "sternum": 3600,
    "sacrum": 6400,
    "hip": 6400,
    "femur": 4200,
    "tibia": 3000,
    "fibula": 1800,
    "patella": 1000,
    "humerus": 3000,
    "ulna": 2200,
    "radius": 2200,
    "scapula": 3800,
    "clavicle": 1500,
    "talus": 1600,
    "calcaneus": 1800,
    "metacarpal": 950,
    "metatarsal": 900,
    "hand_phalanx": 760,
    "foot_phalanx": 420,
}
"""Triangles by kind of bone; the carpal and tarsal bones besides take `FEW`."""
FEW = 800


def wanted(name: str) -> int:
    """Triangles that a bone is given."""
    return TRIANGLES.get(name.split(".")[1], FEW)


def repair(mesh: Mesh) -> Mesh:
    """Make a bone with holes, folds or torn edges one closed surface."""
    if solid.closed(mesh):
        return solid.outward(solid.largest(mesh))
    v, f = solid.mended(mesh)
    if len(v) and solid.closed((v, f)):
        lost = np.abs(np.vstack([v.min(0) - mesh[0].min(0), v.max(0) - mesh[0].max(0)])).max()
        if lost < LOST_MM:
            return solid.outward((v, f))
    return remesh(mesh)


def remesh(mesh: Mesh) -> Mesh:
    """Surface of the voxels inside a torn mesh, nowhere thinner than twice `THIN_MM`."""
    pitch = max(0.7, float(np.ptp(mesh[0], axis=0).max()) / 130)
    grid = solid.Grid.around(mesh[0], pitch, 4 * pitch)
    inside = solid.winding_mask(mesh, grid)
    body = trimesh.Trimesh(*mesh, process=False)
    cloud = trimesh.sample.sample_surface_even(body, int(body.area * 4), seed=1)[0]
    near = np.argwhere(ndimage.binary_dilation(solid.marked(cloud, grid), iterations=2))
    sheet = np.full(grid.shape, 2 * pitch, np.float32)
    sheet[tuple(near.T)] = cKDTree(cloud).query(grid.points(near))[0] - THIN_MM
    field = np.minimum(solid.from_mask(inside, grid, 0.6), sheet)
    smooth = ndimage.gaussian_filter(field, 0.6).astype(np.float32)
    return solid.largest(solid.skin_of(smooth, grid))


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


def _polished(mesh: Mesh) -> Mesh:
    body = trimesh.Trimesh(*mesh, process=False)
    trimesh.smoothing.filter_taubin(body, lamb=0.5, nu=0.53, iterations=4)
    return np.asarray(body.vertices, float), mesh[1]


def refine(name: str, mesh: Mesh) -> Mesh:
    """One bone as a closed smooth surface; bones of the midline become exactly symmetric."""
    out = repair(mesh)
    goal = wanted(name)
    steps = 0
    while len(out[1]) < FINE * goal and steps < 3:
        out = subdivide(out)
        steps += 1
    out = solid.fewer(_polished(out) if steps else out, goal)
    if name.endswith((".right", ".left")):
        return out
    v = out[0].copy()
    v[:, 0] -= (v[:, 0].min() + v[:, 0].max()) / 2
    half = solid.half_mirrored((v, out[1]), SNAP_MM)
    return half if solid.closed(half) else solid.half_mirrored((v, out[1]), 0.0)
