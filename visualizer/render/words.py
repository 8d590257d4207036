"""Places in words: "left ulnar nerve at the elbow"."""

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
    if group == "root":
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
    if group == "nerve":
        return f"{plain} nerve" if "." not in plain else plain.replace(".", ", ")
    if group == "muscle":
        return plain
    if group == "cord":
        return f"{plain} of the cord" if plain else "spinal cord"
    if group == "plexus":
        kind, _, part = plain.partition(".")
        return f"{part} of the {kind} plexus" if part else f"{kind} plexus"
    if group == "cortex":
        gyrus, _, area = plain.partition(".")
        return f"{area} of the {gyrus}" if area else gyrus
    return site.replace("_", " ").replace(".", ", ")


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
