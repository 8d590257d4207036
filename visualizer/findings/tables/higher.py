"""Tables of language, attention, consciousness, coordination."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HigherTables:
    """Tables of language, attention, consciousness, coordination."""
