"""From an examination to ranked sites."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy import Body
from visualizer.findings.knowledge import Knowledge
from visualizer.findings.localise.answers import Answers, Rows, Sign, answer
from visualizer.findings.localise.free import balls
from visualizer.findings.localise.hypotheses import Hypothesis, named_hypotheses, side_of
from visualizer.findings.localise.next_test import best_test
from visualizer.findings.localise.observations import Found, Matcher, Observation
from visualizer.findings.localise.ranking import Candidate, NextTest, Ranking, WrongSign
from visualizer.findings.localise.scoring import Coded, Comparison, compare, unusual
from visualizer.findings.localise.sets import smallest_sets
from visualizer.findings.predict import predict
from visualizer.findings.tables.localise import Weights
from visualizer.scene import Lesion, Scene, Sphere
from visualizer.scene.lesion import ESTABLISHED_DAYS

LISTED = 20
LISTED_EQUALS = 60
REFINED = 24
LEADERS = 12

Shelf = Callable[[str, Sequence[Hypothesis], float], Answers]


def near_time(days: float, times: Sequence[float]) -> float:
    """Return the time nearest to an age for which hypotheses are answered beforehand."""
    return min(times, key=lambda time: abs(np.log1p(time * 10) - np.log1p(days * 10)))


@dataclass(frozen=True, eq=False)
class _Table:
    """Hypotheses of one kind at one time, with their answers and their order among equals."""

    hypotheses: tuple[Hypothesis, ...]
    coded: Coded
    costs: NDArray[np.float64]

    @cached_property
    def breadth(self) -> NDArray[np.int64]:
        """(4, n) keys of order among equals, the most important last."""
        return np.array([h.breadth for h in self.hypotheses], dtype=np.int64).T[::-1]

    def best(self, scores: NDArray[np.float64], count: int) -> list[int]:
        """Return the best hypotheses in order."""
        order = np.lexsort((*self.breadth, -scores))
        best: list[int] = order[:count].tolist()
        return best


@dataclass(frozen=True, slots=True, eq=False)
class _Entry:
    """One hypothesis of a comparison, with its score."""

    comparison: Comparison
    at: int
    hypothesis: Hypothesis
    score: float

    @property
    def order(self) -> tuple[float, tuple[int, int, int, int]]:
        """Best first; among equals the narrower."""
        return -self.score, self.hypothesis.breadth

    @property
    def look(self) -> frozenset[Sign]:
        """The abnormal signs, whatever their certainty: what an examination could show."""
        return self.comparison.coded.look(self.at)

    @property
    def complete(self) -> bool:
        """Whether it explains every finding."""
        least = self.comparison.agreements(self.at).min(initial=1.0)
        return bool(least >= self.comparison.weights.explained_from)


class Localiser:
    """Ranks sites for examinations of one body and one set of tables.

    Parameters
    ----------
    body : Body
    knowledge : Knowledge
    shelf : callable, optional
        Gives the answers to ("named" or "free", hypotheses, days), from a store or by
        asking; asked each time by default.
    weights : Weights, optional
        Those of the tables by default.
    """

    def __init__(
        self,
        body: Body,
        knowledge: Knowledge,
        shelf: Shelf | None = None,
        weights: Weights | None = None,
    ) -> None:
        self.body, self.knowledge = body, knowledge
        self.weights = weights or knowledge.localise.weights
        self.rows = Rows(predict(Scene(), body, knowledge).findings, knowledge.localise.scales)
        self._matched = Matcher(self.rows)
        self._shelf = shelf or (lambda _kind, hypotheses, days: self._answer(hypotheses, days))
        self._tables: dict[tuple[str, float], _Table] = {}

    def rank(
        self, observations: Sequence[Observation], days: float | None = None, free: bool = False
    ) -> Ranking:
        """Rank single sites, and sets of sites where no single one explains everything.

        Parameters
        ----------
        observations : sequence of Observation
            Normal findings too.
        days : float, optional
            Age of the lesion; an established one by default.
        free : bool
            Whether to look at places without a name too.

        Raises
        ------
        ObservationError
            If the examination has no such finding.
        """
        found = self._matched(observations)
        age = ESTABLISHED_DAYS if days is None else days
        listed = self._first("named", found, age)
        if free:
            listed += self._first("free", found, age)
        listed.sort(key=lambda entry: entry.order)
        if not any(entry.complete for entry in listed[:LISTED]):
            listed = sorted(listed + self._sets(found, age), key=lambda entry: entry.order)
        listed = _distinct(listed)
        if not listed:
            return Ranking(False, (), None)
        equal = sum(entry.score == listed[0].score for entry in listed)
        shown = listed[: max(LISTED, min(equal, LISTED_EQUALS))]
        number: dict[frozenset[Sign], int] = {}
        candidates = tuple(
            self._candidate(entry, number.setdefault(entry.look, len(number))) for entry in shown
        )
        single = any(len(c.hypothesis.lesions) == 1 and not c.unexplained for c in candidates)
        return Ranking(single, candidates, self._next_test(shown, found))

    def table(self, kind: str, days: float) -> tuple[tuple[Hypothesis, ...], Answers]:
        """Return the hypotheses of a kind ("named" or "free") and their answers at a time."""
        table = self._table(kind, days)
        return table.hypotheses, table.coded.answers

    def _table(self, kind: str, days: float) -> _Table:
        if (kind, days) not in self._tables:
            if kind == "named":
                hypotheses = named_hypotheses(self.knowledge.sites, self.knowledge.localise.ranges)
            else:
                hypotheses = balls(self.body, self.knowledge)
            coded = self._coded(self._shelf(kind, hypotheses, days))
            costs = unusual(hypotheses, self.weights)
            self._tables[kind, days] = _Table(hypotheses, coded, costs)
        return self._tables[kind, days]

    def _answer(self, hypotheses: Iterable[Hypothesis], days: float) -> Answers:
        return answer(hypotheses, days, self.body, self.knowledge, self.rows)

    def _coded(self, answers: Answers) -> Coded:
        return Coded(answers, self.rows, self.weights)

    def _first(self, kind: str, found: tuple[Found, ...], age: float) -> list[_Entry]:
        """Return the best of a table, predicted anew where the examination has another age."""
        near = near_time(age, self.knowledge.localise.days)
        table = self._table(kind, near)
        comparison = compare(found, table.coded, self.weights, table.costs)
        best = table.best(comparison.scores, LISTED_EQUALS + LISTED)
        if near == age:
            return [self._entry(comparison, at, table.hypotheses[at]) for at in best]
        return self._asked([table.hypotheses[at] for at in best[:REFINED]], found, age)

    def _asked(
        self, hypotheses: Sequence[Hypothesis], found: tuple[Found, ...], age: float
    ) -> list[_Entry]:
        coded = self._coded(self._answer(hypotheses, age))
        comparison = compare(found, coded, self.weights, unusual(hypotheses, self.weights))
        return [self._entry(comparison, i, h) for i, h in enumerate(hypotheses)]

    def _sets(self, found: tuple[Found, ...], age: float) -> list[_Entry]:
        table = self._table("named", near_time(age, self.knowledge.localise.days))
        comparison = compare(found, table.coded, self.weights, table.costs)
        if comparison.to_explain <= 0:
            return []
        return self._asked(smallest_sets(comparison, table.hypotheses), found, age)

    def _entry(self, comparison: Comparison, at: int, hypothesis: Hypothesis) -> _Entry:
        more = self.weights.another_site ** (len(hypothesis.lesions) - 1)
        return _Entry(comparison, at, hypothesis, round(float(comparison.scores[at]) * more, 6))

    def _candidate(self, entry: _Entry, alike: int) -> Candidate:
        good = entry.comparison.agreements(entry.at) >= self.weights.explained_from
        missed = np.flatnonzero(~good).tolist()
        return Candidate(
            hypothesis=entry.hypothesis,
            score=entry.score,
            explains=tuple(np.flatnonzero(good).tolist()),
            unexplained=tuple(missed),
            wrongly_predicts=tuple(self._wrong(entry, missed)),
            alike=alike,
        )

    def _wrong(self, entry: _Entry, missed: Iterable[int]) -> Iterator[WrongSign]:
        at = {sign.row: sign for sign in entry.comparison.coded.signs_of(entry.at)}
        for number in missed:
            row = entry.comparison.found[number].row
            sign = at.get(row, self.rows.healthy[row])
            if sign.value == self.rows.healthy[row].value:
                continue
            domain, target, side, modality, direction = self.rows.keys[row]
            yield WrongSign(
                domain, target, side, sign.value, number, modality,
                direction or sign.direction or None, sign.level or None,
            )  # fmt: skip

    def _next_test(self, listed: Sequence[_Entry], found: tuple[Found, ...]) -> NextTest | None:
        leaders: dict[frozenset[Sign], tuple[str, float, tuple[Sign, ...]]] = {}
        for entry in listed:
            if len(leaders) < LEADERS and entry.look not in leaders:
                signs = entry.comparison.coded.signs_of(entry.at)
                leaders[entry.look] = (self.words(entry.hypothesis), entry.score, signs)
        asked = frozenset(f.row for f in found)
        return best_test(list(leaders.values()), self.rows, asked, self.weights)

    def words(self, hypothesis: Hypothesis) -> str:
        """Return the sites of a hypothesis in words."""
        return " and ".join(self._lesion_words(lesion) for lesion in hypothesis.lesions)

    def _lesion_words(self, lesion: Lesion) -> str:
        if isinstance(lesion.shape, Sphere):
            x, y, z = lesion.shape.center_mm
            return f"a ball at {x:.0f}, {y:.0f}, {z:.0f} mm"
        level = (lesion.level or "").replace("_", " ")
        words = self.knowledge.sites[lesion.site or ""].words
        return f"{side_of(lesion)} {words}" + (f" ({level})" if level else "")


def _distinct(listed: Sequence[_Entry]) -> list[_Entry]:
    """Keep the best of each place, and of free places the best of each answer."""
    kept: dict[object, _Entry] = {}
    for entry in listed:
        placed = entry.hypothesis.lesions[0].shape is not None
        kept.setdefault(entry.look if placed else entry.hypothesis.place, entry)
    return list(kept.values())
