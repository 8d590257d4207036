"""Reads every table of the knowledge folder as claims that a clinician can judge."""

import csv
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from visualizer.storage.toml_comments import Path as Keys
from visualizer.storage.toml_comments import read_comments

NOT_CLAIMS = frozenset({"README.toml", "sources.toml"})
SOURCE_KEYS = ("source", "sources")
TITLE_KEYS = ("id", "site", "name", "words", "target", "domain", "component", "element", "at")
FORMAT_KEYS = ("format", "version")


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a claim, with what the table remarks on it."""

    name: str
    value: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One row of a table.

    Attributes
    ----------
    ref : str
        Where it is in its file: a line number, or the key.
    title : str
    depth : int
        0, or more for a part of the claim before it.
    fields : tuple of Field
    sources : tuple of str
    remark : str
    """

    ref: str
    title: str
    depth: int
    fields: tuple[Field, ...]
    sources: tuple[str, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ClaimTable:
    """One file: its name, its head comment and its claims; `columns` where all share fields."""

    name: str
    intro: str
    columns: tuple[str, ...]
    claims: tuple[Claim, ...]


def read_claims(folder: Path) -> tuple[ClaimTable, ...]:
    """Read every table of the knowledge folder, by name."""
    paths = (*folder.rglob("*.csv"), *folder.rglob("*.toml"))
    wanted = sorted(path for path in paths if path.name not in NOT_CLAIMS)
    return tuple(
        (_csv_table if path.suffix == ".csv" else _toml_table)(
            path, path.relative_to(folder).as_posix()
        )
        for path in wanted
    )


def source_keys(text: object) -> tuple[str, ...]:
    """Return the keys in the source column of a table."""
    parts = text if isinstance(text, list) else str(text or "").replace(",", ";").split(";")
    return tuple(str(part).strip() for part in parts if str(part).strip())


def _csv_table(path: Path, name: str) -> ClaimTable:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns = tuple(c for c in reader.fieldnames or () if c not in SOURCE_KEYS)
        claims = tuple(
            Claim(
                ref=str(number),
                title=str(row[columns[0]]),
                depth=0,
                fields=tuple(Field(c, row[c] or "") for c in columns),
                sources=source_keys(row.get("source") or row.get("sources")),
            )
            for number, row in enumerate(reader, start=2)
        )
    return ClaimTable(name, "", columns, claims)


def _toml_table(path: Path, name: str) -> ClaimTable:
    text = path.read_text(encoding="utf-8")
    intro, comments = read_comments(text)
    table = tomllib.loads(text)
    claims = _Reader(comments).claims(table, (), (), 0)
    return ClaimTable(name, intro, (), tuple(claims))


class _Reader:
    """Turns nested tables into claims, each with the sources that hold for it."""

    def __init__(self, comments: Mapping[Keys, str]) -> None:
        self._comments = comments

    def claims(
        self, table: Mapping[str, Any], path: Keys, sources: tuple[str, ...], depth: int
    ) -> Iterator[Claim]:
        """Yield the claim of a table, then those of the tables within it."""
        own = next((source_keys(table[k]) for k in SOURCE_KEYS if k in table), ()) or sources
        leaves = {k: v for k, v in table.items() if _is_said(k, path) and is_leaf(v, path)}
        if leaves:
            yield Claim(
                ref=".".join(path) or "top",
                title=_title(table, path),
                depth=depth,
                fields=tuple(
                    Field(k, in_words(v), self._comments.get((*path, k), ""))
                    for k, v in leaves.items()
                ),
                sources=own,
                remark=self._comments.get(path, ""),
            )
        inner = depth + 1 if leaves and path else depth
        for key, value in table.items():
            if key in leaves or not _is_said(key, path):
                continue
            rows = value if isinstance(value, list) else [value]
            for i, row in enumerate(rows):
                at = (*path, key, str(i)) if isinstance(value, list) else (*path, key)
                yield from self.claims(row, at, own, inner)


def _is_said(key: str, path: Keys) -> bool:
    """Leave out sources, which have their own place, and the format of the file."""
    return key not in SOURCE_KEYS and (bool(path) or key not in FORMAT_KEYS)


def is_leaf(value: Any, path: Keys) -> bool:
    """Tell whether a value is written in the claim of its table, not as a claim of its own."""
    if isinstance(value, list):
        return not any(isinstance(row, dict) for row in value)
    if not isinstance(value, dict):
        return True
    cited = any(key in value for key in (*SOURCE_KEYS, "note"))
    nested = any(isinstance(v, dict) or not is_leaf(v, path) for v in value.values())
    return len(path) >= 2 and not cited and not nested


def in_words(value: Any) -> str:
    """Write a value for a reader."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return "; ".join(f"{key}: {in_words(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        pairs = bool(value) and all(isinstance(row, list) and len(row) == 2 for row in value)
        if pairs:
            return "; ".join(f"{in_words(x)} → {in_words(y)}" for x, y in value)
        joint = "; " if any(isinstance(row, list) for row in value) else ", "
        return joint.join(map(in_words, value)) or "none"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _title(table: Mapping[str, Any], path: Keys) -> str:
    for key in TITLE_KEYS:
        if isinstance(table.get(key), str) and table[key]:
            return str(table[key])
    return " ".join(part for part in path if not part.isdigit()) or "whole table"
