"""Chooses among what lies under the cursor: lesion, fibre, cord or surface."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy import Body
from visualizer.render.camera import vec3
from visualizer.render.lesion_layer import LesionLayer, lesion_words
from visualizer.render.picking import (
    PICK_PIXELS,
    FibrePicker,
    Hit,
    Locators,
    Ray,
    cord_pick,
    fibre_pick,
    mesh_pick,
)
from visualizer.render.surfaces import GLASS_BELOW, Surface
from visualizer.render.tracts import Tracts
from visualizer.scene import Pick

NEAR_SURFACE_MM = 4.0
FAINT_BELOW = 0.28  # fainter glass is only there to look through
BACKGROUND_MM = 25.0  # what is this far behind clearer glass is not meant by a click on it
_SEEN = 0.05
_ALIKE = 0.08  # of the opacities of glass that looks equally clear


class Picker:
    """Picks on the stage; locators are built once for each surface."""

    def __init__(
        self, body: Body, surfaces: dict[str, Surface], tracts: Tracts, lesions: LesionLayer
    ) -> None:
        self._body, self._surfaces = body, surfaces
        self._tracts, self._lesions = tracts, lesions
        self._locators = Locators()
        self._fibres = FibrePicker(body)

    def pick(
        self,
        x: float,
        y: float,
        ray: Ray,
        project: Callable[[NDArray[Any]], NDArray[Any]],
        camera_key: object,
        cord: list[Any],
        pixels: float = PICK_PIXELS,
    ) -> Pick | None:
        """Return what is under display pixel (x, y), None for the background."""
        solid, glass = self._surface_hits(ray)
        cord_hit = self._first([self._locators.hit(data, ray) for data in cord])
        lesion = self._lesion(ray)
        blockers = [h.share for h in (solid[1] if solid else None, cord_hit) if h is not None]
        reach = min(blockers, default=np.inf)
        slack = NEAR_SURFACE_MM / float(np.linalg.norm(ray.stop - ray.start))
        if lesion is not None and lesion[1] <= reach + slack:
            return lesion[0]
        fibre = self._fibre(x, y, ray, project, camera_key, reach + slack, pixels)
        if fibre is not None:
            return fibre
        if cord_hit is not None and (solid is None or cord_hit.share <= solid[1].share):
            return cord_pick(self._body, cord_hit)
        chosen = glass if _before_background(glass, solid, ray) else solid or glass
        if chosen is None:
            return None
        surface, hit = chosen
        place = replace(hit, position_mm=surface.own_place(hit.position_mm))
        return mesh_pick(self._body, surface.id, surface.side, place)

    def _surface_hits(
        self, ray: Ray
    ) -> tuple[tuple[Surface, Hit] | None, tuple[Surface, Hit] | None]:
        solid: tuple[Surface, Hit] | None = None
        glass: tuple[Surface, Hit] | None = None
        for surface in self._surfaces.values():
            if surface.opacity < _SEEN:
                continue
            hit = self._locators.hit(surface.data, ray)
            if hit is None:
                continue
            if surface.opacity >= GLASS_BELOW:
                if solid is None or hit.share < solid[1].share:
                    solid = (surface, hit)
            elif glass is None or _rather(surface, hit, glass):
                glass = (surface, hit)
        return solid, glass

    def _lesion(self, ray: Ray) -> tuple[Pick, float] | None:
        best: tuple[Pick, float] | None = None
        for name, item in self._lesions.items.items():
            hit = self._locators.hit(item.body.GetMapper().GetInput(), ray)
            if hit is not None and (best is None or hit.share < best[1]):
                lesion = self._lesions.lesions[name]
                side = lesion.side or ("right" if item.centre_mm[0] > 0 else "left")
                pick = Pick(hit.position_mm, "lesion", name, side, lesion.level or "",
                            lesion_words(lesion), -1, hit.normal)  # fmt: skip
                best = (pick, hit.share)
        return best

    def _fibre(
        self, x: float, y: float, ray: Ray, project: Any, key: object, reach: float, pixels: float
    ) -> Pick | None:
        tracts = self._tracts
        if not tracts.fibres.count:
            return None
        near = self._fibres.near(x, y, tracts.drawn, project, key, pixels)
        if not len(near):
            return None
        length = float(np.linalg.norm(ray.stop - ray.start))
        away = (tracts.fibres.points_mm[near] - ray.start) @ ray.direction / length
        near = near[away <= reach]
        if not len(near):
            return None
        return fibre_pick(self._body, int(near[0]), vec3(-ray.direction))

    @staticmethod
    def _first(hits: list[Hit | None]) -> Hit | None:
        found = [hit for hit in hits if hit is not None]
        return min(found, key=lambda hit: hit.share, default=None)

    def forget(self) -> None:
        """Drop every cached locator."""
        self._locators = Locators()


def _before_background(
    glass: tuple[Surface, Hit] | None, solid: tuple[Surface, Hit] | None, ray: Ray
) -> bool:
    """Tell whether what is solid is only the background of clear but not faint glass."""
    if glass is None or solid is None or glass[0].opacity < FAINT_BELOW:
        return False
    between = (solid[1].share - glass[1].share) * float(np.linalg.norm(ray.stop - ray.start))
    return between > BACKGROUND_MM


def _rather(surface: Surface, hit: Hit, other: tuple[Surface, Hit]) -> bool:
    """Tell whether a click means one glass thing rather than another.

    Skin is the last that a click means. Of the rest the more solid one counts, however far
    behind it is: what is fainter is only there to look through. Of equals the nearest counts.
    """
    if (surface.layer == "skin") != (other[0].layer == "skin"):
        return other[0].layer == "skin"
    if abs(surface.opacity - other[0].opacity) > _ALIKE:
        return surface.opacity > other[0].opacity
    return hit.share < other[1].share
