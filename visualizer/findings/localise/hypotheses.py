"""Every single lesion that a named site allows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from visualizer.anatomy import SEGMENTS, parse_levels
from visualizer.findings.sites import LesionError, SiteRule, check_lesion, is_segment_range
from visualizer.scene import Lesion
from visualizer.scene.lesion import REACHES


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """Lesions that might explain an examination.

    Attributes
    ----------
    lesions : tuple of Lesion
        Without a date of onset.
    dated : bool
        Whether they began when the examination says; if not, a disease is taken at its
        established picture.
    diffuse : bool
        A disease of populations, which has no place.
    """

    lesions: tuple[Lesion, ...]
    dated: bool = True
    diffuse: bool = False

    def at(self, days: float) -> tuple[Lesion, ...]:
        """Return the lesions at an age."""
        if not self.dated:
            return self.lesions
        return tuple(replace(lesion, onset_days=days) for lesion in self.lesions)

    @property
    def place(self) -> tuple[tuple[str, str, str], ...]:
        """Site, side and level of each lesion; of a placed one its kind and its numbers."""
        return tuple(
            (lesion.site or repr(lesion.shape), side_of(lesion), lesion.level or "")
            for lesion in self.lesions
        )

    @property
    def doubled(self) -> int:
        """Number of lesions that are a site of one side taken on both."""
        return sum(lesion.side == "bilateral" for lesion in self.lesions)

    @property
    def halved(self) -> int:
        """Number of whole-body diseases taken on one side only."""
        return self.diffuse * sum(
            lesion.side in ("left", "right") and not lesion.level for lesion in self.lesions
        )

    @property
    def breadth(self) -> tuple[int, int, int, int]:
        """Order among equals: fewer sites, focal, one-sided and short before the others."""
        both = sum(side_of(lesion) == "bilateral" for lesion in self.lesions)
        length = sum(_length(lesion.level) for lesion in self.lesions)
        return len(self.lesions), int(self.diffuse), both, length


def side_of(lesion: Lesion) -> str:
    """Return the side of a lesion; one of the midline takes both."""
    return lesion.side if lesion.side in ("left", "right") else "bilateral"


def named_hypotheses(
    sites: Mapping[str, SiteRule], ranges: Sequence[str]
) -> tuple[Hypothesis, ...]:
    """Return every site that is modelled, at each side and level that it can have.

    A site with cord segments is taken at each of them and at the ranges given; a nerve at each of
    its levels and at none; a diffuse disease at the age asked for and at its established
    picture, one that depends on length at each reach.
    """
    return tuple(
        h for rule in sites.values() if rule.modelled for h in _of_site(rule, sites, ranges)
    )


def _of_site(
    rule: SiteRule, sites: Mapping[str, SiteRule], ranges: Sequence[str]
) -> Iterator[Hypothesis]:
    for side in ("left", "right", None if "none" in rule.sides else "bilateral"):
        for level in _levels(rule, ranges):
            for reach in _reaches(rule):
                lesion = Lesion(site=rule.id, side=side, level=level or None, reach=reach)
                if not _allowed(lesion, sites):
                    continue
                diffuse = rule.disease is not None
                yield Hypothesis((lesion,), diffuse=diffuse)
                if diffuse and not level:
                    yield Hypothesis((lesion,), dated=False, diffuse=True)


def _levels(rule: SiteRule, ranges: Sequence[str]) -> tuple[str, ...]:
    segments = rule.level_kind.startswith("cord") or any("cord" in p.levels for p in rule.parts)
    return ("", *rule.levels, *((*SEGMENTS, *ranges) if segments else ()))


def _reaches(rule: SiteRule) -> tuple[str | None, ...]:
    if rule.disease is None:
        return (None,)
    named = {reach for r in rule.disease.rules for reach in r.length_mm if reach}
    return tuple(reach for reach in REACHES if reach in named) or (None,)


def _allowed(lesion: Lesion, sites: Mapping[str, SiteRule]) -> bool:
    try:
        check_lesion(lesion, sites)
    except LesionError:
        return False
    return True


def _length(level: str | None) -> int:
    return len(parse_levels(level)) if level and is_segment_range(level) else 1
