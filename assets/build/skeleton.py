"""The skeleton in body space, standing in the anatomical position with the arms held out.

Arms, legs, pelvis and sacrum are posed by forward kinematics of the MuscleMimic full-body
model; skull, mandible, vertebrae, ribs and sternum are one consistent set of OpenSim meshes.
"""

import json
import math

import numpy as np
import pyvista as pv
import trimesh

from assets.build import bone_names, landmarks, mjcf, places, refine, skull, solid, thorax
from assets.build.meshio import Mesh, write_layer

ABDUCTION_DEG = 17.0
"""Glenohumeral and scapular elevation; the carrying angle adds to it at the forearm."""

TRUNK_DROP_MM = 24.0
"""The model leaves a 34 mm gap between L5 and the sacrum; 10 mm is left for the disc."""

LOWER_BODIES = (
    "Full Body",
    "sacrum",
    "pelvis",
    "femur",
    "tibia",
    "talus",
    "calcn",
    "toes",
    "patella",
)

PATELLA = {"knee_angle_beta_translation1": 0.0524192, "knee_angle_beta_translation2": -0.0108281}
"""Place of the patella at the straight knee, from the model's joint equalities (metres)."""

SCAPULAR_RHYTHM = {
    "sternoclavicular_r2": -0.242,
    "sternoclavicular_r3": 0.1025,
    "unrotscap_r2": 0.242,
    "unrotscap_r3": -0.1025,
    "acromioclavicular_r1": 0.178,
    "acromioclavicular_r2": -0.049,
    "acromioclavicular_r3": 0.396,
    "unrothum_r1": -0.178,
    "unrothum_r2": 0.049,
    "unrothum_r3": -0.396,
}
"""Coefficients of shoulder elevation in the model's own joint equalities."""


def joint_angles() -> dict[str, float]:
    """Angles (radians) of the anatomical position: arms out, palms forward."""
    angles = {}
    elevation = math.radians(ABDUCTION_DEG)
    for side in "rl":
        angles[f"shoulder_elv_{side}"] = elevation
        angles[f"pro_sup_{side}"] = -math.pi / 2
        for joint, place in PATELLA.items():
            angles[f"{joint}_{side}"] = place
        for joint, coefficient in SCAPULAR_RHYTHM.items():
            angles[f"{joint}_{side}"] = coefficient * elevation
    return angles


def _body_frame(world: np.ndarray, shift: np.ndarray) -> np.ndarray:
    """Model metres to body RAS mm."""
    to_body = np.diag([-1000.0, -1000.0, 1000.0, 1.0])
    to_body[:3, 3] = shift
    return to_body @ world


def _apply(frame: np.ndarray, mesh: Mesh) -> Mesh:
    v = mesh[0] @ frame[:3, :3].T + frame[:3, 3]
    f = mesh[1][:, ::-1] if np.linalg.det(frame[:3, :3]) < 0 else mesh[1]
    return v, f


def _clean(v: np.ndarray, f: np.ndarray) -> Mesh:
    m = trimesh.Trimesh(v, f, process=True)
    m.merge_vertices()
    m.update_faces(m.nondegenerate_faces() & m.unique_faces())
    m.remove_unreferenced_vertices()
    trimesh.repair.fix_normals(m, multibody=True)
    return np.asarray(m.vertices, float), np.asarray(m.faces, np.int64)


def read_stl(name: str) -> Mesh:
    """One STL of the model, in its own metres."""
    m = trimesh.load(places.MODEL / "meshes" / f"{name}.stl", process=True)
    return _clean(m.vertices, m.faces)


def read_vtp(name: str) -> Mesh:
    """One OpenSim surface, in its own metres."""
    m = pv.read(str(places.OPENSIM / f"{name}.vtp")).triangulate()
    return _clean(np.asarray(m.points, float), m.faces.reshape(-1, 4)[:, 1:])


