"""Power of muscles, movements and regions from strength fractions."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from visualizer.findings.because import Because
from visualizer.findings.compiled import Compiled
from visualizer.findings.deficits import Deficits
from visualizer.findings.finding import Finding, Reason, filled, in_array
from visualizer.findings.knowledge import Knowledge
from visualizer.findings.reasons import Reasons, join

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

SIDES = ("left", "right")
_WHOLE = 1.0 - 5e-5
GRADES = ("0", "1", "2", "3", "4-", "4", "4+", "5")
FULL = len(GRADES) - 1
WORDS = ("paralysed", "weak", "normal")


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


def grades(strength: Floats, steps: Floats) -> Ints:
    """Turn strength fractions, 0 to 1, into MRC grades, as indices into `GRADES`."""
    fine = np.where(strength > steps[:, 3], strength.round(2), strength.round(4))
    found: Ints = (steps <= fine[:, None] + 1e-9).sum(axis=1)
    return found


def words(grade: Ints) -> Ints:
    """Return paralysed, weak or normal for MRC grades, as indices into `WORDS`."""
    found: Ints = (grade > GRADES.index("1")).astype(np.int64) + (grade == FULL)
    return found


_NORMAL = WORDS.index("normal")
_WORDS, _GRADES = np.array(WORDS, dtype=object), np.array(GRADES, dtype=object)
_SURE = np.array(("expected", "possible"), dtype=object)
_LEAST_AND_MOST = ((0, 1), (2, FULL - 1), (FULL, FULL))
_WITHIN = np.array(
    [[min(max(g, low), high) for g in range(FULL + 1)] for low, high in _LEAST_AND_MOST]
)
"""The grade of a region kept within its word, which its worst and best muscle decide."""


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
    """What the power of one body needs, laid out once.

    Attributes
    ----------
    groups : tuple of _Group
    names : (2, units + groups) array of str
        Target and side of every row.
    region : (groups,) bool array
    members : (m,) int array
        Muscles of all groups, one group behind the other.
    starts : (groups,) int array
        Where each group begins among them.
    weights : (units + groups, units) float array
        What each row takes of every muscle.
    steps : (units + groups, 7) float array
        Where the grades of each row begin.
    healthy : (units + groups,) array of Finding
    """

    groups: tuple[_Group, ...]
    names: NDArray[np.object_]
    region: NDArray[np.bool_]
    members: Ints
    starts: Ints
    weights: Floats
    steps: Floats
    healthy: NDArray[np.object_]


@lru_cache(maxsize=4)
def _plan(model: Compiled) -> _Plan:
    units, muscles = model.pools.units, model.knowledge.muscles
    groups = tuple(_groups(model))
    weights = np.zeros((len(units) + len(groups), len(units)))
    weights[: len(units)] = np.eye(len(units))
    for row, group in zip(weights[len(units) :], groups, strict=True):
        row[group.units] = group.weights
    lifts = [*(muscles[m].antigravity for m, _ in units), *(g.antigravity for g in groups)]
    names = (*units, *((g.target, g.side) for g in groups))
    sizes = [len(g.units) for g in groups]
    return _Plan(
        groups=groups,
        names=np.array(names, dtype=object).reshape(-1, 2).T,
        region=np.array([g.region for g in groups], dtype=bool),
        members=np.concatenate([np.empty(0, dtype=np.int64), *(g.units for g in groups)]),
        starts=np.cumsum([0, *sizes[:-1]]) if sizes else np.empty(0, dtype=np.int64),
        weights=weights,
        steps=grade_steps(np.array(lifts), model.knowledge),
        healthy=in_array(
            Finding("power", target, side, "normal", mrc=GRADES[FULL], strength=1.0)
            for target, side in names
        ),
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


class Power:
    """Power findings of one prediction."""

    def __init__(self, deficits: Deficits, reasons: Reasons) -> None:
        self._deficits = deficits
        self._reasons = reasons
        self._model = deficits.model
        self._knowledge = deficits.model.knowledge
        self._weak: frozenset[int] = frozenset()

    def findings(self) -> Iterator[Finding]:
        """Yield every muscle, movement and region that the body has fibres for."""
        plan = _plan(self._model)
        strength = plan.weights @ self._deficits.strength
        rows = plan.healthy.copy()
        weaker = np.flatnonzero(strength < _WHOLE)
        grade, word = self._judge(plan, strength, weaker)
        self._weak = frozenset(weaker[word != _NORMAL].tolist())
        numbers = self._knowledge.numbers
        near = np.abs(strength[weaker] - numbers["power.normal_from"]) < numbers["power.doubt"]
        target, side = plan.names[:, weaker].tolist()
        made = zip(
            repeat("power"),
            target,
            side,
            _WORDS[word].tolist(),
            _SURE[near.astype(np.int64)].tolist(),
            [Because(self._why, row) if row in self._weak else () for row in weaker.tolist()],
            _GRADES[grade].tolist(),
            map(round, strength[weaker].tolist(), repeat(4)),
            *repeat(repeat(None), 5),
            strict=False,
        )
        rows[weaker] = in_array(map(filled, made))
        return iter(rows.tolist())

    def _judge(self, plan: _Plan, strength: Floats, weaker: Ints) -> tuple[Ints, Ints]:
        """Return the grade of the weaker rows and their words.

        A movement is judged by its mean strength, a region by its muscles' words too.
        """
        count = len(self._model.pools.units)
        grade = np.full(len(strength), FULL, dtype=np.int64)
        grade[weaker] = grades(strength[weaker], plan.steps[weaker])
        word = words(grade)
        if len(plan.groups) and len(weaker):
            parts = word[plan.members]
            least = np.minimum.reduceat(parts, plan.starts)
            alike = least == np.maximum.reduceat(parts, plan.starts)
            own = np.where(alike, least, WORDS.index("weak"))
            word[count:] = np.where(plan.region, own, word[count:])
            grade[count:] = _WITHIN[word[count:], grade[count:]]
        return grade[weaker], word[weaker]

    def _why(self, row: int) -> tuple[Reason, ...]:
        """Name the reasons of a row; a movement or region has those of its weaker muscles."""
        count = len(self._model.pools.units)
        if row < count:
            return self._of_unit(row)
        units = _plan(self._model).groups[row - count].units
        return join(self._of_unit(unit) for unit in units.tolist() if unit in self._weak)

    def _of_unit(self, unit: int) -> tuple[Reason, ...]:
        motor = self._reasons.motor(unit, "power.lmn")
        alive = self._deficits.unit_motor[unit] > self._knowledge.numbers["power.flicker_from"]
        drive = self._reasons.descending(unit, self._drive_rule(unit)) if alive or not motor else ()
        return join((motor, drive, self._reasons.ends(unit, "power")))

    def _drive_rule(self, unit: int) -> str:
        """Name the rule of a muscle's drive: some lose more strength than the share cut off."""
        pools = self._model.pools
        steep = pools.steepness[self._model.pools_of[pools.units[unit]]]
        return "power.umn_fine" if bool((steep > 1.0).any()) else "power.umn"
