"""Populations, places and shares in words."""

import re
from collections.abc import Callable, Iterable, Sequence

from visualizer.anatomy import SEGMENTS, Population
from visualizer.findings.wording import join_words

Say = Callable[[str, str, str], str]
MOST = 3

# kind: the fibres, and what joins them to what they serve
_KINDS: dict[str, tuple[str, str]] = {
    "corticospinal": ("corticospinal fibres", "to"),
    "corticospinal_premotor": ("premotor corticospinal fibres", "to"),
    "corticospinal_supplementary": ("corticospinal fibres of the supplementary area", "to"),
    "corticospinal_parietal": ("parietal corticospinal fibres", "to"),
    "corticobulbar": ("corticobulbar fibres", "to"),
    "corticobulbar_accessory": ("corticobulbar fibres", "to"),
    "corticobulbar_gaze": ("fibres for gaze from the frontal eye field", "towards"),
    "bulbospinal": ("reticulospinal fibres", "to"),
    "rubrospinal": ("rubrospinal fibres", "to"),
    "tectospinal": ("tectospinal fibres", "to"),
    "vestibulospinal_lateral": ("vestibulospinal fibres", "to"),
    "vestibulospinal_medial": ("vestibulospinal fibres", "to"),
    "lmn": ("motor axons", "of"),
    "ia": ("muscle afferents", "of"),
    "afferent_large": ("thick afferents", "of"),
    "afferent_small": ("thin afferents", "of"),
    "afferent_jaw": ("jaw muscle afferents", "of"),
    "afferent_pharynx": ("throat afferents", "of"),
    "medial_lemniscus": ("lemniscal fibres", "of"),
    "spinothalamic": ("spinothalamic fibres", "of"),
    "trigeminothalamic_touch": ("trigeminothalamic fibres for touch", "of"),
    "trigeminothalamic_pain": ("trigeminothalamic fibres for pain", "of"),
    "spinocerebellar": ("spinocerebellar fibres", "of"),
    "corticopontine": ("corticopontine fibres", "for"),
    "pontocerebellar": ("pontocerebellar fibres", "for"),
    "dentatothalamic": ("dentatothalamic fibres", "for"),
    "olivocerebellar": ("olivocerebellar fibres", "for"),
    "cerebellar_cortex": ("cells of the cerebellar cortex", "for"),
    "gaze_horizontal": ("fibres for horizontal gaze", "to"),
    "gaze_vertical": ("fibres for vertical gaze", "to"),
    "light_reflex": ("fibres of the light reflex", "of"),
    "near_response": ("fibres of the near response", "of"),
    "parasympathetic_pupil": ("parasympathetic fibres", "of"),
    "parasympathetic_lacrimal": ("parasympathetic fibres", "of"),
    "parasympathetic_salivary": ("parasympathetic fibres", "of"),
    "parasympathetic_viscera": ("parasympathetic fibres", "of"),
    "sympathetic_head": ("sympathetic fibres", "of"),
    "sympathetic_body": ("sympathetic fibres", "for"),
    "bladder_descending": ("descending fibres", "to"),
    "bladder_parasympathetic": ("parasympathetic fibres", "to"),
    "bladder_afferent": ("afferents", "of"),
    "visual": ("visual fibres", "for"),
    "hearing": ("auditory fibres", "of"),
    "vestibular": ("vestibular fibres", "of"),
    "taste_anterior": ("taste fibres", "of"),
    "taste_posterior": ("glossopharyngeal fibres", "of"),
    "smell": ("olfactory fibres", "of"),
    "centre": ("cells", "for"),
}
_TARGETS = {
    "axial_limb": "limbs and trunk",
    "fdp_index": "flexor digitorum profundus of the index",
    "fdp_little": "flexor digitorum profundus of the little finger",
    **dict.fromkeys(("limb", "crossing", "peduncle", "frontal", "parietal"), "limbs"),
    "field_left": "eye's left half field",
    "field_right": "eye's right half field",
    "lmn": "muscle",
    "v1": "V1",
    "v2": "V2",
    "v3": "V3",
}
_BY_SEGMENT = ("medial_lemniscus", "spinothalamic", "spinocerebellar")
_NO_SIDES = (*_BY_SEGMENT, "corticobulbar_gaze")
_SKIN = ("afferent_large", "afferent_small")
_TRACT = re.compile(r"(\w+(?:spinal|thalamic|cerebellar)) of the cord")
_NAMED_WAY = ("corticospinal", "corticobulbar")
_WAYS = ("crossed", "uncrossed")


def percent(share: float) -> str:
    """Write a share as it is said: "97 %", "less than 1 %", "all"."""
    if share >= 0.995:
        return "all"
    if share < 0.005:
        return "none"
    return "less than 1 %" if share < 0.01 else f"{share:.0%}".replace("%", " %")


