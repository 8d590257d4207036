"""Motor and stretch-reflex fibres between the cord (or a cranial nucleus) and the muscles."""

import csv
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assets.build import places
from assets.build.cord import Cord
from assets.build.cord_zones import Zones, inside
from assets.build.nerves import Branch, Courses, Node, reverse
from assets.build.nerves_curves import ball, chain, drop_repeats, rounded, smooth
from assets.build.nerves_ends import Ends
from assets.build.nerves_roots import Foramina, accessory_root, dorsal_root, ventral_root

Array = NDArray[np.float64]
FIBRES = 6
AFFERENTS = 2
GOLDEN = 0.6180339887498949
NO_AFFERENTS = {
    "diaphragm",
    "intercostals",
    "abdominals_upper",
    "abdominals_lower",
    "paraspinals",
    "trapezius",
    "sternocleidomastoid",
    "anal_sphincter",
    "urethral_sphincter",
}
CENTRAL = ("cord.", "pons.", "medulla.", "nerve.cn")
"""Places whose fibres are laid by the cord's own geometry: not moved here."""
CANAL = ("root.ventral", "root.dorsal", "cauda_equina")
"""Places within the vertebral canal and its foramina, where bone is all round."""
NUCLEI = {
    "upper_face": ("pons.facial_nucleus", (5.0, -35.5, -39.9), (0.8, 0.7, 1.2)),
    "lower_face": ("pons.facial_nucleus", (5.0, -35.5, -39.9), (0.8, 0.7, 1.2)),
    "tongue": ("medulla.hypoglossal_nucleus", (2.0, -43.2, -53.9), (0.5, 0.5, 1.6)),
}
"""Cranial motor nuclei: site, centre and half size in MNI mm on the right side."""


@dataclass
class Strand:
    """One fibre: its points, the (site, level) of each, its population's keys and weight."""

    points: Array
    places: list[tuple[str, str]]
    kind: str
    target: str
    segment: str
    weight: float


def read_supply() -> list[tuple[str, str, float]]:
    """Rows (muscle, segment, weight) of the supply table."""
    with (places.KNOWLEDGE / "muscle_supply.csv").open(encoding="utf-8") as f:
        return [(r["muscle"], r["segment"], float(r["weight"])) for r in csv.DictReader(f)]


def read_columns() -> dict[str, tuple[float, float]]:
    """Muscle to its place in the anterior horn: medial to lateral, dorsal to ventral (0 to 1)."""
    with (places.KNOWLEDGE / "motor_columns.csv").open(encoding="utf-8") as f:
        return {
            r["muscle"]: (float(r["medial_to_lateral"]), float(r["dorsal_to_ventral"]))
            for r in csv.DictReader(f)
        }


