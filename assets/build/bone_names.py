"""Names of the bones: mesh of the source to stable id."""

ARM = {
    "clavicle": "clavicle",
    "scapula": "scapula",
    "humerus": "humerus",
    "ulna": "ulna",
    "radius": "radius",
    "scaphoid": "scaphoid",
    "lunate": "lunate",
    "triquetrum": "triquetrum",
    "pisiform": "pisiform",
    "trapezium": "trapezium",
    "trapezoid": "trapezoid",
    "capitate": "capitate",
    "hamate": "hamate",
    "thumbprox": "hand_phalanx.proximal.1",
    "thumbdist": "hand_phalanx.distal.1",
    **{f"{n}mc": f"metacarpal.{n}" for n in range(1, 6)},
    **{f"{n}proxph": f"hand_phalanx.proximal.{n}" for n in range(2, 6)},
    **{f"{n}midph": f"hand_phalanx.middle.{n}" for n in range(2, 6)},
    **{f"{n}distph": f"hand_phalanx.distal.{n}" for n in range(2, 6)},
}

LEG = {
    "pelvis": "hip",
    "femur": "femur",
    "tibia": "tibia",
    "fibula": "fibula",
    "patella": "patella",
    "talus": "talus",
}

VERTEBRAE = (
    *(f"c{n}" for n in range(1, 8)),
    *(f"t{n}" for n in range(1, 13)),
    *(f"l{n}" for n in range(1, 6)),
)

SIDES = {"r": "right", "l": "left"}
