"""Loading and frames of the whole body off-screen: `python -m tests.benchmarks.drawing`.

With `--at-once` the views are opened before anything was made ready for them.
"""

import statistics
import sys
import time
from collections import deque
from collections.abc import Callable

from visualizer.findings import predict
from visualizer.render.canvas import Canvas
from visualizer.render.preparing import preparing
from visualizer.render.presets import PRESETS
from visualizer.render.stage import Stage
from visualizer.scene import Lesion, Scene
from visualizer.storage import load_body, load_knowledge

SIZE = (1000, 700)
FRAMES = 12


def seconds(work: Callable[[], object]) -> float:
    """Time one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def turning(stage: Stage) -> float:
    """Return the median time of a frame while the camera turns, in seconds."""
    camera = stage.renderer.GetActiveCamera()

    def turn() -> None:
        camera.Azimuth(2.0)
        stage.render()

    stage.moving(True)
    for _ in range(6):
        turn()
    median = statistics.median(seconds(turn) for _ in range(FRAMES))
    stage.moving(False)
    return median


def main() -> None:
    """Print the time to load and to draw, and the frames while moving, of each view."""
    start = time.perf_counter()
    body, knowledge = load_body(meshes=True), load_knowledge()
    loaded = time.perf_counter()
    lesion = Lesion(site="internal_capsule.posterior_limb", side="left", onset_days=90, id="one")
    scene = Scene(lesions=(lesion,))
    prediction = predict(scene, body, knowledge)
    plotter = Canvas(SIZE)
    stage = Stage(plotter, body)
    stage.show(scene, prediction)
    stage.render()
    print(f"{'reading the body':34}{loaded - start:8.2f} s")
    print(f"{'to the first picture':34}{time.perf_counter() - start:8.2f} s")
    if "--at-once" not in sys.argv:
        ready = seconds(lambda: deque(preparing(stage), maxlen=0))
        print(f"{'made ready while idle':34}{ready:8.2f} s")
    for name in PRESETS:
        change = seconds(lambda name=name: stage.set_view_preset(name))
        first = seconds(stage.render)
        still = statistics.median(seconds(stage.render) for _ in range(3))
        moving = turning(stage)
        print(
            f"{name:16} change {change:5.2f} s   first {first:5.2f} s   "
            f"still {still:6.3f} s   moving {moving:6.3f} s"
        )
    if hasattr(stage, "set_section"):
        from tests.benchmarks.cutting import cutting

        cutting(stage)
    stage.close()
    plotter.close()


if __name__ == "__main__":
    main()
