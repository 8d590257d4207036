"""Tables of Horner, bladder, bowel, sweating and blood pressure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AutonomicTables:
    """Tables of Horner, bladder, bowel, sweating and blood pressure."""
