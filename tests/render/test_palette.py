import subprocess
import sys

import numpy as np
import pytest

from visualizer.render import palette
from visualizer.render.words import site_words


def lightness(colours):
    linear = np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)
    y = linear @ [0.2126, 0.7152, 0.0722]
    return 116 * np.cbrt(y) - 16


def test_strength_is_perceptually_even():
    steps = lightness(palette.strength_colours(np.linspace(0, 1, 11)))
    change = np.diff(steps)
    assert (change > 0).all()
    assert change.max() / change.min() < 2.5


def test_only_the_lesion_is_saturated_magenta():
    def magenta(colour):
        red, green, blue = colour
        return min(red, blue) - green > 0.45

    rest = [*palette.SYSTEM.values(), *palette.TISSUE.values(), *palette.ZONE.values()]
    rest += [palette.body_part_colour(part) for part in palette.PLACE_OF_PART]
    rest += [tuple(c) for c in palette.strength_colours(np.linspace(0, 1, 21))]
    assert magenta(palette.LESION)
    assert not [colour for colour in rest if magenta(colour)]


def test_map_colours_of_cortex_and_parts_agree():
    hand = palette.motor_map_colours(np.array([palette.PLACE_OF_PART["hand"]]))[0]
    assert palette.body_part_colour("hand") == pytest.approx(hand)


@pytest.mark.parametrize(
    ("site", "side", "level", "words"),
    [
        ("nerve.ulnar", "left", "elbow", "left ulnar nerve at the elbow"),
        ("root.ventral", "right", "C7", "right C7 ventral root"),
        ("internal_capsule.posterior_limb", "left", "",
         "left posterior limb of the internal capsule"),
        ("plexus.brachial.upper_trunk", "right", "", "right upper trunk of the brachial plexus"),
        ("cord.hemisection", "right", "T9", "right hemisection of the cord at T9"),
    ],
)  # fmt: skip
def test_sites_in_words(site, side, level, words):
    assert site_words(site, side, level) == words


def test_colours_need_no_vtk():
    code = "import sys, visualizer.render.palette; print('vtkmodules' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
