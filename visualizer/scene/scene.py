"""The scene: an immutable value that undo, save and predict share."""

from dataclasses import dataclass, field

from visualizer.scene.lesion import Lesion
from visualizer.scene.section import SectionView
from visualizer.scene.shapes import Vec3

VIEW_NAMES = ("body", "cortex", "tract", "ventral-horn", "nerve", "nerve-section")

CORTEX_SHAPES = ("pial", "white", "inflated")


@dataclass(frozen=True, slots=True)
class Patient:
    """What is known of the patient; `variants` are ids of anatomical variants, if any."""

    dominant_hemisphere: str = "left"
    variants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """Camera and layers; saved with the scene, no step of undo.

    `name` is one of `VIEW_NAMES`. `position_mm`, `focal_mm`, `up` may be None for the
    preset camera. `opacity` holds (structure or layer id, opacity) for what differs from
    the preset; 0 is hidden. `segment` is the cord level that the ventral horn scene shows.
    `section` is the plane of the section view, None when it is not shown. `maps` holds (layer,
    map id) for the maps drawn on cortex and skin; `cortex` is the shape of the cortex, one of
    `CORTEX_SHAPES`.
    """

    name: str = "tract"
    position_mm: Vec3 | None = None
    focal_mm: Vec3 | None = None
    up: Vec3 | None = None
    opacity: tuple[tuple[str, float], ...] = ()
    colouring: str = "system"
    segment: str = "C8"
    section: SectionView | None = None
    maps: tuple[tuple[str, str], ...] = ()
    cortex: str = "pial"


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything the user made.

    `days` moves the clock: the oldest lesion is that many days old and the others keep
    their distance; None leaves the lesions at their own onset.
    """

    lesions: tuple[Lesion, ...] = ()
    title: str = ""
    notes: str = ""
    patient: Patient = field(default_factory=Patient)
    days: float | None = None
    view: View = field(default_factory=View)

    def lesion(self, lesion_id: str) -> Lesion:
        """Return the lesion with an id.

        Raises
        ------
        KeyError
            If the scene has no such lesion.
        """
        for lesion in self.lesions:
            if lesion.id == lesion_id:
                return lesion
        raise KeyError(lesion_id)

    def clocked_lesions(self) -> tuple[tuple[int, Lesion, float], ...]:
        """Return (index, lesion, days since its onset), without those not yet begun."""
        if not self.lesions:
            return ()
        oldest = max(lesion.days for lesion in self.lesions)
        shift = 0.0 if self.days is None else self.days - oldest
        timed = ((i, les, les.days + shift) for i, les in enumerate(self.lesions))
        return tuple(entry for entry in timed if entry[2] >= 0)
