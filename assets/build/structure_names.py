"""English and Latin names of bones and brain structures, after Terminologia Anatomica."""

ORDINALS = (
    "", "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth",
    "Tenth", "Eleventh", "Twelfth",
)  # fmt: skip
ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

#: id part: English, Latin, synonyms
BONES: dict[str, tuple[str, str, str]] = {
    "skull": ("Cranium", "Cranium", "skull"),
    "mandible": ("Mandible", "Mandibula", "lower jaw"),
    "sternum": ("Sternum with costal cartilages", "Sternum et cartilagines costales", "breastbone"),
    "sacrum": ("Sacrum and coccyx", "Os sacrum et os coccygis", "tail bone"),
    "clavicle": ("Clavicle", "Clavicula", "collar bone"),
    "scapula": ("Scapula", "Scapula", "shoulder blade"),
    "humerus": ("Humerus", "Humerus", "arm bone"),
    "ulna": ("Ulna", "Ulna", ""),
    "radius": ("Radius", "Radius", ""),
    "scaphoid": ("Scaphoid", "Os scaphoideum", "navicular of the hand"),
    "lunate": ("Lunate", "Os lunatum", ""),
    "triquetrum": ("Triquetrum", "Os triquetrum", "triquetral"),
    "pisiform": ("Pisiform", "Os pisiforme", ""),
    "trapezium": ("Trapezium", "Os trapezium", ""),
    "trapezoid": ("Trapezoid", "Os trapezoideum", ""),
    "capitate": ("Capitate", "Os capitatum", ""),
    "hamate": ("Hamate", "Os hamatum", ""),
    "hip": ("Hip bone", "Os coxae", "innominate bone; pelvic bone"),
    "femur": ("Femur", "Femur", "thigh bone"),
    "tibia": ("Tibia", "Tibia", "shin bone"),
    "fibula": ("Fibula", "Fibula", "calf bone"),
    "patella": ("Patella", "Patella", "kneecap"),
    "talus": ("Talus", "Talus", "ankle bone"),
    "calcaneus": ("Calcaneus", "Calcaneus", "heel bone"),
    "cuboid": ("Cuboid", "Os cuboideum", ""),
    "navicular": ("Navicular", "Os naviculare", ""),
    "cuneiform.medial": ("Medial cuneiform", "Os cuneiforme mediale", ""),
    "cuneiform.intermediate": ("Intermediate cuneiform", "Os cuneiforme intermedium", ""),
    "cuneiform.lateral": ("Lateral cuneiform", "Os cuneiforme laterale", ""),
}

BRAIN: dict[str, tuple[str, str, str]] = {
    "cortex.hemisphere": ("Cerebral hemisphere", "Hemispherium cerebri", ""),
    "cerebellum.hemisphere": ("Half of the cerebellum", "Cerebellum", "little brain"),
    "brainstem.midbrain": ("Midbrain", "Mesencephalon", ""),
    "brainstem.pons": ("Pons", "Pons", ""),
    "brainstem.medulla": ("Medulla oblongata", "Medulla oblongata", "myelencephalon; bulb"),
    "deep.thalamus": ("Thalamus", "Thalamus", ""),
    "deep.caudate_nucleus": ("Caudate nucleus", "Nucleus caudatus", ""),
    "deep.putamen": ("Putamen", "Putamen", "lentiform nucleus, lateral part"),
    "deep.globus_pallidus": ("Globus pallidus", "Globus pallidus", "pallidum"),
    "deep.hippocampus": ("Hippocampus", "Hippocampus", ""),
    "deep.amygdala": ("Amygdaloid body", "Corpus amygdaloideum", "amygdala"),
    "deep.nucleus_accumbens": ("Nucleus accumbens", "Nucleus accumbens", ""),
    "deep.ventral_diencephalon": ("Ventral diencephalon", "", "hypothalamus and subthalamus"),
    "deep.lateral_ventricle": ("Lateral ventricle", "Ventriculus lateralis", ""),
    "deep.corpus_callosum": ("Corpus callosum", "Corpus callosum", ""),
    "deep.third_ventricle": ("Third ventricle", "Ventriculus tertius", ""),
    "deep.fourth_ventricle": ("Fourth ventricle", "Ventriculus quartus", ""),
    "deep.optic_chiasm": ("Optic chiasm", "Chiasma opticum", ""),
    "skin": ("Skin", "Cutis", "body surface"),
    "spinal_cord": ("Spinal cord", "Medulla spinalis", ""),
}

