"""Names for patterns of signs, given after the prediction from a table."""

from collections.abc import Mapping, Sequence

from visualizer.anatomy import opposite
from visualizer.findings.finding import Finding
from visualizer.findings.knowledge import Knowledge

SIDES = ("left", "right")
Index = Mapping[tuple[str, str, str], Finding]


def name_syndromes(findings: Sequence[Finding], knowledge: Knowledge) -> tuple[str, ...]:
    """Return the names of every pattern in the table that the signs fit, with the side."""
    index = {(f.domain, f.target, f.side): f for f in findings}
    names = []
    for row in knowledge.syndromes:
        sides = [
            side
            for side in SIDES
            if all(_holds(text, side, index) for text in row.wants)
            and not any(_holds(text, side, index) for text in row.excludes)
        ]
        if sides:
            names.append(f"{row.name} ({'bilateral' if len(sides) == 2 else sides[0]})")
    return tuple(names)


def _holds(condition: str, side: str, index: Index) -> bool:
    """Check "domain target value value..." on a side, or on the other one after "far"."""
    words = condition.split()
    if words[0] == "far":
        words, side = words[1:], opposite(side)
    finding = index.get((words[0], words[1], side))
    return finding is not None and finding.value in words[2:]
