"""Places on the skin: a share of the way along a part of the body and an angle round it."""

import itertools
import json
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assets.build import places

Array = NDArray[np.float64]
Names = NDArray[np.str_]

FACE = ("eye", "jaw", "levator", "oculi", "oris", "orbicularis", "risorius", "special", "tongue")
PREFIXES = {
    "wrist": "hand",
    "metacarpal": "hand",
    "lowerarm": "forearm",
    "upperarm": "upper_arm",
    "upperleg": "thigh",
    "lowerleg": "leg",
    "foot": "foot",
    "head": "head",
    "temporalis": "head",
    "neck": "neck",
}

LIMBS: dict[str, tuple[str, str, float, tuple[str, ...]]] = {
    "upper_arm": ("shoulder", "elbow", 45.0, ("upper_arm", "trunk", "forearm")),
    "forearm": ("elbow", "wrist", 35.0, ("forearm", "hand", "upper_arm")),
    "hand": ("wrist", "mcp_joint.3", 40.0, ("hand",)),
    "thigh": ("hip", "knee", 80.0, ("thigh", "trunk", "leg")),
    "leg": ("knee", "ankle", 50.0, ("leg", "foot", "thigh")),
    **{f"finger.{n}": (f"mcp_joint.{n}", f"fingertip.{n}", 8.0, ("finger",)) for n in range(1, 6)},
    **{f"toe.{n}": (f"metatarsal_head.{n}", f"toe_tip.{n}", 8.0, ("toe",)) for n in range(1, 6)},
}
"""Frame: landmarks of its two ends, radius in mm, parts of the skin it may lie on."""

TRUNK_Z, HEAD_Z = (832.0, 1388.0), (1470.0, 1665.0)
"""Pubic symphysis and suprasternal notch; chin and vertex, mm."""
GIRTH = 1.6
"""A point farther from the axis of a limb than this many radii lies beside it."""
HAND_FLAT = 2.6
"""The hand is this much wider than thick: angles round it are stretched so."""


def place_of(bone: str) -> str:
    """Part of the skin that a bone of the rig moves."""
    if bone.startswith(("finger", "toe")):
        return f"{bone.rstrip('0123456789').split('-')[0].rstrip('0123456789')}.{_digit(bone)}"
    if bone.startswith(FACE):
        return "head"
    return next((part for prefix, part in PREFIXES.items() if bone.startswith(prefix)), "trunk")


def _digit(bone: str) -> str:
    return bone.removeprefix("finger").removeprefix("toe")[0]