GYRI: dict[str, tuple[str, str, str]] = {
    "medial_wall": ("Medial wall without cortex", "", ""),
    "banks_of_superior_temporal_sulcus": ("Banks of superior temporal sulcus", "", ""),
    "caudal_anterior_cingulate_gyrus": (
        "Cingulate gyrus, caudal anterior part", "Gyrus cinguli", ""),
    "caudal_middle_frontal_gyrus": (
        "Middle frontal gyrus, caudal part", "Gyrus frontalis medius", "dorsal premotor cortex"),
    "cuneus": ("Cuneus", "Cuneus", ""),
    "entorhinal_area": ("Entorhinal area", "Area entorhinalis", ""),
    "frontal_pole": ("Frontal pole", "Polus frontalis", ""),
    "fusiform_gyrus": ("Fusiform gyrus", "Gyrus fusiformis", "lateral occipitotemporal gyrus"),
    "inferior_parietal_lobule": (
        "Inferior parietal lobule, angular part", "Lobulus parietalis inferior", "angular gyrus"),
    "inferior_temporal_gyrus": ("Inferior temporal gyrus", "Gyrus temporalis inferior", ""),
    "insula": ("Insula", "Insula", "island of Reil"),
    "isthmus_of_cingulate_gyrus": ("Isthmus of cingulate gyrus", "Isthmus gyri cinguli", ""),
    "lateral_occipital_gyrus": ("Lateral occipital gyri", "Gyri occipitales laterales", ""),
    "lateral_orbital_gyrus": ("Orbital gyri, lateral part", "Gyri orbitales", ""),
    "lingual_gyrus": ("Lingual gyrus", "Gyrus lingualis", ""),
    "medial_orbital_gyrus": (
        "Orbital gyri, medial part, with straight gyrus", "Gyri orbitales", ""),
    "middle_temporal_gyrus": ("Middle temporal gyrus", "Gyrus temporalis medius", ""),
    "paracentral_lobule": ("Paracentral lobule", "Lobulus paracentralis", "leg area"),
    "parahippocampal_gyrus": ("Parahippocampal gyrus", "Gyrus parahippocampalis", ""),
    "opercular_part_of_inferior_frontal_gyrus": (
        "Opercular part of inferior frontal gyrus", "Pars opercularis gyri frontalis inferioris",
        "Broca's area, posterior part"),
    "orbital_part_of_inferior_frontal_gyrus": (
        "Orbital part of inferior frontal gyrus", "Pars orbitalis gyri frontalis inferioris", ""),
    "triangular_part_of_inferior_frontal_gyrus": (
        "Triangular part of inferior frontal gyrus",
        "Pars triangularis gyri frontalis inferioris", "Broca's area, anterior part"),
    "pericalcarine_cortex": ("Cortex of calcarine sulcus", "Sulcus calcarinus", "visual cortex"),
    "postcentral_gyrus": (
        "Postcentral gyrus", "Gyrus postcentralis", "primary somatosensory cortex"),
    "posterior_cingulate_gyrus": ("Cingulate gyrus, posterior part", "Gyrus cinguli", ""),
    "precentral_gyrus": ("Precentral gyrus", "Gyrus precentralis", "primary motor cortex; M1"),
    "precuneus": ("Precuneus", "Precuneus", ""),
    "rostral_anterior_cingulate_gyrus": (
        "Cingulate gyrus, rostral anterior part", "Gyrus cinguli", ""),
    "rostral_middle_frontal_gyrus": (
        "Middle frontal gyrus, rostral part", "Gyrus frontalis medius", ""),
    "superior_frontal_gyrus": ("Superior frontal gyrus", "Gyrus frontalis superior", ""),
    "superior_parietal_lobule": ("Superior parietal lobule", "Lobulus parietalis superior", ""),
    "superior_temporal_gyrus": ("Superior temporal gyrus", "Gyrus temporalis superior", ""),
    "supramarginal_gyrus": ("Supramarginal gyrus", "Gyrus supramarginalis", ""),
    "temporal_pole": ("Temporal pole", "Polus temporalis", ""),
    "transverse_temporal_gyrus": (
        "Transverse temporal gyrus", "Gyrus temporalis transversus", "Heschl's gyrus"),
}  # fmt: skip

SITES: dict[str, tuple[str, str, str]] = {
    "cortex.premotor": ("Premotor cortex", "", "lateral area 6"),
    "cortex.supplementary_motor": ("Supplementary motor area", "", "SMA; medial area 6"),
    "cortex.paracentral_lobule.leg_area": ("Leg area of motor cortex", "", "foot area"),
    "corona_radiata": ("Corona radiata", "Corona radiata", ""),
    "internal_capsule.anterior_limb": (
        "Anterior limb of internal capsule", "Crus anterius capsulae internae", ""),
    "internal_capsule.genu": ("Genu of internal capsule", "Genu capsulae internae", ""),
    "internal_capsule.posterior_limb": (
        "Posterior limb of internal capsule", "Crus posterius capsulae internae", ""),
    "midbrain.crus_cerebri": (
        "Base of cerebral peduncle", "Basis pedunculi cerebri", "crus cerebri"),
    "midbrain.tegmentum": ("Tegmentum of midbrain", "Tegmentum mesencephali", ""),
    "pons.basis": ("Basilar part of pons", "Pars basilaris pontis", "basis pontis"),
    "pons.tegmentum": ("Tegmentum of pons", "Tegmentum pontis", ""),
    "pons.facial_nucleus": ("Motor nucleus of facial nerve", "Nucleus nervi facialis", "VII"),
    "medulla.pyramid": ("Pyramid of medulla", "Pyramis medullae oblongatae", "pyramid"),
    "medulla.tegmentum": ("Tegmentum of medulla", "Tegmentum medullae oblongatae", ""),
    "medulla.hypoglossal_nucleus": (
        "Nucleus of hypoglossal nerve", "Nucleus nervi hypoglossi", "XII"),
    "medulla.pyramidal_decussation": (
        "Decussation of pyramids", "Decussatio pyramidum", "motor decussation"),
}  # fmt: skip
