"""Places on and near the bones of the right side, and how far a point is from bone and skin.

A place of `assets/knowledge/muscle_shapes` is one of

* `"x y z"`: body mm;
* `"scapula: x y z [off]"`: the nearest point of that bone's surface, `off` mm outwards;
* `"skin: x y z off"`: the same on the skin; a negative `off` lies inside it;
* `"r5 az 60 edge"`: the rib at an azimuth about the chest (degrees; 0 anterior, 90 lateral, 180
  posterior): edge -1 its lower border, 0 its outer face, 1 its upper border;
* `"humerus 0.4 90 [off]"`: the surface of a long bone at a fraction of its length from its
  proximal end and an angle about its axis (degrees; 0 anterior, palmar or dorsal of the foot,
  90 lateral, 180 posterior or plantar, 270 medial), `off` mm outwards.
"""

from functools import cache
from pathlib import Path

import numpy as np
import trimesh
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from assets.build import places
from assets.build.meshio import Mesh, read_layer
from visualizer.anatomy.enclosure import encloses
from visualizer.anatomy.meshes import MeshData

Array = NDArray[np.float64]

MESHES = Path(__file__).parents[1] / "geometry" / "meshes"

SHORT = {
    "mc": "metacarpal.{}",
    "pp": "hand_phalanx.proximal.{}",
    "mp": "hand_phalanx.middle.{}",
    "dp": "hand_phalanx.distal.{}",
    "mt": "metatarsal.{}",
    "tpp": "foot_phalanx.proximal.{}",
    "tmp": "foot_phalanx.middle.{}",
    "tdp": "foot_phalanx.distal.{}",
    "r": "rib.{}",
}
"""Short bone names with a number: mc2 is the second metacarpal, r5 the fifth rib."""

SPINE = "ctl"
SAMPLE_MM2 = 2.5
NEAR_MM = 5.0
CHEST = np.array([0.0, -105.0])
"""Axis of the chest (x, y), for azimuths of the ribs."""


def bone_id(short: str) -> str:
    """Mesh id of a bone from its short name."""
    stem, number = short.rstrip("0123456789"), short[len(short.rstrip("0123456789")) :]
    if number and stem in SHORT:
        return f"bone.{SHORT[stem].format(number)}.right"
    if number and stem in SPINE:
        return f"bone.vertebra.{short}"
    whole = ("sacrum", "sternum", "skull", "mandible")
    return f"bone.{short}" if short in whole else f"bone.{short}.right"


def samples(mesh: Mesh, area_mm2: float = SAMPLE_MM2) -> tuple[Array, Array]:
    """Points spread over a surface and their outward normals, both (n, 3)."""
    m = trimesh.Trimesh(*mesh, process=False)
    count = max(200, int(m.area / area_mm2))
    points, faces = trimesh.sample.sample_surface(m, count, seed=7)
    return np.asarray(points, float), np.asarray(m.face_normals[faces], float)


class Surface:
    """Signed distance to a surface, from samples of it."""

    def __init__(self, points: Array, normals: Array) -> None:
        self.points = points
        self.normals = normals
        self.tree = cKDTree(points)

    def signed(self, query: Array) -> tuple[Array, Array]:
        """Distance (n,), mm, positive outside, and the direction (n, 3) that raises it."""
        distance, index = self.tree.query(query, workers=-1)
        offset = query - self.points[index]
        plane = np.einsum("ij,ij->i", offset, self.normals[index])
        sign = np.where(plane >= 0, 1.0, -1.0)
        near = distance < NEAR_MM
        value = np.where(near, plane, sign * distance)
        away = sign[:, None] * offset / np.maximum(distance, 1e-6)[:, None]
        return value, np.where(near[:, None], self.normals[index], away)


