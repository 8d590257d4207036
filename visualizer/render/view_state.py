"""What the stage shows as a value that is saved with the scene, and back."""

from typing import Any

from visualizer.render.camera import Pose
from visualizer.scene import View


def view_of(stage: Any) -> View:
    """Return the camera and what differs from the preset."""
    pose = stage.eye.pose()
    return View(
        stage.view_name, pose.position_mm, pose.focal_mm, pose.up,
        tuple(sorted(stage.layers.changed.items())), stage.colouring, stage.segment,
        stage.cutter.view,
        tuple(sorted((layer, shown.id) for layer, shown in stage.props.maps.chosen.items())),
        stage.cortex_shape,
    )  # fmt: skip


def show_view(stage: Any, view: View) -> None:
    """Restore preset, segment, opacities, colouring and camera."""
    stage.segment = view.segment
    stage.set_view_preset(view.name)
    if view.colouring != stage.colouring:
        stage.set_colouring(view.colouring)
    for target, value in view.opacity:
        stage.layers.changed[target] = value
    show_maps(stage, dict(view.maps))
    stage.props.clear(stage.theme)
    if view.position_mm is not None and view.focal_mm is not None:
        up = view.up or (0.0, 0.0, 1.0)
        stage.eye.place(Pose(view.position_mm, view.focal_mm, up))


def show_maps(stage: Any, wanted: dict[str, str]) -> None:
    """Draw the maps of a view; one that the body does not have is left out."""
    known = {(shown.layer, shown.id) for shown in stage.props.maps.available()}
    now = {layer: shown.id for layer, shown in stage.props.maps.chosen.items()}
    for layer in {*now, *wanted}:
        name = wanted.get(layer, "")
        if now.get(layer, "") != name and (not name or (layer, name) in known):
            stage.set_map(name, layer)
