"""What a named lesion destroys: rules over volumes, stations and kinds of fibres."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from visualizer.anatomy import parse_levels, segment_index
from visualizer.findings.diffuse import Disease
from visualizer.scene import Lesion

LevelKind = Literal["none", "cord", "cord_or_none", "named"]


class LesionError(ValueError):
    """A lesion that the vocabulary does not allow; the message is in the user's words."""


@dataclass(frozen=True, slots=True)
class SitePart:
    """One component of a site.

    Attributes
    ----------
    component : str
        Name in the vocabulary; a lesion with `components` destroys only those named.
    volume : str
        Brain volume whose fibres are interrupted, or "".
    stations : tuple of str
        Stations whose fibres are interrupted, "*" for any; used when `volume` is "".
    place : str
        "same" (the lesion's side), "both", or "none" (a midline volume).
    kinds, targets : tuple of str
        Only populations of these kinds and targets; empty for all.
    population_side : str
        "any", "same" or "opposite": body side served, seen from the lesion's side.
    levels : tuple of str
        Used only when the lesion names one of these levels ("" for no level, "cord" for
        any cord segment); empty for every lesion.
    share : float
        Share of these fibres that a complete lesion of the site takes, 0 to 1.
    station_level : str
        Level of the stations, where it is not the lesion's own: for fibres that leave the
        nerve within the stretch the level means, but before its station.
    """

    component: str
    volume: str = ""
    stations: tuple[str, ...] = ()
    place: str = "same"
    kinds: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    population_side: str = "any"
    levels: tuple[str, ...] = ()
    share: float = 1.0
    station_level: str = ""


@dataclass(frozen=True, slots=True)
class SiteRule:
    """One site of the vocabulary.

    Attributes
    ----------
    id, words : str
    sides : tuple of str
        What a lesion may say.
    level_kind : str
    levels : tuple of str
        Named levels, proximal to distal.
    parts : tuple of SitePart
    modelled : bool
        Whether it is answered for; if not, it is refused by name.
    sources : tuple of str
    fraction : float
        Share of the fibres that a lesion without extent and fraction interrupts.
    disease : Disease or None
        Rules of a site of diffuse disease, which has no parts.
    silent : tuple of str
        Components that hold nothing a modelled sign depends on.
    whole_level : str
        Segments destroyed by a lesion that names none, or "".
    beyond : str
        What a lesion here does besides, not modelled yet, in words; or "".
    refused : str
        Why the site is not modelled, or "".
    near : tuple of SitePart
        Components beside the site: destroyed only if the lesion names them, for one that reaches
        into its neighbours.
    """

    id: str
    words: str
    sides: tuple[str, ...]
    level_kind: LevelKind
    levels: tuple[str, ...]
    parts: tuple[SitePart, ...]
    modelled: bool
    sources: tuple[str, ...]
    fraction: float = 1.0
    disease: Disease | None = None
    silent: tuple[str, ...] = ()
    whole_level: str = ""
    beyond: str = ""
    refused: str = ""
    near: tuple[SitePart, ...] = ()


def level_of(lesion: Lesion, rule: SiteRule) -> str:
    """Return the level that a lesion names, or the whole of its site, or ""."""
    return lesion.level or rule.whole_level


def completeness(lesion: Lesion, rule: SiteRule | None) -> float:
    """Return the share of the fibres within a lesion that it interrupts, 0 to 1."""
    if rule is not None and lesion.extent is None and lesion.fraction is None:
        return rule.fraction
    return lesion.completeness


def check_lesion(lesion: Lesion, sites: Mapping[str, SiteRule]) -> SiteRule:
    """Return the rule of a named lesion after checking side, level and components.

    Raises
    ------
    LesionError
        If the site is unknown or not modelled yet, or a key does not fit it.
    """
    site = lesion.site or ""
    rule = sites.get(site)
    if rule is None:
        raise LesionError(f"unknown site '{site}'")
    if not rule.modelled:
        why = f": {rule.refused}" if rule.refused else ""
        raise LesionError(f"site '{site}' is not modelled yet{why}")
    _check_side(lesion, rule)
    _check_level(lesion, rule)
    known = {part.component for part in (*rule.parts, *rule.near)} | set(rule.silent)
    for component in lesion.components or ():
        if component not in known:
            raise LesionError(f"site '{site}' has no component '{component}'")
    return rule


def _check_side(lesion: Lesion, rule: SiteRule) -> None:
    side = lesion.side or "none"
    if side == "none" and "none" in rule.sides:
        return
    if side == "none":
        raise LesionError(f"site '{rule.id}' needs a side: left, right or bilateral")
    if side not in (*rule.sides, "bilateral"):
        raise LesionError(f"site '{rule.id}' has no side '{side}'")


def _check_level(lesion: Lesion, rule: SiteRule) -> None:
    level = lesion.level or ""
    if level in rule.levels or (not level and rule.level_kind == "named"):
        return
    if not level and (rule.level_kind == "cord_or_none" or rule.whole_level):
        return
    takes_segments = rule.level_kind.startswith("cord") or any(
        "cord" in part.levels for part in rule.parts
    )
    if not takes_segments:
        if level:
            raise LesionError(f"site '{rule.id}' has no level '{level}'")
        return
    if not level:
        raise LesionError(f"site '{rule.id}' needs a level, a cord segment such as C6")
    _check_segments(level, rule)


def _check_segments(level: str, rule: SiteRule) -> None:
    try:
        segments = parse_levels(level)
    except ValueError as error:
        raise LesionError(f"site '{rule.id}': {error}") from None
    rootlets = rule.level_kind == "cord_or_none" and rule.disease is None
    if rootlets and segment_index(segments[0]) < segment_index("L1"):
        raise LesionError(f"site '{rule.id}' has no roots of {segments[0]}")


def is_segment_range(level: str) -> bool:
    """Tell whether a level is a cord segment or a range of them."""
    try:
        parse_levels(level)
    except ValueError:
        return False
    return True
