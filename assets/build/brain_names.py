"""Ids of the cortical gyri and of the deep structures in the FreeSurfer label sets."""

GYRI = {
    "unknown": "cortex.medial_wall",
    "corpuscallosum": "cortex.medial_wall",
    "bankssts": "cortex.banks_of_superior_temporal_sulcus",
    "caudalanteriorcingulate": "cortex.caudal_anterior_cingulate_gyrus",
    "caudalmiddlefrontal": "cortex.caudal_middle_frontal_gyrus",
    "cuneus": "cortex.cuneus",
    "entorhinal": "cortex.entorhinal_area",
    "frontalpole": "cortex.frontal_pole",
    "fusiform": "cortex.fusiform_gyrus",
    "inferiorparietal": "cortex.inferior_parietal_lobule",
    "inferiortemporal": "cortex.inferior_temporal_gyrus",
    "insula": "cortex.insula",
    "isthmuscingulate": "cortex.isthmus_of_cingulate_gyrus",
    "lateraloccipital": "cortex.lateral_occipital_gyrus",
    "lateralorbitofrontal": "cortex.lateral_orbital_gyrus",
    "lingual": "cortex.lingual_gyrus",
    "medialorbitofrontal": "cortex.medial_orbital_gyrus",
    "middletemporal": "cortex.middle_temporal_gyrus",
    "paracentral": "cortex.paracentral_lobule",
    "parahippocampal": "cortex.parahippocampal_gyrus",
    "parsopercularis": "cortex.opercular_part_of_inferior_frontal_gyrus",
    "parsorbitalis": "cortex.orbital_part_of_inferior_frontal_gyrus",
    "parstriangularis": "cortex.triangular_part_of_inferior_frontal_gyrus",
    "pericalcarine": "cortex.pericalcarine_cortex",
    "postcentral": "cortex.postcentral_gyrus",
    "posteriorcingulate": "cortex.posterior_cingulate_gyrus",
    "precentral": "cortex.precentral_gyrus",
    "precuneus": "cortex.precuneus",
    "rostralanteriorcingulate": "cortex.rostral_anterior_cingulate_gyrus",
    "rostralmiddlefrontal": "cortex.rostral_middle_frontal_gyrus",
    "superiorfrontal": "cortex.superior_frontal_gyrus",
    "superiorparietal": "cortex.superior_parietal_lobule",
    "superiortemporal": "cortex.superior_temporal_gyrus",
    "supramarginal": "cortex.supramarginal_gyrus",
    "temporalpole": "cortex.temporal_pole",
    "transversetemporal": "cortex.transverse_temporal_gyrus",
}
"""Desikan-Killiany label to parcel id; the side is the hemisphere's."""

DEEP = {
    "deep.thalamus": ((10,), (49,)),
    "deep.caudate_nucleus": ((11,), (50,)),
    "deep.putamen": ((12,), (51,)),
    "deep.globus_pallidus": ((13,), (52,)),
    "deep.hippocampus": ((17,), (53,)),
    "deep.amygdala": ((18,), (54,)),
    "deep.nucleus_accumbens": ((26,), (58,)),
    "deep.ventral_diencephalon": ((28,), (60,)),
    "deep.lateral_ventricle": ((4, 5, 31), (43, 44, 63)),
}
"""Structure to the labels of its left and right half."""

MIDLINE = {
    "deep.corpus_callosum": (251, 252, 253, 254, 255),
    "deep.third_ventricle": (14,),
    "deep.fourth_ventricle": (15,),
    "deep.optic_chiasm": (85,),
}

CEREBELLUM = {"left": (7, 8), "right": (46, 47)}
BRAINSTEM = 16