def parts(mesh: Mesh) -> list[Mesh]:
    """Connected parts of a mesh, largest first."""
    m = trimesh.Trimesh(*mesh, process=False)
    out = m.split(only_watertight=False)
    pieces = [(np.asarray(p.vertices, float), np.asarray(p.faces, np.int64)) for p in out]
    return sorted(pieces, key=lambda p: -len(p[0]))


def _spine(frame: np.ndarray) -> dict[str, Mesh]:
    pieces = [_apply(frame, p) for p in parts(read_vtp("hat_spine")) if len(p[0]) >= 100]
    pieces.sort(key=lambda p: -float(p[0][:, 2].mean()))
    return {f"bone.vertebra.{n}": p for n, p in zip(bone_names.VERTEBRAE, pieces, strict=True)}


def _ribs(frame: np.ndarray) -> dict[str, Mesh]:
    out: dict[str, Mesh] = {}
    sides: dict[str, list[Mesh]] = {"right": [], "left": []}
    for p in (_apply(frame, q) for q in parts(read_vtp("hat_ribs_scap"))):
        if len(p[0]) == 723:
            out["bone.sternum"] = p
        elif len(p[0]) < 200:
            sides["right" if p[0][:, 0].mean() > 0 else "left"].append(p)
    for side, ribs in sides.items():
        ribs.sort(key=lambda p: -float(np.sort(p[0][:, 2])[-8:].mean()))
        for n, p in enumerate(ribs, 1):
            out[f"bone.rib.{n}.{side}"] = p
    return out


def _foot(side: str, foot: Mesh, toes: Mesh) -> dict[str, Mesh]:
    """Name the bones of one foot by where they lie (y forward, medial towards the midline)."""
    sign = 1.0 if side == "right" else -1.0
    out: dict[str, Mesh] = {}
    tarsus = sorted(parts(foot), key=lambda p: float(p[0][:, 1].mean()))
    metatarsals = sorted(tarsus[-5:], key=lambda p: sign * float(p[0][:, 0].mean()))
    for n, p in enumerate(metatarsals, 1):
        out[f"bone.metatarsal.{n}.{side}"] = p
    rest = tarsus[:-5]
    out[f"bone.calcaneus.{side}"] = rest.pop(0)
    rest.sort(key=lambda p: sign * float(p[0][:, 0].mean()))
    out[f"bone.cuboid.{side}"] = rest.pop()
    rest.sort(key=lambda p: float(p[0][:, 1].mean()))
    out[f"bone.navicular.{side}"] = rest.pop(0)
    rest.sort(key=lambda p: sign * float(p[0][:, 0].mean()))
    for name, p in zip(("medial", "intermediate", "lateral"), rest, strict=True):
        out[f"bone.cuneiform.{name}.{side}"] = p
    out.update(_toes(side, sign, parts(toes), metatarsals))
    return out


def _toes(side: str, sign: float, pieces: list[Mesh], rays: list[Mesh]) -> dict[str, Mesh]:
    """Sort phalanges into rays by the direction of their metatarsal, then by distance."""
    heads = []
    for v, _ in rays:
        order = np.argsort(v[:, 1])
        heads.append(v[order[-12:]].mean(0))
    toes: list[list[Mesh]] = [[] for _ in rays]
    lateral = sorted(pieces, key=lambda p: sign * float(p[0][:, 0].mean()))
    first, others = lateral[:2], lateral[2:]
    toes[0] = first
    for p in others:
        c = p[0].mean(0)
        gaps = [abs(c[0] - h[0] - 0.10 * sign * (c[1] - h[1])) for h in heads]
        toes[int(np.argmin(gaps[1:])) + 1].append(p)
    out = {}
    for n, ray in enumerate(toes, 1):
        ray.sort(key=lambda p: float(p[0][:, 1].mean()))
        names = ("proximal", "distal") if n == 1 else ("proximal", "middle", "distal")
        for name, p in zip(names, ray, strict=False):
            out[f"bone.foot_phalanx.{name}.{n}.{side}"] = p
    return out


