"""Why a sign is there, as sentences: lesion, fibres, what follows, rule."""

from collections.abc import Iterator, Sequence

import numpy as np

from visualizer.findings.explain.examined import Examined
from visualizer.findings.explain.names import (
    Say,
    fibres_words,
    group_of,
    lesion_words,
    percent,
    target_words,
)
from visualizer.findings.explain.rests_on import support_of
from visualizer.findings.explanation import Link
from visualizer.findings.finding import Finding, Reason

ENDS = {"junction": "neuromuscular junctions", "muscle": "muscle fibres"}
_DRIVE = ("cortico", "bulbospinal", "rubrospinal", "vestibulospinal", "tectospinal")
_RELAY = ("medial_lemniscus", "spinothalamic", "trigeminothalamic")


def chain(exam: Examined, finding: Finding, say: Say) -> tuple[list[str], list[Link]]:
    """Return the sentences that lead from the lesions to a sign, one a path, and their links."""
    sentences, links = [], []
    groups = list(_grouped(exam, finding.because, say))
    for number, (first, reasons) in enumerate(groups):
        link = _link(exam, first, reasons)
        following = groups[number + 1][1][0].rule if number + 1 < len(groups) else ""
        rule = "" if following == link.rule else _rule(exam, link.rule)
        sentences.append(_sentence(exam, finding, link, reasons, rule))
        links.append(link)
    return sentences, links


def _grouped(
    exam: Examined, reasons: Sequence[Reason], say: Say
) -> Iterator[tuple[str, list[Reason]]]:
    """Put reasons together that one sentence can say; with the place in words."""
    populations = exam.model.fibres.populations
    found: dict[tuple[object, ...], tuple[str, list[Reason]]] = {}
    for reason in reasons:
        index = exam.population_index.get(reason.population)
        group = group_of(populations[index]) if index is not None else ("", "", "")
        if _end_of(reason):
            group = ("muscle", group[1], "")
        place = _place(exam, reason, say)
        key = reason.rule, reason.lesion, place, group
        found.setdefault(key, (place, []))[1].append(reason)
    yield from sorted(found.values(), key=lambda entry: _order(found, entry[1][0].rule))


def _order(found: dict[tuple[object, ...], tuple[str, list[Reason]]], rule: str) -> int:
    return next(i for i, entry in enumerate(found.values()) if entry[1][0].rule == rule)


def _place(exam: Examined, reason: Reason, say: Say) -> str:
    """Say the lesion with its place and side."""
    if exam.diffuse(reason.lesion):
        site = exam.sites.get(reason.lesion, "")
        known = exam.model.knowledge.sites.get(site)
        return f"The disease ({known.words if known else site})"
    site, _, level = reason.station.partition(" ")
    return lesion_words(site, exam.side_of_cut(reason), level, say)


def _end_of(reason: Reason) -> str:
    """Return the end organ that a reason speaks of: junction, muscle or ""."""
    part = reason.rule.rpartition(".")[2]
    return part if part in ENDS and reason.station.startswith("muscle.") else ""


def _link(exam: Examined, place: str, reasons: Sequence[Reason]) -> Link:
    first = reasons[0]
    sources = tuple(dict.fromkeys(key for reason in reasons for key in reason.sources))
    end = _end_of(first)
    if end:
        fibres, lost = _ends(exam, reasons, end)
        return Link(first.lesion, place, fibres, lost, first.rule, sources)
    known = [exam.population_index[r.population] for r in reasons]
    which = np.unique(np.array(known, dtype=np.int64))
    fibres = fibres_words([exam.model.fibres.populations[i] for i in which.tolist()])
    lost = float(exam.deficits.paths.by_lesion(which)[exam.order_of(first.lesion)])
    return Link(first.lesion, place, fibres, lost, first.rule, sources)


def _ends(exam: Examined, reasons: Sequence[Reason], end: str) -> tuple[str, float]:
    """Name the junctions or fibres of muscles, and their mean loss."""
    muscles = list(dict.fromkeys(r.station.removeprefix("muscle.") for r in reasons))
    index, left = exam.model.unit_index, exam.deficits.ends.left
    units = [i for (muscle, _), i in index.items() if muscle in muscles]
    row = list(ENDS).index(end)
    lost = float(1.0 - left[row][units].mean()) if units else 0.0
    return f"{ENDS[end]} of {', '.join(target_words(m) for m in muscles)}", lost


def _sentence(
    exam: Examined, finding: Finding, link: Link, reasons: Sequence[Reason], rule: str
) -> str:
    verb = "takes" if exam.diffuse(link.lesion) else "interrupts"
    text = f"{link.place} {verb} {percent(link.lost)} of the {link.fibres}"
    follows = "" if _end_of(reasons[0]) else _follows(exam, finding, link, reasons[0])
    return f"{text}{follows}{f'; {rule}' if rule else ''}."


def _follows(exam: Examined, finding: Finding, link: Link, reason: Reason) -> str:
    kind = exam.model.fibres.populations[exam.population_index[reason.population]].kind
    lost = _of_all(exam, finding, kind, link.lost)
    gone, left = lost >= 0.95, percent(1.0 - lost)
    whom = "their motor neurons"
    if finding.domain == "power" and finding.target in exam.model.knowledge.muscles:
        whom = f"the motor neurons of the {target_words(finding.target)}"
    if kind.startswith(_DRIVE):
        gone = link.lost >= 0.95
        how = "no longer reaches" if gone else f"reaches only in part ({percent(1 - link.lost)})"
        return f", so this descending drive {how} {whom}"
    if kind == "lmn":
        if gone:
            return ", so no command reaches the muscle"
        return f", so {left} of the muscle's axons still work"
    if kind in ("ia", "afferent_jaw"):
        return f", so {'none' if gone else left} of the stretch signal arrives"
    if kind.startswith("afferent_"):
        return f", so {'none' if gone else left} of what is felt there arrives"
    if kind.startswith(_RELAY):
        how = "do not reach" if link.lost >= 0.95 else "reach only in part"
        return f", so these signals {how} the cortex"
    return ""


def _of_all(exam: Examined, finding: Finding, kind: str, lost: float) -> float:
    """Return the share lost of all neurons of a kind that the row rests on."""
    populations = exam.model.fibres.populations
    shares = [
        limb.lost
        for limb in support_of(exam, finding).limbs
        if not limb.words and populations[int(limb.which[0])].kind == kind
    ]
    return max(shares, default=lost)


def _rule(exam: Examined, rule: str) -> str:
    known = exam.model.knowledge.rules.get(rule)
    if known is None:
        return ""
    text = known.sentence.strip().removesuffix(".")
    return text if text[1:2].isupper() else f"{text[:1].lower()}{text[1:]}"
