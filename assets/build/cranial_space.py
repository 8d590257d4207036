"""Room for the cranial nerves: declared foramina, named regions, bones to go round."""

import csv

import numpy as np
from numpy.typing import NDArray

from assets.build import places, transforms
from assets.build.brain_grid import Grid, Mask
from assets.build.cranial_paths import trunks
from assets.build.meshio import read_layer
from assets.build.nerves_clear import Space

Array = NDArray[np.float64]
BONES = (
    "bone.skull",
    "bone.mandible",
    *(f"bone.vertebra.c{n}" for n in range(1, 8)),
    *(f"bone.vertebra.t{n}" for n in range(1, 8)),
    "bone.clavicle.right",
    "bone.rib.1.right",
    "bone.rib.2.right",
    "bone.scapula.right",
    "bone.sternum",
)
ASYMMETRIC = frozenset(n.removesuffix(".left") for n in trunks() if n.endswith(".left"))
"""Stretches that run otherwise on the left."""


def _rows(name: str) -> list[dict[str, str]]:
    with (places.KNOWLEDGE / name).open(encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def passages() -> Array:
    """Foramina and canals of the right side: rows (x, y, z, radius), mm."""
    keys = ("x_mm", "y_mm", "z_mm", "radius_mm")
    return np.array([[float(r[k]) for k in keys] for r in _rows("cranial_foramina.csv")])


def space() -> Space:
    """Bones of head, neck and upper chest with their passages, and the skin."""
    bones = read_layer(places.MESHES / "skeleton.npz")
    skin = read_layer(places.MESHES / "skin.npz")["skin"]
    return Space({b: bones[b] for b in BONES if b in bones}, skin, passages())


def ellipsoids() -> dict[str, tuple[Array, Array]]:
    """Named regions of the right side: centre (3,) and radii (3,), body mm."""
    return {
        r["id"]: (
            np.array([float(r[k]) for k in ("x_mm", "y_mm", "z_mm")]),
            np.array([float(r[f"radius_{k}_mm"]) for k in "xyz"]),
        )
        for r in _rows("cranial_regions.csv")
    }


def regions(grid: Grid) -> dict[tuple[str, str], Mask]:
    """Masks of the named regions on the brain's grid, alike on both sides.

    Returns
    -------
    masks : dict
        (site, side) to a bool array of the grid's shape.
    """
    x, y, z = np.broadcast_arrays(grid.x, grid.y, grid.z)
    mni = np.stack([np.abs(x), y, z], axis=-1).reshape(-1, 3).astype(float)
    body = transforms.apply(transforms.mni_to_body(), mni).reshape(*x.shape, 3)
    out: dict[tuple[str, str], Mask] = {}
    for site, (centre, radii) in ellipsoids().items():
        inside = (((body - centre) / radii) ** 2).sum(axis=-1) <= 1.0
        out[site, "right"] = np.asarray(inside & (x > 0))
        out[site, "left"] = np.asarray(inside & (x < 0))
    return out
