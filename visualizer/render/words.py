"""Places in words: "left ulnar nerve at the elbow"."""

from collections.abc import Callable

_SPECIAL = {
    "nerve.cn3": "oculomotor nerve",
    "nerve.cn4": "trochlear nerve",
    "nerve.cn5": "trigeminal nerve",
    "nerve.cn6": "abducens nerve",
    "nerve.cn7": "facial nerve",
    "nerve.cn9": "glossopharyngeal nerve",
    "nerve.cn10": "vagus nerve",
    "nerve.cn12": "hypoglossal nerve",
    "nerve.spinal_accessory": "spinal accessory nerve",
    "nerve.ulnar.deep_motor_branch": "deep branch of the ulnar nerve",
    "nerve.median.recurrent_branch": "recurrent branch of the median nerve",
    "nerve.sciatic.fibular_division": "fibular division of the sciatic nerve",
    "nerve.sciatic.tibial_division": "tibial division of the sciatic nerve",
    "internal_capsule.posterior_limb": "posterior limb of the internal capsule",
    "internal_capsule.anterior_limb": "anterior limb of the internal capsule",
    "internal_capsule.genu": "genu of the internal capsule",
    "midbrain.crus_cerebri": "cerebral peduncle (crus cerebri)",
    "pons.basis": "basis pontis",
    "medulla.pyramid": "pyramid of the medulla",
    "medulla.pyramidal_decussation": "pyramidal decussation",
    "cord.lateral_corticospinal": "lateral corticospinal tract",
    "cord.anterior_corticospinal": "anterior corticospinal tract",
    "cord.anterior_horn": "anterior horn of the cord",
    "cauda_equina": "cauda equina",
    "plexus.lumbosacral_trunk": "lumbosacral trunk",
    "nucleus.rimlf": "rostral interstitial nucleus of the MLF",
    "pons.pprf": "paramedian pontine reticular formation",
    "pons.mlf": "medial longitudinal fasciculus",
    "brainstem.mlf": "medial longitudinal fasciculus",
    "root.dorsal_ganglion": "dorsal root ganglion",
    "root.spinal_nerve": "spinal nerve",
    "root.ventral": "ventral root",
    "root.dorsal": "dorsal root",
}
_AT = {
    "elbow": "at the elbow", "wrist": "at the wrist", "forearm": "in the forearm",
    "upper_arm": "in the upper arm", "axilla": "in the axilla", "palm": "in the palm",
    "carpal_tunnel": "in the carpal tunnel", "guyon_canal": "in Guyon's canal",
    "spiral_groove": "in the spiral groove", "fibular_neck": "at the fibular neck",
    "popliteal_fossa": "in the popliteal fossa", "tarsal_tunnel": "in the tarsal tunnel",
    "inguinal_ligament": "at the inguinal ligament", "buttock": "in the buttock",
    "pelvis": "in the pelvis", "neck": "in the neck", "thigh": "in the thigh",
    "subarachnoid": "in the subarachnoid space", "orbit": "in the orbit",
    "cavernous_sinus": "in the cavernous sinus", "hypoglossal_canal": "in the hypoglossal canal",
    "jugular_foramen": "in the jugular foramen", "chest": "in the chest",
    "ankle": "at the ankle", "arcade_of_frohse": "at the arcade of Frohse",
}  # fmt: skip

_LAYER_WORDS = ("bone", "deep", "brainstem", "muscle", "nucleus", "disc", "artery", "cortex",
                "cord")  # fmt: skip


def site_words(site: str, side: str = "none", level: str = "") -> str:
    """Say a site in words.

    Parameters
    ----------
    site : str
        Vocabulary id, e.g. "nerve.ulnar".
    side : str
        The patient's side; "none" and "bilateral" are said only where they matter.
    level : str
        Cord segment or nerve level, may be empty.
    """
    said = _name(site)
    group = site.partition(".")[0]
    if group == "cord":
        text = f"{side} {said}" if side in ("left", "right") else said
        return f"{text} at {level}" if level else text
    if group in ("root", "cauda_equina"):
        said = f"{level} {said}" if level else said
        return f"{side} {said}" if side in ("left", "right") else said
    text = f"{side} {said}" if side in ("left", "right") else said
    if not level:
        return text
    return f"{text} {_AT.get(level, 'at the ' + level.replace('_', ' '))}"


def _name(site: str) -> str:
    if site in _SPECIAL:
        return _SPECIAL[site]
    group, _, rest = site.partition(".")
    plain = rest.replace("_", " ")
    made = _GROUPS[group](group, plain) if group in _GROUPS and plain else ""
    if group == "cord" and not plain:
        return "spinal cord"
    return made or site.replace("_", " ").replace(".", ", ")


def _nerve(_group: str, plain: str) -> str:
    whole, _, part = plain.partition(".")
    if part and f"nerve.{whole}" in _SPECIAL:
        return f"{part} of the {_SPECIAL[f'nerve.{whole}']}"
    return plain.replace(".", ", ") if part else f"{plain} nerve"


def _plexus(_group: str, plain: str) -> str:
    kind, _, part = plain.partition(".")
    part = " of the ".join(reversed(part.split(".")))
    return f"{part} of the {kind} plexus" if part else f"{kind} plexus"


def _cortex(_group: str, plain: str) -> str:
    gyrus, _, area = plain.partition(".")
    return f"{area} of the {gyrus}" if area else gyrus


def _part_of_stem(group: str, plain: str) -> str:
    return "" if "." in plain else f"{plain} of the {group}"


_GROUPS: dict[str, Callable[[str, str], str]] = {
    "nerve": _nerve,
    "plexus": _plexus,
    "cortex": _cortex,
    "midbrain": _part_of_stem,
    "pons": _part_of_stem,
    "medulla": _part_of_stem,
    "brainstem": lambda _, plain: "" if "." in plain else plain,
    "muscle": lambda _, plain: plain,
    "cord": lambda _, plain: f"{plain} of the cord",
}


def sided(name: str, side: str) -> str:
    """Put the side before a name."""
    return f"{side} {name}" if side in ("left", "right") else name


def plain_name(structure: str) -> str:
    """Say the id of a structure that has no row, without its side."""
    if structure.startswith("cortex_white"):
        return "white matter"
    words = structure.replace("_", " ").split(".")
    if len(words) > 1 and words[0] in _LAYER_WORDS:
        words = words[1:]
    return " ".join(word for word in words if word not in ("left", "right"))
