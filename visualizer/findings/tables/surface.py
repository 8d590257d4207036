"""Tables of superficial and sacral reflexes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SurfaceReflexesTables:
    """Tables of superficial and sacral reflexes."""
