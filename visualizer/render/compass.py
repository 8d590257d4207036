"""The compass with the patient's sides, and the handles of the selected lesion."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from visualizer.render.camera import Vec3
from visualizer.render.flat_actors import circle, line_actor, set_lines, text_actor
from visualizer.render.palette import Theme

LEAST_APART = 26.0
LETTER_APART = 19.0
_LETTERS = (("R", 0, 1), ("L", 0, -1), ("A", 1, 1), ("P", 1, -1), ("S", 2, 1), ("I", 2, -1))


class Compass:
    """A small cross in a corner with the patient's R, L, A, P, S and I."""

    def __init__(self) -> None:
        self.letters = {letter: text_actor(15, bold=letter in "RL") for letter, _, _ in _LETTERS}
        self._lines, self._data = line_actor(1.6)
        self.scale = 1.0
        self.rect = (0.0, 0.0, 0.0, 0.0)  # left, bottom, right, top in display pixels
        for letter in self.letters.values():
            letter.GetTextProperty().SetJustificationToCentered()

    @property
    def actors(self) -> list[Any]:
        """Every actor, to be added to a renderer."""
        return [self._lines, *self.letters.values()]

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours; R and L are strong, the rest faint."""
        self._lines.GetProperty().SetColor(*theme.faint)
        for name, actor in self.letters.items():
            prop = actor.GetTextProperty()
            prop.SetColor(*(theme.text if name in "RL" else theme.faint))
            prop.SetBackgroundColor(*theme.plate)
            prop.SetBackgroundOpacity(theme.plate_opacity if name in "RL" else 0.0)

    def place(self, right: Vec3, up: Vec3, back: Vec3, pixel_ratio: float) -> None:
        """Turn with the camera, whose axes are given in world coordinates."""
        scale = self.scale * pixel_ratio
        arm = 34 * scale
        centre = np.array([62.0, 62.0]) * scale
        self.rect = (0.0, 0.0, 128.0 * scale, 128.0 * scale)
        axes = np.array([right, up, back])
        lines: list[NDArray[np.floating]] = []
        taken: list[NDArray[np.floating]] = []
        for letter, axis, sign in sorted(_LETTERS, key=lambda one: _rank(one, axes)):
            flat = axes[:2, axis] * sign
            actor = self.letters[letter]
            length = float(np.linalg.norm(flat))
            seen = length > (0.12 if letter in "RL" else 0.30)
            seen = seen or (letter in "RL" and axes[2, axis] * sign > 0)
            reach = flat * arm
            out = flat / max(length, 1e-6) * 12 * scale if length > 0.12 else 0.0
            place = centre + reach + out
            free = all(np.linalg.norm(place - other) > LETTER_APART * scale for other in taken)
            actor.SetVisibility(bool(seen and free))
            if seen:
                lines.append(np.array([centre, centre + reach]))
            if seen and free:
                taken.append(place)
                actor.GetTextProperty().SetFontSize(round(16 * scale))
                actor.SetInput(f" {letter} ")
                actor.SetPosition(*place)
        set_lines(self._data, lines)


def _rank(letter: tuple[str, int, int], axes: NDArray[np.floating]) -> tuple[bool, float]:
    """Put the sides first, then what points most across the picture."""
    name, axis, _ = letter
    return name not in "RL", -float(np.linalg.norm(axes[:2, axis]))


def apart(pixels: dict[str, NDArray[np.float64]], least: float) -> dict[str, Any]:
    """Keep handles some pixels away from the centre, so that each can be grasped."""
    centre = pixels.get("centre")
    if centre is None:
        return pixels
    out = {"centre": centre}
    for name, xy in pixels.items():
        if name != "centre":
            away = xy - centre
            length = float(np.linalg.norm(away))
            out[name] = centre + away * max(1.0, least / max(length, 1e-6))
    return out


class Handles:
    """The handles of the selected lesion, of constant size on the screen."""

    def __init__(self) -> None:
        self._actor, self._data = line_actor(2.4)
        self.pixels: dict[str, NDArray[np.float64]] = {}

    @property
    def actors(self) -> list[Any]:
        """Every actor, to be added to a renderer."""
        return [self._actor]

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colour."""
        self._actor.GetProperty().SetColor(*theme.text)

    def follow(self, places_mm: dict[str, Any], project: Any, scale: float) -> None:
        """Draw handles at places of the body by name; `project` takes mm to pixels."""
        pixels = {name: project(np.array([at]))[0, :2] for name, at in places_mm.items()}
        self.place(apart(pixels, LEAST_APART * scale), scale)

    def place(self, pixels: dict[str, NDArray[np.float64]], scale: float) -> None:
        """Draw handles at display pixels by name (centre, radius, depth)."""
        self.pixels = pixels
        lines = []
        for name, xy in pixels.items():
            lines.append(circle(xy, 7.0 * scale))
            if name == "depth":
                step = np.array([[0, 4.0], [0, -4.0]]) * scale
                lines.append(xy + step)
            elif name == "radius":
                lines.append(xy + np.array([[-4.0, 0], [4.0, 0]]) * scale)
            if name != "centre":
                lines.append(np.array([pixels["centre"], xy]))
        set_lines(self._data, lines)

    def at(self, x: float, y: float, reach: float) -> str | None:
        """Return the handle within `reach` pixels of a place on the screen."""
        best, nearest = None, reach
        for name, xy in self.pixels.items():
            far = float(np.hypot(xy[0] - x, xy[1] - y))
            if far < nearest or (far <= reach and best == "centre" and far < reach / 2):
                best, nearest = name, far
        return best
