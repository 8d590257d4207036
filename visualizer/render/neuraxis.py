"""The axis of cord and brainstem, along which sections are perpendicular to it."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy import SEGMENTS, Body

STEP_MM = 1.0
BEYOND_MM = 12.0
SMOOTH_MM = 12.0
BRAINSTEM = ("midbrain", "pons", "medulla")
HALF_MM = {"midbrain": 34.0, "pons": 34.0, "medulla": 17.0}
_SITES = {"midbrain": "midbrain.", "pons": "pons.", "medulla": "medulla.pyramid"}


@dataclass(frozen=True, eq=False)
class Neuraxis:
    """Rows from the midbrain down to the end of the cord.

    Attributes
    ----------
    centre_mm, right, anterior : (n, 3) arrays, world RAS
    along_mm : (n,) array
        Distance below the top of the cord; negative in the brainstem.
    names : tuple of str
        "midbrain", "pons", "medulla" or the cord segment of each row.
    half_mm : (n,) array
        Half the height of a picture that shows the section of each row well.
    """

    centre_mm: NDArray[np.float64]
    right: NDArray[np.float64]
    anterior: NDArray[np.float64]
    along_mm: NDArray[np.float64]
    names: tuple[str, ...]
    half_mm: NDArray[np.float64]

    def row(self, at_mm: float) -> int:
        """Return the row nearest a distance below the top of the cord."""
        return int(np.argmin(np.abs(self.along_mm - at_mm)))

    def nearest(self, place_mm: NDArray[np.float64]) -> float:
        """Return the distance along the axis of the row whose plane runs through a place.

        Of the rows whose planes do, the nearest counts.
        """
        if not len(self.centre_mm):
            return 0.0
        up = np.cross(self.right, self.anterior)
        rel = place_mm - self.centre_mm
        off = np.abs(np.einsum("ij,ij->i", rel, up))
        away = np.linalg.norm(rel, axis=1)
        return float(self.along_mm[int(np.argmin(off + 0.02 * away))])

    def words(self, row: int) -> str:
        """Say where a row is."""
        name = self.names[row]
        return name if name in BRAINSTEM else f"spinal cord, {name}"


@lru_cache(maxsize=4)
def neuraxis(body: Body) -> Neuraxis:
    """Return the axis of a body; it is empty where there is no cord."""
    cord = body.cord
    if len(cord.centre_mm) < 2:
        empty = np.zeros((0, 3))
        return Neuraxis(empty, empty, empty, np.zeros(0), (), np.zeros(0))
    above = _brainstem(body)
    knots = np.array([*(place for _, place in above), cord.centre_mm[0]])
    rise = _beyond(knots) if above else knots
    top, names = _sampled(rise, above)
    centre = np.concatenate([top, cord.centre_mm])
    steps = np.linalg.norm(np.diff(centre, axis=0), axis=1)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    along -= along[len(top)]
    tangent = _smooth_tangent(centre, along)
    right = np.concatenate([np.tile([1.0, 0, 0], (len(top), 1)), cord.right])
    right -= np.einsum("ij,ij->i", right, tangent)[:, None] * tangent
    right /= np.linalg.norm(right, axis=1)[:, None]
    anterior = np.cross(-tangent, right)
    half = np.concatenate([[HALF_MM[n] for n in names], 1.9 * cord.half_width_mm])
    all_names = (*names, *(SEGMENTS[i] for i in cord.segment))
    return Neuraxis(centre, right, anterior, along, all_names, half)


def _brainstem(body: Body) -> list[tuple[str, NDArray[np.float64]]]:
    """List the middles of midbrain, pons and medulla, as far as the body has them."""
    top = body.cord.centre_mm[0]
    found = []
    for part in BRAINSTEM:
        volumes = [v for (site, _), v in body.volumes.items() if site.startswith(_SITES[part])]
        if not volumes:
            continue
        bounds = np.array([v.bounds_mm() for v in volumes])
        middle = (bounds[:, 0].min(axis=0) + bounds[:, 1].max(axis=0)) / 2
        if part == "medulla":  # its pyramids are its front
            middle[1] = (middle[1] + top[1] * 2) / 3
        found.append((part, np.array([0.0, middle[1], middle[2]])))
    return [entry for entry in found if entry[1][2] > top[2] + 4]


def _beyond(knots: NDArray[np.float64]) -> NDArray[np.float64]:
    """Lengthen the axis upwards, past the middle of its highest part."""
    step = knots[0] - knots[1]
    return np.concatenate([[knots[0] + BEYOND_MM * step / np.linalg.norm(step)], knots])


def _sampled(
    knots: NDArray[np.float64], parts: list[tuple[str, NDArray[np.float64]]]
) -> tuple[NDArray[np.float64], list[str]]:
    if len(knots) < 2:
        return np.zeros((0, 3)), []
    length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(knots, axis=0), axis=1))])
    at = np.arange(0.0, length[-1] - STEP_MM / 2, STEP_MM)
    points = np.stack([np.interp(at, length, knots[:, i]) for i in range(3)], axis=1)
    middles = np.array([place[2] for _, place in parts])
    borders = (middles[1:] + middles[:-1]) / 2
    names = [parts[int(np.sum(z < borders))][0] for z in points[:, 2]]
    return points, names


def _smooth_tangent(centre: NDArray[np.float64], along: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return unit tangents, downwards, as they are over some length of the axis."""
    low = np.stack([np.interp(along - SMOOTH_MM, along, centre[:, i]) for i in range(3)], axis=1)
    high = np.stack([np.interp(along + SMOOTH_MM, along, centre[:, i]) for i in range(3)], axis=1)
    tangent = high - low
    return np.asarray(tangent / np.linalg.norm(tangent, axis=1)[:, None])
