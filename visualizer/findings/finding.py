"""The answer of the findings model, as values."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from visualizer.findings.explanation import Explanation


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a sign is there: one lesion, the place, the neurons, the rule and its sources."""

    lesion: int
    station: str
    population: str
    rule: str
    sources: tuple[str, ...]


class Finding(NamedTuple):
    """The value of one target of the examination on one side.

    `certainty` is expected, possible or undetermined. The optional fields are as in
    the JSON and None where they do not apply. `because` may be made when first read.
    A named tuple, because a prediction makes hundreds.
    """

    domain: str
    target: str
    side: str
    value: str
    certainty: str = "expected"
    because: Sequence[Reason] = ()
    mrc: str | None = None
    strength: float | None = None
    grade: str | None = None
    ashworth: str | None = None
    modality: str | None = None
    level: str | None = None
    direction: str | None = None


filled = cast("Callable[[tuple[object, ...]], Finding]", partial(tuple.__new__, Finding))
"""Makes a finding of all its fields in order; several times as quick as `Finding(...)`."""


def in_array(findings: Iterable[Finding]) -> NDArray[np.object_]:
    """Return findings as an array, so that some can be put in the places of others at once."""
    return np.fromiter(findings, dtype=object)


@dataclass(frozen=True, slots=True, eq=False)
class EndLoss:
    """Junctions or muscle fibres that one rule of a diffuse disease takes.

    Attributes
    ----------
    part : str
        "junction" or "muscle".
    share : mapping of str to float
        Share lost by muscle; "*" is every other muscle.
    sides : tuple of str
    jerk, slack : curves
        Tendon reflex and tone left, by the share of the part that is left.
    fibrillates : bool
        Whether the sick muscle fibres fire by themselves.
    sources : tuple of str
    brings : tuple of str
        Signs that the disease brings by itself, such as fatigability.
    """

    part: str
    share: Mapping[str, float]
    sides: tuple[str, ...]
    jerk: tuple[tuple[float, float], ...]
    slack: tuple[tuple[float, float], ...]
    fibrillates: bool
    sources: tuple[str, ...]
    brings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Involvement:
    """Which fibres one lesion interrupts.

    Attributes
    ----------
    lesion : int
        Index of the lesion in the scene.
    days : float
        Days since onset at the time asked for.
    fibres : (k,) int array
        Indices of the fibres interrupted, ascending.
    fraction : (k,) float array
        Share of each interrupted, 0 to 1.
    point : (k,) int array
        Index into `Fibres.points_mm` of the first interrupted point of each, from the cell.
    station : (k,) int array
        Index into `Fibres.stations` at that point.
    ends : tuple of EndLoss
        Junctions and muscle fibres that a diffuse disease takes.
    diffuse : bool
        Whether the lesion is a disease of populations, which has no place of its own.
    """

    lesion: int
    days: float
    fibres: NDArray[np.int64]
    fraction: NDArray[np.float64]
    point: NDArray[np.int64]
    station: NDArray[np.int64]
    ends: tuple[EndLoss, ...] = ()
    diffuse: bool = False


Key = tuple[str, str, str, str | None, str | None]
SkinValues = Mapping[tuple[str, str, str], Mapping[str, str]]
Say = Callable[[str, str, str], str]


def _unexplained(finding: Finding, say: Say | None) -> Explanation:
    del finding, say
    return Explanation("why_not", ())


@dataclass(frozen=True, eq=False)
class Prediction:
    """Signs with what they were made from; summary and syndromes are made when asked for."""

    findings: tuple[Finding, ...]
    involvements: tuple[Involvement, ...] = ()
    knowledge_version: str = ""
    knowledge_sha256: str = ""
    tell: Callable[[], str] = str
    recognise: Callable[[], tuple[str, ...]] = tuple
    feel: Callable[[], SkinValues] = dict
    account: Callable[[Finding, Say | None], Explanation] = _unexplained

    @cached_property
    def summary(self) -> str:
        """One paragraph in a registrar's words."""
        return self.tell()

    @cached_property
    def syndromes(self) -> tuple[str, ...]:
        """Names of the patterns that the signs fit."""
        return self.recognise()

    @cached_property
    def skin(self) -> SkinValues:
        """What every patch of skin (side, dermatome, territory) feels, by modality."""
        return self.feel()

    def explain(self, finding: Finding, say: Say | None = None) -> Explanation:
        """Say why one of the findings is as it is; `say` puts site, side and level into words."""
        return self.account(finding, say)

    @cached_property
    def _index(self) -> dict[Key, Finding]:
        return {(f.domain, f.target, f.side, f.modality, f.direction): f for f in self.findings}

    def get(
        self,
        domain: str,
        target: str,
        side: str,
        modality: str | None = None,
        direction: str | None = None,
    ) -> Finding:
        """Return one finding.

        Raises
        ------
        KeyError
            If the model does not answer for that target.
        """
        return self._index[domain, target, side, modality, direction]
