"""Discs between the vertebrae, costal cartilages and the pubic symphysis."""

import itertools
import json

import numpy as np
from numpy.typing import NDArray

from assets.build import bone_names, places, solid
from assets.build.meshio import Mesh, read_layer, write_layer

Array = NDArray[np.float64]
Marks = dict[str, Array]

AROUND, RINGS = 40, 7
BULGE = 0.04
"""How much wider a disc is at half its height than at its end plates."""
LEAST_MM = 3.0
SINK_MM = 0.4
"""A disc reaches this far into the end plates, so that no gap shows."""
BODY_MM = {"c": 11.0, "t": 16.0, "l": 25.0, "s": 26.0}
"""Half width of the vertebral bodies by region; the processes beside them do not count."""
CENTRAL = 0.5
"""Middle share of a neck's end plate that gives its height: hooked processes stand at its sides."""
CRUMBS_MM = 5.0
"""Vertices within this height of the end plate shape its outline."""


def _plate(
    v: Array, middle: Array, up: Array, front_of: float, half_width: float
) -> tuple[Array, Array]:
    """Centre (3,) and half width and depth (2,) of the end plate that faces along `up`."""
    body = v[(v[:, 1] > front_of) & (np.abs(v[:, 0]) < half_width)]
    height = (body - middle) @ up
    top = body[height > height.max() - CRUMBS_MM]
    central = top[np.abs(top[:, 0]) < CENTRAL * half_width] if half_width == BODY_MM["c"] else top
    rim = float(np.percentile((central - middle) @ up, 60))
    ahead = np.cross(up, [-1.0, 0.0, 0.0])
    depth = (top - middle) @ ahead
    centre = middle + up * rim + ahead * (depth.max() + depth.min()) / 2
    centre[0] = 0.0
    return centre, np.array([np.abs(top[:, 0]).max(), np.ptp(depth) / 2])


def _loft(ends: tuple[Array, Array], halves: tuple[Array, Array]) -> Mesh:
    """Closed barrel between two end plates, from the lower to the upper one."""
    angle = 2 * np.pi * np.arange(AROUND) / AROUND
    bean = 1.0 - 0.10 * np.exp(-((angle - 1.5 * np.pi) ** 2) / 0.18)
    up = ends[1] - ends[0]
    up = up / np.linalg.norm(up)
    ahead = np.cross(up, [-1.0, 0.0, 0.0])
    rings = []
    for t in np.linspace(0, 1, RINGS):
        wide, deep = (1 - t) * halves[0] + t * halves[1]
        swell = (1 + BULGE * np.sin(np.pi * t)) * (0.96 if t in (0.0, 1.0) else 1.0) * bean
        centre = (1 - t) * ends[0] + t * ends[1]
        side = np.outer(wide * np.cos(angle) * swell, [1.0, 0.0, 0.0])
        rings.append(centre + side + np.outer(deep * np.sin(angle) * swell, ahead))
    v = np.vstack([*rings, ends[0], ends[1]])
    k = np.arange(AROUND)
    nxt = (k + 1) % AROUND
    faces = []
    for r in range(RINGS - 1):
        a, b = r * AROUND, (r + 1) * AROUND
        faces += [np.column_stack([a + k, a + nxt, b + nxt])]
        faces += [np.column_stack([a + k, b + nxt, b + k])]
    last = (RINGS - 1) * AROUND
    faces += [np.column_stack([nxt, k, np.full(AROUND, RINGS * AROUND)])]
    faces += [np.column_stack([last + k, last + nxt, np.full(AROUND, RINGS * AROUND + 1)])]
    return solid.outward((v, np.vstack(faces)))


