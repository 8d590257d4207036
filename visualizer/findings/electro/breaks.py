"""Where each lesion interrupts and slows each fibre, and what can still be excited."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from visualizer.findings.electro.courses import Bundle
from visualizer.findings.knowledge import read_curve
from visualizer.findings.lengths import distances_mm
from visualizer.findings.state import State
from visualizer.findings.tables.electro import DiseaseSigns, Slowing
from visualizer.findings.timing import degenerating, kept

Floats = NDArray[np.float64]
_NO_SLOWING = Slowing(0.0, 0.0, ())
_NO_SIGNS = DiseaseSigns(0.0, 0.0, ((0.0, 0.0), (1.0, 1.0)), "", 1.0, 0.0, 0.0, False, ())


@dataclass(frozen=True, slots=True, eq=False)
class Break:
    """What one lesion does to the fibres of a bundle; (k,) arrays.

    Attributes
    ----------
    at : distance from the start of the fibre, mm
    hit : share that the lesion reaches
    cut : share interrupted now
    dead : share of it that degenerates
    excitable : float
        Part of the dead axons that can still be excited beyond the cut.
    slowing : Slowing
    disease : DiseaseSigns or None
        Given for a disease of populations, which has no place of its own.
    """

    at: Floats
    hit: Floats
    cut: Floats
    dead: Floats
    excitable: float
    slowing: Slowing
    disease: DiseaseSigns | None


class Breaks:
    """The interruptions of one scene, fibre by fibre.

    Parameters
    ----------
    state : State
    """

    def __init__(self, state: State) -> None:
        self._state = state
        deficits = state.deficits
        self._tables = deficits.model.knowledge.electro
        self._fibres = deficits.model.fibres
        self._kept = kept(deficits.timings)
        self._dying = degenerating(deficits.timings)

    def of(self, bundle: Bundle, curve: str) -> list[Break]:
        """Return what every lesion does to a bundle; `curve` is how long ends stay excitable."""
        return list(self._of(bundle, curve))

    def _of(self, bundle: Bundle, curve: str) -> Iterator[Break]:
        state, model = self._state, self._state.deficits.model
        for i, inv in enumerate(state.involvements):
            at = np.searchsorted(inv.fibres, bundle.fibres)
            at = np.minimum(at, max(len(inv.fibres) - 1, 0))
            disease = self._disease(inv.lesion, inv.diffuse)
            hit = np.zeros(len(bundle.fibres))
            where = np.zeros(len(bundle.fibres))
            place = np.zeros(len(bundle.fibres), dtype=np.int64)
            if len(inv.fibres):
                mine = inv.fibres[at] == bundle.fibres
                hit = np.where(mine, inv.fraction[at], 0.0)
                where = np.where(mine, distances_mm(self._fibres)[inv.point[at]], 0.0)
                place = np.where(mine, model.places(inv)[at], 0)
            if not hit.any() and (disease is None or not disease.slowing_everywhere):
                continue
            cut = hit * self._kept[i][place]
            yield Break(
                at=where,
                hit=hit,
                cut=cut,
                dead=cut * self._dying[i][place],
                excitable=self._excitable(i, curve),
                slowing=self._tables.processes.get(state.processes[i], _NO_SLOWING),
                disease=disease,
            )

    def _disease(self, lesion: int, diffuse: bool) -> DiseaseSigns | None:
        if not diffuse:
            return None
        return self._tables.diseases.get(self._state.sites.get(lesion, ""), _NO_SIGNS)

    def _excitable(self, lesion: int, name: str) -> float:
        timing = self._state.deficits.timings[lesion]
        curves = self._tables.curves
        points = curves.get((name, timing.tempo)) or curves[name, "sudden"]
        return float(read_curve(points, np.array([timing.days]))[0])


def answering(
    breaks: Sequence[Break], bundle: Bundle, stimulus: Floats, end: Floats, beyond: Floats | None
) -> Floats:
    """Return the (k,) share of each fibre that carries a stimulus to its recorded end.

    Parameters
    ----------
    breaks : sequence of Break
    bundle : Bundle
    stimulus, end : (k,) float arrays
        Distance of the stimulus and of the recorded end from the start of each fibre, mm.
    beyond : (k,) float array or None
        Where cuts no longer matter to the recorded end, as the ganglion for sensory fibres.
    """
    low, high = np.minimum(stimulus, end), np.maximum(stimulus, end)
    lost = np.zeros(len(bundle.fibres))
    for one in breaks:
        if one.disease is not None:
            part = (high - low) / np.maximum(bundle.length, 1e-9)
            within = read_curve(one.disease.spread, np.clip(part, 0.0, 1.0))
            loss = one.dead + (one.cut - one.dead) * within
        else:
            between = (one.at >= low) & (one.at <= high)
            loss = np.where(between, one.cut, one.dead * (1.0 - one.excitable))
            if beyond is not None:
                loss = np.where(one.at > beyond, 0.0, loss)
        lost = np.maximum(lost, loss)
    share: Floats = 1.0 - lost
    return share


def conduction_ms(
    breaks: Sequence[Break],
    start: Floats,
    stop: Floats,
    velocity: float,
    axonal: float,
    beyond: Floats | None = None,
) -> Floats:
    """Return the (k,) time that each fibre takes between two places.

    `axonal` is the part of the velocity that goes with the fastest axons when all others are
    lost; `beyond` as for `answering`.
    """
    low, high = np.minimum(start, stop), np.maximum(start, stop)
    factor, added, dead = np.ones(len(low)), np.zeros(len(low)), np.zeros(len(low))
    for one in breaks:
        gone = one.dead * (1.0 - one.excitable)
        dead = np.maximum(dead, gone if beyond is None else np.where(one.at > beyond, 0.0, gone))
        if one.disease is not None:
            slow = np.maximum(one.disease.slowing * one.hit, one.disease.slowing_everywhere)
            factor = np.minimum(factor, 1.0 - slow)
        else:
            between = (one.at >= low) & (one.at <= high)
            added += np.where(between, one.slowing.peripheral_ms * one.hit, 0.0)
    factor = factor * (1.0 - axonal * dead)
    time: Floats = (high - low) / (velocity * factor) + added
    return time


def slowed(breaks: Sequence[Break]) -> float:
    """Return by how much diffuse disease stretches times at the very end of the fibres."""
    most = 1.0
    for one in breaks:
        if one.disease is not None:
            hit = float(one.hit.mean())
            slow = max(one.disease.slowing * hit, one.disease.slowing_everywhere)
            most = max(most, 1.0 / (1.0 - slow))
    return most
