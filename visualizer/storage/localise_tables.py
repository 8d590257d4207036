"""Reads the table of the way back."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from visualizer.findings.tables.localise import LocaliseTables, Scale, Scales, Weights

TEXT = ("source", "note", "ease")
SAME = ("graver", "milder", "other", "possible", "undetermined", "explained_from")
COSTS = ("unasked", "disease", "halved", "doubled", "another_site")


def load_localise_tables(folder: Path) -> LocaliseTables:
    """Read `localise.toml` of the knowledge folder."""
    table = tomllib.loads((folder / "localise.toml").read_text(encoding="utf-8"))
    values, test = table["values"], table["next_test"]
    unordered = _scales(values["unordered"], ordered=False)
    return LocaliseTables(
        weights=Weights(
            worth=_numbers(table["worth"]),
            near_levels=tuple(map(float, table["agreement"]["near_levels"])),
            **{key: float(table["agreement"][key]) for key in SAME},
            **{key: float(table["cost"][key]) for key in COSTS},
            behind=float(test["behind"]),
            least_bits=float(test["least_bits"]),
            ease=_numbers(test["ease"]),
        ),
        scales=Scales(
            by_target=_scales(values["target"]) | unordered,
            by_domain=_scales(values["domain"]) | unordered,
            elicited=_scales(values["elicited"]),
        ),
        days=tuple(map(float, table["asked"]["days"])),
        ranges=tuple(table["asked"]["ranges"]),
    )


def _numbers(group: Mapping[str, Any]) -> dict[str, float]:
    return {key: float(value) for key, value in group.items() if key not in TEXT}


def _scales(group: Mapping[str, Any], ordered: bool = True) -> dict[str, Scale]:
    return {key: Scale(tuple(value), ordered) for key, value in group.items() if key not in TEXT}
