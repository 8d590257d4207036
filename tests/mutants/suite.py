"""The properties: the tests of the findings, each callable with other tables."""

import functools
import hashlib
import importlib
import inspect
import itertools
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests import bodies
from tests.mutants.order import kept
from visualizer.findings import Knowledge
from visualizer.storage import paths

#: Test modules by the part of the tables that they are about; "" holds for every part.
MODULES = {
    "": ("test_properties", "test_properties_names", "test_properties_arcs"),
    "clock": ("test_properties_curves", "test_properties_courses"),
    "drives": ("test_properties_diffuse", "test_properties_turns_drive"),
    "lists": ("test_properties_diffuse",),
    "numbers": ("test_predict", "test_properties_turns_power", "test_properties_turns_drive"),
    "processes": ("test_properties_turns_process",),
    "extents": ("test_properties_turns_process",),
    "movements": ("test_properties_turns_drive",),
    "regions": ("test_properties_turns_drive",),
    "muscles": ("test_properties_muscles", "test_predict"),
    "arcs": ("test_properties_muscles",),
    "sensation": ("test_properties_skin", "test_properties_turns_skin", "test_sensation"),
    "cranial": ("test_properties_turns_cranial", "test_cranial"),
    "surface": ("test_properties_surface", "test_surface"),
    "autonomic": ("test_properties_turns_autonomic", "test_properties_sites", "test_autonomic"),
    "higher": ("test_properties_turns_higher", "test_properties_diffuse", "test_higher"),
    "patterns": ("test_properties_patterns", "test_patterns"),
    "electro": (
        "test_properties_electro",
        "test_properties_diffuse",
        "test_electro",
        "test_electro_diseases",
        "test_electro_limits",
    ),
    "syndromes": ("test_properties_syndromes", "test_summary"),
    "sites": (
        "test_properties_pictures",
        "test_properties_spread",
        "test_properties_territories",
        "test_properties_sites",
        "test_properties_diffuse",
        "test_diffuse",
        "test_sites",
        "test_electro_diseases",
    ),
    "variants": ("test_properties_variants", "test_variants"),
    "key_muscles": ("test_properties_isncsci", "isncsci.test_from_scene"),
}
#: Modules of the tests that predict too.
HELPERS = ("electro_report", "turning")
MOST, AT_FIRST_S, LONGEST_S, TOGETHER_S, WHOLE_AT_FIRST_S = 40, 1.0, 0.2, 0.7, 20.0
LIMITS = (MOST, AT_FIRST_S, LONGEST_S, TOGETHER_S, WHOLE_AT_FIRST_S)
WHOLE = "test_properties"
FINDINGS = Path(__file__).parents[1] / "findings"
Check = tuple[str, Callable[[], object]]


class Suite:
    """Runs the quick tests of the findings with other tables."""

    def __init__(self) -> None:
        self._checks: dict[str, list[Check]] = {}
        self._lately: list[str] = []

    def failing(self, parts: Iterable[str], tables: Knowledge, root: Path, only: str = "") -> str:
        """Return the name of the first property that does not hold, "" if all do.

        Parameters
        ----------
        parts : iterable of str
            Parts of the tables that differ from the shipped ones.
        tables : Knowledge
        root : Path
            A folder whose `assets/knowledge` holds them as files.
        only : str, optional
            Try only this one.
        """
        checks = [check for part in ("", *parts) for check in self._of(part)]
        checks.sort(key=lambda check: check[0] not in self._lately)
        with in_place(tables, root):
            for name, check in checks:
                if only in ("", name) and not _holds(check):
                    self._lately = [name, *self._lately][:8]
                    return name
        return ""

    def _of(self, part: str) -> list[Check]:
        """Return the quick checks of a part, sought out when first asked for."""
        if part not in self._checks:
            checks = list(_checks(MODULES.get(part, ())))
            with in_place(bodies.knowledge(), paths.ROOT):
                seconds = kept(["quick", part, _texts(part), *LIMITS], lambda: _timed(checks))
            self._checks[part] = _quick(checks, seconds)
        return self._checks[part]

    def warm(self) -> None:
        """Seek out all quick checks."""
        for part in MODULES:
            self._of(part)


