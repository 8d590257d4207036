"""Words for the muscles, places and reflexes of a summary."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from visualizer.findings.knowledge import Muscle


def join_words(words: Iterable[str]) -> str:
    """Put words together as in a sentence: a, b and c."""
    *first, last = list(words) or [""]
    return f"{', '.join(first)} and {last}" if first else last


def muscle_parts(muscles: Sequence[Muscle], both: bool = False) -> tuple[str, ...]:
    """Name the parts of the body that muscles belong to, the limbs first."""
    places = {muscle.limb for muscle in muscles} | {muscle.id for muscle in muscles}
    places |= {muscle.body_part for muscle in muscles if muscle.limb == "cranial"}
    if "upper" in places:
        places -= {"neck", "girdle"}
    named = [name for name, keys in _PARTS.items() if places & set(keys)]
    arm = {muscle.body_part for muscle in muscles if muscle.limb == "upper"}
    swapped = {"arm": "hand"} if arm <= {"hand", "forearm"} else {}
    if "upper_face" not in places and "lower_face" in places:
        swapped["face"] = "lower face"
    words = [swapped.get(name, name) for name in named]
    return tuple(f"{word}s" if both and word in _PAIRED else word for word in words)


def place_words(sites: Sequence[str]) -> str:
    """Write the nerve or plexus that some places share in words, "" if they share none."""
    shared = list(takewhile(lambda names: len(set(names)) == 1, _zip_dots(sites)))
    group, *names = [name[0] for name in shared] or [""]
    if group not in ("nerve", "plexus") or not names:
        return ""
    kind = "nerve" if group == "nerve" else "plexus"
    trunk, *branch = [_CRANIAL.get(name, name).replace("_", " ") for name in names]
    if kind == "plexus" and not branch and trunk not in _PLEXUSES:
        return trunk
    whole = f"{trunk} {kind}"
    return whole if not branch or branch == ["complete"] else f"{branch[-1]} of the {whole}"


def _zip_dots(sites: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the first names of some dotted ids, then the second ones, and so on."""
    return zip(*(site.split(".") for site in sites), strict=False)


def reflex_words(changed: set[str], tendons: set[str], both: bool = False) -> str:
    """Say "reflexes", "arm reflexes", "leg reflexes" or name them."""
    if changed == tendons:
        return "reflexes"
    arm, leg = tendons & _ARM, tendons - _ARM
    limbs = [name for name, group in (("arm", arm), ("leg", leg)) if group and group <= changed]
    rest = changed - (arm if "arm" in limbs else set()) - (leg if "leg" in limbs else set())
    names = [t.replace("_", " ") for t in sorted(rest, key=_order)]
    return f"{join_words([*names, *limbs])} reflex{'es' if both or limbs or len(names) > 1 else ''}"


def _order(reflex: str) -> tuple[int, str]:
    known = reflex in TENDONS
    return (TENDONS.index(reflex) if known else len(TENDONS), reflex)


_PARTS = {
    "arm": ("upper",),
    "leg": ("lower",),
    "face": ("upper_face", "lower_face"),
    "eye muscles": ("eye",),
    "jaw": ("masseter",),
    "palate": ("palate",),
    "pharynx": ("pharynx",),
    "vocal cord": ("vocal_cord",),
    "tongue": ("tongue",),
    "neck and shoulder girdle": ("neck", "girdle"),
    "diaphragm": ("diaphragm",),
    "trunk": ("trunk",),
    "sphincters": ("pelvic_floor",),
}
_PAIRED = {"arm", "hand", "leg"}
_CRANIAL = {
    "cn3": "oculomotor",
    "cn4": "trochlear",
    "cn5": "trigeminal",
    "cn6": "abducens",
    "cn7": "facial",
    "cn9": "glossopharyngeal",
    "cn10": "vagus",
    "cn12": "hypoglossal",
}
_PLEXUSES = {"brachial", "cervical", "lumbar", "sacral"}
TENDONS = (
    "biceps",
    "brachioradialis",
    "triceps",
    "finger_flexor",
    "knee",
    "medial_hamstring",
    "ankle",
)
_ARM = set(TENDONS[:4])
PATHOLOGICAL = (
    ("inverted_supinator", "an inverted supinator reflex"),
    ("inverted_triceps", "an inverted triceps reflex"),
    ("inverted_knee", "an inverted knee reflex"),
    ("ankle_clonus", "ankle clonus"),
)
PLANTAR = {
    "extensor": "an extensor plantar response",
    "absent": "a mute plantar response",
    "delayed_plantar_response": "a delayed plantar response",
}
SURFACE = {
    "abdominal_upper": "abdominal",
    "abdominal_lower": "abdominal",
    "cremasteric": "cremasteric",
}
