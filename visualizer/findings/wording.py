"""Words for the muscles, places and reflexes of a summary."""

from collections.abc import Iterable, Sequence

from visualizer.findings.knowledge import Muscle


def join_words(words: Iterable[str]) -> str:
    """Put words together as in a sentence: a, b and c."""
    *first, last = list(words) or [""]
    return f"{', '.join(first)} and {last}" if first else last


def muscle_parts(muscles: Sequence[Muscle]) -> tuple[str, ...]:
    """Name the parts of the body that muscles belong to, the limbs first."""
    places = {muscle.limb for muscle in muscles} | {muscle.id for muscle in muscles}
    if "upper" in places:
        places -= {"neck", "girdle"}
    named = [name for name, keys in _PARTS.items() if places & set(keys)]
    arm = {muscle.body_part for muscle in muscles if muscle.limb == "upper"}
    swapped = {"arm": "hand"} if arm <= {"hand", "forearm"} else {}
    if "upper_face" not in places:
        swapped["face"] = "lower face"
    return tuple(swapped.get(name, name) for name in named)


def place_words(site: str) -> str:
    """Write a nerve or a part of a plexus in words, "" for any other place."""
    group, *names = site.split(".")
    if group not in ("nerve", "plexus") or not names:
        return ""
    kind = "nerve" if group == "nerve" else "plexus"
    trunk, *branch = [name.replace("_", " ") for name in names]
    if trunk.startswith("cn"):
        return f"cranial nerve {trunk[2:]}"
    if kind == "plexus" and not branch and trunk not in _PLEXUSES:
        return trunk
    whole = f"{trunk} {kind}"
    return whole if not branch or branch == ["complete"] else f"{branch[-1]} of the {whole}"


def reflex_words(changed: set[str], tendons: set[str]) -> str:
    """Say "reflexes", "arm reflexes", "leg reflexes" or name them."""
    if changed == tendons:
        return "reflexes"
    arm, leg = tendons & _ARM, tendons - _ARM
    limbs = [name for name, group in (("arm", arm), ("leg", leg)) if group and group <= changed]
    rest = changed - (arm if "arm" in limbs else set()) - (leg if "leg" in limbs else set())
    names = [t.replace("_", " ") for t in sorted(rest, key=_order)]
    return f"{join_words([*names, *limbs])} reflex{'es' if limbs or len(names) > 1 else ''}"


def _order(reflex: str) -> tuple[int, str]:
    known = reflex in _DOWNWARD
    return (_DOWNWARD.index(reflex) if known else len(_DOWNWARD), reflex)


_PARTS = {
    "arm": ("upper",),
    "leg": ("lower",),
    "face": ("upper_face", "lower_face"),
    "tongue": ("tongue",),
    "neck and shoulder girdle": ("neck", "girdle"),
    "diaphragm": ("diaphragm",),
    "trunk": ("trunk",),
    "sphincters": ("pelvic_floor",),
}
_PLEXUSES = {"brachial", "cervical", "lumbar", "sacral"}
_DOWNWARD = (
    "biceps",
    "brachioradialis",
    "triceps",
    "finger_flexor",
    "knee",
    "medial_hamstring",
    "ankle",
)
_ARM = set(_DOWNWARD[:4])
