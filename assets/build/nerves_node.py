"""Points of a fibre's course with the places they lie in."""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


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
    held: bool = False
    """Already clear of bone and shared with other courses: not to be moved."""


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
    """A branch: where it leaves its nerve and how it reaches its muscle or skin."""

    muscle: str
    nerve: str
    at: float
    points: list[list[Any]]
    segments: tuple[str, ...]
    share: float


def reverse(course: list[Node]) -> list[Node]:
    """Nodes of a course from its end inwards: legs keep their names."""
    last = course[-1]
    out = [Node(last.point, last.site, "", last.radius)]
    for node, leg in zip(course[-2::-1], course[:0:-1], strict=True):
        back = replace(node, site=leg.site, level=leg.level)
        back.along, back.along_from = leg.along_from, leg.along
        out.append(back)
    return out