def intervertebral(bones: dict[str, Mesh], marks: Marks) -> dict[str, Mesh]:
    """The 23 discs, C2/C3 to L5/S1."""
    levels = [*bone_names.VERTEBRAE[1:], "s1"]
    out = {}
    for upper, lower in itertools.pairwise(levels):
        above, below = marks[f"vertebra.{upper}.body"], marks[f"vertebra.{lower}.body"]
        up = (above - below) / np.linalg.norm(above - below)
        bone = "bone.sacrum" if lower == "s1" else f"bone.vertebra.{lower}"
        tops = []
        for name, level, turn in ((f"bone.vertebra.{upper}", upper, -up), (bone, lower, up)):
            middle = marks[f"vertebra.{level}.body"]
            back = middle[1] + 0.66 * (marks[f"vertebra.{level}.canal"][1] - middle[1])
            tops.append(_plate(bones[name][0], middle, turn, back, BODY_MM[level[0]]))
        (top, wide), (bottom, broad) = tops
        gap = float((top - bottom) @ up)
        more = (LEAST_MM - gap) / 2 if gap < LEAST_MM else SINK_MM
        middle, half = (top + bottom) / 2, (gap / 2 + more) * up
        ends = middle - half, middle + half
        out[f"disc.{upper}_{lower}"] = _loft(ends, (broad, wide))
    return out


def symphysis(bones: dict[str, Mesh]) -> Mesh:
    """Fibrocartilage between the pubic bones."""
    v = bones["bone.hip.right"][0]
    face = v[(v[:, 1] > -60.0) & (v[:, 0] < v[v[:, 1] > -60.0, 0].min() + 5.0)]
    middle = (face.min(0) + face.max(0)) / 2
    reach = float(np.percentile(face[:, 0], 75)) + SINK_MM
    axis = np.linalg.svd((face - face.mean(0))[:, 1:], full_matrices=False)[2][0]
    spread = (face - middle)[:, 1:] @ np.column_stack([axis, [-axis[1], axis[0]]])
    long, short = np.ptp(spread[:, 0]) / 2, max(np.ptp(spread[:, 1]) / 2, 5.0)
    angle = 2 * np.pi * np.arange(AROUND) / AROUND
    plane = np.outer(long * np.cos(angle), axis)
    plane += np.outer(short * np.sin(angle), [-axis[1], axis[0]])
    ring = [
        np.column_stack([np.full(AROUND, x), middle[1:] + s * plane])
        for x, s in ((-reach, 0.85), (-reach / 2, 0.98), (reach / 2, 0.98), (reach, 0.85))
    ]
    ends = [np.array([x, *middle[1:]]) for x in (-reach, reach)]
    v = np.vstack([*ring, *ends])
    k, faces = np.arange(AROUND), []
    nxt = (k + 1) % AROUND
    for r in range(3):
        a, b = r * AROUND, (r + 1) * AROUND
        faces += [np.column_stack([a + k, a + nxt, b + nxt])]
        faces += [np.column_stack([a + k, b + nxt, b + k])]
    faces += [np.column_stack([nxt, k, np.full(AROUND, 4 * AROUND)])]
    faces += [np.column_stack([3 * AROUND + k, 3 * AROUND + nxt, np.full(AROUND, 4 * AROUND + 1)])]
    return solid.outward((v, np.vstack(faces)))


def cartilages() -> dict[str, Mesh]:
    """Costal cartilages as the skeleton step parted them from the sternum."""
    with np.load(places.SCRATCH / "cartilages.npz", allow_pickle=False) as f:
        names = sorted({key.rpartition("|")[0] for key in f.files})
        return {name: (f[f"{name}|v"], f[f"{name}|f"]) for name in names}


def main() -> None:
    """Write the layer of discs and cartilages."""
    bones = read_layer(places.MESHES / "skeleton.npz")
    text = (places.SCRATCH / "landmarks.json").read_text(encoding="utf-8")
    marks = {k: np.array(p) for k, p in json.loads(text).items()}
    layer = intervertebral(bones, marks)
    layer["cartilage.pubic_symphysis"] = symphysis(bones)
    layer |= cartilages()
    path = places.MESHES / "discs.npz"
    fresh = path.with_name("discs.new.npz")
    write_layer(fresh, {k: solid.ordered(m) for k, m in layer.items()})
    fresh.replace(path)
