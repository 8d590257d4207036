"""Coordinates of the brainstem: rostral along its axis, lateral from the midline, ventral.

The axis runs in the midplane along the floor of the fourth ventricle and the aqueduct; levels
are read off the ICBM152 T1 (symmetric): colliculi, trigeminal root, facial colliculus, obex.
"""

import csv
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assets.build import places, transforms

Array = NDArray[np.float64]

_TILT = np.array([0.36, 0.933]) / np.hypot(0.36, 0.933)
ORIGIN = np.array([0.0, -36.0, -36.0])
"""Point of the axis at rostral 0, MNI152 mm: the floor of the mid pons is 4 mm behind it."""
ROSTRAL = np.array([0.0, _TILT[0], _TILT[1]])
VENTRAL = np.array([0.0, _TILT[1], -_TILT[0]])

PONTOMESENCEPHALIC_MM, PONTOMEDULLARY_MM = 18.0, -10.5
OBEX_MM, JUNCTION_MM, TOP_MM = -25.0, -36.8, 36.0
"""Rostral place of the borders, mm; the junction is where the cord begins."""


@dataclass(frozen=True)
class Level:
    """A classic level: its id, its ends and the section that stands for it, rostral mm."""

    id: str
    low_mm: float
    high_mm: float
    section_mm: float


LEVELS = (
    Level("midbrain.superior_colliculus", 26.5, TOP_MM, 29.5),
    Level("midbrain.inferior_colliculus", PONTOMESENCEPHALIC_MM, 26.5, 22.5),
    Level("pons.upper", 8.0, PONTOMESENCEPHALIC_MM, 12.0),
    Level("pons.mid", -0.5, 8.0, 3.2),
    Level("pons.lower", PONTOMEDULLARY_MM, -0.5, -3.5),
    Level("medulla.open", OBEX_MM, PONTOMEDULLARY_MM, -16.0),
    Level("medulla.sensory_decussation", -30.0, OBEX_MM, -27.0),
    Level("medulla.motor_decussation", JUNCTION_MM, -30.0, -32.5),
)


def level_at(rostral_mm: float) -> str:
    """Name the classic level at a rostral place."""
    for level in LEVELS:
        if level.low_mm <= rostral_mm:
            return level.id
    return LEVELS[-1].id


def to_mni(lateral_mm: Array, rostral_mm: Array, ventral_mm: Array) -> Array:
    """Map places of the right half, any shape, to MNI152 mm (..., 3)."""
    lateral, rostral, ventral = np.broadcast_arrays(lateral_mm, rostral_mm, ventral_mm)
    out = ORIGIN + rostral[..., None] * ROSTRAL + ventral[..., None] * VENTRAL
    out[..., 0] = lateral
    return np.asarray(out)


def from_mni(points: Array) -> tuple[Array, Array, Array]:
    """Map MNI152 points (..., 3) to x (right positive), rostral and ventral mm."""
    moved = points - ORIGIN
    return points[..., 0], moved @ ROSTRAL, moved @ VENTRAL


def from_body(points: Array) -> tuple[Array, Array, Array]:
    """Map body points (n, 3) mm to x, rostral and ventral mm of the brainstem's frame."""
    inverse = np.linalg.inv(transforms.mni_to_body())
    return from_mni(transforms.apply(inverse, points))


def to_body(lateral_mm: Array, rostral_mm: Array, ventral_mm: Array) -> Array:
    """Map places of the right half (n,) to body mm (n, 3)."""
    return transforms.apply(transforms.mni_to_body(), to_mni(lateral_mm, rostral_mm, ventral_mm))


def read_courses() -> dict[str, Array]:
    """Read the authored courses.

    Returns
    -------
    courses : dict
        Structure to (n, 7): rostral, lateral, ventral, half lateral, half ventral, half rostral
        (NaN where the structure is a column), all mm, and tilt in degrees from lateral to ventral.
    """
    rows: dict[str, list[list[float]]] = {}
    with (places.KNOWLEDGE / "brainstem_courses.csv").open(encoding="utf-8") as f:
        reader = csv.reader(f)
        next(reader)
        for name, *numbers, _source in reader:
            rows.setdefault(name, []).append([float(n) if n else np.nan for n in numbers])
    return {name: np.array(r) for name, r in rows.items()}
