"""Every value of the clinical tables, and the text of a table with one of them changed."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.mutants.shelf import left_out

PROVENANCE = {"source", "sources", "note", "notes", "doubt", "name", "words", "sentence", "title"}
PROVENANCE |= {"refused", "beyond", "why", "description", "label", "checked"}
DROPPED = "(left out)"
NUMBER = re.compile(r"-?\d+(\.\d+)?")
STEP = 0.35
STEP_OF_PATH = re.compile(r"~?-?[nftm]")


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a table.

    Attributes
    ----------
    file : str
        Path below the knowledge folder.
    where : str
        Row and column, or the dotted key.
    text : str
        The value as written.
    words : frozenset of str
        Names in its row, by which the cases that concern it are found.
    change : str
        What it is changed to.
    make : callable
        Returns the whole text of the table with this value changed.
    """

    file: str
    where: str
    text: str
    words: frozenset[str]
    change: str
    make: Callable[[], str]


def values(path: Path, file: str) -> Iterator[Value]:
    """Yield every value of a table, each with its mutant; text about a value is left out."""
    yield from _csv_values(path, file) if path.suffix == ".csv" else _toml_values(path, file)


def changed_number(text: str) -> str:
    """Return a number well away from the one given, on the same side of zero."""
    number = float(text)
    if number == 0:
        return "0.5" if "." in text else "1"
    if 0 < number <= 1:
        up, down = number + STEP, number - STEP
        return f"{up:g}" if up <= 1 else f"{down:g}" if down > 0 else f"{number / 2:g}"
    return f"{number * 2:g}"


def _tokens(text: str) -> list[tuple[int, int]]:
    """Return where the parts of a cell lie: words and numbers between blanks, : and ;.

    What follows @ or [ in a part says where along a course, and is left out.
    """
    plain = re.sub(r"\[[^\]]*\]", lambda m: "@" * len(m.group()), text)
    found = re.finditer(r"(?<![^\s:;,])[^\s:;,@]+", plain)
    return [m.span() for m in found]


def _csv_values(path: Path, file: str) -> Iterator[Value]:
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    head, body = rows[0], rows[1:]
    pools = [
        sorted({row[c][a:b] for row in body if c < len(row) for a, b in _tokens(row[c])})
        for c in range(len(head))
    ]
    for r, row in enumerate(body):
        names = frozenset(re.findall(r"[A-Za-z_0-9.]+", " ".join(row[:3])))
        for c, cell in enumerate(row):
            if head[c] in PROVENANCE or head[c] in left_out(file):
                continue
            where = f"{row[0]}[{r + 2}].{head[c]}"
            for text, new, change in _cell_changes(cell, pools[c]):
                make = partial(_with_cell, rows, r + 1, c, change)
                yield Value(file, where, text, names | {text}, new, make)


