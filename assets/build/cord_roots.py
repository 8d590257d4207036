"""Rootlets between cord and roots, and the dorsal root ganglia."""

import numpy as np
from numpy.typing import NDArray

from assets.build import places
from assets.build.cord import Cord, read_landmarks
from assets.build.cord_outline import SEGMENTS, points_at
from assets.build.cord_sweep import both, ellipsoid
from assets.build.meshio import Mesh
from assets.build.nerves_roots import Foramina

Array = NDArray[np.float64]
ROOTED = SEGMENTS[:-1]
"""Segments whose roots the body has: all but the coccygeal one."""

ROOTLETS = {"C": 8, "T": 6, "L": 8, "S": 6}
"""Rootlets of one dorsal or ventral root, by region: 6 to 8 (project_rule)."""

GANGLIA = {
    "C1": (3.0, 2.4), "C2": (6.4, 5.0), "C": (6.0, 4.6), "T": (5.0, 3.6), "T1": (6.0, 4.4),
    "L1": (5.39, 4.36), "L2": (5.83, 4.56), "L3": (7.24, 4.99), "L4": (7.97, 5.22),
    "L5": (10.83, 5.82), "S1": (11.2, 6.0), "S2": (8.5, 5.0), "S3": (6.0, 3.8), "S4": (4.4, 3.0),
    "S5": (3.2, 2.4),
}  # fmt: skip
"""Length and width, mm: lumbar as measured (silav2016), the others our estimates."""

MIRROR = np.array([-1.0, 1.0, 1.0])


def flank(cord: Cord, s: float, end: float, forward: float) -> Array:
    """Point of a root beside the cord (or in the cauda) at `s` mm, right side."""
    axis = cord.axis
    width = float(cord.half(min(s, axis.conus))[0]) + 1.2 if s <= axis.conus + 4 else 0.0
    inner = 1.4 + 3.6 * float(np.exp(-max(end - s, 0.0) / 30.0))
    return axis.point(s, max(width, inner), forward)


def meeting(cord: Cord, foramina: Foramina, segment: str, forward: float) -> Array:
    """Point where the rootlets of a root have come together, right side."""
    k = SEGMENTS.index(segment)
    top, end = cord.bounds[k], cord.bounds[k + 1]
    ganglion = foramina.ganglion(segment)
    exit_s = cord.axis.at_height(float(ganglion[2]) + 3.0)
    if exit_s < end + 6.0:
        near = flank(cord, float(np.clip(exit_s, top, end)), exit_s, forward)
        return near + 0.55 * (ganglion + [-3.5, np.sign(forward) * 1.6, 0.8] - near)
    return flank(cord, min(end + 6.0, exit_s - 3.0), exit_s, forward)


def fan(cord: Cord, foramina: Foramina, segment: str, dorsal: bool) -> list[Array]:
    """Polylines (n, 3) of the rootlets of one right root, from the cord outwards."""
    k = SEGMENTS.index(segment)
    named = points_at(float(k))
    corner = named["dh_tip" if dorsal else "vh_v"]
    angle = float(np.arctan2(corner[1], corner[0]))
    goal = meeting(cord, foramina, segment, -1.4 if dorsal else 1.4)
    count = ROOTLETS[segment[0]] - 2 * (segment in ("C1", "S4", "S5"))
    t = np.linspace(0, 1, 9)[:, None]
    lines = []
    for i in range(count):
        s = cord.along(segment, (i + 0.5) / count)
        spread = 0.0 if dorsal else 0.10 * ((i % 3) - 1)
        u, v = np.cos(angle + spread), np.sin(angle + spread)
        start = cord.point(s, 0.99 * u, 0.99 * v)
        width, depth = (float(h) for h in cord.half(s))
        lead = (goal - start) @ np.cross(cord.axis.right[0], [0.0, 1.0, 0.0])
        out = cord.axis.point(s + abs(lead) * 0.2, u * width + 0.9, v * (depth + 0.7))
        lines.append((1 - t) ** 2 * start + 2 * t * (1 - t) * out + t**2 * goal)
    return lines


def rootlets(cord: Cord, foramina: Foramina) -> dict[str, NDArray[np.generic]]:
    """Polylines of all rootlets of both sides: points, offsets, names."""
    names, lines = [], []
    for segment in ROOTED:
        for kind in ("dorsal", "ventral"):
            for line in fan(cord, foramina, segment, kind == "dorsal"):
                for side, mirror in (("right", np.ones(3)), ("left", MIRROR)):
                    names.append(f"rootlet.{kind}.{segment}.{side}")
                    lines.append(line * mirror)
    return {
        "names": np.array(names),
        "offsets": np.concatenate([[0], np.cumsum([len(p) for p in lines])]).astype(np.int32),
        "points": np.concatenate(lines).astype(np.float32),
    }


def size(segment: str) -> tuple[float, float]:
    """Length and width, mm, of a dorsal root ganglion."""
    return GANGLIA.get(segment) or GANGLIA[segment[0]]


def ganglia(foramina: Foramina) -> dict[str, Mesh]:
    """Dorsal root ganglia of both sides, drawn out along their roots."""
    meshes: dict[str, Mesh] = {}
    for segment in ROOTED:
        middle = foramina.ganglion(segment) + [-1.0, -1.5, 0.3]
        along = foramina.spinal_nerve(segment)[0] - foramina.ganglion(segment) + [2.0, 0.8, 0.0]
        along = along / np.linalg.norm(along)
        across = np.cross(along, [0.0, 1.0, 0.0])
        across /= np.linalg.norm(across)
        frame = np.stack([np.cross(along, across), across, along])
        length, width = size(segment)
        half = np.array([width / 2 * 0.85, width / 2, length / 2])
        meshes |= both(f"ganglion.{segment}", ellipsoid(middle, half, frame))
    return meshes


def read_foramina(cord: Cord) -> Foramina:
    """Make the foramina from the landmarks."""
    return Foramina(cord, read_landmarks())


def write_rootlets(cord: Cord, foramina: Foramina) -> None:
    """Write rootlets.npz."""
    part = places.GEOMETRY / "rootlets.part.npz"
    np.savez_compressed(part, **rootlets(cord, foramina))
    part.replace(places.GEOMETRY / "rootlets.npz")
