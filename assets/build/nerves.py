"""Nerve courses read from the knowledge tables and laid clear of bone (right side)."""

import tomllib
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assets.build import places
from assets.build.meshio import read_layer
from assets.build.nerves_clear import DEPTH_MM
from assets.build.nerves_curves import chain, smooth
from assets.build.nerves_node import Branch, Nerve, Node, reverse
from assets.build.nerves_places import Places, read_routes

__all__ = ["Branch", "Courses", "CutaneousEnd", "Nerve", "Node", "reverse"]

Array = NDArray[np.float64]
MUSCLE = "muscle."
CLEARANCE_MM = 0.8
STEP_MM = 6.0


@dataclass(frozen=True)
class CutaneousEnd:
    """Where a territory's branch leaves its nerve and the places on the skin it ends at."""

    territory: str
    nerve: str
    at: float
    points: list[list[Any]]
    spots: list[list[Any]]
    segments: tuple[str, ...]


def read_tables() -> dict[str, list[dict[str, Any]]]:
    """Entries of all course files, by kind."""
    out: dict[str, list[dict[str, Any]]] = {}
    for path in sorted((places.KNOWLEDGE / "nerve_courses").glob("*.toml")):
        with path.open("rb") as f:
            for key, value in tomllib.load(f).items():
                if isinstance(value, list):
                    out.setdefault(key, []).extend(value)
    with (places.KNOWLEDGE / "nerve_courses" / "README.toml").open("rb") as f:
        out["band"] = [tomllib.load(f)]
    return out


def _nerve(entry: dict[str, Any], band: float) -> Nerve:
    return Nerve(
        entry["id"],
        entry["from"],
        float(entry.get("at", 0.0)),
        entry["points"],
        dict(entry.get("levels", {})),
        float(entry.get("band_mm", band)),
        float(entry.get("radius_mm", 1.5)),
    )