@dataclass(frozen=True)
class SkinFrames:
    """The right half of a skin with the landmarks it is measured by.

    Attributes
    ----------
    v : (n, 3) array
        Vertices, body mm.
    where : (n,) str array
        Part of the skin of each vertex.
    marks : dict
        Landmarks, body mm.
    """

    v: Array
    where: Names
    marks: dict[str, Array]

    @staticmethod
    def load(v: Array, where: Names) -> "SkinFrames":
        """Frames with the landmarks of the scratch folder."""
        text = (places.SCRATCH / "landmarks.json").read_text(encoding="utf-8")
        return SkinFrames(v, where, {k: np.array(p) for k, p in json.loads(text).items()})

    @cached_property
    def parts(self) -> Names:
        """Part without the number of the digit."""
        return np.array([w.split(".")[0] for w in self.where])

    def coordinates(self, frame: str, points: Array) -> tuple[Array, Array, float, float]:
        """Way along (n,), angle in degrees (n,), length and radius in mm of a frame."""
        if frame in ("trunk", "head"):
            low, high = TRUNK_Z if frame == "trunk" else HEAD_Z
            ahead = points[:, 1] - self._middle(frame, points[:, 2])
            around = np.degrees(np.arctan2(points[:, 0], ahead))
            return (points[:, 2] - low) / (high - low), around, high - low, 110.0
        if frame == "foot":
            return self._foot(points)
        start, end, radius, _ = LIMBS[frame]
        a, b = self.marks[f"{start}.right"], self.marks[f"{end}.right"]
        return (*_limb(points, a, b, frame), float(np.linalg.norm(b - a)), radius)

    def _middle(self, frame: str, z: Array) -> Array:
        if frame == "head":
            return np.full(len(z), -105.0)
        axis = np.array([(800.0, -75.0), (1000.0, -70.0), (1250.0, -100.0), (1400.0, -120.0)])
        return np.asarray(np.interp(z, axis[:, 0], axis[:, 1]))

    def _foot(self, points: Array) -> tuple[Array, Array, float, float]:
        heel, tip = self.marks["calcaneal_tuber.right"], self.marks["toe_tip.2.right"]
        length = tip[1] - heel[1] + 12.0
        along = (points[:, 1] - heel[1] + 12.0) / length
        middle = np.interp(along, (0.0, 0.4, 0.7, 1.0), (78.0, 84.0, 92.0, 100.0))
        height = np.interp(along, (0.0, 0.45, 0.8), (22.0, 24.0, 12.0))
        around = np.degrees(np.arctan2((points[:, 0] - middle) / 1.6, points[:, 2] - height))
        return along, around, float(length), 35.0

    def stroke(self, frame: str, path: Array) -> list[int]:
        """Vertices along a stroke given by points of way and angle, or by body mm."""
        if frame == "point":
            own = np.nonzero(self.v[:, 0] >= -1e-6)[0]
            gaps = np.linalg.norm(self.v[own][None] - _dense(path, 4.0)[:, None], axis=2)
            return [int(k) for k in own[gaps.argmin(axis=1)]]
        own = np.nonzero(self._candidates(frame))[0]
        along, around, length, radius = self.coordinates(frame, self.v[own])
        scale = np.array([length, radius * np.pi / 180.0])
        far = self._beyond(frame, self.v[own])
        step = 1.5 if radius < 20 else 5.0
        path = np.column_stack([path[:, 0], np.unwrap(path[:, 1], period=360.0)])
        out = []
        for t, angle in _dense(path * scale, step) / scale:
            turn = (around - angle + 180.0) % 360.0 - 180.0
            out.append(int(own[(np.hypot((along - t) * scale[0], turn * scale[1]) + far).argmin()]))
        return out

    def _beyond(self, frame: str, points: Array) -> Array:
        """How far (n,) points lie beyond the girth of a limb, mm; the trunk beside an arm does."""
        if frame not in LIMBS:
            return np.zeros(len(points))
        start, end, radius, _ = LIMBS[frame]
        a, b = self.marks[f"{start}.right"], self.marks[f"{end}.right"]
        off = np.linalg.norm(np.cross(points - a, (b - a) / np.linalg.norm(b - a)), axis=1)
        return np.asarray(np.maximum(off - GIRTH * radius, 0.0))

    def _candidates(self, frame: str) -> NDArray[np.bool_]:
        right = self.v[:, 0] >= -1e-6
        if frame == "trunk":
            return right & np.isin(self.parts, ("trunk", "neck", "thigh"))
        if frame == "head":
            return right & np.isin(self.parts, ("head", "neck", "trunk"))
        if frame == "foot":
            return right & np.isin(self.parts, ("foot", "toe"))
        if "." in frame:
            return right & (self.where == frame)
        return right & np.isin(self.parts, LIMBS[frame][3])


def _limb(points: Array, a: Array, b: Array, frame: str) -> tuple[Array, Array]:
    axis = (b - a) / np.linalg.norm(b - a)
    front = np.array([0.0, 0.0, 1.0]) if frame.startswith("toe") else np.array([0.0, 1.0, 0.0])
    front = front - axis * (front @ axis)
    front /= np.linalg.norm(front)
    side = np.cross(axis, front)
    side *= np.sign(side[0])
    off = points - a
    flat = HAND_FLAT if frame == "hand" else 1.0
    along = off @ axis / np.linalg.norm(b - a)
    return along, np.degrees(np.arctan2(off @ side / flat, off @ front))


def _dense(path: Array, step: float) -> Array:
    """Points along a polyline at most `step` apart."""
    out = [path[:1]]
    for a, b in itertools.pairwise(path):
        count = max(1, int(np.ceil(np.linalg.norm(b - a) / step)))
        out.append(a + (b - a) * np.linspace(0, 1, count + 1)[1:, None])
    return np.vstack(out)
