"""Tables of eyes, face, throat, tongue and the special senses."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CranialTables:
    """Tables of eyes, face, throat, tongue and the special senses."""
