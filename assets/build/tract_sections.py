"""Cross-sections of the tract from capsule to cord: from a normalised place to MNI millimetres.

Every fibre keeps a place in the unit disc (or square, in the capsule) of the tract's real
cross-section. Tables below are read off the ICBM152 2009a T1 with the Desikan-Killiany labels over
it; they hold for the right side and are mirrored. Above the pons the first coordinate is the
somatotopic one: +1 = front of the capsule and medial end of the crus.
"""

from __future__ import annotations

from dataclasses import dataclass

import nibabel as nib
import numpy as np
from nibabel.affines import apply_affine
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator
from scipy.ndimage import map_coordinates

Array = NDArray[np.float64]

#: z, centre x, centre y, half-axes (first, second) mm, direction of the first axis in degrees
#: (0 = medial, 90 = forward), backward bend of the ends in mm.
CORTICOSPINAL = np.array(
    [
        (34.0, 25.6, -14.5, 13.0, 4.8, 86, 0.0),
        (24.0, 25.3, -16.5, 10.2, 3.8, 82, 0.0),
        (-8.0, 16.6, -15.4, 5.2, 2.9, 58, 0.7),
        (-12.0, 15.1, -14.9, 4.8, 2.8, 50, 0.9),
        (-15.0, 13.2, -14.8, 4.5, 2.8, 45, 0.9),
        (-18.0, 11.4, -16.1, 4.2, 2.8, 42, 0.7),
        (-21.0, 9.9, -18.2, 4.1, 3.0, 35, 0.4),
        (-24.0, 8.7, -20.1, 4.3, 3.7, 20, 0.0),
        (-28.0, 7.7, -21.3, 5.1, 4.8, 5, 0.0),
        (-32.0, 7.2, -22.1, 5.7, 5.5, 0, 0.0),
        (-36.0, 6.9, -23.3, 5.6, 5.4, 0, 0.0),
        (-40.0, 6.1, -25.3, 4.8, 4.7, 0, 0.0),
        (-44.0, 5.0, -28.2, 3.8, 3.5, 0, 0.0),
        (-47.0, 4.3, -30.6, 3.2, 2.8, 0, 0.0),
        (-50.0, 4.0, -32.5, 3.1, 2.5, 0, 0.0),
        (-53.0, 3.8, -33.6, 3.0, 2.4, 0, 0.0),
        (-56.0, 3.6, -34.9, 2.9, 2.35, 0, 0.0),
        (-60.0, 3.2, -37.6, 2.7, 2.2, 0, 0.0),
        (-63.0, 2.9, -38.9, 2.5, 2.0, 0, 0.0),
        (-66.0, 2.4, -40.3, 2.1, 1.8, 0, 0.0),
        (-70.0, 1.7, -41.6, 1.4, 1.4, 0, 0.0),
        (-74.0, 1.2, -42.6, 1.0, 1.2, 0, 0.0),
    ]
)
CORTICOBULBAR = np.array(
    [
        (34.0, 25.5, 0.5, 5.5, 3.4, 84, 0.0),
        (24.0, 23.4, -0.3, 4.4, 2.7, 80, 0.0),
        (-8.0, 11.8, -10.6, 2.4, 1.9, 55, 0.0),
        (-12.0, 9.7, -11.4, 2.2, 1.7, 50, 0.0),
        (-15.0, 8.0, -11.9, 2.0, 1.6, 45, 0.0),
        (-18.0, 6.7, -13.6, 1.9, 1.6, 42, 0.0),
        (-21.0, 6.0, -16.3, 1.9, 1.7, 35, 0.0),
        (-24.0, 5.2, -18.9, 2.0, 2.0, 20, 0.0),
        (-28.0, 4.6, -21.6, 2.1, 2.5, 5, 0.0),
        (-32.0, 4.2, -23.6, 2.1, 2.6, 0, 0.0),
        (-36.0, 4.0, -25.4, 2.0, 2.5, 0, 0.0),
        (-40.0, 3.7, -27.2, 1.8, 2.0, 0, 0.0),
        (-44.0, 3.2, -29.8, 1.5, 1.6, 0, 0.0),
        (-47.0, 2.9, -31.9, 1.3, 1.3, 0, 0.0),
        (-50.0, 2.7, -33.8, 1.2, 1.1, 0, 0.0),
        (-53.0, 2.6, -34.6, 1.2, 1.1, 0, 0.0),
    ]
)
WHITE = {"right": 41, "left": 2}
BRAINSTEM = 16
SIGN = {"right": 1.0, "left": -1.0}

