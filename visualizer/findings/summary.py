"""A few sentences in a registrar's words, made from the signs alone."""

from collections.abc import Sequence

from visualizer.findings.finding import Finding
from visualizer.findings.knowledge import Knowledge
from visualizer.findings.note import motor, sentences

NORMAL = "Normal power, tone, reflexes and plantar responses."
_PLAIN = {"normal", "absent", "flexor"}


def summarise(findings: Sequence[Finding], knowledge: Knowledge, beyond: Sequence[str] = ()) -> str:
    """Describe the signs: side, parts, kind of weakness, reflexes, plantars; then the rest.

    `beyond` says what the lesions do besides that is not modelled yet; it is told where all
    that is modelled is normal, so that nobody takes that for a normal examination.
    """
    abnormal = [f for f in findings if f.value not in _PLAIN]
    sure = [f for f in abnormal if f.certainty == "expected" or f.domain == "sensation"]
    power, note = motor(findings, knowledge), " ".join(sentences(sure))
    if not (power or note):
        note = " ".join(sentences(abnormal))
    if power:
        return f"{power} {note}".rstrip()
    more = "; ".join(dict.fromkeys(filter(None, beyond)))
    left_out = f"Not modelled yet: {more}." if more and not note else ""
    return " ".join(filter(None, (note, NORMAL, left_out)))