def assemble() -> tuple[dict[str, Mesh], dict[str, np.ndarray]]:
    """All bones in body space and the model's joint frames.

    Returns
    -------
    bones : dict
        Bone id to mesh, mm.
    frames : dict
        Body name of the model to (4, 4) frame, body mm (rotation scaled by 1000).
    """
    bodies, meshes = mjcf.pose(places.MODEL / "body" / "myofullbody.xml", joint_angles())
    root = bodies["Full Body"][:3, 3]
    shift = np.array([1000.0 * root[0], 1000.0 * root[1], 0.0])
    feet = [_apply(_body_frame(meshes[f"{s}_foot"], shift), read_stl(f"{s}_foot")) for s in "rl"]
    shift[2] = -min(float(v[:, 2].min()) for v, _ in feet)
    upper = shift - [0.0, 0.0, TRUNK_DROP_MM]
    frames = {
        k: _body_frame(w, shift if k.startswith(LOWER_BODIES) else upper) for k, w in bodies.items()
    }
    bones: dict[str, Mesh] = {
        "bone.sacrum": _apply(
            _body_frame(meshes["sacrum_geom_1_sacrum"], shift), read_stl("sacrum")
        )
    }
    for s, side in bone_names.SIDES.items():
        mirror = np.diag([1.0, 1.0, -1.0 if s == "l" else 1.0, 1.0])
        for source, name in bone_names.ARM.items():
            frame = _body_frame(meshes[f"{source}_{s}"], upper) @ mirror
            bones[f"bone.{name}.{side}"] = _apply(frame, read_stl(source))
        for source, name in bone_names.LEG.items():
            frame = _body_frame(meshes[f"{s}_{source}"], shift)
            bones[f"bone.{name}.{side}"] = _apply(frame, read_stl(f"{s}_{source}"))
        foot, toes = (
            _apply(_body_frame(meshes[f"{s}_{m}"], shift), read_stl(f"{s}_{m}"))
            for m in ("foot", "bofoot")
        )
        bones.update(_foot(side, foot, toes))
    trunk = frames["head_attach"]
    bones.update(_spine(trunk))
    bones.update(_ribs(trunk))
    bones["bone.skull"] = _apply(trunk, read_vtp("hat_skull"))
    bones["bone.mandible"] = _apply(trunk, read_vtp("hat_jaw"))
    return bones, frames


def finished(bones: dict[str, Mesh]) -> dict[str, Mesh]:
    """Closed smooth bones: the right ones and their mirror images, the midline ones symmetric."""
    out: dict[str, Mesh] = {}
    for name, mesh in bones.items():
        if name == "bone.skull":
            out[name] = skull.build(mesh)
        elif name == "bone.sternum":
            out[name], cartilages = thorax.split(refine.repair(mesh))
            np.savez_compressed(
                places.SCRATCH / "cartilages.npz",
                **{
                    f"{k}|{w}": a
                    for k, m in cartilages.items()
                    for w, a in zip("vf", m, strict=True)
                },
            )
        elif not name.endswith(".left"):
            out[name] = refine.refine(name, mesh)
        if name.endswith(".right"):
            out[name.removesuffix("right") + "left"] = thorax.mirror(out[name])
    return {name: solid.ordered(out[name]) for name in bones}


def main() -> None:
    """Write the skeleton layer, its scratch copy and the landmarks."""
    bones, frames = assemble()
    places.SCRATCH.mkdir(parents=True, exist_ok=True)
    write_layer(places.MESHES / "skeleton.npz", finished(bones))
    flat = {}
    for name, (v, f) in bones.items():
        flat[f"{name}|v"], flat[f"{name}|f"] = v, f
    np.savez_compressed(places.SCRATCH / "bones.npz", **flat)
    marks = landmarks.find(bones, frames)
    text = json.dumps({k: [round(float(c), 1) for c in p] for k, p in marks.items()}, indent=0)
    (places.SCRATCH / "landmarks.json").write_text(text + "\n", encoding="utf-8")
