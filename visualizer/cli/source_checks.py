"""Whether every fact names a source that exists, and every structure its term and its card."""

import csv
import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from visualizer.storage import assets_path
from visualizer.storage.structures import read_cards, read_terms, without_side

WITHOUT = frozenset({"structures.csv", "sources.toml", "README.toml"})
KEYS = ("source", "sources")


def known_sources() -> frozenset[str]:
    """Return the keys of the texts and of the packages that may be cited."""
    texts = tomllib.loads(assets_path("knowledge/sources.toml").read_text(encoding="utf-8"))
    packages = json.loads(assets_path("manifest.json").read_text(encoding="utf-8"))["sources"]
    return frozenset(texts) | frozenset(packages)


def tables_cite() -> Iterator[str]:
    """Every row of every table names a source, and each of them exists."""
    folder, known = assets_path("knowledge"), known_sources()
    for path in sorted(folder.rglob("*.csv")):
        if path.name not in WITHOUT:
            yield from _rows_cite(path, path.relative_to(folder).as_posix(), known)
    for path in sorted(folder.rglob("*.toml")):
        if path.name not in WITHOUT:
            yield from _table_cites(path, path.relative_to(folder).as_posix(), known)


def _rows_cite(path: Path, name: str, known: frozenset[str]) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            keys = _keys(row.get("source") or row.get("sources") or "")
            if not keys:
                yield f"{name}:{number}: no source"
            for key in keys:
                if key not in known:
                    yield f"{name}:{number}: unknown source '{key}'"


def _table_cites(path: Path, name: str, known: frozenset[str]) -> Iterator[str]:
    keys = list(_cited(tomllib.loads(path.read_text(encoding="utf-8"))))
    if not keys:
        yield f"{name}: no source"
    for key in dict.fromkeys(keys):
        if key not in known:
            yield f"{name}: unknown source '{key}'"


def _cited(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key in KEYS and isinstance(inner, str | list):
                yield from _keys(inner if isinstance(inner, str) else ";".join(map(str, inner)))
            else:
                yield from _cited(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _cited(inner)


def _keys(text: str) -> list[str]:
    return [key.strip() for key in text.replace(",", ";").split(";") if key.strip()]


def structures_are_named() -> Iterator[str]:
    """Every mesh, parcel and site has a term and a card."""
    folder = assets_path("knowledge")
    yield from _repeated(folder / "terms")
    yield from _repeated(folder / "cards")
    terms, cards = read_terms(folder / "terms"), read_cards(folder / "cards")
    with (folder / "structures.csv").open(encoding="utf-8", newline="") as file:
        ids = dict.fromkeys(without_side(row["id"]) for row in csv.DictReader(file))
    for identity in ids:
        if identity not in terms:
            yield f"{identity}: no term"
        if not cards.get(identity, ("", ()))[0]:
            yield f"{identity}: no card"


def _repeated(folder: Path) -> Iterator[str]:
    seen: dict[str, str] = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                name = f"{folder.name}/{path.name}"
                if row["id"] in seen:
                    yield f"{name}: '{row['id']}' is in {seen[row['id']]} too"
                seen[row["id"]] = name
