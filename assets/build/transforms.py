"""The one transform between brain space and body space."""

import json
import math

import numpy as np
from numpy.typing import NDArray

from assets.build import places

SCALE = 0.87
PITCH_DEG = 9.0
JUNCTION_MNI = (0.0, -45.0, -72.0)
"""Cervicomedullary junction in MNI152 mm."""
JUNCTION_BODY = (0.0, -124.0, 1521.0)
"""Upper rim of the canal of the atlas in body mm.

Scale, pitch and place were chosen on a grid so that the cortex and the cerebellum lie within
the skull with the least depth lacking to 5 mm under its outer surface.
"""


def mni_to_body() -> NDArray[np.float64]:
    """Similarity (4, 4) from MNI152 mm to body mm."""
    angle = math.radians(PITCH_DEG)
    c, s = math.cos(angle), math.sin(angle)
    m = np.eye(4)
    m[:3, :3] = SCALE * np.array([[1, 0, 0], [0, c, -s], [0, s, c]])
    m[:3, 3] = np.array(JUNCTION_BODY) - m[:3, :3] @ np.array(JUNCTION_MNI)
    return m


def apply(m: NDArray[np.float64], points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Map points (n, 3) by a (4, 4) transform."""
    return np.asarray(points @ m[:3, :3].T + m[:3, 3])


def main() -> None:
    """Write transforms.json."""
    rows = [[round(float(x), 9) for x in row] for row in mni_to_body()]
    text = json.dumps({"mni_to_body": rows}, indent=1)
    places.GEOMETRY.mkdir(parents=True, exist_ok=True)
    (places.GEOMETRY / "transforms.json").write_text(text + "\n", encoding="utf-8")
