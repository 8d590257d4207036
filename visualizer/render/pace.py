"""How fast frames come while something moves, and how much to leave out for that."""

from collections import deque
from itertools import pairwise

TARGET_SECONDS = 1 / 15
MOST_THRIFT = 2


class Pace:
    """Counts frames and becomes thriftier when even the quickest of the last few is slow.

    `thrift` is 0 (draw the thinned picture), 1 (leave out what is drawn as glass) or 2 (one
    light only). It lasts until the view changes: a slow machine stays slow.
    """

    def __init__(self) -> None:
        self.thrift = 0
        self._starts: deque[float] = deque(maxlen=5)

    def rest(self) -> None:
        """Forget the times of frames: nothing moves now."""
        self._starts.clear()

    def frame(self, now: float) -> bool:
        """Note that a frame starts, in seconds; tell whether thrift has just grown."""
        self._starts.append(now)
        if len(self._starts) < 5 or self.thrift >= MOST_THRIFT:
            return False
        times = list(self._starts)
        quickest = min(b - a for a, b in pairwise(times))
        if quickest <= TARGET_SECONDS:
            return False
        self.thrift += 1
        self._starts.clear()
        return True
