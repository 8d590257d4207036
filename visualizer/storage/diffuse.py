"""Reads the table of diffuse diseases."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from visualizer.findings.diffuse import Curve, Disease, DiseaseRule, Element

Table = dict[str, Any]


def load_diseases(path: Path) -> dict[str, Disease]:
    """Read `diffuse.toml` into diseases by site id."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {row["site"]: _disease(row, table) for row in table["disease"]}


def _disease(row: Table, table: Table) -> Disease:
    return Disease(
        site=row["site"],
        process=row.get("process", ""),
        tempo=row.get("tempo", ""),
        established_days=float(row["established_days"]),
        reach=row.get("reach", ""),
        twitches=row.get("twitches", False),
        rules=tuple(_rule(rule, row, table) for rule in row["rule"]),
        sources=tuple(row["sources"]),
    )


def _rule(rule: Table, row: Table, table: Table) -> DiseaseRule:
    element: Table = table["element"][rule["element"]]
    sources: list[str] = rule.get("sources") or row["sources"]
    return DiseaseRule(
        element=Element(
            tuple(element.get("kinds", [])), element["part"], element.get("to_ganglion", False)
        ),
        share=_by_target(rule["share"], table["group"]),
        length_mm={
            reach: (float(first), float(last))
            for reach, (first, last) in rule.get("length_mm", {}).items()
        },
        course=_curve(table["course"][rule["course"]]),
        delay_days=_by_target(rule.get("delay_days", {}), table["group"]),
        at_level=rule.get("at_level", ""),
        jerk=_curve(table["answer"][rule.get("jerk", "late")]),
        slack=_curve(table["answer"][rule.get("slack", "late")]),
        fibrillates=rule.get("fibrillates", False),
        sources=tuple(sources),
        brings=tuple(rule.get("brings", ())),
    )


def _curve(row: Table) -> Curve:
    return tuple((float(at), float(value)) for at, value in row["points"])


def _by_target(values: Mapping[str, float], groups: Mapping[str, Table]) -> dict[str, float]:
    """Spread the values of groups over their members; a later key overrides an earlier one."""
    found: dict[str, float] = {}
    for key, value in values.items():
        members = groups[key]["members"] if key in groups else [key]
        found.update(dict.fromkeys(members, float(value)))
    return found
