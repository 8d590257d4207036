"""Tables of Horner, bladder, bowel, sweating and blood pressure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Served:
    """Populations that serve one function: their kinds and targets ("*" is every target)."""

    kinds: tuple[str, ...]
    targets: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AutonomicTables:
    """Tables of Horner, bladder, bowel, sweating and blood pressure.

    Attributes
    ----------
    populations : mapping of str to Served
    numbers : mapping of str to float
        Thresholds as "table.key".
    bladder_depth : Points
        How deep spinal shock of the bladder goes, by the share of its descending path cut.
    """

    populations: Mapping[str, Served] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)
    bladder_depth: Points = ((0.0, 0.0),)
