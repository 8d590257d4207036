"""What the studies of every kind need of a scene."""

from visualizer.findings.electro.breaks import Breaks
from visualizer.findings.electro.muscles import Muscles
from visualizer.findings.state import State


class Studies:
    """The studies of one kind in one scene."""

    def __init__(self, state: State, breaks: Breaks, muscles: Muscles) -> None:
        self._state, self._breaks, self._muscles = state, breaks, muscles
        self._model = state.deficits.model
        self._tables = self._model.knowledge.electro
        self._numbers = self._tables.numbers
