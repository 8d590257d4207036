"""Why a sign is not there: which fibres are spared, which arc is whole."""

from collections.abc import Iterator, Sequence

import numpy as np

from visualizer.anatomy import Population
from visualizer.findings.explain.examined import Examined, Limb, Support
from visualizer.findings.explain.names import fibres_words, group_of, percent, row_words
from visualizer.findings.explain.rests_on import support_of
from visualizer.findings.finding import Finding
from visualizer.findings.wording import join_words

WHOLE = 0.005
EDGE = 0.06
MOST = 4
MOST_NAMED = 8
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


def spared(exam: Examined, finding: Finding) -> list[str]:
    """Return the sentences that say why a row is normal."""
    rests_on = support_of(exam, finding)
    whole = [limb for limb in rests_on.limbs if limb.lost < WHOLE]
    cut = sorted((limb for limb in rests_on.limbs if limb.lost >= WHOLE), key=_nearness)
    head_words = _said(finding)
    if not rests_on.limbs and not rests_on.remarks:
        return [f"{head_words}: no lesion reaches what this test examines."]
    sentences = [_whole(exam, head_words, whole, cut, rests_on)]
    sentences += [_partial(exam, limb) for limb in reversed(cut[-MOST:])]
    sentences += list(_across(exam, whole))
    sentences += list(_ends(exam, rests_on))
    sentences += rests_on.remarks
    if finding.certainty == "undetermined":
        sentences.append("It is undetermined: texts differ here, or the time leaves it open.")
    return sentences


def _nearness(limb: Limb) -> float:
    """Return how near a loss is to showing."""
    return limb.lost / limb.shows_from if limb.shows_from else limb.lost


def _said(finding: Finding) -> str:
    """Say a finding: "Left ankle jerk is normal", "No wasting of the left deltoid"."""
    more = finding.modality, finding.direction
    words = row_words(finding.domain, finding.target, finding.side, more)
    if finding.domain in ("wasting", "fasciculation", "fibrillation"):
        return f"No {finding.domain} of the {words}"
    return f"{words[:1].upper()}{words[1:]} is {finding.value.replace('_', ' ')}"


def _whole(
    exam: Examined, words: str, whole: Sequence[Limb], cut: Sequence[Limb], rests_on: Support
) -> str:
    if not whole and cut:
        return f"{words}, although not everything arrives."
    if not whole:
        return f"{words}; what would make it is missing." if rests_on.remarks else f"{words}."
    named = join_words(_names(exam, [limb for limb in whole if not limb.words])[:MOST_NAMED])
    driven = [limb.words for limb in whole if limb.words]
    parts = [f"the {named} are whole"] if named else []
    parts += [f"the {driven[0]} above is not cut"] if driven else []
    return f"{words}: {', and '.join(parts)}."


def _names(exam: Examined, limbs: Sequence[Limb]) -> list[str]:
    """Name the neurons of some limbs, a group at a time; both sides together if they match."""
    populations = exam.model.fibres.populations
    groups: dict[tuple[str, str], dict[str, list[Population]]] = {}
    for i in dict.fromkeys(i for limb in limbs for i in limb.which.tolist()):
        kind, side, way = group_of(populations[i])
        sides = groups.setdefault((kind, way), {})
        sides.setdefault(side, []).append(populations[i])
    names = []
    for sides in groups.values():
        if len({frozenset(p.target for p in some) for some in sides.values()}) == 1:
            names.append(fibres_words([p for some in sides.values() for p in some]))
        else:
            names.extend(fibres_words(some) for some in sides.values())
    return list(dict.fromkeys(names))


def _partial(exam: Examined, limb: Limb) -> str:
    """Say how much of a limb is cut, and from where it would show."""
    named = limb.words or join_words(_names(exam, [limb])[:MOST])
    verb = "is" if limb.words else "are"
    text = f"{percent(limb.lost)} of the {named} {verb} cut{_where(exam, limb)}"
    text = f"{text[:1].upper()}{text[1:]}"
    if limb.shows_from is None:
        return f"{text}; {limb.instead}."
    if limb.lost < limb.shows_from:
        return f"{text}; too few to show: {limb.sign} shows from {percent(limb.shows_from)}."
    if limb.lost - limb.shows_from < EDGE:
        return f"{text}; just at the edge, as {limb.sign} shows from {percent(limb.shows_from)}."
    from_here = f"{limb.sign} shows from {percent(limb.shows_from)}"
    return f"{text}, which by itself would be enough ({from_here})."


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
