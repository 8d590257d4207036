"""The test that best tells the leading candidates apart."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from visualizer.findings.localise.answers import Rows, Sign
from visualizer.findings.localise.ranking import NextTest
from visualizer.findings.tables.localise import Weights

NAMED = 3


def best_test(
    leaders: Sequence[tuple[str, float, tuple[Sign, ...]]],
    rows: Rows,
    asked: frozenset[int],
    weights: Weights,
) -> NextTest | None:
    """Return the row not yet examined that splits the leaders best.

    Parameters
    ----------
    leaders : sequence of (words, score, signs)
        Candidates that answer differently, best first.
    rows : Rows
    asked : frozenset of int
        Rows that were examined.
    weights : Weights

    Returns
    -------
    NextTest or None
        None where no row left tells them apart.
    """
    if len(leaders) < 2:
        return None
    score = np.array([score for _, score, _ in leaders])
    share = np.exp((score - score.max()) / weights.behind)
    share /= share.sum()
    told: dict[int, dict[int, Sign]] = {}
    for number, (_, _, signs) in enumerate(leaders):
        for sign in signs:
            if sign.row not in asked:
                told.setdefault(sign.row, {})[number] = sign
    gains = {row: _bits(row, signs, share, rows, weights) for row, signs in told.items()}
    best = max(gains, key=lambda row: (gains[row], -row), default=None)
    if best is None or gains[best] < weights.least_bits:
        return None
    domain, target, side, modality, direction = rows.keys[best]
    why = _why([words for words, _, _ in leaders], told[best], rows.healthy[best], share)
    return NextTest(domain, target, side, modality, direction, why)


def _bits(
    row: int, signs: dict[int, Sign], share: NDArray[np.float64], rows: Rows, weights: Weights
) -> float:
    """Return how much the answer is expected to tell, less where it is in doubt."""
    parts: dict[tuple[str, str, str], float] = {}
    sure = 0.0
    trust = {"possible": 1 - weights.possible, "undetermined": 1 - weights.undetermined}
    for number, part in enumerate(share.tolist()):
        sign = signs.get(number, rows.healthy[row])
        parts[sign[1:4]] = parts.get(sign[1:4], 0.0) + part
        sure += part * trust.get(sign.certainty, 1.0)
    entropy = -sum(part * np.log2(part) for part in parts.values() if part > 0)
    return float(entropy * sure * weights.ease.get(rows.keys[row][0], 1.0))


def _why(
    words: Sequence[str], signs: dict[int, Sign], usual: Sign, share: NDArray[np.float64]
) -> str:
    groups: dict[str, list[int]] = {}
    for number in range(len(words)):
        groups.setdefault(_said(signs.get(number, usual)), []).append(number)
    order = sorted(groups, key=lambda said: -sum(share[n] for n in groups[said]))
    return "; ".join(f"{said} with {_some([words[n] for n in groups[said]])}" for said in order)


def _said(sign: Sign) -> str:
    parts = [sign.value.replace("_", " "), sign.direction and f"to the {sign.direction}"]
    parts.append(sign.level and f"at {sign.level}")
    return " ".join(part for part in parts if part)


def _some(names: list[str]) -> str:
    names = list(dict.fromkeys(names))
    more = len(names) - NAMED
    return " or ".join(names[:NAMED]) + (f" or {more} more" if more > 0 else "")
