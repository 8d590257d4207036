"""Paints a section with Qt: into the panel, and into picture files without a display."""

from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
    QTransform,
)

from visualizer.render.palette import INTERRUPTED, LESION, LESION_RIM, Rgb, Theme
from visualizer.render.section import Region, Section
from visualizer.render.section_dots import Dots
from visualizer.render.spacing import Name, PlacedName, columns
from visualizer.ui.section_camera import Camera2D, SectionLook

LEAST_NAMED_PX = 90.0  # area on the screen that gets a name
FIBRE_MM = 0.16
COLOUR_STEP = 24  # dots of nearly the same colour are painted together


def qcolor(colour: Rgb, alpha: float = 1.0) -> QColor:
    """Turn red, green and blue between 0 and 1 into a Qt colour."""
    red, green, blue = (float(np.clip(part, 0, 1)) for part in colour)
    return QColor.fromRgbF(red, green, blue, alpha)


def path_of(region: Region) -> QPainterPath:
    """Make the path of a region, in mm."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for loop in region.loops:
        polygon = QPolygonF([QPointF(x, y) for x, y in loop.points.tolist()])
        path.addPolygon(polygon)
        if loop.closed:
            path.closeSubpath()
    return path


@dataclass(eq=False)
class SectionPicture:
    """A section made ready to be painted often.

    `placed` are the names of the last painting.
    """

    section: Section
    theme: Theme
    placed: list[PlacedName] = field(default_factory=list)

    def __post_init__(self) -> None:
        section = self.section
        self._paths = [(region, path_of(region)) for region in section.regions]
        self._sites = [(region, path_of(region)) for region in section.sites]
        self._lesions = [(region, path_of(region)) for region in section.lesions]

    def paint(
        self, painter: QPainter, size: tuple[float, float], camera: Camera2D, look: SectionLook,
        selected: str = "",
    ) -> None:  # fmt: skip
        """Paint everything; `selected` is the id of the structure that is outlined."""
        width, height = size
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(0, 0, width, height), qcolor(self.theme.bottom))
        to_pixels = camera.transform(width, height)
        painter.save()
        painter.setWorldTransform(to_pixels, True)
        for region, path in self._paths:
            self._fill(painter, region, path)
        painter.restore()
        if look.fibres:
            self._dots(painter, to_pixels, camera.scale(width, height), size)
        painter.save()
        painter.setWorldTransform(to_pixels, True)
        if look.sites:
            self._outline_sites(painter)
        self._mark_lesions(painter)
        self._mark_selected(painter, selected)
        painter.restore()
        self._words(painter, size, to_pixels, camera, look)

    # --- the structures --------------------------------------------------------------

    def _fill(self, painter: QPainter, region: Region, path: QPainterPath) -> None:
        faint = region.layer == "skin"
        colour = np.array(region.colour)
        pen = QPen(qcolor(tuple(0.55 * colour), 0.9))
        pen.setCosmetic(True)
        pen.setWidthF(0.7 if region.kind == "zone" else 1.1)
        painter.setPen(pen)
        if any(loop.closed for loop in region.loops):
            painter.setBrush(qcolor(tuple(0.92 * colour), 0.16 if faint else 1.0))
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)

    def _dots(
        self, painter: QPainter, to_pixels: QTransform, scale: float, size: tuple[float, float]
    ) -> None:
        dots = self.section.dots
        if not len(dots.flat_mm):
            return
        x = dots.flat_mm[:, 0] * to_pixels.m11() + to_pixels.dx()
        y = dots.flat_mm[:, 1] * to_pixels.m22() + to_pixels.dy()
        seen = (x > -9) & (y > -9) & (x < size[0] + 9) & (y < size[1] + 9)
        wide = float(np.clip(2 * FIBRE_MM * scale, 2.0, 7.0))
        pixels = np.stack([x, y], axis=1)
        whole, cut = seen & ~dots.cut, seen & dots.cut
        _interrupted(painter, pixels[cut], wide)
        for colour, chosen in _by_colour(dots, whole):
            _points(painter, pixels[chosen], wide, colour)

    def _outline_sites(self, painter: QPainter) -> None:
        pen = QPen(qcolor(self.theme.text, 0.85))
        pen.setCosmetic(True)
        pen.setWidthF(1.0)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for _, path in self._sites:
            painter.drawPath(path)

    def _mark_lesions(self, painter: QPainter) -> None:
        for _, path in self._lesions:
            pen = QPen(qcolor(LESION_RIM))
            pen.setCosmetic(True)
            pen.setWidthF(1.8)
            painter.setPen(pen)
            painter.setBrush(qcolor(LESION, 0.42))
            painter.drawPath(path)
            hatch = QBrush(qcolor(LESION), Qt.BrushStyle.BDiagPattern)
            hatch.setTransform(painter.worldTransform().inverted()[0])
            painter.fillPath(path, hatch)

    def _mark_selected(self, painter: QPainter, selected: str) -> None:
        pen = QPen(qcolor(self.theme.text))
        pen.setCosmetic(True)
        pen.setWidthF(2.4)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for region, path in (*self._paths, *self._lesions):
            if selected and region.id == selected:
                painter.drawPath(path)

    # --- the words -------------------------------------------------------------------

    def _words(
        self, painter: QPainter, size: tuple[float, float], to_pixels: QTransform,
        camera: Camera2D, look: SectionLook,
    ) -> None:  # fmt: skip
        width, height = size
        font = QFont(painter.font())
        font.setPointSizeF(look.points)
        measure = QFontMetricsF(font)
        row = measure.height() + 4
        room = (2.6 * row, height - 2.6 * row)
        self.placed = []
        if look.names:
            names = self._names(to_pixels, size, look.sites)
            wide = 0.36 * width

            def text_width(text: str) -> float:
                return min(measure.horizontalAdvance(text) + 10, wide)

            self.placed = columns(names, text_width, size, row, room)
            painter.setFont(font)
            self._leaders(painter)
            for placed in self.placed:
                text = measure.elidedText(
                    placed.name.text, Qt.TextElideMode.ElideMiddle, placed.width - 8
                )
                self._plate(painter, text, placed.left, placed.top, placed.width, placed.height)
        self._letters(painter, size, look.points)
        self._bar(painter, size, camera.scale(width, height), font)

    def _names(self, to_pixels: QTransform, size: tuple[float, float], sites: bool) -> list[Name]:
        found = []
        scale = abs(to_pixels.m11())
        others = self._sites if sites else []
        for region, _ in (*self._paths, *others, *self._lesions):
            pixels = region.area_mm2() * scale * scale
            if region.layer == "skin" or pixels < LEAST_NAMED_PX:
                continue
            spot = to_pixels.map(QPointF(*self.section.spot(region)))
            inside = 0 < spot.x() < size[0] and 0 < spot.y() < size[1]
            if inside:
                weight = 1e9 if region.kind == "lesion" else _weight(region, pixels)
                text = region.name[:1].upper() + region.name[1:]
                found.append(Name(text, spot.x(), spot.y(), weight))
        return found

    def _leaders(self, painter: QPainter) -> None:
        painter.setPen(QPen(qcolor(self.theme.faint), 1.0))
        painter.setBrush(qcolor(self.theme.text))
        for placed in self.placed:
            spot = QPointF(placed.name.x, placed.name.y)
            painter.drawLine(QPointF(*placed.tip), spot)
            painter.drawEllipse(spot, 1.8, 1.8)

    def _plate(
        self, painter: QPainter, text: str, left: float, top: float, wide: float, high: float
    ) -> None:
        area = QRectF(left, top, wide, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(qcolor(self.theme.plate, self.theme.plate_opacity))
        painter.drawRoundedRect(area, 4, 4)
        painter.setPen(qcolor(self.theme.text))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)

    def _letters(self, painter: QPainter, size: tuple[float, float], points: float) -> None:
        """Say the patient's directions at the four edges: always."""
        width, height = size
        font = QFont(painter.font())
        font.setPointSizeF(points * 1.35)
        font.setBold(True)
        painter.setFont(font)
        measure = QFontMetricsF(font)
        high = measure.height() + 4
        left, right, top, bottom = self.section.plane.letters
        wide = {text: measure.horizontalAdvance(text) + 12 for text in (left, right, top, bottom)}
        # left and right stand in the upper corners, clear of the columns of names
        self._plate(painter, left, 6, 6, wide[left], high)
        self._plate(painter, right, width - 6 - wide[right], 6, wide[right], high)
        self._plate(painter, top, (width - wide[top]) / 2, 6, wide[top], high)
        across = (width - wide[bottom]) / 2
        self._plate(painter, bottom, across, height - high - 6, wide[bottom], high)

    def _bar(self, painter: QPainter, size: tuple[float, float], scale: float, font: QFont) -> None:
        length = bar_mm(scale, 0.22 * size[0])
        text = f"{length:g} mm"
        painter.setFont(font)
        y, x = size[1] - 12.0, 12.0
        painter.setPen(QPen(qcolor(self.theme.text), 2.0))
        painter.drawLine(QPointF(x, y), QPointF(x + length * scale, y))
        for end in (x, x + length * scale):
            painter.drawLine(QPointF(end, y - 4), QPointF(end, y + 1))
        measure, words = QFontMetricsF(font), self.section.plane.words
        high = measure.height() + 4
        wide = measure.horizontalAdvance(text) + 12
        self._plate(painter, text, x - 4, y - 8 - high, wide, high)
        wide = measure.horizontalAdvance(words) + 12
        self._plate(painter, words, size[0] - wide - 6, size[1] - high - 6, wide, high)


