"""Power of muscles, movements and regions from strength fractions."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

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


def grade(strength: float, antigravity: float, knowledge: Knowledge) -> str:
    """Turn a strength fraction into an MRC grade.

    Parameters
    ----------
    strength : float
        0 to 1.
    antigravity : float
        Share of full strength that just lifts the part against gravity.

    Sources
    -------
    macavoy2007
    """
    numbers = knowledge.numbers
    normal = numbers["power.normal_from"]
    four = min(antigravity * numbers["power.grade_4_over_antigravity"], normal)
    third = (normal - four) / 3
    steps = (
        numbers["power.flicker_from"],
        antigravity * numbers["power.grade_2_over_antigravity"],
        antigravity,
        four,
        four + third,
        four + 2 * third,
        normal,
    )
    return GRADES[bisect_right(steps, round(strength, 2 if strength > four else 4) + 1e-9)]


def word(mrc: str) -> str:
    """Return normal, weak or paralysed for an MRC grade."""
    return "normal" if mrc == "5" else "paralysed" if mrc in ("0", "1") else "weak"


@dataclass(frozen=True, eq=False)
class _Group:
    """A movement or region on one side: its units, their weights and its antigravity share."""

    target: str
    side: str
    units: Ints
    weights: Floats
    antigravity: float
    region: bool


@dataclass(frozen=True, eq=False)
class _Plan:
    """What the power of one body needs, laid out once; `healthy` is in the order of the rows."""

    lifts: tuple[float, ...]
    groups: tuple[_Group, ...]
    member: NDArray[np.bool_]
    healthy: tuple[Finding, ...]


@lru_cache(maxsize=4)
def _plan(model: Compiled) -> _Plan:
    units, muscles = model.pools.units, model.knowledge.muscles
    groups = tuple(_groups(model))
    member = np.zeros((len(groups), len(units)), dtype=bool)
    for row, group in zip(member, groups, strict=True):
        row[group.units] = True
    names = [*units, *((g.target, g.side) for g in groups)]
    return _Plan(
        lifts=tuple(muscles[muscle].antigravity for muscle, _ in units),
        groups=groups,
        member=member,
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
            units = np.array([index[m, side] for m, _ in known], dtype=np.int64)
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
        plan, strength = _plan(self._model), self._deficits.strength
        rows = list(plan.healthy)
        weaker = strength < _WHOLE
        for unit in np.flatnonzero(weaker).tolist():
            rows[unit] = self._muscle(unit, float(strength[unit]), plan.lifts[unit])
        first = len(self._model.pools.units)
        for at in np.flatnonzero((plan.member & weaker).any(axis=1)).tolist():
            group = plan.groups[at]
            parts = [rows[unit] for unit in group.units.tolist()]
            rows[first + at] = self._group(
                group, parts, float(group.weights @ strength[group.units])
            )
        yield from rows

    def _finding(
        self,
        target: str,
        side: str,
        mrc: str,
        strength: float,
        because: Sequence[Reason],
        value: str = "",
    ) -> Finding:
        numbers = self._knowledge.numbers
        doubt = abs(strength - numbers["power.normal_from"]) / numbers["power.doubt"]
        return _row(target, side, mrc, round(strength, 4), value or word(mrc), doubt, because)

    def _muscle(self, unit: int, strength: float, antigravity: float) -> Finding:
        muscle, side = self._model.pools.units[unit]
        mrc = grade(strength, antigravity, self._knowledge)
        because = () if mrc == "5" else why(partial(self._why, unit))
        return self._finding(muscle, side, mrc, strength, because)

    def _why(self, unit: int) -> tuple[Reason, ...]:
        motor = self._reasons.motor(unit, "power.lmn")
        alive = self._deficits.unit_motor[unit] > self._knowledge.numbers["power.flicker_from"]
        drive = self._reasons.descending(unit, "power.umn") if alive or not motor else ()
        return join((motor, drive, self._reasons.ends(unit, "power")))

    def _group(self, group: _Group, parts: Sequence[Finding], strength: float) -> Finding:
        """Judge a movement by its mean strength, a region by its muscles' words too."""
        mrc, value = grade(strength, group.antigravity, self._knowledge), ""
        if group.region:
            values = {part.value for part in parts}
            value = values.pop() if len(values) == 1 else "weak"
            mrc = _within(value, mrc)
        because = () if (value or word(mrc)) == "normal" else _together(parts)
        return self._finding(group.target, group.side, mrc, strength, because, value)


def _together(parts: Sequence[Finding]) -> Sequence[Reason]:
    return why(lambda: join(f.because for f in parts))


def _within(value: str, mrc: str) -> str:
    """Keep a region's grade within its word, which its worst and best muscle decide."""
    allowed = [g for g in GRADES if word(g) == value]
    if mrc in allowed:
        return mrc
    return allowed[-1] if GRADES.index(mrc) > GRADES.index(allowed[-1]) else allowed[0]
