"""From a scene to its signs, for scenes that ask for little and for much."""

import statistics
import time
from collections.abc import Callable

from visualizer.anatomy import Body
from visualizer.findings import Knowledge, predict
from visualizer.scene import Lesion, Scene

TURNS = 40
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


def median_ms(work: Callable[[int], object]) -> float:
    """Return the median time of many calls, after one to warm up."""
    work(0)
    times = []
    for turn in range(TURNS):
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


def predicting(body: Body, knowledge: Knowledge) -> dict[str, float]:
    """Return the median time of a prediction of every scene, and the worst of one lesion."""
    times = {
        name: median_ms(lambda _, scene=scene: predict(scene, body, knowledge))
        for name, scene in scenes().items()
    }
    worst = max(ONE, key=times.__getitem__)
    return {**times, f"worst of one lesion ({worst})": times[worst]}
