"""Landmark points of the skeleton in body space, found on the posed bones."""

import numpy as np
from numpy.typing import NDArray

from assets.build import bone_names
from assets.build.canal import canal_centres
from assets.build.meshio import Mesh

Points = dict[str, NDArray[np.float64]]
Bones = dict[str, Mesh]
Frames = dict[str, NDArray[np.float64]]


def _extreme(
    points: NDArray[np.float64], direction: NDArray[np.float64], n: int = 3
) -> NDArray[np.float64]:
    """Mean of the `n` points farthest along a direction."""
    return points[np.argsort(points @ direction)[-n:]].mean(axis=0)


def _joints(frames: Frames, s: str, side: str) -> Points:
    bodies = {
        "sternoclavicular": "clavicle",
        "shoulder": "humerus",
        "elbow": "ulna",
        "radiocarpal": "lunate",
        "hip": "femur",
        "knee": "tibia",
        "ankle": "talus",
        "subtalar": "calcn",
        "metatarsophalangeal": "toes",
    }
    out = {f"{joint}.{side}": frames[f"{body}_{s}"][:3, 3] for joint, body in bodies.items()}
    out[f"wrist.{side}"] = out[f"radiocarpal.{side}"]
    for n, root in enumerate(("proximal_thumb", "2proxph", "3proxph", "4proxph", "5proxph"), 1):
        out[f"mcp_joint.{n}.{side}"] = frames[f"{root}_{s}"][:3, 3]
    rays = {1: ("firstmc", "proximal_thumb", "distal_thumb")}
    rays |= {n: (f"{n}proxph", f"{n}midph", f"{n}distph") for n in range(2, 6)}
    for n, bodies_of_ray in rays.items():
        for k, body in enumerate(bodies_of_ray, 1):
            out[f"finger_joint.{n}.{k}.{side}"] = frames[f"{body}_{s}"][:3, 3]
    return out


def _arm(bones: Bones, found: Points, side: str, out: NDArray[np.float64]) -> Points:
    humerus = bones[f"bone.humerus.{side}"][0]
    elbow, shoulder, wrist = (found[f"{j}.{side}"] for j in ("elbow", "shoulder", "wrist"))
    shaft = (elbow - shoulder) / np.linalg.norm(elbow - shoulder)
    lateral = out - shaft * (out @ shaft)
    distal = humerus[(humerus - elbow) @ shaft > -45]
    forearm = (wrist - elbow) / np.linalg.norm(wrist - elbow)
    back = np.array([0.0, -1.0, 0.0])
    up = np.array([0.0, 0.0, 1.0])
    ulna, radius = bones[f"bone.ulna.{side}"][0], bones[f"bone.radius.{side}"][0]
    scapula, clavicle = bones[f"bone.scapula.{side}"][0], bones[f"bone.clavicle.{side}"][0]
    tip = scapula[scapula[:, 2] > np.percentile(scapula[:, 2], 60)]
    near = scapula[(scapula @ out) > np.percentile(scapula @ out, 40)]
    edge = scapula[(scapula @ out) < np.percentile(scapula @ out, 30)]
    marks = {
        "epicondyle.medial": _extreme(distal, -lateral),
        "epicondyle.lateral": _extreme(distal, lateral),
        "olecranon": _extreme(ulna[(ulna - elbow) @ forearm < 40], back - 0.6 * forearm),
        "radial_head": radius[np.argsort(radius @ forearm)[:20]].mean(0),
        "radial_styloid": _extreme(radius, forearm + 0.5 * lateral),
        "ulnar_styloid": _extreme(ulna, forearm),
        "ulnar_head": ulna[np.argsort(ulna @ forearm)[-20:]].mean(0),
        "acromion": _extreme(tip, out + 0.4 * up - 0.2 * -back),
        "coracoid": _extreme(near, -back),
        "scapula.inferior_angle": _extreme(scapula, -up),
        "scapula.superior_angle": _extreme(edge, up),
        "clavicle.medial_end": _extreme(clavicle, -out, 8),
        "clavicle.lateral_end": _extreme(clavicle, out, 8),
        "clavicle.middle": clavicle.mean(0),
        "humerus.head": humerus[(humerus - shoulder) @ shaft < 20].mean(0),
        "humerus.surgical_neck": _slice(humerus, shoulder + 45 * shaft, shaft, 20),
        "humerus.middle": _slice(humerus, (shoulder + elbow) / 2, shaft, 25),
    }
    return {f"{k}.{side}": v for k, v in marks.items()}


