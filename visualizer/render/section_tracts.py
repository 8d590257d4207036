"""The paths of capsule and brainstem that a section fills and names, and the words for them."""

from visualizer.anatomy import Body
from visualizer.render.palette import TISSUE, ZONE, ZONE_WORDS, Rgb, mixed
from visualizer.render.words import plain_name, site_words

LAYER = "stem_tracts"
# a path and the word whose colour in the cord it continues; containers first
TRACTS: dict[str, str] = {
    "internal_capsule.anterior_limb": "",
    "internal_capsule.genu": "lateral_corticospinal",
    "internal_capsule.posterior_limb": "lateral_corticospinal",
    "internal_capsule.posterior_limb.sensory": "dorsal_column",
    "brainstem.middle_cerebellar_peduncle": "",
    "brainstem.superior_cerebellar_peduncle": "spinocerebellar",
    "brainstem.inferior_cerebellar_peduncle": "spinocerebellar",
    "brainstem.crus_cerebri": "",
    "brainstem.pyramid": "lateral_corticospinal",
    "brainstem.corticospinal": "lateral_corticospinal",
    "medulla.pyramidal_decussation": "lateral_corticospinal",
    "brainstem.pontocerebellar_fibres": "",
    "brainstem.medial_lemniscus": "dorsal_column",
    "brainstem.dorsal_column": "dorsal_column",
    "brainstem.spinothalamic": "spinothalamic",
    "brainstem.trigeminal_lemniscus": "gelatinous",
    "brainstem.lateral_lemniscus": "thoracic_nucleus",
    "brainstem.spinal_trigeminal_tract": "gelatinous",
    "brainstem.trigeminal_fascicle": "gelatinous",
    "brainstem.mlf": "vestibulospinal",
    "brainstem.central_tegmental": "reticulospinal",
    "brainstem.tectospinal": "tectospinal",
    "brainstem.rubrospinal": "rubrospinal",
    "brainstem.vestibulospinal_lateral": "vestibulospinal",
    "brainstem.dorsal_spinocerebellar": "spinocerebellar",
    "brainstem.ventral_spinocerebellar": "spinocerebellar",
    "brainstem.oculomotor_fascicle": "motor_column",
    "brainstem.trochlear_fascicle": "motor_column",
    "brainstem.abducens_fascicle": "motor_column",
    "brainstem.facial_genu": "motor_column",
    "brainstem.facial_fascicle": "motor_column",
    "brainstem.hypoglossal_fascicle": "motor_column",
    "brainstem.glossopharyngeal_vagal_fascicle": "motor_column",
    "brainstem.vestibulocochlear": "thoracic_nucleus",
}
# what a path lies in, where its volume is wider than the tissue
HOLDERS = {"medulla.pyramidal_decussation": "brainstem.medulla"}
PARTS = ("brainstem", "nucleus")  # what the brainstem is made of: filled, no site of its own
_ASIDE = (" (site)", " (component)", " in the brainstem", " in the pons", " of the cord")


def tract_colour(site: str) -> Rgb:
    """Return the colour of a path: that of its continuation in the cord."""
    word = TRACTS[site]
    return mixed(ZONE_WORDS[word] if word else ZONE["ventral_commissure"],
                 TISSUE["white_matter"], 0.35 if word else 0.6)  # fmt: skip


def term(body: Body, structure: str, side: str = "none") -> str:
    """Return the name of a place without its side, as the terms have it."""
    row = body.structures.get(structure) or body.structures.get(f"{structure}.{side}")
    if row is not None and row.name:
        return without_asides(row.name)
    volume = any(site == structure for site, _ in body.volumes)
    return without_asides(site_words(structure) if volume else plain_name(structure))


def without_asides(name: str) -> str:
    """Leave out of a name what only tells a site of the vocabulary from a part."""
    for aside in _ASIDE:
        name = name.removesuffix(aside)
    return name


def same_words(name: str) -> str:
    """Return a key that is equal for names that say the same."""
    known = f" {name.casefold()} ".replace("motor nucleus", "nucleus")
    for word in (" of ", " the ", " nerve", " nuclei", " nucleus", "-", ","):
        known = known.replace(word, " ")
    return " ".join(sorted(known.split()))
