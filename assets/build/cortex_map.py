"""The body map along the central gyri, and the areas cut from it."""

import numpy as np
from numpy.typing import NDArray

from assets.build import surface_fields
from assets.build.freesurfer import Hemisphere

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

ANGLE_KNOTS = ((-12.0, 0.0), (33.0, 0.38), (49.0, 0.60), (64.0, 0.72), (78.0, 0.82))
"""Angle on the strip (degrees) to place on the map, where 0 is the face and 1 the foot.

The angle is seen in the coronal plane from the point (0, 20) mm, 0 lateral to 90 upwards; the
hand knob lies at about 42 degrees. The bounds are those of face, hand, arm, trunk, leg.
"""
LEG_KNOTS = ((48.0, 1.0), (76.0, 0.835))
"""Height on the medial wall (MNI z, mm) to place on the map."""

AREAS = {"face": (0.0, 0.38), "hand": (0.38, 0.60), "arm": (0.60, 0.72), "trunk": (0.72, 0.82)}
LEG_FROM = 0.82
MAP_STIFFNESS = 40.0
"""How far neighbours pull the map even, against its place by angle and height."""
CENTRAL_Y_MM = -30.0
"""Coronal plane that parts the motor from the sensory half of the paracentral lobule (MNI)."""


def strip_angle(points: Array) -> Array:
    """Angle (n,) along the strip in degrees."""
    return np.asarray(np.degrees(np.arctan2(points[:, 2] - 20.0, np.abs(points[:, 0]))))


def place(points: Array, medial: Mask) -> Array:
    """Place (n,) on the body map, 0 face to 1 foot.

    Parameters
    ----------
    points : (n, 3) array
        White-surface points, MNI152 mm.
    medial : (n,) bool array
        True on the medial wall, where height and not the angle tells the place.
    """
    x, y = np.array(ANGLE_KNOTS).T
    along = np.interp(strip_angle(points), x, y)
    beyond = np.interp(strip_angle(points), (78.0, 90.0), (0.82, 0.835))
    along = np.where(along >= LEG_FROM, beyond, along)
    x, y = np.array(LEG_KNOTS).T
    return np.where(medial, np.interp(points[:, 2], x, y), along)


def motor_strip(hemisphere: Hemisphere) -> Mask:
    """Vertices of the precentral gyrus and the motor half of the paracentral lobule."""
    front = hemisphere.area4 | (hemisphere.white[:, 1] > CENTRAL_Y_MM)
    medial = (hemisphere.parcel == "paracentral") & front
    return np.asarray((hemisphere.parcel == "precentral") | medial)


def sensory_strip(hemisphere: Hemisphere) -> Mask:
    """Vertices of the postcentral gyrus and the sensory half of the paracentral lobule."""
    medial = (hemisphere.parcel == "paracentral") & ~motor_strip(hemisphere)
    return np.asarray((hemisphere.parcel == "postcentral") | medial)


def positions(hemisphere: Hemisphere) -> Array:
    """Place (n,) on the body map of every vertex, meaningful on the central gyri."""
    return place(hemisphere.white, hemisphere.parcel == "paracentral")


def body_map(hemisphere: Hemisphere, strip: Mask) -> Array:
    """Place (n,) on the body map, 0 lateral to 1 medial, without a step anywhere on a strip."""
    return surface_fields.relax(positions(hemisphere), hemisphere.faces, strip, MAP_STIFFNESS)


def areas(hemisphere: Hemisphere) -> dict[str, Mask]:
    """Vertices of each cortical site of the motor system.

    Returns
    -------
    dict
        Site id to (n,) mask.
    """
    h, at = hemisphere, positions(hemisphere)
    motor, sensory = motor_strip(h), sensory_strip(h)
    lobule = h.parcel == "paracentral"
    p, lateral = h.white, np.abs(h.white[:, 0]) > 13
    out: dict[str, Mask] = {}
    for name, (low, high) in AREAS.items():
        here = (at >= low) & (at < high)
        last = (at >= low) if name == "trunk" else here
        out[f"cortex.precentral_gyrus.{name}_area"] = motor & ~lobule & last
        out[f"cortex.postcentral_gyrus.{name}_area"] = sensory & ~lobule & here
    out["cortex.paracentral_lobule.leg_area"] = motor & lobule
    out["cortex.postcentral_gyrus.leg_area"] = sensory & (lobule | (at >= LEG_FROM))
    premotor = (h.parcel == "caudalmiddlefrontal") & (p[:, 1] < 12)
    premotor |= (h.parcel == "superiorfrontal") & lateral & h.area6 & (p[:, 1] < 6)
    out["cortex.premotor"] = premotor
    medial = (h.parcel == "superiorfrontal") & ~lateral & (p[:, 2] > 44)
    out["cortex.supplementary_motor"] = medial & (p[:, 1] > -20) & (p[:, 1] < 10)
    return out
