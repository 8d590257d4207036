"""Reads the list of sources."""

import tomllib
from typing import Any

from visualizer.storage.paths import assets_path


def load_sources() -> dict[str, dict[str, Any]]:
    """Return the bibliographic record of every source key."""
    text = assets_path("knowledge", "sources.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return {key: record for key, record in table.items() if isinstance(record, dict)}
