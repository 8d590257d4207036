"""Edits return new scenes and leave the old one alone."""

import pytest

from visualizer.scene import (
    Cut,
    Lesion,
    MaskShape,
    Scene,
    Slab,
    Sphere,
    add_lesion,
    mirror_scene,
    remove_lesion,
    replace_lesion,
    set_days,
)

CAPSULE = Lesion(site="internal_capsule.posterior_limb", side="left", onset_days=90)


def test_added_lesions_get_ids_that_are_not_taken():
    scene = add_lesion(add_lesion(Scene(), CAPSULE), CAPSULE)
    scene = add_lesion(remove_lesion(scene, "lesion-1"), CAPSULE)
    assert [lesion.id for lesion in scene.lesions] == ["lesion-2", "lesion-1"]


def test_removing_an_unknown_lesion_is_an_error():
    with pytest.raises(KeyError):
        remove_lesion(Scene(), "lesion-1")
    with pytest.raises(KeyError):
        replace_lesion(Scene(), CAPSULE)


def test_the_clock_keeps_distances_and_leaves_out_what_has_not_begun():
    scene = Scene(lesions=(Lesion(site="a", onset_days=100), Lesion(site="b", onset_days=10)))
    assert [(i, days) for i, _, days in scene.clocked_lesions()] == [(0, 100), (1, 10)]
    early = set_days(scene, 95).clocked_lesions()
    assert [(i, days) for i, _, days in early] == [(0, 95), (1, 5)]
    assert [i for i, _, _ in set_days(scene, 50).clocked_lesions()] == [0]


def test_mirroring_twice_is_the_same_scene():
    shapes = (
        Sphere((10.0, 2.0, 3.0), 4.0),
        Slab("T9", "right"),
        Slab("T9", "free", (-0.5, 0.2, -1.0, 1.0)),
        Cut((250.0, 0.0, 900.0), "nerve.ulnar", "right"),
    )
    scene = Scene(lesions=(CAPSULE, *(Lesion(shape=shape) for shape in shapes)))
    mirrored = mirror_scene(scene)
    assert mirrored.lesions[0].side == "right"
    assert mirrored.lesions[1].shape == Sphere((-10.0, 2.0, 3.0), 4.0)
    assert mirrored.lesions[2].shape == Slab("T9", "left")
    assert mirrored.lesions[4].shape == Cut((-250.0, 0.0, 900.0), "nerve.ulnar", "left")
    assert mirror_scene(mirrored) == scene


def test_a_mask_has_no_mirror_image():
    with pytest.raises(ValueError, match="mask"):
        mirror_scene(Scene(lesions=(Lesion(shape=MaskShape("a.nii")),)))


@pytest.mark.parametrize(
    ("lesion", "completeness"),
    [
        (Lesion(site="a"), 1.0),
        (Lesion(site="a", extent="partial"), 0.6),
        (Lesion(site="a", extent="partial", fraction=0.3), 0.3),
        (Lesion(site="a", extent="focal"), 1.0),
    ],
)
def test_completeness_follows_extent_and_fraction(lesion, completeness):
    assert lesion.completeness == completeness


def test_compression_is_slow_unless_said_otherwise():
    assert Lesion(site="cord.compression").speed == "slow"
    assert Lesion(site="cord.compression", tempo="sudden").speed == "sudden"
    assert Lesion(site="cord.transection").speed == "sudden"
