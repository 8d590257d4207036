"""The skin: the Anny body posed on the skeleton, fitted round bones and muscles."""

import json
import zlib

import numpy as np
import trimesh
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from assets.build import (
    anny,
    places,
    skin_eyes,
    skin_fit,
    skin_frames,
    skin_maps,
    skin_pose,
    skin_shell,
    solid,
)
from assets.build.meshio import Mesh, read_layer

Array = NDArray[np.float64]
Index = NDArray[np.int64]

MARGINS = (
    ("hand_phalanx", 1.6),
    ("foot_phalanx", 1.8),
    ("metacarpal", 2.6),
    ("metatarsal", 2.6),
    ("skull", 3.5),
)
MARGIN_MM, MUSCLE_MM = 3.0, 1.5
SNAP_MM = 0.3
EYE_X_MM, DIGIT_MM = 10.0, 6.0
LAYERS = ("muscles", "discs")
"""Layers besides the bones that lie under the skin."""


def skin_parts(body: anny.Anny) -> tuple[Index, Index, NDArray[np.str_]]:
    """Digit (0 none, 1 to 10 fingers, 11 to 20 toes), leg (0, 1 right, 2 left), place per vertex.

    The place is head, trunk, upper_arm, forearm, hand, finger.N, thigh, leg, foot or toe.N.
    """
    n = len(body.points)
    digit, leg = np.zeros((n, 21)), np.zeros((n, 3))
    digit[:, 0] = leg[:, 0] = 1e-9
    place: dict[str, Array] = {}
    for bone, pairs in body.weights.items():
        if not pairs:
            continue
        name, _, side = bone.partition(".")
        other = side == "L"
        index, weight = np.array(pairs)[:, 0].astype(int), np.array(pairs)[:, 1]
        column = 0
        if name.startswith("finger"):
            column = int(name[6]) + 5 * other
        elif name.startswith("toe"):
            column = 10 + int(name[3]) + 5 * other
        digit[index, column] += weight
        thigh = name.startswith(("upperleg", "lowerleg", "foot", "toe"))
        leg[index, 1 + other if thigh else 0] += weight
        place.setdefault(skin_frames.place_of(name), np.zeros(n))[index] += weight
    names = np.array(list(place))
    places_of = names[np.column_stack([place[k] for k in names]).argmax(axis=1)]
    return digit.argmax(axis=1), leg.argmax(axis=1), places_of


def bone_part(name: str) -> int:
    """Digit that a bone belongs to, numbered as in `skin_parts`."""
    bone = name.removeprefix("bone.")
    other = int(bone.endswith(".left"))
    if bone.startswith("hand_phalanx"):
        return int(bone.split(".")[2]) + 5 * other
    if bone.startswith("foot_phalanx"):
        return 10 + int(bone.split(".")[2]) + 5 * other
    return 0


def _sampled(name: str, mesh: Mesh, spacing: float, most: int) -> Array:
    body = trimesh.Trimesh(*mesh, process=False)
    count = int(np.clip(body.area / spacing, 90, most))
    seed = zlib.crc32(name.encode()) % 1000
    return np.asarray(trimesh.sample.sample_surface(body, count, seed=seed)[0])


def constraints(bones: dict[str, Mesh], layers: tuple[str, ...]) -> tuple[Array, Array, Index]:
    """Points that must lie under the skin, their depths (mm) and their digits.

    Bones, muscles and discs are sampled evenly over their surfaces. Each point stands for its
    mirror image too. Nerves are no constraint: their courses are kept under this skin.
    """
    points, margins, parts = [], [], []
    for name, mesh in bones.items():
        sample = _sampled(name, mesh, 22.0, 1800)
        points.append(sample)
        margins.append(np.full(len(sample), next((m for k, m in MARGINS if k in name), MARGIN_MM)))
        parts.append(np.full(len(sample), bone_part(name)))
    bony, owner = cKDTree(np.vstack(points)), np.concatenate(parts)
    for layer in layers:
        for name, mesh in read_layer(places.MESHES / f"{layer}.npz").items():
            points.append(_sampled(name, mesh, 60.0, 500))
            margins.append(np.full(len(points[-1]), MUSCLE_MM))
            parts.append(_nearest_part(points[-1], bony, owner))
    flat, part = np.vstack(points), np.concatenate(parts)
    left = flat[:, 0] < 0
    flat[left, 0] *= -1.0
    digits = part > 0
    part[left & digits & ((part - 1) % 10 >= 5)] -= 5
    return flat, np.concatenate(margins), part


