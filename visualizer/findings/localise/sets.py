"""The smallest sets of sites, where no single site explains an examination."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from visualizer.findings.localise.hypotheses import Hypothesis
from visualizer.findings.localise.scoring import Comparison

FIRST = 40
KEPT = 8
MOST_SITES = 3
Floats = NDArray[np.float64]


def smallest_sets(
    comparison: Comparison, hypotheses: tuple[Hypothesis, ...]
) -> tuple[Hypothesis, ...]:
    """Return sets of two, or of three, sites that together may explain more than one.

    Two lesions are taken to give, in every row, what explains the finding better; what both
    predict wrongly adds up. The sets found are to be predicted as they are.
    """
    some = np.unique(comparison.coded.answers.classes)
    worth = comparison.worth[comparison.abnormal].astype(np.float32)
    pool = _Pool(
        comparison,
        comparison.explained[some] * worth,
        comparison.blame[some],
        comparison.surplus[some],
        comparison.unusual[some],
    )
    credit = comparison.credit[some]
    precise = credit / (comparison.to_explain + pool.blame)
    sharing = credit / (1.0 + credit + pool.blame)
    first = np.union1d(_best(precise, FIRST // 2), _best(sharing, FIRST // 2))
    found = {members: score for one in first.tolist() for members, score in _grown((one,), pool)}
    best = sorted(found, key=lambda members: -found[members])[:KEPT]
    named = [tuple(some[list(members)].tolist()) for members in best]
    named += [others for members in named[:1] for others in _alike(members, comparison)]
    return tuple(_together([hypotheses[at] for at in members]) for members in named)


def _alike(members: tuple[int, ...], comparison: Comparison) -> Iterator[tuple[int, ...]]:
    """Return a set with each member in turn exchanged for sites that answer like it."""
    classes = comparison.coded.answers.classes
    for place, member in enumerate(members):
        others = np.flatnonzero(classes == classes[member])
        for other in others[others != member][:KEPT].tolist():
            yield (*members[:place], other, *members[place + 1 :])


@dataclass(frozen=True, slots=True, eq=False)
class _Pool:
    """What each site explains, finding by finding, and what speaks against it."""

    comparison: Comparison
    explained: NDArray[np.float32]
    blame: Floats
    surplus: Floats
    unusual: Floats

    def scores(self, members: tuple[int, ...]) -> Floats:
        """Return the score of some sites with each other one added; -1 for themselves."""
        at = list(members)
        held = self.explained[at].max(axis=0)
        score = self.comparison.score(
            np.maximum(self.explained, held).sum(axis=1).astype(np.float64),
            self.blame + self.blame[at].sum(),
            self.surplus + self.surplus[at].sum(),
            self.unusual + self.unusual[at].sum(),
        )
        score = score * self.comparison.weights.another_site ** len(at)
        score[at] = -1.0
        return score


def _grown(members: tuple[int, ...], pool: _Pool) -> Iterator[tuple[tuple[int, ...], float]]:
    """Add the site that helps most, until nothing is gained or there are enough."""
    last = 0.0
    while len(members) < MOST_SITES:
        score = pool.scores(members)
        for choice in _best(score, 3).tolist():
            if score[choice] > last:
                yield tuple(sorted((*members, choice))), float(score[choice])
        top = int(score.argmax())
        if score[top] <= last:
            return
        last, members = float(score[top]), (*members, top)


def _best(values: Floats, count: int) -> NDArray[np.int64]:
    return np.argsort(-values, kind="stable")[:count]


def _together(parts: list[Hypothesis]) -> Hypothesis:
    return Hypothesis(
        tuple(lesion for part in parts for lesion in part.lesions),
        dated=all(part.dated for part in parts),
        diffuse=any(part.diffuse for part in parts),
    )
