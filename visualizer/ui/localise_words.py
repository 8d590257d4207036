"""Signs and candidates of the search for the lesion, in words and as observations."""

from collections.abc import Sequence

from visualizer.findings import Finding
from visualizer.findings.localise import Candidate, Observation
from visualizer.ui.wording import capital, plain, site_words

FEW = 6


def observed(finding: Finding, value: str) -> Observation:
    """Make an observation of a finding, with the value that was seen."""
    usual = value == finding.value
    return Observation(
        finding.domain,
        finding.target,
        finding.side,
        value,
        finding.modality,
        finding.direction,
        finding.level if usual else None,
    )


def key_of(o: Observation) -> tuple[str, str, str, str | None, str | None]:
    """Return what two observations of one sign share."""
    return o.domain, o.target, o.side, o.modality, o.direction


def is_sure(finding: Finding) -> bool:
    """Tell whether a finding is certain enough to be taken as seen."""
    return finding.certainty == "expected"


def sign_words(sign: object) -> str:
    """Name a sign, e.g. "Power: tibialis anterior"."""
    domain, target = getattr(sign, "domain", ""), getattr(sign, "target", "")
    parts = [target, getattr(sign, "modality", None), getattr(sign, "direction", None)]
    words = ", ".join(plain(part) for part in parts if part)
    return capital(words) if domain == target else f"{capital(plain(domain))}: {words}"


def candidate_words(candidate: Candidate) -> str:
    """Name the place of a candidate."""
    words = []
    for lesion in candidate.hypothesis.lesions:
        side = lesion.side
        words.append(site_words(lesion.site or "a placed lesion", side, lesion.level))
    return " and ".join(words)


def listing(title: str, words: Sequence[str]) -> str:
    """List the first few words under a title, as HTML; empty for none."""
    if not words:
        return ""
    more = f" and {len(words) - FEW} more" if len(words) > FEW else ""
    return f"<p><b>{title}</b>: {'; '.join(words[:FEW])}{more}.</p>"
