"""Parts the breastbone of the source, one piece with the cartilages, into its real pieces."""

import itertools

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from assets.build import solid
from assets.build.meshio import Mesh

Array = NDArray[np.float64]
PITCH_MM = 1.0
GAP_MM = 0.15
"""Half of the slit between bone and cartilage."""
LEAST = 150
"""Voxels below which a loose crumb is dropped."""

EDGE = np.array(
    [
        (1200.0, 11.0),
        (1220.0, 11.0),
        (1228.0, 20.0),
        (1250.0, 23.0),
        (1300.0, 18.0),
        (1350.0, 16.0),
        (1362.0, 17.0),
        (1370.0, 27.0),
        (1400.0, 27.0),
    ]
)
"""Half width of the sternum by height: xiphoid process, body, sternal angle, manubrium (mm)."""

LINES: dict[int, tuple[tuple[float, float], ...]] = {
    1: ((42.0, 1378.0), (27.0, 1375.0)),
    2: ((41.0, 1345.0), (15.0, 1350.0)),
    3: ((49.0, 1322.0), (16.0, 1328.0)),
    4: ((65.0, 1294.0), (17.0, 1303.0)),
    5: ((79.0, 1270.0), (20.0, 1281.0)),
    6: ((91.0, 1243.0), (60.0, 1240.0), (42.0, 1252.0), (22.0, 1258.0)),
    7: ((98.0, 1206.0), (62.0, 1208.0), (20.0, 1240.0)),
    8: ((110.0, 1176.0), (84.0, 1180.0), (74.0, 1190.0)),
    9: ((117.0, 1144.0), (99.0, 1152.0), (86.0, 1168.0)),
    10: ((115.0, 1123.0), (112.0, 1132.0), (104.0, 1143.0)),
}
"""Courses of the costal cartilages seen from the front: |x|, z in mm, rib to sternum."""


def _line_distance(x: Array, z: Array, line: tuple[tuple[float, float], ...]) -> Array:
    out = np.full(x.shape, np.inf)
    for (ax, az), (bx, bz) in itertools.pairwise(line):
        dx, dz = bx - ax, bz - az
        t = np.clip(((x - ax) * dx + (z - az) * dz) / (dx * dx + dz * dz), 0.0, 1.0)
        out = np.minimum(out, np.hypot(x - ax - t * dx, z - az - t * dz))
    return out


def _piece(field: NDArray[np.float32], grid: solid.Grid, triangles: int) -> Mesh:
    part, count = ndimage.label(field < 0)
    if count > 1:
        sizes = np.bincount(part.ravel())[1:]
        field = np.where((part == sizes.argmax() + 1) | (field > 0), field, np.float32(PITCH_MM))
    return solid.fewer(solid.largest(solid.skin_of(field, grid)), triangles)


def split(mesh: Mesh) -> tuple[Mesh, dict[str, Mesh]]:
    """Sternum, and the costal cartilages 1 to 10 of both sides by id.

    Parameters
    ----------
    mesh : Mesh
        Sternum and cartilages in one closed piece, body mm, symmetric about x = 0.
    """
    grid = solid.Grid.around(mesh[0], PITCH_MM, 3.0, symmetric=True)
    field = solid.distance(mesh, grid)
    field = np.maximum(field[::-1], field) * 0.5 + np.minimum(field[::-1], field) * 0.5
    x, _, z = grid.axes()
    beyond = np.abs(x) - np.interp(z, EDGE[:, 0], EDGE[:, 1])
    bone = np.maximum(field, beyond.astype(np.float32) + GAP_MM)
    sternum = solid.half_mirrored(_piece(bone.astype(np.float32), grid, 3600), 0.35)
    rest = np.maximum(field, (GAP_MM - beyond).astype(np.float32))
    wide, high = np.broadcast_arrays(x, z)
    away = np.stack([_line_distance(wide, high, line) for line in LINES.values()])[:, :, 0, :]
    out = {}
    for row, number in enumerate(LINES):
        others = np.delete(away, row, axis=0).min(0)
        own = ((away[row] - others) / 2)[:, None, :].astype(np.float32)
        half = np.maximum(np.maximum(rest, own + GAP_MM), -x.astype(np.float32))
        right = _piece(half.astype(np.float32), grid, 700)
        out[f"cartilage.costal.{number}.right"] = right
        out[f"cartilage.costal.{number}.left"] = mirror(right)
    return sternum, out


def mirror(mesh: Mesh) -> Mesh:
    """Mirror image of a mesh in the midplane, faces outwards."""
    return mesh[0] * [-1.0, 1.0, 1.0], mesh[1][:, ::-1].copy()
