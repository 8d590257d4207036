"""Forward kinematics of a MuJoCo model file, for the few elements the build needs."""

import math
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def _numbers(text: str | None, default: str) -> Array:
    return np.array([float(t) for t in (text or default).split()])


def axis_rotation(axis: Array, angle: float) -> Array:
    """Rotation matrix (3, 3) about `axis` by `angle` radians."""
    x, y, z = axis / np.linalg.norm(axis)
    k = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.eye(3) + math.sin(angle) * k + (1 - math.cos(angle)) * k @ k


def _quaternion(q: Array) -> Array:
    w, x, y, z = q / np.linalg.norm(q)
    return np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
            [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
            [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
        ]
    )


def _right_angle(angle: float) -> float:
    """The models write pi/2 as 1.57; snap it so that left and right stay mirrored."""
    return math.copysign(math.pi / 2, angle) if abs(abs(angle) - 1.57) < 2e-3 else angle


def _frame(element: ET.Element) -> Array:
    m = np.eye(4)
    m[:3, 3] = _numbers(element.get("pos"), "0 0 0")
    if element.get("quat"):
        m[:3, :3] = _quaternion(_numbers(element.get("quat"), ""))
    elif element.get("euler"):
        for axis, angle in zip(np.eye(3), _numbers(element.get("euler"), ""), strict=True):
            m[:3, :3] = m[:3, :3] @ axis_rotation(axis, _right_angle(float(angle)))
    return m


def _children(element: ET.Element, folder: Path) -> Iterator[tuple[ET.Element, Path]]:
    for child in element:
        if child.tag == "include":
            path = (folder / child.get("file", "")).resolve()
            yield from _children(ET.parse(path).getroot(), path.parent)
        else:
            yield child, folder


def _joint(element: ET.Element, value: float) -> Array:
    m = np.eye(4)
    axis = _numbers(element.get("axis"), "0 0 1")
    if element.get("type") == "slide":
        m[:3, 3] = axis * value
        return m
    pos = _numbers(element.get("pos"), "0 0 0")
    m[:3, :3] = axis_rotation(axis, value)
    m[:3, 3] = pos - m[:3, :3] @ pos
    return m


def pose(path: Path, joints: Mapping[str, float]) -> tuple[dict[str, Array], dict[str, Array]]:
    """World frames of the bodies and mesh geometries of a model.

    Parameters
    ----------
    path : Path
        The MJCF file; includes are followed relative to the including file.
    joints : mapping
        Joint name to angle (radians) or displacement (metres); missing ones are zero.

    Returns
    -------
    bodies : dict
        Body name to (4, 4) world frame, metres.
    meshes : dict
        Mesh name to (4, 4) world frame, metres.
    """
    bodies: dict[str, Array] = {}
    meshes: dict[str, Array] = {}

    def walk(element: ET.Element, folder: Path, parent: Array) -> None:
        world = parent
        if element.tag == "body":
            world = parent @ _frame(element)
            for child, _ in _children(element, folder):
                if child.tag == "joint":
                    world = world @ _joint(child, joints.get(child.get("name", ""), 0.0))
            bodies[element.get("name", "")] = world
        for child, where in _children(element, folder):
            if child.tag == "geom" and child.get("mesh"):
                meshes[child.get("mesh", "")] = world @ _frame(child)
            elif child.tag in ("body", "worldbody"):
                walk(child, where, world)

    walk(ET.parse(path).getroot(), path.parent, np.eye(4))
    return bodies, meshes
