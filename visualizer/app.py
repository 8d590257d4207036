"""The composition root: builds body, knowledge, session and window, and connects them."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visualizer.ui import MainWindow

FIRST_SCENE = "capsular-stroke-day-90.json"


def run(path: Path | None = None) -> int:
    """Open a window at once, load into it, and return the exit code of the event loop."""
    os.environ.setdefault("QT_API", "pyside6")
    from visualizer.ui import LoadingWindow, make_application

    application = make_application(sys.argv)
    windows: list[MainWindow] = []

    def begin() -> None:
        from visualizer.storage import SceneFileError

        try:
            windows.append(make_window(path))
        except SceneFileError as error:
            print(f"visualizer: {error}", file=sys.stderr)
            application.exit(2)
            return
        windows[0].setGeometry(loading.geometry())
        windows[0].show()
        loading.close()

    loading = LoadingWindow(begin)
    loading.show()
    return int(application.exec())


def make_window(path: Path | None) -> "MainWindow":
    """Read body, knowledge and scene (the first one where none is given); build the window.

    Raises
    ------
    SceneFileError
        If the scene cannot be read.
    """
    from visualizer.findings import predict
    from visualizer.scene import Scene
    from visualizer.session import Session
    from visualizer.storage import (
        load_body,
        load_knowledge,
        load_scene,
        load_sources,
        scenes_path,
    )
    from visualizer.ui import MainWindow

    body, knowledge = load_body(meshes=True), load_knowledge()
    chosen = scenes_path(FIRST_SCENE) if path is None else path
    scene = load_scene(chosen, body.mni_to_body)
    session = Session(lambda wanted: predict(wanted, body, knowledge), Scene())
    session.load(scene)
    return MainWindow(session, body, knowledge, sources=load_sources(), path=chosen)
