import gc

import pytest
import shiboken6
from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest

from tests.bodies import full_body, knowledge
from visualizer.findings import predict
from visualizer.scene import Scene
from visualizer.session import Session
from visualizer.ui.window import MainWindow


@pytest.fixture
def window(qtbot, tmp_path):
    body, tables = full_body(), knowledge()
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    session = Session(lambda scene: predict(scene, body, tables), Scene())
    made = MainWindow(session, body, tables, settings)
    made.resize(1400, 900)
    made.show()
    qtbot.waitExposed(made)
    QTest.qWait(300)
    made.activateWindow()
    made.viewport.setFocus()
    yield made
    made.session.mark_saved()
    made.close()
    shiboken6.delete(made)
    gc.collect()  # a window holds a picture of the whole body, in circles
