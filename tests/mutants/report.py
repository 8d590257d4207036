"""What became of the changed values: a table by file, and the survivors with their reasons."""

import csv
import fnmatch
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.mutants import shelf
from tests.mutants.values import Value

KINDS = ("case", "property", "refused", "approved", "survived", "unread")
NOTICED = 0.98
REASONS = Path(__file__).parent / "survivors.toml"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one changed value: its kind, by which test, and how long that took."""

    value: Value
    kind: str
    by: str
    seconds: float


def report(verdicts: Sequence[Verdict]) -> int:
    """Print the counts by table and the survivors; return 0 if enough was noticed."""
    counts = Counter((v.value.file, v.kind) for v in verdicts)
    rows = {file: [counts[file, kind] for kind in KINDS] for file, _ in sorted(counts)}
    rows["together"] = [sum(column) for column in zip(*rows.values(), strict=True)]
    print(f"{'table':28}" + "".join(f"{k:>10}" for k in (*KINDS, "by tests", "noticed")))
    for file, row in rows.items():
        print(f"{file:28}" + "".join(f"{n:10}" for n in row) + "".join(map(_percent, _shares(row))))
    print("by tests: noticed by a case, a property or a refusal; noticed: approved answers counted")
    print("not changed, only form or provenance: " + " ".join(shelf.form()))
    _print_survivors(verdicts)
    return 0 if _shares(rows["together"])[1] >= NOTICED else 1


class Log:
    """Writes every verdict as CSV as soon as it is there, if a file is named, and tells how far."""

    def __init__(self, path: Path | None) -> None:
        self._file = path.open("w", encoding="utf-8", newline="") if path else None
        self._begun, self._count, self._unnoticed = time.monotonic(), 0, 0
        self._write(("table", "where", "value", "change", "verdict", "by", "seconds"))

    def add(self, v: Verdict) -> None:
        """Write one verdict."""
        self._count += 1
        self._unnoticed += v.kind == "survived"
        about = (v.value.file, v.value.where, v.value.text, v.value.change)
        self._write((*about, v.kind, v.by, f"{v.seconds:.2f}"))

    def progress(self, among: int) -> None:
        """Say from time to time how far it is."""
        if self._count % 50 and self._count != among:
            return
        each = (time.monotonic() - self._begun) / max(self._count, 1)
        print(
            f"{self._count}/{among}  {self._unnoticed} survived  {each:.2f} s each"
            f"  about {each * (among - self._count) / 60:.0f} min left",
            file=sys.stderr,
            flush=True,
        )

    def _write(self, row: Sequence[str]) -> None:
        if self._file is not None:
            csv.writer(self._file, lineterminator="\n").writerow(row)
            self._file.flush()


def _shares(row: Sequence[int]) -> tuple[float, float]:
    """Return the shares of the values that tests notice, and that are noticed at all."""
    every = max(sum(row), 1)
    return sum(row[:3]) / every, sum(row[:4]) / every


def _percent(share: float) -> str:
    return f"{share:10.1%}"


def _print_survivors(verdicts: Sequence[Verdict]) -> None:
    reasons = tomllib.loads(REASONS.read_text(encoding="utf-8"))["survivor"]
    for v in verdicts:
        if v.kind in ("survived", "unread"):
            value, name = v.value, f"{v.value.file} {v.value.where}"
            known = (r["reason"] for r in reasons if fnmatch.fnmatch(name, r["value"]))
            reason = next(known, "no reason given yet")
            print(f"{name}: {value.text} -> {value.change}  ({reason})")
