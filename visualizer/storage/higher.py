"""Reads the tables of language, attention, consciousness, coordination."""

import tomllib
from pathlib import Path
from typing import Any

from visualizer.findings.tables.higher import Channel, HigherTables
from visualizer.storage.demands import once


def load_higher(folder: Path) -> HigherTables:
    """Read `higher.toml` of the knowledge folder."""
    table: dict[str, Any] = tomllib.loads((folder / "higher.toml").read_text(encoding="utf-8"))
    channels = tuple(_channel(row) for row in table.pop("ataxia_by"))
    once([channel.id for channel in channels], "higher.toml")
    flat = {f"{name}.{key}": v for name, group in table.items() for key, v in group.items()}
    return HigherTables(
        numbers={key: float(v) for key, v in flat.items() if isinstance(v, int | float)},
        lists={key: once(v, key) for key, v in flat.items() if isinstance(v, list)},
        channels=channels,
    )


def _channel(row: dict[str, Any]) -> Channel:
    return Channel(
        id=row["id"],
        kind=row["kind"],
        targets=tuple(row.get("targets", ())),
        lost_from=float(row["lost_from"]),
        strength_from=float(row["strength_from"]),
        cord=row.get("cord", False),
    )
