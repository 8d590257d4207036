"""One calm palette: each meaning has one colour in both themes, and a second cue.

No VTK here, so that the panels share these colours.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Rgb = tuple[float, float, float]
ThemeName = Literal["dark", "light"]
Colouring = Literal["system", "body_part", "strength"]
COLOURINGS: tuple[Colouring, ...] = ("system", "body_part", "strength")


def rgb(code: str) -> Rgb:
    """Turn "#rrggbb" into red, green and blue between 0 and 1."""
    value = int(code.lstrip("#"), 16)
    return (value >> 16) / 255, (value >> 8 & 255) / 255, (value & 255) / 255


def to_hex(colour: Rgb) -> str:
    """Turn red, green and blue between 0 and 1 into "#rrggbb"."""
    return "#" + "".join(f"{round(255 * part):02x}" for part in colour)


UMN: Rgb = rgb("#5b9df0")
LMN: Rgb = rgb("#f0a93c")
SENSORY: Rgb = rgb("#57b784")
OTHER_DESCENDING: Rgb = rgb("#8f9bd0")
LESION: Rgb = rgb("#ff1fb4")
LESION_RIM: Rgb = rgb("#ffd9f2")
INTERRUPTED: Rgb = rgb("#8c96a3")
CELL: Rgb = rgb("#8a4b12")
HIGHLIGHT: Rgb = rgb("#fff6d8")
SELECTION: Rgb = rgb("#ffffff")

SYSTEM: dict[str, Rgb] = {
    "corticospinal": UMN,
    "corticobulbar": rgb("#7cb8f5"),
    "bulbospinal": OTHER_DESCENDING,
    "lmn": LMN,
    "ia": SENSORY,
}
_SYSTEMS: tuple[tuple[tuple[str, ...], Rgb], ...] = (  # kinds of fibres by how they begin
    (("corticospinal", "corticobulbar", "cortico"), rgb("#7cb8f5")),
    (("rubro", "reticulo", "vestibulo", "tecto", "bulbo"), OTHER_DESCENDING),
    (("sympathetic", "parasympathetic", "bladder"), rgb("#b9a3d6")),
    (("spinothalamic", "trigeminothalamic_pain", "afferent_small"), rgb("#86c7a0")),
    (("afferent", "medial_lemniscus", "trigemino", "spinocerebellar", "dorsal"), SENSORY),
    (("lmn", "cranial"), LMN),
)


def system_colour(kind: str) -> Rgb:
    """Return the colour of a kind of fibres by what system it belongs to."""
    if kind in SYSTEM:
        return SYSTEM[kind]
    found = (colour for starts, colour in _SYSTEMS if kind.startswith(starts))
    return next(found, OTHER_DESCENDING)


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours of the surroundings; the anatomy keeps its own in every theme."""

    name: ThemeName
    top: Rgb
    bottom: Rgb
    text: Rgb
    plate: Rgb
    plate_opacity: float
    faint: Rgb
    glass: Rgb
    skin: Rgb
    key_light: float
    fill_light: float


THEMES: dict[ThemeName, Theme] = {
    "dark": Theme(
        "dark", rgb("#222b38"), rgb("#0b0e13"), rgb("#eef2f7"), rgb("#10151d"), 0.72,
        rgb("#8693a5"), rgb("#a9c3de"), rgb("#9fb4cc"), 0.92, 0.34,
    ),
    "light": Theme(
        "light", rgb("#fbfaf7"), rgb("#e4e1da"), rgb("#1c232c"), rgb("#ffffff"), 0.85,
        rgb("#6b7480"), rgb("#7d93ab"), rgb("#a08f80"), 0.90, 0.42,
    ),
}  # fmt: skip

