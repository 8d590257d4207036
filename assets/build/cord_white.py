"""The funiculi of the white matter as smooth maps, and the tracts laid out in them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assets.build import places
from assets.build.cord_outline import OUTLINE, SEGMENTS, curve, points_at

Array = NDArray[np.float64]
RIM = 0.985
"""How far out, in half widths, the white matter reaches."""

FISSURE_U = 0.025
EDGE = 4
"""Points along one edge of a tract."""

_LATERAL = OUTLINE[OUTLINE.index("dh_tip") : OUTLINE.index("vh_v") + 1]


def along(path: Array, share: Array) -> Array:
    """Points at shares (0 to 1) of the length of a path (n, 2)."""
    length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
    at = share * length[-1]
    return np.stack([np.interp(at, length, path[:, k]) for k in range(2)], axis=-1)


def rim(angle: Array) -> Array:
    """Points of the cord's rim at angles from the right, anticlockwise seen from above."""
    return RIM * np.stack([np.cos(angle), np.sin(angle)], axis=-1)


def _angle(point: Array) -> float:
    return float(np.arctan2(point[1], point[0]))


class Funiculi:
    """Maps of the three funiculi at one place of the cord, right side.

    Each map takes (n, 2) arrays of (across, out), see `cord_tracts.toml`, to (u, v).
    """

    def __init__(self, place: float) -> None:
        named = points_at(place)
        legs = curve(named)
        border = [legs[a, b] for a, b in pairwise(_LATERAL)]
        self._border = np.concatenate([*border, named["vh_v"][None]])
        self._behind, self._front = _angle(named["dh_tip"]), _angle(named["vh_v"])
        horn = ("wc_v", "vh_base_m", "vh_m", "vh_vm")
        middle = (named["vh_vm"] + named["vh_v"]) / 2
        exit_ = rim(np.array(self._front))
        self._medial = np.array([*(named[k] for k in horn), middle, exit_])
        entry = rim(np.array(self._behind))
        back = ("com_d", "dh_base_m", "dh_neck_m", "dh_head_m", "dh_tip_m")
        self._dorsal = np.array([*(named[k] for k in back), entry])
        self._fissure = np.array([[FISSURE_U, named["wc_mid"][1]], [FISSURE_U, RIM]])
        self._septum = np.array([[0.0, named["mid_d"][1]], [0.0, -RIM]])

    def lateral(self, place: Array) -> Array:
        """Map of the lateral funiculus."""
        across, out = place[:, :1], place[:, 1:]
        angle = self._behind + across[:, 0] * (self._front - self._behind)
        return (1 - out) * along(self._border, across[:, 0]) + out * rim(angle)

    def _between(self, inner: Array, outer: Array, angles: tuple[float, float], p: Array) -> Array:
        across, out = p[:, :1], p[:, 1:]
        flat = (1 - across) * along(inner, out[:, 0]) + across * along(outer, out[:, 0])
        chord = (1 - across) * rim(np.array(angles[0])) + across * rim(np.array(angles[1]))
        arc = rim(angles[0] + across[:, 0] * (angles[1] - angles[0]))
        return flat + out**3 * (arc - chord)

    def anterior(self, place: Array) -> Array:
        """Map of the anterior funiculus."""
        return self._between(self._fissure, self._medial, (np.pi / 2, self._front), place)

    def dorsal(self, place: Array) -> Array:
        """Map of the posterior funiculus."""
        return self._between(self._septum, self._dorsal, (-np.pi / 2, self._behind), place)

    def lay(self, funiculus: str, corners: Array) -> Array:
        """Polygon (u, v) of corners (n, 2) in a funiculus, its edges following the map."""
        nxt = np.roll(corners, -1, axis=0)
        t = (np.arange(EDGE) / EDGE)[None, :, None]
        fine = (corners[:, None] + t * (nxt - corners)[:, None]).reshape(-1, 2)
        maps = {"lateral": self.lateral, "anterior": self.anterior, "dorsal": self.dorsal}
        return maps[funiculus](fine)


@dataclass(frozen=True, eq=False)
class Tract:
    """A tract of the right side, see `cord_tracts.toml`."""

    name: str
    funiculus: str
    corners: Array
    caudal: Array
    turn: float
    first: int
    last: int
    start: float
    end: float
    source: str

    def polygon(self, place: float, funiculi: Funiculi | None = None) -> Array:
        """Polygon (n, 2) of (u, v) at a place counted in segments."""
        turned = float(np.clip(place - self.turn + 0.5, 0.0, 1.0))
        corners = self.corners + turned * (self.caudal - self.corners)
        part = np.clip((place - self.first) / max(self.last - self.first, 1), 0.0, 1.0)
        size = np.sqrt(self.start + part * (self.end - self.start))
        centre = corners.mean(axis=0)
        corners = centre + size * (corners - centre)
        return (funiculi or Funiculi(place)).lay(self.funiculus, corners)

    def runs_at(self, place: float) -> bool:
        """Tell whether the tract runs through a place counted in segments."""
        return self.first - 0.5 <= place <= self.last + 0.5


@cache
def tracts() -> tuple[Tract, ...]:
    """Read the tracts."""
    with (places.KNOWLEDGE / "cord_tracts.toml").open("rb") as f:
        table = tomllib.load(f)
    found = []
    for name, row in table.items():
        if isinstance(row, dict):
            corners = np.array(row["corners"], dtype=float)
            found.append(
                Tract(
                    name,
                    row["funiculus"],
                    corners,
                    np.array(row.get("caudal", row["corners"]), dtype=float),
                    float(SEGMENTS.index(row["turn"])) if "turn" in row else 99.0,
                    SEGMENTS.index(row["first"]),
                    SEGMENTS.index(row["last"]),
                    float(row["start"]),
                    float(row["end"]),
                    row["source"],
                )
            )
    return tuple(found)
