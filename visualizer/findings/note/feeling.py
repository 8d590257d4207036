"""Loss of feeling in words: which qualities, and where."""

from collections.abc import Iterator, Mapping, Sequence

from visualizer.anatomy import segment_index
from visualizer.findings.finding import Finding
from visualizer.findings.wording import join_words

SIDES = ("left", "right")
QUALITIES = {
    "light_touch": "touch",
    "pain": "pain",
    "temperature": "temperature",
    "vibration": "vibration",
    "proprioception": "position sense",
    "cortical": "cortical sensation",
}
FACE = {"face_v1": "V1", "face_v2": "V2", "face_v3": "V3"}
FOOT = {"sole", "heel", "dorsum_of_foot", "lateral_foot"}
HAND = {"little_finger", "thumb", "middle_finger", "median_digits", "dorsal_ulnar_hand"}
WHOLE = 28
MOST = 6
NERVES = ("nerve.", "plexus.", "skin.")
Rows = Mapping[str, Finding]


def feeling(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield one sentence on sensation, or none if nothing is lost."""
    by: dict[tuple[str, str], dict[str, Finding]] = {}
    for f in findings:
        if f.domain == "sensation" and f.value != "normal" and f.modality:
            by.setdefault((f.side, f.modality), {})[f.target] = f
    clauses: dict[tuple[str, str, str], list[str]] = {}
    for side in SIDES:
        for modality in QUALITIES:
            rows = by.get((side, modality), {})
            lost = any(row.value == "lost" for row in rows.values())
            for place in _places(rows, by.get((_other(side), modality), {})):
                how = "loss of" if lost else "reduced"
                clauses.setdefault((how, place, side), []).append(modality)
    words = [*_joined(clauses)]
    if words:
        yield f"Sensation: {'; '.join(words)}."


def _other(side: str) -> str:
    return SIDES[1 - SIDES.index(side)]


def _joined(clauses: Mapping[tuple[str, str, str], Sequence[str]]) -> Iterator[str]:
    """Put places with the same qualities on both sides together."""
    told: set[tuple[str, str, str]] = set()
    for (how, place, side), modalities in clauses.items():
        if (how, place, side) in told:
            continue
        far = (how, place, _other(side))
        both = clauses.get(far) == modalities
        told |= {far} if both else set()
        where = "on both sides" if both else f"on the {side}"
        yield f"{how} {_qualities(modalities)} {place} {where}"


def _qualities(modalities: Sequence[str]) -> str:
    if len(modalities) == len(QUALITIES):
        return "all qualities"
    return join_words(QUALITIES[m] for m in modalities)


def _places(rows: Rows, far: Rows) -> Iterator[str]:
    """Say where one quality is lost on one side."""
    if not rows:
        return
    face = [word for target, word in FACE.items() if target in rows]
    level = rows.get("sensory_level")
    segments = sorted((t for t in rows if _is_segment(t)), key=segment_index)
    head = "of the face" if len(face) == len(FACE) else f"in {join_words(face)}"
    if level is None and len(segments) >= WHOLE:
        yield "of body and face" if len(face) == len(FACE) else "of the body"
        face = [] if len(face) == len(FACE) else face
    elif level is not None or _down(segments):
        yield f"from {level.level if level is not None else segments[0]} down"
    elif segments or rows.keys() - FACE.keys():
        yield from _patch(rows, far, segments)
    if face:
        yield head


def _down(segments: Sequence[str]) -> bool:
    """Tell whether all segments from one of the trunk or above down are there."""
    if not segments or segments[-1] != "S5":
        return False
    return len(segments) > 1 and _ranges(segments) == f"{segments[0]} to S5"


def _patch(rows: Rows, far: Rows, segments: Sequence[str]) -> Iterator[str]:
    """Name a stocking, the skin of nerves, or the dermatomes."""
    territories = [t for t in rows if t in _TERRITORIES]
    stocking = rows.keys() >= FOOT and far.keys() >= FOOT
    glove = rows.keys() >= HAND and far.keys() >= HAND
    if stocking and _peripheral(rows, territories):
        yield "in glove and stocking distribution" if glove else "in stocking distribution"
    elif territories and (not segments or _peripheral(rows, territories)):
        named = _wider(territories)
        few = len(named) <= MOST or not segments
        where = join_words(_TERRITORIES[t] for t in named) if few else _ranges(segments)
        yield f"over {where}" if few else f"in {where}"
    elif segments:
        yield f"in {_ranges(segments)}"


def _peripheral(rows: Rows, territories: Sequence[str]) -> bool:
    """Tell whether the cut is in a nerve, and not in a root or the cord."""
    stations = [reason.station for t in territories for reason in rows[t].because]
    return bool(stations) and all(station.startswith(NERVES) for station in stations)


def _wider(territories: Sequence[str]) -> list[str]:
    """Leave out what a wider territory says already."""
    found = set(territories)
    return [t for t in territories if not found & _WITHIN.get(t, set())]


def _is_segment(target: str) -> bool:
    return target[:1] in "CTLS" and target[1:].isdigit()


def _ranges(segments: Sequence[str]) -> str:
    """Write neighbouring segments as ranges: "C5 to C7 and T1"."""
    runs: list[list[str]] = []
    for segment in segments:
        if runs and segment_index(segment) == segment_index(runs[-1][-1]) + 1:
            runs[-1].append(segment)
        else:
            runs.append([segment])
    return join_words(r[0] if len(r) == 1 else f"{r[0]} to {r[-1]}" for r in runs)


_TERRITORIES = {
    "regimental_badge_area": "the regimental badge area",
    "lateral_arm": "the lateral arm",
    "medial_arm": "the medial arm",
    "posterior_arm": "the posterior arm",
    "lateral_forearm": "the lateral forearm",
    "medial_forearm": "the medial forearm",
    "posterior_forearm": "the posterior forearm",
    "first_dorsal_web_hand": "the first dorsal web of the hand",
    "median_digits": "the median fingers",
    "thumb": "the thumb",
    "middle_finger": "the middle finger",
    "thenar_eminence_palm": "the thenar palm",
    "little_finger": "the little finger",
    "dorsal_ulnar_hand": "the dorsal ulnar hand",
    "anterior_thigh": "the anterior thigh",
    "medial_thigh": "the medial thigh",
    "lateral_thigh": "the lateral thigh",
    "posterior_thigh": "the posterior thigh",
    "medial_leg": "the medial leg",
    "lateral_leg": "the lateral leg",
    "posterior_leg": "the posterior leg",
    "dorsum_of_foot": "the dorsum of the foot",
    "first_web_space_foot": "the first web of the foot",
    "lateral_foot": "the lateral foot",
    "sole": "the sole",
    "heel": "the heel",
    "perineum": "the perineum",
}
_WITHIN = {
    "thumb": {"median_digits"},
    "middle_finger": {"median_digits"},
    "regimental_badge_area": {"lateral_arm"},
    "first_web_space_foot": {"dorsum_of_foot"},
    "heel": {"sole"},
}