#: What the names of spaces filled with cerebrospinal fluid have in them.
CANALS = ("cerebral_aqueduct", "medullary_canal")
FLUID = ("ventricle", *CANALS)
TISSUE: dict[str, Rgb] = {
    "cortex": rgb("#cdb9b0"),
    "white_matter": rgb("#d8d0c2"),
    "grey_matter": rgb("#b58f86"),
    "brainstem": rgb("#c9b48f"),
    "cerebellum": rgb("#b99a92"),
    "thalamus": rgb("#5f7fb8"),
    "caudate": rgb("#5d9a6b"),
    "putamen": rgb("#3f8791"),
    "pallidum": rgb("#5aa4a0"),
    "pallidus": rgb("#5aa4a0"),
    "lentiform": rgb("#3f8791"),
    "ventral_dc": rgb("#8a7f9f"),
    "hippocampus": rgb("#9a8a5e"),
    **dict.fromkeys(FLUID, rgb("#6f8ea6")),
    "corpus_callosum": rgb("#cfc6b4"),
    "accumbens": rgb("#7f9a6b"),
    "chiasm": rgb("#c9bd9a"),
    "ventral_diencephalon": rgb("#8a7f9f"),
    "amygdala": rgb("#8f7a6a"),
    "skeleton": rgb("#d8ceb8"),
    "skull": rgb("#d8ceb8"),
    "skin": rgb("#9fb4cc"),
    "cord": rgb("#e3d9c6"),
    "nerve": LMN,
    "cortex_white": rgb("#ded6c6"),
    "cortex_inflated": rgb("#cdb9b0"),
    "muscles": rgb("#a8605a"),
    "discs": rgb("#9fb0b5"),
    "nuclei": rgb("#8f7fb0"),
    "arteries": rgb("#b8473f"),
    "ganglia": rgb("#c9a15c"),
    "cord_grey": rgb("#b58f86"),
    "cord_tracts": rgb("#d8d0c2"),
    "cord_coverings": rgb("#b9b3c9"),
    "default": rgb("#b6b0a8"),
}

# the motor map from medial (foot) to lateral (face); same colours from cortex to muscle
_MAP_STOPS = ("#f3d34c", "#f2a63f", "#e4713f", "#c2525a", "#8a4f9e", "#5f5bd0")
# place on the map of the geometry (0 face, 1 foot) to place on the colour scale: the arm and
# the leg have little cortex and would else look alike
_MAP_FROM = (0.0, 0.38, 0.60, 0.72, 0.82, 1.0)
_MAP_TO = (1.0, 0.74, 0.52, 0.36, 0.24, 0.0)
PLACE_OF_PART: dict[str, float] = {
    "pelvic_floor": 0.97, "foot": 0.93, "leg": 0.88, "thigh": 0.84, "trunk": 0.78, "neck": 0.735,
    "shoulder": 0.70, "arm": 0.66, "forearm": 0.62, "hand": 0.49, "upper_face": 0.33,
    "lower_face": 0.22, "tongue": 0.09,
}  # fmt: skip
# perceptually even, from paralysed to full (a blue to yellow ramp of even lightness steps)
_STRENGTH_STOPS = ("#3b2a6b", "#5d3f8f", "#8a5a97", "#b77d96", "#dba89a", "#f4dcb8")

ZONE: dict[str, Rgb] = {
    "lateral_corticospinal": UMN,
    "anterior_corticospinal": rgb("#7cb8f5"),
    "reticulospinal": OTHER_DESCENDING,
    "descending_sympathetic": rgb("#b9a3d6"),
    "dorsal_column": SENSORY,
    "spinothalamic": rgb("#86c7a0"),
    "spinocerebellar": rgb("#a9cfb0"),
    "anterior_horn": rgb("#d9a066"),
    "dorsal_horn": rgb("#9fae93"),
    "intermediolateral": rgb("#b79ac0"),
    "central_grey": rgb("#b39a94"),
    "ventral_commissure": rgb("#d9cdbd"),
}
OF_LAYER = (  # the layers whose structures all have one colour
    "cortex_white", "muscles", "discs", "arteries", "ganglia", "cord_grey", "cord_tracts",
    "cord_coverings",
)  # fmt: skip
ZONE_WORDS: dict[str, Rgb] = ZONE | {
    "vestibulospinal": rgb("#a5a0d8"),
    "rubrospinal": rgb("#a58fc4"),
    "tectospinal": rgb("#8fb0d0"),
    "gracile": SENSORY,
    "cuneate": rgb("#74c49b"),
    "dorsolateral_tract": rgb("#86c7a0"),
    "propriospinal": rgb("#cfc4ae"),
    "motor_column": rgb("#d9a066"),
    "phrenic": rgb("#d9a066"),
    "onuf": rgb("#c98256"),
    "gelatinous": rgb("#9fae93"),
    "thoracic_nucleus": rgb("#a9cfb0"),
    "lamina": rgb("#a98b80"),
    "sympathetic": rgb("#b79ac0"),
}


