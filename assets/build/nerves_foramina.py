"""Where spinal nerves leave the canal and where nerves may run through or in bone."""

import csv
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assets.build import places

Array = NDArray[np.float64]
Marks = dict[str, Array]
SACRAL = ("S1", "S2", "S3", "S4", "S5")
SEGMENTS = (
    *(f"C{i}" for i in range(1, 9)),
    *(f"T{i}" for i in range(1, 13)),
    *(f"L{i}" for i in range(1, 6)),
    *SACRAL,
)
_BELOW_C8 = [*(f"t{i}" for i in range(1, 13)), *(f"l{i}" for i in range(1, 6)), "s1"]


class Foramina:
    """Where the spinal nerves leave the canal on the right side."""

    def __init__(self, cord: object | None, marks: Marks) -> None:
        self._cord = cord
        self._marks = marks

    def _canal(self, level: str) -> Array:
        return self._marks[f"vertebra.{level}.canal"]

    def ganglion(self, segment: str) -> Array:
        """Point of the ganglion (in the canal for the sacral nerves), body mm."""
        region, n = segment[0], int(segment[1:])
        if region == "C":
            if n == 1:
                return self._canal("c1") + [17.0, 2.0, 5.0]
            above = self._canal(f"c{n - 1}")
            below = self._canal("t1" if n == 8 else f"c{n}")
            return (above + below) / 2 + [15.5, 3.0, 0.0]
        if region == "S":
            return self._canal(f"s{n}") + [10.0 - n, 4.0, -2.0]
        k = _BELOW_C8.index(segment.lower())
        here, below = self._canal(_BELOW_C8[k]), self._canal(_BELOW_C8[k + 1])
        width = 13.5 if region == "T" else 15.0 + n
        return 0.55 * here + 0.45 * below + [width, 3.0, 0.0]

    def spinal_nerve(self, segment: str) -> list[Array]:
        """Points of the spinal nerve from the ganglion outwards."""
        g = self.ganglion(segment)
        region, n = segment[0], int(segment[1:])
        if region == "S":
            body = self._marks[f"vertebra.s{n}.body"]
            return [g + [3, 6, -4], np.array([24.0 - 2.0 * n, body[1] + 12.0, g[2] - 10.0])]
        drop = {"C": -4.0 if n > 4 else -1.0, "T": -1.0, "L": -7.0}[region]
        if segment == "T1":
            drop = 4.0
        return [g + [4, 1, drop / 3], g + [11, 5 if region != "T" else 1, drop]]


def with_passages(marks: Marks) -> Marks:
    """Landmarks with the ganglia and the sacral foramina added."""
    out, foramina = dict(marks), Foramina(None, marks)
    for segment in SEGMENTS:
        out[f"ganglion.{segment}"] = foramina.ganglion(segment)
    for segment in SACRAL:
        first, last = foramina.ganglion(segment), foramina.spinal_nerve(segment)[-1]
        out[f"sacral.{segment}"] = (first + last) / 2
        out[f"sacral_back.{segment}"] = first + [6.0, -14.0, 0.0]
    return out


def read_passages(locate: Callable[[list[Any], str], Array], bony: bool = True) -> Array:
    """Rows (x, y, z, radius), mm, of the passages of the right side.

    Parameters
    ----------
    locate : callable
        Turns an anchored point and a segment into body mm.
    bony : bool
        Only those that lead through or along bone.
    """
    rows = []
    with (places.KNOWLEDGE / "foramina.csv").open(encoding="utf-8") as f:
        for row in csv.DictReader(f):
            if bony and row["in_bone"] != "yes":
                continue
            name = row["landmark"]
            segments = SACRAL if name.startswith("sacral") else SEGMENTS
            names = [name.replace("{segment}", s) for s in segments] if "{" in name else [name]
            shift = [float(row[k]) for k in ("lateral", "anterior", "up")]
            for spot in dict.fromkeys(names):
                at = [float(row["share"])] if ">" in spot or spot.endswith("arm") else []
                numbers = shift[:2] if spot.endswith("arm") else shift
                rows.append([*locate([spot, *at, *numbers], ""), float(row["radius_mm"])])
    return np.array(rows)
