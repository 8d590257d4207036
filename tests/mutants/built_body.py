"""What the shipped body has: populations with their weights, numbers and courses."""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np

from tests.bodies import body
from visualizer.anatomy.fibres import Station

NEAR = 0.06
SIDE = "right"
Row = dict[str, str]


@cache
def weights() -> dict[tuple[str, str, str, str], float]:
    """Return the weight of each population of the right side by kind, target, segment, variant."""
    fibres = body().fibres
    weight = np.bincount(fibres.population, weights=fibres.weight)
    return {
        (p.kind, p.target, p.segment, p.id.split(f".{SIDE}")[-1].lstrip(".")): float(w)
        for p, w in zip(fibres.populations, weight, strict=True)
        if p.side == SIDE
    }


@cache
def counts() -> dict[tuple[str, str, str, str], int]:
    """Return how many fibres each population of the right side has."""
    fibres = body().fibres
    number = np.bincount(fibres.population)
    return {
        (p.kind, p.target, p.segment, p.id.split(f".{SIDE}")[-1].lstrip(".")): int(n)
        for p, n in zip(fibres.populations, number, strict=True)
        if p.side == SIDE
    }


@cache
def courses(far: bool = False) -> dict[tuple[str, str, str, str], list[tuple[str, ...]]]:
    """Return the sites that each fibre of the right side runs through, in order, by population.

    With `far`, each has its level after @, and one of the other side a ~ before its name.
    """
    fibres = body().fibres
    found: dict[tuple[str, str, str, str], list[tuple[str, ...]]] = {}
    for i, at in enumerate(fibres.population):
        p = fibres.populations[at]
        if p.side != SIDE:
            continue
        stations = fibres.station[fibres.offsets[i] : fibres.offsets[i + 1]]
        names = tuple(dict.fromkeys(_named(fibres.stations[s], far) for s in stations))
        key = (p.kind, p.target, p.segment, p.id.split(f".{SIDE}")[-1].lstrip("."))
        found.setdefault(key, []).append(names)
    return found


def _named(station: Station, far: bool) -> str:
    other = "~" if station.side not in (SIDE, "none") else ""
    return f"{other}{station.site}@{station.level}" if far else station.site


def read(folder: Path, name: str) -> list[Row]:
    """Return the rows of a table."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def of_kind(kind: str, target: str = "") -> Iterator[tuple[str, str, str, float]]:
    """Yield target, segment, variant and weight of the populations of a kind."""
    for (k, t, segment, variant), weight in weights().items():
        if k == kind and target in ("", t):
            yield t, segment, variant, weight


def pairs(text: str) -> dict[str, float]:
    """Read "C5:1;C6:2"."""
    found = (part.split(":") for part in text.split(";"))
    return {name: float(share) for name, share in found}


def close(one: dict[str, float], other: dict[str, float], near: float = NEAR) -> bool:
    """Tell whether two sets of shares are the same up to rounding to whole fibres."""
    a, b = (({k: v / max(sum(d.values()), 1e-9) for k, v in d.items()}) for d in (one, other))
    return all(abs(a.get(k, 0.0) - b.get(k, 0.0)) <= near for k in {*a, *b})


def axial(folder: Path) -> dict[str, float]:
    """Return the shares of the segments for fibres to the whole cord."""
    rows = read(folder, "cord_targets.csv")
    return {row["segment"]: float(row["share"]) for row in rows if row["part"] == "axial_limb"}
