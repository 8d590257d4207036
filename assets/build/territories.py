"""Arterial territories of the cerebral cortex, one label per vertex.

Borders, after the sources named in `arterial_territories.csv`: the anterior cerebral artery takes
the medial wall as far as the parieto-occipital sulcus, the straight and medial orbital gyri and
the convexity down to the superior frontal sulcus in front and about 1.5 cm from the superior
margin behind; the posterior cerebral artery takes the occipital pole, the medial and inferior
occipital lobe and the under surface of the temporal lobe; the anterior choroidal artery takes the
uncus; the middle cerebral artery takes the rest, its lower division the temporal lobe and, behind
the anterior parietal branch, the parietal lobe.
"""

import numpy as np
from numpy.typing import NDArray

from assets.build import surface_fields
from assets.build.freesurfer import Hemisphere

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

NAMES = (
    "aca",
    "mca_superior_division",
    "mca_inferior_division",
    "pca",
    "anterior_choroidal",
)
NONE = 255
EVEN_ROUNDS, PLACE_ROUNDS = 14, 12

MARGIN_MM = ((-80.0, 13.0), (-60.0, 16.0), (-20.0, 19.0), (10.0, 23.0), (40.0, 21.0), (66.0, 12.0))
"""MNI y to the lateral limit |x| of the anterior cerebral artery on the convexity, mm."""
CONVEXITY_Z_MM = 20.0
ORBITAL_LIMIT_MM = 15.0
"""|x| of the medial orbital sulcus: medial to it the anterior cerebral artery."""
TEMPORAL_LIMIT_MM = ((20.0, -70.0), (-10.0, -36.0), (-35.0, -22.0), (-60.0, -8.0))
"""MNI y to the height z under which the lateral temporal surface is posterior cerebral."""
OCCIPITAL_FRONT_MM = -86.0
"""On the lateral surface the posterior cerebral artery reaches about 2 cm before the pole."""
PARIETAL_SPLIT = ((20.0, -30.0), (60.0, -46.0))
"""Height z to the y behind which the parietal convexity is the lower division's."""
UNCUS = (-18.0, 4.0)

MEDIAL_ACA = (
    "rostralanteriorcingulate", "caudalanteriorcingulate", "posteriorcingulate",
    "paracentral", "precuneus", "frontalpole",
)  # fmt: skip
MEDIAL_PCA = ("cuneus", "pericalcarine", "lingual", "fusiform", "parahippocampal", "entorhinal")
TEMPORAL = (
    "superiortemporal", "middletemporal", "inferiortemporal", "bankssts", "temporalpole",
    "transversetemporal",
)  # fmt: skip
PARIETAL = ("postcentral", "supramarginal", "superiorparietal", "inferiorparietal")


def _aca(h: Hemisphere, place: Array) -> Mask:
    x, y, z = np.abs(place[:, 0]), place[:, 1], place[:, 2]
    limit = np.interp(y, *np.array(MARGIN_MM).T)
    dorsal = (x < limit) & (z > np.where(y > 40, -5.0, CONVEXITY_Z_MM)) & (y > -78)
    orbital = np.isin(h.parcel, ("medialorbitofrontal", "lateralorbitofrontal"))
    orbital &= x < ORBITAL_LIMIT_MM
    return np.asarray(np.isin(h.parcel, MEDIAL_ACA) | dorsal | orbital)


def _pca(h: Hemisphere, place: Array) -> Mask:
    x, y, z = np.abs(place[:, 0]), place[:, 1], place[:, 2]
    under = np.isin(h.parcel, ("inferiortemporal", "middletemporal", "lateraloccipital"))
    under &= z < np.interp(y, *np.array(TEMPORAL_LIMIT_MM)[::-1].T)
    pole = (y < OCCIPITAL_FRONT_MM) | ((y < -74) & (x < 15) & (z < 60))
    behind = (h.parcel == "isthmuscingulate") & (z < 16)
    return np.asarray(np.isin(h.parcel, MEDIAL_PCA) | under | pole | behind)


def _uncus(h: Hemisphere, place: Array) -> Mask:
    low, high = UNCUS
    here = np.isin(h.parcel, ("entorhinal", "parahippocampal")) & (np.abs(place[:, 0]) < 26)
    return np.asarray(here & (place[:, 1] > low) & (place[:, 1] < high))


def _lower(h: Hemisphere, place: Array) -> Mask:
    split = np.interp(place[:, 2], *np.array(PARIETAL_SPLIT).T)
    parietal = np.isin(h.parcel, PARIETAL) & (place[:, 1] < split) & (h.parcel != "postcentral")
    insula = (h.parcel == "insula") & (place[:, 2] < 0.35 * (-place[:, 1]) - 4.0)
    behind = np.isin(h.parcel, ("lateraloccipital",))
    return np.asarray(np.isin(h.parcel, TEMPORAL) | parietal | insula | behind)


def cortex(h: Hemisphere) -> Mask:
    """Vertices (n,) of cortex, without the cut medial wall."""
    return ~np.isin(h.parcel, ("unknown", "corpuscallosum"))


def label(h: Hemisphere) -> NDArray[np.uint8]:
    """Index (n,) of each vertex's territory in `NAMES`, 255 on the medial wall."""
    links = surface_fields.neighbours(h.faces, len(h.white))
    place = surface_fields.average(h.pial, links, PLACE_ROUNDS)
    out = np.full(len(place), NAMES.index("mca_superior_division"))
    for name, rule in (
        ("mca_inferior_division", _lower),
        ("pca", _pca),
        ("aca", _aca),
        ("anterior_choroidal", _uncus),
    ):
        out[rule(h, place)] = NAMES.index(name)
    free = cortex(h)
    out = surface_fields.even(out, h.faces, EVEN_ROUNDS, free)
    out = surface_fields.whole(out, h.faces, free)
    return np.where(free, out, NONE).astype(np.uint8)
