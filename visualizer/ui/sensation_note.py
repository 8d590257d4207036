"""Sensation in the note: runs of dermatomes by modality, levels, territories."""

from collections.abc import Iterable, Iterator, Sequence

from visualizer.anatomy import SEGMENTS
from visualizer.findings import Finding
from visualizer.findings.spans import MODALITIES, by_value, dermatome_spans
from visualizer.ui.exam_row import Row
from visualizer.ui.wording import capital, plain

SIDES = ("right", "left")
_NOT_PLACES = {*SEGMENTS, "sensory_level"}


def sensation_rows(findings: Iterable[Finding]) -> list[Row]:
    """Return what is abnormal in few rows; a row stands for all findings that it speaks of."""
    felt = [f for f in findings if f.domain == "sensation"]
    rows = [row for modality in MODALITIES for row in _spans(felt, modality)]
    rows += _levels(felt)
    places = Row("sensation.places", "Regions and nerve territories")
    places.children = list(_places(felt))
    return [*rows, places] if places.children else rows


def _spans(felt: Sequence[Finding], modality: str) -> Iterator[Row]:
    first = {(f.target, f.side): f for f in felt if f.modality == modality and f.value != "normal"}
    spans = {side: dermatome_spans(felt, side, modality) for side in SIDES}
    for at in range(max(map(len, spans.values()))):
        label = capital(plain(modality)) if at == 0 else ""
        row = Row(f"sensation.{modality}.{at}", label)
        for side, found in spans.items():
            if at < len(found):
                span = found[at]
                row.said[side] = f"{span.value} {span.words}{'' if span.certain else ' ?'}"
                setattr(row, side, first[span.first, side])
        yield row


def _levels(felt: Sequence[Finding]) -> Iterator[Row]:
    for modality in MODALITIES:
        row = Row(f"sensation.level.{modality}", f"Sensory level, {plain(modality)}")
        for f in felt:
            if f.target == "sensory_level" and f.modality == modality and f.level is not None:
                setattr(row, f.side, f)
                row.said[f.side] = f"{f.level} ({f.value} below)"
        if row.said:
            yield row


def _places(felt: Sequence[Finding]) -> Iterator[Row]:
    targets: dict[str, dict[str, list[Finding]]] = {}
    for f in felt:
        if f.target not in _NOT_PLACES:
            targets.setdefault(f.target, {}).setdefault(f.side, []).append(f)
    for target, sides in targets.items():
        row = Row(f"sensation.{target}", capital(plain(target)))
        for side, found in sides.items():
            values = by_value(found)
            if values:
                row.said[side] = _words(values)
                setattr(row, side, next(f for f in found if f.value != "normal"))
        if row.said:
            yield row


def _words(values: dict[str, tuple[str, ...]]) -> str:
    if len(values) == 1 and len(next(iter(values.values()))) == len(MODALITIES):
        return next(iter(values))
    return "; ".join(
        f"{value}: {', '.join(plain(name) for name in names)}" for value, names in values.items()
    )
