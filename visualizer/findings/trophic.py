"""Wasting, fasciculation and fibrillation of muscles that lost motor neurons."""

from collections.abc import Iterator
from functools import lru_cache, partial
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from visualizer.findings.because import Because
from visualizer.findings.compiled import Compiled
from visualizer.findings.deficits import CORD, MOTOR, ROOT, Deficits
from visualizer.findings.finding import Finding, Reason, filled, in_array
from visualizer.findings.reasons import Reasons, join

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
States = tuple[Bools, Bools]
"""For each unit whether a sign is there and whether that is doubtful."""
DOMAINS = ("wasting", "fasciculation", "fibrillation")
_VALUES = np.array(("absent", "present"), dtype=object)
_SURE = np.array(("expected", "possible"), dtype=object)


class Trophic:
    """Findings of denervation of one prediction."""

    def __init__(self, deficits: Deficits, reasons: Reasons) -> None:
        self._deficits = deficits
        self._reasons = reasons
        self._model = deficits.model
        self._numbers = deficits.model.knowledge.numbers

    def findings(self) -> Iterator[Finding]:
        """Yield wasting, fasciculation and fibrillation of every muscle with motor axons."""
        if not self._deficits.touched(MOTOR) and not self._deficits.ends.firing.any():
            for domain in DOMAINS:
                yield from _healthy(self._model, domain)[1].tolist()
            return
        yield from self._domain("wasting", self._wasted(), "wasting.denervation")
        yield from self._domain("fasciculation", self._twitching(), "fasciculation.cell")
        yield from self._domain("fibrillation", self._firing(), "fibrillation.axon")

    def _wasted(self) -> States:
        loss, ripe = self._deficits.denervated("wasting")
        sure = loss >= self._numbers["trophic.wasting_sure"]
        return _state(loss >= self._numbers["trophic.wasting_from"], ripe, sure)

    def _firing(self) -> States:
        """Fibres without their axon fire by themselves, and so do some that are sick."""
        least = self._numbers["trophic.fibrillation_from"]
        loss, ripe = self._deficits.denervated("fibrillation")
        loss, ripe = self._search(loss, ripe)
        there, doubtful = _state(loss >= least, ripe, loss >= 0.2)
        sick = self._deficits.ends.firing >= least
        return there | sick, doubtful | sick

    def _search(self, loss: Floats, ripe: Floats) -> tuple[Floats, Floats]:
        """Take the worst pool of a muscle laid out in segments: the needle is put there."""
        if not loss.any():
            return loss, ripe
        loss, ripe = loss.copy(), ripe.copy()
        pool_loss, pool_ripe = self._deficits.denervated_pools("fibrillation")
        for unit, pools in _in_segments(self._model):
            worst = pools[np.argmax(pool_loss[pools])]
            loss[unit], ripe[unit] = pool_loss[worst], pool_ripe[worst]
        return loss, ripe

    def _twitching(self) -> States:
        """Sick cells and roots twitch while some of the muscle's units live or still die."""
        cells, cell_ripe = self._deficits.denervated("fasciculation_cell", [CORD])
        roots, root_ripe = self._deficits.denervated("fasciculation_root", [ROOT])
        both = cells + roots
        ripe = (cells * cell_ripe + roots * root_ripe) / np.maximum(both, 1e-9)
        _, dying = self._deficits.denervated("dying_cells", [CORD])
        alive = self._deficits.unit_motor > self._numbers["trophic.fasciculation_units"]
        alive |= dying >= 0.5
        least = self._numbers["trophic.fasciculation_from"]
        axons = self._deficits.twitching_axons() >= least
        enough = (both >= least) & alive
        ripe = np.where(enough, ripe, axons)
        return _state(enough | axons, ripe, np.zeros(len(both), dtype=bool))

    def _domain(self, domain: str, states: States, rule: str) -> Iterator[Finding]:
        units, healthy = _healthy(self._model, domain)
        rows = healthy.copy()
        there, doubtful = (state[units] for state in states)
        at = np.flatnonzero(there | doubtful)
        make = partial(self._why, domain, rule)
        which, present = units[at].tolist(), there[at]
        made = zip(
            repeat(domain),
            *_names(self._model)[:, units[at]].tolist(),
            _VALUES[present.astype(np.int64)].tolist(),
            _SURE[doubtful[at].astype(np.int64)].tolist(),
            [
                Because(make, unit) if known else ()
                for unit, known in zip(which, present.tolist(), strict=True)
            ],
            *repeat(repeat(None), 7),
            strict=False,
        )
        rows[at] = in_array(map(filled, made))
        return iter(rows.tolist())

    def _why(self, domain: str, rule: str, unit: int) -> tuple[Reason, ...]:
        motor = self._reasons.motor(unit, rule)
        if domain != "fibrillation":
            return motor
        return join((motor, self._reasons.ends(unit, domain)))


@lru_cache(maxsize=4)
def _names(model: Compiled) -> NDArray[np.object_]:
    """(2, units) muscle and side of every unit."""
    return np.array(model.pools.units, dtype=object).reshape(-1, 2).T


@lru_cache(maxsize=12)
def _healthy(model: Compiled, domain: str) -> tuple[NDArray[np.int64], NDArray[np.object_]]:
    """Return the units that have motor axons, and their healthy findings."""
    pools = model.pools
    supplied = np.unique(pools.unit[pools.lmn != model.population_count])
    return supplied, in_array(
        Finding(domain, muscle, side, "absent")
        for muscle, side in (pools.units[unit] for unit in supplied.tolist())
    )


@lru_cache(maxsize=4)
def _in_segments(model: Compiled) -> tuple[tuple[int, NDArray[np.int64]], ...]:
    """Return the units whose segments are muscles of their own, with the pools of each."""
    named = model.knowledge.lists["trophic.in_segments"]
    return tuple(
        (unit, np.flatnonzero(model.pools.unit == unit))
        for unit, (muscle, _) in enumerate(model.pools.units)
        if muscle in named
    )


def _state(enough: Bools, ripe: Floats, sure: Bools) -> States:
    """Tell for each unit whether the sign is there and whether that is doubtful."""
    return enough & (ripe >= 0.5), enough & (~sure | (ripe < 0.98)) & (ripe > 0.02)
