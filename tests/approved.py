"""Answers that were looked at and approved: a digest of every scene of a sweep, by domain.

A change of the model that is meant is approved by `python -m tests.approved`; the difference of
`tests/approved.csv` then shows which sites and domains it reaches.
"""

import csv
import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.approved_scenes import name, scenes
from tests.cores import on_all_cores
from visualizer.anatomy import Body
from visualizer.findings import Knowledge, Prediction, predict
from visualizer.findings.electro import electrodiagnosis
from visualizer.scene import Scene

FILE = Path(__file__).parent / "approved.csv"
PLAIN = {"normal", "absent", "flexor"}
#: Sites whose lesions are examined electrically too.
MEASURED = ("nerve.", "root.", "plexus.", "polyneuropathy.", "nmj.", "muscle.", "mnd.", "cord.tr")


def digests(prediction: Prediction) -> dict[str, str]:
    """Return a short digest of the answers of each domain that has any not plainly healthy."""
    texts: dict[str, list[str]] = {}
    for f in prediction.findings:
        rows = texts.setdefault(f.domain, [])
        if f.value in PLAIN and f.certainty == "expected":
            continue
        # a twentieth, off the round numbers, so that another processor gives the same
        strength = "" if f.strength is None else f"{int(f.strength * 20 + 0.37)}"
        parts = (f.target, f.side, f.modality, f.direction, f.value, f.mrc, f.grade, f.ashworth)
        rows.append("|".join(map(str, (*parts, f.level, f.certainty, strength))))
    texts["syndromes"] = list(prediction.syndromes)
    return {domain: _digest(rows) for domain, rows in texts.items() if rows}


def measured(scene: Scene, body: Body, knowledge: Knowledge) -> dict[str, str]:
    """Return a short digest of the electrodiagnostic answers that are not plainly healthy."""
    texts: dict[str, list[str]] = {}
    for row in electrodiagnosis(scene, body, knowledge):
        value = f"{row.value:.2g}" if isinstance(row.value, float) else str(row.value)
        rows = texts.setdefault(row.kind.replace(" ", "_"), [])
        if row.verdict != "normal":
            parts = (row.study, row.side, row.quantity, value, row.unit, row.normal, row.verdict)
            rows.append("|".join(map(str, parts)))
    return {f"electro_{kind}": _digest(rows) for kind, rows in texts.items() if rows}


def _digest(rows: list[str]) -> str:
    return hashlib.sha256("\n".join(sorted(rows)).encode()).hexdigest()[:8]


def is_measured(scene: Scene) -> bool:
    """Tell whether a scene is examined electrically too."""
    (lesion,) = scene.lesions
    whole = lesion.fraction is None and lesion.components is None
    late = lesion.onset_days is None or lesion.onset_days > 2.0
    return whole and late and (lesion.site or "").startswith(MEASURED)


def answer(scene: Scene, body: Body, knowledge: Knowledge) -> dict[str, str]:
    """Return the digests of one scene."""
    found = digests(predict(scene, body, knowledge))
    return found | measured(scene, body, knowledge) if is_measured(scene) else found


def approved(path: Path = FILE) -> dict[str, dict[str, str]]:
    """Read the approved digests by scene."""
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["scene"]: dict(pair.split("=") for pair in row["digests"].split())
            for row in csv.DictReader(file)
        }


def main(path: Path = FILE) -> None:
    """Approve what the model answers now."""
    from tests.bodies import body, knowledge

    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("scene", "digests"))
        writer.writerows(_rows(body(), knowledge()))


def _rows(body: Body, knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    every = list(scenes(knowledge))
    found = on_all_cores(lambda scene: answer(scene, body, knowledge), every)
    for scene, said in zip(every, found, strict=True):
        yield name(scene), " ".join(f"{kind}={digest}" for kind, digest in sorted(said.items()))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
