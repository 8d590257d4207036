"""Many pieces drawn as one solid and one clear surface, and the piece under a ray."""

from collections.abc import Callable, Sequence
from typing import Any

from vtkmodules.vtkCommonCore import mutable
from vtkmodules.vtkCommonDataModel import vtkGenericCell, vtkStaticCellLocator

from visualizer.render.horn_mesh import Losses, actor_of, merge
from visualizer.render.horn_shapes import Piece, Points
from visualizer.render.picking import Ray

GLASS = 0.17


class Group:
    """Pieces in two actors.

    Parameters
    ----------
    pieces : sequence of Piece
    world : callable
        Turns their (n, 3) points into world RAS mm.
    """

    def __init__(
        self, pieces: Sequence[Piece], world: Callable[[Points], Points], glass: float = GLASS
    ) -> None:
        self._world = world
        solid = [piece for piece in pieces if piece.glass >= 1]
        clear = [piece for piece in pieces if piece.glass < 1]
        self._sorted = [group for group in (solid, clear) if group]
        self._merged = [merge(group, world, {}) for group in self._sorted]
        self.actors = [
            actor_of(merged.data, 1.0 if group is solid else glass)
            for merged, group in zip(self._merged, self._sorted, strict=True)
        ]
        self._locators: list[Any] | None = None

    def draw(self, losses: Losses) -> None:
        """Draw the pieces anew for what is lost."""
        self._merged = [merge(group, self._world, losses) for group in self._sorted]
        for actor, merged in zip(self.actors, self._merged, strict=True):
            actor.GetMapper().SetInputData(merged.data)
        self._locators = None

    def at(self, ray: Ray) -> tuple[Piece, list[float]] | None:
        """Return the piece under a ray and where it is met: solid ones first, then clear ones."""
        if self._locators is None:
            self._locators = [_locator(merged.data) for merged in self._merged]
        for locator, merged, group in zip(self._locators, self._merged, self._sorted, strict=True):
            hit = _first(locator, ray)
            if hit is not None:
                return group[int(merged.piece[hit[0]])], hit[1]
        return None


def _locator(data: Any) -> Any:
    locator = vtkStaticCellLocator()
    locator.SetDataSet(data)
    locator.BuildLocator()
    return locator


def _first(locator: Any, ray: Ray) -> tuple[int, list[float]] | None:
    share, at, pcoords = mutable(0.0), [0.0] * 3, [0.0] * 3
    sub, cell, number = mutable(0), vtkGenericCell(), mutable(-1)
    found = locator.IntersectWithLine(
        list(ray.start), list(ray.stop), 1e-6, share, at, pcoords, sub, number, cell
    )
    return (int(number), at) if found else None