def _slice(
    points: NDArray[np.float64], at: NDArray[np.float64], axis: NDArray[np.float64], half: float
) -> NDArray[np.float64]:
    near = points[np.abs((points - at) @ axis) < half]
    return near.mean(0) if len(near) else at


def _hand(bones: Bones, found: Points, side: str) -> Points:
    marks = {}
    wrist = found[f"wrist.{side}"]
    for n in range(1, 6):
        v = bones[f"bone.metacarpal.{n}.{side}"][0]
        order = np.argsort(np.linalg.norm(v - wrist, axis=1))
        k = len(v) // 8
        marks[f"metacarpal_base.{n}.{side}"] = v[order[:k]].mean(0)
        marks[f"metacarpal_head.{n}.{side}"] = v[order[-k:]].mean(0)
        v = bones[f"bone.hand_phalanx.distal.{n}.{side}"][0]
        order = np.argsort(np.linalg.norm(v - wrist, axis=1))
        marks[f"fingertip.{n}.{side}"] = v[order[-10:]].mean(0)
        v = bones[f"bone.hand_phalanx.proximal.{n}.{side}"][0]
        marks[f"proximal_phalanx.{n}.{side}"] = v.mean(0)
    for bone in ("scaphoid", "lunate", "triquetrum", "pisiform", "trapezium", "hamate", "capitate"):
        marks[f"{bone}.{side}"] = bones[f"bone.{bone}.{side}"][0].mean(0)
    hamate = bones[f"bone.hamate.{side}"][0]
    marks[f"hook_of_hamate.{side}"] = _extreme(hamate, np.array([0.0, 1.0, 0.0]), 12)
    return marks


def _leg(bones: Bones, found: Points, side: str, out: NDArray[np.float64]) -> Points:
    front, up = np.array([0.0, 1.0, 0.0]), np.array([0.0, 0.0, 1.0])
    hip = bones[f"bone.hip.{side}"][0]
    upper = hip[hip[:, 2] > np.percentile(hip[:, 2], 60)]
    lower = hip[hip[:, 2] < np.percentile(hip[:, 2], 35)]
    femur, tibia = bones[f"bone.femur.{side}"][0], bones[f"bone.tibia.{side}"][0]
    fibula = bones[f"bone.fibula.{side}"][0]
    condyles = femur[femur[:, 2] < femur[:, 2].min() + 70]
    top = femur[femur[:, 2] > femur[:, 2].max() - 90]
    ankle = tibia[tibia[:, 2] < tibia[:, 2].min() + 30]
    marks = {
        "asis": _extreme(upper, front + 0.2 * out, 2),
        "psis": _extreme(upper, -front - 0.2 * out, 2),
        "iliac_crest": _extreme(hip, up),
        "ischial_tuberosity": _extreme(lower, -up - 0.6 * front),
        "pubic_tubercle": _extreme(hip[hip[:, 1] > np.percentile(hip[:, 1], 50)], -out - 0.3 * up),
        "greater_trochanter": _extreme(top, out),
        "femoral_head": found[f"hip.{side}"],
        "femur.epicondyle.medial": _extreme(condyles, -out),
        "femur.epicondyle.lateral": _extreme(condyles, out),
        "fibular_head": _extreme(fibula, up, 8),
        "malleolus.lateral": _extreme(fibula, -up, 6),
        "malleolus.medial": _extreme(ankle, -out - 0.5 * up, 4),
        "tibial_tuberosity": _extreme(
            tibia[tibia[:, 2] > tibia[:, 2].max() - 80], front - 0.3 * up
        ),
        "tibia.middle": _slice(tibia, tibia.mean(0), up, 30),
        "patella": bones[f"bone.patella.{side}"][0].mean(0),
        "calcaneal_tuber": _extreme(bones[f"bone.calcaneus.{side}"][0], -front, 8),
        "navicular": bones[f"bone.navicular.{side}"][0].mean(0),
    }
    acetabulum = found[f"hip.{side}"]
    back = hip[(hip[:, 1] < acetabulum[1] - 10) & (np.abs(hip[:, 2] - acetabulum[2]) < 30)]
    if len(back):
        marks["ischial_spine"] = _extreme(back, -out - 0.5 * front, 2)
    for n in range(1, 6):
        v = bones[f"bone.metatarsal.{n}.{side}"][0]
        marks[f"metatarsal_base.{n}"] = v[np.argsort(v @ front)[:14]].mean(0)
        marks[f"metatarsal_head.{n}"] = v[np.argsort(v @ front)[-14:]].mean(0)
        v = bones[f"bone.foot_phalanx.distal.{n}.{side}"][0]
        marks[f"toe_tip.{n}"] = _extreme(v, front, 5)
    return {f"{k}.{side}": v for k, v in marks.items()}