class Bones:
    """The bones of the right side and the midline, with the places on them."""

    def __init__(self) -> None:
        layer = read_layer(MESHES / "skeleton.npz")
        self.meshes = {n: m for n, m in layer.items() if not n.endswith(".left")}
        self.samples = {n: samples(m) for n, m in self.meshes.items()}
        kept = [(p[p[:, 0] > -12], q[p[:, 0] > -12]) for p, q in self.samples.values()]
        self.skin = skin_surface()
        points = np.concatenate([p for p, _ in kept])
        self.surface = Surface(points, np.concatenate([q for _, q in kept]))

    def place(self, text: str) -> Array:
        """Body position (3,), mm, of a place written as above."""
        words = text.split()
        if words[0] == "skin:":
            x, y, z, off = (float(w) for w in words[1:])
            i = int(self.skin.tree.query([x, y, z])[1])
            return self.skin.points[i] + off * self.skin.normals[i]
        if ":" in words[0]:
            return self._snapped(bone_id(words[0].rstrip(":")), [float(w) for w in words[1:]])
        if words[0].lstrip("-").replace(".", "").isdigit():
            return np.array([float(w) for w in words])
        if words[1] == "az":
            return self._rib(bone_id(words[0]), float(words[2]), int(words[3]))
        return self._around(bone_id(words[0]), [float(w) for w in words[1:]])

    def _snapped(self, bone: str, numbers: list[float]) -> Array:
        points, normals = self.samples[bone]
        i = int(np.argmin(np.linalg.norm(points - numbers[:3], axis=1)))
        off = numbers[3] if len(numbers) > 3 else 0.0
        return points[i] + off * normals[i]

    def _rib(self, bone: str, azimuth: float, edge: int) -> Array:
        points = self.samples[bone][0]
        offset = points[:, :2] - CHEST
        here = np.degrees(np.arctan2(offset[:, 0], offset[:, 1]))
        apart = np.abs(here - azimuth)
        near = points[apart <= max(3.0, float(apart.min()) + 1.5)]
        centre = near.mean(axis=0)
        if edge:
            return near[int(np.argmax(edge * (near[:, 2] - centre[2])))]
        radius = np.linalg.norm(near[:, :2] - CHEST, axis=1)
        return near[int(np.argmax(radius - np.abs(near[:, 2] - centre[2])))]

    def _around(self, bone: str, numbers: list[float]) -> Array:
        points = self.samples[bone][0]
        axis, front, lateral = axis_frame(bone, points)
        along = points @ axis
        level = along.min() + numbers[0] * np.ptp(along)
        reach = max(2.0, 0.012 * float(np.ptp(along)))
        slab = points[np.abs(along - level) < reach]
        centre = (slab.min(axis=0) + slab.max(axis=0)) / 2
        angle = np.radians(numbers[1])
        direction = np.cos(angle) * front + np.sin(angle) * lateral
        offset = slab - centre
        out = offset @ direction
        aside = np.linalg.norm(offset - out[:, None] * direction, axis=1)
        best = slab[int(np.argmax(out - 0.7 * aside))]
        off = numbers[2] if len(numbers) > 2 else 0.0
        return best + off * direction


def axis_frame(bone: str, points: Array) -> tuple[Array, Array, Array]:
    """Axis (proximal to distal), front and lateral directions of a long bone."""
    centred = points - points.mean(axis=0)
    axis = np.linalg.svd(centred[:: max(1, len(points) // 2000)], full_matrices=False)[2][0]
    foot = "metatarsal" in bone or "foot_phalanx" in bone
    if axis @ (np.array([0.0, 1.0, 0.0]) if foot else np.array([0.0, 0.0, -1.0])) < 0:
        axis = -axis
    front = np.array([0.0, 0.0, 1.0]) if foot else np.array([0.0, 1.0, 0.0])
    front = front - (front @ axis) * axis
    front /= np.linalg.norm(front)
    lateral = np.array([1.0, 0.0, 0.0])
    lateral = lateral - (lateral @ axis) * axis - (lateral @ front) * front
    return axis, front, lateral / np.linalg.norm(lateral)


def outer_faces(mesh: Mesh) -> NDArray[np.bool_]:
    """Which triangles (m,) of the skin are its outside, not folds buried in armpit or groin."""
    corners = mesh[0][mesh[1]]
    centre = corners.mean(axis=1)
    normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normal /= np.maximum(np.linalg.norm(normal, axis=1), 1e-9)[:, None]
    groin = (np.abs(centre[:, 0]) < 70) & (np.abs(centre[:, 2] - 790) < 45)
    armpit = (np.abs(centre[:, 0] - 150) < 45) & (np.abs(centre[:, 2] - 1310) < 60)
    right = centre[:, 0] > -25
    ours = np.flatnonzero(right & (groin | armpit))
    buried = encloses(MeshData("skin", mesh[0], mesh[1]), centre[ours] + normal[ours])
    keep = right.copy()
    keep[ours] = ~buried
    return keep


@cache
def skin_surface() -> Surface:
    """The skin of the right half of the body before it is fitted to muscles, without folds."""
    mesh = read_layer(places.SCRATCH / "skin_base.npz")["skin"]
    return Surface(*samples((mesh[0], mesh[1][outer_faces(mesh)]), 6.0))