class Courses:
    """All plexuses, nerves and branches of the right side."""

    def __init__(self, marks: dict[str, Array], mni_to_body: Array) -> None:
        table = read_tables()
        bones = read_layer(places.MESHES / "skeleton.npz")
        skin = read_layer(places.MESHES / "skin.npz")
        self.places = Places(marks, bones, max(skin.values(), key=lambda m: len(m[0])))
        self.places.place_brain(mni_to_body)
        self.space = self.places.space
        band = float(table["band"][0]["band_mm"])
        self.plexus = {p["id"]: p for p in table["plexus"]}
        self.nerves = {n["id"]: _nerve(n, band) for n in table["nerve"]}
        self.branches = [
            Branch(
                b["muscle"],
                b["nerve"],
                float(b["at"]),
                b["points"],
                tuple(b.get("segments", ())),
                float(b.get("share", 1.0)),
            )
            for b in table["branch"]
        ]
        self.cutaneous = [
            CutaneousEnd(
                c["territory"],
                c["nerve"],
                float(c["at"]),
                c.get("points", []),
                c["spots"],
                tuple(c.get("segments", ())),
            )
            for c in table["cutaneous"]
        ]
        self.routes = read_routes()
        self._parts: dict[tuple[str, str], Array] = {}
        self._settled: dict[tuple[str, str, str], list[Node]] = {}

    def curve(self, nerve: Nerve, segment: str) -> tuple[Array, Array, Array]:
        """Dense course of a nerve: points, index into its own points, and length along it."""
        key = segment if any("{n}" in p[0] for p in nerve.points) else ""
        if key not in nerve.curves:
            own = np.array([self.places.locate(p, segment) for p in nerve.points])
            if len(own) == 1:
                nerve.curves[key] = own, np.zeros(1), np.zeros(1)
            else:
                line, place = smooth(own, 2.0)
                if not nerve.id.startswith("nerve.cn"):
                    line = self._clear(line, nerve.radius)
                nerve.curves[key] = line, place, chain(line)
        return nerve.curves[key]

    def _clear(self, line: Array, radius: float) -> Array:
        n = len(line)
        margin = np.full(n, radius + CLEARANCE_MM)
        return self.space.relax(line, margin, np.full(n, DEPTH_MM), np.ones(n))

    def trunk(self, name: str, at: float, segment: str) -> list[Node]:
        """Nodes along a nerve and its parents up to the index `at` of its points."""
        nerve = self.nerves[name]
        above = []
        if nerve.parent in self.nerves:
            above = self.trunk(nerve.parent, nerve.at, segment)
        line, place, length = self.curve(nerve, segment)
        stop = float(np.interp(at, place, length))
        first = 4.0 if nerve.parent in self.nerves else 0.0
        marks = np.arange(min(first, stop), stop, STEP_MM)
        marks = np.append(marks[stop - marks > 3.0], stop)
        nodes = []
        for s in marks:
            point = np.array([np.interp(s, length, line[:, k]) for k in range(3)])
            nodes.append(Node(point, name, "", nerve.radius, float(s), held=True))
        return above + nodes

    def level(self, name: str, segment: str, along: float) -> str:
        """Classic place of a nerve at a position on its length, or nothing between them."""
        nerve = self.nerves[name]
        _, place, length = self.curve(nerve, segment)
        best, gap = "", nerve.band
        for level, index in nerve.levels.items():
            distance = abs(along - float(np.interp(index, place, length)))
            if distance <= gap:
                best, gap = level, distance
        return best

    def root_of(self, name: str) -> str:
        """First nerve of the chain that a nerve belongs to."""
        while name in self.nerves and self.nerves[name].parent in self.nerves:
            name = self.nerves[name].parent
        return name

    def _part(self, site: str, segment: str) -> Array:
        """Clear course of a plexus part."""
        part = self.plexus[site]
        key = segment if any("{n}" in p[0] for p in part["points"]) else ""
        if (site, key) not in self._parts:
            own = np.array([self.places.locate(p, segment) for p in part["points"]])
            line, _ = smooth(own, 2.0)
            line = self._clear(line, float(part.get("radius_mm", 1.8)))
            count = max(round(float(chain(line)[-1]) / STEP_MM), 1) + 1
            self._parts[site, key] = line[np.linspace(0, len(line) - 1, count).astype(int)]
        return self._parts[site, key]

    def plexus_nodes(self, name: str, segment: str) -> list[Node]:
        """Nodes of the plexus parts that a segment's fibres to a nerve run through."""
        nodes = []
        for entry in self.routes.get((self.root_of(name), segment), []):
            site, _, share = entry.partition("@")
            radius = float(self.plexus[site].get("radius_mm", 1.8))
            points = self._part(site, segment)
            points = points[: max(round(float(share or 1.0) * len(points)), 1)]
            nodes += [Node(p, site, "", radius, held=True) for p in points]
        return nodes

    def stem(self, name: str, at: float, segment: str) -> list[Node]:
        """Nodes from the first plexus part to the place where a branch leaves its nerve."""
        nodes = self.plexus_nodes(name, segment)
        if name in self.nerves:
            nodes += self.trunk(name, at, segment)
        return nodes

    def course(self, branch: Branch, segment: str, before: list[Node]) -> list[Node]:
        """Nodes from the plexus to the muscle, clear of bone.

        `before` are the nodes of the spinal nerve; they are held and not returned.
        """
        key = (branch.muscle, branch.nerve, segment)
        if key in self._settled:
            return [replace(n) for n in self._settled[key]]
        nodes = self.stem(branch.nerve, branch.at, segment)
        points = [self.places.locate(p, segment) for p in branch.points]
        if len(points) == 1:
            points.insert(0, ((nodes or before)[-1].point + points[0]) / 2)
        nodes += [Node(p, branch.nerve, "", 1.1) for p in points[:-1]]
        nodes.append(Node(points[-1], MUSCLE + branch.muscle, "", 1.1))
        self._settled[key] = self.settle(before, nodes)
        return [replace(n) for n in self._settled[key]]

    def settle(self, before: list[Node], nodes: list[Node]) -> list[Node]:
        """Mark the legs of a course along their nerves and lead the joins round the bones."""
        nodes = [replace(n) for n in nodes]
        for i, node in enumerate(nodes):
            last = nodes[i - 1] if i else None
            if last is not None and last.site == node.site:
                node.along_from = last.along
            else:
                gap = 30.0 if last is None else float(np.linalg.norm(node.point - last.point))
                node.along_from = node.along - gap
        everything = [*before, *nodes]
        held = np.array([True] * len(before) + [n.held for n in nodes])
        line, place = smooth(np.array([n.point for n in everything]), 2.0)
        leg = np.clip(np.ceil(place - 1e-9).astype(int), 1, len(everything) - 1)
        free = 1.0 - (held[leg] & held[leg - 1])
        if len(before):
            free[place < len(before) - 1] = 0.0
        joins = np.flatnonzero(held[:-1] & held[1:]) + 1
        apart = np.array([_joined(everything[k - 1], everything[k]) for k in joins], dtype=bool)
        free[np.isin(leg, joins[~apart])] = 1.0
        free = np.minimum(free, np.convolve(np.pad(free, 2, "edge"), np.ones(5) / 5, "valid"))
        if free.any() and not nodes[0].site.startswith("nerve.cn"):
            radius = np.interp(place, np.arange(len(everything)), [n.radius for n in everything])
            depth = np.full(len(line), DEPTH_MM)
            line = self.space.relax(line, radius + CLEARANCE_MM, depth, free)
        return _thinned(everything, line, place, leg, len(before))


def _joined(a: Node, b: Node) -> bool:
    """Tell whether two neighbouring nodes lie on the same laid curve."""
    return a.site == b.site


def _thinned(
    nodes: list[Node], line: Array, place: Array, leg: NDArray[np.intp], skip: int
) -> list[Node]:
    """Nodes every few millimetres of a settled course, after the first `skip` nodes."""
    out: list[Node] = []
    previous = nodes[skip - 1].point if skip else line[0]
    for k in range(max(skip, 1) if skip else 0, len(nodes)):
        node = nodes[k]
        if k == 0:
            out.append(replace(node, point=line[0]))
            continue
        here = np.flatnonzero((leg == k) & (place > k - 1 + 1e-9))
        start = int(here[0]) if len(here) else 0
        length = chain(np.vstack([previous[None], line[here]]))[1:]
        count = max(round(float(length[-1]) / STEP_MM), 1)
        cuts = np.searchsorted(length, np.arange(1, count + 1) / count * length[-1] - 1e-6)
        before = nodes[k - 1].radius
        along = node.along_from
        for cut in np.unique(np.clip(cuts, 0, len(here) - 1)):
            f = float(place[start + cut] - (k - 1))
            reach = node.along_from + f * (node.along - node.along_from)
            radius = before + f * (node.radius - before)
            point = line[start + cut]
            out.append(replace(node, point=point, radius=radius, along_from=along, along=reach))
            along = reach
        previous = line[here[-1]]
    return out
