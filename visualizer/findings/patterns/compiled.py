"""The conditions of all signs as arrays, made once for many predictions."""

from dataclasses import dataclass
from typing import get_args
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy import opposite
from visualizer.findings.compiled import Compiled
from visualizer.findings.finding import Finding
from visualizer.findings.tables.patterns import Measure, Pattern, Quantity, Sign, Where

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
SIDES = ("left", "right")
QUANTITIES: tuple[Quantity, ...] = get_args(Quantity)
WAYS = ("left", "right", "both", "either")


@dataclass(frozen=True, eq=False)
class Row:
    """A sign on one side."""

    sign: Sign
    side: str


@dataclass(frozen=True, eq=False)
class Signs:
    """Every sign on every side.

    Attributes
    ----------
    rows : tuple of Row
    healthy : tuple of Finding
    ways : tuple of Pattern
        Of all rows, one after another; the first of a row that holds counts.
    owner : tuple of int
        Row of each way.
    measured : (m,) int array
        Quantity of each measure.
    weight : (2, m, units) float array
        Weight of each unit in every measure, by side.
    below, limit : (m,) arrays
    need : (ways, k) int array
        Which of the flat truths of all measures each way needs; the last truth is always true.
    """

    rows: tuple[Row, ...]
    healthy: tuple[Finding, ...]
    ways: tuple[Pattern, ...]
    owner: tuple[int, ...]
    measured: Ints
    weight: Floats
    below: Bools
    limit: Floats
    need: Ints

    def holds(self, quantities: Floats) -> Bools:
        """(ways,) whether all measures of each way hold, given (4, units) quantities."""
        values = np.einsum("smu,mu->sm", self.weight, quantities[self.measured])
        true: Bools = np.logical_xor(values < self.limit, ~self.below)
        both, either = true.all(axis=0), true.any(axis=0)
        flat = np.concatenate([true.ravel(), both, either])
        flat = np.concatenate([flat, ~flat, [True]])
        held: Bools = np.logical_and.reduce(flat[self.need], axis=1)
        return held


_CACHE: WeakKeyDictionary[Compiled, Signs] = WeakKeyDictionary()


def signs_of(model: Compiled) -> Signs:
    """Return the compiled signs of a model, made on first use."""
    found = _CACHE.get(model)
    if found is None:
        found = _CACHE[model] = _compile(model)
    return found


def units_of(model: Compiled, target: str, side: str) -> list[tuple[int, float]]:
    """Return the units of a muscle or movement with their weights, which sum to 1."""
    movers = model.knowledge.movements.get(target)
    named = [(m.muscle, m.weight) for m in movers] if movers else [(target, 1.0)]
    found = [
        (model.unit_index[muscle, side], weight)
        for muscle, weight in named
        if (muscle, side) in model.unit_index
    ]
    total = sum(weight for _, weight in found)
    return [(unit, weight / total) for unit, weight in found]


def _compile(model: Compiled) -> Signs:
    signs = model.knowledge.patterns.signs
    measures = _measures(signs)
    index = {measure: i for i, measure in enumerate(measures)}
    rows: list[Row] = []
    ways: list[Pattern] = []
    owner: list[int] = []
    need: list[list[int]] = []
    for sign in signs:
        for side in sign.sides:
            mine = [way for way in sign.patterns if not way.sides or side in way.sides]
            ways.extend(mine)
            need.extend(_needs(way, side, index) for way in mine)
            owner.extend([len(rows)] * len(mine))
            rows.append(Row(sign, side))
    weight = np.zeros((2, len(measures), len(model.pools.units)))
    for i, (_, target, _, _) in enumerate(measures):
        for j, side in enumerate(SIDES):
            for unit, part in units_of(model, target, side):
                weight[j, i, unit] = part
    always = len(WAYS) * len(measures) * 2
    width = max(map(len, need))
    return Signs(
        rows=tuple(rows),
        healthy=tuple(Finding(r.sign.domain, r.sign.target, r.side, "absent") for r in rows),
        ways=tuple(ways),
        owner=tuple(owner),
        measured=np.array([QUANTITIES.index(q) for q, _, _, _ in measures], dtype=np.int64),
        weight=weight,
        below=np.array([below for _, _, below, _ in measures], dtype=bool),
        limit=np.array([limit for _, _, _, limit in measures]),
        need=np.array([row + [always] * (width - len(row)) for row in need], dtype=np.int64),
    )


Key = tuple[Quantity, str, bool, float]


def _measures(signs: tuple[Sign, ...]) -> tuple[Key, ...]:
    found: dict[Key, None] = {}
    for sign in signs:
        for way in sign.patterns:
            for condition in (*way.wants, *way.unless):
                if isinstance(condition, Measure):
                    found[_key(condition)] = None
    return tuple(found)


def _key(measure: Measure) -> Key:
    return measure.quantity, measure.target, measure.below, measure.limit


def _needs(way: Pattern, side: str, index: dict[Key, int]) -> list[int]:
    """Return the flat truths that a way needs on a side; those of `unless` are the negated."""
    count = len(index)
    found = []
    for turned, conditions in ((0, way.wants), (len(WAYS) * count, way.unless)):
        for condition in conditions:
            if isinstance(condition, Measure):
                at = WAYS.index(seen_from(condition.where, side))
                found.append(turned + at * count + index[_key(condition)])
    return found


def seen_from(where: Where, side: str) -> str:
    """Return where a condition looks, for a sign on some side.

    Raises
    ------
    ValueError
        If a sign without a side asks for its own or the other one.
    """
    if where in ("both", "either", "none"):
        return where
    if side not in SIDES:
        raise ValueError("a sign without a side must say both or either")
    return side if where == "own" else opposite(side)
