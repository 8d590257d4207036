"""Regrowth of motor and skin axons whose sheath is whole, by the distance to go."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy import Fibres
from visualizer.findings.compiled import Compiled
from visualizer.findings.finding import Involvement
from visualizer.findings.lengths import distances_mm
from visualizer.findings.timing import PERIPHERAL, Timing

Floats = NDArray[np.float64]
OUTWARD = ("lmn",)
INWARD = ("afferent_large", "afferent_small", "ia")


def regrown(
    involvements: Sequence[Involvement], timings: Sequence[Timing], model: Compiled
) -> tuple[Floats | None, ...]:
    """Return for each lesion the share of every interrupted fibre that has grown back.

    An axon grows from the cut to the muscle, or back to the skin, at a steady rate after a
    delay. Only degenerated axons in root and nerve do, and only where the process lets them;
    None where nothing grows.
    """
    return tuple(
        _one(inv, timing, model) if timing.regrows else None
        for inv, timing in zip(involvements, timings, strict=True)
    )


def _one(inv: Involvement, timing: Timing, model: Compiled) -> Floats:
    numbers = model.knowledge.numbers
    fibres = model.fibres
    to_go = _distance(fibres, inv)
    outside = np.isin(model.places(inv), PERIPHERAL)
    covered = (timing.days - numbers["regrowth.delay_days"]) * numbers["regrowth.mm_per_day"]
    spread = numbers["regrowth.spread_mm"]
    arrived = np.clip((covered - to_go) / spread + 0.5, 0.0, 1.0)
    grown: Floats = np.where(outside, timing.axonal * timing.regrows * arrived, 0.0)
    return grown


def _distance(fibres: Fibres, inv: Involvement) -> Floats:
    """(k,) mm from each cut to the end that has degenerated; infinite where none grows back."""
    along = distances_mm(fibres)
    outward, inward = (_of_kind(fibres, kinds)[inv.fibres] for kinds in (OUTWARD, INWARD))
    last = along[fibres.offsets[inv.fibres + 1] - 1]
    here = along[inv.point]
    return np.where(outward, last - here, np.where(inward, here, np.inf))


@lru_cache(maxsize=8)
def _of_kind(fibres: Fibres, kinds: tuple[str, ...]) -> NDArray[np.bool_]:
    chosen = np.array([p.kind in kinds for p in fibres.populations], dtype=bool)
    found: NDArray[np.bool_] = chosen[fibres.population]
    return found
