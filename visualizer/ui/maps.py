"""The maps menu: maps on cortex and skin, and the shape of the cortex."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QVariantAnimation, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from visualizer.render.cortex_shape import CortexShape
from visualizer.render.maps import MAPS
from visualizer.render.palette import LegendRow
from visualizer.storage.motor_map import load_motor_map
from visualizer.ui.viewport import Viewport
from visualizer.ui.views import Views

MORPH_MS = 600
NOTE = (
    "<b>Inflated cortex.</b> Fibres, lesions and deep structures are hidden: they have no place "
    "on it. Press I to return."
)
_SHAPES = {"pial": "&Pial surface", "white": "&White surface", "inflated": "&Inflated surface"}
_ALONE = "cortex"


class Maps(QObject):
    """Draws the map chosen for each surface, and morphs the cortex; `changed` says so."""

    changed = Signal()

    def __init__(self, viewport: Viewport, views: Views, parent: QWidget) -> None:
        super().__init__(parent)
        self._viewport, self._views = viewport, views
        self._actions: dict[str, QAction] = {}
        self._before: dict[str, float] = {}
        self._morph = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=MORPH_MS)
        self._morph.valueChanged.connect(self._advance)
        self._morph.finished.connect(self._arrived)
        stage = viewport.stage
        self._shape = None if stage is None else CortexShape(stage.body, stage.props)
        if stage is not None:
            stage.props.maps.parts = load_motor_map()
        views.changed.connect(self._follow)

    @property
    def shape(self) -> str:
        """The shape of the cortex: pial, white or inflated."""
        return "pial" if self._shape is None else self._shape.shape

    @property
    def morphing(self) -> bool:
        """Whether the cortex is changing its shape."""
        return self._morph.state() == QVariantAnimation.State.Running

    @property
    def note(self) -> str:
        """What must be said while the cortex is inflated, "" otherwise."""
        return NOTE if self.shape == "inflated" else ""

    def slots(self) -> dict[str, Callable[[], object]]:
        """Return what the commands of the menu do."""
        return {"inflate": lambda: self.reshape("pial" if self.shape != "pial" else "inflated")}

    def fill(self, named: Mapping[str, QAction], parent: QWidget) -> None:
        """Make the menus of the maps and of the shapes."""
        for name, layer, title in (
            ("maps.cortex", "cortex", "No map"),
            ("maps.skin", "skin", "No map"),
        ):
            menu, group = QMenu(parent), QActionGroup(self)
            choices = [("", title), *((m.id, m.words) for m in MAPS.values() if m.layer == layer)]
            for key, words in choices:
                action = self._add(menu, group, f"{layer}:{key}", words)
                action.setChecked(not key)
                action.triggered.connect(lambda _=False, m=key, on=layer: self.choose(m, on))
            named[name].setMenu(menu)
        menu, group = QMenu(parent), QActionGroup(self)
        for shape, words in _SHAPES.items():
            action = self._add(menu, group, f"shape:{shape}", words)
            action.setChecked(shape == "pial")
            action.triggered.connect(lambda _=False, wanted=shape: self.reshape(wanted))
        named["maps.shape"].setMenu(menu)

    def _add(self, menu: QMenu, group: QActionGroup, name: str, words: str) -> QAction:
        action = menu.addAction(words)
        action.setCheckable(True)
        group.addAction(action)
        self._actions[name] = action
        return action

    def choose(self, name: str, layer: str) -> None:
        """Draw a map on a layer in a view that shows it, or end it for ""."""
        stage = self._viewport.stage
        if stage is None:
            return
        if name:
            self._go_where_it_is_seen(layer)
        elif layer == "skin":
            self._views.restore()
        stage.set_map(name, layer)
        self._views.keep_maps()
        self.changed.emit()
        self._viewport.draw()

    def _go_where_it_is_seen(self, layer: str) -> None:
        stage = self._viewport.stage
        if layer == "cortex" and self._views.name != "cortex":
            self._views.go("cortex")
        elif layer == "skin" and self._views.name not in ("body", "nerve"):
            self._views.go("body")
        if stage is not None and layer == "skin":
            self._views.set_opacity(["skin"], 1.0)

    def legend(self) -> list[tuple[str, list[LegendRow]]]:
        """List (title, rows) of the maps shown."""
        stage = self._viewport.stage
        return [] if stage is None else stage.props.maps.legend()

    def reshape(self, shape: str) -> None:
        """Change the cortex into another shape; it is alone while it is inflated."""
        stage = self._viewport.stage
        if stage is None or self._shape is None or shape not in self._shape.available():
            return
        if shape == "inflated" and self._views.name != "cortex":
            self._views.go("cortex", animate=False)
        if shape == self.shape or self.morphing:
            return
        self._aim(shape)
        stage.show(stage.scene, self._views.prediction)
        self._viewport.hold_moving(True)
        self._morph.start()
        self._views.keep_maps()
        self.changed.emit()

    def _aim(self, shape: str) -> None:
        stage = self._viewport.stage
        if stage is None or self._shape is None:
            return
        self._shape.aim(shape)
        stage.cortex_shape = shape
        alone = shape == "inflated"
        stage.isolate(_ALONE if alone else None)
        stage.lesions.set_hidden(alone)

    def _advance(self, share: float) -> None:
        stage = self._viewport.stage
        if stage is not None and self._shape is not None:
            self._shape.at(float(share))
            stage.render()

    def _arrived(self) -> None:
        stage = self._viewport.stage
        if stage is not None:
            stage.forget_picks()
            self._viewport.hold_moving(False)

    def _follow(self) -> None:
        """Show the maps and the shape of the view; another scene is pial again."""
        stage = self._viewport.stage
        if stage is None or self._shape is None:
            return
        for layer in ("cortex", "skin"):
            shown = stage.props.maps.chosen.get(layer)
            self._check(f"{layer}:{shown.id if shown else ''}")
        wanted = self._views.view.cortex
        if wanted != self.shape and wanted in self._shape.available():
            self._morph.stop()
            self._aim(wanted)
            self._shape.at(1.0)
            stage.forget_picks()
            self.changed.emit()
        elif wanted == "inflated" and stage.layers.isolated != _ALONE:
            stage.isolate(_ALONE)
        self._check(f"shape:{self.shape}")

    def _check(self, name: str) -> None:
        if name in self._actions:
            self._actions[name].setChecked(True)
