"""Every table that is read has its values changed, and every change is a real one."""

import sys
import tomllib

import pytest

from tests.mutants import shelf
from tests.mutants.values import values
from visualizer.storage import load_knowledge
from visualizer.storage.isncsci import load_key_muscles

pytestmark = pytest.mark.slow

_opened: set[str] = set()
_watching = False


def _watch(event, args):
    if _watching and event == "open" and isinstance(args[0], str) and args[1] == "r":
        _opened.add(args[0])


def test_every_table_that_is_read_is_changed(monkeypatch):
    """The digest reads all tables too; that does not count."""
    monkeypatch.setattr("visualizer.storage.knowledge._digest", lambda _: "")
    sys.addaudithook(_watch)
    monkeypatch.setattr(sys.modules[__name__], "_watching", True)
    load_knowledge()
    load_key_muscles()
    monkeypatch.setattr(sys.modules[__name__], "_watching", False)
    folder = f"{shelf.folder()}/"
    found = {name.removeprefix(folder) for name in _opened if name.startswith(folder)}
    assert found - {"sites/README.toml"} == {*shelf.READ, *shelf.JUDGES, *shelf.sites()}


def test_every_table_is_either_changed_or_form():
    assert not set(shelf.form()) & set(shelf.chosen())


@pytest.mark.parametrize("file", shelf.chosen())
def test_every_change_is_a_change_of_a_readable_table(file):
    path = shelf.folder() / file
    whole = path.read_text(encoding="utf-8")
    found = list(values(path, file))
    assert found
    for value in found[:: max(1, len(found) // 25)]:
        assert value.make() != whole, value.where
        if path.suffix == ".toml":
            tomllib.loads(value.make())