def mixed(a: Rgb, b: Rgb, share: float) -> Rgb:
    """Mix two colours; `share` is that of the second."""
    red, green, blue = (x * (1 - share) + y * share for x, y in zip(a, b, strict=True))
    return red, green, blue


def ramp(stops: tuple[str, ...], values: NDArray[np.floating]) -> NDArray[np.float64]:
    """Interpolate colour stops at values between 0 and 1; returns (n, 3)."""
    table = np.array([rgb(stop) for stop in stops])
    at = np.linspace(0.0, 1.0, len(table))
    value = np.clip(np.asarray(values, dtype=float), 0.0, 1.0)
    return np.stack([np.interp(value, at, table[:, i]) for i in range(3)], axis=-1)


def motor_map_colours(place: NDArray[np.floating]) -> NDArray[np.float64]:
    """Colour places on the motor map, 0 lateral (face) to 1 medial (foot)."""
    return ramp(_MAP_STOPS, np.interp(np.asarray(place, dtype=float), _MAP_FROM, _MAP_TO))


def strength_colours(strength: NDArray[np.floating]) -> NDArray[np.float64]:
    """Colour strength fractions, 0 paralysed to 1 full."""
    return ramp(_STRENGTH_STOPS, strength)


@lru_cache(maxsize=256)
def body_part_colour(part: str) -> Rgb:
    """Return the motor map colour of a body part; grey for an unknown one."""
    if part not in PLACE_OF_PART:
        return TISSUE["default"]
    red, green, blue = motor_map_colours(np.array([PLACE_OF_PART[part]]))[0]
    return float(red), float(green), float(blue)


@lru_cache(maxsize=1024)
def strength_colour(strength: float) -> Rgb:
    """Return the colour of one strength fraction."""
    red, green, blue = strength_colours(np.array([strength]))[0]
    return float(red), float(green), float(blue)


LegendRow = tuple[str, Rgb, str]


def legend(colouring: str) -> list[LegendRow]:
    """List (label, rgb, second cue) of a colouring; the lesion is always last."""
    rows: list[LegendRow]
    if colouring == "body_part":
        names = (
            "foot",
            "leg",
            "thigh",
            "trunk",
            "arm",
            "hand",
            "neck",
            "upper_face",
            "lower_face",
            "tongue",
        )
        cue = "order along the motor strip"
        rows = [(n.replace("_", " "), body_part_colour(n), cue) for n in names]
    elif colouring == "strength":
        steps = ((1.0, "full (MRC 5)", "plain"), (0.75, "MRC 4", "striped"),
                 (0.4, "MRC 3 to 4-", "striped"), (0.1, "MRC 2", "striped"),
                 (0.0, "paralysed (MRC 0 to 1)", "crossed"))  # fmt: skip
        rows = [(text, strength_colour(value), cue) for value, text, cue in steps]
    else:
        rows = [
            ("upper motor neurons", UMN, "from cortex to the cord"),
            ("other descending paths", OTHER_DESCENDING, "from brainstem to the cord"),
            ("lower motor neurons", LMN, "from the cord to muscle"),
            ("muscle afferents", SENSORY, "from muscle to the cord"),
        ]
    return [*rows, ("interrupted beyond a lesion", INTERRUPTED, "dashed"),
            ("lesion", LESION, "solid with a bright rim")]  # fmt: skip
