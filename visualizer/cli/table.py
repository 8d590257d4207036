"""A readable table of signs for a terminal."""

from collections.abc import Iterable

from visualizer.findings import Finding, Prediction

NORMAL = {
    "power": "normal",
    "tone": "normal",
    "reflex": "normal",
    "plantar": "flexor",
    "wasting": "absent",
    "fasciculation": "absent",
    "fibrillation": "absent",
}
ABSENT_IS_NORMAL = ("hoffmann", "ankle_clonus", "grasp", "inverted_")


def is_normal(finding: Finding) -> bool:
    """Tell whether a finding is what a healthy person has."""
    if finding.domain == "reflex" and finding.target.startswith(ABSENT_IS_NORMAL):
        return finding.value == "absent"
    return finding.value == NORMAL.get(finding.domain)


def signs_table(prediction: Prediction, normal_too: bool) -> str:
    """Return the summary and a table by domain and target, right before left."""
    lines = [prediction.summary]
    rows: dict[tuple[str, str], dict[str, Finding]] = {}
    for finding in prediction.findings:
        rows.setdefault((finding.domain, finding.target), {})[finding.side] = finding
    domain = ""
    for (group, target), sides in rows.items():
        if not normal_too and all(map(is_normal, sides.values())):
            continue
        if group != domain:
            domain = group
            lines += ["", f"{group.capitalize():36}{'right':24}left"]
        lines.append(f"  {target.replace('_', ' '):34}{_cells(sides)}".rstrip())
    if domain == "":
        lines += ["", "Every sign examined is normal."]
    return "\n".join(lines)


def _cells(sides: dict[str, Finding]) -> str:
    order: Iterable[str] = ("none",) if "none" in sides else ("right", "left")
    return "".join(f"{_cell(sides.get(side)):24}" for side in order)


def _cell(finding: Finding | None) -> str:
    if finding is None:
        return ""
    detail = finding.mrc or finding.grade or finding.ashworth
    doubt = "" if finding.certainty == "expected" else "?"
    return f"{finding.value}{doubt}" + (f" ({detail})" if detail else "")
