"""Reads the table of diffuse diseases."""

import tomllib
from collections.abc import Mapping
from math import inf
from pathlib import Path
from typing import Any

from visualizer.findings.diffuse import Curve, Disease, DiseaseRule, Element
from visualizer.scene.lesion import PROCESSES, REACHES, TEMPOS
from visualizer.storage.demands import all_known, forward, named, once, share

Table = dict[str, Any]
ELEMENT_PARTS = ("start", "end", "junction", "muscle")


def load_diseases(path: Path) -> dict[str, Disease]:
    """Read `diffuse.toml` into diseases by site id."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    once([row["site"] for row in table["disease"]], path.name)
    for name, group in table["group"].items():
        once(group["members"], f"{path.name}: group {name}")
    named_groups = {
        group
        for row in table["disease"]
        for rule in row["rule"]
        for key in ("share", "delay_days")
        for group in rule.get(key, {})
    }
    all_known(table["group"], named_groups, f"{path.name}: a group that no disease names:")
    used = {rule["element"] for row in table["disease"] for rule in row["rule"]}
    all_known(table["element"], used, f"{path.name}: an element that no disease uses:")
    return {row["site"]: _disease(row, table) for row in table["disease"]}


def _disease(row: Table, table: Table) -> Disease:
    where = f"diffuse.toml: {row['site']}"
    return Disease(
        site=row["site"],
        process=named(row.get("process", ""), ("", *PROCESSES), where),
        tempo=named(row.get("tempo", ""), ("", *TEMPOS), where),
        established_days=float(row.get("established_days", inf)),
        reach=named(row.get("reach", ""), ("", *REACHES), where),
        twitches=row.get("twitches", False),
        rules=tuple(_rule(rule, row, table) for rule in row["rule"]),
        sources=tuple(row["sources"]),
    )


def _rule(rule: Table, row: Table, table: Table) -> DiseaseRule:
    element: Table = table["element"][rule["element"]]
    sources: list[str] = rule.get("sources") or row["sources"]
    where = f"diffuse.toml: {row['site']}"
    named(element["part"], ELEMENT_PARTS, where)
    if (element["part"] in ("start", "end")) != bool(element.get("kinds")):
        raise ValueError(f"{where}: fibres have kinds, junctions and muscles have not")
    for value in rule["share"].values():
        share(float(value), where)
    return DiseaseRule(
        element=Element(
            tuple(element.get("kinds", [])), element["part"], element.get("to_ganglion", False)
        ),
        share=_by_target(rule["share"], table["group"]),
        length_mm={
            reach: _stretch(bounds, where) for reach, bounds in rule.get("length_mm", {}).items()
        },
        course=_curve(table["course"][rule["course"]]),
        delay_days=_by_target(rule.get("delay_days", {}), table["group"]),
        at_level=named(rule.get("at_level", ""), ("", "named", "unnamed"), where),
        jerk=_curve(table["answer"][rule.get("jerk", "late")]),
        slack=_curve(table["answer"][rule.get("slack", "late")]),
        fibrillates=rule.get("fibrillates", False),
        sources=tuple(sources),
        brings=tuple(rule.get("brings", ())),
    )


def _stretch(bounds: list[float], where: str) -> tuple[float, float]:
    first, last = map(float, bounds)
    if not first < last:
        raise ValueError(f"{where}: a loss must begin at a shorter fibre than it is full at")
    return first, last


def _curve(row: Table) -> Curve:
    """Read the points of a curve, or the one value that it has for good."""
    points = row["points"] if isinstance(row["points"], list) else [[0.0, row["points"]]]
    return forward(tuple((float(at), float(value)) for at, value in points), "diffuse.toml")


def _by_target(values: Mapping[str, float], groups: Mapping[str, Table]) -> dict[str, float]:
    """Spread the values of groups over their members; a later key overrides an earlier one."""
    found: dict[str, float] = {}
    for key, value in values.items():
        members = groups[key]["members"] if key in groups else [key]
        found.update(dict.fromkeys(members, float(value)))
    return found
