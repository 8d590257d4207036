"""Lines from labels to what they name: they neither cross nor double back."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Flat = NDArray[np.float64]
MOST_SWAPS = 200
BUS = 0.5  # how much farther out the next line of a stack turns, as a share of the first


def crossing(begin: Flat, end: Flat) -> NDArray[np.bool_]:
    """Tell which of n straight lines cross: an (n, n) upper triangle; ends are (n, 2) pixels."""
    along = end - begin

    def sides(place: Flat) -> Flat:  # of [i], where the ends of [j] are
        away = place[None] - begin[:, None]
        return np.asarray(along[:, None, 0] * away[..., 1] - along[:, None, 1] * away[..., 0])

    parted = sides(begin) * sides(end) < 0
    return np.asarray(np.triu(parted & parted.T, 1))


def untangled(heights: ArrayLike, tips: ArrayLike, places: ArrayLike) -> Flat:
    """Deal the heights of a column's labels among them so that their lines do not cross.

    Parameters
    ----------
    heights : (n,) array
        Of each label, display pixels.
    tips : (n,) array
        Where across the picture the line of each label begins.
    places : (n, 2) array
        Where it ends.
    """
    dealt, across = np.array(heights, float), np.asarray(tips, float)
    ends = np.asarray(places, float).reshape(-1, 2)
    for _ in range(MOST_SWAPS):  # each swap makes the lines shorter where the tips are in a row
        pairs = np.argwhere(crossing(np.stack([across, dealt], axis=1), ends))
        if not len(pairs):
            break
        one, other = pairs[0]
        dealt[[one, other]] = dealt[[other, one]]
    return dealt


def slots(begin: Flat, end: Flat) -> NDArray[np.int64]:
    """Deal n places where lines begin among as many ends so that no lines cross.

    Returns the number of the beginning of each end; both are (n, 2) pixels.
    """
    dealt = np.arange(len(end))
    for _ in range(MOST_SWAPS):  # each swap makes the lines shorter
        pairs = np.argwhere(crossing(begin[dealt], end))
        if not len(pairs):
            break
        one, other = pairs[0]
        dealt[[one, other]] = dealt[[other, one]]
    return dealt


def beside_stack(tip: float, bend: float, rows: list[float], to: float) -> list[Flat]:
    """Lead the lines of a stack of labels past those that are nearer to what they name.

    Parameters
    ----------
    tip : float
        Where across the picture the labels end.
    bend : float
        Where the first line turns, from there; the others turn farther out.
    rows : list of float
        Heights of the labels, the nearest to what they name first.
    to : float
        Height at which the stack is passed.
    """
    turns = [tip + bend * (1 + BUS * number) for number in range(len(rows))]
    return [np.array([[tip, y], [x, y], [x, to]]) for x, y in zip(turns, rows, strict=True)]


def leader(rect: tuple[float, float, float, float], bend: float, place: Flat) -> Flat:
    """Return the line from a label to a place, bent at `bend` unless it would turn back.

    `rect` is (left, bottom, right, top); with a positive bend the line leaves at the right.
    """
    left, bottom, right, top = rect
    y = (bottom + top) / 2
    tip = right + 4 if bend > 0 else left - 4
    if (place[0] - tip) * np.sign(bend) >= abs(bend):
        return np.array([[tip, y], [tip + bend, y], place])
    near = right + 4 if place[0] > right else left - 4
    return np.array([[near, y], place])
