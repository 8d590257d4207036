"""What joins labels to their places: lines, a dot at each end, a ring round a lesion."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from visualizer.render.flat_actors import circle, line_actor, set_lines
from visualizer.render.leaders import Flat
from visualizer.render.palette import LESION, Theme

RING_PIXELS = 11.0  # round a lesion: small ones are found at any zoom
DOT_PIXELS = 2.5


class LabelMarks:
    """The lines of labels; `lines` and `ringed` are those of the last drawing, display pixels."""

    def __init__(self) -> None:
        self.lines: list[Flat] = []
        self.ringed: Flat = np.zeros((0, 2))
        self._leaders, self._leader_data = line_actor(1.2)
        self._dots, self._dot_data = line_actor(2.0)
        self._rings, self._ring_data = line_actor(2.6)
        self._rings.GetProperty().SetColor(*LESION)

    @property
    def actors(self) -> list[Any]:
        """Every actor, to be added to a renderer."""
        return [self._leaders, self._dots, self._rings]

    def set_theme(self, theme: Theme) -> None:
        """Take the colour of the theme's lines."""
        for actor in (self._leaders, self._dots):
            actor.GetProperty().SetColor(*theme.faint)

    def ring(self, places: Sequence[Flat], scale: float) -> None:
        """Draw a ring round each place, (2,) display pixels."""
        rings = [circle(place, RING_PIXELS * scale) for place in places]
        self.ringed = np.concatenate([np.zeros((0, 2)), *rings])
        set_lines(self._ring_data, rings)

    def join(self, lines: list[Flat], scale: float) -> None:
        """Draw lines, (n, 2) display pixels, with a dot where each ends."""
        self.lines = lines
        set_lines(self._leader_data, lines)
        set_lines(self._dot_data, [circle(line[-1], DOT_PIXELS * scale) for line in lines])
