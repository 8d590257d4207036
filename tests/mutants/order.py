"""Which test to try first: the last to notice a change, then those that speak of its row."""

import hashlib
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from pathlib import Path
from typing import Any, TypeVar
from zlib import crc32

from tests import approved
from tests.approved_scenes import name as name_of
from tests.approved_scenes import scenes
from tests.bodies import body, knowledge
from tests.cores import on_all_cores
from tests.test_cases import CASES, difference, scene_of
from visualizer.findings import predict
from visualizer.scene import Scene

CACHE = Path(__file__).parents[2] / "out" / "mutants"
CODE = Path(__file__).parents[2] / "visualizer" / "findings"
LATELY = 12
WORD = re.compile(r"[A-Za-z_0-9.]+")
PART = re.compile(r"[._]")
PLAIN = {"normal", "absent", "flexor"}
Known = dict[str, tuple[list[str], list[int]]]
Made = TypeVar("Made")
Answers = Mapping[str, Mapping[str, str]]


class Order:
    """Names of tests with the words that each is about; the rarer a word, the more it says."""

    def __init__(self, words: Mapping[str, Iterable[str]]) -> None:
        self.words = {name: with_parts(said) for name, said in words.items()}
        count = Counter(word for said in self.words.values() for word in said)
        self._weight = {word: math.log(len(words) / n) + 0.01 for word, n in count.items()}
        self._having: dict[str, list[str]] = defaultdict(list)
        for name, said in self.words.items():
            for word in said:
                self._having[word].append(name)
        self._lately: dict[str, list[str]] = defaultdict(list)
        # every 17th, then every 17th from the next on: soon a bit of everything
        names = list(self.words)
        self._spread = [name for start in range(17) for name in names[start::17]]

    def names(self, file: str, words: Set[str], among: Set[str] | None = None) -> Iterator[str]:
        """Yield the names, most promising first: noticed lately, most in common, all others."""
        score: dict[str, float] = defaultdict(float)
        for word in with_parts(words):
            for name in self._having.get(word, ()):
                score[name] += self._weight[word]
        near = sorted(score, key=lambda name: (-round(score[name], 3), crc32(name.encode())))
        lately = self._lately[file]
        order = dict.fromkeys([*lately[:3], *near[:8], *lately, *near, *self._spread])
        yield from (name for name in order if among is None or name in among)

    def noticed(self, file: str, name: str) -> None:
        """Remember that a test noticed a change of a table."""
        self._lately[file] = [name, *(n for n in self._lately[file] if n != name)][:LATELY]


def with_parts(words: Iterable[str]) -> frozenset[str]:
    """Return some words with what they are put together of."""
    words = set(words)
    return frozenset(words | {part for word in words for part in PART.split(word) if part})


def cases_known() -> Known:
    """Return by case the names it is about and the expectations it misses."""
    names = list(CASES)
    return kept(
        CASES,
        lambda: dict(zip(names, on_all_cores(lambda n: _about(CASES[n]), names), strict=True)),
    )


def scenes_known(known: Answers) -> Known:
    """Return by scene of the sweep what its signs are about, and [0] if its answer is another."""
    every = list(scenes(knowledge()))
    key: tuple[list[str], Answers] = ([name_of(scene) for scene in every], known)
    return kept(
        key,
        lambda: dict(
            zip(key[0], on_all_cores(lambda s: _of_scene(s, known), every), strict=True),
        ),
    )


def kept(key: Any, make: Callable[[], Made]) -> Made:
    """Return what was made before for the same tables, from a file, or make it."""
    code = [path.read_text(encoding="utf-8") for path in sorted(CODE.rglob("*.py"))]
    said = json.dumps([knowledge().sha256, key, code], sort_keys=True, default=str)
    path = CACHE / f"{hashlib.sha256(said.encode()).hexdigest()[:16]}.json"
    if path.exists():
        found: Made = json.loads(path.read_text(encoding="utf-8"))
        return found
    found = make()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(found), encoding="utf-8")
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


def _of_scene(scene: Scene, known: Answers) -> tuple[list[str], list[int]]:
    prediction = predict(scene, body(), knowledge())
    words = set(WORD.findall(name_of(scene)))
    for finding in prediction.findings:
        if finding.value not in PLAIN:
            words |= {finding.domain, finding.target}
    for said in prediction.syndromes:
        words |= set(WORD.findall(said))
    found = approved.digests(prediction)
    if approved.is_measured(scene):
        found |= approved.measured(scene, body(), knowledge())
    same = found == known.get(name_of(scene))
    return sorted(words), [] if same else [0]
