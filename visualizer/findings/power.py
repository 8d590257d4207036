"""Power of muscles, movements and regions from strength fractions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from visualizer.findings.because import why
from visualizer.findings.compiled import Compiled
from visualizer.findings.deficits import Deficits
from visualizer.findings.finding import Finding, Reason
from visualizer.findings.knowledge import Knowledge
from visualizer.findings.reasons import Reasons, join

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

SIDES = ("left", "right")
_WHOLE = 1.0 - 5e-5
GRADES = ("0", "1", "2", "3", "4-", "4", "4+", "5")


def grade_steps(antigravity: Floats, knowledge: Knowledge) -> Floats:
    """Return the strengths at which the MRC grades 1 to 5 begin, as an (n, 7) array.

    Parameters
    ----------
    antigravity : (n,) float array
        Share of full strength that just lifts each part against gravity.

    Sources
    -------
    macavoy2007
    """
    numbers = knowledge.numbers
    normal = np.full(len(antigravity), numbers["power.normal_from"])
    four = np.minimum(antigravity * numbers["power.grade_4_over_antigravity"], normal)
    third = (normal - four) / 3
    steps = (
        np.full(len(antigravity), numbers["power.flicker_from"]),
        antigravity * numbers["power.grade_2_over_antigravity"],
        antigravity,
        four,
        four + third,
        four + 2 * third,
        normal,
    )
    return np.stack(steps, axis=1)


def grades(strength: Floats, steps: Floats) -> list[str]:
    """Turn strength fractions, 0 to 1, into MRC grades."""
    fine = np.where(strength > steps[:, 3], strength.round(2), strength.round(4))
    return [GRADES[i] for i in (steps <= fine[:, None] + 1e-9).sum(axis=1).tolist()]


def word(mrc: str) -> str:
    """Return normal, weak or paralysed for an MRC grade."""
    return "normal" if mrc == "5" else "paralysed" if mrc in ("0", "1") else "weak"


@dataclass(frozen=True, eq=False)
class _Group:
    """A movement or region on one side: its units, their weights and its antigravity share."""

    target: str
    side: str
    units: tuple[int, ...]
    weights: Floats
    antigravity: float
    region: bool


@dataclass(frozen=True, eq=False)
class _Plan:
    """What the power of one body needs, laid out once.

    Attributes
    ----------
    groups : tuple of _Group
    weights : (units + groups, units) float array
        What each row takes of every muscle.
    steps : (units + groups, 7) float array
        Where the grades of each row begin.
    healthy : tuple of Finding
        In the order of the rows.
    """

    groups: tuple[_Group, ...]
    weights: Floats
    steps: Floats
    healthy: tuple[Finding, ...]


@lru_cache(maxsize=4)
def _plan(model: Compiled) -> _Plan:
    units, muscles = model.pools.units, model.knowledge.muscles
    groups = tuple(_groups(model))
    weights = np.zeros((len(units) + len(groups), len(units)))
    weights[: len(units)] = np.eye(len(units))
    for row, group in zip(weights[len(units) :], groups, strict=True):
        row[list(group.units)] = group.weights
    lifts = [*(muscles[m].antigravity for m, _ in units), *(g.antigravity for g in groups)]
    names = [*units, *((g.target, g.side) for g in groups)]
    return _Plan(
        groups=groups,
        weights=weights,
        steps=grade_steps(np.array(lifts), model.knowledge),
        healthy=tuple(_row(target, side, "5", 1.0, "normal", 1.0) for target, side in names),
    )


def _groups(model: Compiled) -> Iterator[_Group]:
    index, knowledge = model.unit_index, model.knowledge
    parts = {
        **{
            name: (tuple((m.muscle, m.weight) for m in movers), False)
            for name, movers in knowledge.movements.items()
        },
        **{
            name: (tuple((muscle, 1.0) for muscle in names), True)
            for name, names in knowledge.regions.items()
        },
    }
    for side in SIDES:
        for name, (members, region) in parts.items():
            known = [(m, weight) for m, weight in members if (m, side) in index]
            if not known:
                continue
            weights = np.array([weight for _, weight in known])
            lifts = np.array([knowledge.muscles[m].antigravity for m, _ in known])
            units = tuple(index[m, side] for m, _ in known)
            share = weights / weights.sum()
            yield _Group(name, side, units, share, float(share @ lifts), region)


def _row(
    target: str,
    side: str,
    mrc: str,
    strength: float,
    value: str,
    doubt: float,
    because: Sequence[Reason] = (),
) -> Finding:
    """Make a finding; `doubt` is how far from the edge of normal the strength is, in doubts."""
    return Finding(
        domain="power",
        target=target,
        side=side,
        value=value,
        certainty="possible" if doubt < 1 else "expected",
        because=because,
        mrc=mrc,
        strength=strength,
    )


class Power:
    """Power findings of one prediction."""

    def __init__(self, deficits: Deficits, reasons: Reasons) -> None:
        self._deficits = deficits
        self._reasons = reasons
        self._model = deficits.model
        self._knowledge = deficits.model.knowledge

    def findings(self) -> Iterator[Finding]:
        """Yield every muscle, movement and region that the body has fibres for."""
        plan = _plan(self._model)
        strength = plan.weights @ self._deficits.strength
        rows, count = list(plan.healthy), len(self._model.pools.units)
        weaker = np.flatnonzero(strength < _WHOLE)
        numbers = self._knowledge.numbers
        edge = np.abs(strength - numbers["power.normal_from"]) / numbers["power.doubt"]
        for row, value, mrc, doubt in zip(
            weaker.tolist(),
            strength[weaker].tolist(),
            grades(strength[weaker], plan.steps[weaker]),
            edge[weaker].tolist(),
            strict=True,
        ):
            if row < count:
                rows[row] = self._muscle(row, value, mrc, doubt)
            else:
                rows[row] = self._group(plan.groups[row - count], rows, value, mrc, doubt)
        yield from rows

    def _muscle(self, unit: int, strength: float, mrc: str, doubt: float) -> Finding:
        muscle, side = self._model.pools.units[unit]
        because = () if mrc == "5" else why(self._why, unit)
        return _row(muscle, side, mrc, round(strength, 4), word(mrc), doubt, because)

    def _why(self, unit: int) -> tuple[Reason, ...]:
        motor = self._reasons.motor(unit, "power.lmn")
        alive = self._deficits.unit_motor[unit] > self._knowledge.numbers["power.flicker_from"]
        drive = self._reasons.descending(unit, "power.umn") if alive or not motor else ()
        return join((motor, drive, self._reasons.ends(unit, "power")))

    @staticmethod
    def _group(
        group: _Group, rows: Sequence[Finding], strength: float, mrc: str, doubt: float
    ) -> Finding:
        """Judge a movement by its mean strength, a region by its muscles' words too."""
        parts = [rows[unit] for unit in group.units]
        value = word(mrc)
        if group.region:
            values = {part.value for part in parts}
            value = values.pop() if len(values) == 1 else "weak"
            mrc = _within(value, mrc)
        because = () if value == "normal" else _together(parts)
        return _row(group.target, group.side, mrc, round(strength, 4), value, doubt, because)


def _together(parts: Sequence[Finding]) -> Sequence[Reason]:
    return why(lambda: join(f.because for f in parts))


def _within(value: str, mrc: str) -> str:
    """Keep a region's grade within its word, which its worst and best muscle decide."""
    allowed = [g for g in GRADES if word(g) == value]
    if mrc in allowed:
        return mrc
    return allowed[-1] if GRADES.index(mrc) > GRADES.index(allowed[-1]) else allowed[0]
