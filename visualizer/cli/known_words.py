"""The words that clinical tables may use, by what they name."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from visualizer.anatomy import SEGMENTS, Body
from visualizer.findings import Knowledge, predict
from visualizer.scene import Scene
from visualizer.scene.lesion import REACHES, TEMPOS

NUMBERS = ("strength", "upper", "lower", "spinal")
WHERE = ("far", "both", "either", "none")
FIXED: dict[str, frozenset[str]] = {
    "side": frozenset({"left", "right", "none", "bilateral"}),
    "place": frozenset({"same", "both", "none", "opposite"}),
    "population side": frozenset({"any", "same", "opposite"}),
    "kind of level": frozenset({"none", "cord", "cord_or_none", "named"}),
    "use of a level": frozenset({"named", "unnamed"}),
    "kind of junction": frozenset({"pre", "post"}),
    "tempo": frozenset(TEMPOS),
    "reach": frozenset(REACHES),
}
BRAINSTEM = frozenset({"midbrain", "pons", "medulla"})  # where cranial nuclei lie
OF_FILE = {"element": "element", "course": "course", "answer": "answer", "group": "group"}


@dataclass(frozen=True, slots=True)
class Words:
    """Known words by what they name; `findings` are the (domain, target) that are examined."""

    known: Mapping[str, frozenset[str]]
    findings: frozenset[tuple[str, str]]

    def has(self, kind: str, word: str) -> bool:
        """Tell whether a word, or a prefix ending in "*", names something of a kind."""
        words = self.known.get(kind, frozenset())
        return word in words or ("*" in word and any(fnmatch(known, word) for known in words))

    def of_file(self, table: Mapping[str, Any]) -> "Words":
        """Add what a TOML table defines for itself."""
        own = {kind: frozenset(table.get(key, {})) for kind, key in OF_FILE.items()}
        targets = self.known["target"] | own["group"]
        return replace(self, known={**self.known, **own, "target or group": targets})

    def condition_fault(self, text: str) -> str:
        """Return what is wrong with a condition on a finding or a number, or ""."""
        first, *rest = text.split()
        if first in WHERE and rest:
            first, *rest = rest
        if first == "brought" or not rest:
            return "" if rest else f"'{text}' is no condition"
        if first in NUMBERS:
            known = self.has("muscle", rest[0]) or self.has("movement", rest[0])
            return "" if known else f"unknown muscle or movement '{rest[0]}'"
        if not any(domain == first for domain, _ in self.findings):
            return f"unknown domain '{first}'"
        if (first, rest[0]) not in self.findings:
            return f"unknown target '{first} {rest[0]}'"
        return ""


def known_words(body: Body, knowledge: Knowledge, folder: Path) -> Words:
    """Gather every word that a clinical table may use."""
    populations = body.fibres.populations
    targets = {p.target for p in populations}
    known = {
        **FIXED,
        "muscle": frozenset(knowledge.muscles),
        "movement": frozenset(knowledge.movements) | frozenset(knowledge.regions),
        "drive": frozenset(knowledge.drives),
        "reflex": frozenset(knowledge.arcs),
        "rule": frozenset(knowledge.rules),
        "site": frozenset(knowledge.sites),
        "process": frozenset(knowledge.processes),
        "curve": frozenset(name for name, _ in knowledge.clock.curves),
        "segment": frozenset(SEGMENTS) | BRAINSTEM,
        "kind": frozenset(p.kind for p in populations),
        "skin": frozenset(p.target for p in populations if p.kind.startswith("afferent")),
        "station": frozenset(s.site for s in body.fibres.stations),
        "volume": frozenset(site for site, _ in body.volumes),
        "target": frozenset(targets) | frozenset(knowledge.muscles),
        "study": _studies(folder / "electro_studies.toml"),
    }
    examined = predict(Scene(), body, knowledge).findings
    return Words(known, frozenset((f.domain, f.target) for f in examined))


def _studies(path: Path) -> frozenset[str]:
    if not path.exists():
        return frozenset()
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return frozenset(row["id"] for rows in table.values() for row in rows)
