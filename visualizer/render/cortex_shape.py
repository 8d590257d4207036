"""The cortex as pial, white or inflated surface, and the change from one to another."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import vtk_to_numpy

from visualizer.anatomy import Body
from visualizer.render.arrays import points_of, triangles, with_normals
from visualizer.render.props import Props

LAYERS = {"pial": "cortex", "white": "cortex_white", "inflated": "cortex_inflated"}
Points = NDArray[np.float64]


class CortexShape:
    """Moves the vertices of the cortex; its maps go with them."""

    def __init__(self, body: Body, props: Props) -> None:
        self._body, self._props = body, props
        self.shape = "pial"
        self._from: dict[str, tuple[Points, Points]] = {}
        self._to: dict[str, tuple[Points, Points]] = {}

    def available(self) -> tuple[str, ...]:
        """List the shapes that the body has."""
        layers = set(self._body.layer_of.values())
        return tuple(name for name, layer in LAYERS.items() if layer in layers)

    def aim(self, shape: str) -> None:
        """Choose the shape to change into."""
        self._from, self._to, self.shape = {}, {}, shape
        for name, surface in self._surfaces().items():
            target = self._body.mesh(name.replace("cortex.", f"{LAYERS[shape]}.", 1))
            mesh = self._body.mesh(name)
            if target is None or mesh is None or len(target.vertices_mm) != len(mesh.vertices_mm):
                continue
            data = surface.data
            normals = vtk_to_numpy(data.GetPointData().GetNormals()).astype(float)
            self._from[name] = points_of(data).astype(float), normals
            shaded = with_normals(triangles(target.vertices_mm, target.faces))
            own = vtk_to_numpy(shaded.GetPointData().GetNormals()).astype(float)
            self._to[name] = _apart(target.vertices_mm.astype(float), name, shape), own

    def at(self, share: float) -> None:
        """Draw it at a share (0 to 1) of the change."""
        ease = share * share * (3 - 2 * share)
        for name, surface in self._surfaces().items():
            if name in self._to:
                (a, m), (b, n) = self._from[name], self._to[name]
                surface.shape(a * (1 - ease) + b * ease, m * (1 - ease) + n * ease)
        if share >= 1.0:
            self._props.maps.moved()

    def _surfaces(self) -> dict[str, Any]:
        return {s.id: s for s in self._props.surfaces.values() if s.layer == "cortex"}


def settle(stage: Any, shape: str) -> None:
    """Draw the cortex of a stage in a shape; inflated it is alone."""
    shaper = CortexShape(stage.body, stage.props)
    if shape == "pial" or shape not in shaper.available():
        return
    shaper.aim(shape)
    shaper.at(1.0)
    stage.cortex_shape = shape
    if shape == "inflated":
        stage.isolate("cortex")
        stage.lesions.set_hidden(True)
    stage.forget_picks()


def _apart(points: Points, name: str, shape: str) -> Points:
    """Keep inflated hemispheres from running into each other."""
    if shape != "inflated":
        return points
    side = 1.0 if name.endswith("right") else -1.0
    inner = float((points[:, 0] * side).min())
    if inner < 2.0:
        points = points + np.array([side * (2.0 - inner), 0.0, 0.0])
    return points
