"""The clinical tables hold together."""

import csv
import tomllib
from functools import cache

import numpy as np
import pytest

from tests.findings.phantom import knowledge
from visualizer.findings.knowledge import read_curve, read_point
from visualizer.findings.power import GRADES, grade_steps, grades
from visualizer.storage.paths import assets_path


@cache
def sources():
    path = assets_path("knowledge", "sources.toml")
    return set(tomllib.loads(path.read_text(encoding="utf-8")))


def test_every_row_cites_a_known_source():
    tables = knowledge()
    rows = [
        *tables.muscles.values(),
        *tables.drives.values(),
        *tables.arcs.values(),
        *tables.rules.values(),
        *tables.syndromes,
    ]
    for row in rows:
        assert row.sources, row
        assert set(row.sources) <= sources(), row


def test_tables_name_known_muscles():
    tables = knowledge()
    named = {part.muscle for arc in tables.arcs.values() for part in arc.arcs}
    named |= {part.muscle for movers in tables.movements.values() for part in movers}
    named |= {muscle for muscles in tables.regions.values() for muscle in muscles}
    assert named <= set(tables.muscles)
    assert {muscle.drive for muscle in tables.muscles.values()} <= set(tables.drives)


@pytest.mark.parametrize("table", ["arcs", "movements"])
def test_weights_sum_to_one(table):
    rows = getattr(knowledge(), table)
    for name, row in rows.items():
        parts = row.arcs if table == "arcs" else row
        if parts:
            assert sum(part.weight for part in parts) == pytest.approx(1.0), name


def test_grades_rise_with_strength():
    strength = np.arange(201) / 200
    found = grades(strength, grade_steps(np.full(201, 0.05), knowledge())).tolist()
    assert found[0] == GRADES.index("0")
    assert found[-1] == GRADES.index("5")
    assert found == sorted(found)
    assert set(found) == set(range(len(GRADES)))


def test_drive_shares_are_fractions():
    for drive in knowledge().drives.values():
        for value in (drive.share, drive.crossed, drive.same_side_cord, drive.enough):
            assert 0 <= value <= 1


@pytest.mark.parametrize("name", ["time.toml", "power.toml"])
def test_every_number_cites_a_known_source(name):
    table = tomllib.loads(assets_path("knowledge", name).read_text(encoding="utf-8"))
    groups = [*table.get("curve", {}).values(), *table.values()]
    cited = {
        key
        for group in groups
        for key in (group.get("source", ()) if isinstance(group, dict) else ())
    }
    assert cited <= sources()
    assert all(curve.get("source") for key, curve in table.get("curve", {}).items() if key)


@pytest.mark.parametrize("name", ["movements.csv", "regions.csv"])
def test_every_group_cites_a_known_source(name):
    with assets_path("knowledge", name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert set(row["source"].split(";")) <= sources(), row


def test_curves_run_forward_in_time():
    for points in knowledge().clock.curves.values():
        days = [day for day, _ in points]
        assert days == sorted(set(days))


def test_one_place_of_a_curve_reads_as_in_an_array():
    for points in knowledge().clock.curves.values():
        days = [
            points[0][0] - 1,
            points[-1][0] + 1,
            *(d + more for d, _ in points for more in (0, 0.3)),
        ]
        assert [read_point(points, d) for d in days] == read_curve(points, np.array(days)).tolist()


def test_diffuse_disease_names_known_targets_and_sources():
    table = tomllib.loads(assets_path("knowledge", "diffuse.toml").read_text(encoding="utf-8"))
    supplied = set(knowledge().muscles) | {m.body_part for m in knowledge().muscles.values()}
    members = {name for group in table["group"].values() for name in group["members"]}
    assert not set(table["group"]) & (supplied | members)
    allowed = supplied | members | set(table["group"]) | {"*"}
    for disease in table["disease"]:
        assert set(disease["sources"]) <= sources()
        for rule in disease["rule"]:
            named = set(rule["share"]) | set(rule.get("delay_days", {}))
            assert named <= allowed, (disease["site"], named - allowed)
            assert all(0 <= value <= 1 for value in rule["share"].values())
    for kind in ("group", "answer", "course"):
        for name, row in table[kind].items():
            assert set(row["source"]) <= sources(), name
            points = row.get("points", ())
            at = [x for x, _ in points] if isinstance(points, list) else []
            assert at == sorted(set(at)), name


def test_processes_cite_sources_and_hold_fractions():
    table = tomllib.loads(assets_path("knowledge", "process.toml").read_text(encoding="utf-8"))
    for row in (*table["process"].values(), *table["recovery"].values()):
        assert set(row["source"]) <= sources()
    for process in knowledge().processes.values():
        assert 0 <= process.axonal <= 1
        assert 0 <= process.cells <= 1
