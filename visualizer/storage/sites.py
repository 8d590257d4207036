"""Reads the table of sites."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

from visualizer.findings.diffuse import Disease
from visualizer.findings.sites import LevelKind, SitePart, SiteRule
from visualizer.storage.choices import one_of
from visualizer.storage.demands import all_known, named, once, share
from visualizer.storage.neighbours import with_neighbours

#: What `sides` of a site may say, in any order.
SIDES = ("left right", "left none right", "none")
PLACES = ("same", "both", "none")
POPULATION_SIDES = ("any", "same", "opposite")
LEVEL_KINDS: tuple[LevelKind, ...] = get_args(LevelKind)


def load_sites(folder: Path, diseases: Mapping[str, Disease]) -> dict[str, SiteRule]:
    """Read the tables of a folder into rules by site id; diffuse diseases are given by site id."""
    files = [read_sites(path, diseases) for path in sorted(folder.glob("*.toml"))]
    once([site for rules in files for site in rules], "sites")
    found = {site: rule for rules in files for site, rule in rules.items()}
    all_known(diseases, found, "diffuse.toml")
    return with_neighbours(found, folder / "neighbours.toml")


def read_sites(path: Path, diseases: Mapping[str, Disease]) -> dict[str, SiteRule]:
    """Read one table of sites into rules by site id."""
    rows = tomllib.loads(path.read_text(encoding="utf-8")).get("site", ())
    once([row["id"] for row in rows], f"sites/{path.name}")
    return {row["id"]: _rule(row, diseases.get(row["id"])) for row in rows}


def _rule(row: dict[str, Any], disease: Disease | None) -> SiteRule:
    where = f"site {row['id']}"
    levels = once(row.get("levels", ()), where)
    named(" ".join(sorted(row["sides"])), SIDES, where)
    kind = one_of(row.get("level_kind", "none"), LEVEL_KINDS)
    if (kind == "named") != bool(levels):
        raise ValueError(f"{where}: level_kind is '{kind}', levels are {levels}")
    parts = tuple(_part(part, levels, where) for part in row.get("part", ()))
    if row["sides"] == ["none"] and any(part.place == "same" for part in parts):
        raise ValueError(f"{where}: without sides, the place of a part is 'both' or 'none'")
    silent = tuple(row.get("silent", ()))
    return SiteRule(
        id=row["id"],
        words=row["words"],
        sides=tuple(row["sides"]),
        level_kind=kind,
        levels=levels,
        parts=parts,
        modelled=not row.get("refused") and bool(parts or silent or disease),
        sources=tuple(row["sources"]) or (disease.sources if disease is not None else ()),
        fraction=share(float(row.get("fraction", 1.0)), where),
        disease=disease,
        silent=silent,
        whole_level=row.get("whole_level", ""),
        beyond=row.get("beyond", ""),
        refused=row.get("refused", ""),
    )


def _part(row: dict[str, Any], levels: tuple[str, ...], where: str) -> SitePart:
    values: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in row.items()}
    part = SitePart(**values)
    for names in (part.kinds, part.targets, part.stations, part.levels):
        once(names, where)
    if bool(part.volume) == bool(part.stations):
        raise ValueError(f"{where}: '{part.component}' needs a volume or stations")
    named(part.place, PLACES, where)
    named(part.population_side, POPULATION_SIDES, where)
    all_known(part.levels, {*levels, "", "cord"}, where)
    share(part.share, where)
    return part
