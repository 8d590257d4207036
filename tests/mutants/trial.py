"""One mutant: is it refused, does a case fail, does a property fail?"""

import shutil
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from tests import approved
from tests.approved_scenes import name, scenes
from tests.bodies import body, knowledge
from tests.mutants import shelf
from tests.mutants.built import CHECKS, holds
from tests.mutants.loading import Loader, differs
from tests.mutants.order import Order, cases_known, scenes_known
from tests.mutants.suite import Suite
from tests.mutants.swap import swapped
from tests.mutants.values import Value
from tests.test_cases import CASES, difference, scene_of
from visualizer.findings import Knowledge, LesionError, predict
from visualizer.scene import Scene
from visualizer.storage import AssetError, paths

NEAR, FAR, SAME_SITE = 12, 60, 25
SCENES_NEAR, SCENES, SCENES_MEASURED = 12, 110, 40
ERRORS = (AssetError, LesionError, KeyError, ValueError, IndexError, TypeError, AttributeError)
#: Parts whose properties also hold columns that nothing reads at run time.
OF_FILE = {"cutaneous_nerves.csv": ("sensation",)}
#: Parts that no answer of the examination reads, and those that no approved answer reads.
BESIDE = {"electro", "syndromes", "rules", "key_muscles"}
UNSEEN = {"rules", "key_muscles"}


