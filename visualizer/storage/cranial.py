"""Reads the tables of eyes, face, throat, tongue and the special senses."""

import tomllib
from pathlib import Path

from visualizer.findings.tables.cranial import CranialTables


def load_cranial(folder: Path) -> CranialTables:
    """Read the tables of the knowledge folder."""
    text = (folder / "cranial_signs.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    turns = tables.pop("turn")
    return CranialTables(
        numbers={
            f"{name}.{key}": float(value)
            for name, table in tables.items()
            for key, value in table.items()
            if isinstance(value, int | float)
        },
        turns={name: dict(row["muscles"]) for name, row in turns.items()},
        muscles={
            name: dict(table["muscles"]) for name, table in tables.items() if "muscles" in table
        },
    )
