"""The menus that change while the app runs: recent files, screens, panels and patient."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtGui import QAction, QGuiApplication, QScreen
from PySide6.QtWidgets import QDockWidget, QMenu, QWidget

from visualizer.findings.tables.variants import Variant
from visualizer.scene import Scene
from visualizer.ui.patient_menu import Edit, fill_patient_menu
from visualizer.ui.wording import level_words


class WindowMenus:
    """Fills the submenus each time they open."""

    def __init__(self, window: QWidget, actions: dict[str, QAction]) -> None:
        self._window = window
        self._menus = {
            name: QMenu(window) for name in ("recent", "screen", "panels", "levels", "patient")
        }
        for name, menu in self._menus.items():
            actions[name].setMenu(menu)

    def recent(
        self,
        files: Callable[[], list[Path]],
        open_file: Callable[[Path], object],
        clear: Callable[[], None],
    ) -> None:
        """Fill the recent files."""
        menu = self._menus["recent"]

        def fill() -> None:
            menu.clear()
            for path in files():
                action = menu.addAction(path.name)
                action.setToolTip(str(path))
                action.setEnabled(path.exists())
                action.triggered.connect(lambda _=False, chosen=path: open_file(chosen))
            if not menu.isEmpty():
                menu.addSeparator()
            menu.addAction("Clear list", clear)

        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(fill)

    def screens(
        self, current: Callable[[], QScreen | None], choose: Callable[[QScreen], None]
    ) -> None:
        """Fill the screens to project on."""
        menu = self._menus["screen"]

        def fill() -> None:
            menu.clear()
            for number, screen in enumerate(QGuiApplication.screens(), 1):
                size = screen.geometry()
                text = f"{number}: {screen.name()} ({size.width()} × {size.height()})"
                action = menu.addAction(text)
                action.setCheckable(True)
                action.setChecked(screen is (current() or QGuiApplication.primaryScreen()))
                action.triggered.connect(lambda _=False, chosen=screen: choose(chosen))

        menu.aboutToShow.connect(fill)

    def levels(self, names: tuple[str, ...], choose: Callable[[str], object]) -> None:
        """List the levels of a section by name."""
        for name in names:
            action = self._menus["levels"].addAction(level_words(name))
            action.triggered.connect(lambda _=False, chosen=name: choose(chosen))

    def patient(
        self, scene: Callable[[], Scene], variants: Mapping[str, Variant], edit: Edit
    ) -> None:
        """Fill what is known of the patient."""
        menu = self._menus["patient"]
        menu.aboutToShow.connect(lambda: fill_patient_menu(menu, scene(), variants, edit))

    def panels(self, docks: list[QDockWidget]) -> None:
        """List the panels to show or hide."""
        for dock in docks:
            self._menus["panels"].addAction(dock.toggleViewAction())
