"""Second and third sensory neurons: lemniscus, spinothalamic and trigeminal ways to the cortex."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assets.build import brainstem_frame as frame
from assets.build import pathways_ascending_brain as brain
from assets.build import pathways_ascending_stem as stem
from assets.build import places
from assets.build.pathways_ascending_cord import SensoryCord, read_segments, share
from assets.build.strands import Fibre, Place

Array = NDArray[np.float64]
OTHER = {"right": "left", "left": "right"}
UPPER = {*(f"C{i}" for i in range(1, 9)), *(f"T{i}" for i in range(1, 7))}
SETTLE_MM = 10.0
FIRST_CORD_MM = 5.0
MIRROR = np.array([-1.0, 1.0, 1.0])


@dataclass(frozen=True)
class Course:
    """A row of the table of ascending tracts."""

    id: str
    fibres: int
    low: float
    high: float


def read_tracts() -> dict[str, Course]:
    """Read kind to its fibres a population and the range of segments over which it crosses."""
    with (places.KNOWLEDGE / "ascending_tracts.csv").open(encoding="utf-8") as f:
        return {
            r["id"]: Course(
                r["id"], int(r["fibres"]), float(r["rise_low"] or 0), float(r["rise_high"] or 0)
            )
            for r in csv.DictReader(f)
        }


def areas(text: str, n: int) -> list[str]:
    """Deal `n` fibres to cortical areas in their shares ("hand:0.6;arm:0.4")."""
    pairs = [p.split(":") for p in text.split(";")]
    edge = np.cumsum([float(w) for _, w in pairs])
    return [pairs[int(np.searchsorted(edge, (i + 0.5) / n * edge[-1]))][0] for i in range(n)]


class Upper:
    """Maker of the fibres that end in the cortex, for the right side of the body."""

    def __init__(self, cord: SensoryCord) -> None:
        self._cord = cord
        self._rows = read_segments()
        self._tracts = read_tracts()
        self._taken: dict[tuple[str, str], int] = {}
        self._ends = self._count_ends()

    def _count_ends(self) -> dict[tuple[str, str], int]:
        """(tract, area) to the number of its ends."""
        out: dict[tuple[str, str], int] = {}
        for tract in ("medial_lemniscus", "spinothalamic"):
            for row in self._rows.values():
                for area in areas(row["areas"], self._tracts[tract].fibres):
                    out[tract, area] = out.get((tract, area), 0) + 1
        for tract in ("trigeminothalamic_touch", "trigeminothalamic_pain"):
            out[tract, "face"] = 3 * self._tracts[tract].fibres
        return out

    def fibres(self) -> Iterator[Fibre]:
        """Make the fibres of both sides of the body."""
        order = {name: i / (len(self._rows) - 1) for i, name in enumerate(self._rows)}
        for tract in ("medial_lemniscus", "spinothalamic"):
            n = self._tracts[tract].fibres
            for at, (segment, row) in enumerate(self._rows.items()):
                for i, area in enumerate(areas(row["areas"], n)):
                    k = n * at + i
                    if tract == "medial_lemniscus":
                        points, where = self.lemniscus(segment, order[segment], k)
                    else:
                        points, where = self.spinothalamic(segment, k)
                    made = Fibre(tract, segment, "", "right", points, where)
                    yield from self.finished(made, area, order[segment], k)

    def finished(self, lower: Fibre, area: str, order: float, k: int) -> Iterator[Fibre]:
        """Lead a right fibre, which has crossed, from the midbrain to both cortices."""
        face = area == "face"
        cell = brain.relay(order, face, k)
        n = self._ends[lower.kind, area]
        j = self._taken.get((lower.kind, area), 0)
        self._taken[lower.kind, area] = j + 1
        for side in ("right", "left"):
            hemisphere = OTHER[side]
            end = brain.cortex(area, hemisphere, j, n)
            gate = 0.1 if face else 0.25 + 0.7 * order
            line, named = brain.way(cell, area, gate, end, hemisphere, k)
            points, where = lower.points, lower.places
            if side == "left":
                points = points * MIRROR
                where = [(s, OTHER.get(d, d), level) for s, d, level in where]
            middle = self._join(points[-3:], line[:2])
            gap: list[Place] = [("subthalamic_region", hemisphere, "")] * len(middle)
            yield replace(
                lower,
                side=side,
                points=np.concatenate([points, middle, line]),
                places=[*where, *gap, *named],
            )

    @staticmethod
    def _join(before: Array, after: Array) -> Array:
        """Points between two lines, in a smooth curve."""
        a, b = before[-1], after[0]
        far = float(np.linalg.norm(b - a))
        u = (before[-1] - before[-3]) / max(float(np.linalg.norm(before[-1] - before[-3])), 1e-6)
        w = (after[1] - after[0]) / max(float(np.linalg.norm(after[1] - after[0])), 1e-6)
        n = max(int(np.ceil(far / 2.6)), 1)
        t = np.linspace(0, 1, n + 1)[1:-1, None]
        h = (2 * t**3 - 3 * t**2 + 1, t**3 - 2 * t**2 + t, -2 * t**3 + 3 * t**2, t**3 - t**2)
        return np.asarray(h[0] * a + h[1] * far * u + h[2] * b + h[3] * 0.6 * far * w)

    def lemniscus(self, segment: str, order: float, k: int) -> tuple[Array, list[Place]]:
        """Lead a lemniscal fibre of the right body to the top of the left midbrain."""
        gracile = segment not in UPPER
        cord = self._cord
        layer = float(cord.layer(cord.cord.along(segment, 0.5), np.zeros(1))[0])
        cell, nucleus = stem.column_nucleus(gracile, layer, 7 * k + 3)
        g = 0.78 * (2 * order - 1)
        cross = np.clip(cell[0] + 1.5 + 2.0 * share(k), -30.0, -22.5)
        joined = rows = stem.rows(max(float(cross) + 3.0, -22.0), stem.HIGHEST_MM)
        disc = stem.lemniscus_disc(rows, g, 0.5 * (2 * share(k, 0.2) - 1))
        run = stem.within("medial_lemniscus", joined, disc) * [1.0, -1.0, 1.0]
        middle = 0.5 * (run[0, 2] + 3.4)
        arc = np.array(
            [
                cell,
                [cell[0] + 0.5, cell[1] + 0.5, cell[2] + 1.5],
                [0.6 * cell[0] + 0.4 * cross, 2.9, middle - 1.4],
                [cross - 0.5, 1.3, middle - 0.2],
                [cross, 0.0, middle],
                [cross + 1.0, -0.8, 0.6 * middle + 0.4 * run[0, 2]],
            ]
        )
        line = stem.smooth(stem.body(np.vstack([arc, run])))
        where = stem.labels(line, "brainstem.medial_lemniscus")
        crossed = int(np.argmax(line[:, 0] < 0))
        rostral = frame.from_body(line)[1]
        for j in range(len(line)):
            if j < crossed or rostral[j] < cross + 3.2:
                where[j] = ("brainstem.internal_arcuate", *where[j][1:])
        where[0] = (nucleus, "right", where[0][2])
        return line, where

    def spinothalamic(self, segment: str, k: int) -> tuple[Array, list[Place]]:
        """Lead a spinothalamic fibre of the right body to the top of the left midbrain."""
        cord, row = self._cord, self._tracts["spinothalamic"]
        start = cord.cord.along(segment, 0.1 + 0.8 * share(k))
        at = cord.cord.names.index(segment)
        length = float(cord.cord.bounds[at + 1] - cord.cord.bounds[at])
        rise = (row.low + (row.high - row.low) * (k % row.fibres + 0.5) / row.fibres) * length
        rise = min(rise, start - 2.5)
        joined = start - rise
        low, wide = self._crossing(start, joined, k)
        s = cord.climb(joined, min(FIRST_CORD_MM, 0.8 * joined))
        up = cord.anterolateral(joined, s, wide) * MIRROR
        line = np.concatenate([low, up[1:]])
        names = cord.names(
            np.append(np.interp(np.arange(len(low)), [0, len(low) - 1], [start, joined]), s[1:])
        )
        where: list[Place] = [("cord.spinothalamic", "left", n) for n in names]
        for j in range(len(low)):
            where[j] = self._crossing_place(low[j], j, len(low), names[j])
        middle = int(np.argmax(low[:, 0] < 0))
        where[middle - 1] = ("cord.ventral_commissure", "right", names[middle - 1])
        where[middle] = ("cord.ventral_commissure", "left", names[middle])
        layer = float(cord.layer(joined, np.zeros(1))[0])
        above = self._stem(layer, wide)
        knots = np.vstack([up[-3:], above])
        rest = stem.smooth(knots)
        skip = int(np.argmin(np.linalg.norm(rest - up[-1], axis=1))) + 1
        rest = rest[skip:]
        named = stem.labels(rest, "brainstem.spinothalamic", "cord.spinothalamic")
        return np.concatenate([line, rest]), [*where, *named]

    def _stem(self, layer: float, wide: float) -> Array:
        """Places (n, 3), body mm, in the left brainstem: sacral fibres outermost."""
        rows = stem.rows(-30.0, stem.HIGHEST_MM)
        disc = np.array([0.65 * (1 - 2 * layer), 0.6 * (2 * wide - 1)])
        return stem.body(stem.within("spinothalamic", rows, disc), -1.0)

    def _crossing(self, start: float, joined: float, k: int) -> tuple[Array, float]:
        """Points (n, 3) from a cell of the right dorsal horn to the left tract, and its place."""
        cord = self._cord
        wide = share(k, 0.41)
        cell = cord.horn(start, k)
        white = cord.inside("ventral_commissure", start, 0)
        s = start + np.array([0.0, 0.12, 0.3, 0.45, 0.62, 0.8]) * (joined - start)
        front = float(white[1]) + 0.03 * (2 * share(k) - 1)
        horn = cord.inside("central_grey", float(s[1]), k)
        knots = np.array(
            [
                cell,
                0.4 * cell + 0.6 * horn,
                [0.10, front - 0.02],
                [0.0, front],
                [-0.12, front + 0.02],
                [-0.34, front + 0.06],
            ]
        )
        points = np.stack([cord.point(float(a), uv) for a, uv in zip(s, knots, strict=True)])
        end = cord.anterolateral(joined, np.array([joined]), wide) * MIRROR
        line = stem.smooth(np.concatenate([points, end]), 1.6, 1.5)
        return line, wide

    def _crossing_place(self, point: Array, j: int, n: int, segment: str) -> Place:
        """Name the place of a point on the way across the cord."""
        half = float(self._cord.cord.half(self._cord.cord.along(segment, 0.5))[0])
        u = float(point[0]) / half
        if u > 0.14:
            return ("cord.dorsal_horn", "right", segment)
        if u > -0.14:
            return ("cord.ventral_commissure", "right" if u > 0 else "left", segment)
        site = "cord.spinothalamic" if j == n - 1 else "cord.anterior_horn"
        return (site, "left", segment)
