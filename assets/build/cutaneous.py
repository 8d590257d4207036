"""Courses of the cutaneous nerves of the right side, from the skin to the dorsal root."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assets.build import cord as cords
from assets.build import places
from assets.build.cord import Cord
from assets.build.cord_zones import Zones
from assets.build.fibres_lmn import Motor
from assets.build.nerves import Courses, CutaneousEnd
from assets.build.nerves_curves import ball
from assets.build.nerves_node import Node, reverse
from assets.build.nerves_roots import Foramina, dorsal_root
from assets.build.strands import Place

Array = NDArray[np.float64]
SPOTS = 5
"""Ends a territory and segment, at most."""
DEPTH_MM = 1.0
RIGHT_MM = -0.5
NEIGHBOURS = "neighbours"
"""Word of the table for nerves of one segment: others of their row serve their skin too."""
INSIDE_CORD = 3
"""Nodes at the end of a dorsal root's course that lie in the dorsal horn."""


@dataclass(frozen=True, eq=False)
class PeripheralPath:
    """A sensory fibre's way from the skin to the entry of its dorsal root, right side.

    Attributes
    ----------
    territory, segment : str
    points : (n, 3) array, body mm, from the skin end to the dorsal root entry zone
    places : list of (site, side, level), one a point
    weight : float
        Share of the territory's fibres: the weights of a territory sum to 1. Further roots of the
        nerve have none.
    """

    territory: str
    segment: str
    points: Array
    places: list[Place]
    weight: float


def read_territories() -> dict[str, dict[str, float]]:
    """Territory to its segments' shares."""
    with (places.KNOWLEDGE / "cutaneous_nerves.csv").open(encoding="utf-8") as f:
        return {
            row["territory"]: {
                part.split(":")[0]: float(part.split(":")[1]) for part in row["segments"].split(";")
            }
            for row in csv.DictReader(f)
        }


def read_further() -> dict[str, tuple[str, ...]]:
    """Territory to further roots of its nerve, whose fibres reach its skin as neighbours."""
    with (places.KNOWLEDGE / "cutaneous_nerves.csv").open(encoding="utf-8") as f:
        rows = list(csv.DictReader(f))
    return {
        r["territory"]: tuple(r["further"].split(";"))
        for r in rows
        if r["further"] not in ("", NEIGHBOURS)
    }


def read_segmental() -> frozenset[str]:
    """Territories of nerves of one segment each, which overlap with their neighbours'."""
    with (places.KNOWLEDGE / "cutaneous_nerves.csv").open(encoding="utf-8") as f:
        return frozenset(r["territory"] for r in csv.DictReader(f) if r["further"] == NEIGHBOURS)


def skin_spots() -> dict[str, Array]:
    """Places (k, 3) spread over each territory that the skin mesh names, mm."""
    with np.load(places.MESHES / "skin.npz", allow_pickle=False) as f:
        if "territory" not in f:
            return {}
        v = f["origin_mm"] + f["scale_mm"] * f["vertices"].astype(float)
        label, names = f["territory"], [str(n) for n in f["territory_names"]]
        v, label = v[: len(label)], label[: len(v)]
    out = {}
    for i, name in enumerate(names):
        here = v[(label == i) & (v[:, 0] > RIGHT_MM)]
        if len(here) >= SPOTS:
            out[name] = _spread(here, SPOTS)
    return out


def _spread(points: Array, n: int) -> Array:
    """Middles of `n` patches of about equal size (k-means from far-apart starts)."""
    chosen = [int(np.linalg.norm(points - points.mean(axis=0), axis=1).argmin())]
    gap = np.linalg.norm(points - points[chosen[0]], axis=1)
    while len(chosen) < n:
        chosen.append(int(gap.argmax()))
        gap = np.minimum(gap, np.linalg.norm(points - points[chosen[-1]], axis=1))
    middles = points[chosen]
    for _ in range(8):
        owner = np.linalg.norm(points[:, None] - middles[None], axis=2).argmin(axis=1)
        middles = np.array([points[owner == k].mean(axis=0) for k in range(n)])
    nearest = np.linalg.norm(points[:, None] - middles[None], axis=2).argmin(axis=0)
    return points[nearest]


