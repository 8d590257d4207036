"""Names for patterns of signs, given after the prediction from a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from visualizer.anatomy import opposite
from visualizer.findings.finding import Finding, Key
from visualizer.findings.knowledge import Knowledge, Syndrome

SIDES = ("left", "right")
Index = Mapping[Key, Finding]


@dataclass(frozen=True, slots=True)
class _Want:
    """One condition, read: a finding, seen from the side of the pattern, and its values."""

    far: bool
    domain: str
    target: str
    modality: str | None
    direction: str | None
    values: tuple[str, ...]

    def found(self, side: str, index: Index) -> tuple[Finding | None, bool]:
        """Return the finding on a side, and whether it has a side or direction of its own."""
        at = opposite(side) if self.far else side
        turned = {"near": side, "far": opposite(side)}
        direction = turned.get(self.direction or "", self.direction)
        own = index.get((self.domain, self.target, at, self.modality, direction))
        if own is not None:
            return own, True
        sideless = index.get((self.domain, self.target, "none", self.modality, direction))
        return sideless, self.direction in turned


def name_syndromes(findings: Sequence[Finding], knowledge: Knowledge) -> tuple[str, ...]:
    """Return the names of every pattern in the table that the signs fit, with the side."""
    index = {(f.domain, f.target, f.side, f.modality, f.direction): f for f in findings}
    names = []
    for row in knowledge.syndromes:
        sides, sided = _sides(row, index)
        if sides:
            where = f" ({'bilateral' if len(sides) == 2 else sides[0]})" if sided else ""
            names.append(f"{row.name}{where}")
    return tuple(names)


def _sides(row: Syndrome, index: Index) -> tuple[list[str], bool]:
    """Return the sides on which a pattern holds, and whether it has sides at all."""
    wants, excludes = map(_read, row.wants), map(_read, row.excludes)
    wanted, excluded = list(wants), list(excludes)
    sides = [
        side
        for side in SIDES
        if all(_holds(want, side, index) for want in wanted)
        and not any(_holds(want, side, index) for want in excluded)
    ]
    return sides, any(want.found(side, index)[1] for side in sides for want in wanted)


def _holds(want: _Want, side: str, index: Index) -> bool:
    finding, _ = want.found(side, index)
    return finding is not None and finding.value in want.values


def _read(condition: str) -> _Want:
    """Read "far domain target modality >direction value value..." with its optional words."""
    words = condition.split()
    far = words[0] == "far"
    domain, target, *rest = words[1:] if far else words
    modality = rest.pop(0) if domain == "sensation" else None
    direction = rest.pop(0)[1:] if rest[0].startswith(">") else None
    return _Want(far, domain, target, modality, direction, tuple(rest))
