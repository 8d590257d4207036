"""Tables of sensation by dermatome, territory, region and modality."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SensationTables:
    """Tables of sensation by dermatome, territory, region and modality."""
