"""Where the section view cuts the body."""

from dataclasses import dataclass

from visualizer.scene.shapes import Vec3

SECTION_PLANES = ("axial", "coronal", "sagittal", "cord", "free")


@dataclass(frozen=True, slots=True)
class SectionView:
    """A cutting plane; saved with the camera.

    Attributes
    ----------
    plane : str
        One of `SECTION_PLANES`; "cord" is perpendicular to the cord and the brainstem.
    at_mm : float
        World z (axial), y (coronal), x (sagittal), the distance below the top of the cord
        (cord; negative in the brainstem), or the distance from the origin along `normal` (free).
    normal : (x, y, z) or None
        Of a free plane.
    clip, flip : bool
        Whether the 3D picture is cut there, and whether the other half is kept.
    """

    plane: str = "axial"
    at_mm: float = 0.0
    normal: Vec3 | None = None
    clip: bool = False
    flip: bool = False
