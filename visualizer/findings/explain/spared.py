"""Why a sign is not there: which fibres are spared, which arc is whole."""

from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np

from visualizer.findings.explain.examined import Examined, Limb, Support
from visualizer.findings.explain.functions import HIGHER, SURFACE, autonomic, higher, surface
from visualizer.findings.explain.head import TARGETS, head
from visualizer.findings.explain.feeling import sensation
from visualizer.findings.explain.motor import MOTOR
from visualizer.findings.explain.names import fibres_words, group_of, percent, row_words
from visualizer.findings.explain.signs import sign, sign_row
from visualizer.findings.finding import Finding
from visualizer.findings.wording import join_words

WHOLE = 0.005
MOST = 4
_CROSSING = {
    "corticospinal": "they cross at the pyramidal decussation",
    "corticobulbar": "most of them cross in the brainstem above their nucleus",
    "medial_lemniscus": "they cross in the medulla above their nuclei",
    "spinothalamic": "they cross in the cord, one or two segments above their entry",
    "trigeminothalamic_touch": "they cross in the brainstem",
    "trigeminothalamic_pain": "they cross in the brainstem",
    "dentatothalamic": "they cross in the caudal midbrain",
    "pontocerebellar": "they cross in the basis pontis",
}


class Asks(Protocol):
    """Tells what a row rests on."""

    def __call__(self, exam: Examined, finding: Finding) -> Support:
        """Return the support of a row."""


def support_of(exam: Examined, finding: Finding) -> Support:
    """Return what a row of the examination rests on, whatever its domain."""
    row = sign_row(exam, finding)
    if row is not None:
        return sign(exam, finding, row)
    return _asked(finding)(exam, finding)


def _asked(finding: Finding) -> Asks:
    domain, target = finding.domain, finding.target
    if domain == "reflex" and target in SURFACE:
        return surface
    if domain == "autonomic":
        return autonomic
    if domain == "sensation":
        return sensation
    if domain in ("reflex", "cranial", "other") and target in TARGETS:
        return head
    if target in HIGHER:
        return higher
    return MOTOR.get(domain, _nothing)


def _nothing(exam: Examined, finding: Finding) -> Support:
    del exam, finding
    return Support()


def spared(exam: Examined, finding: Finding) -> list[str]:
    """Return the sentences that say why a row is normal."""
    rests_on = support_of(exam, finding)
    whole = [limb for limb in rests_on.limbs if limb.lost < WHOLE]
    cut = sorted((limb for limb in rests_on.limbs if limb.lost >= WHOLE), key=_nearness)
    head_words = f"{_row(finding)} is {_value(finding)}"
    if not rests_on.limbs and not rests_on.remarks:
        return [f"{head_words}: no lesion reaches what this test examines."]
    sentences = [_whole(exam, head_words, whole, cut)]
    sentences += [_partial(exam, limb) for limb in reversed(cut[-MOST:])]
    sentences += list(_across(exam, whole))
    sentences += list(_ends(exam, rests_on))
    return [*sentences, *rests_on.remarks]


def _nearness(limb: Limb) -> float:
    """Return how near a loss is to showing."""
    return limb.lost / limb.shows_from if limb.shows_from else limb.lost


def _row(finding: Finding) -> str:
    words = row_words(
        finding.domain, finding.target, finding.side, (finding.modality, finding.direction)
    )
    return f"{words[:1].upper()}{words[1:]}"


def _value(finding: Finding) -> str:
    if finding.domain in ("wasting", "fasciculation", "fibrillation"):
        verb = {"wasting": "wasted", "fasciculation": "fasciculating"}
        return f"not {verb.get(finding.domain, 'fibrillating')}"
    return finding.value.replace("_", " ")


def _whole(exam: Examined, words: str, whole: Sequence[Limb], cut: Sequence[Limb]) -> str:
    if not whole:
        return f"{words}{'.' if not cut else ', although not everything arrives.'}"
    named = join_words(dict.fromkeys(text for limb in whole for text in _names(exam, limb)[:MOST]))
    return f"{words}: the {named} {'are' if 'drive' not in named else 'arrive'} whole."


def _names(exam: Examined, limb: Limb) -> list[str]:
    """Name the neurons of a limb, a group at a time."""
    if limb.words:
        return [limb.words]
    groups: dict[tuple[str, str, str], list[int]] = {}
    for i in limb.which.tolist():
        groups.setdefault(group_of(exam.model.fibres.populations[i]), []).append(i)
    return [
        fibres_words([exam.model.fibres.populations[i] for i in some]) for some in groups.values()
    ]


def _partial(exam: Examined, limb: Limb) -> str:
    """Say how much of a limb is cut, and from where it would show."""
    named = join_words(_names(exam, limb)[:MOST])
    text = f"{percent(limb.lost)} of the {named} {'is' if limb.words else 'are'} cut{_where(exam, limb)}"
    text = f"{text[:1].upper()}{text[1:]}"
    if limb.shows_from is None:
        return f"{text}; the rest is enough."
    if limb.lost < limb.shows_from:
        return f"{text}; too few to show: {limb.sign} shows from {percent(limb.shows_from)}."
    return f"{text}; {limb.sign} could show from {percent(limb.shows_from)}."


def _where(exam: Examined, limb: Limb) -> str:
    """Name the lesion that cuts most of a limb, where there are several."""
    if len(exam.deficits.timings) < 2:
        return ""
    share = exam.deficits.paths.by_lesion(limb.which)
    at = int(np.argmax(share))
    site = exam.sites.get(exam.reasons.involvements[at].lesion, "")
    known = exam.model.knowledge.sites.get(site)
    return f" ({known.words})" if known is not None else ""


def _across(exam: Examined, whole: Sequence[Limb]) -> Iterator[str]:
    """Say that the same fibres of the other side are cut, and where they cross."""
    said = set[str]()
    for limb in whole:
        kind, side, _ = group_of(exam.model.fibres.populations[int(limb.which[0])])
        mirrored = exam.mirrored(limb.which)
        if kind not in _CROSSING or kind in said or not len(mirrored):
            continue
        lost = exam.deficits.paths.lost(mirrored)
        if lost >= 0.25:
            said.add(kind)
            other = "right" if side == "left" else "left"
            yield (
                f"The lesion takes {percent(lost)} of the same fibres of the {other} side of the"
                f" body: {_CROSSING[kind]}."
            )


def _ends(exam: Examined, rests_on: Support) -> Iterator[str]:
    """Say what is left of junctions and muscle fibres, if a disease takes some."""
    left = exam.deficits.ends.strength
    if not exam.deficits.ends.losses or not rests_on.units:
        return
    mean = float(left[list(rests_on.units)].mean())
    if mean > 0.995:
        yield "The disease spares the junctions and fibres of these muscles."
    else:
        yield f"{percent(mean)} of junctions and muscle fibres work; enough for this."
