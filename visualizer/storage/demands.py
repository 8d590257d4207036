"""What every table must fulfil: names that are known, rows that are there once, shares that add up.

Each function returns what it was given, or raises `ValueError` with the place in the tables.
"""

import csv
from collections.abc import Collection, Iterable
from itertools import pairwise
from pathlib import Path

Points = tuple[tuple[float, float], ...]
NEAR = 0.02


def read_rows(path: Path, *key: str) -> list[dict[str, str]]:
    """Read a CSV table in which each row has a key of its own, given by columns."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if key:
        once([" ".join(row[column] for column in key) for row in rows], path.name)
    return rows


def once(names: Iterable[str], where: str) -> tuple[str, ...]:
    """Refuse a name that is there twice."""
    names, seen = tuple(names), set[str]()
    for name in names:
        if name in seen:
            raise ValueError(f"{where}: '{name}' is there twice")
        seen.add(name)
    return names


def named(word: str, known: Collection[str], where: str) -> str:
    """Refuse a word that is not known."""
    if word not in known:
        raise ValueError(f"{where}: '{word}' is none of {', '.join(sorted(known))}")
    return word


def all_known(words: Iterable[str], known: Collection[str], where: str) -> None:
    """Refuse words that are not known."""
    for word in words:
        if word not in known:
            raise ValueError(f"{where}: unknown '{word}'")


def share(value: float, where: str) -> float:
    """Refuse a share that is not between 0 and 1."""
    if not 0.0 <= value <= 1.0:
        raise ValueError(f"{where}: {value:g} is no share")
    return value


def whole(shares: Iterable[float], where: str) -> None:
    """Refuse shares that do not add up to 1."""
    total = sum(shares)
    if abs(total - 1.0) > NEAR:
        raise ValueError(f"{where}: the shares add up to {total:g}, not to 1")


def forward(points: Points, where: str) -> Points:
    """Refuse a curve that does not run forward, or begins level elsewhere than at 0."""
    if not points or not all(a[0] < b[0] for a, b in pairwise(points)):
        raise ValueError(f"{where}: the points of a curve must run forward")
    if points[0][0] > 0 and points[0][1] == points[min(1, len(points) - 1)][1]:
        raise ValueError(f"{where}: a curve that is level at first must begin at 0")
    return points
