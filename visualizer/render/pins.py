"""Short labels on the surface itself: shown where they are seen and have room."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from visualizer.render.camera import Vec3
from visualizer.render.eye import Eye
from visualizer.render.flat_actors import line_actor, set_lines, text_actor
from visualizer.render.palette import Rgb, Theme
from visualizer.render.spacing import Rect

MOST = 72
FACING = 0.22
STEPS = 9


@dataclass(frozen=True, slots=True)
class Pin:
    """A text at a place of a surface with an outward normal; `moves` lets it stand aside."""

    text: str
    place_mm: Vec3
    normal: Vec3
    colour: Rgb | None = None
    moves: bool = False


class Pins:
    """Draws the pins that face the eye, are not hidden and do not overlap others."""

    def __init__(self) -> None:
        self.items: tuple[Pin, ...] = ()
        self.scale = 1.0
        self.texts = [text_actor(13) for _ in range(MOST)]
        self._leaders, self._data = line_actor(1.2)
        self.hidden: Callable[[Vec3], bool] = lambda _: False
        self._seen: dict[int, bool] = {}
        self.rects: list[Rect] = []

    @property
    def actors(self) -> list[Any]:
        """Every actor, to be added to a renderer."""
        return [self._leaders, *self.texts]

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's text and plate colours."""
        for actor in self.texts:
            prop = actor.GetTextProperty()
            prop.SetColor(*theme.text)
            prop.SetBackgroundColor(*theme.plate)
            prop.SetBackgroundOpacity(theme.plate_opacity)
            prop.SetJustificationToCentered()
        self._leaders.GetProperty().SetColor(*theme.faint)

    def set_items(self, items: Sequence[Pin]) -> None:
        """Show other pins."""
        self.items, self._seen = tuple(items), {}

    def place(self, eye: Eye, pixel_ratio: float, moving: bool, taken: Sequence[Rect] = ()) -> None:
        """Place the pins for the present camera; `taken` are rectangles to stay out of."""
        lines: list[NDArray[np.float64]] = []
        used: list[Rect] = list(taken)
        self.rects = []
        free = iter(self.texts)
        if self.items:
            self._place(eye, pixel_ratio, moving, used, lines, free)
        for actor in free:
            actor.SetVisibility(False)
        set_lines(self._data, lines)

    def _place(
        self, eye: Eye, pixel_ratio: float, moving: bool, used: list[Rect], lines: list[Any],
        free: Any,
    ) -> None:  # fmt: skip
        places = np.array([pin.place_mm for pin in self.items])
        toward = np.array(eye.pose().position_mm) - places
        toward /= np.linalg.norm(toward, axis=1)[:, None]
        facing = np.einsum("ij,ij->i", toward, np.array([pin.normal for pin in self.items]))
        screen = eye.project(places)
        width, height = eye.size
        middle = screen[:, :2].mean(axis=0)
        font = round(13 * self.scale * pixel_ratio)
        for number in np.argsort(-facing):
            pin = self.items[number]
            x, y, depth = screen[number]
            inside = 0 < x < width and 0 < y < height and depth < 1
            if facing[number] < FACING or not inside or not self._visible(int(number), moving):
                continue
            half = np.array([0.31 * font * (len(pin.text) + 2), 0.72 * font])
            at = _room(np.array([x, y]), half, middle, used, pin.moves, (width, height))
            actor = next(free, None) if at is not None else None
            if at is None or actor is None:
                continue
            box = (at[0] - half[0], at[1] - half[1], at[0] + half[0], at[1] + half[1])
            used.append(box)
            self.rects.append(box)
            if np.linalg.norm(at - (x, y)) > 2:
                lines.append(np.array([at, (x, y)]))
            _write(actor, pin, font, at)

    def _visible(self, number: int, moving: bool) -> bool:
        """Tell whether nothing is before a pin; found out while the picture stands still."""
        if not moving:
            self._seen[number] = not self.hidden(self.items[number].place_mm)
        return self._seen.get(number, False)


def _write(actor: Any, pin: Pin, font: int, at: NDArray[np.float64]) -> None:
    prop = actor.GetTextProperty()
    prop.SetFontSize(font)
    prop.SetFrame(pin.colour is not None)
    if pin.colour is not None:
        prop.SetFrameColor(*pin.colour)
        prop.SetFrameWidth(2)
    actor.SetInput(f" {pin.text} ")
    actor.SetPosition(float(at[0]), float(at[1]))
    actor.SetVisibility(True)


def _room(
    at: NDArray[np.float64],
    half: NDArray[np.float64],
    middle: NDArray[np.float64],
    used: Sequence[Rect],
    moves: bool,
    size: tuple[int, int],
) -> NDArray[np.float64] | None:
    """Return where a text of some half size has room, from its place outwards, or None."""
    out = at - middle
    out = out / max(float(np.linalg.norm(out)), 1e-6)
    for step in range(1, 4 * STEPS) if moves else range(1):
        spot = at + out * step * half[1] * 1.3
        inside = half[0] < spot[0] < size[0] - half[0] and half[1] < spot[1] < size[1] - half[1]
        box = (spot[0] - half[0], spot[1] - half[1], spot[0] + half[0], spot[1] + half[1])
        if inside and not any(_meet(box, other) for other in used):
            return np.asarray(spot)
    return None


def _meet(a: Rect, b: Rect) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
