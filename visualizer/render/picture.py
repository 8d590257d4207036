"""Pictures without a window."""

from pathlib import Path

from visualizer.anatomy import Body
from visualizer.findings.finding import Prediction
from visualizer.render.canvas import Canvas
from visualizer.render.cortex_shape import settle
from visualizer.render.presets import PRESETS
from visualizer.render.stage import Stage
from visualizer.render.view_state import show_maps
from visualizer.scene import Scene


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

    Maps and the shape of the cortex are those of the scene, in the view that it was saved in.

    Raises
    ------
    ValueError
        If there is no view of that name.
    RuntimeError
        If there is no OpenGL.
    OSError
        If the file cannot be written.
    """
    if view not in PRESETS:
        raise ValueError(f"unknown view {view!r}; choose from {', '.join(PRESETS)}")
    canvas = Canvas(size)
    try:
        stage = Stage(canvas, body, theme)
        stage.segment = scene.view.segment
        stage.show(scene, prediction)
        stage.set_colouring(PRESETS[view].colouring)
        stage.set_labels(size[1] / 1000 if labels else 0.0)
        stage.set_view_preset(view)
        if view == scene.view.name:
            show_maps(stage, dict(scene.view.maps))
            settle(stage, scene.view.cortex if view == "cortex" else "pial")
        stage.render()
        canvas.save(path)
        stage.close()
    finally:
        canvas.close()
