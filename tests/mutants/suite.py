"""The properties: the tests of the findings, each callable with other tables."""

import functools
import importlib
import inspect
import itertools
import time
from collections.abc import Callable, Iterable, Iterator
from types import ModuleType
from typing import Any

import pytest

from tests import bodies
from visualizer.findings import Knowledge

#: Test modules by the part of the tables that they are about; "" holds for every part.
MODULES = {
    "": ("test_properties", "test_predict"),
    "sensation": ("test_properties_sensation", "test_sensation"),
    "cranial": ("test_cranial",),
    "surface": ("test_surface",),
    "autonomic": ("test_autonomic",),
    "higher": ("test_higher",),
    "patterns": ("test_patterns",),
    "electro": ("test_electro", "test_electro_diseases", "test_electro_limits"),
    "syndromes": ("test_properties_syndromes", "test_summary"),
    "sites": ("test_diffuse", "test_sites", "test_electro_diseases"),
    "variants": ("test_variants",),
    "key_muscles": ("isncsci.test_from_scene",),
}
MOST, LONGEST_S, TOGETHER_S = 12, 0.4, 4.0
Check = tuple[str, Callable[[], object]]


class Suite:
    """Runs the quick tests of the findings with other tables."""

    def __init__(self) -> None:
        self._checks: dict[str, list[Check]] = {}
        self._lately: list[str] = []

    def failing(self, parts: Iterable[str], tables: Knowledge) -> str:
        """Return the name of the first property that does not hold, "" if all do."""
        checks = [check for part in ("", *parts) for check in self._of(part)]
        checks.sort(key=lambda check: check[0] not in self._lately)
        with _Tables(tables):
            for name, check in checks:
                if not _holds(check):
                    self._lately = [name, *self._lately][:8]
                    return name
        return ""

    def _of(self, part: str) -> list[Check]:
        """Return the quick checks of a part, sought out when first asked for."""
        if part not in self._checks:
            self._checks[part] = _quick(_checks(MODULES.get(part, ())))
        return self._checks[part]


class _Tables:
    """Puts other tables in the place of the shipped ones in all test modules."""

    def __init__(self, tables: Knowledge) -> None:
        self._tables = tables
        self._before = bodies.knowledge

    def __enter__(self) -> None:
        self._put(lambda: self._tables)

    def __exit__(self, *_: object) -> None:
        self._put(self._before)

    def _put(self, knowledge: Callable[[], Knowledge]) -> None:
        for module in (bodies, *_modules()):
            if hasattr(module, "knowledge"):
                module.knowledge = knowledge  # type: ignore[attr-defined]
            if module is not bodies:
                _forget(module)


def _forget(module: ModuleType) -> None:
    for thing in vars(module).values():
        home = str(getattr(thing, "__module__", ""))
        if isinstance(thing, functools._lru_cache_wrapper) and home.startswith("tests.findings"):
            thing.cache_clear()


@functools.cache
def _modules() -> tuple[ModuleType, ...]:
    names = {name for names in MODULES.values() for name in names}
    found = [_module(name) for name in sorted(names)]
    helpers = [importlib.import_module("tests.findings.electro_report")]
    return tuple(module for module in (*found, *helpers) if module is not None)


def _module(name: str) -> ModuleType | None:
    try:
        return importlib.import_module(f"tests.findings.{name}")
    except ModuleNotFoundError:
        return None


def _checks(names: Iterable[str]) -> Iterator[Check]:
    """Yield every test of some modules that needs no fixture, once for each set of parameters."""
    for name in names:
        module = _module(name)
        for title, test in vars(module).items() if module else ():
            if not title.startswith("test_") or not inspect.isfunction(test):
                continue
            marks = getattr(test, "pytestmark", [])
            if any(mark.name in ("slow", "xfail", "skip") for mark in marks):
                continue
            rows = list(_parameters(marks))
            for values in rows[:: -(-len(rows) // MOST)]:
                if set(values) == set(inspect.signature(test).parameters):
                    yield f"{name}.{title}", functools.partial(test, **values)


def _parameters(marks: Iterable[Any]) -> Iterator[dict[str, Any]]:
    tables = []
    for mark in marks:
        if mark.name == "parametrize":
            given, rows = mark.args[:2]
            names = given.replace(" ", "").split(",") if isinstance(given, str) else list(given)
            single = len(names) == 1
            plain = [getattr(row, "values", row) if hasattr(row, "marks") else row for row in rows]
            tables.append(
                [dict(zip(names, [row] if single else row, strict=True)) for row in plain]
            )
    for rows in itertools.product(*tables):
        yield {name: value for row in rows for name, value in row.items()}


def _quick(checks: Iterable[Check]) -> list[Check]:
    """Return the checks that hold for the shipped tables and are quick, the quickest first."""
    timed = []
    for name, check in checks:
        start = time.process_time()
        held = _holds(check, skipped=False)
        spent = time.process_time() - start
        if held and spent <= LONGEST_S:
            timed.append((spent, name, check))
    timed.sort(key=lambda row: row[0])
    sums = itertools.accumulate(row[0] for row in timed)
    return [
        (name, check)
        for so_far, (_, name, check) in zip(sums, timed, strict=True)
        if so_far <= TOGETHER_S
    ]


def _holds(check: Callable[[], object], *, skipped: bool = True) -> bool:
    try:
        check()
    except pytest.skip.Exception:
        return skipped
    except (Exception, pytest.fail.Exception):
        return False
    return True
