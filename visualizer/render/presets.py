"""The named views as data: where the camera looks from, what it frames, what is how clear."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from visualizer.anatomy import Fibres

Direction = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Preset:
    """One view.

    Attributes
    ----------
    direction : (x, y, z)
        From the focal point towards the camera, world RAS; for a view of one side it is that
        of the left side and is mirrored for the right.
    up : (x, y, z)
    frame : str
        What the camera frames: body, brain, tract, segment, arm or nerve_section.
    opacity : mapping of layer or structure id to opacity
        0 is hidden, and so is every layer that is not named. "cortex.near" and "cortex.far"
        are the hemisphere of the side shown and the other one; "muscles.weak" are those that a
        lesion weakens, and "muscles.many" the same where they are many.
    default_side : str
        The side shown when no lesion says which.
    angle : float
        Vertical view angle, degrees.
    margin : float
        Share of the picture left free around what is framed.
    labels : tuple of str
        Groups of labels that are shown.
    section : bool
        Open the cord at the segment.
    colouring : str
        The colouring that suits the view.
    """

    direction: Direction
    up: Direction
    frame: str
    opacity: Mapping[str, float] = field(default_factory=dict)
    default_side: str = "left"
    angle: float = 24.0
    margin: float = 0.06
    labels: tuple[str, ...] = ()
    section: bool = False
    colouring: str = "system"


_QUIET = {
    "deep.lateral_ventricle.left": 0.0, "deep.lateral_ventricle.right": 0.0,
    "deep.third_ventricle": 0.0, "deep.fourth_ventricle": 0.0,
    "deep.cerebral_aqueduct": 0.0, "deep.medullary_canal": 0.0,
    "deep.putamen.near": 0.34, "deep.globus_pallidus.near": 0.34,
    "deep.hippocampus.near": 0.34, "deep.amygdala.near": 0.34,
    "deep.ventral_diencephalon.left": 0.0, "deep.ventral_diencephalon.right": 0.0,
}  # fmt: skip

PRESETS: dict[str, Preset] = {
    "body": Preset(
        direction=(0.0, 1.0, 0.06),
        up=(0.0, 0.0, 1.0),
        frame="body",
        opacity={"skin": 0.2, "skeleton": 0.45, "skull": 0.18, "cortex": 1.0,
                 "brainstem": 1.0, "cord": 1.0, "muscle_marks": 1.0, "discs": 0.45,
                 "muscles": 0.34, "muscles.weak": 1.0,
                 "fibres.corticospinal": 1.0, "fibres.corticobulbar": 1.0, "fibres.lmn": 1.0},
        labels=("muscles",),
    ),
    "cortex": Preset(
        direction=(-0.84, 0.28, 0.52),
        up=(0.0, 0.0, 1.0),
        frame="brain",
        opacity={"cortex": 1.0, "brainstem": 1.0},
        labels=("cortex",),
        colouring="body_part",
    ),
    "tract": Preset(
        direction=(-0.62, 0.74, 0.26),
        up=(0.0, 0.0, 1.0),
        frame="tract",
        opacity={"cortex.near": 0.2, "cortex.far": 1.0, "deep": 1.0, "brainstem": 0.3,
                 "cord": 0.35, "nuclei": 0.3, "fibres.corticospinal": 1.0,
                 "fibres.corticobulbar": 1.0, **_QUIET},
        labels=("tract",),
        colouring="body_part",
    ),
    "ventral-horn": Preset(
        direction=(-0.16, 0.66, 0.78),
        up=(0.0, 0.0, 1.0),
        frame="segment",
        opacity={"cord": 1.0, "fibres.corticospinal": 1.0, "fibres.corticobulbar": 1.0,
                 "fibres.bulbospinal": 1.0, "fibres.lmn": 1.0, "fibres.ia": 1.0},
        labels=("segment",),
        section=True,
    ),
    "nerve": Preset(
        direction=(-0.25, 0.96, 0.12),
        up=(0.0, 0.0, 1.0),
        frame="arm",
        opacity={"skin": 0.14, "skeleton": 0.55, "skull": 0.5, "cord": 1.0, "discs": 0.55,
                 "ganglia": 1.0, "muscles": 0.26, "muscles.weak": 1.0, "muscles.many": 0.58,
                 "muscle_marks": 1.0, "fibres.lmn": 1.0},
        labels=("nerve", "muscles"),
    ),
    "nerve-section": Preset(
        direction=(-0.25, 0.75, 0.80), up=(0.0, 0.0, 1.0), frame="nerve_section",
        labels=("segment",),
    ),
}  # fmt: skip
LINE_PIXELS = {"body": 1.3, "cortex": 1.6, "tract": 1.8, "ventral-horn": 2.2, "nerve": 2.0,
               "nerve-section": 1.0}  # fmt: skip
KINDS = ("corticospinal", "corticobulbar", "bulbospinal", "lmn", "ia")


def kinds_of(fibres: Fibres) -> tuple[str, ...]:
    """List the kinds of fibres of a body; those that every body has come first."""
    found = dict.fromkeys((*KINDS, *(p.kind for p in fibres.populations)))
    return tuple(found)
