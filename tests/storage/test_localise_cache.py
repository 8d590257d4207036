"""The cache of answers: kept whole, never stale, made again when damaged."""

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.bodies import body, knowledge
from visualizer.findings.localise import named_hypotheses
from visualizer.storage import localise_cache
from visualizer.storage.localise_cache import AnswerStore, cache_folder

pytestmark = pytest.mark.slow

TABLES = replace(knowledge(), sites={"nerve.ulnar": knowledge().sites["nerve.ulnar"]})
HYPOTHESES = named_hypotheses(TABLES.sites, TABLES.localise.ranges)


def store(folder, said=None, tables=TABLES):
    return AnswerStore(body(), tables, folder, (said if said is not None else []).append)


def same(one, other):
    return one.signs == other.signs and all(
        np.array_equal(one.of(i), other.of(i)) for i in range(one.count)
    )


def test_what_was_answered_once_is_read_again(tmp_path):
    said: list[str] = []
    first = store(tmp_path, said)("named", HYPOTHESES, 90.0)
    assert said
    said.clear()
    assert same(first, store(tmp_path, said)("named", HYPOTHESES, 90.0))
    assert not said
    assert [path.suffix for path in tmp_path.iterdir()] == [".npz"]


def test_other_tables_times_code_or_sites_are_answered_anew(tmp_path, monkeypatch):
    store(tmp_path)("named", HYPOTHESES, 90.0)
    store(tmp_path)("named", HYPOTHESES, 14.0)
    store(tmp_path)("named", HYPOTHESES[1:], 90.0)
    store(tmp_path, tables=replace(TABLES, sha256="other"))("named", HYPOTHESES, 90.0)
    monkeypatch.setattr(localise_cache, "code_digest", lambda: "other")
    store(tmp_path)("named", HYPOTHESES, 90.0)
    assert len(list(tmp_path.iterdir())) == 5


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 no zip", None])
def test_a_damaged_file_is_made_again(tmp_path, damage):
    first = store(tmp_path)("named", HYPOTHESES, 90.0)
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:-200] if damage is None else damage)
    assert same(first, store(tmp_path)("named", HYPOTHESES, 90.0))


@pytest.mark.parametrize("change", [{"row": 10**6}, {"indices": -1}, {"offsets": 5}])
def test_a_file_whose_numbers_do_not_fit_is_made_again(tmp_path, change):
    first = store(tmp_path)("named", HYPOTHESES, 90.0)
    (path,) = tmp_path.iterdir()
    with np.load(path) as stored:
        data = {name: stored[name].copy() for name in stored.files}
    for name, value in change.items():
        data[name][0] = value
    np.savez(path, **data)
    assert same(first, store(tmp_path)("named", HYPOTHESES, 90.0))


def test_a_folder_that_cannot_be_written_is_no_reason_to_fail(tmp_path):
    (tmp_path / "file").write_text("")
    said: list[str] = []
    assert store(tmp_path / "file" / "in", said)("named", HYPOTHESES, 90.0).count
    assert "cannot be kept" in said[-1]


def test_a_process_that_would_ask_with_other_tables_is_not_used(tmp_path, monkeypatch):
    monkeypatch.setattr(localise_cache, "BATCH", 5)
    said: list[str] = []
    shared = AnswerStore(body(), TABLES, tmp_path, said.append, processes=2)
    assert same(
        shared("named", HYPOTHESES, 90.0), store(tmp_path / "alone")("named", HYPOTHESES, 90.0)
    )
    assert any("going on with one" in words for words in said)


def test_only_the_newest_files_are_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(localise_cache, "KEPT_FILES", 2)
    for days in (2.0, 14.0, 90.0):
        store(tmp_path)("named", HYPOTHESES, days)
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize(
    ("platform", "variables", "end"),
    [
        ("linux", {"XDG_CACHE_HOME": "/somewhere"}, "/somewhere/visualizer"),
        ("linux", {"XDG_CACHE_HOME": "relative"}, ".cache/visualizer"),
        ("darwin", {}, "Library/Caches/visualizer"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/visualizer/Cache"),
    ],
)
def test_the_cache_is_where_the_platform_keeps_such_things(monkeypatch, platform, variables, end):
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert cache_folder().as_posix().endswith(end)
    assert isinstance(cache_folder(), Path)
