"""The solid things on the stage and how clear each of them is."""

from typing import Any

import numpy as np

from visualizer.anatomy import Body
from visualizer.findings.finding import Involvement, Prediction
from visualizer.render.bellies import LAYER, Bellies, Belly
from visualizer.render.eye import Eye
from visualizer.render.label import Label
from visualizer.render.layers import Layers
from visualizer.render.lesion_layer import LesionLayer
from visualizer.render.levels import Levels
from visualizer.render.muscles import MuscleMarks, muscle_strengths
from visualizer.render.palette import Theme
from visualizer.render.picking import Ray
from visualizer.render.presets import PRESETS
from visualizer.render.segment_view import (
    Opened,
    coarse_cord,
    cord_surfaces,
    open_nerve,
    open_segment,
    shown_side,
    through_segment,
)
from visualizer.render.surface_maps import SurfaceMaps
from visualizer.render.surfaces import GLASS_BELOW, SEEN, all_surfaces, mesh_source, side_of
from visualizer.render.tracts import Tracts
from visualizer.render.twin import Twin
from visualizer.scene import Pick

OPENED_LESION = 0.5
BESIDE_HORN = 0.22
FAINT_BELOW = 0.32
COARSE_CORD_MM = 4.0
CAPPED = 0.1  # fainter ones get no face where they are cut


