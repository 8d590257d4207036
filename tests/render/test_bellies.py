"""Muscle bellies: drawn together, by strength where weak, and picked one by one."""

import numpy as np
import pytest

from tests.render.conftest import SIZE
from visualizer.anatomy import MeshData
from visualizer.render.arrays import faces_of, points_of
from visualizer.render.bellies import Bellies, Belly
from visualizer.render.belly_shapes import coarser, heap
from visualizer.render.canvas import Canvas
from visualizer.render.layers import Layers
from visualizer.render.palette import THEMES, strength_colour
from visualizer.render.presets import PRESETS
from visualizer.render.solids import sphere


def ball(name, x):
    data = sphere((x, 0.0, 0.0), (20.0, 20.0, 60.0))
    points = points_of(data).copy()
    tendon = (255 * (np.abs(points[:, 2]) > 45)).astype(np.uint8)
    return MeshData(name, points, faces_of(data).astype(np.int32), {"tendon": tendon})


@pytest.fixture
def bellies():
    plotter = Canvas(SIZE)
    made = [
        Belly("muscle.biceps.long_head.right", "muscles", "right", lambda: ball("a", 60.0)),
        Belly("muscle.biceps.short_head.right", "muscles", "right", lambda: ball("b", 110.0)),
        Belly("muscle.triceps.left", "muscles", "left", lambda: ball("c", -60.0)),
    ]
    group = Bellies(plotter.renderer, made)
    yield group
    plotter.close()


def shown(group):
    return {key[:2]: t.full.GetInput().GetNumberOfPolys() for key, t in group._drawn.items()
            if t.actor.GetVisibility()}  # fmt: skip


def test_heads_share_the_strength_of_their_muscle(bellies):
    bellies.show({("biceps", "right"): 0.3, ("triceps", "left"): 0.0}, "system")
    assert bellies.weak == {b.id for b in bellies.items}
    assert bellies.colour(bellies.items[0]) == bellies.colour(bellies.items[1])
    assert bellies.colour(bellies.items[0]) == strength_colour(0.3)


def test_weak_and_paralysed_have_a_second_cue_and_healthy_ones_are_glass(bellies):
    theme = THEMES["dark"]
    bellies.show({("biceps", "right"): 0.3}, "system")
    for belly in bellies.items:
        belly.set_opacity(1.0 if belly.muscle == "biceps" else 0.2, theme)
    bellies.draw()
    bellies.fit()
    assert set(shown(bellies)) == {("diamond", False), ("ball", True)}
    bellies.show({("biceps", "right"): 0.0}, "system")
    bellies.draw()
    bellies.fit()
    assert set(shown(bellies)) == {("cube", False), ("ball", True)}
    bellies.set_moving(True, sparing=True)
    assert set(shown(bellies)) == {("cube", False)}


def test_a_preset_shows_weak_muscles_more_clearly_and_a_user_still_hides_them():
    layers = Layers(PRESETS["body"], weak=frozenset({"muscle.biceps.right"}))
    assert layers.opacity("muscles", "muscle.biceps.right", "right") == 1.0
    assert layers.opacity("muscles", "muscle.triceps.right", "right") < 0.6
    layers.changed["muscles"] = 0.0
    assert layers.opacity("muscles", "muscle.biceps.right", "right") == 0.0


def test_coarse_bellies_keep_their_place_and_owner():
    full = heap([ball("a", 60.0), ball("c", -60.0)])
    light = coarser(full)
    assert len(light.faces) < 0.7 * len(full.faces)
    for owner in (0, 1):
        a, b = full.points_mm[full.owner == owner], light.points_mm[light.owner == owner]
        assert np.abs(a.mean(axis=0) - b.mean(axis=0)).max() < 3.0
        assert np.abs(a.max(axis=0) - b.max(axis=0)).max() < 6.0
