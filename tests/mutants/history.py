"""What noticed each changed value in an earlier run, so that it is tried first in the next."""

import csv
import re

from tests.mutants.order import CACHE
from tests.mutants.report import Verdict
from tests.mutants.values import Value

FILE = CACHE / "noticed.csv"
KEPT = ("case", "property", "approved")
Key = tuple[str, str, str, str]


class History:
    """What noticed each change, kept in a file; a row is known again when its line moves."""

    def __init__(self) -> None:
        self._known: dict[Key, tuple[str, str]] = {}
        if FILE.exists():
            with FILE.open(encoding="utf-8", newline="") as file:
                for table, where, text, change, kind, by in csv.reader(file):
                    self._known[table, where, text, change] = kind, by

    def of(self, value: Value) -> tuple[str, str]:
        """Return the kind of test that noticed a change, and its name; ("", "") if none did."""
        return self._known.get(_key(value), ("", ""))

    def add(self, verdict: Verdict) -> None:
        """Remember what noticed a change."""
        key = _key(verdict.value)
        if verdict.kind in KEPT and self._known.get(key) != (verdict.kind, verdict.by):
            self._known[key] = verdict.kind, verdict.by
            FILE.parent.mkdir(parents=True, exist_ok=True)
            with FILE.open("a", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerow((*key, verdict.kind, verdict.by))


def _key(value: Value) -> Key:
    return value.file, re.sub(r"\[\d+\]", "", value.where), value.text, value.change
