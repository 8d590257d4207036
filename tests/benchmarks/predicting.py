"""From a scene to its signs, for scenes that ask for little and for much."""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from visualizer.anatomy import Body
from visualizer.findings import Knowledge, LesionError, predict
from visualizer.findings.sites import check_lesion
from visualizer.scene import Lesion, Scene

TURNS, FEW = 40, 9
SAMPLE, TOGETHER = 200, 10
DAYS = (0.1, 2.0, 14.0, 90.0, 365.0, None)
SEGMENTS = ("C2", "C4", "C6", "C8", "T1", "T4", "T6", "T10", "L1", "L3", "S2")
ROOTS = ("C5", "C6", "C7", "C8", "T1", "L2", "L3", "L4", "L5", "S1")
ONE = {
    "capsule": Lesion(site="internal_capsule.posterior_limb", side="left", onset_days=90),
    "medial medulla": Lesion(site="medulla.medial", side="left", onset_days=14),
    "cord transection C6": Lesion(site="cord.transection", level="C6", onset_days=14),
    "hemisection T9": Lesion(site="cord.hemisection", side="right", level="T9", onset_days=14),
    "central cord C5-C8": Lesion(site="cord.central", level="C5-C8", onset_days=14),
    "median nerve, wrist": Lesion(site="nerve.median", side="left", level="wrist", onset_days=14),
    "motor neuron disease": Lesion(site="mnd.als"),
    "length-dependent neuropathy": Lesion(site="polyneuropathy.length_dependent_axonal"),
}


def median_ms(work: Callable[[int], object], turns: int = TURNS) -> float:
    """Return the median time of many calls, after one to warm up."""
    work(0)
    times = []
    for turn in range(turns):
        start = time.perf_counter()
        work(turn)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def scenes() -> dict[str, Scene]:
    """Return the scenes by name: nothing, one lesion of each kind, ten roots."""
    ten = [Lesion(site="root.spinal_nerve", side="left", level=r, id=r) for r in ROOTS]
    return {
        "healthy": Scene(),
        **{name: Scene(lesions=(lesion,)) for name, lesion in ONE.items()},
        "ten roots": Scene(lesions=tuple(ten)),
    }


def _named(knowledge: Knowledge) -> Iterator[Lesion]:
    """Yield a lesion of every site at each of its levels, on one side and on both."""
    for rule in knowledge.sites.values():
        for side in (rule.sides[0], "bilateral"):
            for level in (*rule.levels, *SEGMENTS, None):
                lesion = Lesion(site=rule.id, side=side, level=level)
                try:
                    check_lesion(lesion, knowledge.sites)
                except LesionError:
                    continue
                yield lesion


def sample(knowledge: Knowledge) -> dict[str, Scene]:
    """Return scenes of one lesion by name: sites, levels and times drawn by chance."""
    chance = random.Random(1)
    found = {}
    for lesion in chance.sample(list(_named(knowledge)), SAMPLE):
        days = chance.choice(DAYS)
        name = f"{lesion.site} {lesion.side} {lesion.level or ''} {days or ''}"
        found[" ".join(name.split())] = Scene(lesions=(replace(lesion, onset_days=days),))
    return found


def _together(some: list[Scene]) -> Iterator[Scene]:
    """Yield scenes of ten of the lesions each."""
    for first in range(0, len(some), TOGETHER):
        lesions = [scene.lesions[0] for scene in some[first : first + TOGETHER]]
        yield Scene(lesions=tuple(replace(les, id=str(i)) for i, les in enumerate(lesions)))


def predicting(body: Body, knowledge: Knowledge) -> dict[str, float]:
    """Return the median time of a prediction of every scene, and of scenes drawn by chance."""

    def median(scene: Scene, turns: int = TURNS) -> float:
        return median_ms(lambda _: predict(scene, body, knowledge), turns)

    times = {name: median(scene) for name, scene in scenes().items()}
    drawn = sample(knowledge)
    each = {name: median(scene, FEW) for name, scene in drawn.items()}
    tens = [median(scene, FEW) for scene in _together(list(drawn.values()))]
    worst, slowest = max(ONE, key=times.__getitem__), max(each, key=each.__getitem__)
    return {
        **times,
        f"worst of one lesion ({worst})": times[worst],
        f"{SAMPLE} named lesions, median": statistics.median(each.values()),
        f"worst of them ({slowest})": each[slowest],
        "ten of them together, median": statistics.median(tens),
        "worst ten": max(tens),
    }
