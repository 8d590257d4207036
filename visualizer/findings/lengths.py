"""Lengths along fibres, measured once for a body."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy import Fibres
from visualizer.anatomy.landmarks import DORSAL_GANGLION

Floats = NDArray[np.float64]


@lru_cache(maxsize=4)
def distances_mm(fibres: Fibres) -> Floats:
    """Return the (p,) distance of every fibre point from the start of its fibre."""
    step = np.linalg.norm(np.diff(fibres.points_mm, axis=0), axis=1)
    along = np.concatenate([[0.0], np.cumsum(step, dtype=np.float64)])
    distance: Floats = along - np.repeat(along[fibres.offsets[:-1]], np.diff(fibres.offsets))
    distance.setflags(write=False)  # kept: whoever changes it works on a copy
    return distance


@lru_cache(maxsize=4)
def lengths_mm(fibres: Fibres) -> Floats:
    """Return the (f,) length of every fibre."""
    length: Floats = distances_mm(fibres)[fibres.offsets[1:] - 1]
    length.setflags(write=False)
    return length


def lengths_to_ganglion_mm(fibres: Fibres) -> Floats:
    """Return the (f,) length of every fibre from its start to its dorsal root ganglion.

    A fibre without one has its whole length.
    """
    ganglia = [i for i, s in enumerate(fibres.stations) if s.site == DORSAL_GANGLION]
    points = np.flatnonzero(np.isin(fibres.station, ganglia))
    whole = lengths_mm(fibres).copy()
    owner, first = np.unique(fibres.fibre_of_point[points], return_index=True)
    whole[owner] = distances_mm(fibres)[points[first]]
    return whole