GRID_ORIGIN = np.array([-75.0, -110.0, -73.0])
GRID_SHAPE = (151, 190, 160)

#: End plane: cervicomedullary junction. Half widths (mm) are those of the sections' own cord.
JUNCTION_MM = np.array([0.0, -45.0, -72.0])
JUNCTION_HALF_MM = np.array([6.6, 4.95])
CORD_SLOPE = 0.27  # mm of y a mm of z: the medulla leans forward as it rises


@dataclass(frozen=True)
class Volumes:
    """Labels and white-matter probability on one 1 mm MNI grid.

    Attributes
    ----------
    labels : (151, 190, 160) int array
        FreeSurfer labels (Desikan-Killiany volume).
    white : (151, 190, 160) array
        ICBM152 white-matter probability, 0..1.
    """

    labels: NDArray[np.int64]
    white: Array


def load_volumes(labels_file: str, white_file: str) -> Volumes:
    """Read both volumes and resample them on the common grid."""
    grid = np.indices(GRID_SHAPE).reshape(3, -1).T + GRID_ORIGIN

    def sample(path: str, order: int) -> Array:
        image = nib.load(path)
        at = apply_affine(np.linalg.inv(image.affine), grid).T
        data = np.asanyarray(image.dataobj).astype(float)
        return np.asarray(map_coordinates(data, at, order=order)).reshape(GRID_SHAPE)

    return Volumes(sample(labels_file, 0).astype(int), sample(white_file, 1) / 255.0)


def label_at(volumes: Volumes, points_mm: Array) -> NDArray[np.int64]:
    """Give the label under each point ((n, 3) MNI mm)."""
    i = np.rint(points_mm - GRID_ORIGIN).astype(int)
    i = np.clip(i, 0, np.array(GRID_SHAPE) - 1)
    return np.asarray(volumes.labels[i[:, 0], i[:, 1], i[:, 2]])


def disc(square: Array) -> Array:
    """Map the square [-1, 1]^2 to the unit disc, keeping areas equal (Shirley and Chiu)."""
    a, b = square[..., 0], square[..., 1]
    wide = np.abs(a) > np.abs(b)
    r = np.where(wide, a, b)
    safe = np.where(r == 0, 1.0, r)
    phi = np.where(wide, np.pi / 4 * b / safe, np.pi / 2 - np.pi / 4 * a / safe)
    return np.stack([r * np.cos(phi), r * np.sin(phi)], -1)


def section(table: Array, z: float, place: Array, side: str) -> Array:
    """Put disc places ((n, 2)) on the tract's cross-section at height `z`: (n, 3) MNI mm."""
    order = np.argsort(table[:, 0])
    cx, cy, a, b, deg, bend = PchipInterpolator(table[order, 0], table[order, 1:])(z)
    t = np.radians(deg)
    first, second = np.array([-np.cos(t), np.sin(t)]), np.array([np.sin(t), np.cos(t)])
    d1, d2 = place[:, :1], place[:, 1:]
    xy = np.array([cx, cy]) + a * d1 * first + (b * d2 - bend * (d1**2 - 0.25)) * second
    return np.column_stack([SIGN[side] * xy[:, 0], xy[:, 1], np.full(len(xy), z)])


def cord_point(z: float, uv: Array) -> Array:
    """Put cord places ((n, 2), see `JUNCTION_HALF_MM`) at height `z` near the junction."""
    yc = JUNCTION_MM[1] + CORD_SLOPE * (z - JUNCTION_MM[2])
    x, y = uv[:, 0] * JUNCTION_HALF_MM[0], yc + uv[:, 1] * JUNCTION_HALF_MM[1]
    return np.column_stack([x, y, np.full(len(uv), z)])
