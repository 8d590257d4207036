"""The block of cord of one segment: its frame, its size and places within it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy import Body
from visualizer.anatomy.horn import Arc
from visualizer.render.cord import face_row, rows_of

Points = NDArray[np.float64]
HEIGHT = 0.62  # of the block, in half widths of the cord


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A slab of one segment; its own coordinates are mm lateral, ventral and rostral.

    Attributes
    ----------
    arc : Arc
        The muscle shown and its antagonist.
    side : str
        The side of the body on which the cells are drawn; lateral is towards it.
    wide, deep : float
        Half width and half depth of the cord, mm.
    high : float
        Height of the block, mm; it lies from -high to 0.
    centre, right, anterior, up : (3,) arrays
    polygons : mapping of name to tuple of (n, 2) arrays
        Cross-section in (u, v), shares of the half width and half depth.
    """

    arc: Arc
    side: str
    wide: float
    deep: float
    high: float
    centre: Points
    right: Points
    anterior: Points
    up: Points
    polygons: dict[str, tuple[Points, ...]]

    @property
    def enlarged(self) -> int:
        """How many times larger than life cell bodies and fibres are drawn."""
        return max(4, round(2.0 * self.wide))

    def world(self, points: Points) -> Points:
        """Turn (n, 3) places in the block into world RAS mm."""
        sign = 1.0 if self.side == "right" else -1.0
        frame = np.stack([sign * self.right, self.anterior, self.up])
        return np.asarray(self.centre + np.asarray(points, dtype=float) @ frame)

    def towards(self, direction: Points) -> Points:
        """Turn a direction in the block into one in the world."""
        return self.world(np.asarray(direction, dtype=float)[None])[0] - self.centre

    def local(self, points_mm: Points) -> Points:
        """Turn (n, 3) world places into places in the block."""
        sign = 1.0 if self.side == "right" else -1.0
        frame = np.stack([sign * self.right, self.anterior, self.up])
        return np.asarray((np.asarray(points_mm, dtype=float) - self.centre) @ frame.T)

    def at(self, u: float, v: float, z: float) -> Points:
        """Return the place at (u, v) and a share of the height, 0 at the top."""
        return np.array([u * self.wide, v * self.deep, -z * self.high])

    def polygon(self, *names: str) -> Points:
        """Return the largest (n, 2) polygon of the first name that this segment has.

        Raises
        ------
        KeyError
            If it has none of them.
        """
        for name in names:
            for key in (name, f"cord.{name}", f"zone.{name}"):
                if key in self.polygons:
                    return max(self.polygons[key], key=_area)
        raise KeyError(names[0])

    def middle(self, z: float, *names: str) -> Points:
        """Return the middle of a polygon at a share of the height."""
        u, v = centroid(self.polygon(*names))
        return self.at(u, v, z)

    def within(self, z: float, across: float, forward: float, *names: str) -> Points:
        """Return a place in a polygon: shares of its extent from medial and from dorsal."""
        polygon = self.polygon(*names)
        low, high = polygon.min(axis=0), polygon.max(axis=0)
        grid = np.stack(np.meshgrid(*[np.linspace(0.04, 0.96, 24)] * 2), axis=-1).reshape(-1, 2)
        places = low + grid * (high - low)
        wanted = low + np.array([across, forward]) * (high - low)
        fits = places[contains(polygon, places)]
        if not len(fits):
            return self.middle(z, *names)
        u, v = fits[np.argmin(np.linalg.norm(fits - wanted, axis=1))]
        return self.at(float(u), float(v), z)


def block(body: Body, segment: str, side: str) -> Block | None:
    """Cut the block of a segment; None for a body that knows no cross-sections."""
    arc, polygons = body.arcs.get(segment), body.sections.get(segment)
    rows = rows_of(body.cord, (segment,))
    if arc is None or not polygons or len(rows) < 2:
        return None
    cord, top = body.cord, face_row(body.cord, segment)
    middle = int(rows[len(rows) // 2])
    length = float(np.linalg.norm(cord.centre_mm[rows[-1]] - cord.centre_mm[rows[0]]))
    wide = float(cord.half_width_mm[middle])
    right, anterior = cord.right[middle], cord.anterior[middle]
    return Block(
        arc, side, wide, float(cord.half_depth_mm[middle]), min(length, HEIGHT * wide),
        cord.centre_mm[top], right, anterior, np.cross(right, anterior), dict(polygons),
    )  # fmt: skip


def _area(polygon: Points) -> float:
    x, y = polygon.T
    return float(abs(x @ np.roll(y, -1) - y @ np.roll(x, -1))) / 2


def centroid(polygon: Points) -> tuple[float, float]:
    """Return the centre of area of a (n, 2) polygon, or a point of it if that lies outside."""
    x, y = polygon.T
    cross = x * np.roll(y, -1) - y * np.roll(x, -1)
    total = cross.sum() / 2
    u = ((x + np.roll(x, -1)) * cross).sum() / (6 * total)
    v = ((y + np.roll(y, -1)) * cross).sum() / (6 * total)
    if not contains(polygon, np.array([[u, v]]))[0]:
        u, v = (polygon[0] + polygon[len(polygon) // 2]) / 2
    return float(u), float(v)


def contains(polygon: Points, points: Points) -> NDArray[np.bool_]:
    """Tell which (n, 2) points lie in a polygon."""
    inside = np.zeros(len(points), dtype=bool)
    for (x1, y1), (x2, y2) in zip(polygon, np.roll(polygon, -1, axis=0), strict=True):
        crosses = (y1 > points[:, 1]) != (y2 > points[:, 1])
        slope = (x2 - x1) / (y2 - y1) if y2 != y1 else 0.0
        inside ^= crosses & (points[:, 0] < (points[:, 1] - y1) * slope + x1)
    return inside
