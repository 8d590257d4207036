"""The shipped fibres are what the tables say that they were built from."""

import shutil

import pytest

from tests.mutants import built, shelf

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("table", built.CHECKS)
def test_the_body_is_what_its_tables_say(table):
    assert built.holds(table, shelf.folder())


def test_every_table_of_the_body_is_held():
    assert set(built.CHECKS) == set(shelf.BUILT)


def test_a_changed_weight_is_noticed(tmp_path):
    path = tmp_path / "muscle_supply.csv"
    shutil.copy(shelf.folder() / path.name, path)
    assert built.holds(path.name, tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("biceps,C5,0.", "biceps,C5,1."))
    assert not built.holds(path.name, tmp_path)
