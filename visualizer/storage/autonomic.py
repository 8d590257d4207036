"""Reads the tables of Horner, bladder, bowel, sweating and blood pressure."""

from pathlib import Path

from visualizer.findings.tables.autonomic import AutonomicTables


def load_autonomic(folder: Path) -> AutonomicTables:
    """Read the tables of the knowledge folder."""
    del folder
    return AutonomicTables()
