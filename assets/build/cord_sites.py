"""Cord sites as closed regions of the cross-section, and what lies in each."""

import tomllib
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assets.build import places
from assets.build.cord_outline import SEGMENTS
from assets.build.cord_white import Funiculi
from assets.build.cord_zones import GREY, fill, inside, zones_by_segment

Array = NDArray[np.float64]
SAMPLES = 300
_FULL = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])


@cache
def _table() -> dict[str, dict[str, Any]]:
    with (places.KNOWLEDGE / "cord_sites.toml").open("rb") as f:
        table = tomllib.load(f)
    return {k: v for k, v in table.items() if isinstance(v, dict)}


def names() -> list[str]:
    """Sites of the table, without the leading `cord.`."""
    return list(_table())


def levels(site: str) -> range:
    """Indexes of the segments in which a site exists."""
    first, _, last = _table()[site]["levels"].partition("-")
    return range(SEGMENTS.index(first), SEGMENTS.index(last or first) + 1)


def _funiculi(site: str, segment: str) -> list[Array]:
    funiculi = Funiculi(float(SEGMENTS.index(segment)))
    return [funiculi.lay(name, _FULL) for name in _table()[site].get("funiculi", [])]


def region(site: str, segment: str) -> list[Array]:
    """Polygons (n, 2) of (|u|, v) whose union is the site's region in a segment, one half."""
    if SEGMENTS.index(segment) not in levels(site):
        raise ValueError(f"{site} does not exist in {segment}")
    row, zones = _table()[site], zones_by_segment()[segment]
    found = [np.array(p, dtype=float) for p in row.get("polygons", [])]
    return found + [zones[zone] for zone in row.get("zones", [])] + _funiculi(site, segment)


def contains(site: str, segment: str, points: Array) -> NDArray[np.bool_]:
    """Tell which points (n, 2) of (u, v), on the lesion's half, lie in a site."""
    folded = np.stack([np.abs(points[:, 0]), points[:, 1]], axis=1)
    white = _funiculi(site, segment)
    firm = region(site, segment)[: -len(white) or None]
    zones = zones_by_segment()[segment]
    grey = np.logical_or.reduce([inside(zones[name], folded) for name in GREY])
    none = np.zeros(len(points), bool)
    within = np.logical_or.reduce([none, *(inside(p, folded) for p in firm)])
    column = np.logical_or.reduce([none, *(inside(p, folded) for p in white)])
    out: NDArray[np.bool_] = (within | (column & ~grey)) & ((points**2).sum(axis=1) <= 1.0)
    return out


def components(site: str, segment: str) -> dict[str, float]:
    """Share of each zone's area that lies in a site's region in a segment."""
    return {
        zone: float(contains(site, segment, fill(polygon, SAMPLES)).mean())
        for zone, polygon in zones_by_segment()[segment].items()
    }


def declared(site: str) -> list[str]:
    """Zones that the table says a site takes."""
    return list(_table()[site]["components"])
