"""From an edit to its signs, without drawing, in one process."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from visualizer.findings import predict
from visualizer.scene import Lesion, Scene, Sphere, add_lesion, replace_lesion
from visualizer.session import Session
from visualizer.storage import load_body, load_knowledge

TURNS = 40
PREDICT = ("-m", "visualizer", "predict", "scenes/capsular-stroke-day-90.json", "--json")


def _median_ms(work: Callable[[int], object]) -> float:
    work(0)
    times = []
    for turn in range(TURNS):
        start = time.perf_counter()
        work(turn)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def _least_ms(work: Callable[[], object], turns: int = 5) -> float:
    times = []
    for _ in range(turns):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return min(times)


def _predict_alone() -> None:
    subprocess.run([sys.executable, *PREDICT], check=True, capture_output=True)


def main() -> None:
    """Print medians and their ratio to reading the body."""
    start = time.perf_counter()
    body, knowledge = load_body(), load_knowledge()
    loading = (time.perf_counter() - start) * 1000
    session = Session(lambda scene: predict(scene, body, knowledge))
    named = Lesion(site="internal_capsule.posterior_limb", side="left", onset_days=90)
    named_scene = add_lesion(Scene(), named)
    volume = body.volumes["internal_capsule.posterior_limb", "left"]
    low, high = volume.bounds_mm()
    x, y, z = ((low + high) / 2).tolist()

    def drag(turn: int) -> None:
        ball = Lesion(shape=Sphere((x + 0.05 * turn, y, z), 6.0), onset_days=90, id="lesion-1")
        session.preview(replace_lesion(named_scene, ball))

    ten = Scene(
        lesions=tuple(
            Lesion(site="root.spinal_nerve", side="left", level=level, id=level)
            for level in ["C5", "C6", "C7", "C8", "T1", "L2", "L3", "L4", "L5", "S1"]
        )
    )
    figures = {
        "healthy": _median_ms(lambda _: predict(Scene(), body, knowledge)),
        "named capsular lesion": _median_ms(lambda _: predict(named_scene, body, knowledge)),
        "dragged 6 mm sphere, edit to signs": _median_ms(drag),
        "ten roots": _median_ms(lambda _: predict(ten, body, knowledge)),
    }
    print(f"{'reading body and tables':38}{loading:9.1f} ms")
    for name, value in figures.items():
        print(f"{name:38}{value:9.1f} ms   1/{loading / value:.0f} of reading")
    print(f"{'reading the body, warm':38}{_least_ms(load_body):9.1f} ms")
    print(f"{'and its surfaces':38}{_least_ms(lambda: load_body(meshes=True)):9.1f} ms")
    print(f"{'predict, as a whole process':38}{_least_ms(_predict_alone, 3):9.1f} ms")


if __name__ == "__main__":
    main()
