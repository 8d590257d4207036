"""Where across a nerve a process bites: fibres at its rim and fibres in its core."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from visualizer.findings.compiled import PLACES, Compiled
from visualizer.findings.finding import Involvement

_AXON = PLACES.index("axon")


def bitten(involvement: Involvement, rim: Mapping[str, float], model: Compiled) -> Involvement:
    """Return a lesion with the fibres that lie at the rim of a nerve hit less or more.

    Ischaemia takes the core of a nerve, pressure its rim first; only cuts in a nerve outside
    the brain and the cord are changed.

    Parameters
    ----------
    involvement : Involvement
    rim : mapping of str to float
        Times that fibres of a kind at the rim are hit as much as those in the core.
    model : Compiled
    """
    if not rim or involvement.diffuse:
        return involvement
    by_population = _by_population(model, tuple(rim.items()))
    times = by_population[model.fibres.population[involvement.fibres]]
    times[model.places(involvement) != _AXON] = 1.0
    if (times == 1.0).all():
        return involvement
    return replace(involvement, fraction=np.minimum(involvement.fraction * times, 1.0))


@lru_cache(maxsize=16)
def _by_population(model: Compiled, rim: tuple[tuple[str, float], ...]) -> NDArray[np.float64]:
    times = dict(rim)
    return np.array([times.get(p.kind, 1.0) for p in model.fibres.populations])
