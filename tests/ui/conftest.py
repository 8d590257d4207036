from dataclasses import replace

import pytest
import shiboken6
from PySide6.QtCore import QSettings

from tests.findings import phantom
from visualizer.anatomy import Structure
from visualizer.findings import predict
from visualizer.scene import Lesion, Scene
from visualizer.session import Session
from visualizer.ui import viewport
from visualizer.ui.opengl import NO_OPENGL
from visualizer.ui.window import MainWindow
from visualizer.ui.workbench import Workbench

STRUCTURES = {
    s.id: s
    for s in (
        Structure("cortex.left", "cerebral cortex", "Brain", "cortex", "left", "cortex cerebri"),
        Structure("cortex.right", "cerebral cortex", "Brain", "cortex", "right"),
        Structure("pons", "pons", "Brain", "brainstem", "none", synonyms=("bridge",)),
        Structure("femur.left", "femur", "Bones", "skeleton", "left", card="Thigh bone."),
    )
}
CAPSULE = Lesion(
    site="internal_capsule.posterior_limb", side="left", extent="complete", onset_days=90.0
)
ULNAR = Lesion(site="nerve.ulnar", side="left", level="elbow", extent="complete", onset_days=90.0)


@pytest.fixture(scope="session")
def body():
    return replace(phantom.body(), structures=STRUCTURES)


@pytest.fixture
def session(body):
    knowledge = phantom.knowledge()
    return Session(lambda scene: predict(scene, body, knowledge), Scene())


@pytest.fixture
def bench(session, body, qapp):
    made = Workbench(session, body)
    yield made
    made.close()


@pytest.fixture
def settings(tmp_path):
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def window(session, body, settings, qapp, monkeypatch):
    """Return the whole window without its 3D picture."""
    monkeypatch.setattr(viewport, "opengl_problem", lambda: NO_OPENGL)
    made = MainWindow(session, body, phantom.knowledge(), settings)
    yield made
    made.session.mark_saved()
    made.close()
    shiboken6.delete(made)
