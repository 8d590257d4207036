"""The parts of the body along the motor and the sensory strip."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StripPart:
    """A part of the body on a strip of the cortex.

    Attributes
    ----------
    strip : str
        "motor" or "sensory".
    part, label : str
        Its id and its words.
    start, stop : int
        Where it begins and ends on the map, 0 (lateral) to 250 (medial).
    """

    strip: str
    part: str
    label: str
    start: int
    stop: int

    @property
    def middle(self) -> float:
        """Where its middle is on the map."""
        return (self.start + self.stop) / 2
