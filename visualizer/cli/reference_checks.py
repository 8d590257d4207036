"""Whether every id in a clinical table means something, and every side can be."""

import csv
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from visualizer.anatomy import Body
from visualizer.cli.known_words import Words, known_words
from visualizer.findings import Knowledge
from visualizer.storage import assets_path
from visualizer.storage.review import read_claims

# Columns of CSV tables and what they name; "a:b" stands for lists of "a:b:weight".
COLUMNS: dict[str, dict[str, str]] = {
    "muscles.csv": {"drive": "drive"},
    "muscle_supply.csv": {"muscle": "muscle", "segment": "segment"},
    "movements.csv": {"prime_movers": "muscle"},
    "regions.csv": {"muscles": "muscle"},
    "reflexes.csv": {"arc": "muscle:segment", "lead": "reflex", "partner": "reflex"},
    "surface_reflexes.csv": {
        "segment": "segment",
        "skin": "skin",
        "nerve": "skin",
        "muscles": "muscle",
    },
    "nerve_branches.csv": {"muscle": "muscle"},
    "motor_columns.csv": {"muscle": "muscle"},
    "plexus.csv": {"segment": "segment"},
    "isncsci_muscles.csv": {"level": "segment", "others": "muscle"},
    "electro_limits.csv": {"study": "study"},
}
# Keys of TOML tables and what they name, wherever they stand in the files of that name.
KEYS: dict[str, dict[str, str]] = {
    "*": {
        "kinds": "kind",
        "stations": "station",
        "station": "station",
        "volume": "volume",
        "muscle": "muscle",
        "process": "process",
        "tempo": "tempo",
        "reach": "reach",
        "population_side": "population side",
        "level_kind": "kind of level",
        "rule": "rule",
        "curve": "curve",
    },
    "sites/*": {"sides": "side", "place": "place"},
    "diffuse.toml": {
        "site": "site",
        "members": "target",
        "element": "element",
        "course": "course",
        "jerk": "answer",
        "slack": "answer",
        "at_level": "use of a level",
    },
    "electro.toml": {"site": "site", "junction": "kind of junction"},
    "power.toml": {
        "extensors": "muscle",
        "flexors": "muscle",
        "afferents": "muscle",
        "pathway": "muscle",
    },
    "patterns.toml": {"sides": "side"},
    "time.toml": {"muscle": ""},  # a kind of place there
}
WEIGHTED = {"diffuse.toml": {"share": "target or group", "delay_days": "target or group"}}
CONDITIONS = {
    "syndromes.toml": ("wants", "excludes"),
    "patterns.toml": ("wants", "unless"),
}
ONE_ROW_AN_ID = (
    "muscles.csv",
    "movements.csv",
    "regions.csv",
    "drive.csv",
    "rules.csv",
)
DEFINITIONS = frozenset({"element", "extent", "place"})  # what words mean, not facts
PARTS = re.compile(r"[;\s]+")


def references_exist(body: Body, knowledge: Knowledge) -> Iterator[str]:
    """Every id in a clinical table is known, every side possible, every claim has a source."""
    folder = assets_path("knowledge")
    yield from unknown_words(folder, known_words(body, knowledge, folder))
    yield from claims_without_source(folder)
    yield from repeated_ids(folder)


def unknown_words(folder: Path, words: Words) -> Iterator[str]:
    """Name each id that the clinical tables use and nothing defines."""
    for name, columns in COLUMNS.items():
        if (folder / name).exists():
            yield from _unknown_in_csv(folder / name, name, columns, words)
    for path in sorted((*folder.glob("*.toml"), *folder.glob("sites/*.toml"))):
        if path.name in ("README.toml", "sources.toml"):
            continue
        name = path.relative_to(folder).as_posix()
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        yield from _unknown_in_toml(table, name, words)


def claims_without_source(folder: Path) -> Iterator[str]:
    """Name each row of a table that neither it nor a table around it gives a source for."""
    for table in read_claims(folder):
        if table.name == "structures.csv":
            continue
        for claim in table.claims:
            if not claim.sources and claim.ref.split(".")[0] not in DEFINITIONS:
                yield f"{table.name}: {claim.ref}: no source"


def repeated_ids(folder: Path) -> Iterator[str]:
    """Name each id that a table of one row an id gives twice."""
    for name in ONE_ROW_AN_ID:
        seen: set[str] = set()
        with (folder / name).open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), start=2):
                if row["id"] in seen:
                    yield f"{name}:{number}: '{row['id']}' is there twice"
                seen.add(row["id"])


def _unknown_in_csv(
    path: Path, name: str, columns: Mapping[str, str], words: Words
) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            for column, means in columns.items():
                for text in PARTS.split(row.get(column) or ""):
                    for fault in _unknown(text, means, words):
                        yield f"{name}:{number}: {column}: {fault}"


def _unknown(text: str, means: str, words: Words) -> Iterator[str]:
    parts = text.split(":")
    for part, kind in zip(parts, means.split(":"), strict=False):
        if part and part != "*" and not words.has(kind, part):
            yield f"unknown {kind} '{part}'"


def _unknown_in_toml(table: Mapping[str, Any], name: str, words: Words) -> Iterator[str]:
    folder_of = f"{name.split('/')[0]}/*" if "/" in name else ""
    keys = {**KEYS["*"], **KEYS.get(folder_of, {}), **KEYS.get(name, {})}
    own = words.of_file(table)
    for key, value, where in _walk(table, ""):
        faults = [
            *_faults(_texts(value), keys.get(key, ""), own),
            *_faults(_weighted(name, key, value), WEIGHTED.get(name, {}).get(key, ""), own),
            *_condition_faults(name, key, value, own),
        ]
        for fault in faults:
            yield f"{name}: {where}: {fault}"


def _faults(texts: Iterable[str], means: str, words: Words) -> Iterator[str]:
    if means:
        for text in texts:
            yield from _unknown(text, means, words)


def _weighted(name: str, key: str, value: Any) -> Iterable[str]:
    return value if key in WEIGHTED.get(name, {}) and isinstance(value, Mapping) else ()


def _condition_faults(name: str, key: str, value: Any, words: Words) -> Iterator[str]:
    if key in CONDITIONS.get(name, ()):
        yield from filter(None, map(words.condition_fault, _texts(value)))


def _texts(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str):
            yield one


def _walk(value: Any, where: str) -> Iterator[tuple[str, Any, str]]:
    """Yield every key of nested tables with its value and the id nearest around it."""
    if isinstance(value, list):
        for one in value:
            yield from _walk(one, where)
    if isinstance(value, Mapping):
        label = value.get("id") or value.get("site") or value.get("name") or value.get("target")
        here = str(label) if isinstance(label, str) else where
        for key, inner in value.items():
            yield key, inner, f"{here or 'top'}, {key}"
            yield from _walk(inner, here if isinstance(inner, list) else here or key)
