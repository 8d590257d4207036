"""`visualizer review-sheet`: every claim of every table, escaped and self-contained."""

import csv
import re
import tomllib
from html import escape
from html.parser import HTMLParser

import pytest

from tests.bodies import knowledge
from visualizer.cli import main
from visualizer.cli.review_areas import OTHER, is_drawn
from visualizer.cli.review_page import page
from visualizer.cli.review_sheet import review_sheet
from visualizer.storage.paths import assets_path
from visualizer.storage.review import NOT_CLAIMS, in_words, read_claims

pytestmark = pytest.mark.slow

FOLDER = assets_path("knowledge")
TABLES = sorted(
    path.relative_to(FOLDER).as_posix()
    for pattern in ("*.csv", "*.toml")
    for path in FOLDER.rglob(pattern)
    if path.name not in NOT_CLAIMS
)


@pytest.fixture(scope="module")
def sheet() -> str:
    return review_sheet(knowledge())


@pytest.fixture(scope="module")
def sections(sheet) -> dict[str, str]:
    parts = re.split(r'<(?:section|tr) data-table="', sheet)[1:]
    return {part.split('"', 1)[0]: part for part in parts}


class _Balance(HTMLParser):
    """Checks that every tag is closed, and gathers the text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag, _attrs):
        if tag not in ("meta", "br", "wbr"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


@pytest.mark.parametrize("name", [*TABLES, "sources.toml"])
def test_every_table_is_in_the_sheet(sections, name):
    assert name in sections


@pytest.mark.parametrize("name", [n for n in TABLES if n.endswith(".csv") and not is_drawn(n)])
def test_every_row_is_in_the_sheet(sections, name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        rows = len(list(csv.DictReader(file)))
    assert sections[name].count('<td class="n">') == rows


@pytest.mark.parametrize("name", [n for n in TABLES if n.endswith(".toml") and not is_drawn(n)])
def test_every_value_is_in_the_sheet(sections, name):
    section = sections[name].replace("<wbr>", "")
    missing = [
        value
        for value in _values(tomllib.loads((FOLDER / name).read_text(encoding="utf-8")))
        if escape(value.replace("_", " ")) not in section
        and escape(value.replace("_", " ").replace(":", " ")) not in section
    ]
    assert missing == []


def _values(table):
    for key, value in table.items():
        if key in ("source", "sources", "format", "version"):
            continue
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                yield from _values(one)
            elif not isinstance(one, list) and one != "":
                yield in_words(one)


def test_it_is_whole_and_needs_nothing_from_outside(sheet):
    parser = _Balance()
    parser.feed(sheet)
    assert parser.open == []
    assert not re.search(r"<script|<img|<link|@import|url\(|src=|href=\"[^#]", sheet)
    found = knowledge()
    assert found.version in sheet
    assert found.sha256 in sheet


def test_every_source_is_given_in_full_with_its_mark(sheet):
    sources = tomllib.loads((FOLDER / "sources.toml").read_text(encoding="utf-8"))
    for key, record in sources.items():
        if isinstance(record, dict):
            assert f'<span class="key">{escape(key)}</span>' in sheet, key
            assert escape(str(record.get("title", ""))).rstrip(".") in sheet, key
    assert "[checked]" in sheet
    assert "[not checked]" in sheet


def test_doubt_is_shown(sections):
    assert "<th>doubt</th>" in sections["muscle_supply.csv"]


def test_a_new_table_appears_without_code_and_markup_is_escaped(tmp_path):
    (tmp_path / "novel.csv").write_text('id,weight,doubt,source\n<b>x</b>,0.5,.2,"a&b"\n')
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites" / "novel.toml").write_text(
        '# Head of the table.\n\n[[site]]\nid = "a.site"  # beside\nsources = ["k"]\n'
        '  [[site.part]]\n  component = "<i>"\n  share = 0.6\n'
    )
    tables = read_claims(tmp_path)
    html = page({OTHER: tables}, {"k": {"title": "T<", "checked": "no"}}, "1", "hash")
    assert "<b>x</b>" not in html
    assert "&lt;b&gt;x&lt;/b&gt;" in html
    assert "&lt;i&gt;" in html
    assert "Head of the table." in html
    assert "beside" in html
    part = next(c for c in tables[1].claims if c.title == "<i>")
    assert (part.sources, part.depth) == (("k",), 1)


def test_the_command_writes_the_file(tmp_path, capsys):
    path = tmp_path / "new" / "sheet.html"
    assert main(["review-sheet", "-o", str(path)]) == 0
    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert "sheet.html" in capsys.readouterr().out
    assert main(["review-sheet", "-o", str(tmp_path)]) == 2
