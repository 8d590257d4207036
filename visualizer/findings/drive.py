"""Descending drive: what comes to every pool of motor neurons, and what that makes of it."""

import numpy as np
from numpy.typing import NDArray

from visualizer.findings.damage import Damage
from visualizer.findings.pools import Pools
from visualizer.findings.shares import within

Floats = NDArray[np.float64]


def arriving(
    pools: Pools, damage: Damage, unplanned: Floats, early: Floats | None = None
) -> Floats:
    """(r,) descending drive that comes through the cuts.

    Parameters
    ----------
    pools : Pools
    damage : Damage
    unplanned : (r,) float array
        Part of the drive that is lost with premotor cortex.
    early : (n + 1,) float array, optional
        How far each path is depressed in the first weeks.
    """
    near = 1.0 - damage.cortical_lost[pools.drivers[0]]
    cortex = np.minimum(
        1.0, (pools.contra * near + (1 - pools.contra) * near[pools.mate]) / pools.cortex_enough
    )
    paths = pools.part * (1.0 - damage.lost[pools.drivers])
    if early is not None:
        spared = 1.0 - pools.early * early[pools.drivers[0]]
        cortex = cortex * spared
        paths[0] *= spared
    cortex = pools.own + (1.0 - pools.own) * cortex
    paths[0] = np.maximum(paths[0] - unplanned, 0.0)
    whole: Floats = paths[0] + paths[1] + cortex * (paths[2] + paths[3])
    return whole


def effect(pools: Pools, drive: Floats) -> Floats:
    """(r,) share of its work that each pool does with the drive that arrives."""
    done = within(drive / pools.enough)
    steep = pools.steep  # the others do as much as the drive itself
    done[steep] **= pools.steepness[steep]
    return done
