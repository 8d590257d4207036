"""From an edit to its signs, without drawing, in one process."""

import subprocess
import sys
import time
from collections.abc import Callable

from tests.benchmarks.predicting import median_ms, predicting
from visualizer.findings import predict
from visualizer.scene import Lesion, Scene, Sphere, add_lesion, replace_lesion
from visualizer.session import Session
from visualizer.storage import load_body, load_knowledge

PREDICT = ("-m", "visualizer", "predict", "scenes/capsular-stroke-day-90.json", "--json")


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

    figures = {
        **predicting(body, knowledge),
        "dragged 6 mm sphere, edit to signs": median_ms(drag),
    }
    print(f"{'reading body and tables':58}{loading:9.1f} ms")
    for name, value in figures.items():
        print(f"{name:58}{value:9.1f} ms   1/{loading / value:.0f} of reading")
    print(f"{'reading the body, warm':58}{_least_ms(load_body):9.1f} ms")
    print(f"{'and its surfaces':58}{_least_ms(lambda: load_body(meshes=True)):9.1f} ms")
    print(f"{'predict, as a whole process':58}{_least_ms(_predict_alone, 3):9.1f} ms")


if __name__ == "__main__":
    main()
