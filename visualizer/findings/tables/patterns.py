"""Tables of patterns in gait and limbs: which findings together make a sign."""

from dataclasses import dataclass
from typing import Literal

Where = Literal["own", "far", "both", "either", "none"]
Quantity = Literal["strength", "upper", "lower", "spinal"]


@dataclass(frozen=True, slots=True)
class Measure:
    """A number of a muscle or movement, compared.

    Attributes
    ----------
    where : Where
        The sign's side, the other one, both sides, or at least one.
    quantity : Quantity
        Strength left; share of the drive from above, of the motor unit, or of the drive in the
        cord that is lost.
    target : str
        A muscle, or a movement (the mean of its prime movers).
    below : bool
        Whether the number must be smaller than the limit; else at least the limit.
    limit : float
    """

    where: Where
    quantity: Quantity
    target: str
    below: bool
    limit: float


@dataclass(frozen=True, slots=True)
class Answer:
    """A finding that must have one of some values."""

    where: Where
    domain: str
    target: str
    values: tuple[str, ...]
    modality: str | None = None


@dataclass(frozen=True, slots=True)
class Brought:
    """A sign that a disease of junctions or muscle fibres brings by itself.

    `target` is the muscle or movement in which it is seen, "" for the one that suffers most.
    """

    sign: str
    target: str = ""


Condition = Measure | Answer | Brought


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way in which a sign takes a value: all of `wants`, and none of `unless`.

    It counts for some of the sign's `sides` only, or for all if there are none.
    """

    value: str
    certainty: str
    wants: tuple[Condition, ...]
    unless: tuple[Condition, ...]
    sides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign with its ways, the first that holds counts; without one it is absent.

    `sides` are left, right or none; `sources` those of its ways.
    """

    domain: str
    target: str
    sides: tuple[str, ...]
    patterns: tuple[Pattern, ...]
    sources: tuple[str, ...]

    @property
    def rule(self) -> str:
        """The row of `rules.csv` that explains the sign."""
        return f"pattern.{self.target}"


@dataclass(frozen=True, slots=True)
class PatternsTables:
    """Signs read off other findings."""

    signs: tuple[Sign, ...] = ()
