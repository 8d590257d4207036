"""Triangle meshes as plain arrays."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class MeshData:
    """One closed or open triangle surface.

    Attributes
    ----------
    id : str
        Structure id.
    vertices_mm : (n, 3) float32 array
        World RAS, mm.
    faces : (m, 3) int32 array
        Indices into `vertices_mm`, counter-clockwise seen from outside.
    vertex_data : mapping of str to (n,) arrays
        Optional per-vertex values: `parcel`, `motor_map`, `sulc`.
    label_names : mapping of str to tuple of str
        Names of the integer labels in `vertex_data`, e.g. `parcel`.
    """

    id: str
    vertices_mm: NDArray[np.float32]
    faces: NDArray[np.int32]
    vertex_data: Mapping[str, NDArray[np.generic]] = field(default_factory=dict)
    label_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