def _nearest_part(points: Array, bony: cKDTree, owner: Index) -> Index:
    """Digit whose bone is near each point, 0 where none is."""
    gap, at = bony.query(points)
    return np.where(gap < DIGIT_MM, owner[at], 0)


def apart(v: Array, legs_of: Index) -> Array:
    """Keep the inside of each leg on its own side of the midline."""
    out = v.copy()
    for number, side in ((1, 1.0), (2, -1.0)):
        legs = legs_of == number
        out[legs, 0] = side * np.maximum(side * out[legs, 0], skin_fit.LEG_GAP_MM)
    return out


def outer_shell(body: anny.Anny) -> Index:
    """Outer faces, kept in the scratch folder between runs."""
    cache = places.SCRATCH / "shell.npy"
    if cache.exists():
        return np.asarray(np.load(cache, allow_pickle=False))
    faces = skin_shell.shell(body)
    places.SCRATCH.mkdir(parents=True, exist_ok=True)
    np.save(cache, faces)
    return faces


def fitted(bones: dict[str, Mesh], layers: tuple[str, ...]) -> tuple[Mesh, NDArray[np.str_]]:
    """Closed symmetric skin round bones and layers, and the place of each vertex."""
    text = (places.SCRATCH / "landmarks.json").read_text(encoding="utf-8")
    marks = {k: np.array(p) for k, p in json.loads(text).items()}
    body = anny.load()
    digits, legs, where = skin_parts(body)
    posed = skin_pose.pose(body, marks)
    posed, faces = skin_shell.close(posed, outer_shell(body))
    extra = len(posed) - len(digits)
    digits, legs = (np.concatenate([a, np.zeros(extra, np.int64)]) for a in (digits, legs))
    where = np.concatenate([where, np.full(extra, "head")])
    used, inverse = np.unique(faces, return_inverse=True)
    v, faces = posed[used], inverse.reshape(-1, 3)
    digits, legs, where = digits[used], legs[used], where[used]
    eyes = np.flatnonzero((used >= len(posed) - extra) & (np.abs(v[:, 0]) > EYE_X_MM))
    inside = constraints(bones, layers)
    v = apart(skin_fit.symmetric(v), legs)
    v = skin_fit.recentred(v, digits, inside[0], inside[2])
    v = apart(skin_fit.fit(v, faces, inside, digits, skin_fit.COARSE), legs)
    fine, dense = trimesh.remesh.subdivide_loop(v, faces, iterations=1)
    fine, dense = np.asarray(fine, float), np.asarray(dense, np.int64)
    near = cKDTree(v).query(fine)[1]
    fine = skin_eyes.closed_lids(fine, skin_fit.laplacian(dense, len(fine)), v[eyes])
    fine = skin_fit.fit(fine, dense, inside, digits[near], skin_fit.FINE)
    fine = apart(fine, legs[near])
    whole = solid.largest(solid.half_mirrored((fine, dense), SNAP_MM))
    return whole, where[near][cKDTree(fine).query(whole[0])[1]]


def main() -> None:
    """Write the skin layer with its maps."""
    bones = read_layer(places.MESHES / "skeleton.npz")
    mesh, where = fitted(bones, LAYERS)
    np.savez_compressed(places.SCRATCH / "skin.npz", v=mesh[0], f=mesh[1], where=where)
    skin_maps.main()
