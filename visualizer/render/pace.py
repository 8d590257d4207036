"""How fast frames come while something moves, and how much to leave out for that."""

from collections import deque
from itertools import pairwise

TARGET_SECONDS = 1 / 17
EASY_SECONDS = 1 / 35
MOST_THRIFT = 3


class Pace:
    """Counts frames and becomes thriftier when even the quickest of the last few is slow.

    `thrift` is 0 (draw the thinned picture), 1 (leave out the plain labels, one light only),
    2 (leave out faint glass) or 3 (all glass, and the shaded background). It is remembered: a
    slow machine stays slow. Where frames came very quickly the next movement tries less of it.

    Parameters
    ----------
    thrift : int
        What was needed in another view.
    """

    def __init__(self, thrift: int = 0) -> None:
        self.thrift = thrift
        self._starts: deque[float] = deque(maxlen=5)

    def rest(self) -> None:
        """Forget the times of frames: nothing moves now."""
        if len(self._starts) == 5 and self.thrift:
            self.thrift -= self._quickest() < EASY_SECONDS
        self._starts.clear()

    def _quickest(self) -> float:
        return min(b - a for a, b in pairwise(self._starts))

    def frame(self, now: float) -> bool:
        """Note that a frame starts, in seconds; tell whether thrift has just grown."""
        self._starts.append(now)
        if len(self._starts) < 5 or self.thrift >= MOST_THRIFT:
            return False
        if self._quickest() <= TARGET_SECONDS:
            return False
        self.thrift += 1
        self._starts.clear()
        return True
