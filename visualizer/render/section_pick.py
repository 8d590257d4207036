"""What is at a place of a section, as a pick."""

import numpy as np

from visualizer.anatomy import SEGMENTS, Body
from visualizer.render.camera import vec3
from visualizer.render.picking import fibre_pick
from visualizer.render.section import Region, Section
from visualizer.render.words import sided
from visualizer.scene import Pick


def pick_at(body: Body, section: Section, x: float, y: float, within_mm: float) -> Pick | None:
    """Return the lesion, fibre or structure at a place in the plane, None for nothing.

    `within_mm` is how near to the place a fibre must be.
    """
    place = vec3(section.plane.place([(x, y)])[0])
    normal = section.plane.normal
    for lesion in reversed(section.lesions):
        if lesion.contains(x, y):
            return Pick(place, "lesion", lesion.id, "none", "", lesion.name, -1, normal)
    point = section.dots.nearest(x, y, within_mm)
    if point >= 0:
        return fibre_pick(body, point, normal)
    region = section.at(x, y)
    return None if region is None else _region_pick(body, region, place, normal)


def _region_pick(
    body: Body,
    region: Region,
    place: tuple[float, float, float],
    normal: tuple[float, float, float],
) -> Pick:
    name = region.name if region.name.isupper() else region.name[:1].lower() + region.name[1:]
    if region.layer.startswith("cord"):
        row, _, _ = body.cord.locate(np.array([place]))
        level = SEGMENTS[int(body.cord.segment[row[0]])]
        label = f"{sided(name, region.side)} at {level}"
        site = region.id if region.kind == "zone" else "cord"
        return Pick(place, "cord", site, region.side, level, label, -1, normal)
    return Pick(place, "mesh", region.id, region.side, "", sided(name, region.side), -1, normal)
