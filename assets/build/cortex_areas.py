"""Functional areas of the cortex as one label per vertex.

The borders of areas 4, 6, 3 to 1, 44, 45 and 17 follow the chance maps of ten brains that come
with fsaverage; the others follow gyri and, for the frontal eye field, a place in MNI space.
"""

import numpy as np
from numpy.typing import NDArray

from assets.build import cortex_map, surface_fields
from assets.build.freesurfer import Hemisphere, chance

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

NAMES = (
    "none",
    "primary_motor",
    "premotor",
    "supplementary_motor",
    "primary_somatosensory",
    "broca",
    "wernicke",
    "frontal_eye_field",
    "inferior_parietal",
    "primary_visual",
    "primary_auditory",
)
NONE = 255
ROUNDS = 6
"""Spreading rounds of the labels: a border is straightened over about 6 mm."""

EYE_FIELD_MNI = (29.0, -5.0, 52.0)
"""Middle of the frontal eye field, right side; the left is its mirror image.

Where the superior frontal sulcus meets the precentral sulcus (bedini2023).
"""
EYE_FIELD_RADIUS_MM = 11.0
SUPPLEMENTARY_Y_MM = (-20.0, 10.0)
"""From the paracentral lobule to the fore part of pre-SMA, as `cortex.supplementary_motor`."""
MEDIAL_MM, BANK_MM, MEDIAL_TOP_MM = 13.0, 19.0, 52.0
"""Medial wall: near the midplane, or in the bank of the cingulate sulcus under this height."""
PREMOTOR_FRONT_MM = 12.0
WERNICKE_FRONT_MM = -24.0
"""Posterior third of the superior temporal gyrus, behind Heschl's gyrus."""
WERNICKE_FOOT_MM = 0.0
MOTOR_CHANCE, SENSORY_CHANCE, VISUAL_CHANCE = 0.25, 0.2, 0.4


def _frontal(h: Hemisphere) -> dict[str, Mask]:
    x, y, z = np.abs(h.white[:, 0]), h.white[:, 1], h.white[:, 2]
    medial = (x < MEDIAL_MM) | (
        (x < 2 * MEDIAL_MM) & (z < MEDIAL_TOP_MM) & (h.parcel != "precentral")
    )
    medial |= h.parcel == "paracentral"
    six = chance(h.side, "BA6")
    four = np.maximum(chance(h.side, "BA4a"), chance(h.side, "BA4p"))
    motor = cortex_map.motor_strip(h)
    primary = motor & (four >= np.maximum(MOTOR_CHANCE, 0.6 * six))
    premotor = (motor & ~primary & ~medial) | (
        (h.parcel == "caudalmiddlefrontal") & (y < PREMOTOR_FRONT_MM)
    )
    premotor |= (h.parcel == "superiorfrontal") & ~medial & (six > 0) & (y < PREMOTOR_FRONT_MM)
    low, high = SUPPLEMENTARY_Y_MM
    supplementary = (h.parcel == "superiorfrontal") & medial & (y > low) & (y < high) & (z > 44)
    supplementary |= motor & ~primary & medial
    sign = 1.0 if h.side == "right" else -1.0
    middle = np.array(EYE_FIELD_MNI) * (sign, 1.0, 1.0)
    near = np.linalg.norm((h.white + h.pial) / 2 - middle, axis=1) < EYE_FIELD_RADIUS_MM
    return {
        "premotor": premotor,
        "supplementary_motor": supplementary,
        "primary_motor": primary,
        "broca": np.isin(h.parcel, ("parsopercularis", "parstriangularis")),
        "frontal_eye_field": near & np.isin(
            h.parcel, ("precentral", "caudalmiddlefrontal", "superiorfrontal")
        ) & ~primary,
    }  # fmt: skip


def _posterior(h: Hemisphere) -> dict[str, Mask]:
    y, z = h.white[:, 1], h.white[:, 2]
    sensory = cortex_map.sensory_strip(h)
    touch = np.max([chance(h.side, n) for n in ("BA3a", "BA3b", "BA1", "BA2")], axis=0)
    upper = np.isin(h.parcel, ("superiortemporal", "bankssts"))
    return {
        "inferior_parietal": np.isin(h.parcel, ("inferiorparietal", "supramarginal")),
        "primary_somatosensory": sensory & (touch >= SENSORY_CHANCE),
        "wernicke": upper & (y < WERNICKE_FRONT_MM) & (z > WERNICKE_FOOT_MM),
        "primary_visual": (chance(h.side, "V1") >= VISUAL_CHANCE)
        | (h.parcel == "pericalcarine"),
        "primary_auditory": h.parcel == "transversetemporal",
    }  # fmt: skip


def label(h: Hemisphere) -> NDArray[np.uint8]:
    """Index (n,) of each vertex's area in `NAMES`, 255 where it has none."""
    out = np.zeros(len(h.white), np.int64)
    for name, mask in {**_frontal(h), **_posterior(h)}.items():
        out[mask] = NAMES.index(name)
    free = ~np.isin(h.parcel, ("unknown", "corpuscallosum"))
    out = surface_fields.even(out, h.faces, ROUNDS, free)
    return np.where(out == 0, NONE, out).astype(np.uint8)


def mask(h: Hemisphere, *names: str) -> Mask:
    """Vertices (n,) of areas."""
    return np.isin(label(h), [NAMES.index(n) for n in names])
