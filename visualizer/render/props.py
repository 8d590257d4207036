"""The solid things on the stage and how clear each of them is."""

from typing import Any

from visualizer.anatomy import Body
from visualizer.render.layers import Layers
from visualizer.render.lesion_layer import LesionLayer
from visualizer.render.muscles import MuscleMarks
from visualizer.render.overlay import Label
from visualizer.render.palette import Theme
from visualizer.render.presets import PRESETS
from visualizer.render.segment_view import coarse_cord, cord_surfaces, opened, through_segment
from visualizer.render.surfaces import GLASS_BELOW, SEEN, all_surfaces
from visualizer.render.tracts import Tracts
from visualizer.render.twin import Twin

OPENED_LESION = 0.5
FAINT_BELOW = 0.32
CAPPED = 0.1  # fainter ones get no face where they are cut


class Props:
    """Surfaces (made when first shown), fibres, muscle marks, the cord and the lesions.

    `segment_labels` name what is on the face of the opened segment.
    """

    def __init__(self, renderer: Any, body: Body) -> None:
        self._renderer, self._body = renderer, body
        self.layers = Layers(PRESETS["tract"])
        self.surfaces = all_surfaces(body, renderer.AddActor)
        self.tracts = Tracts(body.fibres)
        self.marks = MuscleMarks(body.fibres)
        self.lesions = LesionLayer(renderer, body)
        self._cord = cord_surfaces(body)
        self._opened: list[Any] = []
        self._twins: list[Twin] = []
        if self._cord:
            self._twins = _twins(list(self._cord.values()), coarse_cord(body))
        self._opened_twins: list[Twin] = []
        self.segment_labels: list[Label] = []
        for actor in (*self._cord.values(), *self.tracts.actors, self.marks.actor):
            renderer.AddActor(actor)

    def open(self, segment: str | None) -> None:
        """Open the cord at a segment and draw only its roots; None closes it."""
        for actor in self._opened:
            self._renderer.RemoveActor(actor)
        self._opened, self._opened_twins, self.segment_labels = [], [], []
        if segment is None or not self._cord:
            self.tracts.limit(None)
            return
        self._opened, self.segment_labels = opened(self._body, segment)
        self._opened_twins = _twins(self._opened[:2], coarse_cord(self._body, segment))
        self.tracts.limit(*through_segment(self._body, segment))
        for actor in self._opened:
            self._renderer.AddActor(actor)

    def clear(self, theme: Theme) -> None:
        """Give every actor the opacity it should have now."""
        layers = self.layers
        for surface in self.surfaces.values():
            surface.set_opacity(layers.opacity(surface.layer, surface.id, surface.side), theme)
        for name in self.tracts.layers:
            self.tracts.set_opacity(name, layers.opacity(name))
        cord = layers.opacity("cord", "spinal_cord")
        for name, actor in self._cord.items():
            actor.SetVisibility(cord > SEEN and not self._opened)
            opacity = min(1.0, 2.5 * cord) if name == "wall" else 0.8 * cord
            actor.GetProperty().SetOpacity(opacity)
        for actor in self._opened:
            actor.SetVisibility(cord > SEEN)
        self.lesions.set_opacity(OPENED_LESION if self._opened else 1.0)
        self.marks.actor.SetVisibility(layers.opacity("muscle_marks") > SEEN)

    def clip(self, planes: list[Any]) -> None:
        """Cut everything but the lesions by planes."""
        for surface in self.surfaces.values():
            surface.clip(planes)
        self.tracts.clip("section", planes)
        self.marks.clip(planes)
        for twin in self._twins:
            twin.clip(planes)

    @property
    def shown(self) -> set[str]:
        """The solid structures that are drawn now, by id."""
        found = {s.id for s in self.surfaces.values() if s.opacity > CAPPED and s.layer != "skin"}
        cord = self._cord and not self._opened and self.layers.opacity("cord", "spinal_cord") > SEEN
        return found | {"cord"} if cord else found

    def set_moving(self, moving: bool, thrift: int = 0) -> None:
        """Draw less while something moves; thrift 2 leaves out faint glass, 3 all glass."""
        least = 0.0 if thrift < 2 else FAINT_BELOW if thrift == 2 else GLASS_BELOW
        self.tracts.set_moving(moving)
        self.lesions.set_moving(moving)
        self.marks.set_moving(moving)
        for twin in (*self._twins, *self._opened_twins):
            twin.set_moving(moving)
        for surface in self.surfaces.values():
            surface.set_light(moving, least)

    def cord_data(self) -> list[Any]:
        """Return the surfaces on which the cord can be picked now."""
        actors = [*self._cord.values(), *self._opened[:3]]
        full = {id(twin.actor): twin.full for twin in (*self._twins, *self._opened_twins)}
        return [
            full.get(id(actor), actor.GetMapper()).GetInput()
            for actor in actors
            if actor.GetVisibility()
        ]


def _twins(actors: list[Any], data: Any) -> list[Twin]:
    return [Twin(actor, data) for actor in actors]
