"""What the cursor is on."""

from dataclasses import dataclass

from visualizer.scene.shapes import Vec3


@dataclass(frozen=True, slots=True)
class Pick:
    """A picked place.

    Attributes
    ----------
    position_mm : (x, y, z)
        World RAS, mm.
    kind : str
        mesh, fibre, cord, nerve, muscle or lesion.
    structure : str
        Structure id (mesh), site id (fibre, nerve, cord) or lesion id.
    side : str
    level : str
        Cord segment or nerve level where there is one.
    label : str
        The place in words.
    fibre : int
        Index of the fibre, -1 for none.
    normal : (x, y, z)
        Outward surface normal, zero where there is none.
    """

    position_mm: Vec3
    kind: str
    structure: str
    side: str = "none"
    level: str = ""
    label: str = ""
    fibre: int = -1
    normal: Vec3 = (0.0, 0.0, 0.0)
