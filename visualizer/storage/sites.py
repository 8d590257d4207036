"""Reads the table of sites."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from visualizer.findings.diffuse import Disease
from visualizer.findings.sites import SitePart, SiteRule


def load_sites(folder: Path, diseases: Mapping[str, Disease]) -> dict[str, SiteRule]:
    """Read the tables of a folder into rules by site id; diffuse diseases are given by site id."""
    rows = [
        row
        for path in sorted(folder.glob("*.toml"))
        for row in tomllib.loads(path.read_text(encoding="utf-8")).get("site", ())
    ]
    return {row["id"]: _rule(row, diseases.get(row["id"])) for row in rows}


def _rule(row: dict[str, Any], disease: Disease | None) -> SiteRule:
    parts = tuple(_part(part) for part in row.get("part", ()))
    silent = tuple(row.get("silent", ()))
    return SiteRule(
        id=row["id"],
        words=row["words"],
        sides=tuple(row["sides"]),
        level_kind=row.get("level_kind", "none"),
        levels=tuple(row.get("levels", ())),
        parts=parts,
        modelled=not row.get("refused") and bool(parts or silent or disease),
        sources=tuple(row["sources"]) or (disease.sources if disease is not None else ()),
        fraction=float(row.get("fraction", 1.0)),
        disease=disease,
        silent=silent,
        whole_level=row.get("whole_level", ""),
        beyond=row.get("beyond", ""),
        refused=row.get("refused", ""),
    )


def _part(row: dict[str, Any]) -> SitePart:
    values: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in row.items()}
    return SitePart(**values)
