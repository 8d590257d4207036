"""`visualizer render` and `visualizer first-view`."""

import argparse
import os
import sys
from pathlib import Path

from visualizer.cli.errors import UserError
from visualizer.cli.predict import predicted, read_scene, shipped
from visualizer.cli.table import signs_table
from visualizer.storage import scenes_path

DEFAULT_SCENE = "capsular-stroke-day-90.json"
SIDE_LIMITS = (64, 8192)


def render_command(options: argparse.Namespace) -> int:
    """Draw a scene off-screen into a PNG."""
    size = _size(options.size)
    if options.section is not None:
        _draw_section(options, size)
        print(options.output)
        return 0
    _draw(options.scene, options.output, options.view, options.theme, size, say_signs=False)
    print(options.output)
    return 0


def first_view_command(output: Path) -> int:
    """Print the signs of the default scene, draw it and print where the picture is."""
    scene = str(scenes_path(DEFAULT_SCENE))
    _draw(scene, output, "tract", "dark", (1600, 1000), say_signs=True)
    print(f"\nPicture: {output}")
    return 0


def _draw(
    name: str,
    output: Path,
    view: str | None,
    theme: str,
    size: tuple[int, int],
    say_signs: bool,
) -> None:
    body, knowledge = shipped(meshes=True)
    scene = read_scene(name, body)
    prediction = predicted(scene, None, body, knowledge)
    if say_signs:
        print(scene.title)
        print(signs_table(prediction, normal_too=False))
        sys.stdout.flush()
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("VTK_DEFAULT_OPENGL_WINDOW", "vtkEGLRenderWindow")
    from visualizer.render import render_scene

    _check_writable(output)
    shown = view or scene.view.name
    try:
        render_scene(scene, body, prediction, output, size=size, view=shown, theme=theme)
    except OSError as error:
        raise UserError(f"{output}: cannot be written ({error.strerror})") from error


def _draw_section(options: argparse.Namespace, size: tuple[int, int]) -> None:
    """Paint a section; this needs neither a display nor OpenGL."""
    from visualizer.render.section_plane import parse_section
    from visualizer.ui.section_file import section_of, write_section

    body, knowledge = shipped(meshes=True)
    scene = read_scene(options.scene, body)
    try:
        view = parse_section(body, options.section)
    except ValueError as error:
        raise UserError(str(error)) from error
    prediction = predicted(scene, None, body, knowledge)
    _check_writable(options.output)
    section = section_of(scene, body, prediction, view, not options.neurological, options.sites)
    write_section(section, options.output, size, options.theme, options.sites)


def _check_writable(output: Path) -> None:
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"{output}: cannot be written ({error.strerror})") from error
    if output.is_dir() or not os.access(output.parent, os.W_OK):
        raise UserError(f"{output}: cannot be written")


def _size(text: str) -> tuple[int, int]:
    try:
        width, height = (int(part) for part in text.lower().split("x"))
    except ValueError:
        raise UserError(f"--size needs WIDTHxHEIGHT, not '{text}'") from None
    low, high = SIDE_LIMITS
    if not (low <= width <= high and low <= height <= high):
        raise UserError(f"--size must lie between {low}x{low} and {high}x{high}")
    return width, height
