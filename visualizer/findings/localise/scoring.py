"""How well hypotheses agree with an examination."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from visualizer.anatomy import SEGMENTS
from visualizer.findings.localise.answers import Answers, Rows, Sign
from visualizer.findings.localise.hypotheses import Hypothesis
from visualizer.findings.localise.observations import Found
from visualizer.findings.tables.localise import Weights

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_CERTAINTY = {"expected": 0, "possible": 1, "undetermined": 2}


class Coded:
    """The signs of some answers as numbers, laid out once for many examinations."""

    def __init__(self, answers: Answers, rows: Rows, weights: Weights) -> None:
        self.answers, self.rows = answers, rows
        signs = answers.signs
        self.row: Ints = np.array([s.row for s in signs], dtype=np.int64)
        self.certainty: Ints = np.array([_CERTAINTY[s.certainty] for s in signs], dtype=np.int64)
        self.value_number = {value: i for i, value in enumerate(dict.fromkeys(s[1] for s in signs))}
        self.value: Ints = np.array([self.value_number[s.value] for s in signs], dtype=np.int64)
        ways = dict.fromkeys(["", *(s.direction for s in signs)])
        self.way_number = {way: i for i, way in enumerate(ways)}
        self.way: Ints = np.array([self.way_number[s.direction] for s in signs], dtype=np.int64)
        self.level: Ints = np.array([_level(s.level) for s in signs], dtype=np.int64)
        self.usual: Bools = np.array(
            [s.value == rows.healthy[s.row].value for s in signs], dtype=bool
        )
        self.grave: Ints = np.array([rows.gravity(s.row, s.value) for s in signs], dtype=np.int64)
        self.weight: Floats = np.array([weights.worth.get(rows.keys[s.row][0], 1.0) for s in signs])
        self._plain = tuple(sign._replace(certainty="") for sign in signs)
        self._looks: dict[int, frozenset[Sign]] = {}
        self._order = np.argsort(self.row, kind="stable")
        self._starts = np.searchsorted(self.row[self._order], np.arange(len(rows) + 1))

    def signs_of(self, hypothesis: int) -> tuple[Sign, ...]:
        """Return the signs of a hypothesis."""
        signs = self.answers.signs
        return tuple(signs[at] for at in self.answers.of(hypothesis).tolist())

    def look(self, hypothesis: int) -> frozenset[Sign]:
        """Return the abnormal signs of a hypothesis without their certainty."""
        if hypothesis not in self._looks:
            at = self.answers.of(hypothesis)
            plain = self._plain
            self._looks[hypothesis] = frozenset(plain[i] for i in at[~self.usual[at]].tolist())
        return self._looks[hypothesis]

    def meeting(self, found: Sequence[Found]) -> tuple[Ints, Ints]:
        """Return every pair (observation, sign) of the same row."""
        row = np.array([f.row for f in found], dtype=np.int64)
        first = self._starts[row]
        count = self._starts[row + 1] - first
        seen = np.repeat(np.arange(len(found)), count)
        step = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        return seen, self._order[np.repeat(first, count) + step]


def _level(level: str) -> int:
    return SEGMENTS.index(level) if level in SEGMENTS else -1


@dataclass(frozen=True, eq=False)
class Comparison:
    """An examination held against every sign that a hypothesis can have.

    Attributes
    ----------
    coded : Coded
    weights : Weights
    found : tuple of Found
    seen, sign : (m,) int arrays
        Pairs of an observation and a sign of the same row.
    agreement : (m,) float array
        How far they agree, 0 to 1.
    unusual : (hypotheses,) float array
        What each costs before anything is examined.
    """

    coded: Coded
    weights: Weights
    found: tuple[Found, ...]
    seen: Ints
    sign: Ints
    agreement: Floats
    unusual: Floats

    @cached_property
    def abnormal(self) -> Bools:
        """(observations,) whether no healthy person has it."""
        return np.array([not f.usual for f in self.found], dtype=bool)

    @cached_property
    def worth(self) -> Floats:
        """(observations,) weight of each."""
        keys = self.coded.rows.keys
        return np.array([self.weights.worth.get(keys[f.row][0], 1.0) for f in self.found])

    @cached_property
    def to_explain(self) -> float:
        """Weight of everything abnormal."""
        return float(self.worth[self.abnormal].sum())

    def _per_sign(self, value: Floats) -> Floats:
        return np.bincount(self.sign, value, minlength=len(self.coded.row)).astype(np.float64)

    @cached_property
    def credit(self) -> Floats:
        """(hypotheses,) weight of the abnormal findings that each explains."""
        worth = np.where(self.abnormal[self.seen], self.worth[self.seen] * self.agreement, 0.0)
        return np.asarray(self.coded.answers.matrix @ self._per_sign(worth))

    @cached_property
    def blame(self) -> Floats:
        """(hypotheses,) weight of the normal findings that each says are abnormal."""
        plain = ~self.abnormal[self.seen]
        worth = np.where(plain, self.worth[self.seen] * (1.0 - self.agreement), 0.0)
        return np.asarray(self.coded.answers.matrix @ self._per_sign(worth))

    @cached_property
    def _asked(self) -> Bools:
        """(rows,) whether each was examined."""
        asked = np.zeros(len(self.coded.rows), dtype=bool)
        asked[[f.row for f in self.found]] = True
        return asked

    @cached_property
    def surplus(self) -> Floats:
        """(hypotheses,) weight of the abnormal signs that nobody looked for."""
        coded, asked = self.coded, self._asked
        doubt = np.array([1.0, 1.0 - self.weights.possible, 1.0 - self.weights.undetermined])
        worth = np.where(asked[coded.row] | coded.usual, 0.0, coded.weight * doubt[coded.certainty])
        return np.asarray(coded.answers.matrix @ worth)

    @cached_property
    def scores(self) -> Floats:
        """(hypotheses,) 0 to 1: what is explained, over that, what is missed and what is wrong."""
        return self.score(self.credit, self.blame, self.surplus, self.unusual)

    def score(self, credit: Floats, blame: Floats, surplus: Floats, unusual: Floats) -> Floats:
        """Return scores of hypotheses from what speaks for them and against."""
        against = blame + self.weights.unasked * np.log1p(surplus)
        against = against + unusual * (1.0 - self._asked.mean())
        if self.to_explain <= 0:
            plain: Floats = 1.0 / (1.0 + against)
            return plain.round(6)
        score: Floats = credit / (self.to_explain + against)
        return score.round(6)

    def agreements(self, hypothesis: int) -> Floats:
        """(observations,) how far one hypothesis agrees with each."""
        result = np.where(self.abnormal, 0.0, 1.0)
        has = np.zeros(len(self.coded.row), dtype=bool)
        has[self.coded.answers.of(hypothesis)] = True
        chosen = has[self.sign]
        result[self.seen[chosen]] = self.agreement[chosen]
        return result

    @cached_property
    def explained(self) -> NDArray[np.float32]:
        """(hypotheses, abnormal observations) agreement, for the search for several sites."""
        column = np.cumsum(self.abnormal) - 1
        wanted = self.abnormal[self.seen] & (self.agreement > 0)
        sparse = csr_array(
            (self.agreement[wanted], (self.sign[wanted], column[self.seen[wanted]])),
            shape=(len(self.coded.row), int(self.abnormal.sum())),
        )
        dense = (self.coded.answers.matrix @ sparse).toarray()
        return np.asarray(dense, dtype=np.float32)


def unusual(hypotheses: Sequence[Hypothesis], weights: Weights) -> Floats:
    """(hypotheses,) what each costs before anything is examined."""
    return np.array(
        [
            weights.disease * h.diffuse + weights.halved * h.halved + weights.doubled * h.doubled
            for h in hypotheses
        ]
    )


def compare(found: tuple[Found, ...], coded: Coded, weights: Weights, costs: Floats) -> Comparison:
    """Hold an examination against the signs of many hypotheses."""
    seen, sign = coded.meeting(found)
    value = np.array([coded.value_number.get(f.value, -1) for f in found], dtype=np.int64)
    level = np.array([f.level for f in found], dtype=np.int64)
    grave = np.array([f.grave for f in found], dtype=np.int64)
    usual = np.array([f.usual for f in found], dtype=bool)
    way = np.array([coded.way_number.get(f.direction, -1) for f in found], dtype=np.int64)
    same = value[seen] == coded.value[sign]
    agreement = np.where(
        same,
        _level_agreement(level[seen], coded.level[sign], weights),
        _degree_agreement(grave[seen], coded.grave[sign], weights),
    )
    agreement[~same & (usual[seen] | coded.usual[sign])] = 0.0
    given, told = way[seen], coded.way[sign]
    agreement[(given != 0) & (told != 0) & (given != told)] = 0.0
    doubt = np.array([0.0, weights.possible, weights.undetermined])[coded.certainty[sign]]
    agreement += np.where(same, 0.0, doubt * (1.0 - agreement))
    return Comparison(coded, weights, found, seen, sign, agreement, costs)


def _level_agreement(given: Ints, told: Ints, weights: Weights) -> Floats:
    near = np.array([1.0, *weights.near_levels, weights.other])
    apart = np.where((given < 0) | (told < 0), 0, np.abs(given - told))
    agreement: Floats = near[np.minimum(apart, len(near) - 1)]
    return agreement


def _degree_agreement(given: Ints, told: Ints, weights: Weights) -> Floats:
    """Agreement of two abnormal values: the same way and graver, milder, or another way."""
    alike = given * told > 0
    graver = alike & (np.abs(told) > np.abs(given))
    return np.where(graver, weights.graver, np.where(alike, weights.milder, weights.other))
