"""The camera of a renderer: poses, projection and rays."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from visualizer.render.camera import Pose, Vec3, axes_of, pixel_mm, vec3
from visualizer.render.picking import Ray


class Eye:
    """Reads and moves a renderer's active camera."""

    def __init__(self, renderer: Any) -> None:
        self._renderer = renderer

    @property
    def _camera(self) -> Any:
        return self._renderer.GetActiveCamera()

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the picture in device pixels."""
        width, height = self._renderer.GetSize()
        if width and height:
            return int(width), int(height)
        window = self._renderer.GetRenderWindow()
        width, height = window.GetSize() if window is not None else (1600, 1000)
        return max(int(width), 1), max(int(height), 1)

    @property
    def aspect(self) -> float:
        """Width over height."""
        return self.size[0] / self.size[1]

    def pose(self) -> Pose:
        """Return where the camera is."""
        camera = self._camera
        return Pose(
            vec3(camera.GetPosition()), vec3(camera.GetFocalPoint()), vec3(camera.GetViewUp())
        )

    def pixel_mm(
        self, low: NDArray[np.floating], high: NDArray[np.floating]
    ) -> NDArray[np.float64]:
        """Return how wide a pixel is where boxes, between (..., 3) corners in mm, are nearest."""
        place, angle = self._camera.GetPosition(), self._camera.GetViewAngle()
        return pixel_mm(place, angle, self.size[1], low, high)

    def place(self, pose: Pose) -> None:
        """Move the camera."""
        camera = self._camera
        camera.SetPosition(*pose.position_mm)
        camera.SetFocalPoint(*pose.focal_mm)
        camera.SetViewUp(*pose.up)
        camera.OrthogonalizeViewUp()
        self._renderer.ResetCameraClippingRange()

    def angle(self, degrees: float) -> None:
        """Set the vertical view angle."""
        self._camera.SetViewAngle(degrees)

    def axes(self) -> tuple[Vec3, Vec3, Vec3]:
        """Return the camera's right, up and backward unit vectors in world space."""
        return axes_of(self.pose())

    def key(self) -> object:
        """Return what a projection depends on."""
        return (self.pose(), self._camera.GetViewAngle(), self.size)

    def project(self, points_mm: NDArray[Any]) -> NDArray[np.float64]:
        """Take (n, 3) world mm to display pixels and depth in mm over the farthest.

        The third column is the distance before the camera divided by twice that of the focal
        point's far side: below 1 and above 0 is in front.
        """
        pose = self.pose()
        right, up, back = (np.array(axis) for axis in self.axes())
        width, height = self.size
        rel = np.asarray(points_mm, dtype=float) - np.array(pose.position_mm)
        depth = -(rel @ back)
        tangent = np.tan(np.radians(self._camera.GetViewAngle()) / 2)
        safe = np.where(depth > 1e-6, depth, np.nan)
        scale = height / 2 / (tangent * safe)
        x = width / 2 + (rel @ right) * scale
        y = height / 2 + (rel @ up) * scale
        far = 1.0 - 1.0 / (1.0 + np.maximum(depth, 0) / 1000.0)
        shown = np.where(depth > 1e-6, far, 2.0)
        return np.stack([np.nan_to_num(x, nan=-1e6), np.nan_to_num(y, nan=-1e6), shown], axis=1)

    def ray(self, x: float, y: float) -> Ray:
        """Return the ray through a display pixel."""
        pose = self.pose()
        right, up, back = (np.array(axis) for axis in self.axes())
        width, height = self.size
        tangent = np.tan(np.radians(self._camera.GetViewAngle()) / 2)
        across = (2 * (x + 0.5) - width) / height * tangent
        above = (2 * (y + 0.5) - height) / height * tangent
        direction = -back + across * right + above * up
        direction /= np.linalg.norm(direction)
        start = np.array(pose.position_mm)
        reach = float(np.linalg.norm(np.subtract(pose.position_mm, pose.focal_mm))) + 4000.0
        return Ray(start, start + direction * reach)

    def point_in_plane(self, x: float, y: float, through: Vec3) -> Vec3:
        """Return the place under a pixel in the plane through a point, facing the camera."""
        ray = self.ray(x, y)
        back = np.array(self.axes()[2])
        share = ((np.array(through) - ray.start) @ back) / (ray.direction @ back)
        return vec3(ray.start + share * ray.direction)