def group_of(population: Population) -> tuple[str, str, str]:
    """Return what populations said together share: kind, side, and whether they cross."""
    way = population.id.rpartition(".")[2]
    return population.kind, population.side, way if way in _WAYS else ""


def fibres_words(populations: Sequence[Population]) -> str:
    """Name populations of one group: "crossed corticospinal fibres to the right hand (C8)"."""
    kind, side, way = group_of(populations[0])
    both = len({p.side for p in populations}) > 1
    name, joint = _KINDS.get(kind, (f"{kind.replace('_', ' ')} fibres", "of"))
    sided = "the " if both or side == "none" else f"the {side} "
    if kind in _BY_SEGMENT:
        served, segments = segment_words(p.target for p in populations), ""
        sided = "both sides, " if both else f"the {side} side, "
    elif kind in _SKIN:
        served = _territories(populations)
        segments = segment_words(p.segment for p in populations)
    else:
        served = _some(dict.fromkeys(target_words(p.target) for p in populations))
        segments = segment_words(p.segment for p in populations)
    if kind == "corticobulbar_gaze":
        served, sided = "both sides" if both else f"the {side}", ""
    if kind == "centre":
        return f"{'left and right' if both else side} {name} for {served}"
    name = f"{way} {name}" if way and kind.startswith(_NAMED_WAY) else name
    roots = f" ({segments})" if segments else ""
    across = " on both sides" if both and kind not in _NO_SIDES else ""
    return f"{name} {joint} {sided}{served}{roots}{across}"


def target_words(target: str) -> str:
    """Put a target into words."""
    return _TARGETS.get(target, target.replace("_", " "))


def _territories(populations: Sequence[Population]) -> str:
    names = dict.fromkeys(p.target.rpartition(".")[2].replace("_", " ") for p in populations)
    return f"{_some(names)} skin" if len(names) <= MOST else "skin"


def _some(names: Iterable[str]) -> str:
    named = list(names)
    if len(named) <= MOST:
        return join_words(named)
    return f"{', '.join(named[:MOST])} and {len(named) - MOST} more"


def segment_words(segments: Iterable[str]) -> str:
    """Write cord segments, neighbours as a range: "C5-C7, T1"."""
    at = sorted({SEGMENTS.index(s) for s in segments if s in SEGMENTS})
    runs: list[list[int]] = []
    for i in at:
        if runs and runs[-1][-1] == i - 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    return ", ".join(
        SEGMENTS[run[0]] if len(run) == 1 else f"{SEGMENTS[run[0]]}-{SEGMENTS[run[-1]]}"
        for run in runs
    )


def plain_place(site: str, side: str, level: str) -> str:
    """Say a place by its id alone, for those who have no better words."""
    words = site.replace("_", " ").replace(".", ", ")
    words = f"{side} {words}" if side in ("left", "right") else words
    return f"{words} at {level.replace('_', ' ')}" if level else words


def lesion_words(site: str, side: str, level: str, say: Say) -> str:
    """Say where a lesion interrupts: "The lesion of the left ulnar nerve at the elbow"."""
    outside = site.startswith(("nerve", "root", "plexus", "cauda", "sympathetic", "muscle"))
    words = say(site, side, level)
    words = _TRACT.sub(r"\1 tract of the cord", f"{words[:1].lower()}{words[1:]}")
    within = "in the territory of" if "artery" in words else "of" if outside else "in"
    return f"The lesion {within} the {words}"


def row_words(domain: str, target: str, side: str, more: Sequence[str | None]) -> str:
    """Name a row of the examination: "the right ankle jerk"."""
    name = _ROWS.get((domain, target)) or _plain_row(domain, target)
    extra = " ".join(_MORE.get(part, part.replace("_", " ")) for part in more if part)
    beside = f"{side} " if side in ("left", "right") else ""
    if domain == "sensation":
        level = "sensory level" if target == "sensory_level" else ""
        where = f"{beside}{level or target_words(target)}"
        return f"{extra} in the {where}" if not level else f"{where} for {extra}"
    of = "the " if domain in _OF and side in ("left", "right") else ""
    return f"{_OF.get(domain, '')}{of}{beside}{name}{f', {extra}' if extra else ''}"


def _plain_row(domain: str, target: str) -> str:
    words = target_words(target)
    return f"{words} reflex" if domain == "reflex" else words


_MORE = {"cortical": "stereognosis"}
_OF = {"power": "power of ", "tone": "tone of "}


_ROWS = {
    ("reflex", "ankle"): "ankle jerk",
    ("reflex", "knee"): "knee jerk",
    ("reflex", "jaw_jerk"): "jaw jerk",
    ("reflex", "ankle_clonus"): "ankle clonus",
    ("reflex", "hoffmann"): "Hoffmann sign",
    ("reflex", "grasp"): "grasp",
    ("plantar", "plantar"): "plantar response",
}
