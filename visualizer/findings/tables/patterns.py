"""Tables of gait, postures and other signs read off the findings before them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PatternsTables:
    """Tables of gait, postures and other signs read off the findings before them."""
