"""Planes that the body is cut with, and where the classic levels are."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from visualizer.anatomy import SEGMENTS, Body, Volume, segment_index
from visualizer.render.camera import Vec3, vec3
from visualizer.render.neuraxis import Neuraxis, neuraxis
from visualizer.scene import SectionView

Points = NDArray[np.float64]
MARGIN_MM = 30.0
_AXIS = {"axial": 2, "coronal": 1, "sagittal": 0}


@dataclass(frozen=True, slots=True)
class SectionPlane:
    """A plane and how it is looked at.

    Attributes
    ----------
    origin_mm, right, up, normal : (x, y, z)
        World RAS; `right` and `up` are those of the picture, `normal` points to the viewer.
    letters : (left, right, top, bottom)
        The patient's directions at the edges of the picture.
    words : str
        The level in words.
    half_mm : float
        Half the height of what a first look shows.
    """

    origin_mm: Vec3
    right: Vec3
    up: Vec3
    normal: Vec3
    letters: tuple[str, str, str, str]
    words: str
    half_mm: float

    def flat(self, points_mm: NDArray[np.floating]) -> Points:
        """Return the (n, 2) picture coordinates, mm, of (n, 3) world points."""
        rel = np.asarray(points_mm, dtype=float) - self.origin_mm
        return np.asarray(rel @ np.array([self.right, self.up]).T)

    def distance(self, points_mm: NDArray[np.floating]) -> Points:
        """Return how far (n, 3) world points are before the plane, mm."""
        return np.asarray((np.asarray(points_mm) - self.origin_mm) @ np.array(self.normal))

    def place(self, flat_mm: ArrayLike) -> Points:
        """Return the (n, 3) world points of (n, 2) picture coordinates."""
        frame = np.array([self.right, self.up])
        return np.asarray(np.asarray(flat_mm, dtype=float) @ frame + self.origin_mm)


def plane_of(body: Body, view: SectionView, radiological: bool = True) -> SectionPlane:
    """Return the plane of a view.

    Axial planes are seen from below and coronal ones from the front in the `radiological`
    convention (the patient's right is at the left of the picture), from above and from behind
    in the neurological one. Sagittal planes have the face at the left in both.
    """
    turn = -1.0 if radiological else 1.0
    sides = ("R", "L") if radiological else ("L", "R")
    axis = neuraxis(body)
    at = view.at_mm
    if view.plane == "cord" and len(axis.centre_mm):
        row = axis.row(at)
        right, up = turn * axis.right[row], axis.anterior[row]
        half = axis.half_mm[row]
        return _plane(axis.centre_mm[row], right, up, (*sides, "A", "P"), axis.words(row), half)
    if view.plane == "free" and view.normal is not None:
        return _free(view.normal, at, body)
    middle = _middle(body)
    if view.plane == "coronal":
        words = f"coronal, y {at:.0f} mm"
        up, start = np.array([0.0, 0, 1]), np.array([0.0, at, middle[2]])
        return _plane(start, np.array([turn, 0, 0]), up, (*sides, "S", "I"), words, 85.0)
    if view.plane == "sagittal":
        side = "midline" if abs(at) < 0.5 else f"{'right' if at > 0 else 'left'} {abs(at):.0f} mm"
        up, start = np.array([0.0, 0, 1]), np.array([at, middle[1], middle[2]])
        letters = ("A", "P", "S", "I")
        return _plane(start, np.array([0, -1.0, 0]), up, letters, f"sagittal, {side}", 85.0)
    start = np.array([0.0, middle[1], at])
    half = 100.0 if at > middle[2] - 90.0 else 240.0
    words = f"axial, {at:.0f} mm above the soles"
    return _plane(start, np.array([turn, 0, 0]), np.array([0, 1.0, 0]), (*sides, "A", "P"),
                  words, half)  # fmt: skip


def _plane(
    origin: Points, right: Points, up: Points, letters: tuple[str, ...], words: str, half: float
) -> SectionPlane:
    left, other, top, bottom = letters
    normal = np.cross(right, up)
    named = (left, other, top, bottom)
    return SectionPlane(vec3(origin), vec3(right), vec3(up), vec3(normal), named, words, half)


def _free(normal: Vec3, at: float, body: Body) -> SectionPlane:
    back = np.asarray(normal, dtype=float) / np.linalg.norm(normal)
    up = np.array([0.0, 0, 1]) if abs(back[2]) < 0.9 else np.array([0.0, 1, 0])
    right = np.cross(up, back)
    right /= np.linalg.norm(right)
    up = np.cross(back, right)
    middle = _middle(body)
    origin = middle + (at - middle @ back) * back
    letters = tuple(_letter(v) for v in (-right, right, up, -up))
    return _plane(origin, right, up, letters, "free plane", 100.0)


def _letter(direction: Points) -> str:
    """Name a direction by its greatest part, and by the next where that is nearly as great."""
    order = np.argsort(-np.abs(direction))
    names = [("RL", "AP", "SI")[i][int(direction[i] < 0)] for i in order]
    return names[0] + (names[1] if abs(direction[order[1]]) > 0.6 else "")


def _middle(body: Body) -> Points:
    """Return the middle of the head: what coronal and sagittal sections are centred on."""
    cord = body.cord.centre_mm
    top = cord[0] if len(cord) else np.zeros(3)
    return np.array([0.0, top[1] + 12.0, top[2] + 55.0])


def span(body: Body, plane: str, normal: Vec3 | None = None) -> tuple[float, float]:
    """Return the least and the greatest `at_mm` of a kind of plane."""
    axis = neuraxis(body)
    if plane == "cord" and len(axis.along_mm):
        return float(axis.along_mm[0]), float(axis.along_mm[-1])
    low, high = _bounds(body)
    if plane == "free" and normal is not None:
        back = np.asarray(normal) / np.linalg.norm(normal)
        middle, reach = float((low + high) / 2 @ back), float(np.abs(back) @ (high - low) / 2)
        return middle - reach, middle + reach
    number = _AXIS.get(plane, 2)
    return float(low[number]), float(high[number])


def _bounds(body: Body) -> tuple[Points, Points]:
    points = body.fibres.points_mm
    if not len(points):
        return np.full(3, -100.0), np.full(3, 100.0)
    low, high = points.min(axis=0), points.max(axis=0)
    return np.asarray(low, float) - MARGIN_MM, np.asarray(high, float) + MARGIN_MM


def through(body: Body, view: SectionView, place_mm: Vec3) -> SectionView:
    """Move a plane so that it runs through a place of the body."""
    if view.plane == "cord":
        axis = neuraxis(body)
        return replace(view, at_mm=axis.nearest(np.asarray(place_mm, dtype=float)))
    if view.plane == "free" and view.normal is not None:
        back = np.asarray(view.normal) / np.linalg.norm(view.normal)
        return replace(view, at_mm=float(np.asarray(place_mm) @ back))
    return replace(view, at_mm=float(place_mm[_AXIS.get(view.plane, 2)]))


# name: (plane, the first of these sites that the body has)
_BRAIN_LEVELS: dict[str, tuple[str, tuple[str, ...]]] = {
    "capsule": ("axial", ("internal_capsule.posterior_limb",)),
    "midbrain": ("cord", ("midbrain.crus_cerebri",)),
    "pons": ("cord", ("pons.facial_nucleus", "pons.basis")),
    "olive": ("cord", ("medulla.olive", "medulla.inferior_olive", "medulla.pyramid")),
    "decussation": ("cord", ("medulla.pyramidal_decussation",)),
}
_CORD_LEVELS = ("C5", "C8", "T6", "L4", "S2")


def level_names() -> tuple[str, ...]:
    """List the classic levels by name, rostral to caudal."""
    return (*_BRAIN_LEVELS, *_CORD_LEVELS)


def level(body: Body, name: str) -> SectionView:
    """Return the plane of a classic level or of any cord segment.

    Raises
    ------
    ValueError
        If there is no level of that name in the body.
    """
    if name in _BRAIN_LEVELS:
        plane, sites = _BRAIN_LEVELS[name]
        for site in sites:
            centre = site_centre(body, site)
            if centre is not None:
                return through(body, SectionView(plane), centre)
        raise ValueError(f"the body has no {name}")
    if name not in SEGMENTS:
        known = ", ".join(level_names())
        raise ValueError(f"unknown level {name!r}; choose from {known} or a cord segment")
    rows = np.flatnonzero(body.cord.segment == segment_index(name))
    if not len(rows):
        raise ValueError(f"the cord has no {name}")
    return through(body, SectionView("cord"), vec3(body.cord.centre_mm[rows[len(rows) // 2]]))


def along(view: SectionView) -> Points:
    """Return the direction, world RAS, in which `at_mm` grows."""
    if view.plane == "free" and view.normal is not None:
        return np.asarray(np.array(view.normal) / np.linalg.norm(view.normal))
    if view.plane == "cord":
        return np.array([0.0, 0.0, -1.0])
    return np.eye(3)[_AXIS[view.plane]]


def site_centre(body: Body, site: str) -> Vec3 | None:
    """Return the middle of a site on both sides: of its volume, else of its fibre points."""
    found = [_centroid(v) for (name, _), v in body.volumes.items() if name == site]
    if not found:
        fibres = body.fibres
        places = [i for i, s in enumerate(fibres.stations) if s.site == site]
        found = [fibres.points_mm[fibres.points_at(i)].mean(axis=0) for i in places
                 if len(fibres.points_at(i))]  # fmt: skip
    return vec3(np.mean(found, axis=0)) if found else None


def _centroid(volume: Volume) -> Points:
    inverse = np.linalg.inv(volume.world_to_voxel)
    return np.asarray(inverse[:3, :3] @ np.argwhere(volume.mask).mean(axis=0) + inverse[:3, 3])


def parse_section(body: Body, text: str) -> SectionView:
    """Read "axial@1590", "sagittal@0", "cord@C5", "cord@-12" or the name of a level.

    Raises
    ------
    ValueError
        If the text is none of these.
    """
    plane, at, where = text.strip().partition("@")
    if not at:
        return level(body, plane)
    if plane not in ("axial", "coronal", "sagittal", "cord"):
        raise ValueError(f"unknown plane {plane!r}; choose from axial, coronal, sagittal, cord")
    if plane == "cord" and where[:1].isalpha():
        return level(body, where)
    try:
        return SectionView(plane, float(where))
    except ValueError:
        raise ValueError(f"{text!r}: a place in mm must follow the @") from None


__all__ = [
    "Neuraxis", "SectionPlane", "along", "level", "level_names", "parse_section", "plane_of",
    "site_centre", "span", "through",
]  # fmt: skip
