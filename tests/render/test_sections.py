"""Planes, what they cut, and the cut in the 3D picture."""

from dataclasses import replace

import numpy as np
import pytest

from tests.bodies import full_body
from tests.render.phantom import TOP, ball, cut_prediction, no_prediction
from tests.render.test_stage import picture
from visualizer.anatomy import MeshData, MeshLayers
from visualizer.render.caps import filled
from visualizer.render.contours import Loop, area, contains, loops, middles
from visualizer.render.section import Section, Slicer, lesion_regions
from visualizer.render.section_dots import dots
from visualizer.render.section_pick import pick_at
from visualizer.render.section_plane import (
    level,
    level_names,
    parse_section,
    plane_of,
    span,
    through,
)
from visualizer.render.spacing import Name, columns
from visualizer.scene import Lesion, Scene, SectionView, Sphere

AXIAL = SectionView("axial", TOP + 70)
TETRAHEDRON = (
    np.array([(0, 0, 0), (4, 0, 0), (0, 4, 0), (0, 0, 4)], dtype=float),
    np.array([(0, 2, 1), (0, 1, 3), (1, 2, 3), (0, 3, 2)]),
)


def cut_at(height):
    vertices, faces = TETRAHEDRON
    return loops(vertices, faces, vertices[:, 2] - height, lambda p: p[:, :2])


def test_a_plane_cuts_a_closed_surface_in_one_closed_loop_about_the_matter():
    (loop,) = cut_at(1.0)
    assert loop.closed
    assert area(loop.points) == pytest.approx(3 * 3 / 2)
    assert not cut_at(4.5)


def test_a_sheet_is_cut_in_an_open_line():
    vertices, faces = TETRAHEDRON
    (loop,) = loops(vertices, faces[1:3], vertices[:, 2] - 1.0, lambda p: p[:, :2])
    assert not loop.closed
    assert len(loop.points) == 3


def square(half, turn=1):
    return half * np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)], dtype=float)[::turn]


def test_a_hole_is_no_matter_and_is_left_free_by_the_cut_face():
    outer, hole = square(4.0), square(2.0, -1)
    assert contains([outer, hole], 3.0, 0.1)
    assert not contains([outer, hole], 0.1, 0.1)
    assert not contains([outer, hole], 5.0, 0.1)
    points, faces = filled([Loop(outer, True), Loop(hole, True)], moving=False)
    a, b, c = (points[faces[:, i]] for i in range(3))
    doubled = (b - a)[:, 0] * (c - a)[:, 1] - (b - a)[:, 1] * (c - a)[:, 0]
    assert np.abs(doubled).sum() / 2 == pytest.approx(64 - 16)
    bent = np.array([(0, 0), (9, 0), (9, 1), (1, 1), (1, 9), (0, 9)], dtype=float)
    for closed in ([bent], [outer, hole]):
        assert all(contains(closed, x, y) for x, y in middles(closed))


def test_the_spot_of_a_name_is_where_its_structure_is_seen(phantom):
    plane = plane_of(phantom, SectionView("axial", TOP - 280))
    section = Section(plane, Slicer(phantom).regions(plane))
    cord = next(region for region in section.regions if region.id == "cord")
    assert section.at(*section.spot(cord)) is cord


def test_every_structure_at_the_level_is_cut_and_named(phantom):
    plane = plane_of(phantom, AXIAL)
    found = {region.id: region for region in Slicer(phantom).regions(plane)}
    assert set(found) == {"cortex.left", "cortex.right"}
    assert found["cortex.left"].area_mm2() == pytest.approx(np.pi * 32 * 75, rel=0.03)
    low = plane_of(phantom, SectionView("axial", TOP - 280))
    bones = {region.id: region for region in Slicer(phantom).regions(low)}
    assert bones["bone.humerus.right"].name == "Humerus"
    assert {"cord", "cord.anterior_horn", "cord.dorsal_column"} <= set(bones)


