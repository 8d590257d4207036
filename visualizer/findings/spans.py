"""Loss of sensation in few words: runs of dermatomes, and modalities that share a value."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from visualizer.anatomy import SEGMENTS
from visualizer.findings.finding import Finding

MODALITIES = ("light_touch", "pain", "temperature", "vibration", "proprioception", "cortical")
_ORDER = {segment: i for i, segment in enumerate(SEGMENTS)}


@dataclass(frozen=True, slots=True)
class Span:
    """Neighbouring dermatomes with one value of one modality on one side."""

    first: str
    last: str
    value: str
    certain: bool

    @property
    def words(self) -> str:
        """The span as "C5" or "C5 to T1"."""
        return self.first if self.first == self.last else f"{self.first} to {self.last}"


def dermatome_spans(findings: Iterable[Finding], side: str, modality: str) -> tuple[Span, ...]:
    """Return the runs of dermatomes that are not normal, from above downwards."""
    rows = sorted(
        (
            f
            for f in findings
            if f.domain == "sensation"
            and f.target in _ORDER
            and f.side == side
            and f.modality == modality
        ),
        key=lambda f: _ORDER[f.target],
    )
    runs: list[list[Finding]] = []
    for row in rows:
        last = runs[-1][-1] if runs else None
        if last is not None and (last.value, last.certainty) == (row.value, row.certainty):
            runs[-1].append(row)
        else:
            runs.append([row])
    return tuple(
        Span(run[0].target, run[-1].target, run[0].value, run[0].certainty == "expected")
        for run in runs
        if run[0].value != "normal"
    )


def by_value(rows: Sequence[Finding]) -> dict[str, tuple[str, ...]]:
    """Return the modalities of one target that are reduced and those that are lost."""
    found: dict[str, list[str]] = {}
    for row in rows:
        if row.value != "normal" and row.modality is not None:
            found.setdefault(row.value, []).append(row.modality)
    return {value: tuple(names) for value, names in found.items()}


def values_words(
    values: Mapping[str, Sequence[str]], name: Callable[[str], str], link: str = " "
) -> str:
    """Say the modalities of each value, by name; a value of all of them is said alone."""
    if len(values) == 1 and len(next(iter(values.values()))) == len(MODALITIES):
        return next(iter(values))
    return "; ".join(
        f"{value}{link}{', '.join(name(modality) for modality in own)}"
        for value, own in values.items()
    )
