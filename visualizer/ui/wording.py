"""Ids, times and grades in English words."""

from visualizer.findings import Finding
from visualizer.render.words import site_words as words_of_site
from visualizer.scene import (
    Cut,
    Ellipsoid,
    Lesion,
    MaskShape,
    Patch,
    Scene,
    Slab,
    Sphere,
)

HOUR = 1.0 / 24.0
WEEK = 7.0
MONTH = 30.44
YEAR = 365.25

UMN = "\u25b2"
LMN = "\u25bc"

_WORDS = {
    "fdp_index": "flexor digitorum profundus, index",
    "fdp_little": "flexor digitorum profundus, little",
    "interossei": "interossei",
    "mnd": "motor neuron disease",
    "nmj": "neuromuscular junction",
    "als": "ALS",
    "pls": "PLS",
    "pma": "PMA",
    "sma": "SMA",
    "hsp": "HSP",
    "aidp": "AIDP",
    "cidp": "CIDP",
    "cmt1": "CMT1",
    "mmn": "MMN",
    "dm1": "DM1",
    "fshd": "FSHD",
    "ibm": "IBM",
    "vpl_vpm": "VPL and VPM",
    "pprf": "PPRF",
    "mlf": "MLF",
    "tone": "Tone",
    "cortical": "cortical sensation",
    "face_v1": "face, V1",
    "face_v2": "face, V2",
    "face_v3": "face, V3",
    "median_digits": "median fingers",
    "thenar_eminence_palm": "thenar palm",
    "first_dorsal_web_hand": "first dorsal web of the hand",
    "first_web_space_foot": "first web space of the foot",
    "feet_stocking": "feet, as a stocking",
    "hands_glove": "hands, as a glove",
    "hemibody": "half of the body",
    "lost_body": "lost, body",
    "lost_face": "lost, face",
    "lost_brow": "lost, brow",
    "reflex_overactive": "overactive (reflex)",
    "areflexic_retention": "areflexic, retention",
}
_PARTS = {
    "whole": "whole cross-section",
    "left": "left half",
    "right": "right half",
    "front": "front",
    "back": "back",
    "free": "free part",
}


def plain(identifier: str) -> str:
    """Put one part of an id into words."""
    return _WORDS.get(identifier, identifier.replace("_", " "))


def capital(text: str) -> str:
    """Begin a text with a capital letter."""
    return text[:1].upper() + text[1:]


def site_words(site: str, side: str | None = None, level: str | None = None) -> str:
    """Name a site, e.g. "Left posterior limb of the internal capsule"."""
    words = words_of_site(site, side or "none", level or "")
    return capital(f"{words}, both sides" if side == "bilateral" else words)


def lesion_place(lesion: Lesion) -> str:
    """Name the place of a lesion without its size."""
    shape = lesion.shape
    if shape is None:
        return site_words(lesion.site or "", lesion.side, lesion.level)
    if isinstance(shape, Slab):
        return f"Spinal cord {shape.levels}, {_PARTS[shape.part]}"
    if isinstance(shape, Cut):
        return site_words(shape.structure, shape.structure_side)
    if isinstance(shape, MaskShape):
        return f"Mask {shape.path.rsplit('/', 1)[-1]}"
    if isinstance(shape, Patch):
        return "Painted patch"
    return "Placed lesion"


def lesion_side(lesion: Lesion) -> str:
    """Return left, right, both or midline."""
    shape = lesion.shape
    if shape is None:
        return {"bilateral": "both", None: "midline"}.get(lesion.side, lesion.side or "")
    if isinstance(shape, Cut):
        return shape.structure_side
    if isinstance(shape, Slab):
        return shape.part if shape.part in ("left", "right") else "both"
    if isinstance(shape, Sphere | Ellipsoid):
        x = shape.center_mm[0]
        return "midline" if abs(x) < 0.5 else ("right" if x > 0 else "left")
    return "as drawn"


def lesion_size(lesion: Lesion) -> str:
    """Say how large a placed lesion is."""
    shape = lesion.shape
    if isinstance(shape, Sphere | Patch):
        return f"{shape.radius_mm:g} mm radius"
    if isinstance(shape, Ellipsoid):
        return " \u00d7 ".join(f"{r:g}" for r in shape.radii_mm) + " mm"
    if isinstance(shape, Slab):
        return shape.levels
    if isinstance(shape, Cut):
        return "cut"
    return plain(lesion.level) if lesion.level else "whole site"


def duration_words(days: float) -> str:
    """Put a time since onset into words, e.g. "6 hours", "3 weeks", "2 years"."""
    for limit, unit, name in (
        (1.9, HOUR, "hour"),
        (13.5, 1.0, "day"),
        (59.0, WEEK, "week"),
        (700.0, MONTH, "month"),
        (float("inf"), YEAR, "year"),
    ):
        if days < limit and not (name == "hour" and days == 1.0):
            count = round(days / unit)
            if name == "year" and abs(days / unit - count) > 0.1:
                return f"{days / unit:.1f} years"
            return f"{max(count, 1)} {name}{'' if max(count, 1) == 1 else 's'}"
    raise AssertionError


def time_words(days: float) -> str:
    """Name the time shown, with the day where that is another word."""
    words = duration_words(days)
    if days >= 13.5:
        return f"{words} after onset (day {round(days)})"
    return f"{words} after onset"


def clock_days(scene: Scene) -> float:
    """Return the time that the clock of a scene shows, in days."""
    if scene.days is not None:
        return scene.days
    return max((lesion.days for lesion in scene.lesions), default=0.25)


def neuron_glyph(finding: Finding) -> str:
    """Return ▲ for upper, ▼ for lower motor neuron, both or nothing."""
    upper = lower = False
    for reason in finding.because:
        if reason.population.startswith(("cortico", "bulbospinal")):
            upper = True
        elif reason.population.startswith(("lmn", "ia")):
            lower = True
    return (UMN if upper else "") + (LMN if lower else "")


def value_words(finding: Finding) -> str:
    """Put the value of a finding as a note has it: MRC, reflex grade, Ashworth or a word."""
    if finding.domain == "power":
        return f"{finding.mrc}" if finding.mrc is not None else plain(finding.value)
    if finding.domain == "reflex" and finding.grade is not None:
        return f"{finding.grade} {plain(finding.value)}"
    if finding.domain == "tone" and finding.ashworth not in (None, "0"):
        return f"{plain(finding.value)} ({finding.ashworth})"
    if finding.value == "present" and finding.direction in ("left", "right"):
        towards = finding.target.endswith("deviation")
        return f"to the {finding.direction}" if towards else f"{finding.direction} side"
    return plain(finding.value)


def finding_words(finding: Finding) -> str:
    """Name a finding in full, e.g. "Right first dorsal interosseous: power 3"."""
    side = "" if finding.side == "none" else f"{finding.side} "
    domain = "" if finding.domain == finding.target else f"{plain(finding.domain).lower()} "
    return f"{capital(side + plain(finding.target))}: {domain}{value_words(finding)}"


_LEVELS = {
    "capsule": "Internal capsule", "olive": "Medulla at the olive",
    "decussation": "Medulla at the pyramidal decussation",
}  # fmt: skip


def level_words(name: str) -> str:
    """Say the level of a section: a part of the brainstem or a cord segment."""
    return _LEVELS.get(name, name if name[1:].isdigit() else capital(name))
