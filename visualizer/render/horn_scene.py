"""The ventral horn scene of one segment: its actors, its labels and what a click names."""

from functools import lru_cache
from typing import Any

import numpy as np

from visualizer.anatomy import Body
from visualizer.findings.finding import Involvement
from visualizer.render.camera import vec3
from visualizer.render.horn_block import Block, block
from visualizer.render.horn_cut import losses_of
from visualizer.render.horn_group import Group
from visualizer.render.horn_labels import labels_of
from visualizer.render.horn_mesh import Losses
from visualizer.render.horn_parts import pieces
from visualizer.render.horn_plan import Plan
from visualizer.render.horn_shapes import Piece, Points
from visualizer.render.horn_slab import slab
from visualizer.render.horn_words import OUTSIDE, ROOTS, part_words
from visualizer.render.label import Label
from visualizer.render.picking import Ray
from visualizer.scene import Pick


class HornScene:
    """One segment opened up with the reflex arc of one muscle.

    Attributes
    ----------
    block : Block
    pieces : list of Piece
        Every part, in the block's own millimetres.
    labels : list of Label
    actors : list
        The first are the faces of the block.
    """

    def __init__(self, body: Body, block: Block) -> None:
        self._body, self.block = body, block
        self.plan = Plan(block)
        self.pieces = _pieces_of(body, block.arc.segment, block.side)
        self._group = Group(self.pieces, block.world)
        self.losses: Losses = {}
        self.labels: list[Label] = labels_of(self.plan)
        self._slab = slab(block)

    @property
    def actors(self) -> list[Any]:
        """Every actor, the block first."""
        return [*self._slab, *self._group.actors]

    @property
    def faces(self) -> list[Any]:
        """The actors on which the cord itself can be picked."""
        return self._slab[:1]

    def set_cut(self, involvements: tuple[Involvement, ...]) -> bool:
        """Silence what lesions interrupt; tell whether anything has changed."""
        losses = losses_of(self._body, self.block, involvements)
        if losses == self.losses:
            return False
        self.losses = losses
        self._group.draw(losses)
        return True

    def set_moving(self, moving: bool) -> None:
        """Leave out what is clear while the camera moves."""
        for actor in (*self._slab[1:-1], *self._group.actors[1:]):
            actor.SetVisibility(not moving)

    def pick(self, ray: Ray) -> Pick | None:
        """Return the part under a ray: the first solid one, else the first clear one."""
        found = self._group.at(ray)
        return None if found is None else self._pick(*found)

    def _pick(self, piece: Piece, at: Any) -> Pick:
        side, level = self.block.side, self.block.arc.segment
        words = part_words(self.block, piece.part)
        if piece.part in ROOTS:
            place = _true_place(self._body, ROOTS[piece.part], side, level)
            if place is not None:
                return Pick(place, "nerve", ROOTS[piece.part], side, level, words)
        kind = "mesh" if piece.part in (*OUTSIDE, *ROOTS) else "cord"
        return Pick(vec3(np.array(at)), kind, piece.part, side, level, words)


def framed(plan: Plan) -> Points:
    """Return (n, 3) world points that a picture of the scene must show, with room for labels."""
    b = plan.block
    far = [b.at(-1.75, 0, 0), b.at(3.75, 0, 0.4), b.at(0, -1.0, 0.0), b.at(0, 1.0, 1.0),
           plan.muscle(0.56, 1.2), plan.muscle(0.56, -1.3)]  # fmt: skip
    return b.world(np.array(far))


def _true_place(body: Body, site: str, side: str, level: str) -> Any:
    """Return where a root really is: the scene draws it shortened."""
    for number, station in enumerate(body.fibres.stations):
        if (station.site, station.side, station.level) == (site, side, level):
            points = body.fibres.points_mm[body.fibres.points_at(number)]
            if len(points):
                middle = np.median(points, axis=0)
                return vec3(points[np.argmin(np.linalg.norm(points - middle, axis=1))])
    return None


@lru_cache(maxsize=12)
def _pieces_of(body: Body, segment: str, side: str) -> list[Piece]:
    made = block(body, segment, side)
    assert made is not None
    return pieces(Plan(made))


def horn_scene(body: Body, segment: str, side: str) -> HornScene | None:
    """Open a segment; None for a body that knows no cross-sections of it."""
    made = block(body, segment, side)
    return None if made is None else HornScene(body, made)
