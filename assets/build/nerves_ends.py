"""Where motor fibres end: spread round the motor point, inside the muscle's belly."""

import numpy as np
from numpy.typing import NDArray

from assets.build import places
from assets.build.meshio import read_layer
from assets.build.nerves_clear import Surface
from assets.build.nerves_curves import ball

Array = NDArray[np.float64]
SMALL_MM = 6.0
SAMPLE_MM = 3.0
INSIDE_MM = 2.0
CANDIDATES = 400


class Ends:
    """Places in the bellies of the right side's muscles, where there are meshes."""

    def __init__(self) -> None:
        path = places.MESHES / "muscles.npz"
        self._bellies = read_layer(path) if path.exists() else {}
        self._surfaces: dict[str, Surface | None] = {}

    def _belly(self, muscle: str) -> Surface | None:
        """Surface of a muscle's heads."""
        if muscle not in self._surfaces:
            own = f"muscle.{muscle}."
            heads = {
                name: mesh
                for name, mesh in self._bellies.items()
                if name.startswith(own) and name.endswith(".right")
            }
            self._surfaces[muscle] = Surface(heads, SAMPLE_MM, np.inf) if heads else None
        return self._surfaces[muscle]

    def spread(self, muscle: str, motor_point: Array, reach: float, n: int) -> Array:
        """Return `n` places (n, 3), mm, within about `reach` mm of the motor point.

        Inside the belly where the muscle has a mesh, else in a ball round the motor point;
        on the right of the midline, as where two halves make one ring.
        """
        loose = motor_point + min(reach, SMALL_MM + 0.15 * reach) * ball(f"end.{muscle}", n)
        belly = self._belly(muscle)
        if belly is None:
            return loose
        gap, outward = belly.distance(motor_point[None])
        middle = motor_point - max(gap[0] + INSIDE_MM, 0.0) * outward[0]
        cloud = middle + reach * ball(f"belly.{muscle}", CANDIDATES)
        cloud = cloud[np.linalg.norm(cloud - middle, axis=1).argsort()]
        inside = cloud[(belly.distance(cloud)[0] < -0.5) & (cloud[:, 0] > 0)]
        return far_apart(inside, n) if len(inside) >= n else loose


def far_apart(points: Array, n: int) -> Array:
    """Choose `n` of the points, the first first, then each as far as can be from those before."""
    chosen = [0]
    gap = np.linalg.norm(points - points[0], axis=1)
    while len(chosen) < n:
        chosen.append(int(gap.argmax()))
        gap = np.minimum(gap, np.linalg.norm(points - points[chosen[-1]], axis=1))
    return points[chosen]
