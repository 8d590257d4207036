"""Reads the table of sites."""

import tomllib
from pathlib import Path
from typing import Any

from visualizer.findings.sites import SitePart, SiteRule


def load_sites(path: Path) -> dict[str, SiteRule]:
    """Read `sites.toml` into rules by site id."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {row["id"]: _rule(row) for row in table["site"]}


def _rule(row: dict[str, Any]) -> SiteRule:
    parts = tuple(_part(part) for part in row.get("part", ()))
    return SiteRule(
        id=row["id"],
        words=row["words"],
        sides=tuple(row["sides"]),
        level_kind=row.get("level_kind", "none"),
        levels=tuple(row.get("levels", ())),
        parts=parts,
        modelled=bool(parts),
        sources=tuple(row["sources"]),
    )


def _part(row: dict[str, Any]) -> SitePart:
    values: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in row.items()}
    return SitePart(**values)
