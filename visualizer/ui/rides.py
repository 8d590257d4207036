"""Follow this fibre: starts, moves and ends the ride from the cortex to a muscle."""

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from visualizer.findings import Finding, Knowledge
from visualizer.render.ride import Ride, ride_along
from visualizer.render.ride_scene import RideScene
from visualizer.render.route import GAZE, followed_muscles, route_to
from visualizer.ui.ride_bar import RideBar
from visualizer.ui.showing import Showing
from visualizer.ui.tools import Tool
from visualizer.ui.wording import capital, plain

SECONDS = 34.0
TICK_MS = 16
JUMP_SECONDS = 2.4
HOLD_SECONDS = 1.8
CALM = "reduced_motion"
_GAZE_NOTE = "The cortex moves the eye and its lid through gaze centres of the brainstem."
Target = tuple[str, str]
_ALIVE = "The lower motor neuron is intact, but the cortex no longer commands it."


class RideTool(Tool):
    """During a ride the keys are its own; the mouse turns the camera once it is paused."""

    name = "ride"
    act: Callable[[str], None]

    def key(self, key: int, _modifiers: Qt.KeyboardModifier) -> bool:
        """Pause, go on, step from station to station or end."""
        named = {
            Qt.Key.Key_Space: "toggle", Qt.Key.Key_Left: "back", Qt.Key.Key_Right: "on",
            Qt.Key.Key_Escape: "end",
        }  # fmt: skip
        if key not in named:
            return False
        self.act(named[Qt.Key(key)])
        return True


