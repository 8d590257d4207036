"""The review sheet as one HTML page: tables to print and tick, no scripts, nothing from outside."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from visualizer.cli.review_areas import DRAWN
from visualizer.cli.review_style import STYLE
from visualizer.storage.review import Claim, ClaimTable, Field

Records = Mapping[str, Mapping[str, Any]]
MOST_COLUMNS = 7
BREAK = re.compile(r"(?<=[A-Za-z])[./](?=[A-Za-z])")
SHORT = 60
OWN = "project_rule"
TICKS = '<td class="t">☐</td><td class="t">☐</td><td class="n"></td>'
TICK_HEADS = '<th class="t">agree</th><th class="t">dis&shy;agree</th><th class="n">note</th>'
LEGEND = (
    "Tick agree or disagree for each row and write what is wrong; a row is found again by the"
    " table's file name and the row's number or key. A source in full follows each part:"
    " ● the text, or the statement in it, was opened and read; ○ cited from memory or standard"
    " teaching and still to be checked; ◇ this project's own estimate. For teaching and research,"
    " not for diagnosis."
)


def page(
    areas: Mapping[str, Sequence[ClaimTable]], records: Records, version: str, sha256: str
) -> str:
    """Return the whole page.

    Parameters
    ----------
    areas : mapping of str to sequence of ClaimTable
        Tables by area, in order.
    records : mapping of str to mapping
        Bibliographic record of each source key.
    version, sha256 : str
        Of the tables.
    """
    parts = [_area(number, *item, records) for number, item in enumerate(areas.items(), start=1)]
    stamp = f"Tables version {escape(version)}, SHA-256 {escape(sha256)}"
    return "\n".join(
        [
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            "<title>Review sheet: every claim of the model</title>",
            f"<style>{STYLE}</style>\n</head>\n<body>",
            "<h1>Review sheet: every claim of the model</h1>",
            f"<p>{stamp}.</p>\n<p>{LEGEND}</p>",
            "<p>Reviewer ______________________________ &nbsp; Date ________________</p>",
            _contents(areas, len(records)),
            *parts,
            _all_sources(len(areas) + 1, records),
            f"<p>{stamp}.</p>\n</body>\n</html>\n",
        ]
    )


def _contents(areas: Mapping[str, Sequence[ClaimTable]], sources: int) -> str:
    lines = [
        f'<li><a href="#a{number}">{escape(area)}</a>: {len(tables)} tables,'
        f" {sum(len(t.claims) for t in tables)} rows</li>"
        for number, (area, tables) in enumerate(areas.items(), start=1)
    ]
    lines.append(f'<li><a href="#a{len(areas) + 1}">Sources</a>: {sources}</li>')
    return f"<nav><ol>{''.join(lines)}</ol></nav>"


def _area(number: int, area: str, tables: Sequence[ClaimTable], records: Records) -> str:
    heading = f'<h2 id="a{number}">{number}. {escape(area)}</h2>'
    if area == DRAWN:
        return f"{heading}\n{_drawn(tables, records)}"
    body = "\n".join(_table(table, records) for table in tables)
    keys = sorted({key for t in tables for claim in t.claims for key in claim.sources})
    references = "".join(f"<li>{_reference(key, records)}</li>" for key in keys)
    return f'{heading}\n{body}\n<h3>Sources of this part</h3>\n<ol class="refs">{references}</ol>'


def _table(table: ClaimTable, records: Records) -> str:
    intro = f'<p class="intro">{escape(table.intro)}</p>' if table.intro else ""
    head, rows = _by_columns(table, records) if _is_narrow(table) else _by_claim(table, records)
    return (
        f'<section data-table="{escape(table.name)}"><h3>{escape(table.name)}</h3>{intro}'
        f"<table><thead><tr>{head}{TICK_HEADS}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></section>"
    )


def _is_narrow(table: ClaimTable) -> bool:
    return 0 < len(table.columns) <= MOST_COLUMNS


def _by_columns(table: ClaimTable, records: Records) -> tuple[str, Iterator[str]]:
    names = "".join(f"<th>{escape(readable(column))}</th>" for column in table.columns)
    return f"<th>row</th>{names}<th>source</th>", _column_rows(table, records)


def _column_rows(table: ClaimTable, records: Records) -> Iterator[str]:
    before = None
    for claim in table.claims:
        first = claim.fields[0].value
        cells = "".join(_cell(field.value) for field in claim.fields[1:])
        mark = ' class="same"' if first == before else ""
        before = first
        yield (
            f'<tr><td class="r">{claim.ref}</td><td{mark}>{_text(first)}</td>{cells}'
            f"{_sources(claim.sources, records)}{TICKS}</tr>"
        )


def _by_claim(table: ClaimTable, records: Records) -> tuple[str, Iterator[str]]:
    head = "<th>claim</th><th>says</th><th>source</th>"
    return head, (_claim_row(claim, records) for claim in table.claims)


def _cell(value: str) -> str:
    number = value.replace(".", "", 1).lstrip("-").isdigit()
    return f'<td class="d">{value}</td>' if number else f"<td>{_text(value)}</td>"


def _claim_row(claim: Claim, records: Records) -> str:
    fields = [field for field in claim.fields if _says(field, claim)]
    remark = f'<br><span class="m">{_text(claim.remark)}</span>' if claim.remark else ""
    part = ' class="part"' if claim.depth else ""
    known = claim.ref in (claim.title, claim.title.replace(" ", "."))
    ref = "" if known else f'<br><span class="m">{_text(claim.ref)}</span>'
    return (
        f'<tr{part}><td class="c">{_text(claim.title)}{ref}{remark}</td><td>{_said(fields)}</td>'
        f"{_sources(claim.sources, records)}{TICKS}</tr>"
    )


def _says(field: Field, claim: Claim) -> bool:
    return bool(field.remark) or field.value not in ("", claim.title)


def _said(fields: Sequence[Field]) -> str:
    """Write short values in a row, long and explained ones on lines of their own."""
    lines: list[list[str]] = [[]]
    for field in fields:
        said = f'<span class="k">{escape(readable(field.name))}</span> {_text(field.value)}'
        if field.remark:
            said += f' <span class="m">({_text(field.remark)})</span>'
        if field.remark or len(field.value) > SHORT:
            lines += [[said], []]
        else:
            lines[-1].append(said)
    return "<br>".join("; ".join(line) for line in lines if line)


def readable(name: str) -> str:
    """Write an id as words."""
    return name.replace("_", " ")


def _text(value: str) -> str:
    """Write a cell: ids as words, "muscle:root:weight" lists with their parts apart."""
    words = value.split(" ")
    if len(words) >= 1 and all(":" in word for word in words) and "://" not in value:
        value = "; ".join(word.replace(":", " ") for word in words)
    elif ";" in value and "; " not in value:
        value = value.replace(";", "; ")
    return BREAK.sub(r"\g<0><wbr>", escape(readable(value)))


def _sources(keys: Iterable[str], records: Records) -> str:
    marks = ", ".join(f'<span class="o">{_mark(key, records)} {escape(key)}</span>' for key in keys)
    return f'<td class="s">{marks or "none"}</td>'


def _mark(key: str, records: Records) -> str:
    if key == OWN:
        return "◇"
    record = records.get(key)
    return "●" if record is not None and record.get("checked", "yes") == "yes" else "○"


def _reference(key: str, records: Records) -> str:
    mark, record = _mark(key, records), records.get(key)
    if record is None:
        return f'{mark} <span class="key">{escape(key)}</span>: no record'
    state = {"●": " [checked]", "○": " [not checked]"}.get(mark, "")
    cited = ". ".join(escape(part) for part in _citation(record) if part)
    note = f' <span class="m">{escape(str(record["note"]))}</span>' if record.get("note") else ""
    return f'{mark} <span class="key">{escape(key)}</span>: {cited}.{state}{note}'


def _citation(record: Mapping[str, Any]) -> Iterator[str]:
    known = ("authors", "title", "edition", "journal", "volume", "pages", "publisher", "year")
    for key in known:
        if record.get(key):
            value = str(record[key])
            yield f"{value} edition" if key == "edition" else value.rstrip(".")
    for key, value in record.items():
        if key not in (*known, "checked", "note") and isinstance(value, str | int):
            yield f"{key}: {value}"


def _drawn(tables: Sequence[ClaimTable], records: Records) -> str:
    """List tables of coordinates, one line each: they are judged in the pictures."""
    rows = "".join(
        f'<tr data-table="{escape(table.name)}"><td>{escape(table.name)}</td>'
        f"<td>{_text(table.intro)}</td><td>{len(table.claims)}</td>"
        f"{_sources(sorted({k for c in table.claims for k in c.sources}), records)}{TICKS}</tr>"
        for table in tables
    )
    return (
        "<p>Coordinates and shapes are judged in the 3D scenes and sections, not row by row.</p>"
        "<table><thead><tr><th>table</th><th>holds</th><th>rows</th><th>source</th>"
        f"{TICK_HEADS}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _all_sources(number: int, records: Records) -> str:
    rows = "".join(
        f"<tr><td>{_reference(key, records)}</td>{TICKS}</tr>" for key in sorted(records)
    )
    return (
        f'<h2 id="a{number}">{number}. Sources</h2><section data-table="sources.toml">'
        f"<table><thead><tr><th>source</th>{TICK_HEADS}</tr></thead>"
        f"<tbody>{rows}</tbody></table></section>"
    )
