"""Places in words: "left ulnar nerve at the elbow"."""

import re
from collections.abc import Callable

from visualizer.render.site_names import LEVEL_WORDS, SITE_NAMES

_SEGMENT = re.compile(r"\b[cltsv]\d+\b")
_PARTS_OF_NERVES = ("branch", "division", "root")
_UNLEVELLED = ("mnd",)
_LAYER_WORDS = ("bone", "deep", "brainstem", "muscle", "nucleus", "disc", "artery", "cortex",
                "cord")  # fmt: skip


def site_words(site: str, side: str = "none", level: str = "") -> str:
    """Say a site in words.

    Parameters
    ----------
    site : str
        Vocabulary id, e.g. "nerve.ulnar".
    side : str
        The patient's side; "none" and "bilateral" are said only where they matter.
    level : str
        Cord segment or nerve level, may be empty.
    """
    said = _name(site)
    group = site.partition(".")[0]
    if group == "cord":
        text = f"{side} {said}" if side in ("left", "right") else said
        return f"{text} at {level}" if level else text
    if group in ("root", "cauda_equina"):
        said = f"{level} {said}" if level else said
        return f"{side} {said}" if side in ("left", "right") else said
    text = f"{side} {said}" if side in ("left", "right") else said
    if not level:
        return text
    if group in _UNLEVELLED:
        return f"{text}, {level}"
    if level[-1].isdigit():
        return f"{text} at {level}"
    return f"{text} {LEVEL_WORDS.get(level, 'at the ' + level.replace('_', ' '))}"


def _name(site: str) -> str:
    if site in SITE_NAMES:
        return SITE_NAMES[site]
    group, _, rest = site.partition(".")
    plain = spaced(rest)
    made = _GROUPS[group](group, plain) if group in _GROUPS and plain else ""
    if group == "cord" and not plain:
        return "spinal cord"
    return made or spaced(site).replace(".", ", ")


def spaced(words: str) -> str:
    """Say an id in words, with its segments in capitals."""
    return _SEGMENT.sub(lambda found: found[0].upper(), words.replace("_", " "))


def _nerve(_group: str, plain: str) -> str:
    whole, _, part = plain.partition(".")
    name = SITE_NAMES.get(f"nerve.{whole}", f"{whole} nerve")
    if not part:
        return name
    kind = "" if part.split()[-1] in _PARTS_OF_NERVES else " branch"
    return f"{part}{kind} of the {name}"


def _plexus(_group: str, plain: str) -> str:
    kind, _, part = plain.partition(".")
    part = " of the ".join(reversed(part.split(".")))
    return f"{part} of the {kind} plexus" if part else f"{kind} plexus"


def _cortex(_group: str, plain: str) -> str:
    gyrus, _, area = plain.partition(".")
    return f"{area} of the {gyrus}" if area else gyrus


def _part_of_stem(group: str, plain: str) -> str:
    return "" if "." in plain else f"{plain} of the {group}"


_GROUPS: dict[str, Callable[[str, str], str]] = {
    "nerve": _nerve,
    "plexus": _plexus,
    "cortex": _cortex,
    "midbrain": _part_of_stem,
    "pons": _part_of_stem,
    "medulla": _part_of_stem,
    "brainstem": lambda _, plain: "" if "." in plain else plain,
    "muscle": lambda _, plain: plain,
    "nucleus": lambda _, plain: f"{plain} nucleus",
    "ganglion": lambda _, plain: f"{plain} ganglion",
    "gland": lambda _, plain: f"{plain} gland",
    "optic": lambda _, plain: f"optic {plain}",
    "olfactory": lambda _, plain: f"olfactory {plain}",
    "cord": lambda _, plain: f"{plain} of the cord",
}


def sided(name: str, side: str) -> str:
    """Put the side before a name."""
    return f"{side} {name}" if side in ("left", "right") else name


def plain_name(structure: str) -> str:
    """Say the id of a structure that has no row, without its side."""
    if structure.startswith("cortex_white"):
        return "white matter"
    words = structure.replace("_", " ").split(".")
    if len(words) > 1 and words[0] in _LAYER_WORDS:
        words = words[1:]
    return " ".join(word for word in words if word not in ("left", "right"))
