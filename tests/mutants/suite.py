"""The properties: the tests of the findings, each callable with other tables."""

import functools
import importlib
import inspect
import itertools
import time
from collections.abc import Callable, Iterable, Iterator
from types import ModuleType
from typing import Any

from tests import bodies
from visualizer.findings import Knowledge

#: Test modules by the part of the tables that they are about; "" holds for every part.
MODULES = {
    "": ("test_properties", "test_tables", "test_predict"),
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
LONGEST_S = 1.0
FAILS = (Exception,)
Check = tuple[str, Callable[[], object]]


class Suite:
    """Runs the quick tests of the findings with other tables."""

    def __init__(self) -> None:
        self._checks = {part: _quick(_checks(names)) for part, names in MODULES.items()}
        self._lately: list[str] = []

    def failing(self, parts: Iterable[str], tables: Knowledge) -> str:
        """Return the name of the first property that does not hold, "" if all do."""
        checks = [check for part in ("", *parts) for check in self._checks.get(part, ())]
        checks.sort(key=lambda check: check[0] not in self._lately)
        with _Tables(tables):
            for name, check in checks:
                if not _holds(check):
                    self._lately = [name, *self._lately][:8]
                    return name
        return ""


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
        if isinstance(thing, functools._lru_cache_wrapper) and thing.__module__ != "tests.bodies":
            if str(thing.__module__).startswith("tests."):
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
            for values in _parameters(marks):
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
    """Return the checks that hold for the shipped tables within a second, quickest first."""
    timed = []
    for name, check in checks:
        start = time.process_time()
        if _holds(check) and time.process_time() - start <= LONGEST_S:
            timed.append((time.process_time() - start, name, check))
    return [(name, check) for _, name, check in sorted(timed, key=lambda row: row[0])]


def _holds(check: Callable[[], object]) -> bool:
    try:
        check()
    except FAILS:
        return False
    return True