class Props:
    """Surfaces (made when first shown), fibres, muscles, the cord and the lesions.

    `segment_labels` name what is on the face of the opened segment; with `keep_glass` glass is
    drawn while something moves, however slow that is; `moving` tells whether something does.
    """

    def __init__(self, renderer: Any, body: Body) -> None:
        self._renderer, self._body = renderer, body
        self.layers = Layers(PRESETS["tract"])
        self.surfaces = all_surfaces(body, renderer.AddActor)
        bellies = [
            Belly(name, LAYER, side_of(body, name), mesh_source(body, name))
            for name, layer in body.layer_of.items()
            if layer == LAYER
        ]
        self.bellies = Bellies(renderer, bellies)
        self.surfaces |= {belly.id: belly for belly in bellies}
        self.maps = SurfaceMaps(body, self.surfaces)
        self.keep_glass = False
        self.tracts = Tracts(body.fibres)
        self.marks = MuscleMarks(body.fibres, self.bellies.muscles)
        self.lesions = LesionLayer(renderer, body)
        self._cord = cord_surfaces(body)
        self.moving = False
        self._opened: list[Any] = []
        self._segment: Opened | None = None
        self._involvements: tuple[Involvement, ...] = ()
        self._cord_levels: list[Levels] = []
        if self._cord:
            light = coarse_cord(body)
            self._cord_levels = [Levels(a, COARSE_CORD_MM, light) for a in self._cord.values()]
        self._opened_twins: list[Twin] = []
        self.segment_labels: list[Label] = []
        for actor in (*self._cord.values(), *self.tracts.actors, self.marks.actor):
            renderer.AddActor(actor)

    def open(self, segment: str | None) -> None:
        """Open the cord at a segment and draw only its roots; None closes it."""
        for actor in self._opened:
            self._renderer.RemoveActor(actor)
        self._opened, self._opened_twins, self.segment_labels = [], [], []
        self._segment = None
        if segment is None or not self._cord:
            self.tracts.limit(None)
            return
        self._segment = made = open_segment(self._body, segment, self._involvements)
        self._opened, self.segment_labels = made.actors, made.labels
        if made.horn is None:
            self._opened_twins = _twins(self._opened[:2], coarse_cord(self._body, segment))
        self.tracts.limit(*through_segment(self._body, segment))
        for actor in self._opened:
            self._renderer.AddActor(actor)

    def cut_across(self, nerve: str, side: str) -> None:
        """Show a nerve cut across, alone."""
        self.open(None)
        self._segment = made = open_nerve(self._body, nerve, side)
        self._opened, self.segment_labels = made.actors, made.labels
        for actor in self._opened:
            self._renderer.AddActor(actor)

    def set_cut(self, involvements: tuple[Involvement, ...]) -> None:
        """Interrupt the fibres, and the cells of an opened segment, as a prediction says."""
        self._involvements = involvements
        self.tracts.set_cut(involvements)
        made = self._segment
        if made is None or made.horn is None:
            return
        if shown_side(self._body, made.segment, involvements) != made.horn.block.side:
            self.open(made.segment)
        else:
            made.horn.set_cut(involvements)

    @property
    def has_horn(self) -> bool:
        """Whether the ventral horn scene is shown."""
        return self._segment is not None and self._segment.horn is not None

    def part_at(self, ray: Ray, found: Pick | None) -> Pick | None:
        """Return the part of the opened segment under a ray; a lesion found goes before it."""
        made = self._segment
        scene = made and (made.horn or made.nerve)
        if not scene or (found is not None and found.kind == "lesion"):
            return found
        return scene.pick(ray) or found

    def clear(self, theme: Theme) -> None:
        """Give every actor the opacity it should have now."""
        layers = self.layers
        for surface in self.surfaces.values():
            surface.set_opacity(layers.opacity(surface.layer, surface.id, surface.side), theme)
        self.bellies.draw()
        for name in self.tracts.layers:
            self.tracts.set_opacity(name, layers.opacity(name))
        cord = layers.opacity("cord", "spinal_cord")
        for name, actor in self._cord.items():
            actor.SetVisibility(cord > SEEN and not self._opened)
            opacity = min(1.0, 2.5 * cord) if name == "wall" else 0.8 * cord
            actor.GetProperty().SetOpacity(opacity)
        alone = self._segment is not None and self._segment.nerve is not None
        for actor in self._opened:
            actor.SetVisibility(alone or cord > SEEN)
        opened = BESIDE_HORN if self.has_horn else OPENED_LESION
        self.lesions.set_opacity(opened if self._opened else 1.0)
        self.marks.actor.SetVisibility(layers.opacity("muscle_marks") > SEEN)

    def show_muscles(self, prediction: Prediction | None, colouring: str, theme: Theme) -> None:
        """Colour marks and bellies for a prediction; weak bellies are shown more clearly."""
        self.marks.show(prediction, colouring)
        before = self.layers.weak
        self.bellies.show(muscle_strengths(prediction, abnormal=True), colouring)
        self.layers.weak = self.bellies.weak
        if before != self.layers.weak:
            self.clear(theme)
        self.bellies.draw()

    def clip(self, planes: list[Any]) -> None:
        """Cut everything but the lesions by planes."""
        for surface in self.surfaces.values():
            surface.clip(planes)
        self.tracts.clip("section", planes)
        self.marks.clip(planes)
        self.bellies.clip(planes)
        for levels in self._cord_levels:
            levels.clip(planes)

    @property
    def shown(self) -> set[str]:
        """The solid structures that are drawn now, by id."""
        found = {s.id for s in self.surfaces.values() if s.opacity > CAPPED and s.layer != "skin"}
        cord = self._cord and not self._opened and self.layers.opacity("cord", "spinal_cord") > SEEN
        return found | {"cord"} if cord else found

    def fit(self, eye: Eye) -> None:
        """Draw everything as fine as the pixels are where it stands, before a frame."""
        self.bellies.fit()
        if self.moving:
            return
        cord = [(levels.box_mm, levels.fit) for levels in self._cord_levels]
        shown = [s for s in self.surfaces.values() if s.levels is not None and s.opacity > SEEN]
        parts = cord + [(s.levels.box_mm, s.fit) for s in shown if s.levels is not None]
        if parts:
            pixels = eye.pixel_mm(*np.stack([box for box, _ in parts], axis=1))
            for (_, fit), pixel in zip(parts, pixels.tolist(), strict=True):
                fit(pixel)

    def set_moving(self, moving: bool, thrift: int = 0) -> None:
        """Draw less while something moves; thrift 2 leaves out faint glass, 3 all glass."""
        least = 0.0 if thrift < 2 else FAINT_BELOW if thrift == 2 else GLASS_BELOW
        least = 0.0 if self.keep_glass else least
        self.moving = moving
        self.tracts.set_moving(moving)
        if self._segment is not None and self._segment.horn is not None:
            self._segment.horn.set_moving(moving)
        self.lesions.set_moving(moving)
        self.marks.set_moving(moving)
        self.bellies.set_moving(moving, sparing=thrift > 0 and not self.keep_glass)
        for levels in self._cord_levels:
            levels.set_moving(moving)
        for twin in self._opened_twins:
            twin.set_moving(moving)
        for surface in self.surfaces.values():
            surface.set_light(moving, least)

    def cord_data(self) -> list[Any]:
        """Return the surfaces on which the cord can be picked now."""
        actors = [*self._cord.values(), *self._opened[:3]]
        full = {id(own.actor): own.full for own in self._cord_levels}
        full |= {id(twin.actor): twin.full for twin in self._opened_twins}
        return [
            full.get(id(actor), actor.GetMapper()).GetInput()
            for actor in actors
            if actor.GetVisibility()
        ]


def _twins(actors: list[Any], data: Any) -> list[Twin]:
    return [Twin(actor, data) for actor in actors]
