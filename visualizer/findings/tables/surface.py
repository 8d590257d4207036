"""Tables of superficial and sacral reflexes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class ArcPart:
    """One segment's part in a superficial reflex.

    Attributes
    ----------
    segment : str
    weight : float
        The weights of a reflex sum to 1.
    skin : tuple of str
        Targets of the afferents that enter there; empty is all of that root.
    muscles : tuple of str
        Whose motor neurons lie there; "*" is every muscle, by cells and roots alone.
    nerve : tuple of str
        Targets of skin that share the nerve of a muscle that the body does not have.
    """

    segment: str
    weight: float
    skin: tuple[str, ...]
    muscles: tuple[str, ...]
    nerve: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SurfaceArc:
    """A superficial reflex; `midline` ones have one answer for both sides."""

    id: str
    midline: bool
    parts: tuple[ArcPart, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SurfaceReflexesTables:
    """Tables of superficial and sacral reflexes.

    Attributes
    ----------
    arcs : tuple of SurfaceArc
    numbers : mapping of str to float
        Thresholds as "table.key".
    lists : mapping of str to tuple of str
        Kinds, targets, muscles and reflexes as "table.key".
    reflex_left : Points
        Reflex left, by the share of the corticospinal fibres that arrive.
    """

    arcs: tuple[SurfaceArc, ...] = ()
    numbers: Mapping[str, float] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reflex_left: Points = ((0.0, 1.0),)
