"""Frames while a cut is dragged through the body."""

import statistics
import time
from dataclasses import replace

from visualizer.render.section_plane import level
from visualizer.render.stage import Stage
from visualizer.scene import SectionView

FRAMES = 14
WARM = 8


def cutting(stage: Stage) -> None:
    """Print the median time of a frame while a cut is dragged, for each plane."""
    capsule = replace(level(stage.body, "capsule"), clip=True)
    starts = (capsule, SectionView("coronal", -110.0, clip=True),
              SectionView("sagittal", -10.0, clip=True))  # fmt: skip
    stage.set_view_preset("tract")
    for view in starts:
        times = []
        stage.moving(True)
        for turn in range(WARM + FRAMES):
            start = time.perf_counter()
            stage.set_section(replace(view, at_mm=view.at_mm + 0.8 * turn))
            stage.render()
            times.append(time.perf_counter() - start)
        stage.moving(False)
        print(f"cut, {view.plane:11} dragged {statistics.median(times[WARM:]):6.3f} s")
    stage.set_section(None)
