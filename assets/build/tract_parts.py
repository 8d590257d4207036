"""What starts where on the cortex: body parts along the motor strip, areas, counts, crossing.

The numbers here are data for the build. Each carries how sure it is: ``checked`` says that the
source (or its abstract) was read while this file was written, ``model`` that it is our choice.
"""

from __future__ import annotations

from dataclasses import dataclass


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

#: Corticobulbar parts: strip band in degrees, fibres a side, crossed share.
#: Crossed shares (model): upper face half, lower face nearly all, tongue mainly (variable).
BULBAR: dict[str, tuple[tuple[float, float], int, float]] = {
    "upper_face": ((22.0, 33.0), 80, 0.50),
    "lower_face": ((6.0, 22.0), 80, 0.95),
    "tongue": ((-8.0, 6.0), 80, 0.75),
}

#: Uncrossed fibres that still join the lateral tract (model). With the anterior shares above about
#: 13 % stay uncrossed. Published: 75 to 90 % cross (checked: BrainInfo, quoting Carpenter 1983);
#: Nathan, Smith & Deacon 1990 not read.
LATERAL_UNCROSSED_SHARE = 0.025

#: Share of the fibres from each cortex. Model: 60 % from M1, because the fibres stand for drive to
#: motor neurons, not for a count of cells. Counted in macaques, the premotor areas of the frontal
#: lobe equal or exceed M1 in corticospinal neurons of the arm, and make up more than 60 % of the
#: frontal area that projects to the cord (checked, abstract: Dum & Strick 1991, J Neurosci 11:667).
ARM_SHARES: dict[str, float] = {"m1": 0.60, "premotor": 0.15, "sma": 0.11, "s1": 0.14}
LEG_SHARES: dict[str, float] = {"m1": 0.64, "premotor": 0.03, "sma": 0.19, "s1": 0.14}
FACE_SHARES: dict[str, float] = {"m1": 0.78, "premotor": 0.12, "sma": 0.10, "s1": 0.0}

LEG_PARTS = frozenset(LEG_HEIGHT_MM)

#: Supplementary motor area: MNI y bands, face anterior to leg posterior (textbook order; model).
SMA_Y_MM: dict[str, tuple[float, float]] = {
    "leg": (-14.0, -5.0),
    "trunk": (-10.0, -2.0),
    "arm": (-6.0, 4.0),
    "face": (0.0, 9.0),
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
    "upper_face": "face",
    "lower_face": "face",
    "tongue": "face",
}


def group(part: str) -> str:
    """Give the cortical area group (face, hand, arm, trunk, leg) of a body part."""
    return _GROUP[part]


def site(area: str, part: str) -> str:
    """Give the site id where a fibre of `part` starts in `area` (m1, premotor, sma, s1)."""
    if area == "premotor":
        return "cortex.premotor"
    if area == "sma":
        return "cortex.supplementary_motor"
    if area == "s1":
        return f"cortex.postcentral_gyrus.{group(part)}_area"
    if group(part) == "leg":
        return "cortex.paracentral_lobule.leg_area"
    return f"cortex.precentral_gyrus.{group(part)}_area"


def shares(part: str) -> dict[str, float]:
    """Give the share of each cortex (m1, premotor, sma, s1) for a body part."""
    if group(part) == "face":
        return FACE_SHARES
    return LEG_SHARES if part in LEG_PARTS else ARM_SHARES
