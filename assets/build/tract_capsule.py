"""The internal capsule: where each kind of fibres runs between thalamus and lentiform nucleus."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter, map_coordinates

from assets.build import tract_sections as sections

Array = NDArray[np.float64]

#: Capsule: z, middle and half length (mm, MNI y). The tract moves back within the posterior limb
#: from above down (checked, abstract: Ross 1980, Neurology 30:59, six dissected brains; third
#: quarter in Hirayama 1962, Neurology 12:337, and Englander 1975, abstracts read).
CAPSULE = {
    "corticospinal": np.array(
        [
            (14.0, -17.5, 8.8),
            (10.0, -19.3, 8.6),
            (6.0, -19.8, 8.2),
            (2.0, -18.4, 7.2),
            (-3.0, -16.4, 5.9),
        ]
    ),
    "corticobulbar": np.array(
        [
            (14.0, -2.0, 3.5),
            (10.0, -1.5, 3.2),
            (6.0, -3.2, 3.0),
            (2.0, -7.0, 2.9),
            (-3.0, -9.6, 2.4),
        ]
    ),
    "corticospinal_premotor": np.array(
        [
            (14.0, -6.0, 7.0),
            (10.0, -7.0, 7.0),
            (6.0, -8.5, 6.5),
            (2.0, -9.8, 5.6),
            (-3.0, -11.0, 4.4),
        ]
    ),
    "corticospinal_supplementary": np.array(
        [
            (14.0, -4.0, 6.0),
            (10.0, -5.0, 6.0),
            (6.0, -6.5, 5.6),
            (2.0, -8.4, 5.0),
            (-3.0, -10.4, 4.0),
        ]
    ),
    "corticospinal_parietal": np.array(
        [
            (14.0, -22.0, 6.0),
            (10.0, -24.0, 5.8),
            (6.0, -24.4, 5.4),
            (2.0, -22.4, 4.6),
            (-3.0, -19.2, 3.6),
        ]
    ),
    "corticopontine.front": np.array(
        [
            (14.0, 9.5, 5.0),
            (10.0, 9.0, 5.0),
            (6.0, 7.5, 4.6),
            (2.0, 3.0, 4.2),
            (-3.0, -3.5, 3.0),
        ]
    ),
    "corticopontine.back": np.array(
        [
            (14.0, -28.5, 3.5),
            (10.0, -30.5, 3.2),
            (6.0, -31.0, 3.0),
            (2.0, -29.5, 2.8),
            (-3.0, -25.0, 2.4),
        ]
    ),
    "corticobulbar_accessory": np.array(
        [
            (14.0, -17.0, 4.0),
            (10.0, -19.0, 4.0),
            (6.0, -19.6, 3.8),
            (2.0, -18.2, 3.4),
            (-3.0, -16.2, 2.8),
        ]
    ),
    "corticobulbar_gaze": np.array(
        [
            (14.0, 3.0, 3.5),
            (10.0, 2.5, 3.4),
            (6.0, 0.5, 3.2),
            (2.0, -4.5, 3.0),
            (-3.0, -8.6, 2.4),
        ]
    ),
}
#: Share of the tract's section above the pons that each origin takes along its first axis.
SPAN = {
    "corticospinal_premotor": (-0.1, 1.0),
    "corticospinal_supplementary": (0.2, 1.0),
    "corticospinal_parietal": (-1.0, 0.0),
    "corticobulbar_accessory": (-0.45, 0.45),
}
#: Places of the corticopontine fibres in the crus, beside the tract along its first axis.
CRUS_ENDS = {"corticopontine.front": (1.15, 1.85), "corticopontine.back": (-1.75, -1.12)}
GENU_MM = np.array([(-3.0, 1.0), (2.0, 0.5), (6.0, -0.5), (10.0, -1.0), (14.0, -1.5)])
"""Height and MNI y of the middle of the genu, as in the masks of the capsule, mm."""
GENU_HALF_MM = 4.0
WIDEST_CAPSULE_MM = 8.0
MEDIAL = {"right": (49, 50, 60), "left": (10, 11, 28)}  # thalamus, caudate, ventral diencephalon
LENTIFORM = {"right": (51, 52), "left": (12, 13)}


def capsule_borders(volumes: sections.Volumes, side: str) -> tuple[Array, Array, Array]:
    """Find the walls of the capsule: (ny, nz) |x| of medial and lateral wall, and the y rows.

    Medial: thalamus, caudate, ventral diencephalon. Lateral: lentiform nucleus, at most
    `WIDEST_CAPSULE_MM` off.
    """
    zs = np.arange(-6, 17)
    ys = np.arange(-38, 19)
    j0, k0 = int(ys[0] - sections.GRID_ORIGIN[1]), int(zs[0] - sections.GRID_ORIGIN[2])
    xs = np.arange(sections.GRID_SHAPE[0]) + sections.GRID_ORIGIN[0]
    near = (xs * sections.SIGN[side] > 0) & (np.abs(xs) < 32)
    ax = np.abs(xs)[:, None, None]
    box = volumes.labels[:, j0 : j0 + len(ys), k0 : k0 + len(zs)]
    inner = np.isin(box, MEDIAL[side]) & near[:, None, None]
    outer = np.isin(box, LENTIFORM[side]) & near[:, None, None]
    medial = np.where(inner, ax + 0.5, 0).max(0)
    lateral = np.where(outer, ax - 0.5, 99).min(0)
    lateral = np.minimum(lateral, medial + WIDEST_CAPSULE_MM)
    return gaussian_filter(medial, 1.1), gaussian_filter(lateral, 1.1), ys.astype(float)


def capsule_section(
    kind: str, borders: tuple[Array, Array, Array], z: float, place: Array, side: str
) -> Array:
    """Put square places ((n, 2)) between thalamus and lentiform nucleus at height `z`.

    Places are evenly dense: where the capsule is wide it takes more of them.
    """
    table = CAPSULE[kind][::-1]
    medial, lateral, ys = borders
    yc, half = (float(np.interp(z, table[:, 0], table[:, i])) for i in (1, 2))

    def walls(y: Array) -> tuple[Array, Array]:
        at = np.vstack([y - ys[0], np.full(len(y), z + 6.0)])
        lo, hi = (map_coordinates(w, at, order=1, mode="nearest") for w in (medial, lateral))
        margin = np.minimum(0.9, 0.20 * (hi - lo))
        return lo + margin, np.maximum(hi - margin, lo + margin + 0.5)

    rows = np.linspace(yc - half, yc + half, 41)
    lo, hi = walls(rows)
    area = np.cumsum(np.r_[0.0, (hi - lo)[1:] + (hi - lo)[:-1]])
    y = np.interp((place[:, 0] + 1) / 2 * area[-1], area, rows)
    lo, hi = walls(y)
    x = lo + (place[:, 1] + 1) / 2 * (hi - lo)
    return np.column_stack([sections.SIGN[side] * x, y, np.full(len(y), z)])


def capsule_site(y: float, z: float) -> str:
    """Name the part of the internal capsule at a place (MNI mm)."""
    genu = float(np.interp(z, GENU_MM[:, 0], GENU_MM[:, 1]))
    if abs(y - genu) <= GENU_HALF_MM:
        return "internal_capsule.genu"
    limb = "anterior" if y > genu else "posterior"
    return f"internal_capsule.{limb}_limb"
