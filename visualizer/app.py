"""The composition root: builds body, knowledge, session and window, and connects them."""

import os
import sys
from pathlib import Path

from visualizer.findings import predict
from visualizer.scene import Scene
from visualizer.session import Session
from visualizer.storage import (
    SceneFileError,
    load_body,
    load_knowledge,
    load_scene,
    load_sources,
    scenes_path,
)

FIRST_SCENE = "capsular-stroke-day-90.json"


def run(path: Path | None = None) -> int:
    """Open the window with a scene and return the exit code of the event loop."""
    os.environ.setdefault("QT_API", "pyside6")
    from visualizer.ui import MainWindow, make_application

    application = make_application(sys.argv)
    body, knowledge = load_body(meshes=True), load_knowledge()
    chosen = scenes_path(FIRST_SCENE) if path is None else path
    try:
        scene = load_scene(chosen, body.mni_to_body)
    except SceneFileError as error:
        print(f"visualizer: {error}", file=sys.stderr)
        return 2
    session = Session(lambda wanted: predict(wanted, body, knowledge), Scene())
    session.load(scene)
    window = MainWindow(session, body, knowledge, sources=load_sources(), path=chosen)
    window.show()
    return int(application.exec())