@contextmanager
def in_place(tables: Knowledge, root: Path) -> Iterator[None]:
    """Put other tables in the place of the shipped ones in all test modules."""
    before, home = bodies.knowledge, paths.ROOT
    try:
        paths.ROOT = root
        _put(lambda: tables)
        yield
    finally:
        paths.ROOT = home
        _put(before)


def _put(knowledge: Callable[[], Knowledge]) -> None:
    for module in (bodies, *_modules()):
        if "knowledge" in vars(module):
            vars(module)["knowledge"] = knowledge
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
    helpers = [importlib.import_module(f"tests.findings.{name}") for name in HELPERS]
    return tuple(module for module in (*found, *helpers) if module is not None)


@functools.cache
def _texts(part: str) -> str:
    """Return a digest of the text of the tests of a part."""
    paths_of = [FINDINGS / f"{name.replace('.', '/')}.py" for name in MODULES.get(part, ())]
    paths_of += sorted((FINDINGS / "turns").glob("*.toml"))
    texts = [path.read_bytes() for path in paths_of if path.exists()]
    return hashlib.sha256(b"".join(texts)).hexdigest()


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
            if any(mark.name in ("xfail", "skip") for mark in marks):
                continue
            rows = list(_parameters(marks))
            for values in rows[:: -(-len(rows) // MOST)] if rows else ():
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


def _quick(checks: Sequence[Check], seconds: Mapping[str, float]) -> list[Check]:
    """Return the checks that hold for the shipped tables and are quick, the quickest first.

    Of those that are no properties of a whole table only as many as run in a short time.
    """
    known = [(seconds[key], key, check) for key, check in _keyed(checks) if key in seconds]
    timed = sorted(known, key=lambda row: row[:2])
    whole = [row for row in timed if row[1].startswith(WHOLE)]
    others = [row for row in timed if not row[1].startswith(WHOLE)]
    sums = itertools.accumulate(row[0] for row in others)
    chosen = [row for so_far, row in zip(sums, others, strict=True) if so_far <= TOGETHER_S]
    return [(key.partition("#")[0], check) for _, key, check in (*whole, *chosen)]


def _keyed(checks: Iterable[Check]) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield each check with a name of its own."""
    number: Counter[str] = Counter()
    for name, check in checks:
        number[name] += 1
        yield f"{name}#{number[name]}", check


def _timed(checks: Iterable[Check]) -> dict[str, float]:
    """Return how long each check takes that holds for the shipped tables and is quick."""
    found: dict[str, float] = {}
    slow: set[str] = set()
    for key, check in _keyed(checks):
        title = key.partition("#")[0]
        if title in slow:
            continue
        first = WHOLE_AT_FIRST_S if title.startswith(WHOLE) else AT_FIRST_S
        for limit in (first, LONGEST_S):  # once to warm up
            start = time.process_time()
            held = _holds(functools.partial(_within, limit, check), skipped=False)
            spent = time.process_time() - start
            if not held or spent <= LONGEST_S:
                break
        if held and spent <= LONGEST_S:
            found[key] = spent
        else:
            slow.add(title)
    return found


def _within(seconds: float, check: Callable[[], object]) -> None:
    """Run a check, but break it off after some time on the processor."""
    before = signal.signal(signal.SIGVTALRM, _too_long)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        check()
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0.0)
        signal.signal(signal.SIGVTALRM, before)


def _too_long(number: int, frame: object) -> None:
    raise TimeoutError(number, frame)


def _holds(check: Callable[[], object], *, skipped: bool = True) -> bool:
    try:
        check()
    except pytest.skip.Exception:
        return skipped
    except (Exception, pytest.fail.Exception):
        return False
    return True
