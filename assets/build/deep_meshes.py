"""Deep nuclei, ventricles, commissures and the internal capsule as smooth closed meshes."""

import fast_simplification
import numpy as np
import trimesh
from numpy.typing import NDArray
from scipy import ndimage
from skimage.measure import marching_cubes

from assets.build import (
    aqueduct,
    brain,
    brain_grid,
    brain_names,
    brain_sites,
    cerebral_sites,
    transforms,
)
from assets.build.brain_grid import Grid, Mask
from assets.build.meshio import Mesh, write_layer
from assets.build.places import MESHES

Array = NDArray[np.float64]

FINE = 2
"""Steps of the field a millimetre, so that no voxel edge shows."""
SIGMA_MM, SIGMA_THIN_MM, SIGMA_SHEET_MM = 1.4, 0.9, 1.2
PAD = 5
KEEP = {
    "deep.lateral_ventricle": 4000,
    "deep.corpus_callosum": 4000,
    "deep.internal_capsule": 4500,
    "deep.hippocampus": 3000,
    "deep.caudate_nucleus": 3000,
    "deep.putamen": 3000,
    "deep.thalamus": 3000,
}
KEEP_ELSE = 1800
THIN = (
    "deep.lateral_ventricle",
    "deep.optic_chiasm",
    "deep.third_ventricle",
    "deep.fourth_ventricle",
)
CAPSULE = (
    "internal_capsule.anterior_limb",
    "internal_capsule.genu",
    "internal_capsule.posterior_limb",
    "internal_capsule.posterior_limb.sensory",
)
LEAST_SHARE = 0.02
TAUBIN_ROUNDS = 40


def level_of(field: NDArray[np.float32], volume: float) -> float:
    """Level whose inside holds `volume` voxels of a field, between 0.25 and 0.6."""
    ordered = np.sort(field.ravel())[::-1]
    return float(np.clip(ordered[int(volume)], 0.25, 0.6))


def surface(mask: NDArray[np.generic], affine: Array, sigma: float, keep: int) -> Mesh:
    """Smooth closed surface of a mask, of the mask's volume.

    Parameters
    ----------
    mask : array
        Voxels of 1 mm, bool or a share between 0 and 1.
    affine : (4, 4) array
        Voxel to MNI152 mm.
    sigma : float
        Width of the smoothing, mm.
    keep : int
        About the number of vertices kept.
    """
    where = np.argwhere(mask > 0)
    low = where.min(0)
    box = np.pad(mask[tuple(slice(a, b + 1) for a, b in zip(low, where.max(0), strict=True))], PAD)
    fine = np.kron(box.astype(np.float32), np.ones((FINE,) * 3, np.float32))
    field = ndimage.gaussian_filter(fine, sigma * FINE)
    v, f, _, _ = marching_cubes(field, level_of(field, float(fine.sum())))
    mesh = _largest(trimesh.Trimesh(v, f))
    trimesh.smoothing.filter_taubin(mesh, iterations=TAUBIN_ROUNDS)
    v, f = np.asarray(mesh.vertices, np.float32), np.asarray(mesh.faces, np.int32)
    share = 1 - keep / max(len(v), keep + 1)
    if share > LEAST_SHARE:
        v, f = fast_simplification.simplify(v, f, target_reduction=share)
    v = (np.asarray(v, float) + 0.5) / FINE - 0.5 - PAD + low
    mesh = trimesh.Trimesh(v @ affine[:3, :3].T + affine[:3, 3], f, process=True)
    trimesh.repair.fix_normals(mesh)
    return np.asarray(mesh.vertices, float), np.asarray(mesh.faces, np.int64)


def _largest(mesh: trimesh.Trimesh) -> trimesh.Trimesh:
    parts = mesh.split(only_watertight=False)
    return max(parts, key=lambda p: len(p.vertices)) if len(parts) > 1 else mesh


def _made(name: str, mask: NDArray[np.generic], affine: Array) -> Mesh:
    sigma = SIGMA_THIN_MM if name in THIN else SIGMA_MM
    sigma = SIGMA_SHEET_MM if name == "deep.internal_capsule" else sigma
    return surface(mask, affine, sigma, KEEP.get(name, KEEP_ELSE))


def mirrored(mesh: Mesh) -> Mesh:
    """Mirror image of a mesh across x = 0, faces still outwards."""
    v, f = mesh
    return v * (-1.0, 1.0, 1.0), f[:, ::-1]


def _share(grid: Grid, codes: tuple[tuple[int, ...], ...]) -> Array:
    """Mean of the right half of a structure and the mirrored left one: (grid) share 0 to 1."""
    left, right = (np.isin(grid.labels, c).astype(float) for c in codes)
    return np.asarray((right + cerebral_sites.flipped(left)) / 2)


def nuclei(grid: Grid, midbrain: Mask) -> dict[str, Mesh]:
    """Structures that the atlas labels; paired ones are the mean of both sides, mirrored."""
    out = {}
    affine = brain_grid.affine()
    for name, halves in brain_names.DEEP.items():
        right = _made(name, _share(grid, halves) * ~midbrain, affine)
        out[f"{name}.left"], out[f"{name}.right"] = mirrored(right), right
    for name, codes in brain_names.MIDLINE.items():
        out[name] = _made(name, np.isin(grid.labels, codes), affine)
    return out


def _midbrain(data: NDArray[np.int32], source: Array) -> Mask:
    stem = brain.brainstem_parts(data, source)["brainstem.midbrain"]
    half = Grid.from_labels(stem.astype(np.int32), source).labels > 0
    return np.asarray(half | cerebral_sites.flipped(half))


def _capsule(grid: Grid) -> Array:
    """Right internal capsule: mean (grid) of both sides, each with its gaps closed."""
    halves = []
    for side in ("right", "left"):
        masks = brain_sites.capsule_masks(grid, side)
        whole = np.any([masks[name] for name in CAPSULE], axis=0)
        whole = cerebral_sites.one_piece(ndimage.binary_closing(whole, iterations=2))
        halves.append(whole if side == "right" else cerebral_sites.flipped(whole))
    return np.asarray((halves[0].astype(float) + halves[1]) / 2)


def sites(grid: Grid) -> dict[str, Mesh]:
    """Structures that only the site masks give: capsule, relay nucleus, subthalamic nucleus."""
    affine = brain_grid.affine()
    out = {}
    capsule = _made("deep.internal_capsule", _capsule(grid), affine)
    out["deep.internal_capsule.left"], out["deep.internal_capsule.right"] = (
        mirrored(capsule),
        capsule,
    )
    for name, mask in (
        ("deep.ventral_posterior_nucleus", cerebral_sites.relay(grid)),
        ("deep.subthalamic_nucleus", cerebral_sites.subthalamic(grid)),
    ):
        right = surface(cerebral_sites.one_piece(mask), affine, SIGMA_THIN_MM, 900)
        out[f"{name}.right"], out[f"{name}.left"] = right, mirrored(right)
    return out


def main() -> None:
    """Write deep.npz."""
    to_body = transforms.mni_to_body()
    data, affine = brain.labels()
    grid = Grid.from_labels(data, affine)
    layer = nuclei(grid, _midbrain(data, affine)) | sites(grid)
    moved = {k: (transforms.apply(to_body, v), f) for k, (v, f) in layer.items()}
    moved |= aqueduct.meshes()
    part = MESHES / "deep.part.npz"
    write_layer(part, moved)
    part.rename(MESHES / "deep.npz")
