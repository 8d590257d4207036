"""Sensation in the note: runs of dermatomes, levels, face and territories, each said once."""

from collections.abc import Iterable, Iterator, Sequence

from visualizer.anatomy import SEGMENTS
from visualizer.findings import Finding
from visualizer.findings.spans import MODALITIES, by_value, dermatome_spans, values_words
from visualizer.ui.exam_row import Row
from visualizer.ui.wording import capital, plain

SIDES = ("right", "left")
MOST_OTHERS = 2
_FACE = ("face", "face_v1", "face_v2", "face_v3")
_NOT_PLACES = {*SEGMENTS, "sensory_level"}
# a sum of regions is said only where all of these are disturbed, on the sides named
_SUMS = {
    "limbs": (("upper_limb", "lower_limb"), False),
    "hemibody": (("face", "upper_limb", "trunk", "lower_limb"), False),
    "hands_glove": (("hand",), True),
    "feet_stocking": (("sole", "dorsum_of_foot"), True),
}
Said = tuple[tuple[str, str], ...]  # what is said of each side


def sensation_rows(findings: Iterable[Finding]) -> list[Row]:
    """Return what is abnormal in few rows; a row stands for all findings that it speaks of."""
    felt = [f for f in findings if f.domain == "sensation"]
    places = {row.key.removeprefix("sensation."): row for row in _places(felt)}
    face = places.pop("face", None)
    faces = [row for name in _FACE[1:] if (row := places.pop(name, None)) is not None]
    rows = [*_levels(felt), *_spans(felt), *([face] if face is not None else faces)]
    group = Row("sensation.places", "Regions and nerve territories")
    group.children = list(places.values())
    return [*rows, group] if group.children else rows


def _together(said: dict[str, Said]) -> Iterator[tuple[str, str, Said]]:
    """Yield (first modality, modalities in words, what is said) of those that agree."""
    for words in dict.fromkeys(said.values()):
        names = [modality for modality, own in said.items() if own == words]
        if not words:
            continue
        yield names[0], _qualities(names), words


def _qualities(names: Sequence[str]) -> str:
    others = [name for name in MODALITIES if name not in names]
    if len(others) > MOST_OTHERS:
        return ", ".join(map(plain, names))
    return "all qualities" if not others else f"all but {' and '.join(map(plain, others))}"


def _spans(felt: Sequence[Finding]) -> Iterator[Row]:
    said, first = {}, {}
    for modality in MODALITIES:
        found: list[tuple[str, str]] = []
        for side in SIDES:
            for span in dermatome_spans(felt, side, modality):
                found.append((side, f"{span.value} {span.words}{'' if span.certain else ' ?'}"))
                first[modality, found[-1]] = (span.first, side, modality)
        said[modality] = tuple(found)
    known = {(f.target, f.side, f.modality): f for f in felt}
    for modality, label, words in _together(said):
        own = {side: [text for where, text in words if where == side] for side in SIDES}
        for at in range(max(map(len, own.values()))):
            row = Row(f"sensation.{modality}.{at}", capital(label) if at == 0 else "")
            for side, texts in own.items():
                if at < len(texts):
                    row.said[side] = texts[at]
                    setattr(row, side, known[first[modality, (side, texts[at])]])
            yield row


def _levels(felt: Sequence[Finding]) -> Iterator[Row]:
    known = {
        (f.modality, f.side): f
        for f in felt
        if f.target == "sensory_level" and f.level is not None and f.modality is not None
    }
    said: dict[str, Said] = {}
    for modality in MODALITIES:
        found = [known[modality, side] for side in SIDES if (modality, side) in known]
        if found:
            said[modality] = tuple((f.side, f"{f.level} ({f.value} below)") for f in found)
    for modality, label, words in _together(said):
        one = len(set(said.values())) == 1
        row = Row(f"sensation.level.{modality}", "Sensory level" + ("" if one else f", {label}"))
        for side, text in words:
            row.said[side] = text
            setattr(row, side, known[modality, side])
        yield row


def _places(felt: Sequence[Finding]) -> Iterator[Row]:
    targets: dict[str, dict[str, list[Finding]]] = {}
    for f in felt:
        if f.target not in _NOT_PLACES:
            targets.setdefault(f.target, {}).setdefault(f.side, []).append(f)
    wrong = {
        (target, side)
        for target, sides in targets.items()
        for side, found in sides.items()
        if by_value(found)
    }
    for target, sides in targets.items():
        row = Row(f"sensation.{target}", capital(plain(target)))
        for side, found in sides.items():
            if (target, side) in wrong and _is_worth_saying(target, side, wrong):
                row.said[side] = values_words(by_value(found), plain, ": ")
                setattr(row, side, next(f for f in found if f.value != "normal"))
        if row.said:
            yield row


def _is_worth_saying(target: str, side: str, wrong: set[tuple[str, str]]) -> bool:
    """Tell whether a sum of regions is disturbed as a whole; one part is no glove."""
    parts, both = _SUMS.get(target, ((), False))
    return all((part, own) in wrong for part in parts for own in (SIDES if both else (side,)))
