"""The brainstem on the 1 mm grid: places in its frame, its solid and its components."""

from dataclasses import dataclass, field
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from assets.build import brainstem_frame as frame
from assets.build import brainstem_shapes as shapes
from assets.build import brainstem_surface as surface
from assets.build.brain_grid import ORIGIN, SHAPE

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

BOX_LOW, BOX_HIGH = np.array([1.0, -76.0, -78.0]), np.array([30.0, 4.0, 6.0])
"""Part of the grid (MNI152 mm, right half) that holds the brainstem."""
LEAST_MM = 0.9
"""Half width below which a structure would fall apart into single voxels."""

COMPONENTS: dict[str, tuple[str, ...]] = {
    "spinal_trigeminal": ("spinal_trigeminal_nucleus", "spinal_trigeminal_tract"),
    "trigeminal_sensory": ("principal_sensory_trigeminal",),
    "superior_cerebellar_peduncle_fibres": ("superior_cerebellar_peduncle",),
    "cerebellar_peduncle": ("middle_cerebellar_peduncle",),
    "vestibular_nuclei": ("vestibular",),
    "horizontal_gaze_fibres": ("pprf",),
    "abducens_nucleus": ("abducens",),
    "facial_nucleus": ("facial",),
    "hypoglossal_nucleus": ("hypoglossal",),
    "oculomotor_nucleus": ("oculomotor", "edinger_westphal"),
    "trochlear_nucleus": ("trochlear",),
    "nucleus_ambiguus": ("ambiguus",),
    "trigeminal_motor": ("trigeminal_motor",),
}
"""Components of the examination vocabulary that are made of other courses than their name."""


@dataclass(frozen=True)
class Half:
    """The right half of the brainstem on the 1 mm grid.

    Attributes
    ----------
    courses : dict
        Authored courses, see `brainstem_frame.read_courses`.
    """

    courses: dict[str, Array] = field(default_factory=frame.read_courses)

    @cached_property
    def slices(self) -> tuple[slice, ...]:
        """Part of the whole grid that the half's arrays cover."""
        low, high = (BOX_LOW - ORIGIN).astype(int), (BOX_HIGH - ORIGIN).astype(int) + 1
        return tuple(slice(a, b) for a, b in zip(low, high, strict=True))

    @cached_property
    def places(self) -> tuple[Array, Array, Array]:
        """Lateral, rostral and ventral place (mm) of each voxel of the box."""
        rows = [np.arange(a, b + 1) for a, b in zip(BOX_LOW, BOX_HIGH, strict=True)]
        points = np.stack(np.meshgrid(*rows, indexing="ij"), -1)
        return frame.from_mni(points)

    @cached_property
    def solid(self) -> Mask:
        """Voxels of the brainstem, from its smooth solid."""
        x, s, v = self.places
        at = [(p - low) / surface.STEP_MM for p, low in zip((x, s, v), surface.LOW, strict=True)]
        depth = ndimage.map_coordinates(surface.solid(), at, order=1, cval=-4.0)
        return np.asarray((depth > 0) & (s > frame.JUNCTION_MM - 1) & (s < frame.TOP_MM - 1.4))

    def course(self, name: str) -> Mask:
        """Voxels of one authored course."""
        x, s, v = self.places
        return shapes.depth(name, self.courses[name], x, s, v, LEAST_MM) > 0

    def component(self, name: str) -> Mask:
        """Voxels of a component by its name in the vocabulary."""
        names = COMPONENTS.get(name, (name,))
        return np.asarray(np.logical_or.reduce([self.course(n) for n in names]))

    def whole(self, mask: Mask) -> Mask:
        """Put a mask of the box into the whole grid."""
        out = np.zeros(SHAPE, bool)
        out[self.slices] = mask
        return out


@cache
def right_half() -> Half:
    """Return the right half, built once."""
    return Half()
