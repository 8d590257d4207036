"""Explains one row of the examination."""

from visualizer.findings.explain.chain import chain
from visualizer.findings.explain.examined import Examined
from visualizer.findings.explain.names import Say, plain_place
from visualizer.findings.explain.spared import spared
from visualizer.findings.explanation import Explanation
from visualizer.findings.finding import Finding


def explain(exam: Examined, finding: Finding, say: Say = plain_place) -> Explanation:
    """Explain one finding: its chain if it is there for a reason, else what spares it.

    Parameters
    ----------
    exam : Examined
    finding : Finding
    say : callable
        Words for a place, from site, side and level.
    """
    if finding.because:
        sentences, links = chain(exam, finding, say)
        sources = dict.fromkeys(key for link in links for key in link.sources)
        return Explanation("because", tuple(sentences), tuple(links), tuple(sources))
    return Explanation("why_not", tuple(spared(exam, finding)), (), _cited(exam, finding))


def _cited(exam: Examined, finding: Finding) -> tuple[str, ...]:
    """Return the sources of the rules that a row of this kind would name."""
    known, domain = exam.model.knowledge, finding.domain
    prefixes = {
        "cranial": "cranial.",
        "other": f"pattern.{finding.target}",
        "gait": f"pattern.{finding.target}",
    }
    wanted = prefixes.get(domain, f"{domain}.")
    found = [rule.sources for name, rule in known.rules.items() if name.startswith(wanted)]
    if domain == "power" and finding.target in known.muscles:
        found = [known.muscles[finding.target].sources, *found]
    arc = known.arcs.get(finding.target)
    if domain == "reflex" and arc is not None:
        found = [arc.sources]
    return tuple(dict.fromkeys(key for keys in found for key in keys))[:8]
