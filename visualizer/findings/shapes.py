"""Shapes in space and the fibre segments within them."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy import Fibres, Volume
from visualizer.findings.sites import LesionError
from visualizer.scene import Ellipsoid, MaskShape, Patch, Shape, Sphere

STEP_MM = 0.5


class Region(Protocol):
    """A part of space."""

    def contains(self, points_mm: NDArray[np.floating]) -> NDArray[np.bool_]:
        """Tell which of the (n, 3) points lie within."""

    def bounds_mm(self) -> NDArray[np.float64]:
        """Return the (2, 3) lower and upper corner."""


@dataclass(frozen=True, slots=True, eq=False)
class Balls:
    """Union of ellipsoids of one size: (n, 3) centres and (3,) radii, mm."""

    centers_mm: NDArray[np.float64]
    radii_mm: NDArray[np.float64]

    def contains(self, points_mm: NDArray[np.floating]) -> NDArray[np.bool_]:
        """Tell which of the (n, 3) points lie within any of the balls."""
        inside = np.zeros(len(points_mm), dtype=bool)
        for center in self.centers_mm:
            inside |= (((points_mm - center) / self.radii_mm) ** 2).sum(axis=1) <= 1.0
        return inside

    def bounds_mm(self) -> NDArray[np.float64]:
        """Return the (2, 3) lower and upper corner."""
        low = self.centers_mm.min(axis=0) - self.radii_mm
        return np.stack([low, self.centers_mm.max(axis=0) + self.radii_mm])


def region_of(shape: Shape) -> Region:
    """Return the part of space that a sphere, ellipsoid, patch or mask takes.

    Raises
    ------
    LesionError
        If a mask has not been read, or the shape takes no part of space of its own.
    """
    if isinstance(shape, Sphere):
        return Balls(np.array([shape.center_mm]), np.full(3, shape.radius_mm))
    if isinstance(shape, Ellipsoid):
        return Balls(np.array([shape.center_mm]), np.array(shape.radii_mm))
    if isinstance(shape, Patch):
        return Balls(np.array(shape.points_mm), np.full(3, shape.radius_mm))
    if isinstance(shape, MaskShape) and shape.volume is not None:
        return shape.volume
    raise LesionError(f"the {shape.kind} has not been read")


def segments_in(region: Region | Volume, fibres: Fibres) -> NDArray[np.int64]:
    """Return the points at the start of every fibre segment that enters a region.

    Segments are sampled every half millimetre or finer, so that a region smaller than the
    spacing of the points is not missed.
    """
    low, high = region.bounds_mm()
    fibre_low, fibre_high = fibres.fibre_bounds
    near = np.flatnonzero(np.all((fibre_high >= low) & (fibre_low <= high), axis=1))
    if not len(near):
        return np.empty(0, dtype=np.int64)
    starts = _segment_starts(near, fibres)
    first, last = fibres.points_mm[starts], fibres.points_mm[starts + 1]
    crossing = np.all((np.maximum(first, last) >= low) & (np.minimum(first, last) <= high), axis=1)
    starts, first, last = starts[crossing], first[crossing], last[crossing]
    if not len(starts):
        return starts
    return np.unique(starts[_any_sample_inside(region, first, last)])


def _segment_starts(chosen: NDArray[np.int64], fibres: Fibres) -> NDArray[np.int64]:
    begin, end = fibres.offsets[chosen], fibres.offsets[chosen + 1] - 1
    lengths = end - begin
    shift = np.repeat(begin - np.concatenate([[0], np.cumsum(lengths)[:-1]]), lengths)
    return np.asarray(np.arange(lengths.sum()) + shift, dtype=np.int64)


def _any_sample_inside(
    region: Region | Volume, first: NDArray[np.float32], last: NDArray[np.float32]
) -> NDArray[np.bool_]:
    length = np.linalg.norm(last - first, axis=1)
    counts = np.maximum(2, np.ceil(length / STEP_MM).astype(np.int64) + 1)
    owner = np.repeat(np.arange(len(first)), counts)
    offset = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    part = (offset / (counts[owner] - 1))[:, None]
    inside = region.contains(first[owner] * (1 - part) + last[owner] * part)
    return np.bincount(owner, weights=inside, minlength=len(first)) > 0
