"""Which body part of the motor map a muscle belongs to, for the body part colouring."""

from functools import lru_cache

from visualizer.anatomy import Population

_MUSCLES: dict[str, str] = {
    "neck": "trapezius sternocleidomastoid diaphragm",
    "shoulder": "rhomboids serratus_anterior supraspinatus infraspinatus subscapularis deltoid"
    " pectoralis_major latissimus_dorsi teres_major",
    "arm": "biceps brachialis triceps",
    "forearm": "brachioradialis supinator pronator_teres pronator_quadratus"
    " extensor_carpi_radialis extensor_carpi_ulnaris extensor_digitorum extensor_indicis"
    " extensor_pollicis_longus extensor_pollicis_brevis abductor_pollicis_longus"
    " flexor_carpi_radialis flexor_carpi_ulnaris palmaris_longus flexor_digitorum_superficialis"
    " fdp_index fdp_little flexor_pollicis_longus",
    "hand": "abductor_pollicis_brevis opponens_pollicis flexor_pollicis_brevis"
    " adductor_pollicis first_dorsal_interosseous interossei lumbricals_radial"
    " lumbricals_ulnar abductor_digiti_minimi",
    "trunk": "intercostals abdominals_upper abdominals_lower paraspinals",
    "thigh": "iliopsoas sartorius quadriceps adductors gluteus_maximus gluteus_medius"
    " tensor_fasciae_latae piriformis semitendinosus semimembranosus biceps_femoris_long_head"
    " biceps_femoris_short_head",
    "leg": "tibialis_anterior extensor_hallucis_longus extensor_digitorum_longus"
    " fibularis_longus fibularis_brevis tibialis_posterior gastrocnemius soleus"
    " flexor_hallucis_longus flexor_digitorum_longus",
    "foot": "extensor_digitorum_brevis abductor_hallucis",
    "pelvic_floor": "anal_sphincter urethral_sphincter",
    "upper_face": "upper_face levator_palpebrae superior_rectus inferior_rectus medial_rectus"
    " lateral_rectus superior_oblique inferior_oblique temporalis",
    "lower_face": "lower_face masseter pterygoids stapedius",
    "tongue": "tongue palate pharynx vocal_cord",
}
PART_OF_MUSCLE: dict[str, str] = {
    muscle: part for part, names in _MUSCLES.items() for muscle in names.split()
}


@lru_cache(maxsize=4096)
def body_part(population: Population) -> str:
    """Return the body part of a population's target, "" when it has none."""
    if population.kind.startswith("corticospinal"):
        return population.target
    return PART_OF_MUSCLE.get(population.target, "")
