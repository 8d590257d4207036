"""Diffuse disease: rules on whole populations of neurons and on muscles.

A disease has no place of its own. Each of its rules names an element (motor neuron cells,
motor axons, upper motor neurons, muscle afferents, junctions or muscle fibres), the share that
is lost of each population by target, how that share depends on the length of the fibres, and
its course in time. All numbers are in `diffuse.toml`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy import Body, parse_levels
from visualizer.findings.finding import EndLoss, Involvement
from visualizer.findings.lengths import lengths_mm, lengths_to_ganglion_mm
from visualizer.scene import Lesion

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Curve = tuple[tuple[float, float], ...]
Part = Literal["start", "end", "junction", "muscle"]

STEPS_BEFORE_END = 2


@dataclass(frozen=True, slots=True)
class Element:
    """What a rule acts on.

    Attributes
    ----------
    kinds : tuple of str
        Kinds of fibres; empty for junction and muscle fibres.
    part : Part
        Where on a fibre the loss is said to lie, or the end organ.
    to_ganglion : bool
        Whether only the stretch from the receptor to the ganglion counts as length.
    """

    kinds: tuple[str, ...]
    part: Part
    to_ganglion: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class DiseaseRule:
    """What a disease takes of one element.

    Attributes
    ----------
    element : Element
    share : mapping of str to float
        Share lost by target (muscle or body part) when the disease is full grown; "*" is
        every other target.
    length_mm : mapping of str to (float, float)
        Length of fibre at which the loss begins and at which it is full, by `reach`; ""
        holds for every reach. Empty where length does not matter.
    course : Curve
        [days since the disease came to the target, part of the share].
    delay_days : mapping of str to float
        Days after onset at which the disease comes to a target; "*" is every other one.
    at_level : str
        "named": only with a level, and only in its segments; "unnamed": only without one.
    jerk, slack : Curve
        Tendon reflex and tone that are left, by the junctions or muscle fibres that are.
    fibrillates : bool
        Whether the sick muscle fibres fire by themselves.
    sources : tuple of str
    brings : tuple of str
        Signs that the disease brings by itself.
    """

    element: Element
    share: Mapping[str, float]
    length_mm: Mapping[str, tuple[float, float]]
    course: Curve
    delay_days: Mapping[str, float]
    at_level: str
    jerk: Curve
    slack: Curve
    fibrillates: bool
    sources: tuple[str, ...]
    brings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Disease:
    """A diffuse disease.

    Attributes
    ----------
    site : str
    process : str
        What becomes of the axons, a row of `process.toml`.
    tempo : str
        Its own tempo where the lesion gives none, or "".
    established_days : float
        Age of the established picture, used for a lesion without a date; inf where it is the
        full-grown disease.
    reach : str
        Reach of a lesion that gives none.
    twitches : bool
        Whether blocked motor axons fasciculate.
    rules : tuple of DiseaseRule
    sources : tuple of str
    """

    site: str
    process: str
    tempo: str
    established_days: float
    reach: str
    twitches: bool
    rules: tuple[DiseaseRule, ...]
    sources: tuple[str, ...]


def disease_involvement(
    disease: Disease, lesion: Lesion, index: int, days: float, body: Body
) -> Involvement:
    """Return the fibres and end organs that a diffuse disease takes at some age.

    Parameters
    ----------
    disease : Disease
    lesion : Lesion
    index : int
        Its place in the scene.
    days : float
        Days since onset.
    body : Body
    """
    undated = lesion.onset_days is None and days == lesion.days
    age = disease.established_days if undated else days
    reach = lesion.reach or disease.reach
    fibres = body.fibres
    share = np.zeros(fibres.count)
    point = np.zeros(fibres.count, dtype=np.int64)
    ends = []
    for rule in disease.rules:
        if rule.at_level and (rule.at_level == "named") != bool(lesion.level):
            continue
        if rule.element.kinds:
            which, full, delay, at = _hit(body, rule, reach, lesion.side or "", lesion.level or "")
            taken = lesion.completeness * full * _along(rule.course, age - delay)
            more = taken > share[which]
            share[which[more]], point[which[more]] = taken[more], at[more]
        else:
            ends.append(_end_loss(rule, lesion, age))
    cut = np.flatnonzero(share)
    return Involvement(
        lesion=index,
        days=days,
        fibres=cut,
        fraction=share[cut],
        point=point[cut],
        station=fibres.station[point[cut]],
        ends=tuple(ends),
        diffuse=True,
    )


@lru_cache(maxsize=64)
def _hit(
    body: Body, rule: DiseaseRule, reach: str, side: str, level: str
) -> tuple[Ints, Floats, Floats, Ints]:
    """Return a rule's fibres, the share of each lost in the end, its delay and the point."""
    fibres = body.fibres
    segments = parse_levels(level) if level and rule.at_level == "named" else ()
    by_population = np.array(
        [
            _of(rule.share, p.target)
            if p.kind in rule.element.kinds
            and side in ("", "bilateral", "none", p.side)
            and (not segments or p.segment in segments)
            else 0.0
            for p in fibres.populations
        ]
    )
    share = by_population[fibres.population]
    bounds = rule.length_mm.get(reach) or rule.length_mm.get("")
    if bounds is not None:
        reach_of = lengths_to_ganglion_mm if rule.element.to_ganglion else lengths_mm
        share = share * np.clip((reach_of(fibres) - bounds[0]) / (bounds[1] - bounds[0]), 0, 1)
    elif rule.length_mm:
        share = np.zeros_like(share)
    which = np.flatnonzero(share)
    first, last = fibres.offsets[which], fibres.offsets[which + 1] - 1
    at = np.maximum(first, last - STEPS_BEFORE_END) if rule.element.part == "end" else first
    delays = np.array([_of(rule.delay_days, p.target) for p in fibres.populations])
    return which, share[which], delays[fibres.population[which]], at


def _along(course: Curve, age: Floats) -> Floats:
    days, parts = np.array(course).T
    part: Floats = np.where(age < 0, 0.0, np.interp(age, days, parts))
    return part


def _of(by_target: Mapping[str, float], target: str) -> float:
    return by_target.get(target, by_target.get("*", 0.0))


def _end_loss(rule: DiseaseRule, lesion: Lesion, age: float) -> EndLoss:
    names = list(dict.fromkeys((*rule.share, *rule.delay_days)))
    delays = np.array([_of(rule.delay_days, name) for name in names])
    full = np.array([_of(rule.share, name) for name in names])
    loss = lesion.completeness * full * _along(rule.course, age - delays)
    sides = (lesion.side,) if lesion.side in ("left", "right") else ("left", "right")
    return EndLoss(
        part=rule.element.part,
        share=dict(zip(names, loss.tolist(), strict=True)),
        sides=tuple(str(side) for side in sides),
        jerk=rule.jerk,
        slack=rule.slack,
        fibrillates=rule.fibrillates,
        sources=rule.sources,
        brings=rule.brings,
    )
