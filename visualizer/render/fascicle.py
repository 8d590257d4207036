"""A nerve cut across, as a scene: a short stump with its sheaths, fibres and vessels."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from visualizer.anatomy import Body
from visualizer.render.camera import vec3
from visualizer.render.fascicle_parts import (
    BACK,
    FASCICLES,
    FIBRES_LARGER,
    NERVE_MM,
    pieces,
)
from visualizer.render.horn_group import Group
from visualizer.render.horn_shapes import Points
from visualizer.render.label import Label
from visualizer.render.palette import LMN, SENSORY, LegendRow, rgb
from visualizer.render.picking import Ray
from visualizer.render.words import site_words
from visualizer.scene import Pick

SIZE_MM = 30.0  # radius of the nerve as drawn
WORDS = {
    "nerve_section.epineurium": "epineurium",
    "nerve_section.perineurium": "perineurium",
    "nerve_section.endoneurium": "endoneurium",
    "nerve_section.axon": "axon",
    "nerve_section.myelin_sheath": "myelin sheath",
    "nerve_section.node_of_ranvier": "node of Ranvier",
    "nerve_section.schwann_cell": "Schwann cell",
    "nerve_section.unmyelinated_bundle": "unmyelinated fibres (Remak bundle)",
    "nerve_section.vasa_nervorum": "vasa nervorum",
}


@dataclass(frozen=True, slots=True, eq=False)
class Stump:
    """Where a nerve is cut: its middle and axes (across, across, along), world RAS mm."""

    nerve: str
    side: str
    centre: Points
    axes: Points

    def world(self, points: Points) -> Points:
        """Turn (n, 3) places in radii of the nerve into world mm."""
        return np.asarray(self.centre + SIZE_MM * np.asarray(points, dtype=float) @ self.axes)


def stump(body: Body, nerve: str, side: str) -> Stump:
    """Cut a nerve at the middle of its course; upright at the origin if the body has none."""
    fibres, up = body.fibres, np.array([0.0, 0.0, 1.0])
    found = [
        fibres.points_mm[fibres.points_at(number)].astype(float)
        for number, place in enumerate(fibres.stations)
        if place.site == nerve and place.side == side
    ]
    points = np.concatenate([np.zeros((0, 3)), *found])
    centre = points[np.argsort(points[:, 2])[len(points) // 2]] if len(points) else np.zeros(3)
    return Stump(nerve, side, centre, np.stack([[-1.0, 0.0, 0.0], [0.0, -1.0, 0.0], up]))


def framed(cut: Stump) -> Points:
    """Return (n, 3) world points that a picture of the nerve must show."""
    return cut.world(
        np.array([[-1.5, -1.0, BACK], [1.5, -1.0, BACK], [0.0, -0.3, 1.45], [0.0, 1.0, 0.0]])
    )


class NerveSection:
    """The scene of a nerve cut across.

    Attributes
    ----------
    actors : list
        To be added to a renderer.
    labels : list of Label
    points_mm : (n, 3) array
        What a picture must show, world RAS, mm.
    """

    def __init__(self, body: Body, nerve: str = "nerve.median", side: str = "left") -> None:
        self.stump = stump(body, nerve, side)
        self.pieces = pieces(tuple(body.fibre_classes))
        self._group = Group(self.pieces, self.stump.world)
        self.actors: list[Any] = self._group.actors
        self.labels = self._labels()
        self.points_mm = framed(self.stump)

    def pick(self, ray: Ray) -> Pick | None:
        """Return the part under a ray."""
        found = self._group.at(ray)
        if found is None:
            return None
        piece, at = found
        words = f"{WORDS[piece.part]}, {site_words(self.stump.nerve, self.stump.side)}"
        return Pick(vec3(np.array(at)), "mesh", piece.part, self.stump.side, "", words)

    def legend(self) -> list[LegendRow]:
        """List (label, colour, second cue)."""
        return [
            ("motor axons", LMN, "thick and middling"),
            ("sensory axons", SENSORY, "of every thickness"),
            ("autonomic axons", rgb("#b9a3d6"), "thin"),
            ("Schwann cells", rgb("#8fa3c2"), "on the sheath; round bare axons"),
        ]

    def _labels(self) -> list[Label]:
        first: dict[str, list[Points]] = {}
        for piece in self.pieces:
            first.setdefault(piece.part, []).append(piece.points.mean(axis=0))
        scale = round(2 * SIZE_MM / NERVE_MM)
        x, y, radius, out = FASCICLES[2]
        items: list[tuple[str, Any]] = [
            (f"{site_words(self.stump.nerve)}, {scale} x; fibres {round(scale * FIBRES_LARGER)} x",
             (-0.6, -0.8, 0.85 * BACK)),
            ("epineurium (with fat)", (-0.86, -0.35, 0.0)),
            ("perineurium", (x - 0.96 * radius, y, out)),
            ("endoneurium", (FASCICLES[3][0] + 0.12, FASCICLES[3][1] + 0.13, 0.05)),
            ("fascicle", (FASCICLES[1][0], FASCICLES[1][1], FASCICLES[1][3])),
            ("vasa nervorum", (0.40, -0.76, 0.1)),
            ("vasa nervorum on the surface", (1.02 * np.cos(4.9), 1.02 * np.sin(4.9), 0.6 * BACK)),
        ]  # fmt: skip
        named = {
            "nerve_section.node_of_ranvier": ("node of Ranvier", -1),
            "nerve_section.schwann_cell": ("Schwann cell nucleus", 2),
            "nerve_section.myelin_sheath": ("myelin sheath: one internode, drawn short", -2),
            "nerve_section.unmyelinated_bundle": ("unmyelinated C fibres in a Schwann cell", -1),
        }
        for part, (text, index) in named.items():
            if part in first:
                high = [p for p in first[part] if p[2] > 0.4] or first[part]
                items.append((text, high[index % len(high)]))
        items.append(("A-alpha axon, 12 to 20 \u00b5m with its sheath", (-0.23, -0.13, 1.3)))
        places = self.stump.world(np.array([place for _, place in items], dtype=float))
        return [Label(text, vec3(p)) for (text, _), p in zip(items, places, strict=True)]