def _trunk(bones: Bones) -> Points:
    marks = canal_centres(bones)
    sternum = bones["bone.sternum"][0]
    middle = sternum[np.abs(sternum[:, 0]) < 12]
    marks["suprasternal_notch"] = _extreme(middle, np.array([0.0, 0.0, 1.0]), 6)
    marks["xiphoid"] = _extreme(middle, np.array([0.0, 0.0, -1.0]), 6)
    skull = bones["bone.skull"][0]
    marks["skull.vertex"] = _extreme(skull, np.array([0.0, 0.0, 1.0]), 5)
    marks["skull.glabella"] = _extreme(
        skull[skull[:, 2] > np.percentile(skull[:, 2], 50)], np.array([0.0, 1.0, 0.0]), 5
    )
    marks["skull.inion"] = _extreme(skull, np.array([0.0, -1.0, 0.0]), 5)
    for side, sign in (("right", 1.0), ("left", -1.0)):
        marks[f"skull.lateral.{side}"] = _extreme(skull, np.array([sign, 0.0, 0.0]), 5)
        jaw = bones["bone.mandible"][0]
        marks[f"mandible.condyle.{side}"] = _extreme(
            jaw[jaw[:, 0] * sign > 25], np.array([0.0, -0.5, 1.0]), 8
        )
        marks[f"mandible.angle.{side}"] = _extreme(
            jaw[jaw[:, 0] * sign > 25], np.array([0.0, -1.0, -1.0]), 8
        )
        for n in range(1, 13):
            v = bones[f"bone.rib.{n}.{side}"][0]
            order = np.argsort(v[:, 0] * sign)
            marks[f"rib.{n}.lateral.{side}"] = v[order[-6:]].mean(0)
            front = np.argsort(v[:, 1])
            marks[f"rib.{n}.anterior_end.{side}"] = v[front[-5:]].mean(0)
            marks[f"rib.{n}.head.{side}"] = v[order[:6]][np.argsort(v[order[:6], 1])[:3]].mean(0)
    return marks


def find(bones: Bones, frames: Frames) -> Points:
    """All landmark points of the posed skeleton.

    Parameters
    ----------
    bones : dict
        Bone id to mesh, body mm.
    frames : dict
        Frames of the model's bodies in body mm.

    Returns
    -------
    dict
        Landmark id, ending in `.left` or `.right` where paired, to point (3,), mm.
    """
    marks = _trunk(bones)
    for s, side in bone_names.SIDES.items():
        out = np.array([1.0 if side == "right" else -1.0, 0.0, 0.0])
        joints = _joints(frames, s, side)
        marks.update(joints)
        marks.update(_arm(bones, joints, side, out))
        marks.update(_hand(bones, joints, side))
        marks.update(_leg(bones, joints, side, out))
    return marks
