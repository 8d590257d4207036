"""Labels over the picture that avoid each other, and how flat things are drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkPolyData
from vtkmodules.vtkRenderingCore import vtkActor2D, vtkPolyDataMapper2D, vtkTextActor

from visualizer.render.camera import Vec3
from visualizer.render.palette import LESION, Rgb, Theme

MAX_LABELS = 24
RING_PIXELS = 11.0  # round a lesion: small ones are found at any zoom


@dataclass(frozen=True, slots=True)
class Label:
    """A text with the place it names; important ones are placed first and are larger."""

    text: str
    place_mm: Vec3
    colour: Rgb | None = None
    important: bool = False


def text_actor(size: int, bold: bool = False) -> Any:
    """Make a text in display pixels with a plate behind it."""
    actor = vtkTextActor()
    prop = actor.GetTextProperty()
    prop.SetFontFamilyToArial()
    prop.SetFontSize(size)
    prop.SetBold(bold)
    prop.SetJustificationToLeft()
    prop.SetVerticalJustificationToCentered()
    actor.SetVisibility(False)
    return actor


def line_actor(width: float) -> tuple[Any, Any]:
    """Make an actor of lines in display pixels; returns (actor, polydata)."""
    data = vtkPolyData()
    mapper = vtkPolyDataMapper2D()
    mapper.SetInputData(data)
    actor = vtkActor2D()
    actor.SetMapper(mapper)
    actor.GetProperty().SetLineWidth(width)
    return actor, data


def set_lines(data: Any, lines: Sequence[NDArray[np.floating]]) -> None:
    """Fill polydata with polylines of (n, 2) display pixels."""
    points, array = vtkPoints(), vtkCellArray()
    for line in lines:
        array.InsertNextCell(len(line))
        for x, y in line:
            array.InsertCellPoint(points.InsertNextPoint(float(x), float(y), 0.0))
    data.SetPoints(points)
    data.SetLines(array)
    data.Modified()


def circle(centre: NDArray[np.floating], radius: float) -> NDArray[np.float64]:
    """Return the outline of a circle in display pixels."""
    angle = np.linspace(0, 2 * np.pi, 25)
    return np.asarray(np.stack([np.cos(angle), np.sin(angle)], axis=1) * radius + centre)


def spread(heights: NDArray[np.floating], gap: float, low: float, high: float) -> Any:
    """Move heights apart to at least `gap`, keeping their order, within low and high."""
    order = np.argsort(heights)
    placed = np.asarray(heights, float)[order].copy()
    for _ in range(30):
        for i in range(len(placed) - 1):
            lack = gap - (placed[i + 1] - placed[i])
            if lack > 0:
                placed[i] -= lack / 2
                placed[i + 1] += lack / 2
        if len(placed):
            placed += max(0.0, low - placed[0])
            placed -= max(0.0, placed[-1] - high)
    out = np.empty_like(placed)
    out[order] = placed
    return out


class Labels:
    """Labels in two columns beside what they name, joined to it by thin lines.

    `column` is "both", or "left" or "right" of the picture when only one has room.
    """

    def __init__(self) -> None:
        self.items: tuple[Label, ...] = ()
        self.scale = 1.0
        self.visible = True
        self.column = "both"
        self.texts = [text_actor(14) for _ in range(MAX_LABELS)]
        self._leaders, self._leader_data = line_actor(1.2)
        self._dots, self._dot_data = line_actor(2.0)
        self._rings, self._ring_data = line_actor(2.6)
        self._rings.GetProperty().SetColor(*LESION)

    @property
    def actors(self) -> list[Any]:
        """Every actor, to be added to a renderer."""
        return [self._leaders, self._dots, self._rings, *self.texts]

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's text and plate colours."""
        for actor in self.texts:
            prop = actor.GetTextProperty()
            prop.SetColor(*theme.text)
            prop.SetBackgroundColor(*theme.plate)
            prop.SetBackgroundOpacity(theme.plate_opacity)
        for actor in (self._leaders, self._dots):
            actor.GetProperty().SetColor(*theme.faint)

    def place(
        self,
        project: Any,
        size: tuple[int, int],
        pixel_ratio: float,
        sides: tuple[float, float] = (0.0, 0.0),
    ) -> None:
        """Place the labels for the present camera.

        Parameters
        ----------
        project : callable
            Takes (n, 3) world mm to (n, 3) display pixels and depth (0 to 1).
        size : (width, height)
            Of the picture in pixels.
        pixel_ratio : float
            Device pixels per logical pixel.
        sides : (left, right)
            Display pixels between which the anatomy is; labels stand beside it.
        """
        self._sides = sides
        for actor in self.texts:
            actor.SetVisibility(False)
        shown = self.items[:MAX_LABELS] if self.visible else ()
        if not shown:
            set_lines(self._leader_data, [])
            set_lines(self._dot_data, [])
            set_lines(self._ring_data, [])
            return
        where = project(np.array([item.place_mm for item in shown]))
        width, height = size
        inside = (
            (where[:, 0] > 0.02 * width) & (where[:, 0] < 0.98 * width)
            & (where[:, 1] > 0.02 * height) & (where[:, 1] < 0.98 * height)
            & (where[:, 2] < 1)
        )  # fmt: skip
        kept = [(item, xy) for item, xy, ok in zip(shown, where[:, :2], inside, strict=True) if ok]
        self._columns(kept, size, self.scale * pixel_ratio)

    def _columns(
        self, kept: list[tuple[Label, NDArray[np.float64]]], size: tuple[int, int], scale: float
    ) -> None:
        font = round(15 * scale)
        gap = 2.0 * font
        width, height = size
        middle = float(np.mean(self._sides)) if self._sides[1] > self._sides[0] else width / 2
        leaders, dots = [], []
        free = iter(self.texts)
        gutter = 30 * scale
        for left in (True, False):
            column = [(item, xy) for item, xy in kept if self._goes_left(xy[0] < middle) == left]
            column = column[: max(1, int((height - 6 * gap) / gap))]
            if not column:
                continue
            anchors = np.array([xy for _, xy in column])
            heights = spread(anchors[:, 1], gap, 2 * gap, height - 2 * gap)
            if left:
                edge = min(anchors[:, 0].min() - gutter, max(self._sides[0], 0.24 * width))
            else:
                edge = max(anchors[:, 0].max() + gutter, min(self._sides[1], 0.76 * width))
            for (item, xy), y in zip(column, heights, strict=True):
                actor = next(free)
                wide = self._write(actor, item, font)
                x = max(edge - wide, 8.0) if left else min(edge, width - wide - 8.0)
                actor.SetPosition(x, y)
                actor.SetVisibility(True)
                tip = x + wide + 4 if left else x - 4
                bend = tip + (14 if left else -14) * scale
                leaders.append(np.array([[tip, y], [bend, y], xy]))
                dots.append(circle(xy, 2.5 * scale))
        set_lines(self._leader_data, leaders)
        set_lines(self._dot_data, dots)
        rings = [circle(xy, RING_PIXELS * scale) for item, xy in kept if item.important]
        set_lines(self._ring_data, rings)

    def _goes_left(self, is_left: bool) -> bool:
        return is_left if self.column == "both" else self.column == "left"

    def _write(self, actor: Any, item: Label, font: int) -> float:
        prop = actor.GetTextProperty()
        prop.SetFontSize(round(font * 1.1) if item.important else font)
        prop.SetBold(item.important)
        prop.SetFrame(item.colour is not None)
        if item.colour is not None:
            prop.SetFrameColor(*item.colour)
            prop.SetFrameWidth(2)
        actor.SetInput(f" {item.text} ")
        box = [0.0, 0.0, 0.0, 0.0]
        if self._renderer is not None:
            actor.GetBoundingBox(self._renderer, box)
        return float(max(box[1] - box[0], 0.5 * font * len(item.text)))

    _renderer: Any = None
    _sides: tuple[float, float] = (0.0, 0.0)

    def use_renderer(self, renderer: Any) -> None:
        """Tell which renderer measures the texts."""
        self._renderer = renderer