def _cell_changes(cell: str, pool: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yield a part of a cell, what it is changed to, and the whole cell then."""
    for a, b in _tokens(cell):
        new = _changed(cell[a:b], pool)
        if new is not None:
            yield cell[a:b], new, cell[:a] + new + cell[b:]
    items = re.split(r"[\s;]+", cell)
    if len(items) > 1:
        middle = len(items) // 2
        mark = ";" if ";" in cell else " "
        yield items[middle], DROPPED, mark.join(items[:middle] + items[middle + 1 :])


def _with_cell(rows: list[list[str]], row: int, column: int, cell: str) -> str:
    """Return the text of a table with one cell changed."""
    copy = [list(line) for line in rows]
    copy[row][column] = cell
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(copy)
    return out.getvalue()


def _changed(text: str, pool: list[str]) -> str | None:
    """Return another value for a cell: a changed number, or the next name of its column."""
    if NUMBER.fullmatch(text):
        return changed_number(text)
    if STEP_OF_PATH.fullmatch(text):  # the other side of the body
        return text[1:] if text.startswith("~") else f"~{text}"
    others = [p for p in pool if not (NUMBER.fullmatch(p) or STEP_OF_PATH.fullmatch(p))]
    if len(others) < 2:
        return None
    return others[(others.index(text) + 1) % len(others)]


_SCALAR = re.compile(r'"[^"\n]*"|-?\d+(?:\.\d+)?(?:e-?\d+)?|\btrue\b|\bfalse\b')
_KEY = re.compile(r"^\s*([A-Za-z0-9_.\"*-]+)\s*=\s*")


def _toml_values(path: Path, file: str) -> Iterator[Value]:
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    heading, names, key, depth = "", frozenset[str](), "", 0
    pools = _toml_pools(lines)
    start = 0
    for number, line in enumerate(lines):
        body = _without_comment(line)
        if depth == 0 and body.lstrip().startswith("["):
            heading = body.strip().strip("[]")
            names = _names(lines, number)
            start += len(line)
            continue
        found = _KEY.match(body) if depth == 0 else None
        if found:
            key = found.group(1).strip('"')
        first = found.end() if found else 0
        depth += body[first:].count("[") - body[first:].count("]")
        if key.split(".")[-1] not in PROVENANCE:
            for m in _SCALAR.finditer(body, first):
                if _inline_key(body, m) in PROVENANCE or _is_key(body, m):
                    continue
                about = names | {key} | set(re.findall(r"[A-Za-z_0-9.]+", m.group()))
                where = f"{heading}.{key}[{number + 1}]"
                for a, b, new in _scalar_changes(body, m, pools.get(key, [])):
                    make = partial(_spliced, text, start + a, start + b, new)
                    yield Value(file, where, body[a:b], about, new or DROPPED, make)
        start += len(line)


def _spliced(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]


def _scalar_changes(body: str, m: re.Match[str], pool: list[str]) -> Iterator[tuple[int, int, str]]:
    """Yield where in a line to put what: another value, another limit, the item left out."""
    yield m.start(), m.end(), _changed_scalar(m.group(), pool)
    if m.group().startswith('"'):
        for limit in re.finditer(r"(?<= )\d+(\.\d+)?(?=[ \"])", m.group()):
            a, b = m.start() + limit.start(), m.start() + limit.end()
            yield a, b, changed_number(limit.group())
    after = re.match(r"\s*,\s*", body[m.end() :])
    if after and body[: m.start()].rstrip().endswith(("[", ",")) and m.group().startswith('"'):
        yield m.start(), m.end() + after.end(), ""


def _without_comment(line: str) -> str:
    """Blank out a comment, keeping the length."""
    quoted = False
    for i, letter in enumerate(line):
        if letter == '"':
            quoted = not quoted
        elif letter == "#" and not quoted:
            return line[:i] + " " * (len(line) - i)
    return line


def _is_key(body: str, m: re.Match[str]) -> bool:
    return body[m.end() :].lstrip().startswith("=")


def _inline_key(body: str, m: re.Match[str]) -> str:
    """Return the key of an inline table that a scalar belongs to, or ""."""
    found = re.findall(r"([A-Za-z_]+)\s*=\s*\[?[^={}]*$", body[: m.start()])
    return found[-1] if found else ""


def _names(lines: list[str], number: int) -> frozenset[str]:
    """Return the names of the table that begins at a line, and of the one that holds it."""
    words = set(re.findall(r"[A-Za-z_0-9.]+", lines[number]))
    for back in range(number, -1, -1):
        if lines[back].startswith("id = ") or lines[back].startswith("site = "):
            words |= set(re.findall(r"[A-Za-z_0-9.]+", lines[back]))
            break
    for line in lines[number + 1 : number + 6]:
        if line.lstrip().startswith("["):
            break
        words |= set(re.findall(r'"([A-Za-z_0-9.]+)"', line))
    return frozenset(words)


def _toml_pools(lines: list[str]) -> dict[str, list[str]]:
    """Return the strings that each key takes anywhere in the file."""
    pools: dict[str, set[str]] = {}
    for line in lines:
        body = _without_comment(line)
        found = _KEY.match(body)
        if found:
            key = found.group(1).strip('"')
            pools.setdefault(key, set()).update(re.findall(r'"[^"\n]*"', body[found.end() :]))
    return {key: sorted(texts) for key, texts in pools.items()}


def _changed_scalar(text: str, pool: list[str]) -> str:
    if text in ("true", "false"):
        return "false" if text == "true" else "true"
    if not text.startswith('"'):
        return changed_number(text)
    if len(pool) < 2 or text not in pool:
        return '"changed"'
    return pool[(pool.index(text) + 1) % len(pool)]
