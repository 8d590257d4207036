"""Labels over the picture that avoid each other."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from visualizer.render.camera import Vec3
from visualizer.render.flat_actors import text_actor
from visualizer.render.label import LONGEST, Label, shortened
from visualizer.render.label_marks import RING_PIXELS, LabelMarks
from visualizer.render.leaders import Flat, beside_stack, leader, slots, untangled
from visualizer.render.palette import Theme
from visualizer.render.spacing import Rect, aside, clear, halves, spread

MAX_LABELS = 24
SMALLER, CROWD = 0.86, 8  # where many labels have no room beside the picture
CLOSEST = 0.72  # labels of a full column, as a share of their usual distance
BESIDE = 3.2  # lines of text above its place, where a label would cover it


Kept = tuple[Label, Flat]


class Labels:
    """Labels in two columns beside what they name, joined to it by thin lines.

    `column` is "both", or "left" or "right" of the picture when only one has room. `taken` are
    rectangles (left, bottom, right, top), display pixels, that labels stay out of, and
    `corner` is that of the compass; `limb` is what they stand aside of, (n, 2) display pixels.
    With `few` only the important ones are drawn.
    """

    def __init__(self) -> None:
        self.items: tuple[Label, ...] = ()
        self.scale = 1.0
        self.visible = True
        self.column = "both"
        self.few = False
        self.taken: tuple[Rect, ...] = ()
        self.corner: Rect = (0.0, 0.0, 0.0, 0.0)
        self.limb: Flat = np.zeros((0, 2))
        self.rects: list[Rect] = []
        self.moving = False
        self.hidden: Callable[[Vec3], bool] = lambda _: False
        self._seen: dict[Vec3, bool] = {}
        self._widths: dict[tuple[str, int], float] = {}
        self.texts = [text_actor(14) for _ in range(2 * MAX_LABELS)]
        self.marks = LabelMarks()

    @property
    def actors(self) -> list[Any]:
        """Every actor, to be added to a renderer."""
        return [*self.marks.actors, *self.texts]

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's text and plate colours."""
        for actor in self.texts:
            prop = actor.GetTextProperty()
            prop.SetColor(*theme.text)
            prop.SetBackgroundColor(*theme.plate)
            prop.SetBackgroundOpacity(theme.plate_opacity)
        self.marks.set_theme(theme)

    def keep_clear(self, taken: tuple[Rect, ...]) -> bool:
        """Stay out of other rectangles; tell whether they are new."""
        changed, self.taken = taken != self.taken, taken
        return changed

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
        self._sides, self.rects = sides, []
        shown = self.items[:MAX_LABELS] if self.visible else ()
        if self.few:
            shown = tuple(item for item in shown if item.important)
        if not shown:
            self._hide(iter(self.texts))
            self.marks.ring([], self.scale)
            self.marks.join([], self.scale)
            return
        where = project(np.array([item.place_mm for item in shown]))
        width, height = size
        inside = (
            (where[:, 0] > 0.02 * width) & (where[:, 0] < 0.98 * width)
            & (where[:, 1] > 0.02 * height) & (where[:, 1] < 0.98 * height)
            & (where[:, 2] < 1)
        )  # fmt: skip
        kept = [
            (item, xy) for item, xy, ok in zip(shown, where[:, :2], inside, strict=True)
            if ok and self._is_seen(item)
        ]  # fmt: skip
        scale = self.scale * pixel_ratio
        self.marks.ring([xy for item, xy in kept if item.important], scale)
        band = self._band(kept, size, round(15 * scale))
        if band is None:
            self._columns(kept, size, scale)
        else:
            self._above_and_below(kept, size, SMALLER * scale, band)

    def _is_seen(self, item: Label) -> bool:
        """Tell whether a place of a surface is seen; found out while the picture stands still."""
        if not item.on_surface:
            return True
        if not self.moving:
            self._seen[item.place_mm] = not self.hidden(item.place_mm)
        return self._seen.get(item.place_mm, False)

    def _band(
        self, kept: list[Kept], size: tuple[int, int], font: int
    ) -> tuple[float, float] | None:
        """Return the heights of a low, wide picture that has no room for labels beside it."""
        if len(kept) < CROWD or self.column != "both":
            return None
        xy = np.array([place for _, place in kept])
        longest = font * 0.5 * max(len(shortened(item.text)) for item, _ in kept)
        room = min(float(xy[:, 0].min()), size[0] - float(xy[:, 0].max()))
        low, high = float(xy[:, 1].min()), float(xy[:, 1].max())
        if room > longest or high - low > 0.5 * size[1]:
            return None
        return low, high

    def _above_and_below(
        self, kept: list[Kept], size: tuple[int, int], scale: float, band: tuple[float, float]
    ) -> None:
        """Place labels in two columns above and two below; what comes first gets the room."""
        font = round(15 * scale)
        gap, (width, height) = 1.75 * font, size
        centre = halves([float(xy[0]) for _, xy in kept])
        letters = int((0.5 * width - 3 * font) / (0.5 * font))
        leaders: list[Flat] = []
        free = iter(self.texts)
        for left in (True, False):
            across = (0.0, 0.5 * width) if left else (0.5 * width, float(width))
            bottom, top = clear(across, gap, height - gap, 0.5 * gap, self._occupied)
            column = [entry for entry in kept if (entry[1][0] < centre) == left]
            upper = max(0, int((top - band[1] - 2 * gap) / gap) + 1)
            lower = max(0, int((band[0] - 2 * gap - bottom) / gap) + 1)
            column = sorted(column[: upper + lower], key=lambda entry: -float(entry[1][1]))
            above = min(max(len(column) - lower, (len(column) + 1) // 2), upper)
            rows = [band[1] + 2 * gap + (above - 1 - i) * gap for i in range(above)]
            rows += [band[0] - 2 * gap - i * gap for i in range(len(column) - above)]
            stacks = (rows[:above][::-1], rows[above:])  # the nearest to the picture first
            for stack, entries in zip(stacks, (column[:above], column[above:]), strict=True):
                leaders += self._stack(entries, free, stack, (left, float(width)), (font, letters))
        self._hide(free)
        self.marks.join(leaders, scale)

    def _stack(
        self, entries: list[Kept], free: Iterator[Any], rows: list[float],
        at: tuple[bool, float], sizes: tuple[int, int],
    ) -> list[Flat]:  # fmt: skip
        """Stand labels in one stack, at the left or right of a width; return their lines."""
        (left, width), (font, letters) = at, sizes
        actors = [next(free) for _ in entries]
        widths = [
            self._write(actor, item, font, letters)
            for actor, (item, _) in zip(actors, entries, strict=True)
        ]
        if not entries:
            return []
        most = max(widths)
        inner = 8.0 + most if left else width - most - 8.0
        to = rows[0] + (-0.8 if rows[0] > float(entries[0][1][1]) else 0.8) * font
        lines = beside_stack(inner + (4 if left else -4), (8 if left else -8), rows, to)
        ends = np.array([xy for _, xy in entries])
        dealt = slots(np.array([line[-1] for line in lines]), ends)
        for number, actor, wide in zip(dealt, actors, widths, strict=True):
            x = inner - wide if left else inner
            self._show(actor, (x, rows[number], wide), font)
        return [
            np.concatenate([lines[number], xy[None]])
            for number, xy in zip(dealt, ends, strict=True)
        ]

    def _columns(self, kept: list[Kept], size: tuple[int, int], scale: float) -> None:
        font = round(15 * scale)
        gap = 2.0 * font
        width, height = size
        middle = float(np.mean(self._sides)) if self._sides[1] > self._sides[0] else width / 2
        leaders: list[Flat] = []
        free = iter(self.texts)
        gutter, ring = 30 * scale, RING_PIXELS * scale
        for left in (True, False):
            column = [(item, xy) for item, xy in kept if self._goes_left(xy[0] < middle) == left]
            column = column[: len(self.texts) // 2]
            if not column:
                continue
            anchors = np.array([xy for _, xy in column])
            if left:
                edge = min(anchors[:, 0].min() - gutter, max(self._sides[0], 0.24 * width))
            else:
                edge = max(anchors[:, 0].max() + gutter, min(self._sides[1], 0.76 * width))
            actors = [next(free) for _ in column]
            widths = [
                self._write(actor, item, font)
                for actor, (item, _) in zip(actors, column, strict=True)
            ]
            most = max(widths)
            across = (edge - most, edge) if left else (min(edge, width - most), width)
            low, high = clear(across, 2 * gap, height - 2 * gap, 0.7 * gap, self._occupied)
            fits = max(1, int((high - low) / (CLOSEST * gap)))
            self._hide(iter(actors[fits:]))
            step = min(gap, (high - low) / max(1, min(fits, len(column)) - 1))
            starts = [
                max(edge - wide, 8.0) if left else min(edge, width - wide - 8.0) for wide in widths
            ]
            wanted = [
                xy[1] + (BESIDE * font if item.important and x - ring < xy[0] < x + wide else 0.0)
                for (item, xy), x, wide in zip(column, starts, widths, strict=True)
            ]
            bend = (14 if left else -14) * scale
            tips = [
                x + wide + bend if left else x + bend
                for x, wide in zip(starts, widths, strict=True)
            ]
            heights = untangled(
                spread(np.array(wanted[:fits]), step, low, high), tips[:fits], anchors[:fits]
            )
            for (_, xy), x, y, actor, wide in zip(
                column, starts, heights, actors, widths, strict=False
            ):
                x = self._aside((x, y, wide), font, left, width)
                leaders.append(self._stand(actor, (x, y, wide), font, bend, xy))
        self._hide(free)
        self.marks.join(leaders, scale)

    def _stand(
        self, actor: Any, at: tuple[float, float, float], font: int, bend: float, xy: Flat
    ) -> Flat:
        """Show a label at (x, y, its width); return the line to its place, bent at `bend`."""
        self._show(actor, at, font)
        return leader(self.rects[-1], bend, xy)

    def _show(self, actor: Any, at: tuple[float, float, float], font: int) -> None:
        x, y, wide = at
        actor.SetPosition(x, y)
        actor.SetVisibility(True)
        self.rects.append((x, y - 0.62 * font, x + wide, y + 0.62 * font))

    @property
    def _occupied(self) -> tuple[Rect, ...]:
        return (self.corner, *self.taken)

    def _aside(self, at: tuple[float, float, float], font: int, left: bool, width: int) -> float:
        """Return where across the picture a label stands clear of the limb and the rings."""
        x, y, wide = at
        rect = (x - font, y - font, x + wide + font, y + font)
        return aside(rect, np.concatenate([self.limb, self.marks.ringed]), left, width) + font

    @staticmethod
    def _hide(texts: Iterator[Any]) -> None:
        for actor in texts:
            actor.SetVisibility(False)

    def _goes_left(self, is_left: bool) -> bool:
        return is_left if self.column == "both" else self.column == "left"

    def _write(self, actor: Any, item: Label, font: int, most: int = LONGEST) -> float:
        prop = actor.GetTextProperty()
        prop.SetFontSize(round(font * 1.1) if item.important else font)
        prop.SetBold(item.important)
        prop.SetFrame(item.colour is not None)
        if item.colour is not None:
            prop.SetFrameColor(*item.colour)
            prop.SetFrameWidth(2)
        text = shortened(item.text, min(most, LONGEST))
        actor.SetInput(f" {text} ")
        key = (text, prop.GetFontSize())
        if key not in self._widths:
            box = [0.0, 0.0, 0.0, 0.0]
            if self._renderer is not None:
                actor.GetBoundingBox(self._renderer, box)
            self._widths[key] = float(max(box[1] - box[0], 0.5 * font * len(text)))
        return self._widths[key]

    _renderer: Any = None
    _sides: tuple[float, float] = (0.0, 0.0)

    def use_renderer(self, renderer: Any) -> None:
        """Tell which renderer measures the texts."""
        self._renderer = renderer
