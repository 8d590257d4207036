"""The lesions on the stage, changed by id, with the ghost of one being placed."""

from typing import Any

import numpy as np

from visualizer.anatomy import Body
from visualizer.findings.finding import Prediction
from visualizer.render.camera import Vec3
from visualizer.render.label import Label
from visualizer.render.lesions import (
    LesionActors,
    build_actors,
    set_clear,
    set_selected,
)
from visualizer.render.named import lesion_surface
from visualizer.render.palette import LESION
from visualizer.render.solids import shape_surface
from visualizer.render.words import site_words
from visualizer.scene import Cut, Lesion, Scene, Shape, Slab, Sphere


class LesionLayer:
    """Keeps one pair of actors a lesion; equal lesions keep theirs."""

    def __init__(self, renderer: Any, body: Body) -> None:
        self._renderer, self._body = renderer, body
        self.items: dict[str, LesionActors] = {}
        self.lesions: dict[str, Lesion] = {}
        self.selected: str | None = None
        self._ghost: LesionActors | None = None
        self._ghost_label = ""
        self._opacity, self._moving = 1.0, False
        self.front: Any = None
        self._hidden = False

    def set_hidden(self, hidden: bool) -> None:
        """Show no lesion for a while, or show them again."""
        self._hidden = hidden
        for item in self.items.values():
            self._hide(item)

    def _hide(self, item: LesionActors) -> None:
        for actor in (*item.actors, item.through):
            actor.SetVisibility(not self._hidden)

    def set_opacity(self, opacity: float) -> None:
        """Draw the lesions clear, so that what is inside can be seen."""
        self._opacity = opacity
        for item in self.items.values():
            set_clear(item, opacity)

    def set_moving(self, moving: bool) -> None:
        """Draw coarser copies of heavy lesions while something moves."""
        self._moving = moving
        for item in self.items.values():
            for twin in item.twins:
                twin.set_moving(moving)

    @property
    def centres(self) -> list[Vec3]:
        """Centres of the lesions in the order of the scene, world RAS, mm."""
        return [item.centre_mm for item in self.items.values()]

    def show(self, scene: Scene, prediction: Prediction | None, selected: str | None) -> None:
        """Draw the lesions of a scene."""
        cuts = {p.lesion: p for p in (prediction.involvements if prediction is not None else ())}
        wanted = {lesion.id or f"#{i}": (i, lesion) for i, lesion in enumerate(scene.lesions)}
        for gone in [name for name in self.items if name not in wanted]:
            self._drop(self.items.pop(gone))
        kept: dict[str, LesionActors] = {}
        for name, (index, lesion) in wanted.items():
            cut = cuts.get(index)
            key = _key(lesion, cut)
            item = self.items.get(name)
            if item is None or item.key != key:
                if item is not None:
                    self._drop(item)
                data = lesion_surface(lesion, cut, self._body)
                item = self._add(key, data) if data is not None else None
            if item is not None:
                set_selected(item, name == selected)
                set_clear(item, self._opacity)
                if self._hidden:
                    self._hide(item)
                kept[name] = item
        self.items = kept
        self.lesions = {name: lesion for name, (_, lesion) in wanted.items()}
        self.selected = selected

    def _add(self, key: object, data: Any) -> LesionActors:
        item = build_actors(key, data)
        for twin in item.twins:
            twin.set_moving(self._moving)
        for actor in item.actors:
            self._renderer.AddActor(actor)
        if self.front is not None:
            self.front.AddActor(item.through)
        return item

    def _drop(self, item: LesionActors) -> None:
        for actor in item.actors:
            self._renderer.RemoveActor(actor)
        if self.front is not None:
            self.front.RemoveActor(item.through)

    def ghost(self, shape: Shape | None, label: str) -> None:
        """Show where a lesion would be placed, or nothing for None."""
        if self._ghost is not None:
            self._drop(self._ghost)
            self._ghost = None
        self._ghost_label = label
        data = shape_surface(shape, self._body) if shape is not None else None
        if data is not None:
            self._ghost = self._add(None, data)
            set_clear(self._ghost, 0.55)

    def labels(self) -> list[Label]:
        """Label each lesion, and the ghost, with its site in words."""
        if self._hidden:
            return []
        found = [
            Label(lesion_words(self.lesions[name]), item.centre_mm, LESION, True)
            for name, item in self.items.items()
        ]
        if self._ghost is not None and self._ghost_label:
            found.append(Label(self._ghost_label, self._ghost.centre_mm, LESION, True))
        return [label for label in found if label.text]

    def solids(self) -> dict[str, tuple[Any, str]]:
        """Return the triangles and the words of each lesion by id."""
        return {
            name: (item.solid, lesion_words(self.lesions[name]) or "lesion")
            for name, item in self.items.items()
        }

    def handles(self, right: Any, up: Any) -> dict[str, Any]:
        """Return the handles of the selected lesion in world mm, by name."""
        item = self.items.get(self.selected or "")
        lesion = self.lesions.get(self.selected or "")
        if item is None or lesion is None or lesion.shape is None or self._hidden:
            return {}
        centre = np.array(item.centre_mm)
        kind = lesion.shape.kind
        places = {"centre": centre}
        if kind in ("sphere", "ellipsoid", "patch"):
            size = getattr(lesion.shape, "radius_mm", None) or item.radius_mm * 0.58
            places["radius"] = centre + np.asarray(right) * size
            places["depth"] = centre + np.asarray(up) * size
        return places


def lesion_words(lesion: Lesion) -> str:
    """Say a lesion's place; a placed shape has its own words in the panels."""
    if lesion.site is not None:
        return site_words(lesion.site, lesion.side or "none", lesion.level or "")
    shape = lesion.shape
    if isinstance(shape, Cut):
        return "cut: " + site_words(shape.structure, shape.structure_side)
    if isinstance(shape, Slab):
        part = "" if shape.part == "whole" else f", {shape.part}"
        return f"cord {shape.levels}{part}"
    if isinstance(shape, Sphere):
        return f"lesion, {2 * shape.radius_mm:.0f} mm"
    return "" if shape is None else "lesion"


def _key(lesion: Lesion, cut: Any) -> object:
    if lesion.shape is not None or cut is None or not len(cut.point):
        return lesion
    return (lesion.site, lesion.side, lesion.level, len(cut.point), int(cut.point.sum()))
