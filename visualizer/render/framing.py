"""What each view frames, as points, and on which side, for the lesions there are."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy import SEGMENTS, Body, parse_levels
from visualizer.findings.finding import Prediction
from visualizer.render.camera import Pose, Vec3, frame
from visualizer.render.cord import ROOT_REACH, face_row, middle_row
from visualizer.render.fascicle import framed, stump
from visualizer.render.presets import Preset
from visualizer.render.segment_view import cut_nerve, segment_aim
from visualizer.scene import Scene, Slab

Points = NDArray[np.float64]
NAMES = 0.4  # room for names beside a limb, as a share of how tall it is
_ARM = {"C5", "C6", "C7", "C8", "T1"}
_FINGERS, _TOES = "bone.hand_phalanx", "bone.foot_phalanx"
_LEG = {"L2", "L3", "L4", "L5", "S1", "S2"}


@dataclass(frozen=True, slots=True, eq=False)
class Aim:
    """What a view looks at.

    Attributes
    ----------
    points_mm : (n, 3) array
        What must be in the picture, world RAS, mm.
    direction : (x, y, z)
        From the focal point towards the camera.
    near, side : str
        The hemisphere nearer to the camera, and the side that labels are for.
    segment : str
        The cord segment that is opened.
    """

    points_mm: Points
    direction: Vec3
    near: str
    side: str
    segment: str


def aim(
    body: Body,
    preset: Preset,
    scene: Scene,
    prediction: Prediction | None,
    centres: list[Vec3],
    segment: str,
) -> Aim:
    """Aim a view so that the lesions (at `centres`, mm) and their course are seen."""
    axis = body.cord.centre_mm
    brain = [c for c in centres if not len(axis) or c[2] > axis[0, 2]]
    near = side = brain_side(preset, brain)
    if preset.frame == "arm":
        side = body_side(body, prediction, preset)
    if preset.frame == "nerve_section":
        nerve, side = cut_nerve(scene)
        return Aim(framed(stump(body, nerve, side)), preset.direction, near, side, segment)
    if preset.section:
        segment = lesion_segment(body, scene, centres) or segment
        involvements = prediction.involvements if prediction is not None else ()
        horn = segment_aim(body, segment, involvements)
        if horn is not None:
            return Aim(horn[1], horn[2], near, horn[0], segment)
    shown = brain if preset.frame == "brain" else centres  # the brain is seen without the body
    points = frame_points(body, preset.frame, side, segment, shown)
    x, y, z = preset.direction
    return Aim(points, (x if side == "left" else -x, y, z), near, side, segment)


def pose(aim: Aim, preset: Preset, aspect: float) -> Pose:
    """Return where the camera stands for what a view looks at; `aspect` is that of the picture."""
    points = with_room(aim.points_mm, aim.side) if preset.frame == "arm" else aim.points_mm
    return frame(points, aim.direction, preset.up, preset.angle, aspect, preset.margin)


def with_room(points_mm: Points, side: str) -> Points:
    """Add room for the names of a limb, (n, 3) mm, on its outer side."""
    low, high = points_mm.min(axis=0), points_mm.max(axis=0)
    beside = (low + high) / 2
    outer = high[0] if side == "right" else low[0]
    beside[0] = outer + np.sign(outer - beside[0]) * NAMES * (high[2] - low[2])
    return np.concatenate([points_mm, beside[None]])


def brain_side(preset: Preset, centres: list[Vec3]) -> str:
    """Return the side of the body that a view of one side looks at from outside."""
    for x, _, _ in centres:
        if abs(x) > 4.0:
            return "right" if x > 0 else "left"
    return preset.default_side


def body_side(body: Body, prediction: Prediction | None, preset: Preset) -> str:
    """Return the side on which the first lesion weakens the body."""
    for part in prediction.involvements if prediction is not None else ():
        sides = [body.fibres.populations[p].side for p in body.fibres.population[part.fibres]]
        if sides:
            return "right" if sides.count("right") > sides.count("left") else "left"
    return preset.default_side


def frame_points(body: Body, name: str, side: str, segment: str, centres: list[Vec3]) -> Points:
    """Return the (n, 3) points, world RAS mm, that a view must show."""
    if name == "segment":
        return _segment(body, segment)
    if name == "arm":
        return _limb(body, side, centres)
    layers = {
        "body": ("skin", "skeleton", "cortex"),
        "brain": ("cortex", "brainstem"),
        "tract": ("cortex", "brainstem"),
    }[name]
    found = [_layer(body, layer) for layer in layers]
    if name == "tract":
        found.append(_below_brain(body, centres))
    elif name == "brain":
        found.append(np.array(list(centres)).reshape(-1, 3))
    points = np.concatenate([f for f in found if len(f)] or [np.zeros((0, 3))])
    if len(points):
        return points
    return np.asarray(body.fibres.points_mm[::17], dtype=float)


def _layer(body: Body, layer: str) -> Points:
    meshes = body.meshes.get(layer, ())
    if not meshes:
        return np.zeros((0, 3))
    return np.concatenate([np.asarray(m.vertices_mm[::7], dtype=float) for m in meshes])


def _below_brain(body: Body, centres: list[Vec3]) -> Points:
    """Return the upper cord, and the cord down past any lesion on it."""
    axis = body.cord.centre_mm
    if not len(axis):
        return np.zeros((0, 3))
    lowest = min([z for _, _, z in centres] or [np.inf])
    last = int(np.argmin(np.abs(axis[:, 2] - lowest))) + 25 if lowest < axis[0, 2] else 0
    last = max(last, middle_row(body.cord, "C4"))
    return np.asarray(axis[: last + 1 : 3])


def _segment(body: Body, segment: str) -> Points:
    cord = body.cord
    row = face_row(cord, segment)
    wide, deep = float(cord.half_width_mm[row]), float(cord.half_depth_mm[row])
    c, r, a = cord.centre_mm[row], cord.right[row], cord.anterior[row]
    down, reach = -np.cross(r, a), ROOT_REACH * wide
    low = 0.62 * reach
    steps = [r * reach + low * down, -r * reach + low * down, -1.5 * deep * a, 1.2 * deep * a]
    return np.array([c + step for step in steps])


def _limb(body: Body, side: str, centres: list[Vec3]) -> Points:
    arm, leg = (_course(body, side, segments) for segments in (_ARM, _LEG))
    points, tips = arm, _FINGERS
    if centres and len(arm) and len(leg):
        far = [np.linalg.norm(limb - centres[0], axis=1).min() for limb in (arm, leg)]
        points, tips = (leg, _TOES) if far[1] < far[0] else (arm, _FINGERS)
    if not len(points):
        return np.asarray(body.fibres.points_mm[::17], dtype=float)
    return np.concatenate([points, *_bones(body, tips, side)])


def _bones(body: Body, name: str, side: str) -> list[Points]:
    """Return points of the bones of a side whose ids begin with a name."""
    return [
        np.asarray(mesh.vertices_mm[::7], dtype=float)
        for mesh in body.meshes.get("skeleton", ())
        if mesh.id.startswith(name) and mesh.id.endswith(f".{side}")
    ]


def _course(body: Body, side: str, segments: set[str]) -> Points:
    """Return points along the motor nerve fibres of some segments on one side."""
    fibres = body.fibres
    chosen = [
        i
        for i, p in enumerate(fibres.populations)
        if p.kind == "lmn" and p.side == side and p.segment in segments
    ]
    which = np.isin(fibres.population, chosen)[fibres.fibre_of_point]
    return np.asarray(fibres.points_mm[which][::5], dtype=float)


def lesion_segment(body: Body, scene: Scene, centres: list[Vec3]) -> str | None:
    """Return the highest segment of the first lesion that lies on the cord."""
    for lesion in scene.lesions:
        named = lesion.level if (lesion.site or "").startswith(("cord.", "root.")) else None
        levels = lesion.shape.levels if isinstance(lesion.shape, Slab) else named
        if levels:
            return parse_levels(levels)[0]
    if not centres or not len(body.cord.centre_mm):
        return None
    row, _, inside = body.cord.locate(np.array(centres))
    for index, ok in zip(row, inside, strict=True):
        if ok:
            return SEGMENTS[int(body.cord.segment[index])]
    return None
