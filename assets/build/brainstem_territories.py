"""Arterial territories of the brainstem and cerebellum, right half.

The four groups of arteries of each level (anteromedial, anterolateral, lateral, posterior) and
the trunks that they come from follow the maps of Tatu and others; borders are schematic.
"""

import numpy as np
from numpy.typing import NDArray

from assets.build import brain_names
from assets.build.brain_grid import Grid
from assets.build.brainstem_field import Half
from assets.build.brainstem_frame import OBEX_MM, PONTOMEDULLARY_MM
from assets.build.brainstem_regions import one_piece
from assets.build.brainstem_surface import upper_border

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

HORIZONTAL_FISSURE_MM = -37.0
"""MNI z of the horizontal fissure of the cerebellum, read off the ICBM152 T1."""


def _medulla(x: Array, s: Array, v: Array) -> dict[str, Mask]:
    medial = (x <= 3.4) & (v > -2.0 + 0.4 * x)
    front = (v > 4.4) & ~medial
    behind = (v < -1.2) & ~medial & (s < -21)
    high = s > -17
    side = ~(medial | front | behind)
    return {
        "anterior_spinal": medial & ~high,
        "vertebral": (medial & high) | front | (side & (s < OBEX_MM)),
        "pica": side & (s >= OBEX_MM),
        "posterior_spinal": behind,
    }


def _pons(x: Array, s: Array, v: Array) -> dict[str, Mask]:
    medial = x <= 4.6
    front = ~medial & (v > 3.6) & (x < 11)
    side = ~(medial | front)
    return {
        "basilar_paramedian": medial,
        "basilar_short_circumferential": front | (side & (s >= 3.5) & (s < 9)),
        "aica": side & (s < 3.5),
        "sca": side & (s >= 9),
    }


def _midbrain(s: Array, v: Array) -> dict[str, Mask]:
    behind = v < -5.2
    return {
        "pca_perforators": ~behind,
        "collicular": behind & (s >= 21.5),
        "sca": behind & (s < 21.5),
    }


def _cerebellum(grid: Grid) -> dict[str, Mask]:
    codes = [c for codes in brain_names.CEREBELLUM.values() for c in codes]
    tissue = np.isin(grid.labels, codes)
    tissue = (tissue | tissue[::-1]) & (grid.x > 0)
    upper = tissue & (grid.z > HORIZONTAL_FISSURE_MM - 0.12 * (grid.y + 60))
    front = tissue & ~upper & (grid.x > 9) & (grid.y > -57) & (grid.z > -52)
    return {"sca": upper, "aica": front, "pica": tissue & ~upper & ~front}


def right_masks(half: Half, grid: Grid) -> dict[str, Mask]:
    """Territory id to its voxels; no voxel is in two."""
    x, s, v = half.places
    high, low = s > upper_border(v), s < PONTOMEDULLARY_MM
    levels = (
        (half.solid & low, _medulla(x, s, v)),
        (half.solid & ~low & ~high, _pons(x, s, v)),
        (half.solid & high, _midbrain(s, v)),
    )
    out = {f"territory.{k}": m for k, m in _cerebellum(grid).items()}
    stem = half.whole(half.solid)
    out = {k: m & ~stem for k, m in out.items()}
    for where, groups in levels:
        for name, mask in groups.items():
            key = f"territory.{name}"
            whole = half.whole(where & mask)
            out[key] = out.get(key, np.zeros(whole.shape, bool)) | whole
    return {key: one_piece(mask) for key, mask in out.items()}
