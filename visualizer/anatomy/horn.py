"""The reflex arc that stands for a segment of the cord, and the classes of nerve fibres."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Arc:
    """One muscle of a segment with the column of its motor neurons, and its antagonist.

    Attributes
    ----------
    segment, muscle, nucleus : str
        `nucleus` names a polygon of the segment's cross-section.
    antagonist, antagonist_nucleus, antagonist_level : str
        Empty where the muscle has no antagonist to inhibit; the level is the segment in which
        most of the antagonist's motor neurons lie.
    note : str
        What differs from a limb muscle, in words; may be empty.
    source : tuple of str
    """

    segment: str
    muscle: str
    nucleus: str
    antagonist: str = ""
    antagonist_nucleus: str = ""
    antagonist_level: str = ""
    note: str = ""
    source: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FibreClass:
    """A class of nerve fibres.

    Attributes
    ----------
    name, lloyd : str
        After Erlanger and Gasser; after Lloyd for afferents, else empty.
    low_um, high_um : float
        Thickness with the sheath, micrometres.
    low_ms, high_ms : float
        Conduction velocity, metres a second.
    myelin : bool
    carries, kind : str
        `kind` is motor, sensory or autonomic.
    share : float
        Share of the fibres drawn in a mixed nerve.
    """

    name: str
    lloyd: str
    low_um: float
    high_um: float
    low_ms: float
    high_ms: float
    myelin: bool
    carries: str
    kind: str
    share: float
