"""Fibres: weighted 3D polylines that sample populations of neurons."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy.segments import SegmentGrid
from visualizer.anatomy.sides import Side


@dataclass(frozen=True, slots=True)
class Population:
    """A group of neurons with one job and one side.

    Attributes
    ----------
    id : str
    kind : str
        Such as corticospinal, lmn, ia, afferent_large or centre; all are in assets/ANATOMY.md.
    side : Side
        Body side served.
    target : str
        What is served: a body part, muscle, skin territory, organ or function, by kind.
    segment : str
        Cord segment of the cell or synapse, "" where there is none.
    """

    id: str
    kind: str
    side: Side
    target: str
    segment: str


@dataclass(frozen=True, slots=True)
class Station:
    """A place that fibres run through: structure, side of the place and level."""

    site: str
    side: Side
    level: str


@dataclass(frozen=True, eq=False)
class Fibres:
    """All fibres of the body as flat arrays.

    Attributes
    ----------
    points_mm : (p, 3) float32 array
        World RAS, mm, from the cell to the target (afferents: from the muscle to the cord).
    offsets : (f + 1,) int array
        Fibre i has the points offsets[i]:offsets[i + 1].
    population : (f,) int array
        Index into `populations`.
    weight : (f,) float32 array
    station : (p,) int array
        Index into `stations` of each point; 0 is no named place.
    """

    points_mm: NDArray[np.float32]
    offsets: NDArray[np.int64]
    population: NDArray[np.int64]
    weight: NDArray[np.float32]
    station: NDArray[np.int64]
    populations: tuple[Population, ...]
    stations: tuple[Station, ...]

    @property
    def count(self) -> int:
        """Number of fibres."""
        return len(self.offsets) - 1

    @cached_property
    def fibre_of_point(self) -> NDArray[np.int64]:
        """(p,) index of the fibre each point belongs to."""
        return np.repeat(np.arange(self.count), np.diff(self.offsets))

    @cached_property
    def segments(self) -> SegmentGrid:
        """The segments between neighbouring points, findable by place."""
        return SegmentGrid(self.points_mm, self.offsets)

    @cached_property
    def stations_by_place(self) -> dict[tuple[str, str, str], int]:
        """Index of each station by (site, side, level)."""
        return {(s.site, s.side, s.level): i for i, s in enumerate(self.stations)}

    @cached_property
    def stations_by_site(self) -> dict[str, list[int]]:
        """Indices of the stations of each site."""
        found: dict[str, list[int]] = {}
        for i, station in enumerate(self.stations):
            found.setdefault(station.site, []).append(i)
        return found

    @cached_property
    def points_by_station(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Point indices sorted by station, and the (stations + 1,) offsets into them."""
        order = np.argsort(self.station, kind="stable")
        counts = np.bincount(self.station, minlength=len(self.stations))
        return order, np.concatenate([[0], np.cumsum(counts)])

    def points_at(self, station: int) -> NDArray[np.int64]:
        """Return the indices of the points at a station."""
        order, offsets = self.points_by_station
        return order[offsets[station] : offsets[station + 1]]

    def fibre(self, index: int) -> NDArray[np.float32]:
        """Return the (n, 3) points of one fibre, mm."""
        return self.points_mm[self.offsets[index] : self.offsets[index + 1]]

    def fibres_of(self, population: int) -> NDArray[np.int64]:
        """Return the indices of the fibres of one population."""
        return np.flatnonzero(self.population == population)
