"""One mutant: is it refused, does a case fail, does a property fail?"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tests import approved
from tests.bodies import body, knowledge
from tests.mutants.values import Value
from tests.test_cases import CASES, difference, scene_of
from visualizer.findings import Knowledge, LesionError, predict
from visualizer.scene import Scene
from visualizer.storage import AssetError, load_knowledge

TABLES = 3
NEAR = 12
ERRORS = (AssetError, LesionError, KeyError, ValueError, IndexError, TypeError, AttributeError)
Property = Callable[[Knowledge], bool]


class Trial:
    """Tries mutants in a copy of the tables.

    Parameters
    ----------
    root : Path
        A folder whose `knowledge` folder is a writable copy of the shipped one.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._base = _shape(knowledge())
        self._killers: dict[str, list[str]] = {}

    def verdict(self, value: Value) -> str:
        """Return "unread", "refused", "case NAME", "property NAME", "approved" or "survived"."""
        path = self._root / "knowledge" / value.file
        whole = path.read_text(encoding="utf-8")
        path.write_text(value.mutant, encoding="utf-8")
        try:
            return self._judge(value)
        finally:
            path.write_text(whole, encoding="utf-8")

    def _judge(self, value: Value) -> str:
        try:
            tables = load_knowledge(self._root)
            if _shape(tables) == self._base:
                return "unread"
            return next(self._failures(value, tables), "survived")
        except ERRORS:
            return "refused"

    def _failures(self, value: Value, tables: Knowledge) -> Iterator[str]:
        for name in self._order(value):
            if _fails(CASES[name], tables):
                killers = self._killers.setdefault(value.file, [])
                killers[:0] = [name]
                del killers[NEAR:]
                yield f"case {name}"
        for name, holds in PROPERTIES.items():
            if not holds(tables):
                yield f"property {name}"
        if approved.FILE.exists() and _unapproved(value, tables):
            yield "approved"

    def _order(self, value: Value) -> list[str]:
        near = sorted(CASES, key=lambda name: -len(value.words & _words(name)))
        return list(dict.fromkeys([*near[:NEAR], *self._killers.get(value.file, ()), *near]))


def _shape(tables: Knowledge) -> str:
    """Return everything a set of tables says, without its digest."""
    return repr(tables).replace(tables.sha256, "")


def _fails(case: Mapping[str, Any], tables: Knowledge) -> bool:
    prediction = predict(scene_of(case), body(), tables)
    return any(difference(want, prediction) for want in case["expect"])


@cache
def _words(name: str) -> frozenset[str]:
    """Return the names that a case is about: its lesions, its targets and what they come from."""
    case = CASES[name]
    words = set(re.findall(r"[A-Za-z_0-9.]+", json.dumps([case["scene"], case["expect"]])))
    prediction = predict(scene_of(case), body(), knowledge())
    for finding in prediction.findings:
        for reason in finding.because:
            words |= {reason.rule, reason.station.split()[0], *reason.population.split(".")}
    return frozenset(words)


def _unapproved(value: Value, tables: Knowledge) -> bool:
    """Tell whether any answer of the sweep differs from the approved one."""
    known = approved.approved()
    scenes = [(lesion, days) for lesion in approved.lesions(tables) for days in approved.DAYS]
    if {approved.name(*scene) for scene in scenes} != set(known):
        return True
    scenes.sort(key=lambda scene: scene[0].site not in value.words)
    return any(
        approved.answer(*scene, body(), tables) != known[approved.name(*scene)] for scene in scenes
    )


def _healthy_is_normal(tables: Knowledge) -> bool:
    """A person without a lesion has no sign."""
    plain = {"normal", "absent", "flexor"}
    return all(f.value in plain for f in predict(Scene(), body(), tables).findings)


def _tables_agree(tables: Knowledge) -> bool:
    """Every name that one table takes from another is there."""
    muscles, rules = set(tables.muscles), set(tables.rules)
    movers = {m.muscle for parts in tables.movements.values() for m in parts}
    members = {m for names in tables.regions.values() for m in names}
    arcs = {part.muscle for arc in tables.arcs.values() for part in arc.arcs}
    whole = movers | members | arcs <= muscles
    return whole and rules == set(knowledge().rules) and set(tables.sites) == set(knowledge().sites)


PROPERTIES: dict[str, Property] = {
    "a healthy person is normal": _healthy_is_normal,
    "names that tables share": _tables_agree,
}