@pytest.mark.parametrize(("radiological", "sign"), [(True, -1), (False, 1)])
def test_the_patients_right_is_where_the_convention_says(phantom, radiological, sign):
    for view in (AXIAL, SectionView("coronal", 0.0), SectionView("cord", 100.0)):
        plane = plane_of(phantom, view, radiological)
        right = plane.flat([(40.0, 0.0, TOP)])[0, 0]
        assert np.sign(right) == sign
        assert plane.letters[0] == ("R" if radiological else "L")
        frame = np.array([plane.right, plane.up, plane.normal])
        assert np.allclose(frame @ frame.T, np.eye(3), atol=1e-9)
        assert np.linalg.det(frame) == pytest.approx(1.0)
        there = plane.place([(3.0, 5.0)])
        assert plane.flat(there)[0] == pytest.approx((3.0, 5.0))
        assert plane.distance(there)[0] == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("name", ["axial", "coronal", "sagittal", "cord"])
def test_a_plane_goes_through_a_place(phantom, name):
    place = (2.0, -25.0, TOP - 200.0)
    view = through(phantom, SectionView(name), place)
    low, high = span(phantom, name)
    assert low <= view.at_mm <= high
    assert abs(plane_of(phantom, view).distance([place])[0]) < 1.0


def test_cut_fibres_are_dots_and_the_interrupted_are_told(phantom):
    fibres, plane = phantom.fibres, plane_of(phantom, SectionView("axial", TOP + 10))
    colours = np.zeros((len(fibres.points_mm), 3), np.uint8)
    whole = dots(fibres, plane, fibres.offsets[1:], colours)
    descending = [p.kind == "corticospinal" for p in fibres.populations]
    assert len(whole.point) == np.array(descending)[fibres.population].sum()
    assert not whole.cut.any()
    assert np.allclose(plane.distance(plane.place(whole.flat_mm)), 0, atol=1e-4)
    first = fibres.offsets[1:].copy()
    first[fibres.fibres_of(0)] = fibres.offsets[fibres.fibres_of(0)] + 1
    interrupted = dots(fibres, plane, first, colours)
    assert interrupted.cut.sum() == len(fibres.fibres_of(0))


def test_a_click_in_a_section_names_what_is_there(phantom):
    plane = plane_of(phantom, SectionView("axial", TOP - 280))
    section = Section(plane, Slicer(phantom).regions(plane))
    x, y = plane.flat([(190.0, -10.0, TOP - 280)])[0]
    pick = pick_at(phantom, section, x, y, 1.0)
    assert (pick.structure, pick.side, pick.kind) == ("bone.humerus.right", "right", "mesh")
    assert pick.position_mm == pytest.approx((190.0, -10.0, TOP - 280))
    assert pick_at(phantom, section, x + 100, y + 200, 1.0) is None


def test_a_lesion_is_cut_and_clicked_first(stage, phantom):
    lesion = Lesion(id="one", shape=Sphere((-24.0, 0.0, TOP + 70), 6.0))
    stage.show(Scene(lesions=(lesion,)), no_prediction())
    plane = plane_of(phantom, AXIAL)
    (region,) = lesion_regions(plane, stage.lesions.solids())
    assert region.area_mm2() == pytest.approx(np.pi * 36, rel=0.05)
    section = Section(plane, Slicer(phantom).regions(plane), lesions=(region,))
    x, y = plane.flat([(-24.0, 0.0, TOP + 70)])[0]
    assert pick_at(phantom, section, x, y, 1.0).kind == "lesion"


def test_names_beside_a_picture_never_overlap():
    rng = np.random.default_rng(4)
    names = [
        Name(f"name {i % 30}", *rng.uniform(0, 500, 2), weight=float(rng.uniform(1, 9)))
        for i in range(60)
    ]
    placed = columns(names, lambda text: 9.0 * len(text), (500, 400), 18.0, (30.0, 370.0))
    assert len(placed) > 20
    assert len({p.name.text for p in placed}) == len(placed)
    for i, a in enumerate(placed):
        assert a.top >= 29.9
        assert a.top + a.height <= 370.1
        for b in placed[i + 1 :]:
            apart = (
                a.left + a.width <= b.left or b.left + b.width <= a.left
                or a.top + a.height <= b.top or b.top + b.height <= a.top
            )  # fmt: skip
            assert apart, (a, b)


