"""Framing, flights and the frustum: camera arithmetic without drawing."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vec3 = tuple[float, float, float]


def vec3(values: NDArray[np.floating] | tuple[float, ...]) -> Vec3:
    """Return three plain floats."""
    x, y, z = (float(v) for v in values)
    return x, y, z


@dataclass(frozen=True, slots=True)
class Pose:
    """Where a camera is: position, focal point (world RAS, mm) and up vector."""

    position_mm: Vec3
    focal_mm: Vec3
    up: Vec3


def axes_of(pose: Pose) -> tuple[Vec3, Vec3, Vec3]:
    """Return a camera's right, up and backward unit vectors in world space."""
    (x, y, z), (u, v, w) = pose.position_mm, pose.focal_mm
    back = _unit((x - u, y - v, z - w))
    right = _unit(_cross(pose.up, back))
    return right, _cross(back, right), back


def _cross(a: Vec3, b: Vec3) -> Vec3:  # every frame needs some; for one NumPy takes far longer
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


def _unit(a: Vec3) -> Vec3:
    length = math.hypot(*a)
    return a[0] / length, a[1] / length, a[2] / length


def pixel_mm(
    eye_mm: Vec3, angle: float, height: int, low: NDArray[np.floating], high: NDArray[np.floating]
) -> NDArray[np.float64]:
    """Return how wide a pixel is where boxes, between (..., 3) corners in mm, are nearest.

    `angle` is the vertical view angle in degrees, `height` that of the picture in pixels.
    """
    away = np.linalg.norm(np.array(eye_mm) - np.clip(eye_mm, low, high), axis=-1)
    return np.asarray(away * 2 * np.tan(np.radians(angle) / 2) / height)


def frame(
    points_mm: NDArray[np.floating],
    direction: Vec3,
    up: Vec3,
    angle: float,
    aspect: float,
    margin: float = 0.06,
) -> Pose:
    """Place a camera so that all points are in the picture, as large as fits.

    Parameters
    ----------
    points_mm : (n, 3) array, world RAS, mm
    direction : (x, y, z)
        From the focal point towards the camera.
    up : (x, y, z)
    angle : float
        Vertical view angle, degrees.
    aspect : float
        Width over height of the picture.
    margin : float
        Share of the picture left free on each side.
    """
    back = np.asarray(direction, float) / np.linalg.norm(direction)
    right = np.cross(np.asarray(up, float), back)
    right /= np.linalg.norm(right)
    true_up = np.cross(back, right)
    points = np.asarray(points_mm, float)
    local = np.stack([points @ right, points @ true_up, points @ back], axis=1)
    tangent_y = np.tan(np.radians(angle) / 2) * (1 - 2 * margin)
    tangent_x = tangent_y * aspect
    centre = (local.min(axis=0) + local.max(axis=0)) / 2
    for _ in range(4):  # perspective moves the centre a little: settle it
        rel = local - centre
        distance = max(
            float(np.max(np.abs(rel[:, 0]) / tangent_x + rel[:, 2])),
            float(np.max(np.abs(rel[:, 1]) / tangent_y + rel[:, 2])),
            1.0,
        )
        depth = np.maximum(distance - rel[:, 2], 1e-3)
        for axis in (0, 1):
            seen = rel[:, axis] / depth
            centre[axis] += (seen.max() + seen.min()) / 2 * distance
    rel = local - centre
    distance = max(
        float(np.max(np.abs(rel[:, 0]) / tangent_x + rel[:, 2])),
        float(np.max(np.abs(rel[:, 1]) / tangent_y + rel[:, 2])),
    )
    focal = centre[0] * right + centre[1] * true_up + centre[2] * back
    return Pose(vec3(focal + distance * back), vec3(focal), vec3(true_up))


def between(start: Pose, stop: Pose, share: float) -> Pose:
    """Return the pose at a share (0 to 1) of a smooth flight, eased at both ends."""
    t = float(np.clip(share, 0, 1))
    ease = t * t * t * (t * (6 * t - 15) + 10)
    focal = _mix(start.focal_mm, stop.focal_mm, ease)
    a = np.subtract(start.position_mm, start.focal_mm)
    b = np.subtract(stop.position_mm, stop.focal_mm)
    far_a, far_b = np.linalg.norm(a), np.linalg.norm(b)
    arm = _turn(a / far_a, b / far_b, ease)
    distance = float(np.exp(np.log(far_a) * (1 - ease) + np.log(far_b) * ease))
    up = _turn(np.array(start.up), np.array(stop.up), ease)
    return Pose(vec3(focal + arm * distance), vec3(focal), vec3(up))


def _mix(a: Vec3, b: Vec3, share: float) -> NDArray[np.float64]:
    return np.asarray(np.asarray(a) * (1 - share) + np.asarray(b) * share, dtype=float)


def _turn(a: NDArray[np.float64], b: NDArray[np.float64], share: float) -> NDArray[np.float64]:
    angle = float(np.arccos(np.clip(a @ b, -1, 1)))
    if angle < 1e-6:
        return b
    if np.pi - angle < 1e-3:  # opposite: turn over a side
        side = np.cross(a, [0.0, 0.0, 1.0])
        side = side if np.linalg.norm(side) > 1e-6 else np.array([1.0, 0.0, 0.0])
        middle = side / np.linalg.norm(side)
        return _turn(a, middle, share * 2) if share < 0.5 else _turn(middle, b, share * 2 - 1)
    return (np.sin((1 - share) * angle) * a + np.sin(share * angle) * b) / np.sin(angle)
