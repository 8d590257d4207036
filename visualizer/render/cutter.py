"""The cutting plane in the 3D picture: its frame, its handle, and the cut with its faces."""

from collections.abc import Callable
from typing import Any

import numpy as np
from vtkmodules.vtkCommonDataModel import vtkPlane, vtkPolyData
from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper

from visualizer.anatomy import Body
from visualizer.render.arrays import cells, vtk_points
from visualizer.render.camera import Vec3, vec3
from visualizer.render.caps import cap_data, outline_data
from visualizer.render.palette import Theme
from visualizer.render.section import Region, Section, Slicer
from visualizer.render.section_plane import SectionPlane, plane_of
from visualizer.scene import SectionView

_INSIDE = {  # layers that a cut shows although the surface about them hides them
    "cortex": ("cortex_white",),
    "cord": ("cord", "cord_grey", "cord_tracts"),
    "brainstem": ("nuclei",),
}


class Cutter:
    """Draws the plane and cuts what is drawn.

    Parameters
    ----------
    renderer : vtkRenderer
    body : Body
    clip : callable
        Takes the clipping planes that everything solid must have.
    """

    def __init__(self, renderer: Any, body: Body, clip: Callable[[list[Any]], None]) -> None:
        self._body, self._clip = body, clip
        self.view: SectionView | None = None
        self.plane: SectionPlane | None = None
        self._slicer: Slicer | None = None
        self._moving = False
        self._section: Section | None = None
        self._regions: list[Region] = []
        self._cap_key: tuple[object, object, bool] | None = None
        self._frame, self._caps, self._edges = vtkActor(), vtkActor(), vtkActor()
        for actor in (self._frame, self._caps, self._edges):
            actor.SetMapper(vtkPolyDataMapper())
            actor.GetMapper().SetInputData(vtkPolyData())
            actor.GetProperty().LightingOff()
            actor.SetVisibility(False)
            actor.PickableOff()
            renderer.AddActor(actor)
        self._frame.GetProperty().SetLineWidth(1.6)
        self._edges.GetProperty().SetLineWidth(1.0)
        self._edges.GetProperty().SetColor(0.30, 0.25, 0.22)
        self._caps.GetMapper().SetScalarModeToUseCellData()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._frame.GetProperty().SetColor(*theme.text)
        self._frame.GetProperty().SetOpacity(0.55)

    def show(self, view: SectionView | None, section: Section | None = None) -> None:
        """Show a plane, cut there if it says so, or show none.

        `section` is what the plane cuts, where that is known already.
        """
        self.view, self._section = view, section
        self.plane = None if view is None else plane_of(self._body, view, radiological=False)
        self._frame.SetVisibility(self.plane is not None)
        if self.plane is not None:
            self._frame.GetMapper().SetInputData(_square(self.plane))
        self._clip(self._planes())
        self._cap_key = None

    def _planes(self) -> list[Any]:
        if self.plane is None or self.view is None or not self.view.clip:
            return []
        plane = vtkPlane()
        plane.SetOrigin(*self.plane.origin_mm)
        plane.SetNormal(*(-self.toward * np.array(self.plane.normal)))
        return [plane]

    @property
    def toward(self) -> float:
        """1 when the half before the plane's normal is cut away, else -1."""
        return -1.0 if self.view is not None and self.view.flip else 1.0

    def keeps(self, place_mm: Vec3) -> bool:
        """Tell whether a place is in what the cut leaves."""
        if self.plane is None or self.view is None or not self.view.clip:
            return True
        return bool(self.plane.distance(np.array([place_mm]))[0] * self.toward <= 1.0)

    @property
    def handle_mm(self) -> Vec3 | None:
        """Where the handle of the plane is: the middle of the upper edge of its frame."""
        if self.plane is None:
            return None
        up = self.plane.half_mm * np.array(self.plane.up)
        return vec3(np.array(self.plane.origin_mm) + up)

    def set_moving(self, moving: bool) -> None:
        """Fill the faces with less detail while something moves."""
        self._moving = moving

    def fill(self, shown: set[str]) -> None:
        """Fill the faces of what is shown, if that is not done; called before a frame."""
        cut = self.view is not None and self.view.clip and self.plane is not None
        self._caps.SetVisibility(cut)
        self._edges.SetVisibility(cut and not self._moving)
        key = (self.view, frozenset(shown), self._moving)
        if not cut or self.plane is None or key == self._cap_key:
            return
        fresh = self._cap_key is None or key[:2] != self._cap_key[:2]
        self._cap_key = key
        if fresh:
            self._regions = self._cut(shown)
        plane = self.plane if self._section is None else self._section.plane
        toward = self.toward * float(np.sign(np.dot(plane.normal, self.plane.normal)))
        data = cap_data(self._regions, plane, toward, self._moving)
        self._caps.GetMapper().SetInputData(data)
        if not self._moving:
            lines = outline_data(self._regions, plane, toward)
            self._edges.GetMapper().SetInputData(lines)

    def _cut(self, shown: set[str]) -> list[Region]:
        body, plane = self._body, self.plane
        assert plane is not None
        layers = {body.layer_of[name] for name in shown if name in body.layer_of}
        layers |= {"cord"} & shown
        inside = {name for layer in layers for name in _INSIDE.get(layer, ())}
        wanted = shown | {name for name, layer in body.layer_of.items() if layer in inside}
        if self._section is not None:
            zones = {"zone"} if "cord" in shown else set()
            return [r for r in self._section.regions if r.id in wanted or r.kind in zones]
        if self._slicer is None:
            self._slicer = Slicer(self._body)
        found = list(self._slicer.regions(plane, wanted))
        if "cord" in shown:
            found += self._slicer.zones(plane)
        return found


def _square(plane: SectionPlane) -> Any:
    corners = plane.half_mm * np.array([[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]])
    data = vtkPolyData()
    data.SetPoints(vtk_points(plane.place(corners)))
    data.SetLines(cells(np.array([0, 5]), np.arange(5)))
    return data
