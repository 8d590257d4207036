"""Anchored points of the course tables as body coordinates, and the landmarks for them."""

import csv
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assets.build import places
from assets.build.meshio import Mesh
from assets.build.nerves_clear import Space
from assets.build.nerves_foramina import read_passages, with_passages

Array = NDArray[np.float64]
FRAMES = {"upper_arm": ("shoulder", "elbow"), "forearm": ("elbow", "wrist")}
ABDOMEN = {"T7": 0.06, "T8": 0.18, "T9": 0.31, "T10": 0.45, "T11": 0.6, "T12": 0.75}
"""Height of the abdominal dermatomes between the xiphoid process (0) and the pubis (1)."""


def landmarks(marks: dict[str, Array], bones: dict[str, Mesh]) -> dict[str, Array]:
    """Right-side landmarks without the side, with the points derived for the nerves."""
    out = {k.removesuffix(".right"): v for k, v in marks.items() if not k.endswith(".left")}
    for n in range(1, 13):
        v = bones[f"bone.rib.{n}.right"][0]
        out[f"rib.{n}.posterior"] = v[np.argsort(v[:, 1])[:4]].mean(axis=0)
    a, b = out["scapula.superior_angle"], out["coracoid"]
    out["superior_angle_coracoid"] = a + 0.6 * (b - a)
    out["nerve_point"] = out["vertebra.c4.canal"] + [46.0, 20.0, -16.0]
    a, b = out["xiphoid"], out["pubic_tubercle"]
    for level, share in ABDOMEN.items():
        out[f"abdomen.{level}"] = np.array([45.0, 0.0, a[2] + share * (b[2] - a[2])])
    return with_passages(out)


class Places:
    """Finder of anchored points on the right side; `space` is room for nerves."""

    def __init__(self, marks: dict[str, Array], bones: dict[str, Mesh], skin: Mesh) -> None:
        self._marks = landmarks(marks, bones)
        self._matrix: Array = np.eye(4)
        self.space = Space(bones, skin, read_passages(self.locate))

    def place_brain(self, mni_to_body: Array) -> None:
        """Say where MNI coordinates lie in the body."""
        self._matrix = mni_to_body

    def locate(self, spec: list[Any], segment: str) -> Array:
        """Point (3,) of an anchored place, body mm."""
        name, *numbers = spec
        if name == "mni":
            return self._matrix[:3, :3] @ np.array(numbers, dtype=float) + self._matrix[:3, 3]
        if name.startswith("skin:"):
            depth = numbers.pop(0)
            surface, outward = self.space.skin.nearest(self.locate([name[5:], *numbers], segment))
            return surface - depth * outward
        if name in FRAMES:
            return self._square(name, *numbers)
        share = numbers.pop(0) if ">" in name else 0.0
        ends = [self._marks[_numbered(n, segment)] for n in name.split(">")]
        return ends[0] + share * (ends[-1] - ends[0]) + np.array(numbers, dtype=float)

    def _square(self, name: str, share: float, lateral: float, anterior: float) -> Array:
        """Point beside the axis of a part of the limb, offsets square to that axis."""
        first, last = (self._marks[n] for n in FRAMES[name])
        axis = (last - first) / np.linalg.norm(last - first)
        aside = np.array([1.0, 0.0, 0.0]) - axis * axis[0]
        aside /= np.linalg.norm(aside)
        front = np.cross(axis, aside)
        front = front if front[1] > 0 else -front
        return first + share * (last - first) + lateral * aside + anterior * front


def _numbered(name: str, segment: str) -> str:
    if "{n}" not in name:
        return name
    if name.startswith("rib"):
        return name.replace("{n}", segment[1:])
    if name.startswith("abdomen"):
        return name.replace("{n}", segment)
    return name.replace("{n}", segment.lower().replace("c8", "t1"))


def read_routes() -> dict[tuple[str, str], list[str]]:
    """(nerve, segment) to the plexus parts in their order."""
    with (places.KNOWLEDGE / "plexus.csv").open(encoding="utf-8") as f:
        return {
            (r["nerve"], r["segment"]): [s for s in r["stations"].split(";") if s]
            for r in csv.DictReader(f)
        }
