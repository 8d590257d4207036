"""Places along fibres as distances from their start."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy import Fibres
from visualizer.findings.lengths import distances_mm, lengths_mm
from visualizer.findings.tables.electro import Place

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Bundle:
    """The fibres of a study that pass all its places.

    Attributes
    ----------
    fibres : (k,) int array
    weight : (k,) float array
        Sums to 1.
    length : (k,) float array
        From the start of the fibre to its end, mm.
    places : (places, k) float array
        Distance of each place from the start of each fibre, mm.
    """

    fibres: Ints
    weight: Floats
    length: Floats
    places: Floats


@lru_cache(maxsize=512)
def bundle(
    fibres: Fibres, populations: tuple[int, ...], places: tuple[Place, ...]
) -> Bundle | None:
    """Return those fibres of some populations that pass some places, or None."""
    chosen = np.flatnonzero(np.isin(fibres.population, np.array(populations, dtype=np.int64)))
    found = np.array([_distances(fibres, chosen, place) for place in places])
    whole = ~np.isnan(found).any(axis=0) if len(places) else np.ones(len(chosen), dtype=bool)
    if not whole.any():
        return None
    kept = chosen[whole]
    weight = fibres.weight[kept].astype(np.float64)
    at = found[:, whole] if len(places) else np.empty((0, len(kept)))
    return Bundle(kept, weight / weight.sum(), lengths_mm(fibres)[kept], at)


def _distances(fibres: Fibres, chosen: Ints, place: Place) -> Floats:
    """Return where a place lies along some fibres; NaN for one that does not pass it."""
    wanted = [
        i
        for i, station in enumerate(fibres.stations)
        if station.site == place.station and (station.level == place.level or not place.level)
    ]
    along, inside = distances_mm(fibres), np.isin(fibres.station, wanted)
    result = np.full(len(chosen), np.nan)
    for row, fibre in enumerate(chosen.tolist()):
        span = slice(fibres.offsets[fibre], fibres.offsets[fibre + 1])
        at = along[span][inside[span]]
        if not len(at):
            continue
        base = at[-1] if place.offset_mm > 0 else at[0] if place.offset_mm < 0 else at.mean()
        result[row] = np.clip(base + place.offset_mm, 0.0, along[span][-1])
    return result
