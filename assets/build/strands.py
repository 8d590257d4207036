"""Fibres as the builders hand them over: a polyline, its places and its population."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Place = tuple[str, str, str]
NOWHERE: Place = ("none", "none", "")
_OTHER = {"left": "right", "right": "left"}
_MIRROR = np.array([-1.0, 1.0, 1.0])


@dataclass(frozen=True, eq=False)
class Fibre:
    """One fibre of a population.

    Attributes
    ----------
    kind, target, segment : str
        What the population is, what it serves and the cord segment of its synapse or root.
    side : str
        Body side of the target.
    points : (n, 3) float array
        Body RAS mm, from the cell to the target; afferents from the receptor to the synapse.
    places : list of (site, side of the place, level), one a point
    weight : float
    variant : str
        Tells populations of one target apart, such as "crossed".
    """

    kind: str
    target: str
    segment: str
    side: str
    points: Array
    places: list[Place]
    weight: float = 1.0
    variant: str = ""

    @property
    def population(self) -> tuple[str, str, str, str, str]:
        """Return (id, kind, side, target, segment)."""
        parts = (self.kind, self.target, self.segment, self.side, self.variant)
        name = ".".join(p for p in parts if p)
        return name, self.kind, self.side, self.target, self.segment


def mirrored(fibre: Fibre) -> Fibre:
    """Return the same fibre of the other side of the body."""
    return replace(
        fibre,
        side=_OTHER.get(fibre.side, fibre.side),
        points=fibre.points * _MIRROR,
        places=[(site, _OTHER.get(side, side), level) for site, side, level in fibre.places],
    )


def both_sides(fibres: Iterable[Fibre]) -> Iterator[Fibre]:
    """Return each fibre and its mirror image."""
    for fibre in fibres:
        yield fibre
        yield mirrored(fibre)


def preview(path: Path, fibres: Iterable[Fibre]) -> None:
    """Write the polylines alone, to look at: `points`, `offsets` and `names`."""
    gathered = list(fibres)
    counts = [len(f.points) for f in gathered]
    np.savez_compressed(
        path,
        points=np.concatenate([f.points for f in gathered]).astype(np.float32),
        offsets=np.concatenate([[0], np.cumsum(counts)]),
        names=np.array([f.population[0] for f in gathered]),
    )
