"""Reads the fsaverage6 hemispheres into MNI152 millimetres."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from nibabel.freesurfer.io import read_annot, read_geometry, read_label, read_morph_data
from numpy.typing import NDArray

from assets.build import places

MNI305_TO_152 = np.array(
    [
        [0.9975, -0.0073, 0.0176, -0.0429],
        [0.0146, 1.0009, -0.0024, 1.5496],
        [-0.0130, -0.0093, 0.9971, 1.1840],
        [0.0, 0.0, 0.0, 1.0],
    ]
)
"""Matrix of FreeSurfer's documentation on coordinate systems."""

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Hemisphere:
    """One hemisphere of fsaverage6.

    Attributes
    ----------
    side : str
        left or right.
    pial, white : (n, 3) array
        Surfaces, MNI152 mm.
    faces : (m, 3) int array
    parcel : (n,) str array
        Desikan-Killiany label.
    sulc : (n,) array
        Sulcal depth as stored by FreeSurfer.
    area4 : (n,) bool array
        Cytoarchitectonic areas 4a or 4p.
    area6 : (n,) bool array
        Cytoarchitectonic area 6.
    inflated : (n, 3) array
        Inflated surface, mm about its own middle; not a place in the head.
    fold : (n,) str array
        Destrieux label, which parts gyri from sulci.
    """

    side: str
    pial: Array
    white: Array
    faces: NDArray[np.int64]
    parcel: NDArray[np.str_]
    sulc: Array
    area4: NDArray[np.bool_]
    area6: NDArray[np.bool_]
    inflated: Array
    fold: NDArray[np.str_]


def _find(name: str) -> Path:
    roots = (places.FREESURFER_12, places.FREESURFER_13)
    return next(p for p in (r / "fsaverage6" / name for r in roots) if p.exists())


def _annotation(name: str) -> NDArray[np.str_]:
    label, _, names = read_annot(_find(name))
    table = np.array([n.decode() for n in names])
    return np.asarray(np.where(label >= 0, table[np.maximum(label, 0)], "unknown"))


def chance(side: str, *labels: str) -> Array:
    """Chance (n,) that a vertex lies in a cytoarchitectonic area, the largest over `labels`."""
    h = {"left": "lh", "right": "rh"}[side]
    out = np.zeros(len(read_morph_data(_find(f"surf/{h}.sulc"))))
    for name in labels:
        at, value = read_label(_find(f"label/{h}.{name}_exvivo.label"), read_scalars=True)
        out[at] = np.maximum(out[at], value)
    return out


@lru_cache(maxsize=2)
def load(side: str) -> Hemisphere:
    """Read one hemisphere from the unpacked packages."""
    h = {"left": "lh", "right": "rh"}[side]
    pial, faces = read_geometry(_find(f"surf/{h}.pial"))
    white, _ = read_geometry(_find(f"surf/{h}.white"))
    inflated, _ = read_geometry(_find(f"surf/{h}.inflated"))
    parcel = _annotation(f"label/{h}.aparc.annot")

    def area(*labels: str) -> NDArray[np.bool_]:
        mask = np.zeros(len(pial), bool)
        for name in labels:
            mask[read_label(_find(f"label/{h}.{name}_exvivo.label"))] = True
        return mask

    m = MNI305_TO_152
    return Hemisphere(
        side,
        pial @ m[:3, :3].T + m[:3, 3],
        white @ m[:3, :3].T + m[:3, 3],
        faces.astype(np.int64),
        parcel,
        read_morph_data(_find(f"surf/{h}.sulc")).astype(float),
        area("BA4a", "BA4p"),
        area("BA6"),
        inflated.astype(float),
        _annotation(f"label/{h}.aparc.a2009s.annot"),
    )
