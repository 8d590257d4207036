"""Which labels a view shows and where."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy import Body, Cord, opposite
from visualizer.render.arrays import points_of
from visualizer.render.camera import vec3
from visualizer.render.cord import face_row
from visualizer.render.label import Label
from visualizer.render.maps import nearest_vertex
from visualizer.render.muscles import FULL, MuscleMarks
from visualizer.render.palette import strength_colour
from visualizer.render.parts import PART_OF_MUSCLE
from visualizer.render.presets import Preset
from visualizer.render.words import site_words

_CORTEX = {
    "cortex.precentral_gyrus.face_area": "motor cortex: face",
    "cortex.precentral_gyrus.hand_area": "motor cortex: hand",
    "cortex.precentral_gyrus.arm_area": "motor cortex: arm",
    "cortex.precentral_gyrus.trunk_area": "motor cortex: trunk",
    "cortex.paracentral_lobule.leg_area": "motor cortex: leg (medial wall)",
    "cortex.premotor": "premotor cortex",
    "cortex.supplementary_motor": "supplementary motor area (medial wall)",
}
_TRACT = (
    "corona_radiata", "internal_capsule.posterior_limb", "midbrain.crus_cerebri",
    "pons.basis", "medulla.pyramid", "medulla.pyramidal_decussation",
)  # fmt: skip
OF_SEGMENT_MM = 30.0  # what is farther from a segment is no part of it
BESIDE_MM = 45.0  # what is farther from a limb's nerves is no part of it
_NERVES = (
    "plexus.brachial.upper_trunk", "plexus.brachial.middle_trunk", "plexus.brachial.lower_trunk",
    "nerve.axillary", "nerve.musculocutaneous", "nerve.radial", "nerve.median", "nerve.ulnar",
    "nerve.femoral", "nerve.obturator", "nerve.sciatic", "nerve.tibial",
    "nerve.common_fibular", "nerve.deep_fibular",
)  # fmt: skip


@lru_cache(maxsize=512)
def site_label(body: Body, site: str, side: str, text: str | None = None) -> Label | None:
    """Label a site at the middle of its fibre points on a side (or on the midline)."""
    fibres = body.fibres
    found = [
        fibres.points_mm[fibres.points_at(i)]
        for i, s in enumerate(fibres.stations)
        if s.site == site and s.side in (side, "none")
    ]
    points = np.concatenate([np.zeros((0, 3)), *(f.astype(float) for f in found)])
    if not len(points):
        return None
    centre = np.median(points, axis=0)
    nearest = points[np.argmin(np.linalg.norm(points - centre, axis=1))]
    return Label(text or site_words(site), vec3(nearest))


@lru_cache(maxsize=64)
def crown_label(body: Body, site: str, side: str, text: str) -> Label | None:
    """Label an area of the cortex on the crown of its gyrus, where it is seen if any of it is."""
    plain, mesh = site_label(body, site, side, text), body.mesh(f"cortex.hemisphere.{side}")
    if plain is None or mesh is None or "sulc" not in mesh.vertex_data:
        return plain
    fibres = body.fibres
    starts = fibres.offsets[:-1]
    own = [i for i, s in enumerate(fibres.stations) if s.site == site and s.side == side]
    places = fibres.points_mm[starts[np.isin(fibres.station[starts], own)]]
    if not len(places):
        return plain
    away = np.linalg.norm(places - np.median(places, axis=0), axis=1)
    central = places[np.argsort(away)[: max(1, len(places) // 2)]]
    nearest = np.unique([nearest_vertex(mesh, vec3(place)) for place in central])
    best = int(nearest[np.argmin(np.asarray(mesh.vertex_data["sulc"])[nearest])])
    return replace(plain, place_mm=vec3(mesh.vertices_mm[best]), on_surface=True)


def view_labels(
    body: Body, preset: Preset, side: str, marks: MuscleMarks, segment: list[Label]
) -> list[Label]:
    """List the labels of a view; `segment` are those of the opened segment."""
    found: list[Label] = []
    for group in preset.labels:
        found += segment if group == "segment" else group_labels(body, group, side, marks)
    return found


def group_labels(body: Body, group: str, side: str, marks: MuscleMarks) -> list[Label]:
    """List the labels of a group: cortex, tract, nerve or muscles."""
    if group == "cortex":
        found = [crown_label(body, site, side, text) for site, text in _CORTEX.items()]
    elif group == "tract":
        found = [site_label(body, site, side) for site in _TRACT]
        crossed = site_label(
            body, "cord.lateral_corticospinal", opposite(side), "lateral corticospinal tract"
        )
        found.append(crossed)
    elif group == "nerve":
        found = [site_label(body, site, side) for site in _NERVES]
    else:
        found = list(weak_muscles(marks))
    return [label for label in found if label is not None]


def weak_muscles(marks: MuscleMarks, most: int = 12) -> list[Label]:
    """Label the weakest muscle of each body part and side with its strength in percent."""
    weakest: dict[tuple[str, str], tuple[float, tuple[str, str]]] = {}
    for key, value in marks.strength.items():
        group = (PART_OF_MUSCLE.get(key[0], key[0]), key[1])
        if value < FULL and value < weakest.get(group, (1.0, key))[0]:
            weakest[group] = (value, key)
    return [
        Label(f"{key[0].replace('_', ' ')} {100 * value:.0f} %", marks.places[key],
              strength_colour(value))
        for value, key in sorted(weakest.values())[:most]
    ]  # fmt: skip


def on_surface(labels: list[Label], body: Body, surfaces: Mapping[str, Any]) -> list[Label]:
    """Move the labels of the cortex with it, where its shape is another one."""
    return [_moved(label, body, surfaces) if label.on_surface else label for label in labels]


def _moved(label: Label, body: Body, surfaces: Mapping[str, Any]) -> Label:
    side = "right" if label.place_mm[0] > 0 else "left"
    mesh, drawn = body.mesh(f"cortex.hemisphere.{side}"), surfaces.get(f"cortex.hemisphere.{side}")
    if mesh is None or drawn is None:
        return label
    vertex = nearest_vertex(mesh, label.place_mm)
    return replace(label, place_mm=vec3(points_of(drawn.data)[vertex]))


def on_face(labels: list[Label], cord: Cord, segment: str) -> list[Label]:
    """Move labels of an opened segment, along the cord, onto its face: what is seen of it.

    With no segment ("") they stay.
    """
    if not segment or not len(cord.centre_mm):
        return labels
    row = face_row(cord, segment)
    centre, axis = cord.centre_mm[row], np.cross(cord.right[row], cord.anterior[row])
    found = []
    for label in labels:
        away = np.subtract(label.place_mm, centre)
        near = np.linalg.norm(away) < OF_SEGMENT_MM
        place = vec3(label.place_mm - (away @ axis) * axis) if near else label.place_mm
        found.append(replace(label, place_mm=place))
    return found


def near_limb(labels: list[Label], limb_mm: NDArray[np.floating]) -> list[Label]:
    """Keep the labels of a limb, given points along its nerves, (n, 3) mm."""
    if not len(limb_mm):
        return labels
    away = [np.linalg.norm(limb_mm - label.place_mm, axis=1).min() for label in labels]
    return [label for label, far in zip(labels, away, strict=True) if far < BESIDE_MM]


def without_repeats(labels: list[Label]) -> list[Label]:
    """Leave out a plain label that an important one already says."""
    said = [label.text for label in labels if label.important]
    return [
        label for label in labels
        if label.important or not any(label.text in text for text in said)
    ]  # fmt: skip
