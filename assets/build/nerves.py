"""Nerve courses read from the knowledge table and laid on the bone landmarks (right side)."""

import csv
import tomllib
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assets.build import places
from assets.build.meshio import read_layer
from assets.build.nerves_curves import chain, smooth

Array = NDArray[np.float64]
MUSCLE = "muscle."


@dataclass
class Node:
    """A point of a fibre's course; `site` and `level` name the leg that ends in it."""

    point: Array
    site: str
    level: str = ""
    radius: float = 1.5
    along: float = np.nan
    """Position on the nerve's own length, mm; NaN beside a nerve."""
    along_from: float = np.nan
    """The same where the leg begins."""


@dataclass
class Nerve:
    """One nerve laid out in space."""

    id: str
    parent: str
    at: float
    points: list[list[Any]]
    levels: dict[str, float]
    band: float
    radius: float
    curves: dict[str, tuple[Array, Array, Array]] = field(default_factory=dict)


@dataclass(frozen=True)
class Branch:
    """A motor branch: where it leaves its nerve and how it reaches the muscle."""

    muscle: str
    nerve: str
    at: float
    points: list[list[Any]]
    segments: tuple[str, ...]
    share: float


def landmarks(marks: dict[str, Array]) -> dict[str, Array]:
    """Right-side landmarks without the side, with the points derived for the nerves."""
    out = {k.removesuffix(".right"): v for k, v in marks.items() if not k.endswith(".left")}
    bones = read_layer(places.MESHES / "skeleton.npz")
    for n in range(1, 13):
        v = bones[f"bone.rib.{n}.right"][0]
        out[f"rib.{n}.posterior"] = v[np.argsort(v[:, 1])[:4]].mean(axis=0)
    a, b = out["scapula.superior_angle"], out["coracoid"]
    out["superior_angle_coracoid"] = a + 0.6 * (b - a)
    a, b = out["xiphoid"], out["pubic_tubercle"]
    for level, share in (("T10", 0.45), ("T11", 0.6), ("T12", 0.75)):
        out[f"abdomen.{level}"] = np.array([45.0, -24.0, a[2] + share * (b[2] - a[2])])
    return out


class Courses:
    """All plexuses, nerves and branches of the right side."""

    def __init__(self, marks: dict[str, Array], mni_to_body: Array) -> None:
        with (places.KNOWLEDGE / "nerve_courses.toml").open("rb") as f:
            table = tomllib.load(f)
        self._marks = landmarks(marks)
        self._matrix = mni_to_body
        band = float(table["band_mm"])
        self.plexus = {p["id"]: p for p in table["plexus"]}
        self.nerves = {
            n["id"]: Nerve(
                n["id"],
                n["from"],
                float(n.get("at", 0.0)),
                n["points"],
                dict(n.get("levels", {})),
                float(n.get("band_mm", band)),
                float(n.get("radius_mm", 1.5)),
            )
            for n in table["nerve"]
        }
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
        with (places.KNOWLEDGE / "plexus.csv").open(encoding="utf-8") as f:
            self.routes = {
                (r["nerve"], r["segment"]): [s for s in r["stations"].split(";") if s]
                for r in csv.DictReader(f)
            }

    def locate(self, spec: list[Any], segment: str) -> Array:
        """Point (3,) of an anchored place, body mm."""
        name, *numbers = spec
        if name == "mni":
            q = np.array(numbers, dtype=float)
            return self._matrix[:3, :3] @ q + self._matrix[:3, 3]
        share = numbers.pop(0) if ">" in name else 0.0
        number = segment[1:] if "rib." in name else segment
        if name.startswith("vertebra"):
            number = segment.lower().replace("c8", "t1")
        ends = [self._marks[n.replace("{n}", number)] for n in name.split(">")]
        base = ends[0] + share * (ends[-1] - ends[0])
        return base + np.array(numbers, dtype=float)

    def curve(self, nerve: Nerve, segment: str) -> tuple[Array, Array, Array]:
        """Dense course of a nerve: points, index into its own points, and length along it."""
        key = segment if any("{n}" in p[0] for p in nerve.points) else ""
        if key not in nerve.curves:
            own = np.array([self.locate(p, segment) for p in nerve.points])
            if len(own) == 1:
                nerve.curves[key] = own, np.zeros(1), np.zeros(1)
            else:
                line, place = smooth(own, 1.0)
                nerve.curves[key] = line, place, chain(line)
        return nerve.curves[key]

    def trunk(self, name: str, at: float, segment: str) -> list[Node]:
        """Nodes along a nerve and its parents up to the index `at` of its points."""
        nerve = self.nerves[name]
        above = []
        if nerve.parent in self.nerves:
            above = self.trunk(nerve.parent, nerve.at, segment)
        line, place, length = self.curve(nerve, segment)
        stop = float(np.interp(at, place, length))
        marks = np.arange(0.0, stop, 9.0)
        marks = np.append(marks[stop - marks > 3.0], stop)
        nodes = []
        for s in marks:
            point = np.array([np.interp(s, length, line[:, k]) for k in range(3)])
            nodes.append(Node(point, name, "", nerve.radius, float(s)))
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

    def plexus_nodes(self, name: str, segment: str) -> list[Node]:
        """Nodes of the plexus parts that a segment's fibres to a nerve run through."""
        nodes = []
        for site in self.routes.get((self.root_of(name), segment), []):
            part = self.plexus[site]
            radius = float(part.get("radius_mm", 1.8))
            nodes += [Node(self.locate(p, segment), site, "", radius) for p in part["points"]]
        return nodes

    def course(self, branch: Branch, segment: str) -> list[Node]:
        """Nodes from the plexus (or the spinal nerve) to the muscle."""
        nodes = self.plexus_nodes(branch.nerve, segment)
        site = branch.nerve
        if branch.nerve in self.nerves:
            nodes += self.trunk(branch.nerve, branch.at, segment)
        points = [self.locate(p, segment) for p in branch.points]
        if len(points) == 1:
            points.insert(0, (nodes[-1].point + points[0]) / 2)
        reach = chain(np.array([nodes[-1].point, *points]))[-1]
        spread = float(np.clip(0.2 * reach, 1.2, 7.0))
        nodes += [Node(p, site, "", 1.2) for p in points[:-1]]
        nodes.append(Node(points[-1], MUSCLE + branch.muscle, "", spread))
        for before, node in zip([None, *nodes[:-1]], nodes, strict=True):
            if before is not None and before.site == node.site:
                node.along_from = before.along
            elif before is not None:
                node.along_from = node.along - float(np.linalg.norm(node.point - before.point))
            else:
                node.along_from = node.along - 30.0
        return nodes


def reverse(course: list[Node]) -> list[Node]:
    """Nodes of a course from the muscle inwards: legs keep their names."""
    last = course[-1]
    out = [Node(last.point, last.site, "", last.radius)]
    for node, leg in zip(course[-2::-1], course[:0:-1], strict=True):
        out.append(Node(node.point, leg.site, leg.level, node.radius, leg.along_from, leg.along))
    return out
