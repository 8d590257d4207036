"""Lesion sites of the brainstem as masks on the 1 mm grid, right half."""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from assets.build.brainstem_field import Half
from assets.build.brainstem_frame import OBEX_MM, PONTOMEDULLARY_MM
from assets.build.brainstem_surface import upper_border

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

COMMISSURE_MM, COMMISSURE_HALF_MM = (34.6, -6.3), 1.3
"""Rostral and ventral place of the posterior commissure, before the superior colliculi."""
VESTIBULAR_TOP_MM = -6.0
"""Rostral place up to which the lateral medullary artery feeds the vestibular nuclei.

The lower half, the inferior nucleus and the lower medial one, lies in the territory.
"""
ROUND = ndimage.generate_binary_structure(3, 1)


def tegmental_border(rostral_mm: Array) -> Array:
    """Ventral place (mm) of the border of tegmentum and basis pontis, read off the T1."""
    return np.asarray(2.6 + 0.114 * (13 - rostral_mm))


def joined(mask: Mask, within: Mask, steps: int) -> Mask:
    """Fill the gaps between the pieces of a mask, up to 2 x steps mm wide."""
    padded = np.pad(mask, steps + 1)
    closed = ndimage.binary_closing(padded, ROUND, iterations=steps)
    cut = (slice(steps + 1, -steps - 1),) * 3
    return np.asarray((closed[cut] & within) | mask)


def one_piece(mask: Mask) -> Mask:
    """Keep the largest piece."""
    labels, count = ndimage.label(mask, np.ones((3, 3, 3)))
    if count < 2:
        return mask
    return np.asarray(labels == 1 + int(np.argmax(np.bincount(labels.ravel())[1:])))


def posterior_commissure(half: Half) -> Mask:
    """Right half of the posterior commissure, from the pretectal area to the midline."""
    x, s, v = half.places
    rostral, ventral = COMMISSURE_MM
    return np.asarray((np.hypot(s - rostral, v - ventral) <= COMMISSURE_HALF_MM) & (x <= 4.6))


def midbrain(half: Half, crus: Mask) -> dict[str, Mask]:
    """Sites of the midbrain."""
    _, s, v = half.places
    stem = half.solid & (s > upper_border(v))
    eye = half.component("oculomotor_nucleus")
    fascicle = half.course("oculomotor_fascicle")
    ventral = joined(crus | fascicle | half.course("substantia_nigra"), stem & (v > 3), 4)
    return {
        "midbrain.oculomotor_nucleus": eye,
        "midbrain.trochlear_nucleus": half.course("trochlear"),
        "midbrain.red_nucleus": half.course("red_nucleus"),
        "midbrain.pretectum": half.course("pretectum") | posterior_commissure(half),
        "midbrain.ventral": one_piece(ventral),
    }


def pons_basis(half: Half, basis: Mask) -> dict[str, Mask]:
    """Sites of the front of the pons, from the mask of the basis."""
    x, s, _ = half.places
    nerves = half.course("abducens_fascicle") | half.course("facial_fascicle")
    front = basis & (s < -0.5) & (x < 11)
    return {
        "pons.basis.paramedian": one_piece(basis & (x <= 7)),
        "pons.ventral_caudal": one_piece(joined(front | nerves, half.solid, 1)),
    }


def pons(half: Half, basis: Mask) -> dict[str, Mask]:
    """Sites of the tegmentum of the pons and of its caudal half."""
    x, s, v = half.places
    border = tegmental_border(s)
    stem = half.solid & (s >= PONTOMEDULLARY_MM) & (s <= upper_border(v))
    behind = stem & (v < border)
    caudal = stem & (s < 1)
    face = half.component("facial_nucleus") | half.course("facial_fascicle")
    lateral = caudal & (x >= 6.2) & (v < border + 3)
    lateral |= face | (half.component("vestibular_nuclei") & (s > PONTOMEDULLARY_MM))
    medial = caudal & (s > -9.5) & (((x <= 6) & (v < border)) | ((x <= 8) & basis))
    lemnisci = np.logical_or.reduce(
        [half.course(n) for n in ("medial_lemniscus", "spinothalamic", "trigeminal_lemniscus")]
    )
    lemnisci &= (s > PONTOMEDULLARY_MM) & (s < 18)
    middle = behind & (s >= -0.5) & (s < 8) & (x < 12)
    middle |= half.course("superior_cerebellar_peduncle") & (s >= -0.5) & (s < 10)
    hill = stem & (x <= 3.7) & (v < -1.2) & (s > -6.5) & (s < 0.5)
    return {
        "pons.caudal_medial": one_piece(medial | half.course("facial_genu")),
        "pons.lateral_caudal": one_piece(lateral),
        "pons.midpontine_tegmentum": one_piece(middle),
        "pons.facial_colliculus": one_piece(hill),
        "pons.abducens_nucleus": half.course("abducens"),
        "pons.pprf": half.course("pprf"),
        "pons.mlf": half.course("mlf") & (s > PONTOMEDULLARY_MM) & (s < 18),
        "pons.lemnisci": one_piece(joined(lemnisci, behind, 2)),
        "pons.cerebellar_peduncle": half.course("middle_cerebellar_peduncle"),
        "pons.trigeminal_motor_nucleus": half.course("trigeminal_motor"),
        "pons.trigeminal_sensory_nucleus": half.course("principal_sensory_trigeminal"),
    }


def medulla(half: Half, pyramid: Mask) -> dict[str, Mask]:
    """Sites of the medulla."""
    x, s, v = half.places
    stem = half.solid & (s < PONTOMEDULLARY_MM)
    tongue = half.component("hypoglossal_nucleus")
    medial = stem & (s > OBEX_MM - 1) & (s < -11.5)
    wedge = medial & (x <= 3) & (v > -1.8)
    medial = wedge | (pyramid & (s > OBEX_MM - 1)) | tongue | half.course("hypoglossal_fascicle")
    lateral = stem & (s > -23.5) & (x >= 4.1) & (v < 5.0)
    lateral |= half.course("vestibular") & (s < VESTIBULAR_TOP_MM)
    lateral &= ~(half.course("inferior_olive") | tongue)
    ambiguus = half.course("ambiguus")
    return {
        "medulla.medial": one_piece(medial),
        "medulla.lateral": one_piece(lateral | ambiguus),
        "medulla.motor_nuclei": tongue | ambiguus | half.course("dorsal_motor_vagus"),
        "medulla.nucleus_ambiguus": ambiguus,
        "medulla.descending_sympathetic": half.course("descending_sympathetic")
        & (s < PONTOMEDULLARY_MM),
        "foramen_magnum.compression": half.solid & (s < -32.5),
    }


MOTOR_NUCLEI = (
    "oculomotor",
    "trochlear",
    "trigeminal_motor",
    "abducens",
    "facial",
    "ambiguus",
    "hypoglossal",
    "accessory",
)


def motor_nuclei(half: Half) -> Mask:
    """Voxels of all motor nuclei of the cranial nerves."""
    return np.asarray(np.logical_or.reduce([half.course(n) for n in MOTOR_NUCLEI]))
