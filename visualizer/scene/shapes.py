"""Shapes of placed lesions, in body RAS millimetres."""

from dataclasses import dataclass, field
from typing import ClassVar

from visualizer.anatomy import Volume

Vec3 = tuple[float, float, float]
CORD_PARTS = ("whole", "left", "right", "front", "back", "free")


@dataclass(frozen=True, slots=True)
class Sphere:
    """A ball."""

    kind: ClassVar[str] = "sphere"
    center_mm: Vec3
    radius_mm: float


@dataclass(frozen=True, slots=True)
class Ellipsoid:
    """An ellipsoid with axes along right, anterior and superior."""

    kind: ClassVar[str] = "ellipsoid"
    center_mm: Vec3
    radii_mm: Vec3


@dataclass(frozen=True, slots=True)
class Slab:
    """A slab of the cord: segments, and the part of the cross-section that is destroyed.

    `part` is one of `CORD_PARTS`; left and right are the patient's. For "free", `uv` gives
    u_min, u_max, v_min, v_max in half widths (positive to the right) and half depths
    (positive ventrally).
    """

    kind: ClassVar[str] = "slab"
    levels: str
    part: str = "whole"
    uv: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """A cut across one root, plexus part or nerve that harms no neighbour.

    `structure` is the site id of the fibres cut, `structure_side` the side of the body, and
    `center_mm` the place of the cut on it.
    """

    kind: ClassVar[str] = "cut"
    center_mm: Vec3
    structure: str
    structure_side: str


@dataclass(frozen=True, slots=True)
class Patch:
    """A painted patch: the union of balls along a stroke."""

    kind: ClassVar[str] = "patch"
    points_mm: tuple[Vec3, ...]
    radius_mm: float


@dataclass(frozen=True, slots=True)
class MaskShape:
    """A voxel mask read from a NIfTI file; `space` is "mni" or "body".

    `volume` is filled in when the file is read; two masks are equal when they name the same
    file and space.
    """

    kind: ClassVar[str] = "mask"
    path: str
    space: str = "mni"
    volume: Volume | None = field(default=None, compare=False, repr=False)


Shape = Sphere | Ellipsoid | Slab | Cut | Patch | MaskShape
