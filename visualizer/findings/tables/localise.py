"""Tables of the way back: what agreement counts, what is asked, and the values of a finding."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Scale:
    """Values of a target; empty where any word may come."""

    values: tuple[str, ...] = ()
    ordered: bool = True

    def place(self, value: str) -> int:
        """Return where a value lies, -1 where there is no order or no such value."""
        return self.values.index(value) if self.ordered and value in self.values else -1


@dataclass(frozen=True, slots=True)
class Scales:
    """The scales of the examination.

    Attributes
    ----------
    by_target, by_domain : mapping of str to Scale
        A target's own scale goes before that of its domain.
    elicited : mapping of str to Scale
        Of reflexes whose names begin so, before both.
    """

    by_target: Mapping[str, Scale] = field(default_factory=dict)
    by_domain: Mapping[str, Scale] = field(default_factory=dict)
    elicited: Mapping[str, Scale] = field(default_factory=dict)

    def of(self, domain: str, target: str) -> Scale:
        """Return the scale of a target; one without values where the vocabulary names none."""
        if domain == "reflex":
            for start, scale in self.elicited.items():
                if target.startswith(start):
                    return scale
        return self.by_target.get(target) or self.by_domain.get(domain) or Scale(ordered=False)


@dataclass(frozen=True, slots=True)
class Weights:
    """What an examined sign is worth; by default nothing is forgiven and nothing costs.

    Attributes
    ----------
    worth : mapping of str to float
        Weight of a finding by domain.
    graver, milder, other : float
        Agreement where the value predicted is worse than the one found, less bad, or abnormal
        in another way.
    near_levels : tuple of float
        Agreement of sensory levels one, two, ... segments apart.
    possible, undetermined : float
        How far a doubtful prediction forgives a difference.
    explained_from : float
        Agreement from which a finding counts as explained.
    unasked : float
        What abnormal signs that nobody looked for cost; it grows with their logarithm.
    disease, halved, doubled : float
        What a diffuse disease, one of one side only, and a site taken on both sides cost
        before anything is examined; the more is examined, the less.
    another_site : float
        By how much every site after the first lowers the score.
    behind : float
        How far behind the first a candidate counts e times less for the next test.
    least_bits : float
        What the next test must be expected to tell.
    ease : mapping of str to float
        How readily a domain is tested at the bedside.
    """

    worth: Mapping[str, float] = field(default_factory=dict)
    graver: float = 0.0
    milder: float = 0.0
    other: float = 0.0
    near_levels: tuple[float, ...] = ()
    possible: float = 0.0
    undetermined: float = 0.0
    explained_from: float = 1.0
    unasked: float = 0.0
    disease: float = 0.0
    halved: float = 0.0
    doubled: float = 0.0
    another_site: float = 1.0
    behind: float = 1.0
    least_bits: float = 0.0
    ease: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LocaliseTables:
    """Tables of the way back.

    Attributes
    ----------
    weights : Weights
    scales : Scales
    days : tuple of float
        Ages of a lesion that are asked beforehand.
    ranges : tuple of str
        Ranges of segments that are asked beside the single ones.
    """

    weights: Weights = field(default_factory=Weights)
    scales: Scales = field(default_factory=Scales)
    days: tuple[float, ...] = ()
    ranges: tuple[str, ...] = ()
