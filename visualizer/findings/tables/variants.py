"""Tables of anatomical variants: shares of populations that run another way."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a stretch of a fibre begins or ends.

    Attributes
    ----------
    site : str
        Start of the names of stations, such as "nerve.ulnar" or "root.".
    level : str
        Level of the station, or "" for any.
    own_side : bool
        Whether only stations on the side that the population serves count.
    """

    site: str
    level: str = ""
    own_side: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a fibre.

    It starts at the first point at one of the marks `start` (no marks: the fibre's start) and
    ends before the first point after that at one of the marks `stop` (none: the fibre's end).
    """

    start: tuple[Mark, ...] = ()
    stop: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Detour:
    """Some fibres that take a stretch of their way with other ones.

    Attributes
    ----------
    kinds, targets, segments : tuple of str
        Populations that take part; no targets or segments: any.
    crossing : str
        "crossed" or "uncrossed" for these alone, "" for any.
    through : tuple of Mark
        Only fibres that pass one of these take part; empty for all.
    share : float
        Share of each population's fibres that runs the other way.
    stretch : Stretch
        The stretch that they leave out.
    guide : Stretch
        The stretch of the other fibres that they take instead.
    guide_targets : tuple of str
        Targets of the other fibres, the first that the body has; empty for their own target,
        or else any of their kind.
    shift : int
        Segments by which the other fibres lie further down; their own segment if 0.
    guide_side : str
        "same" or "opposite": side of the other fibres' population.
    """

    kinds: tuple[str, ...]
    targets: tuple[str, ...]
    segments: tuple[str, ...]
    share: float
    stretch: Stretch
    guide: Stretch
    guide_targets: tuple[str, ...] = ()
    shift: int = 0
    guide_side: str = "same"
    crossing: str = ""
    through: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Variant:
    """An anatomical variant that a patient may have, on both sides.

    `words` say what it is, `doubt` what texts disagree on or do not give.
    """

    id: str
    name: str
    words: str
    doubt: str
    sources: tuple[str, ...]
    detours: tuple[Detour, ...]