class Trial:
    """Tries mutants in a copy of the tables.

    Parameters
    ----------
    answers : Path
        The approved answers.
    most : int
        Try at most so many cases on a value.
    """

    def __init__(self, answers: Path = approved.FILE, most: int = FAR) -> None:
        self._answers, self._most = answers, most
        self._base, self._suite = knowledge(), Suite()
        self._at(paths.ROOT)

    def move(self, root: Path) -> None:
        """Work in a folder of its own, with a copy of the tables that can be written to."""
        shutil.copytree(shelf.folder(), root / "assets" / "knowledge")
        for path in shelf.folder().parent.iterdir():
            if path.name != "knowledge":
                (root / "assets" / path.name).symlink_to(path)
        self._at(root)

    def _at(self, root: Path) -> None:
        self._root, self._folder = root, root / "assets" / "knowledge"
        self._loader = Loader(self._folder, self._base)

    @cached_property
    def _cases(self) -> Order:
        self._wants = {
            case: [w for i, w in enumerate(CASES[case]["expect"]) if i not in set(wrong)]
            for case, (_, wrong) in cases_known().items()
        }
        return Order({case: words for case, (words, _) in cases_known().items()})

    @cached_property
    def _sights(self) -> Order:
        """The scenes whose approved answers the shipped tables give."""
        known = approved.approved(self._answers) if self._answers.exists() else {}
        seen = {name(scene): scene for scene in scenes(self._base)}
        about = {n: words for n, (words, wrong) in scenes_known(known).items() if not wrong}
        self._scenes = {n: (seen[n], known[n]) for n in about}
        return Order(about)

    def warm(self) -> int:
        """Look up what all trials need, so that processes begun later share it; count the tests."""
        known = (self._cases.words, self._sights.words)
        predict(Scene(), body(), self._base)
        self._suite.warm()
        return sum(map(len, known))

    def verdict(self, value: Value, before: tuple[str, str] = ("", "")) -> str:
        """Return "unread", "refused", "case NAME", "property NAME", "approved NAME" or "survived".

        Parameters
        ----------
        value : Value
        before : (str, str)
            What noticed this change in an earlier run, and its name: tried first.
        """
        path = self._folder / value.file
        whole = path.read_text(encoding="utf-8")
        path.write_text(value.make(), encoding="utf-8")
        try:
            return self._judge(value, *before)
        except ERRORS:
            return "refused"
        finally:
            path.write_text(whole, encoding="utf-8")

    def _judge(self, value: Value, kind: str, by: str) -> str:
        if value.file in CHECKS and not holds(value.file, self._folder):
            return f"property {value.file}"
        if value.file not in (*shelf.READ, *shelf.sites()):
            return "survived"
        tables, parts = self._loader.read(value.file)
        if not parts:
            about = OF_FILE.get(value.file, ())
            wrong = about and self._suite.failing(about, self._base, self._root)
            return f"property {wrong}" if wrong else "unread"
        with swapped(self._base, tables, parts):
            return self._again(kind, by, tables, parts) or self._anew(value, tables, parts)

    def _again(self, kind: str, by: str, tables: Knowledge, parts: Set[str]) -> str:
        """Ask only what noticed the change before."""
        if kind == "case" and by in self._cases.words and self._fails(by, tables):
            return f"case {by}"
        if kind == "approved" and by in self._sights.words and self._differs(by, tables, parts):
            return f"approved {by}"
        if kind == "property" and self._suite.failing(sorted(parts), tables, self._root, by):
            return f"property {by}"
        return ""

    def _anew(self, value: Value, tables: Knowledge, parts: Set[str]) -> str:
        """Ask the near cases, the properties, the approved answers and then other cases."""
        cases = iter(()) if parts <= BESIDE else self._near(value, tables, parts)
        if case := self._failing(value, tables, islice(cases, NEAR)):
            return f"case {case}"
        if wrong := self._suite.failing(sorted(parts), tables, self._root):
            return f"property {wrong}"
        sight = self._unapproved(value, tables, parts, SCENES_NEAR)
        if not sight:
            case = self._failing(value, tables, islice(cases, self._most))
            sight = "" if case else self._unapproved(value, tables, parts, SCENES)
        elif not parts <= BESIDE:
            case = self._failing(value, tables, self._alike(sight))
        else:
            case = ""
        return f"case {case}" if case else f"approved {sight}" if sight else "survived"

    def _near(self, value: Value, tables: Knowledge, parts: Set[str]) -> Iterator[str]:
        """Return the cases that a value can concern, most promising first."""
        among = None
        if parts <= {"sites", "variants"}:
            sites, variants = self._changed_sites(tables), self._changed_variants(tables)
            among = {n for n in CASES if _concerns(CASES[n]["scene"], sites, variants)}
        return self._cases.names(value.file, value.words, among)

    def _alike(self, sight: str) -> Iterator[str]:
        """Return the cases with the site of a scene."""
        words = {word for word in sight.split()[:3] if not word.isdigit()}
        site = sight.split()[0]
        among = {n for n in CASES if any(x.get("site") == site for x in _lesions(CASES[n]))}
        return islice(self._cases.names("", words, among), SAME_SITE)

    def _failing(self, value: Value, tables: Knowledge, names: Iterable[str]) -> str:
        for case in names:
            if self._fails(case, tables):
                self._cases.noticed(value.file, case)
                return case
        return ""

    def _fails(self, case: str, tables: Knowledge) -> bool:
        try:
            prediction = predict(scene_of(CASES[case]), body(), tables)
        except ERRORS:
            return True
        return any(difference(want, prediction) for want in self._wants[case])

    def _changed_sites(self, tables: Knowledge) -> set[str]:
        base = self._base.sites
        return {s for s in base if s not in tables.sites or differs(tables.sites[s], base[s])}

    def _changed_variants(self, tables: Knowledge) -> set[str]:
        base, other = self._base.variants, tables.variants
        return {v for v in base if v not in other or differs(other[v], base[v])}

    def _unapproved(self, value: Value, tables: Knowledge, parts: Set[str], most: int) -> str:
        """Return the name of a scene of the sweep with another answer than the approved, or ""."""
        if parts <= UNSEEN:
            return ""
        among = None
        sights = self._sights
        if parts <= {"sites"}:
            sites = self._changed_sites(tables)
            among = {n for n, (s, _) in self._scenes.items() if s.lesions[0].site in sites}
        if parts <= {"variants"}:
            variants = self._changed_variants(tables)
            among = {n for n, (s, _) in self._scenes.items() if variants & {*s.patient.variants}}
        if parts <= {"electro"}:
            among = {n for n, (s, _) in self._scenes.items() if approved.is_measured(s)}
            most = min(most, SCENES_MEASURED)
        for sight in islice(sights.names(value.file, value.words, among), most):
            if self._differs(sight, tables, parts):
                sights.noticed(value.file, sight)
                return sight
        return ""

    def _differs(self, sight: str, tables: Knowledge, parts: Set[str]) -> bool:
        scene, known = self._scenes[sight]
        electric = {kind: said for kind, said in known.items() if kind.startswith("electro_")}
        try:
            if parts <= {"electro"}:
                return approved.measured(scene, body(), tables) != electric
            now = approved.digests(predict(scene, body(), tables))
        except ERRORS:
            return True
        return now != {kind: said for kind, said in known.items() if kind not in electric}


def _lesions(case: Mapping[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = case["scene"]["lesions"]
    return found


def _concerns(scene: Mapping[str, Any], sites: Set[str], variants: Set[str]) -> bool:
    varied = variants & {*scene.get("patient", {}).get("variants", ())}
    return bool(varied) or any(lesion.get("site") in sites for lesion in scene["lesions"])
