"""A readable table of signs for a terminal."""

from collections.abc import Iterable, Iterator
from textwrap import wrap

from visualizer.anatomy import SEGMENTS
from visualizer.findings import Finding, Prediction, is_normal
from visualizer.findings.spans import MODALITIES, Span, by_value, dermatome_spans, values_words

COLUMN = 28
LABEL = 36
Rows = dict[str, dict[str, Finding]]


def signs_table(prediction: Prediction, normal_too: bool) -> str:
    """Return the summary and a table by domain and target, right before left.

    Sensation is drawn together into runs of dermatomes unless `normal_too` asks for every row.
    """
    lines = [prediction.summary]
    if prediction.syndromes:
        lines += ["", f"Pattern: {'; '.join(prediction.syndromes)}"]
    empty = len(lines)
    domains: dict[str, list[Finding]] = {}
    for finding in prediction.findings:
        domains.setdefault(finding.domain, []).append(finding)
    for domain, findings in domains.items():
        whole = domain != "sensation" or normal_too
        rows = list(_rows(findings, normal_too) if whole else _sensation(findings))
        if rows:
            lines += ["", f"{domain.capitalize():{LABEL}}{'right':{COLUMN}}left", *rows]
    if len(lines) == empty:
        lines += ["", "Every sign examined is normal."]
    return "\n".join(lines)


def _rows(findings: Iterable[Finding], normal_too: bool) -> Iterator[str]:
    rows: Rows = {}
    for finding in findings:
        rows.setdefault(_label(finding), {})[finding.side] = finding
    for label, sides in rows.items():
        if normal_too or not all(map(is_normal, sides.values())):
            order = ("none",) if "none" in sides else ("right", "left")
            yield _line(label, *(_cell(sides.get(side)) for side in order))


def _label(finding: Finding) -> str:
    parts = [finding.target, finding.modality]
    if finding.domain == "cranial" and finding.value not in ("absent", "present"):
        parts.append(finding.direction and f"to the {finding.direction}")
    return " ".join(part.replace("_", " ") for part in parts if part)


def _line(label: str, *cells: str) -> str:
    return f"  {label:{LABEL - 2}}{''.join(f'{cell:{COLUMN}}' for cell in cells)}".rstrip()


def _cell(finding: Finding | None) -> str:
    if finding is None:
        return ""
    detail = finding.mrc or finding.grade or finding.ashworth or finding.level
    if finding.value == "present":
        detail = detail or finding.direction
    doubt = "" if finding.certainty == "expected" else "?"
    return f"{finding.value}{doubt}" + (f" ({detail})" if detail else "")


def _sensation(findings: list[Finding]) -> Iterator[str]:
    """Draw sensation together: runs of dermatomes, levels, then territories of nerves."""
    for modality in MODALITIES:
        sides = [dermatome_spans(findings, side, modality) for side in ("right", "left")]
        for row in range(max(map(len, sides))):
            label = modality.replace("_", " ") if row == 0 else ""
            yield _line(label, *(_span(spans[row : row + 1]) for spans in sides))
    yield from _levels(findings)
    yield from _territories(findings)


def _span(spans: tuple[Span, ...]) -> str:
    return "".join(f"{s.value}{'' if s.certain else '?'} {s.words}" for s in spans)


def _levels(findings: list[Finding]) -> Iterator[str]:
    rows: Rows = {}
    for finding in findings:
        if finding.target == "sensory_level" and finding.level is not None:
            rows.setdefault(f"level, {(finding.modality or '').replace('_', ' ')}", {})[
                finding.side
            ] = finding
    for label, sides in rows.items():
        found = (sides.get(side) for side in ("right", "left"))
        yield _line(label, *("" if f is None else f"{f.value} from {f.level}" for f in found))


def _territories(findings: list[Finding]) -> Iterator[str]:
    """Give nerve territories and regions, those that feel alike on one line."""
    known = {*SEGMENTS, "sensory_level"}
    alike: dict[tuple[str, ...], list[str]] = {}
    for target in dict.fromkeys(f.target for f in findings if f.target not in known):
        cells = []
        for side in ("right", "left"):
            rows = [f for f in findings if f.target == target and f.side == side]
            cells.append(values_words(by_value(rows), _SHORT.__getitem__))
        if any(cells):
            alike.setdefault(tuple(cells), []).append(target.replace("_", " "))
    for values, names in alike.items():
        first, *rest = wrap(", ".join(names), LABEL - 4)
        yield _line(first, *values)
        yield from (f"  {line}" for line in rest)


_SHORT = {
    "light_touch": "touch",
    "pain": "pain",
    "temperature": "temp",
    "vibration": "vibr",
    "proprioception": "position",
    "cortical": "cortical",
}
