"""Reads the table of patterns in gait and limbs."""

import tomllib
from pathlib import Path
from typing import Any, get_args

from visualizer.findings.tables.patterns import (
    Answer,
    Brought,
    Condition,
    Measure,
    Pattern,
    PatternsTables,
    Quantity,
    Sign,
    Where,
)
from visualizer.storage.choices import one_of
from visualizer.storage.demands import all_known, named, once

WHERE: tuple[Where, ...] = get_args(Where)
QUANTITIES: tuple[Quantity, ...] = get_args(Quantity)
CERTAINTIES = ("expected", "possible", "undetermined")


def load_patterns(folder: Path) -> PatternsTables:
    """Read `patterns.toml` of the knowledge folder."""
    table = tomllib.loads((folder / "patterns.toml").read_text(encoding="utf-8"))
    once([f"{row['domain']} {row['target']}" for row in table["sign"]], "patterns.toml")
    return PatternsTables(tuple(_sign(row) for row in table["sign"]))


def _sign(row: dict[str, Any]) -> Sign:
    ways, where = row["way"], f"patterns.toml: {row['target']}"
    for names in (row["sides"], *(way.get("sides", ()) for way in ways)):
        all_known(once(names, where), ("left", "right", "none"), where)
    for way in ways:
        all_known(way.get("sides", ()), row["sides"], where)
        named(way.get("certainty", "expected"), CERTAINTIES, where)
        once([*way["wants"], *way.get("unless", ())], where)
    return Sign(
        domain=row["domain"],
        target=row["target"],
        sides=tuple(row["sides"]),
        patterns=tuple(
            Pattern(
                value=way.get("value", "present"),
                certainty=way.get("certainty", "expected"),
                wants=tuple(read_condition(text) for text in way["wants"]),
                unless=tuple(read_condition(text) for text in way.get("unless", ())),
                sides=tuple(way.get("sides", ())),
            )
            for way in ways
        ),
        sources=tuple(row["source"]),
    )


def read_condition(text: str) -> Condition:
    """Read a condition.

    It is "quantity target < limit", "quantity target >= limit", "domain target value ...",
    "sensation target modality value ..." or "brought sign [target]". A word before it tells
    where: far, both, either or none.

    Raises
    ------
    ValueError
        If the text is none of these.
    """
    words = text.split()
    where: Where = one_of(words.pop(0), WHERE) if words[0] in WHERE else "own"
    if words[0] == "brought":
        return Brought(words[1], "".join(words[2:]))
    if words[0] in QUANTITIES:
        quantity, target, sign, limit = words
        if sign not in ("<", ">="):
            raise ValueError(f"'{text}' compares with '{sign}'")
        return Measure(where, one_of(quantity, QUANTITIES), target, sign == "<", float(limit))
    domain, target, *values = words
    modality = values.pop(0) if domain == "sensation" else None
    if not values:
        raise ValueError(f"'{text}' names no value")
    return Answer(where, domain, target, tuple(values), modality)
