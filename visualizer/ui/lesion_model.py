"""The lesions of a scene as a Qt list."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from visualizer.anatomy import Fibres
from visualizer.findings import Involvement, Prediction
from visualizer.scene import Ellipsoid, Lesion, Scene, Sphere
from visualizer.ui.clock import age_of
from visualizer.ui.wording import (
    capital,
    duration_words,
    lesion_place,
    lesion_side,
    lesion_size,
    site_words,
)

Index = QModelIndex | QPersistentModelIndex
HEADERS = ("Side", "Site", "Size", "Interrupted", "Age")
NEAR_POINTS = 40
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class LesionRow:
    """What the list shows of one lesion."""

    lesion: Lesion
    cells: tuple[str, str, str, str, str]


def hit_words(involvement: Involvement, fibres: Fibres, lesion: Lesion) -> str:
    """Name the place of the interrupted fibres nearest to the middle of a lesion, or ""."""
    stations = involvement.station
    if isinstance(lesion.shape, Sphere | Ellipsoid) and len(stations):
        stations = _stations_near(np.array(lesion.shape.center_mm), involvement, fibres)
    known = stations[stations > 0]
    if not len(known):
        return ""
    station = fibres.stations[int(np.bincount(known).argmax())]
    return site_words(station.site, station.side, station.level)


def _stations_near(
    centre_mm: NDArray[np.float64], involvement: Involvement, fibres: Fibres
) -> NDArray[np.int64]:
    within = involvement.point[:, None] + np.arange(NEAR_POINTS)
    last = fibres.offsets[involvement.fibres + 1, None] - 1
    points = np.minimum(within, last).ravel()
    distance = np.linalg.norm(fibres.points_mm[points] - centre_mm, axis=1)
    nearest = np.argsort(distance)[:NEAR_POINTS]
    return np.asarray(fibres.station[points[nearest]], dtype=np.int64)


def place_words_of(lesion: Lesion, index: int, prediction: Prediction, fibres: Fibres) -> str:
    """Name the place of a lesion; a placed ball by what it interrupts."""
    kind = "" if lesion.shape is None else lesion.shape.kind
    if kind in ("sphere", "ellipsoid", "patch", "mask"):
        for involvement in prediction.involvements:
            if involvement.lesion == index:
                found = hit_words(involvement, fibres, lesion)
                if found:
                    return found
        return f"{lesion_place(lesion)}: no modelled fibre runs here, so no sign follows"
    return lesion_place(lesion)


def places_of(scene: Scene, prediction: Prediction, fibres: Fibres) -> list[str]:
    """Name the place of each lesion of a scene."""
    return [place_words_of(lesion, i, prediction, fibres) for i, lesion in enumerate(scene.lesions)]


def lesion_rows(scene: Scene, prediction: Prediction, fibres: Fibres) -> list[LesionRow]:
    """Put the lesions of a scene into words."""
    rows = []
    for index, lesion in enumerate(scene.lesions):
        age = age_of(scene, lesion.id)
        when = "not yet" if age < 0 else duration_words(age)
        cells = (
            capital(lesion_side(lesion)),
            place_words_of(lesion, index, prediction, fibres),
            lesion_size(lesion),
            f"{lesion.completeness:.0%}",
            when,
        )
        rows.append(LesionRow(lesion, cells))
    return rows


class LesionModel(QAbstractListModel):
    """One row a lesion."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[LesionRow] = []

    def set_rows(self, rows: list[LesionRow]) -> None:
        """Show other lesions; the selection stays when the number does."""
        if len(rows) == len(self.rows):
            self.rows = rows
            if rows:
                last = self.index(len(rows) - 1, 0)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of lesions."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the two lines of a lesion."""
        side, site, size, share, age = self.rows[index.row()].cells
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{site}\n{side}  ·  {size}  ·  {share}  ·  {age}"
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            cells = self.rows[index.row()].cells
            pairs = zip(HEADERS, cells, strict=True)
            return "\n".join(f"{name}: {cell}" for name, cell in pairs)
        return None
