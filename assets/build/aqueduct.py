"""Cerebral aqueduct and the canal of the closed medulla: pipes between the ventricles and cord."""

import numpy as np
from numpy.typing import NDArray

from assets.build import brainstem_frame as frame
from assets.build.cord import JUNCTION_MM
from assets.build.cord_layers import CANAL_MM
from assets.build.cord_sweep import pipe
from assets.build.meshio import Mesh
from assets.build.tract_curves import resample, through

Array = NDArray[np.float64]
STEP_MM, SIDES = 0.8, 14
AQUEDUCT_MM = np.array([1.3, 0.9, 0.75, 0.75, 0.9, 1.4])
"""Radius along the aqueduct: its narrowest part lies within the midbrain."""
COURSE_MM = np.array(
    [
        (-114.2, 1584.6),
        (-117.0, 1582.2),
        (-119.0, 1580.0),
        (-120.5, 1578.0),
        (-122.5, 1575.0),
        (-123.4, 1572.6),
        (-123.6, 1570.6),
    ]
)
"""Middle of the aqueduct in the midplane, y and z of the body: read off the hollow of the T1
template; its ends lie within the back of the third and the top of the fourth ventricle."""
INTO_FOOT_MM = (0.0, -128.2, 1537.6)
"""Upper end of the medulla's canal, body mm: within the foot of the fourth ventricle."""
FOOT_RADIUS_MM = 0.7
CLOSED = ((-28.0, -1.2), (-32.0, 2.4))
"""Canal of the closed medulla, (rostral, ventral) mm: in the grey in front of the columns."""


def _line(knots: Array) -> Array:
    """Smooth line (n, 3) through knots, evenly spaced."""
    way = np.r_[0.0, np.cumsum(np.linalg.norm(np.diff(knots, axis=0), axis=1))]
    fine = np.linspace(0.0, way[-1], 40 * len(knots))
    return resample(through(way, knots[None], fine)[0], STEP_MM)


def aqueduct() -> Mesh:
    """Aqueduct from the third to the fourth ventricle, body mm."""
    line = _line(np.column_stack([np.zeros(len(COURSE_MM)), COURSE_MM]))
    share = np.linspace(0.0, 1.0, len(line))
    radius = np.interp(share, np.linspace(0.0, 1.0, len(AQUEDUCT_MM)), AQUEDUCT_MM)
    return pipe(line, radius, SIDES)


def medullary_canal() -> Mesh:
    """Canal from the foot of the fourth ventricle to that of the cord, body mm."""
    below = np.array(JUNCTION_MM) - [[0.0, 0.0, 0.0], [0.0, 0.0, 1.0]]
    closed = np.array(CLOSED)
    within = frame.to_body(np.zeros(len(closed)), closed[:, 0], closed[:, 1])
    line = _line(np.vstack([INTO_FOOT_MM, within, below]))
    share = np.clip(np.linspace(0.0, 2.5, len(line)), 0.0, 1.0)
    return pipe(line, FOOT_RADIUS_MM + share * (CANAL_MM - FOOT_RADIUS_MM), SIDES)


def meshes() -> dict[str, Mesh]:
    """Both pipes by id."""
    return {"deep.cerebral_aqueduct": aqueduct(), "deep.medullary_canal": medullary_canal()}
