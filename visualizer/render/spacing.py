"""Moving things apart: heights in a column and labels at the two sides of a picture."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Rect = tuple[float, float, float, float]
Placed = tuple[Any, NDArray[np.float64]]  # a thing and where it is, display pixels


def spread(heights: NDArray[np.floating], gap: float, low: float, high: float) -> Any:
    """Move heights apart to at least `gap`, keeping their order, within low and high."""
    order = np.argsort(heights)
    placed = np.asarray(heights, float)[order].copy()
    for _ in range(30):
        for i in range(len(placed) - 1):
            lack = gap - (placed[i + 1] - placed[i])
            if lack > 0:
                placed[i] -= lack / 2
                placed[i + 1] += lack / 2
        placed = np.clip(placed, low, high)
    for i in range(1, len(placed)):
        placed[i] = max(placed[i], placed[i - 1] + gap)
    for i in range(len(placed) - 1, -1, -1):
        placed[i] = min(placed[i], high - gap * (len(placed) - 1 - i))
    out = np.empty_like(placed)
    out[order] = placed
    return out


def halves(across: list[float]) -> float:
    """Return where to part places into about equal halves: at the widest gap near the middle."""
    ordered = np.sort(across)
    low, high = int(0.4 * len(ordered)), int(0.6 * len(ordered)) + 1
    gaps = np.diff(ordered[low:high])
    if not len(gaps):
        return float(np.median(ordered))
    widest = low + int(np.argmax(gaps))
    return float(ordered[widest] + ordered[widest + 1]) / 2


def uncrossed(column: list[Placed], above: int, rows: list[float], edge: float) -> list[Placed]:
    """Order two stacks of labels at an edge by how steeply their leaders leave them.

    Parameters
    ----------
    column : list of (thing, (x, y)), from above downwards
    above : int
        How many stand in the upper stack.
    rows : list of float
        Height of each label, from above downwards.
    edge : float
        Where the stacks stand across the picture.
    """

    def slope(entry: Placed, row: float) -> float:
        away = abs(float(entry[1][0]) - edge)
        return abs(float(entry[1][1]) - row) / max(away, 1.0)

    return [
        *sorted(column[:above], key=lambda entry: slope(entry, rows[0])),
        *sorted(column[above:], key=lambda entry: -slope(entry, rows[-1])),
    ]


@dataclass(frozen=True, slots=True)
class Name:
    """A text and where what it names is, in pixels from the upper left corner."""

    text: str
    x: float
    y: float
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class PlacedName:
    """A name with the rectangle of its text: left, top, width, height."""

    name: Name
    left: float
    top: float
    width: float
    height: float

    @property
    def tip(self) -> tuple[float, float]:
        """Where its leader begins: the edge nearer to what it names."""
        inner = self.left + self.width if self.left + self.width / 2 < self.name.x else self.left
        return inner, self.top + self.height / 2


def columns(
    names: Sequence[Name],
    measure: Callable[[str], float],
    size: tuple[float, float],
    height: float,
    room: tuple[float, float],
    edge: float = 8.0,
) -> list[PlacedName]:
    """Place names in a column at each side, so that none overlaps another.

    Each text is placed once, beside the instance that is nearest to a side; what does not fit
    is left out, the lightest first.

    Parameters
    ----------
    names : sequence of Name
    measure : callable
        Takes a text to its width in pixels.
    size : (width, height)
        Of the picture.
    height : float
        Of a text with its plate, pixels.
    room : (top, bottom)
        Heights, from above, between which names may stand.
    edge : float
        Distance of the columns from the edge.
    """
    gap = height * 1.12
    fits = max(0, int((room[1] - room[0]) / gap))
    best: dict[str, Name] = {}
    for name in sorted(names, key=lambda n: (-n.weight, -abs(n.x - size[0] / 2))):
        best.setdefault(name.text, name)
    sides: dict[bool, list[Name]] = {True: [], False: []}
    for name in best.values():  # the heaviest first; a full column sends them to the other
        left = name.x < size[0] / 2
        for side in (left, not left):
            if len(sides[side]) < fits:
                sides[side].append(name)
                break
    placed = []
    for left, column in sides.items():
        if not column:
            continue
        wanted = np.array([name.y for name in column])
        middles = spread(wanted, gap, room[0] + height / 2, room[1] - height / 2)
        for name, y in zip(column, middles, strict=True):
            wide = measure(name.text)
            x = edge if left else size[0] - edge - wide
            placed.append(PlacedName(name, x, float(y) - height / 2, wide, height))
    return placed
