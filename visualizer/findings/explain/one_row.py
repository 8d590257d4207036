"""Explains one row of the examination."""

from visualizer.findings.explain.chain import chain
from visualizer.findings.explain.cited import RULES
from visualizer.findings.explain.examined import Examined
from visualizer.findings.explain.functions import SURFACE
from visualizer.findings.explain.names import Say, plain_place
from visualizer.findings.explain.rests_on import support_of
from visualizer.findings.explain.spared import spared
from visualizer.findings.explanation import Explanation
from visualizer.findings.finding import Finding

MOST = 8


def explain(exam: Examined, finding: Finding, say: Say = plain_place) -> Explanation:
    """Explain one finding: its chain if it is there for a reason, else what spares it.

    Parameters
    ----------
    exam : Examined
    finding : Finding
    say : callable
        Words for a place, from site, side and level.
    """
    varied = _variants(exam, finding)
    if finding.because:
        sentences, links = chain(exam, finding, say)
        sentences += varied
        sources = dict.fromkeys(key for link in links for key in link.sources)
        return Explanation("because", tuple(sentences), tuple(links), tuple(sources))
    sentences = [*spared(exam, finding), *varied]
    return Explanation("why_not", tuple(sentences), (), _cited(exam, finding))


def _variants(exam: Examined, finding: Finding) -> list[str]:
    """Say which variants of this patient the neurons behind a row take part in."""
    names = exam.deficits.patient.variants
    if not names:
        return []
    populations = exam.model.fibres.populations
    limbs = support_of(exam, finding).limbs
    served = {(populations[i].kind, populations[i].target) for x in limbs for i in x.which.tolist()}
    found = []
    for name in names:
        variant = exam.model.knowledge.variants[name]
        if any(
            kind in detour.kinds and (not detour.targets or target in detour.targets)
            for detour in variant.detours
            for kind, target in served
        ):
            found.append(f"{variant.name} in this patient: {variant.words}")
    return found


def _cited(exam: Examined, finding: Finding) -> tuple[str, ...]:
    """Return the sources of the rules that a row of this kind would name."""
    known, domain, target = exam.model.knowledge, finding.domain, finding.target
    found = [known.rules[rule].sources for rule in _rules(exam, domain, target)]
    if domain == "power" and target in known.muscles:
        found = [known.muscles[target].sources, *found]
    arc = known.arcs.get(target)
    if domain == "reflex" and arc is not None:
        found = [arc.sources]
    return tuple(dict.fromkeys(key for keys in found for key in keys))[:MOST]


def _rules(exam: Examined, domain: str, target: str) -> list[str]:
    """Return the rules that could explain a row if it were not normal."""
    known = exam.model.knowledge.rules
    named = [name for name in (f"pattern.{target}", *RULES.get(target, ())) if name in known]
    prefix = "surface." if target in SURFACE else f"{domain}."
    return named or [name for name in known if name.startswith(prefix)]
