"""One mutant: is it refused, does a case fail, does a property fail?"""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from tests import approved
from tests.bodies import body, knowledge
from tests.mutants import shelf
from tests.mutants.built import CHECKS, holds
from tests.mutants.order import Order
from tests.mutants.suite import Suite
from tests.mutants.values import Value
from tests.test_cases import CASES, difference, scene_of
from visualizer.findings import Knowledge, LesionError, compiled, predict
from visualizer.scene import Lesion
from visualizer.storage import AssetError, load_knowledge
from visualizer.storage.autonomic import load_autonomic
from visualizer.storage.cranial import load_cranial
from visualizer.storage.electro import load_electro
from visualizer.storage.higher import load_higher
from visualizer.storage.isncsci import load_key_muscles
from visualizer.storage.patterns import load_patterns
from visualizer.storage.sensation import load_sensation
from visualizer.storage.surface import load_surface
from visualizer.storage.variants import load_variants

NEAR = 120
ERRORS = (AssetError, LesionError, KeyError, ValueError, IndexError, TypeError, AttributeError)
OWN: dict[str, tuple[str, Callable[[Path], Any]]] = {
    "autonomic_signs.toml": ("autonomic", load_autonomic),
    "cranial_signs.toml": ("cranial", load_cranial),
    "cutaneous_nerves.csv": ("sensation", load_sensation),
    "electro.toml": ("electro", load_electro),
    "electro_limits.csv": ("electro", load_electro),
    "electro_studies.toml": ("electro", load_electro),
    "higher.toml": ("higher", load_higher),
    "patterns.toml": ("patterns", load_patterns),
    "sensation.toml": ("sensation", load_sensation),
    "sensation_parts.csv": ("sensation", load_sensation),
    "skin_territories.csv": ("sensation", load_sensation),
    "surface_reflexes.csv": ("surface", load_surface),
    "surface_reflexes.toml": ("surface", load_surface),
    "variants.toml": ("variants", load_variants),
}
#: Parts that the compiled body does not hold, and parts that no answer of the examination reads.
LATE = {"sites", "electro", "syndromes", "variants", "rules", "key_muscles"}
BESIDE = {"electro", "syndromes", "rules", "key_muscles"}


