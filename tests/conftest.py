"""What every test shares: marks by place, a display where there is one, steady properties."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

MARK_OF_PLACE = {"render": "gl", "ui": "ui", "e2e": "e2e", "test_same_lesion.py": "slow"}
HERE = Path(__file__).parent
HAS_DISPLAY = not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY"))

if not HAS_DISPLAY:
    # Panels work on Qt's offscreen platform; VTK draws through EGL. Set before Qt or VTK loads.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("VTK_DEFAULT_OPENGL_WINDOW", "vtkEGLRenderWindow")

settings.register_profile("local", deadline=None, max_examples=50)
settings.register_profile("ci", settings.get_profile("local"), derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "local")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests by what they need; leave out e2e where there is no display."""
    no_display = pytest.mark.skip(reason="needs a display; `make test` brings one")
    for item in items:
        place = item.path.relative_to(HERE).parts[0]
        if place in MARK_OF_PLACE:
            item.add_marker(MARK_OF_PLACE[place])
        if item.get_closest_marker("e2e") and not HAS_DISPLAY:
            item.add_marker(no_display)
