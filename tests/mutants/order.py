"""Which case to try first: those that speak of the changed row, then those that failed lately."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.bodies import body, knowledge
from tests.test_cases import CASES, difference, scene_of
from visualizer.findings import predict

CACHE = Path(__file__).parents[2] / "out" / "mutants"
NEAR, LATELY, SPREAD = 20, 12, 40
WORD = re.compile(r"[A-Za-z_0-9.]+")
PLAIN = {"normal", "absent", "flexor"}


class Order:
    """The cases with their names, and what each expects and gets from the shipped tables."""

    def __init__(self) -> None:
        known = _known()
        self.words = {name: frozenset(words) for name, (words, _) in known.items()}
        self.wants = {
            name: [w for i, w in enumerate(CASES[name]["expect"]) if i not in set(wrong)]
            for name, (_, wrong) in known.items()
        }
        self._lately: dict[str, list[str]] = {}
        self._broad = sorted(CASES, key=lambda name: -len(self.wants[name]))

    def cases(self, file: str, words: frozenset[str], among: set[str]) -> Iterator[str]:
        """Yield the cases, most promising first."""
        score = {name: len(words & self.words[name]) for name in among}
        near = sorted(among, key=lambda name: (-score[name], -len(self.wants[name])))
        lately = [name for name in self._lately.get(file, ()) if name in among]
        broad = [name for name in self._broad if name in among]
        order = [*lately[:3], *near[:NEAR], *lately, *broad[:SPREAD], *near]
        yield from dict.fromkeys(order)

    def failed(self, file: str, name: str) -> None:
        """Remember that a case noticed a change of a table."""
        lately = [n for n in self._lately.get(file, ()) if n != name]
        self._lately[file] = [name, *lately][:LATELY]


def _known() -> dict[str, tuple[list[str], list[int]]]:
    """Return by case the names it is about and the expectations it misses, from a file or anew."""
    said = json.dumps([knowledge().sha256, CASES], sort_keys=True, default=str)
    path = CACHE / f"{hashlib.sha256(said.encode()).hexdigest()[:16]}.json"
    if path.exists():
        found: dict[str, tuple[list[str], list[int]]] = json.loads(path.read_text())
        return found
    found = {name: _about(case) for name, case in CASES.items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(found))
    return found


def _about(case: Mapping[str, Any]) -> tuple[list[str], list[int]]:
    prediction = predict(scene_of(case), body(), knowledge())
    words = set(WORD.findall(json.dumps([case["scene"], case["expect"]])))
    targets = {want["target"] for want in case["expect"]}
    for finding in prediction.findings:
        if finding.value in PLAIN or finding.target not in targets:
            continue
        for reason in list(finding.because)[:4]:
            words |= {reason.rule, reason.station.split()[0], *reason.population.split(".")}
    wrong = [i for i, want in enumerate(case["expect"]) if difference(want, prediction)]
    return sorted(words), wrong
