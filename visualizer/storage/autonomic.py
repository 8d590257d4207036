"""Reads the tables of Horner, bladder, bowel, sweating and blood pressure."""

import tomllib
from pathlib import Path

from visualizer.findings.tables.autonomic import AutonomicTables, Served

SIGNS = ("horner", "sweating", "bladder", "pressure", "saliva")


def load_autonomic(folder: Path) -> AutonomicTables:
    """Read `autonomic_signs.toml` of the knowledge folder."""
    table = tomllib.loads((folder / "autonomic_signs.toml").read_text(encoding="utf-8"))
    return AutonomicTables(
        populations={
            name: Served(tuple(row["kinds"]), tuple(row["targets"]), tuple(row["source"]))
            for name, row in table["population"].items()
        },
        numbers={
            f"{sign}.{key}": float(value)
            for sign in SIGNS
            for key, value in table[sign].items()
            if isinstance(value, int | float)
        },
        bladder_depth=tuple((float(at), float(to)) for at, to in table["bladder"]["depth"]),
    )
