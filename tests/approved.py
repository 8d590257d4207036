"""Answers that were looked at and approved: a digest of every scene of a sweep, by domain.

A change of the model that is meant is approved by `python -m tests.approved`; the difference of
`tests/approved.csv` then shows which sites and domains it reaches.
"""

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from visualizer.anatomy import Body
from visualizer.findings import Knowledge, LesionError, Prediction, predict
from visualizer.findings.sites import check_lesion
from visualizer.scene import Lesion, Scene

FILE = Path(__file__).parent / "approved.csv"
DAYS = (2.0, 90.0)
PLAIN = {"normal", "absent", "flexor"}
SEGMENTS = ("C5", "T4", "L3")


def lesions(knowledge: Knowledge) -> Iterator[Lesion]:
    """Yield a lesion for every site and level, and one of both sides for every paired site.

    A few segments of the cord stand for all; mirrored lesions have a test of their own.
    """
    for rule in knowledge.sites.values():
        if not rule.modelled:
            continue
        cord = rule.level_kind.startswith("cord") or any("cord" in p.levels for p in rule.parts)
        levels = [*rule.levels, *(SEGMENTS if cord else ()), ""]
        for side in (rule.sides[0], "bilateral"):
            places = [Lesion(site=rule.id, side=side, level=level or None) for level in levels]
            fitting = [lesion for lesion in places if _fits(lesion, knowledge)]
            if side != "bilateral":
                yield from fitting
            elif rule.sides[0] == "left":
                yield from fitting[:1]


def _fits(lesion: Lesion, knowledge: Knowledge) -> bool:
    """Tell whether the vocabulary allows a lesion."""
    try:
        check_lesion(lesion, knowledge.sites)
    except LesionError:
        return False
    return True


def digests(prediction: Prediction) -> dict[str, str]:
    """Return a short digest of the answers of each domain that are not plainly healthy."""
    texts: dict[str, list[str]] = {}
    for f in prediction.findings:
        texts.setdefault(f.domain, [])
        if f.value in PLAIN and f.certainty == "expected":
            continue
        # a twentieth, off the round numbers, so that another processor gives the same
        strength = "" if f.strength is None else f"{int(f.strength * 20 + 0.37)}"
        parts = (f.target, f.side, f.modality, f.direction, f.value, f.mrc, f.grade, f.ashworth)
        text = "|".join(map(str, (*parts, f.level, f.certainty, strength)))
        texts[f.domain].append(text)
    texts["syndromes"] = list(prediction.syndromes)
    return {
        domain: hashlib.sha256("\n".join(sorted(rows)).encode()).hexdigest()[:8]
        for domain, rows in texts.items()
    }


def name(lesion: Lesion, days: float) -> str:
    """Return the name of a scene of the sweep."""
    return f"{lesion.site} {lesion.side or ''} {lesion.level or ''} {days:g}"


def answer(lesion: Lesion, days: float, body: Body, knowledge: Knowledge) -> dict[str, str]:
    """Return the digests of one scene."""
    scene = Scene(lesions=(replace(lesion, onset_days=days),))
    return digests(predict(scene, body, knowledge))


def approved() -> dict[str, dict[str, str]]:
    """Read the approved digests by scene."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return {
            row["scene"]: dict(pair.split("=") for pair in row["digests"].split())
            for row in csv.DictReader(file)
        }


def main() -> None:
    """Approve what the model answers now."""
    from tests.bodies import body, knowledge

    with FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("scene", "digests"))
        for lesion in lesions(knowledge()):
            for days in DAYS:
                found = answer(lesion, days, body(), knowledge())
                pairs = " ".join(f"{k}={v}" for k, v in sorted(found.items()))
                writer.writerow((name(lesion, days), pairs))


if __name__ == "__main__":
    main()