def bar_mm(scale: float, most_px: float) -> float:
    """Return a round length in mm whose bar is no longer than some pixels."""
    lengths = [m * 10.0**e for e in range(-2, 4) for m in (1, 2, 5)]
    fitting = [length for length in lengths if length * scale <= most_px]
    return fitting[-1] if fitting else lengths[0]


def _weight(region: Region, pixels: float) -> float:
    """Weigh how much a name is wanted: small inner things say more than large outer ones."""
    inner = {"zone": 3.0, "site": 2.5}.get(region.kind, 1.0)
    return inner * float(np.sqrt(pixels))


def _by_colour(dots: Dots, chosen: np.ndarray) -> list[tuple[Rgb, np.ndarray]]:
    """Group dots by nearly equal colour, in the middle of each group's range."""
    index = np.flatnonzero(chosen)
    steps = (dots.colours[index] // COLOUR_STEP).astype(int)
    key = (steps[:, 0] << 16) | (steps[:, 1] << 8) | steps[:, 2]
    groups = []
    for value in np.unique(key):
        members = index[key == value]
        red, green, blue = (dots.colours[members].mean(axis=0) / 255).tolist()
        groups.append(((red, green, blue), members))
    return groups


def _points(painter: QPainter, pixels: np.ndarray, wide: float, colour: Rgb) -> None:
    pen = QPen(qcolor(colour), wide)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawPoints(QPolygonF([QPointF(x, y) for x, y in pixels.tolist()]))


def _interrupted(painter: QPainter, pixels: np.ndarray, wide: float) -> None:
    """Draw interrupted fibres grey, smaller and with a dark rim."""
    if len(pixels):
        _points(painter, pixels, wide + 0.8, (0.12, 0.12, 0.13))
        _points(painter, pixels, max(1.0, 0.62 * wide), INTERRUPTED)
