"""Reads which components lie beside a site, and which site holds them."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from visualizer.findings.sites import SitePart, SiteRule
from visualizer.storage.demands import named

Sites = Mapping[str, SiteRule]


def with_neighbours(sites: Sites, path: Path) -> dict[str, SiteRule]:
    """Return the rules of all sites with the components that lie beside each."""
    if not path.exists():
        return dict(sites)
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["near"]
    for row in rows:
        where = f"{path.name}: {row['sites']}"
        if not any(site.startswith(row["sites"]) for site in sites):
            raise ValueError(f"{where}: no site begins so")
        for component, place in row["components"].items():
            site, held = _place(component, place)
            named(site, sites, where)
            named(held, {part.component for part in sites[site].parts}, where)
    return {
        site: replace(rule, near=tuple(_near(rule, rows, sites))) for site, rule in sites.items()
    }


def _place(component: str, place: str) -> tuple[str, str]:
    """Return the site that holds a component, and its name there."""
    site, _, other = place.partition("/")
    return site, other or component


def _near(rule: SiteRule, rows: list[dict[str, Any]], sites: Sites) -> Iterator[SitePart]:
    own = {part.component for part in rule.parts}
    for row in rows:
        if not rule.id.startswith(row["sites"]) or rule.disease is not None:
            continue
        for component, place in row["components"].items():
            site, held = _place(component, place)
            for part in sites[site].parts if component not in own else ():
                if part.component == held:
                    yield replace(part, component=component)
