"""What the build packs is what the app unpacks."""

import numpy as np
import pytest

from assets.build.packing import pack_steps
from visualizer.storage.packed import unpack_steps


def test_points_survive_packing_exactly() -> None:
    points = np.random.default_rng(5).integers(0, 65536, (500, 3)).astype(np.uint16)
    points[::7] = 0, 65535, 12
    assert np.array_equal(unpack_steps(*pack_steps(points)), points)


def test_planes_that_do_not_fit_are_refused() -> None:
    low, high = pack_steps(np.zeros((4, 3), np.uint16))
    with pytest.raises(ValueError, match="byte planes"):
        unpack_steps(low, high[:, :3])
