"""Levels of detail: as fine as the pixels, the same picture, and back to the whole surface."""

import numpy as np
import pytest
from vtkmodules.vtkCommonDataModel import vtkPlane
from vtkmodules.vtkFiltersSources import vtkSphereSource
from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper

from visualizer.render.arrays import points_of, set_point_colours, with_normals
from visualizer.render.camera import pixel_mm
from visualizer.render.levels import LEAST_FACES, Levels, edge_mm, level_mm
from visualizer.render.preparing import preparing
from visualizer.render.presets import PRESETS
from visualizer.render.twin import coarse

from .test_stage import picture


def sphere(radius: float = 50.0, around: int = 96):
    source = vtkSphereSource()
    source.SetRadius(radius)
    source.SetThetaResolution(around)
    source.SetPhiResolution(around)
    source.Update()
    data = with_normals(source.GetOutput())
    set_point_colours(data, np.tile((0.2, 0.6, 0.4), (data.GetNumberOfPoints(), 1)))
    return data


def levels_of(data, **more):
    actor, mapper = vtkActor(), vtkPolyDataMapper()
    mapper.SetInputData(data)
    actor.SetMapper(mapper)
    return Levels(actor, **more)


def faces(levels):
    return levels.actor.GetMapper().GetInput().GetNumberOfPolys()


def test_wider_pixels_leave_fewer_triangles_and_narrow_ones_all():
    levels = levels_of(sphere())
    counts = []
    for pixel in (0.1, 1.5, 3.0, 6.0):
        levels.fit(pixel)
        counts.append(faces(levels))
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] < counts[0] / 10
    levels.fit(0.1)
    assert faces(levels) == counts[0]


def test_a_level_holds_while_pixels_change_a_little():
    levels = levels_of(sphere())
    levels.fit(4.0)
    held = faces(levels)
    size = level_mm(edge_mm(levels.data), 8.0)
    levels.fit(size / 2 * 0.9)
    assert faces(levels) == held
    levels.fit(size / 2 * 0.7)
    assert faces(levels) > held


def test_what_has_few_triangles_is_drawn_as_it_is():
    levels = levels_of(sphere(around=16))
    assert faces(levels) < LEAST_FACES
    levels.fit(20.0)
    assert faces(levels) == levels.data.GetNumberOfPolys()


def test_movement_never_draws_more_than_the_still_picture():
    levels = levels_of(sphere(), moving_mm=5.0)
    for pixel in (0.1, 2.0, 6.0):
        levels.fit(pixel)
        still = faces(levels)
        levels.set_moving(True)
        assert faces(levels) <= still
        levels.set_moving(False)
        assert faces(levels) == still


def test_copies_are_cut_and_coloured_like_the_whole():
    levels = levels_of(sphere())
    levels.full.ScalarVisibilityOff()
    levels.clip([vtkPlane()])
    levels.fit(4.0)
    mapper = levels.actor.GetMapper()
    assert mapper is not levels.full
    assert mapper.GetNumberOfClippingPlanes() == 1
    assert not mapper.GetScalarVisibility()


def test_a_changed_surface_has_new_copies():
    levels = levels_of(sphere())
    levels.fit(4.0)
    old = levels.actor.GetMapper()
    levels.forget()
    assert levels.actor.GetMapper() is levels.full
    levels.fit(4.0)
    assert levels.actor.GetMapper() is not old


@pytest.mark.parametrize("size", [3.0, 8.0])
def test_a_coarse_copy_keeps_shape_normals_and_colours(size):
    data = sphere()
    found = coarse(data, size)
    away = np.linalg.norm(points_of(found), axis=1)
    assert abs(away - 50.0).max() < size / 4
    values = found.GetPointData()
    for row in range(0, found.GetNumberOfPoints(), 37):
        normal = np.array(values.GetNormals().GetTuple3(row))
        assert np.linalg.norm(normal) == pytest.approx(1.0, abs=1e-4)
        assert normal @ points_of(found)[row] > 0.97 * away[row]
        assert values.GetScalars().GetTuple3(row) == data.GetPointData().GetScalars().GetTuple3(0)


def test_an_edge_and_the_level_it_leads_to():
    assert edge_mm(sphere()) == pytest.approx(edge_mm(sphere(100.0)) / 2, rel=0.01)
    assert level_mm(1.0, 1.4) == 0.0
    assert level_mm(1.0, 1.6) == pytest.approx(1.5)
    assert level_mm(1.0, 2.3) == pytest.approx(2.25)


def test_a_pixel_is_as_wide_as_the_nearest_part_of_a_box_is_far():
    low, high = np.array([[-1.0, -1, -1], [-1, -1, 99]]), np.array([[1.0, 1, 0], [1, 1, 100]])
    near, at_eye = pixel_mm((0.0, 0.0, 100.0), 90.0, 200, low, high)
    assert near == pytest.approx(1.0)
    assert at_eye == 0.0


def test_preparing_changes_no_picture_and_leaves_nothing_to_read(stage):
    before = picture(stage)
    for _ in preparing(stage):
        pass
    assert np.array_equal(picture(stage), before)
    made = {name for name, surface in stage.props.surfaces.items() if surface.made}
    for name in PRESETS:
        stage.set_view_preset(name)
        stage.render()
        own = stage.props.surfaces.values()
        drawn = {s.id for s in own if s.made and s.layer != "muscles"}
        assert drawn <= made
