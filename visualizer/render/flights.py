"""Flights of the camera, drawn step by step."""

import time
from collections.abc import Callable
from typing import Any

from visualizer.render.camera import Pose


def fly(
    stage: Any, pose: Pose, seconds: float, step_callback: Callable[[], Any] | None = None
) -> None:
    """Fly a stage's camera to a pose, rendering each step.

    Parameters
    ----------
    stage : Stage
    pose : Pose
    seconds : float
    step_callback : callable, optional
        Called after each frame; False ends the flight at once, at its end.
    """
    stage.moving(True)
    step = stage.flight(pose)
    start, share = time.perf_counter(), 0.0
    while share < 1.0:
        share = min(1.0, (time.perf_counter() - start) / max(seconds, 1e-3))
        step(share)
        stage.render()
        if step_callback is not None and step_callback() is False:
            break
    step(1.0)
    stage.moving(False)
    stage.render()
