"""What lesion fits where the cursor is, and how a placed lesion moves and grows: pure."""

from dataclasses import replace

import numpy as np

from visualizer.anatomy import SEGMENTS, Body, segment_index
from visualizer.scene import (
    Cut,
    Ellipsoid,
    Lesion,
    Patch,
    Pick,
    Shape,
    Slab,
    Sphere,
)
from visualizer.ui.wording import site_words

BRAIN_RADIUS_MM = 8.0
BRAINSTEM_RADIUS_MM = 3.0
MIN_RADIUS_MM = 1.0
MAX_RADIUS_MM = 60.0
_BRAINSTEM = ("brainstem", "midbrain", "pons", "medulla", "foramen_magnum")
_BRAIN = ("cortex", "corona_radiata", "internal_capsule", "thalamus", "deep", "cerebellum")
_CUT = ("root", "plexus", "nerve", "cauda_equina")


def lesion_for(pick: Pick, body: Body) -> Lesion | None:
    """Return the lesion that fits what was picked, None where none does."""
    group = pick.structure.split(".", 1)[0]
    if pick.kind == "lesion":
        return None
    if pick.kind == "cord" or group == "cord":
        level = pick.level if pick.level in SEGMENTS else _level_at(pick, body)
        return Lesion(shape=Slab(level), extent="complete")
    if pick.kind == "nerve" or group in _CUT:
        if pick.side not in ("left", "right"):
            return None
        cut = Cut(pick.position_mm, pick.structure, pick.side)
        return Lesion(shape=cut, extent="complete")
    radius = _radius(pick, body)
    if radius is None:
        return None
    return Lesion(shape=Sphere(pick.position_mm, radius), extent="complete")


def _radius(pick: Pick, body: Body) -> float | None:
    structure = body.structures.get(pick.structure)
    layer = "" if structure is None else structure.layer
    group = pick.structure.split(".", 1)[0]
    if layer == "brainstem" or group in _BRAINSTEM:
        return BRAINSTEM_RADIUS_MM
    if layer in ("cortex", "deep") or group in _BRAIN:
        return BRAIN_RADIUS_MM
    return BRAIN_RADIUS_MM if pick.kind == "fibre" and group != "muscle" else None


def _level_at(pick: Pick, body: Body) -> str:
    row, _, _ = body.cord.locate(np.array([pick.position_mm]))
    return SEGMENTS[int(body.cord.segment[row[0]])]


def place_words(pick: Pick | None, lesion: Lesion | None) -> str:
    """Say what a click would make here."""
    if pick is None:
        return "Point at the brain, the cord, a root or a nerve"
    place = pick.label or site_words(pick.structure, pick.side, pick.level)
    if lesion is None:
        return f"{place}: nothing to place here"
    shape = lesion.shape
    if isinstance(shape, Slab):
        return f"Spinal cord {shape.levels}: slab"
    if isinstance(shape, Cut):
        return f"{place}: cut"
    if isinstance(shape, Sphere):
        return f"{place}: sphere {shape.radius_mm:g} mm"
    return place


def moved(shape: Shape, delta_mm: np.ndarray, body: Body) -> Shape:
    """Return a shape shifted by a (3,) vector in mm; a slab moves along the cord."""
    step = np.asarray(delta_mm, dtype=float)
    if isinstance(shape, Sphere | Ellipsoid | Cut):
        return replace(shape, center_mm=_point(np.array(shape.center_mm) + step))
    if isinstance(shape, Patch):
        points = tuple(_point(np.array(p) + step) for p in shape.points_mm)
        return replace(shape, points_mm=points)
    if isinstance(shape, Slab):
        rows = np.flatnonzero(body.cord.segment == segment_index(shape.levels.split("-")[0]))
        row, _, _ = body.cord.locate(body.cord.centre_mm[rows].mean(axis=0)[None] + step)
        return _slab_to(shape, int(body.cord.segment[row[0]]))
    return shape


def _slab_to(shape: Slab, first: int) -> Slab:
    low, _, high = shape.levels.partition("-")
    span = segment_index(high) - segment_index(low) if high else 0
    first = min(first, len(SEGMENTS) - 1 - span)
    text = SEGMENTS[first] if span == 0 else f"{SEGMENTS[first]}-{SEGMENTS[first + span]}"
    return replace(shape, levels=text)


def at_pick(shape: Shape, pick: Pick, body: Body) -> Shape:
    """Return a shape carried to a picked place, where it fits there."""
    if isinstance(shape, Slab):
        return _slab_to(shape, segment_index(_level_at(pick, body)))
    if isinstance(shape, Cut):
        found = lesion_for(pick, body)
        if found is not None and isinstance(found.shape, Cut):
            return found.shape
        return shape
    if isinstance(shape, Sphere | Ellipsoid):
        return replace(shape, center_mm=pick.position_mm)
    return shape


def resized(shape: Shape, steps: int) -> Shape:
    """Grow (or shrink) a shape: 1 mm a step, one segment a step for a slab."""
    if isinstance(shape, Sphere | Patch):
        return replace(shape, radius_mm=_radius_step(shape.radius_mm, steps))
    if isinstance(shape, Ellipsoid):
        x, y, z = (_radius_step(r, steps) for r in shape.radii_mm)
        return replace(shape, radii_mm=(x, y, z))
    if isinstance(shape, Slab):
        low, _, high = shape.levels.partition("-")
        last = segment_index(high or low) + steps
        last = max(segment_index(low), min(last, len(SEGMENTS) - 1))
        return replace(shape, levels=low if SEGMENTS[last] == low else f"{low}-{SEGMENTS[last]}")
    return shape


def _radius_step(radius_mm: float, steps: int) -> float:
    size = 0.5 if radius_mm <= 4 else 1.0
    return float(np.clip(radius_mm + size * steps, MIN_RADIUS_MM, MAX_RADIUS_MM))


def _point(values: np.ndarray) -> tuple[float, float, float]:
    x, y, z = (round(float(v), 3) for v in values)
    return x, y, z