class Motor:
    """Maker of the right side's motor fibres and afferents."""

    def __init__(
        self, cord: Cord, zones: Zones, foramina: Foramina, courses: Courses, matrix: Array
    ) -> None:
        self._cord, self._zones, self._foramina = cord, zones, foramina
        self._courses, self._matrix = courses, matrix
        self._columns = read_columns()
        self._ends = Ends()

    def cells(self, muscle: str, segment: str, n: int) -> list[tuple[float, float, float]]:
        """Places (s, u, v) of anterior horn cells of a muscle, spread over the segment."""
        a, b = self._columns[muscle]
        cloud = ball(f"cell.{muscle}.{segment}", n)
        first = hash_share(muscle + segment)
        out = []
        for i in range(n):
            s = self._cord.along(segment, 0.08 + 0.84 * ((first + i * GOLDEN) % 1.0))
            horn = self._zones.polygon("anterior_horn", s)
            low, high = horn.min(axis=0), horn.max(axis=0)
            centre = low + np.array([a, b]) * (high - low)
            middle = horn.mean(axis=0)
            p = centre + 0.16 * cloud[i, :2] * (high - low)
            for _ in range(12):
                if inside(horn, p[None])[0]:
                    break
                p = p + 0.2 * (middle - p)
            out.append((s, float(p[0]), float(p[1])))
        return out

    def _start(self, branch: Branch, segment: str, cell: tuple[float, float, float]) -> list[Node]:
        if branch.nerve == "nerve.spinal_accessory":
            return accessory_root(self._cord, segment, cell)
        return ventral_root(self._cord, self._foramina, segment, cell)

    def _cranial(self, branch: Branch, i: int, n: int) -> list[Node]:
        site, centre, half = NUCLEI[branch.muscle]
        q = np.array(centre) + ball(f"nucleus.{branch.muscle}", n)[i] * half
        return [Node(self._matrix[:3, :3] @ q + self._matrix[:3, 3], site, "", 0.0)]

    def strands(self) -> Iterator[Strand]:
        """Make all motor fibres and afferents of the right side."""
        for muscle, segment, weight in read_supply():
            branches = [
                b
                for b in self._courses.branches
                if b.muscle == muscle and (not b.segments or segment in b.segments)
            ]
            if not branches:
                raise ValueError(f"no course for {muscle} from {segment}")
            for branch in branches:
                n = FIBRES if len(branches) == 1 else FIBRES // 2
                yield from self._motor(branch, segment, weight * branch.share, n)
                if muscle not in NO_AFFERENTS and muscle not in NUCLEI:
                    yield from self._afferent(branch, segment, weight * branch.share)

    def _motor(self, branch: Branch, segment: str, weight: float, n: int) -> Iterator[Strand]:
        cranial = branch.muscle in NUCLEI
        cells = [] if cranial else self.cells(branch.muscle, segment, n)
        if cranial:
            starts = [self._cranial(branch, i, n) for i in range(n)]
        else:
            starts = [self._start(branch, segment, cell) for cell in cells]
        course = self._courses.course(branch, segment, self._spinal(starts[0]))
        ends = self._ends_of(branch, course, segment, "lmn", n)
        for i, shift in enumerate(shifts(branch, segment, "lmn", n)):
            points, where = self.lay([*starts[i], *ended(course, ends[i])], shift, segment)
            seg = "" if cranial else segment
            yield Strand(points, where, "lmn", branch.muscle, seg, weight / n)

    @staticmethod
    def _spinal(start: list[Node]) -> list[Node]:
        """Nodes of the start that do not depend on the cell: the spinal nerve."""
        return [n for n in start if n.site == "root.spinal_nerve"]

    def _ends_of(
        self, branch: Branch, course: list[Node], segment: str, kind: str, n: int
    ) -> Array:
        """Places (n, 3) in the muscle where the fibres of one branch and segment end."""
        if branch.muscle in NUCLEI:
            return course[-1].point + 5.0 * ball(f"end.{branch.muscle}", n)
        tail = [c.point for c in course if c.along != c.along][-12:]
        reach = float(np.clip(0.45 * chain(np.array([*tail, course[-1].point]))[-1], 3.0, 30.0))
        here = self._ends.spread(branch.muscle, course[-1].point, reach, 4 * n)
        first = zlib.crc32(f"{branch.nerve}.{segment}.{kind}".encode()) % 4
        return here[first::4]

    def _afferent(self, branch: Branch, segment: str, weight: float) -> Iterator[Strand]:
        cells = self.cells(branch.muscle, segment, AFFERENTS)
        starts = [dorsal_root(self._cord, self._foramina, segment, c) for c in cells]
        course = self._courses.course(branch, segment, self._spinal(starts[0])[1::-1])
        ends = self._ends_of(branch, course, segment, "ia", AFFERENTS)
        spread = shifts(branch, segment, "ia", AFFERENTS)
        for end, shift, muscle in zip(starts, spread, ends, strict=True):
            back = reverse(ended(course, muscle))
            first = course[0]
            end[0] = Node(end[0].point, first.site, "", 1.1, first.along_from, first.along)
            points, where = self.lay([*back, *end], shift, segment)
            yield Strand(points, where, "ia", branch.muscle, segment, weight / AFFERENTS)

    def lay(
        self, nodes: list[Node], shift: Array, segment: str
    ) -> tuple[Array, list[tuple[str, str]]]:
        """Turn nodes into evenly spaced points with their places, clear of bone and skin."""
        raw = np.array([n.point + shift * n.radius for n in nodes])
        keep = drop_repeats(raw, 0.3)
        nodes = [nodes[k] for k in keep]
        line, place = smooth(raw[keep], 0.5)
        leg = np.clip(np.ceil(place - 1e-9).astype(int), 1, len(nodes) - 1)
        fraction = place - (leg - 1)
        legs = zip(leg, fraction, strict=True)
        where = [self._place(nodes, int(k), float(f), segment) for k, f in legs]
        free = np.array([not site.startswith(CENTRAL) for site, _ in where], dtype=float)
        line = rounded(line, free)
        free = np.array([not site.startswith((*CENTRAL, *CANAL)) for site, _ in where], dtype=float)
        return resample(line + self._shifted(line, free), where)

    def _shifted(self, line: Array, free: Array) -> Array:
        """Smooth displacement (n, 3) that brings a dense line out of bone and in from the skin."""
        some = np.unique(np.append(np.arange(0, len(line), 4), len(line) - 1))
        moved = self._courses.space.clear(line[some], free[some]) - line[some]
        at = np.arange(len(line))
        dense = np.stack([np.interp(at, some, moved[:, k]) for k in range(3)], axis=1)
        return rounded(dense, free, 4) if np.abs(moved).max() > 0 else dense

    def _place(self, nodes: list[Node], k: int, f: float, segment: str) -> tuple[str, str]:
        before, node = nodes[k - 1], nodes[k]
        if k == 1 and f < 1e-6:
            return before.site, before.level
        if node.level or node.site not in self._courses.nerves:
            return node.site, node.level
        a, b = node.along_from, node.along
        if np.isnan(a) or np.isnan(b):
            return node.site, ""
        return node.site, self._courses.level(node.site, segment, a + f * (b - a))


