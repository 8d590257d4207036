"""How much agreement counts: the judgement of the search, no clinical facts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

_DOMAINS = {
    "power": 1.0,
    "tone": 1.0,
    "reflex": 1.5,
    "plantar": 2.0,
    "wasting": 0.7,
    "fasciculation": 0.7,
    "fibrillation": 0.4,
    "sensation": 0.7,
    "cranial": 1.5,
    "autonomic": 1.5,
    "gait": 1.0,
    "other": 1.5,
}
_EASE = {"fibrillation": 0.6, "gait": 0.9, "wasting": 0.9, "fasciculation": 0.8}


@dataclass(frozen=True, slots=True)
class Weights:
    """What an examined sign is worth.

    Attributes
    ----------
    domains : mapping of str to float
        Weight of a finding by domain.
    graver, milder, other : float
        Agreement where the value predicted is worse than the one found, less bad, or abnormal
        in another way. A part of a lesion gives less than the whole of it, never more.
    possible, undetermined : float
        How far a doubtful prediction forgives a difference.
    near_levels : tuple of float
        Agreement of sensory levels one, two, ... segments apart.
    explained_from : float
        Agreement from which a finding counts as explained.
    unasked : float
        What abnormal signs that nobody looked for cost; it grows with their logarithm.
    disease, halved, doubled : float
        What a diffuse disease, one of one side only, and a site taken on both sides cost
        before anything is examined; the more is examined, the less.
    another_site : float
        By how much every site after the first lowers the score.
    ease : mapping of str to float
        How readily a domain is tested at the bedside, when the next test is chosen.
    """

    domains: Mapping[str, float] = field(default_factory=lambda: dict(_DOMAINS))
    graver: float = 0.7
    milder: float = 0.35
    other: float = 0.2
    possible: float = 0.3
    undetermined: float = 0.5
    near_levels: tuple[float, ...] = (0.8, 0.6, 0.4)
    explained_from: float = 0.5
    unasked: float = 0.1
    disease: float = 0.1
    halved: float = 0.3
    doubled: float = 0.3
    another_site: float = 0.98
    ease: Mapping[str, float] = field(default_factory=lambda: dict(_EASE))
