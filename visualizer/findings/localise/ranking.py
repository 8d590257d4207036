"""The answer of the search: candidates, what speaks against them and the next test."""

from dataclasses import dataclass

from visualizer.findings.localise.hypotheses import Hypothesis


@dataclass(frozen=True, slots=True)
class WrongSign:
    """An abnormal sign that a candidate predicts and the examination denies."""

    domain: str
    target: str
    side: str
    value: str
    finding: int
    modality: str | None = None
    direction: str | None = None
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One site, or a smallest set of sites, that may explain an examination.

    Attributes
    ----------
    hypothesis : Hypothesis
    score : float
        0 to 1.
    explains, unexplained : tuple of int
        Indices of the observations.
    wrongly_predicts : tuple of WrongSign
    alike : int
        Candidates with the same number have the same values in every row of the examination.
    """

    hypothesis: Hypothesis
    score: float
    explains: tuple[int, ...]
    unexplained: tuple[int, ...]
    wrongly_predicts: tuple[WrongSign, ...]
    alike: int = 0


@dataclass(frozen=True, slots=True)
class NextTest:
    """What to examine next, and why in words."""

    domain: str
    target: str
    side: str
    modality: str | None
    direction: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidates, best first."""

    single_site_explains_all: bool
    candidates: tuple[Candidate, ...]
    next_test: NextTest | None