class Cutaneous:
    """Maker of the paths; they share the motor nerves' courses."""

    def __init__(self, cord: Cord, foramina: Foramina, courses: Courses, motor: Motor) -> None:
        self._cord, self._foramina, self._courses = cord, foramina, courses
        self._motor = motor
        self._mapped = skin_spots()

    def paths(self) -> Iterator[PeripheralPath]:
        """Make the paths of every territory with a spinal segment."""
        further = read_further()
        for territory, shares in read_territories().items():
            more = dict.fromkeys(further.get(territory, ()), 0.0)
            for segment, share in (shares | more).items():
                if segment.startswith("V"):
                    continue
                made = list(self._of(territory, segment))
                if not made:
                    raise ValueError(f"no course for the skin of {territory}")
                for points, where in made:
                    yield PeripheralPath(territory, segment, points, where, share / len(made))

    def _entries(self, territory: str, segment: str) -> list[CutaneousEnd]:
        names = (territory, territory.replace(segment.lower(), "{n}"))
        return [
            c
            for c in self._courses.cutaneous
            if c.territory in names and (not c.segments or segment in c.segments)
        ]

    def _spots(self, entries: list[CutaneousEnd], segment: str) -> list[tuple[CutaneousEnd, Array]]:
        """Each end on the skin with the entry whose branch lies nearest."""
        own = [(e, self._courses.places.locate(s, segment)) for e in entries for s in e.spots]
        mapped = self._mapped.get(entries[0].territory.replace("{n}", segment.lower()))
        if mapped is None:
            return own
        near = [min(own, key=lambda o, p=spot: float(np.linalg.norm(o[1] - p))) for spot in mapped]
        return [(e, spot) for (e, _), spot in zip(near, mapped, strict=True)]

    def _of(self, territory: str, segment: str) -> Iterator[tuple[Array, list[Place]]]:
        entries = self._entries(territory, segment)
        if not entries:
            return
        spinal = self._spinal(segment)
        stems = {id(e): self._stem(e, segment, spinal) for e in entries}
        spots = self._spots(entries, segment)
        shifts = 0.9 * ball(f"skin.{territory}.{segment}", len(spots))
        for k, (entry, spot) in enumerate(spots):
            surface, outward = self._courses.space.skin.nearest(spot)
            stem = stems[id(entry)]
            end = Node(surface - DEPTH_MM * outward, f"skin.{territory}", "", 0.0)
            tail = self._courses.settle(stem[-3:], self._tail(stem[-1], end, entry.nerve))
            root = self._root(segment, (k + 0.5) / len(spots), [*stem, *tail][0])
            nodes = [*reverse([*stem, *tail]), *root]
            points, where = self._motor.lay(nodes, shifts[k], segment)
            yield points, [(site, "right", level) for site, level in where]

    def _spinal(self, segment: str) -> list[Node]:
        points = self._foramina.spinal_nerve(segment)
        return [Node(p, "root.spinal_nerve", segment, 1.1, held=True) for p in points]

    def _stem(self, entry: CutaneousEnd, segment: str, spinal: list[Node]) -> list[Node]:
        """Settled nodes from the plexus to the place where the branches spread."""
        nodes = self._courses.stem(entry.nerve, entry.at, segment)
        points = [self._courses.places.locate(p, segment) for p in entry.points]
        nodes += [Node(p, entry.nerve, "", 0.9) for p in points]
        settled = self._courses.settle(spinal, nodes)
        for node in settled:
            node.held = True
        return settled

    def _tail(self, last: Node, end: Node, nerve: str) -> list[Node]:
        """Nodes of a branch under the skin from the nerve to its end."""
        gap = float(np.linalg.norm(end.point - last.point))
        count = max(int(gap / 25.0), 1)
        out = []
        for f in np.arange(1, count + 1) / (count + 1):
            middle = last.point + f * (end.point - last.point)
            surface, outward = self._courses.space.skin.nearest(middle)
            under = surface - 3.0 * outward
            close = f if np.linalg.norm(under - middle) < 30.0 else 0.0
            out.append(Node(middle + close * (under - middle), nerve, "", 0.7))
        return [*out, end]

    def _root(self, segment: str, share: float, first: Node) -> list[Node]:
        """Nodes from the spinal nerve to the root's entry into the cord."""
        s = self._cord.along(segment, 0.1 + 0.8 * share)
        nodes = dorsal_root(self._cord, self._foramina, segment, (s, 0.4, 0.4))[:-INSIDE_CORD]
        nodes[0] = Node(nodes[0].point, first.site, "", 1.1, first.along_from, first.along)
        return nodes


def peripheral_paths(courses: Courses | None = None) -> Iterator[PeripheralPath]:
    """Make the sensory paths of the right side.

    Parameters
    ----------
    courses : Courses, optional
        The courses when a caller has them already: laying them takes most of the time.
    """
    marks, matrix = cords.read_landmarks(), cords.read_mni_to_body()
    cord, _, _ = cords.build()
    courses = courses or Courses(marks, matrix)
    foramina = Foramina(cord, marks)
    motor = Motor(cord, Zones(cord), foramina, courses, matrix)
    yield from Cutaneous(cord, foramina, courses, motor).paths()


def fibres() -> Iterator[PeripheralPath]:
    """Make the paths; the sensory tracts prolong them into the cord."""
    yield from peripheral_paths()