class Rides(QObject):
    """Holds the ride that is under way; `changed` says that one began or ended."""

    changed = Signal()
    said = Signal(str)

    def __init__(self, shown: Showing, knowledge: Knowledge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench, self._viewport, self._views = shown.bench, shown.viewport, shown.views
        self._body, self._settings, self._knowledge = shown.body, shown.settings, knowledge
        self._muscles = set(followed_muscles(shown.body.fibres))
        self.target: Target | None = None
        self.ride: Ride | None = None
        self.share, self.speed, self.playing = 0.0, 1.0, False
        self._scene: RideScene | None = None
        self._pose: Any = None
        self._last = self._hold = 0.0
        self.bar = RideBar(shown.viewport)
        self.tool = RideTool(shown.viewport, shown.bench)
        self.tool.act = self.act
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._tick)
        self.bar.toggled.connect(self.toggle)
        self.bar.sought.connect(self.seek)
        self.bar.stepped.connect(self.step)
        self.bar.ended.connect(self.end)
        self.bar.speed_asked.connect(self._set_speed)
        shown.viewport.resized.connect(lambda: self.bar.place() if self.active else None)
        shown.viewport.grabbed.connect(self.pause)
        shown.views.changed.connect(self.drop)

    @property
    def active(self) -> bool:
        """Whether a ride is under way."""
        return self.ride is not None

    @property
    def calm(self) -> bool:
        """Whether motion is reduced: the ride jumps from station to station."""
        return bool(self._settings.value(CALM, False, type=bool))

    def set_calm(self, calm: bool) -> None:
        """Jump from station to station, or ride smoothly."""
        self._settings.setValue(CALM, calm)

    def muscle_of(self, structure: str) -> Target | None:
        """Return the muscle that an id of a belly means, None when none can be followed."""
        parts = structure.split(".")
        if parts[0] != "muscle" or len(parts) < 3:
            return None
        target = (parts[1], parts[-1])
        return target if target in self._muscles else None

    def aim_at_sign(self, finding: Finding | None) -> bool:
        """Take the muscle of a sign, of a movement its prime mover, as what would be followed."""
        if finding is None:
            return False
        muscle = finding.target
        movers = self._knowledge.movements.get(muscle)
        if movers:
            muscle = max(movers, key=lambda mover: mover.weight).muscle
        return self.aim_at((muscle, finding.side))

    def aim_at_structure(self, structure: str) -> bool:
        """Take the muscle of a belly as what would be followed."""
        return self.aim_at(self.muscle_of(structure))

    def aim_at(self, target: Target | None) -> bool:
        """Take a (muscle, side) as what would be followed; tell whether it can be."""
        known = target is not None and target in self._muscles
        if known:
            self.target = target
        return known

    def start(self) -> None:
        """Begin the ride to the muscle chosen last."""
        if self.target is None:
            self.said.emit("Choose a muscle first: click one, or a sign of one in the examination")
            return
        self.follow(*self.target)

    def follow(self, muscle: str, side: str) -> None:
        """Begin the ride from the cortex to a muscle."""
        stage = self._viewport.stage
        prediction = self._bench.session.prediction
        route = route_to(self._body, muscle, side, prediction.involvements)
        if stage is None or route is None:
            self.said.emit(f"No path to the {side} {plain(muscle)} is known")
            return
        self._views.stop()
        self.end(fly=False)
        self.target = (muscle, side)
        self._pose = stage.eye.pose()
        self.ride = ride_along(self._body, route)
        self._scene = RideScene(stage, self.ride)
        start = "cortex" if route.sites[0].startswith("cortex") else "brainstem"
        self.bar.title.setText(f"From the {start} to the {side} {plain(muscle)}")
        self.share, self._hold = 0.0, 0.0
        self.changed.emit()
        self._viewport.setFocus()
        self.go_on()

    def go_on(self) -> None:
        """Ride on, from the beginning once it has arrived."""
        if self.ride is None:
            return
        if self.share >= 1.0:
            self.share = 0.0
        self.playing = True
        self._last = time.monotonic()
        self._hold = self._last + (JUMP_SECONDS if self.calm else 0.7)
        self._viewport.hold_moving(not self.calm)
        self._timer.start(200 if self.calm else TICK_MS)
        self._show()

    def pause(self) -> None:
        """Stand still; the camera is free then."""
        if not self.playing:
            return
        self.playing = False
        self._timer.stop()
        self._viewport.hold_moving(False)
        self._say()

    def toggle(self) -> None:
        """Pause, or go on."""
        if self.playing:
            self.pause()
        else:
            self.go_on()

    def act(self, what: str) -> None:
        """Do what a key asks for."""
        if what == "toggle":
            self.toggle()
        elif what == "end":
            self.end()
        else:
            self.step(1 if what == "on" else -1)

    def seek(self, share: float) -> None:
        """Go to a share of the ride, 0 to 1."""
        if self.ride is not None:
            self.share = min(max(share, 0.0), 1.0)
            if not self.playing:
                self._viewport.moving_briefly()
            self._show()

    def step(self, count: int) -> None:
        """Go to the next or the previous station."""
        if self.ride is None:
            return
        now = self.ride.stop(self.share)
        last = len(self.ride.route.stops) - 1
        if count > 0 and now == last:
            self.seek(1.0)
            return
        self.seek(self.ride.share_of(min(max(now + count, 0), last)) + 1e-4)
        self._hold = time.monotonic() + JUMP_SECONDS

    def _set_speed(self, speed: float) -> None:
        self.speed = speed

    def _tick(self) -> None:
        now = time.monotonic()
        passed, self._last = now - self._last, now
        if self.ride is None or now < self._hold:
            return
        if self.calm:
            self._hold = now + JUMP_SECONDS / self.speed
            self.step(1)
        else:
            before = self.share
            self.share = min(1.0, before + min(passed, 0.25) * self.speed / SECONDS)
            if before < self.ride.cut_share <= self.share:
                self._hold = now + HOLD_SECONDS
            self._show()
        if self.share >= 1.0:
            self.pause()

    def _show(self) -> None:
        stage = self._viewport.stage
        if self._scene is None or stage is None:
            return
        self._scene.show(self.share)
        self._say()
        stage.render()

    def _say(self) -> None:
        if self.ride is None:
            return
        route = self.ride.route
        note = _GAZE_NOTE if route.muscle in GAZE else ""
        if self.share >= self.ride.cut_share:
            note = capital(route.lesion_words)
            past = self.ride.passed(self.share) >= route.joint > route.cut
            note = f"{note}. {_ALIVE}" if past else note
        self.bar.say(capital(self.ride.words(self.share)), note, self.share, self.playing)

    def end(self, fly: bool = True) -> None:
        """End the ride and fly back to where it was begun."""
        if self._pose is not None and self.drop() and fly:
            self._views.fly_back(self._pose)

    def drop(self) -> bool:
        """End the ride where it is; tell whether there was one."""
        if self.ride is None or self._scene is None:
            return False
        self.pause()
        self._scene.end()
        self.ride = self._scene = None
        self.bar.hide()
        self.changed.emit()
        return True