def test_a_section_is_read_from_words(phantom):
    assert parse_section(phantom, "axial@1590.5") == SectionView("axial", 1590.5)
    assert parse_section(phantom, "cord@C8") == level(phantom, "C8")
    for wrong in ("axial", "axial@", "oblique@3", "cord@X9", "coronal@C8", "nowhere"):
        with pytest.raises(ValueError, match=r"level|plane|mm"):
            parse_section(phantom, wrong)


def test_the_shipped_body_has_every_level_with_its_structures():
    body = full_body()
    slicer = Slicer(body)
    wanted = {"capsule": "thalamus", "midbrain": "midbrain", "pons": "pons", "olive": "medulla",
              "decussation": "medulla"}  # fmt: skip
    for name in level_names():
        plane = plane_of(body, level(body, name))
        ids = " ".join(region.id for region in slicer.regions(plane))
        assert wanted.get(name, "cord") in ids, name


def test_the_cut_takes_half_away_and_closes_what_is_left(stage):
    stage.set_view_preset("cortex")
    stage.eye.place(replace(stage.eye.pose(), position_mm=(0.0, 1.0, TOP + 600),
                            focal_mm=(0.0, 0.0, TOP + 70)))  # fmt: skip
    whole = picture(stage)
    stage.set_section(replace(AXIAL, clip=True))
    cut = picture(stage)
    cutter = stage.cutter
    assert (np.abs(cut - whole).sum(axis=2) > 30).mean() > 0.05
    assert cutter._caps.GetMapper().GetInput().GetNumberOfPolys() > 40
    assert cutter.keeps((0.0, 0.0, TOP)) is True
    assert cutter.keeps((0.0, 0.0, TOP + 120)) is False
    centre = cut[cut.shape[0] // 2 - 20 : cut.shape[0] // 2 + 20]
    stage.moving(True)
    moving = picture(stage)
    stage.moving(False)
    share = (np.abs(moving - cut).sum(axis=2) > 60).mean()
    assert share < 0.12  # the faces are there while it moves, too
    assert centre.max() > 120
    stage.set_section(None)
    assert np.array_equal(picture(stage), whole)


def test_the_other_half_is_kept_when_flipped_and_later_surfaces_are_cut_too(stage):
    stage.set_view_preset("cortex")
    stage.set_section(replace(SectionView("axial", TOP - 280), clip=True, flip=True))
    assert stage.cutter.keeps((0.0, 0.0, TOP)) is True
    assert stage.cutter.keeps((0.0, 0.0, TOP - 400)) is False
    bone = stage.props.surfaces["bone.humerus.right"]
    assert not bone.made
    stage.set_opacity("bone.humerus.right", 1.0)
    assert bone.actor.GetMapper().GetClippingPlanes().GetNumberOfItems() == 1
    stage.render()
    ids = {region.id for region in stage.cutter._regions}
    assert "bone.humerus.right" in ids


def test_the_plane_is_kept_with_the_camera(stage):
    view = replace(AXIAL, clip=True)
    stage.set_section(view)
    assert stage.camera().section == view
    x, y, _ = stage.eye.project(np.array([stage.cutter.handle_mm]))[0]
    assert stage.at_plane_handle(x, y)
    assert not stage.at_plane_handle(x + 60, y)


def test_a_layer_is_read_when_first_asked_for():
    asked = []

    def read(layer):
        asked.append(layer)
        return (ball(f"{layer}.one", (0, 0, 0), (1, 1, 1)),)

    layers = MeshLayers({"skin": ("skin.one",), "cortex": ("cortex.one",)}, read)
    assert list(layers) == ["skin", "cortex"]
    assert "skin" in layers
    assert asked == []
    assert isinstance(layers["skin"][0], MeshData)
    assert layers["skin"] is layers["skin"]
    assert asked == ["skin"]
    with pytest.raises(KeyError):
        layers["bones"]


def test_only_what_a_view_names_is_drawn_and_made(stage, phantom):
    stage.set_view_preset("cortex")
    surfaces = stage.props.surfaces
    assert surfaces["cortex.left"].made
    assert surfaces["bone.humerus.right"].opacity == 0.0
    assert stage.layers.opacity("a_new_layer", "a_new_layer.left", "left") == 0.0
    stage.isolate("bone.humerus.right")
    assert surfaces["bone.humerus.right"].opacity == 1.0
    assert len(cut_prediction(phantom).involvements) == 1
