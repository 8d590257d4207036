"""Wasting, fasciculation and fibrillation of muscles that lost motor neurons."""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from visualizer.findings.because import why
from visualizer.findings.compiled import Compiled
from visualizer.findings.deficits import CORD, ROOT, Deficits
from visualizer.findings.finding import Finding, Reason
from visualizer.findings.reasons import Reasons, join

Floats = NDArray[np.float64]


class Trophic:
    """Findings of denervation of one prediction."""

    def __init__(self, deficits: Deficits, reasons: Reasons) -> None:
        self._deficits = deficits
        self._reasons = reasons
        self._model = deficits.model
        self._numbers = deficits.model.knowledge.numbers

    def findings(self) -> Iterator[Finding]:
        """Yield wasting, fasciculation and fibrillation of every muscle with motor axons."""
        numbers = self._numbers
        loss, ripe = self._deficits.denervated("wasting")
        sure = loss >= numbers["trophic.wasting_sure"]
        wasted = _state(loss >= numbers["trophic.wasting_from"], ripe, sure)
        yield from self._domain("wasting", wasted, "wasting.denervation")
        yield from self._domain("fasciculation", self._twitching(), "fasciculation.cell")
        yield from self._domain("fibrillation", self._firing(), "fibrillation.axon")

    def _firing(self) -> list[tuple[bool, str]]:
        """Fibres without their axon fire by themselves, and so do some that are sick."""
        least = self._numbers["trophic.fibrillation_from"]
        loss, ripe = self._deficits.denervated("fibrillation")
        self._search(loss, ripe)
        fired = _state(loss >= least, ripe, loss >= 0.2)
        sick = self._deficits.ends.firing >= least
        return [(True, "possible") if s else f for s, f in zip(sick.tolist(), fired, strict=True)]

    def _search(self, loss: Floats, ripe: Floats) -> None:
        """Take the worst pool of a muscle laid out in segments: the needle is put there."""
        if not loss.any():
            return
        pool_loss, pool_ripe = self._deficits.denervated_pools("fibrillation")
        for unit, pools in _in_segments(self._model):
            worst = pools[np.argmax(pool_loss[pools])]
            loss[unit], ripe[unit] = pool_loss[worst], pool_ripe[worst]

    def _twitching(self) -> list[tuple[bool, str]]:
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

    def _domain(self, domain: str, states: list[tuple[bool, str]], rule: str) -> Iterator[Finding]:
        units, healthy = _healthy(self._model, domain)
        for unit, plain in zip(units, healthy, strict=True):
            there, certainty = states[unit]
            if not there and certainty == "expected":
                yield plain
                continue
            muscle, side = self._model.pools.units[unit]
            because = why(self._why, unit, domain, rule) if there else ()
            value = "present" if there else "absent"
            yield Finding(domain, muscle, side, value, certainty, because)

    def _why(self, unit: int, domain: str, rule: str) -> tuple[Reason, ...]:
        motor = self._reasons.motor(unit, rule)
        if domain != "fibrillation":
            return motor
        return join((motor, self._reasons.ends(unit, domain)))


@lru_cache(maxsize=12)
def _healthy(model: Compiled, domain: str) -> tuple[tuple[int, ...], tuple[Finding, ...]]:
    """Return the units that have motor axons, and their healthy findings."""
    pools = model.pools
    supplied = set(pools.unit[pools.lmn != model.population_count].tolist())
    units = tuple(unit for unit in range(len(pools.units)) if unit in supplied)
    return units, tuple(Finding(domain, *pools.units[unit], "absent") for unit in units)


@lru_cache(maxsize=4)
def _in_segments(model: Compiled) -> tuple[tuple[int, NDArray[np.int64]], ...]:
    """Return the units whose segments are muscles of their own, with the pools of each."""
    named = model.knowledge.lists["trophic.in_segments"]
    return tuple(
        (unit, np.flatnonzero(model.pools.unit == unit))
        for unit, (muscle, _) in enumerate(model.pools.units)
        if muscle in named
    )


def _state(
    enough: NDArray[np.bool_], ripe: Floats, sure: NDArray[np.bool_]
) -> list[tuple[bool, str]]:
    """Tell for each unit whether the sign is there and how sure that is."""
    states = []
    for many, time, certain in zip(enough.tolist(), ripe.tolist(), sure.tolist(), strict=True):
        there = many and time >= 0.5
        doubtful = many and (not certain or time < 0.98) and time > 0.02
        states.append((there, "possible" if doubtful else "expected"))
    return states