class Trial:
    """Tries mutants in a copy of the tables.

    Parameters
    ----------
    root : Path
        A folder whose `knowledge` folder is a writable copy of the shipped one.
    most : int
        Try at most so many cases on a value.
    """

    def __init__(self, root: Path, most: int = 10_000) -> None:
        self._root, self._most = root, most
        self._folder = root / "knowledge"
        self._base = knowledge()
        self._muscles = load_key_muscles()
        self._suite = Suite()
        self._known = approved.approved() if approved.FILE.exists() else {}

    @cached_property
    def _order(self) -> Order:
        return Order()

    def verdict(self, value: Value) -> str:
        """Return "unread", "refused", "case NAME", "property NAME", "approved" or "survived"."""
        path = self._folder / value.file
        whole = path.read_text(encoding="utf-8")
        path.write_text(value.make(), encoding="utf-8")
        try:
            return self._judge(value)
        except ERRORS:
            return "refused"
        finally:
            path.write_text(whole, encoding="utf-8")
            _forget(self._base)

    def _judge(self, value: Value) -> str:
        if value.file in CHECKS and not holds(value.file, self._folder):
            return f"property {value.file}"
        if value.file not in (*shelf.READ, *shelf.sites()):
            return "survived"
        tables = self._load(value.file)
        parts = self._changed(tables)
        if not parts:
            return "survived" if value.file in CHECKS else "unread"
        return self._read_verdict(value, tables, parts)

    def _read_verdict(self, value: Value, tables: Knowledge, parts: set[str]) -> str:
        """Ask the near cases, the properties, the approved answers and then all other cases."""
        if parts <= LATE:
            _share(self._base, tables)
        cases = iter(()) if parts <= BESIDE else self._cases(value, tables, parts)
        if case := self._failing(value, tables, islice(cases, NEAR)):
            return f"case {case}"
        if wrong := self._suite.failing(sorted(parts), tables):
            return f"property {wrong}"
        if self._unapproved(value, tables, parts):
            return "approved"
        case = self._failing(value, tables, islice(cases, max(0, self._most - NEAR)))
        return f"case {case}" if case else "survived"

    def _load(self, file: str) -> Knowledge:
        """Return the tables with one file read anew."""
        if file not in OWN:
            return load_knowledge(self._root)
        part, read = OWN[file]
        return replace(self._base, **{part: read(self._folder)})

    def _changed(self, tables: Knowledge) -> set[str]:
        """Return the parts of the tables that differ from the shipped ones."""
        names = {f.name for f in fields(tables)} - {"sha256", "version"}
        parts = {n for n in names if repr(getattr(tables, n)) != repr(getattr(self._base, n))}
        return parts | ({"key_muscles"} if load_key_muscles(self._root) != self._muscles else set())

    def _cases(self, value: Value, tables: Knowledge, parts: set[str]) -> Iterator[str]:
        """Return the cases that a value can concern, most promising first."""
        among = set(CASES)
        if parts <= {"sites", "variants"}:
            sites = self._changed_sites(tables)
            among = {n for n in among if _concerns(CASES[n]["scene"], sites, "variants" in parts)}
        return self._order.cases(value.file, value.words, among)

    def _failing(self, value: Value, tables: Knowledge, names: Iterable[str]) -> str:
        for name in names:
            if _fails(CASES[name], self._order.wants[name], tables):
                self._order.failed(value.file, name)
                return name
        return ""

    def _changed_sites(self, tables: Knowledge) -> set[str]:
        base = self._base.sites
        return {s for s in base if repr(tables.sites.get(s)) != repr(base[s])}

    def _unapproved(self, value: Value, tables: Knowledge, parts: set[str]) -> bool:
        """Tell whether any answer of the sweep differs from the approved one."""
        if not self._known or parts <= {"variants", "rules", "key_muscles"}:
            return False
        lesions = list(approved.lesions(tables))
        scenes = [(lesion, days) for lesion in lesions for days in approved.DAYS]
        if {approved.name(*scene) for scene in scenes} != set(self._known):
            return True
        if parts <= {"sites"}:
            changed = self._changed_sites(tables)
            scenes = [scene for scene in scenes if scene[0].site in changed]
        return any(self._differs(*scene, tables) for scene in _by_promise(scenes, value.words))

    def _differs(self, lesion: Lesion, days: float, tables: Knowledge) -> bool:
        known = self._known[approved.name(lesion, days)]
        return approved.answer(lesion, days, body(), tables) != known


def _share(base: Knowledge, tables: Knowledge) -> None:
    """Let other tables use what was made of the body for the shipped ones."""
    made = compiled.compiled(body(), base)
    compiled._CACHE[body()].append((tables, made))


def _forget(base: Knowledge) -> None:
    """Drop what the findings keep of a body compiled with other tables."""
    keep = compiled.compiled(body(), base)
    compiled._CACHE[body()][:] = [(base, keep)]
    for name, module in list(sys.modules.items()):
        if name.startswith("visualizer.findings"):
            for kept in vars(module).values():
                if isinstance(kept, WeakKeyDictionary) and kept is not compiled._CACHE:
                    for key in [k for k in kept if k is not keep]:
                        del kept[key]


def _by_promise(
    scenes: list[tuple[Lesion, float]], words: frozenset[str]
) -> Iterable[tuple[Lesion, float]]:
    """Return the scenes of the named sites first, then the others far apart."""
    near = [scene for scene in scenes if scene[0].site in words]
    far = [scene for start in range(17) for scene in scenes[start::17]]
    return dict.fromkeys([*near, *far])


def _concerns(scene: Mapping[str, Any], sites: set[str], variants: bool) -> bool:
    varied = variants and bool(scene.get("patient", {}).get("variants"))
    return varied or any(lesion.get("site") in sites for lesion in scene["lesions"])


def _fails(case: Mapping[str, Any], wants: Iterable[Mapping[str, Any]], tables: Knowledge) -> bool:
    prediction = predict(scene_of(case), body(), tables)
    return any(difference(want, prediction) for want in wants)
