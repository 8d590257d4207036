"""What several tests of the body ask of it."""

from tests.surfaces import clear_of, in_bone

CRANIAL_MUSCLES = (
    "levator_palpebrae",
    "superior_rectus",
    "inferior_rectus",
    "medial_rectus",
    "lateral_rectus",
    "superior_oblique",
    "inferior_oblique",
    "masseter",
    "temporalis",
    "pterygoids",
    "upper_face",
    "lower_face",
    "stapedius",
    "palate",
    "pharynx",
    "vocal_cord",
    "tongue",
)


def share_in_bone(points_mm, passages):
    """Return the share of (n, 3) points that lie in a bone.

    Points in one of the passages, (m, 4) rows of a centre and a radius, are not counted.
    """
    return in_bone(clear_of(points_mm, passages)).mean()
