"""The tools of the Examine menu: localise, the cord injury worksheet, electrodiagnosis."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QMainWindow

from visualizer.anatomy import Body
from visualizer.findings import Knowledge
from visualizer.findings.electro import Measurement, electrodiagnosis
from visualizer.findings.isncsci import exam_of
from visualizer.findings.localise import Localiser
from visualizer.scene import Lesion
from visualizer.session import Session
from visualizer.storage import load_key_muscles
from visualizer.storage.localise_cache import AnswerStore
from visualizer.ui.electro_dialog import ElectroDialog
from visualizer.ui.isncsci_sheet import IsncsciSheet
from visualizer.ui.localise_dialog import LocaliseDialog
from visualizer.ui.theme import Colours
from visualizer.ui.wording import clock_days
from visualizer.ui.workbench import Workbench


class Examine:
    """Opens each tool in a window of its own; one of a kind at a time."""

    def __init__(
        self,
        window: QMainWindow,
        session: Session,
        bench: Workbench,
        body: Body,
        knowledge: Knowledge,
        colours: Callable[[], Colours],
    ) -> None:
        self._window, self._session, self._bench = window, session, bench
        self._colours = colours
        self._body, self._knowledge = body, knowledge
        self._open: dict[str, QDialog] = {}

    def slots(self) -> dict[str, Callable[[], object]]:
        """Return what each command of the menu does."""
        return {"localise": self.localise, "electro": self.electro, "isncsci": self.worksheet}

    def refresh(self) -> None:
        """Let what is open follow the scene."""
        for dialog in self._open.values():
            if dialog.isVisible() and isinstance(dialog, ElectroDialog):
                dialog.refill()

    def dress(self) -> None:
        """Give what is open the colours of the theme."""
        for dialog in self._open.values():
            if isinstance(dialog, ElectroDialog | IsncsciSheet):
                dialog.set_colours(self._colours())

    def electro(self) -> QDialog:
        """Open the electrodiagnostic report."""
        return self._shown("electro", self._electro)

    def _electro(self) -> ElectroDialog:
        return ElectroDialog(self._colours(), self._knowledge, self._measured, self._window)

    def worksheet(self) -> QDialog:
        """Open the worksheet of the spinal cord injury examination."""
        return self._shown("isncsci", self._worksheet)

    def _worksheet(self) -> IsncsciSheet:
        muscles = load_key_muscles()
        return IsncsciSheet(
            self._colours(), lambda: exam_of(self._session.prediction, muscles), self._window
        )

    def _measured(self) -> tuple[Measurement, ...]:
        return electrodiagnosis(self._session.scene, self._body, self._knowledge)

    def localise(self) -> QDialog:
        """Open the search for the lesion; what it has read is kept while the window lives."""
        dialog = self._open.get("localise")
        if dialog is not None:
            dialog.show()
            dialog.raise_()
            return dialog
        return self._shown("localise", self._localise)

    def _localise(self) -> LocaliseDialog:
        dialog = LocaliseDialog(
            self._localiser,
            lambda: self._session.prediction,
            lambda: clock_days(self._session.scene),
            self._knowledge.localise.scales,
            self._window,
        )
        dialog.lesions_asked.connect(self._place)
        return dialog

    def _localiser(self, say: Callable[[str], None]) -> Localiser:
        store = AnswerStore(self._body, self._knowledge, say=say)
        return Localiser(self._body, self._knowledge, store)

    def _place(self, lesions: tuple[Lesion, ...]) -> None:
        for lesion in lesions:
            self._bench.place(lesion)

    def _shown(self, name: str, make: Callable[[], QDialog]) -> QDialog:
        dialog = self._open.get(name)
        if dialog is None or not dialog.isVisible():
            dialog = self._open[name] = make()
        dialog.show()
        dialog.raise_()
        return dialog
