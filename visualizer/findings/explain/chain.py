"""Why a sign is there, as sentences: lesion, fibres, what follows, rule."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from visualizer.anatomy import SEGMENTS
from visualizer.findings.explain.examined import Examined
from visualizer.findings.explain.names import (
    Say,
    fibres_words,
    group_of,
    lesion_words,
    percent,
    segment_words,
    target_words,
)
from visualizer.findings.explain.rests_on import support_of
from visualizer.findings.explanation import Link
from visualizer.findings.finding import Finding, Reason
from visualizer.findings.sensation.plan import LEVEL

ENDS = {"junction": "neuromuscular junctions", "muscle": "muscle fibres"}
GONE = 0.95
LEAST = 0.005  # a lesion whose fibres another one takes already has no share of its own
# start of the kind: what follows if none is left, and if some are
_FOLLOWING = (
    ("lmn", "no command reaches the muscle", "of the muscle's axons still work"),
    ("ia", "none of its stretch signals arrive", "of its stretch signals arrive"),
    ("afferent_jaw", "none of their stretch signals arrive", "of their stretch signals arrive"),
    ("afferent_", "nothing that is felt there arrives", "of what is felt there arrives"),
)
_DRIVE = ("cortico", "bulbospinal", "rubrospinal", "vestibulospinal", "tectospinal")
_RELAY = ("medial_lemniscus", "spinothalamic", "trigeminothalamic")


def chain(exam: Examined, finding: Finding, say: Say) -> tuple[list[str], list[Link]]:
    """Return the sentences that lead from the lesions to a sign, one a path, and their links."""
    groups = list(_grouped(exam, finding.because, say))
    whole = [(_link(exam, place, reasons), reasons) for place, reasons in groups]
    taking = [pair for pair in whole if pair[0].lost >= LEAST] or whole
    rules = [*(link.rule for link, _ in taking), ""]
    sentences = [
        _sentence(exam, finding, link, reasons, _rule(exam, link.rule) if last else "")
        for (link, reasons), last in zip(taking, (a != b for a, b in pairwise(rules)), strict=True)
    ]
    return sentences, [link for link, _ in taking]


def _grouped(
    exam: Examined, reasons: Sequence[Reason], say: Say
) -> Iterator[tuple[str, list[Reason]]]:
    """Put reasons together that one sentence can say; with the place in words."""
    populations = exam.model.fibres.populations
    rules = list(dict.fromkeys(reason.rule for reason in reasons))
    found: dict[tuple[object, ...], list[Reason]] = {}
    for reason in reasons:
        index = exam.population_index.get(reason.population)
        group = group_of(populations[index]) if index is not None else ("", "", "")
        if _end_of(reason):
            group = ("muscle", group[1], "")
        site, _, level = reason.station.partition(" ")
        where = exam.side_of_cut(reason), site, "" if level in SEGMENTS else level
        key = rules.index(reason.rule), reason.lesion, where, group
        found.setdefault(key, []).append(reason)
    for together in sorted(found.values(), key=lambda some: rules.index(some[0].rule)):
        yield _place(exam, together, say), together


def _place(exam: Examined, reasons: Sequence[Reason], say: Say) -> str:
    """Say the lesion with its place and side; neighbouring levels together."""
    first = reasons[0]
    if exam.diffuse(first.lesion):
        site = exam.sites.get(first.lesion, "")
        known = exam.model.knowledge.sites.get(site)
        return f"The disease ({known.words if known else site})"
    parts = [reason.station.partition(" ") for reason in reasons]
    levels = dict.fromkeys(level for _, _, level in parts if level)
    level = segment_words(levels) or next(iter(levels), "")
    return lesion_words(parts[0][0], exam.side_of_cut(first), level, say)


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
    """Say what follows from the loss for what the fibres serve."""
    population = exam.model.fibres.populations[exam.population_index[reason.population]]
    kind = population.kind
    if kind.startswith(_DRIVE):
        return _drive(exam, finding, link.lost)
    if kind.startswith(_RELAY):
        gone = link.lost >= GONE
        how = "do not reach the cortex" if gone else "reach the cortex only in part"
        return f", so these signals {how}"
    if kind in ("lmn", "ia"):
        own = exam.deficits.paths.which(kind, population.side, population.target)
        lost = exam.deficits.paths.lost(own)
    else:
        level = finding.target == LEVEL
        lost = link.lost if level else _of_all(exam, finding, kind, link.lost)
    for start, none, some in _FOLLOWING:
        if kind.startswith(start):
            return f", so {none}" if lost >= GONE else f", so {percent(1.0 - lost)} {some}"
    return ""


def _drive(exam: Examined, finding: Finding, lost: float) -> str:
    whom = "their motor neurons"
    if finding.domain == "power" and finding.target in exam.model.knowledge.muscles:
        whom = f"the motor neurons of the {target_words(finding.target)}"
    if lost >= GONE:
        return f", so this descending drive no longer reaches {whom}"
    return f", so only {percent(1.0 - lost)} of this descending drive reaches {whom}"


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
