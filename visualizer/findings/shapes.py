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

    def entered(
        self, first: NDArray[np.floating], last: NDArray[np.floating]
    ) -> NDArray[np.float64]:
        """Return where the segments from the (n, 3) first to the last points are inside.

        0 is at the first point, 1 at the last, NaN where a segment stays outside.
        """

    def bounds_mm(self) -> NDArray[np.float64]:
        """Return the (2, 3) lower and upper corner."""


@dataclass(frozen=True, slots=True, eq=False)
class Balls:
    """Union of ellipsoids of one size: (n, 3) centres and (3,) radii, mm."""

    centers_mm: NDArray[np.float64]
    radii_mm: NDArray[np.float64]

    def entered(
        self, first: NDArray[np.floating], last: NDArray[np.floating]
    ) -> NDArray[np.float64]:
        """Return where segments come nearest to the middle of a ball that they meet."""
        start = np.asarray(first, dtype=float) / self.radii_mm
        along = np.asarray(last, dtype=float) / self.radii_mm - start
        where = np.full(len(start), np.nan)
        reach = 1.0 + float(np.abs(along[:, 2]).max(initial=0.0))
        order = np.argsort(start[:, 2], kind="stable")
        start, along = start[order], along[order]
        length = np.maximum(np.einsum("ij,ij->i", along, along), 1e-12)
        centers = np.unique(self.centers_mm, axis=0) / self.radii_mm
        begin = np.searchsorted(start[:, 2], centers[:, 2] - reach, side="left")
        end = np.searchsorted(start[:, 2], centers[:, 2] + reach, side="right")
        for center, low, high in zip(centers, begin, end, strict=True):
            delta, run = center - start[low:high], along[low:high]
            part = np.clip(np.einsum("ij,ij->i", delta, run) / length[low:high], 0.0, 1.0)
            delta -= part[:, None] * run
            met = np.einsum("ij,ij->i", delta, delta) <= 1.0
            chosen = order[low:high][met]
            where[chosen] = np.fmin(where[chosen], part[met])
        return where

    def bounds_mm(self) -> NDArray[np.float64]:
        """Return the (2, 3) lower and upper corner."""
        low = self.centers_mm.min(axis=0) - self.radii_mm
        return np.stack([low, self.centers_mm.max(axis=0) + self.radii_mm])


@dataclass(frozen=True, slots=True, eq=False)
class Voxels:
    """The marked voxels of a volume."""

    volume: Volume

    def entered(
        self, first: NDArray[np.floating], last: NDArray[np.floating]
    ) -> NDArray[np.float64]:
        """Return where segments first enter a marked voxel, sampled every half millimetre."""
        samples, owner, part = samples_along(first, last)
        inside = self.volume.contains(samples)
        where = np.full(len(first), np.nan)
        np.fmin.at(where, owner[inside], part[inside])
        return where

    def bounds_mm(self) -> NDArray[np.float64]:
        """Return the (2, 3) lower and upper corner."""
        return self.volume.bounds_mm()


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
        return Voxels(shape.volume)
    raise LesionError(f"the {shape.kind} has not been read")


def points_in(region: Region, fibres: Fibres) -> NDArray[np.int64]:
    """Return the fibre points at which fibres enter a region.

    Whole segments are tested, so that a region smaller than the spacing of the points is
    not missed; of a segment inside, the nearer of its two points is returned.
    """
    low, high = region.bounds_mm()
    starts = fibres.segments.in_box(low, high)
    if not len(starts):
        return starts
    where = region.entered(fibres.points_mm[starts], fibres.points_mm[starts + 1])
    inside = ~np.isnan(where)
    return np.unique(starts[inside] + (where[inside] > 0.5))


def samples_along(
    first: NDArray[np.floating], last: NDArray[np.floating]
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.float64]]:
    """Sample segments every half millimetre or finer, both ends included.

    Returns
    -------
    samples : (n, 3) float array, mm
    owner : (n,) int array
        Index of the segment of each sample.
    part : (n,) float array
        Place along it, 0 at the first point and 1 at the last.
    """
    length = np.linalg.norm(last - first, axis=1)
    counts = np.maximum(2, np.ceil(length / STEP_MM).astype(np.int64) + 1)
    owner = np.repeat(np.arange(len(first)), counts)
    offset = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    part = offset / (counts[owner] - 1)
    return first[owner] * (1 - part[:, None]) + last[owner] * part[:, None], owner, part
