"""Sensation by dermatome, territory, region and modality."""

from collections.abc import Iterator

from visualizer.findings.deficits import Deficits
from visualizer.findings.finding import Finding
from visualizer.findings.found import Found
from visualizer.findings.reasons import Reasons


class Sensation:
    """Findings of one prediction: sensation by dermatome, territory, region and modality."""

    def __init__(self, deficits: Deficits, reasons: Reasons, found: Found) -> None:
        self._deficits, self._reasons, self._found = deficits, reasons, found

    def findings(self) -> Iterator[Finding]:
        """Yield every row of the domain."""
        yield from ()
