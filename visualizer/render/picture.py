"""Pictures without a window."""

from pathlib import Path
from typing import Any

from visualizer.anatomy import Body
from visualizer.findings.finding import Prediction
from visualizer.render.presets import PRESETS
from visualizer.render.stage import Stage
from visualizer.scene import Scene


def make_plotter(size: tuple[int, int] = (1600, 1000)) -> Any:
    """Make an off-screen plotter; works without a display where EGL or OSMesa does."""
    import pyvista

    plotter = pyvista.Plotter(off_screen=True, window_size=list(size), lighting="none")
    plotter.render_window.SetMultiSamples(0)
    return plotter


def render_scene(
    scene: Scene,
    body: Body,
    prediction: Prediction,
    path: str | Path,
    size: tuple[int, int] = (1600, 1000),
    view: str = "tract",
    theme: str = "dark",
    labels: bool = True,
) -> None:
    """Draw a scene into a PNG file, framed so that the lesion and its course are seen.

    Raises
    ------
    ValueError
        If there is no view of that name.
    """
    if view not in PRESETS:
        raise ValueError(f"unknown view {view!r}; choose from {', '.join(PRESETS)}")
    plotter = make_plotter(size)
    try:
        stage = Stage(plotter, body, theme)
        stage.segment = scene.view.segment
        stage.show(scene, prediction)
        stage.set_colouring(PRESETS[view].colouring)
        stage.set_labels(size[1] / 1000 if labels else 0.0)
        stage.set_view_preset(view)
        stage.render()
        plotter.screenshot(str(path))
        stage.close()
    finally:
        plotter.close()
