"""The command line on the body and tables that all tests share: each reading takes a second."""

import pytest

from tests.bodies import full_body, knowledge
from visualizer.cli import checks, predict


@pytest.fixture(autouse=True)
def shared(monkeypatch):
    for module in (predict, checks):
        monkeypatch.setattr(module, "load_body", lambda **_: full_body())
        monkeypatch.setattr(module, "load_knowledge", knowledge)
