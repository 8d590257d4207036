"""Moving things apart: heights in a column and labels at the two sides of a picture."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from visualizer.render.leaders import untangled

MOST_STEPS = 12
MOST_IN_ROW = 0.8  # share of the names of a column whose inner edges stand in a row
Rect = tuple[float, float, float, float]


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


def clear(
    across: tuple[float, float], low: float, high: float, gap: float, taken: Sequence[Rect]
) -> tuple[float, float]:
    """Return the heights, within low and high, between which a column is clear of what is taken."""
    bottom, top = low, high
    for x0, y0, x1, y1 in taken:
        if x1 <= across[0] or x0 >= across[1] or y1 - y0 > 0.6 * (high - low):
            continue
        if y0 + y1 < low + high:
            bottom = max(bottom, y1 + gap)
        else:
            top = min(top, y0 - gap)
    return (bottom, top) if top - bottom > 0.3 * (high - low) else (low, high)


def aside(rect: Rect, places: NDArray[np.floating], left: bool, width: float) -> float:
    """Return where a rectangle begins once it stands beside places it would cover.

    It moves outwards, to the left or the right, if the picture (`width`) has room for it there;
    else it stays.
    """
    x0, y0, x1, y1 = rect
    band = places[(places[:, 1] > y0) & (places[:, 1] < y1), 0]
    x, wide = x0, x1 - x0
    for _ in range(MOST_STEPS):
        inside = band[(band > x) & (band < x + wide)]
        if not len(inside):
            return x
        x = float(inside.min()) - wide if left else float(inside.max())
        if x < 0 or x + wide > width:
            break
    return x0


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
    placed = []
    for left, column in _dealt(names, size[0], fits).items():
        if not column:
            continue
        wanted = np.array([name.y for name in column])
        middles = spread(wanted, gap, room[0] + height / 2, room[1] - height / 2)
        widths = np.array([measure(name.text) for name in column])
        # most inner edges stand in a row, so that leaders need not cross
        inner = edge + np.maximum(widths, np.quantile(widths, MOST_IN_ROW))
        tips = inner if left else size[0] - inner
        middles = untangled(middles, tips, [(name.x, name.y) for name in column])
        for name, y, wide, tip in zip(column, middles, widths, tips, strict=True):
            x = float(tip - wide if left else tip)
            placed.append(PlacedName(name, x, float(y) - height / 2, float(wide), height))
    return placed


def _dealt(names: Sequence[Name], width: float, fits: int) -> dict[bool, list[Name]]:
    """Deal names to the left (True) and the right: each once, what has both sides to the emptier.

    The heaviest come first; a full column sends them to the other.
    """
    nearest: dict[str, dict[bool, Name]] = {}
    for name in sorted(names, key=lambda n: (-n.weight, -abs(n.x - width / 2))):
        nearest.setdefault(name.text, {}).setdefault(name.x < width / 2, name)
    sides: dict[bool, list[Name]] = {True: [], False: []}
    for found in nearest.values():
        emptier = len(sides[True]) <= len(sides[False])
        side = emptier if len(found) == 2 else next(iter(found))
        side = side if len(sides[side]) < fits else not side
        if len(sides[side]) < fits:
            sides[side].append(found.get(side) or found[not side])
    return sides
