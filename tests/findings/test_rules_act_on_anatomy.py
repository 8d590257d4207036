"""The reasoning names no site, no region and no syndrome: it acts on populations and tables.

What is told in words (`note`, `explain`, the summary's wording) and the naming of syndromes
afterwards may name what it tells.
"""

import ast
import re
from pathlib import Path

import pytest

import visualizer.findings
from tests.bodies import body, knowledge
from visualizer.findings import predict
from visualizer.scene import Scene

ROOT = Path(visualizer.findings.__file__).parent
TELLING = ("note/", "explain/", "wording.py", "syndromes.py")
FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in ROOT.rglob("*.py")
    if not path.relative_to(ROOT).as_posix().startswith(TELLING)
)
# the place of a reason that lies at a junction or muscle is named after the muscle
ALLOWED = {"muscle."}


def _signs():
    """Return every target of a finding that is no part of the body that is moved."""
    found = predict(Scene(), body(), knowledge()).findings
    return {f.target for f in found if f.domain not in ("power", "wasting")}


@pytest.fixture(scope="module")
def names():
    """Return every id and name that no rule may know."""
    tables = knowledge()
    sites = {station.site for station in body().fibres.stations} | set(tables.sites)
    heads = {f"{site.split('.')[0]}." for site in sites}
    syndromes = {row.name for row in tables.syndromes}
    return (sites | heads | set(tables.regions) | syndromes) - _signs() - {"", "none"} - ALLOWED


@pytest.fixture(scope="module")
def eponyms():
    """Return the proper names that syndromes are called by, small, but for those of signs."""
    words = {w for row in knowledge().syndromes for w in re.findall(r"[A-Z][a-z]{3,}", row.name)}
    return {word.lower() for word in words} - {
        part for sign in _signs() for part in sign.split("_")
    }


def _docstrings(tree):
    """Return the nodes that are docstrings."""
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef)
    bodies = [node.body for node in ast.walk(tree) if isinstance(node, kinds)]
    return {id(first.value) for first, *_ in bodies if isinstance(first, ast.Expr)}


def _texts(tree):
    """Yield every text of the code with its line, whole and word by word; no docstring."""
    prose = _docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            for word in {node.value, *node.value.split()}:
                yield word, node.lineno


def _identifiers(tree):
    """Yield every name that the code gives or uses."""
    for node in ast.walk(tree):
        for field in ("id", "attr", "name", "arg"):
            if isinstance(getattr(node, field, None), str):
                yield getattr(node, field).lower()


def _tree(name):
    return ast.parse((ROOT / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", FILES)
def test_no_rule_names_a_site_a_region_or_a_syndrome(name, names):
    assert [(word, line) for word, line in _texts(_tree(name)) if word in names] == []


@pytest.mark.parametrize("name", FILES)
def test_no_rule_is_called_after_a_syndrome(name, eponyms):
    tree = _tree(name)
    words = [*_identifiers(tree), *(word.lower() for word, _ in _texts(tree))]
    assert {
        word for word in words if any(e in re.split(r"[^a-z]+", word) for e in eponyms)
    } == set()


def test_a_rule_for_a_place_would_be_found(names, eponyms):
    tree = ast.parse('if lesion.site == "medulla.lateral" or site.startswith("pons."): weber = 1')
    assert {word for word, _ in _texts(tree)} & names == {"medulla.lateral", "pons."}
    assert set(_identifiers(tree)) & eponyms == {"weber"}
