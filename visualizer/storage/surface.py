"""Reads the tables of superficial and sacral reflexes."""

from pathlib import Path

from visualizer.findings.tables.surface import SurfaceReflexesTables


def load_surface(folder: Path) -> SurfaceReflexesTables:
    """Read the tables of the knowledge folder."""
    del folder
    return SurfaceReflexesTables()