def ended(course: list[Node], end: Array) -> list[Node]:
    """Return a course that ends at its own place in the muscle, without turning back."""
    last = course[-1]
    reach = float(np.linalg.norm(end - last.point)) + 4.0
    kept = len(course) - 1
    while kept > 1 and not course[kept - 1].held:
        if np.linalg.norm(course[kept - 1].point - last.point) > reach:
            break
        kept -= 1
    return [*course[:kept], replace(last, point=end, radius=0.0)]


def hash_share(key: str) -> float:
    """Return a number from 0 to 1 that depends only on the key."""
    return (zlib.crc32(key.encode()) % 9973) / 9973.0


def shifts(branch: Branch, segment: str, kind: str, n: int) -> Array:
    """Places (n, 3) of fibres in their bundle's unit ball: near their muscle's own place."""
    own = ball(f"{branch.muscle}.{branch.nerve}", 5)[4] * 0.65
    return own + 0.55 * ball(f"{branch.muscle}.{segment}.{kind}", n)


def step_of(site: str) -> float:
    """Largest distance of neighbouring points at a site, mm."""
    if site.startswith(("cord.", "pons.", "medulla.", "root.")):
        return 3.6
    return 6.5


def resample(
    line: Array, where: list[tuple[str, str]], step: float = 0.0
) -> tuple[Array, list[tuple[str, str]]]:
    """Thin a dense course, keeping both ends and a point or more of every place."""
    gaps = np.append(np.linalg.norm(np.diff(line, axis=0), axis=1), 0.0)
    keep, since = [0], 0.0
    for i in range(1, len(line)):
        since += gaps[i - 1]
        limit = step or min(step_of(where[i][0]), step_of(where[keep[-1]][0]))
        if since + gaps[i] > limit or where[i] != where[i - 1] or i == len(line) - 1:
            keep.append(i)
            since = 0.0
    return line[keep], [where[i] for i in keep]
