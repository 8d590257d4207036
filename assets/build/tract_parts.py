"""What starts where on the cortex: body parts along the motor strip, areas, counts, crossing.

The numbers here are data for the build. Each carries how sure it is: ``checked`` says that the
source (or its abstract) was read while this file was written, ``model`` that it is our choice.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass

from assets.build import places


@dataclass(frozen=True)
class Part:
    """One body part of the corticospinal tract.

    Attributes
    ----------
    name : str
        Body part id.
    count : int
        Fibres a side (model: enough for 20 a segment and side).
    strip_deg : tuple of float
        Band on the strip, degrees; see `strip_angle`. Order of the parts after Penfield, with the
        neck between shoulder and trunk (checked, abstract: Prudente 2015, J Neurosci 35:9163).
    anterior_share : float
        Share that stays uncrossed and takes the anterior tract (model: axial parts most).
    """

    name: str
    count: int
    strip_deg: tuple[float, float]
    anterior_share: float


#: Order: lateral to medial along the strip. Degrees above the horizontal through z = 20 mm MNI;
#: the parts on the medial wall (paracentral lobule) are told apart by height, see LEG_HEIGHT_MM.
PARTS: tuple[Part, ...] = (
    Part("hand", 420, (33.0, 49.0), 0.03),
    Part("forearm", 240, (49.0, 54.0), 0.03),
    Part("arm", 200, (54.0, 59.0), 0.05),
    Part("shoulder", 180, (59.0, 64.0), 0.12),
    Part("neck", 120, (64.0, 68.0), 0.30),
    Part("trunk", 360, (68.0, 78.0), 0.30),
    Part("thigh", 220, (78.0, 90.0), 0.08),
    Part("leg", 260, (78.0, 90.0), 0.03),
    Part("foot", 240, (78.0, 90.0), 0.03),
    Part("pelvic_floor", 60, (78.0, 90.0), 0.20),
)

#: Height bands (MNI z, mm) of the leg parts on the medial wall, M1 part of the paracentral lobule.
LEG_HEIGHT_MM: dict[str, tuple[float, float]] = {
    "thigh": (68.0, 80.0),
    "leg": (62.0, 69.0),
    "foot": (55.0, 63.0),
    "pelvic_floor": (48.0, 57.0),
}

#: Uncrossed fibres that still join the lateral tract (model). With the anterior shares above about
#: 13 % stay uncrossed. Published: 75 to 90 % cross (checked: BrainInfo, quoting Carpenter 1983);
#: Nathan, Smith & Deacon 1990 not read.
LATERAL_UNCROSSED_SHARE = 0.025

#: Share of each cortex among the corticobulbar fibres of the face (model).
FACE_SHARES: dict[str, float] = {"m1": 0.78, "premotor": 0.12, "sma": 0.10}
#: How much a body part takes of the fibres of an area, beside its count in `PARTS` (model).
LEG_WEIGHT: dict[str, float] = {"premotor": 0.2, "sma": 1.2}

LEG_PARTS = frozenset(LEG_HEIGHT_MM)

#: Supplementary motor area: MNI y bands, face anterior to leg posterior (textbook order; model).
SMA_Y_MM: dict[str, tuple[float, float]] = {
    "leg": (-14.0, -5.0),
    "trunk": (-10.0, -2.0),
    "arm": (-6.0, 4.0),
    "face": (0.0, 9.0),
}


@dataclass(frozen=True)
class Bulbar:
    """One target of the corticobulbar fibres, a row of the table.

    Attributes
    ----------
    target, kind, nucleus, cortex : str
        Muscle or gaze; kind of the fibres; site of the nucleus; area group of the cortex.
    strip_deg : tuple of float
        Band on the strip, degrees; see `strip_angle`.
    count : int
        Fibres a side.
    crossed : float
        Share that crosses.
    leave_mm : float
        Height (MNI z) where the fibres leave the basis; nan where they go on into the cord.
    """

    target: str
    kind: str
    nucleus: str
    cortex: str
    strip_deg: tuple[float, float]
    count: int
    crossed: float
    leave_mm: float


def _rows(name: str) -> list[dict[str, str]]:
    with (places.KNOWLEDGE / name).open(encoding="utf-8") as f:
        return list(csv.DictReader(f))


#: Kind, area and fibres a side of every corticospinal origin.
ORIGINS: dict[str, tuple[str, int]] = {
    r["kind"]: (r["area"], int(r["fibres_a_side"])) for r in _rows("cortical_origin.csv")
}
BULBAR: dict[str, Bulbar] = {
    r["target"]: Bulbar(
        r["target"],
        r["kind"],
        r["nucleus"],
        r["cortex"],
        (float(r["strip_low_deg"]), float(r["strip_high_deg"])),
        int(r["fibres_a_side"]),
        float(r["crossed"]),
        float(r["leave_z_mm"] or "nan"),
    )
    for r in _rows("corticobulbar.csv")
}


_GROUP = {
    "hand": "hand",
    "forearm": "arm",
    "arm": "arm",
    "shoulder": "arm",
    "neck": "trunk",
    "trunk": "trunk",
    "thigh": "leg",
    "leg": "leg",
    "foot": "leg",
    "pelvic_floor": "leg",
}


def group(part: str) -> str:
    """Give the cortical area group (face, hand, arm, trunk, leg) of a body part."""
    cortex = BULBAR[part].cortex if part in BULBAR else part
    return _GROUP.get(cortex, cortex)


def site(area: str, part: str) -> str:
    """Give the site id where a fibre of `part` starts in `area` (m1, premotor, sma, s1, fef)."""
    named = {
        "premotor": "cortex.premotor",
        "sma": "cortex.supplementary_motor",
        "fef": "cortex.frontal_eye_field",
    }
    if area in named:
        return named[area]
    if area == "s1":
        return f"cortex.postcentral_gyrus.{group(part)}_area"
    if group(part) == "leg":
        return "cortex.paracentral_lobule.leg_area"
    return f"cortex.precentral_gyrus.{group(part)}_area"


def counts(kind: str) -> dict[str, int]:
    """Deal the fibres of one corticospinal kind to the body parts, largest remainder first."""
    area, total = ORIGINS[kind]
    weight = [
        p.count * (LEG_WEIGHT.get(area, 1.0) if group(p.name) == "leg" else 1.0) for p in PARTS
    ]
    exact = [total * w / sum(weight) for w in weight]
    out = {p.name: int(e) for p, e in zip(PARTS, exact, strict=True)}
    rest = sorted(zip(exact, PARTS, strict=True), key=lambda r: int(r[0]) - r[0])
    for _, p in rest[: total - sum(out.values())]:
        out[p.name] += 1
    return out


def shares(part: str) -> dict[str, float]:
    """Give the share of each cortex for a corticobulbar target."""
    if group(part) == "frontal_eye_field":
        return {"fef": 1.0}
    return FACE_SHARES if group(part) == "face" else {"m1": 1.0}
