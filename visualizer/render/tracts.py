"""Fibres drawn: whole up to a cut, dashed and faint beyond it, few while moving."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from vtkmodules.vtkCommonDataModel import vtkPolyData
from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper

from visualizer.anatomy import Fibres
from visualizer.findings.finding import Involvement, Prediction
from visualizer.render.arrays import cells, set_point_bytes, vtk_points
from visualizer.render.fibre_colours import fibre_colours
from visualizer.render.palette import HIGHLIGHT, INTERRUPTED, TISSUE, Rgb, Theme
from visualizer.render.polylines import dashes, lines, thinned
from visualizer.render.presets import kinds_of

MOVING_SHARE = 8
MOVING_STEP = 3
FAR_MM, FAR_SHARE, FAR_STEP = 0.9, 2, 2  # a pixel this wide shows no single fibre
HOLD = 0.85  # once they are left out, until pixels are this much finer
DASHED = 0.5
DIMMED = 0.07  # beside a lit path; many lines lie over each other
DASHED_SHARE = 4
DASHED_LEAST = 200
MOVING_DASHED_SHARE, MOVING_DASHED_LEAST = 3, 40
_GREY = 0.55
_GOLDEN = 0.6180339887498949


def cut_points(fibres: Fibres, involvements: tuple[Involvement, ...]) -> NDArray[np.int64]:
    """Return for each fibre the index of its first interrupted point, past its end if whole.

    A lesion that interrupts a share of the neurons of each fibre is drawn as that share of
    the fibres cut; which ones is a fixed low-discrepancy choice.
    """
    cut = fibres.offsets[1:].astype(np.int64).copy()
    for part in involvements:
        chance = (part.fibres * _GOLDEN) % 1.0
        hit = chance < part.fraction
        np.minimum.at(cut, part.fibres[hit], part.point[hit])
    return np.maximum(cut, fibres.offsets[:-1])


class _Piece:
    """Lines with their own points, and which points of the fibres those are."""

    def __init__(self, opacity: float) -> None:
        self.dashed = opacity < 1
        self.actor = _line_actor(opacity)
        self.source = np.zeros(0, dtype=np.int64)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return len(self.source) < 2

    def fill(
        self, points: NDArray[np.floating], offsets: NDArray[np.int64], source: NDArray[np.int64]
    ) -> None:
        """Take polylines: their offsets into `source`, which indexes `points`."""
        self.source = source
        data = vtkPolyData()
        data.SetPoints(vtk_points(points[source]))
        data.SetLines(cells(offsets, np.arange(len(source))))
        self.actor.GetMapper().SetInputData(data)

    def colour(self, colours: NDArray[np.uint8]) -> None:
        """Colour the points from an (all points, 3) table."""
        own = colours[self.source]
        if self.dashed:
            own = (own * (1 - _GREY) + np.array(INTERRUPTED) * (255 * _GREY)).astype(np.uint8)
        set_point_bytes(self.actor.GetMapper().GetInput(), own)


class Tracts:
    """The actors of all fibres: per kind one whole, one dashed; and one highlight.

    While the camera moves, thinned copies are drawn instead. Lines are made when a kind is
    first drawn.
    """

    def __init__(self, fibres: Fibres) -> None:
        self.fibres = fibres
        self.kinds = kinds_of(fibres)
        number = {kind: i for i, kind in enumerate(self.kinds)}
        kinds = np.array([number[p.kind] for p in fibres.populations], dtype=np.int64)
        self.kind = kinds[fibres.population] if fibres.count else np.zeros(0, np.int64)
        self.cut = fibres.offsets[1:].astype(np.int64).copy()
        self.layers = {
            f"fibres.{kind}": tuple(_Piece(o) for o in (1.0, DASHED, 1.0, DASHED))
            for kind in self.kinds
        }
        self.opacity = dict.fromkeys(self.layers, 0.0)
        points = fibres.points_mm if fibres.count else np.zeros((1, 3))
        self.box_mm = points.min(axis=0), points.max(axis=0)
        self.lit = _Piece(1.0)
        self.lit.actor.SetVisibility(False)
        self.lit_colour: Rgb = HIGHLIGHT
        self._moving, self._dimmed, self._far = False, 1.0, False
        self._stale = {True: set[int](), False: set[int]()}  # few lines while moving, and all
        self._kept = np.ones(fibres.count, dtype=bool)
        self._planes: dict[str, tuple[Any, ...]] = {}
        grey = np.array(TISSUE["default"]) * 255
        self._colours = np.tile(grey.astype(np.uint8), (len(fibres.points_mm), 1))
        self._recut()

    @property
    def colours(self) -> NDArray[np.uint8]:
        """The (p, 3) colour of each fibre point at present."""
        return self._colours

    @property
    def drawn(self) -> NDArray[np.bool_]:
        """Whether each fibre is drawn at present."""
        shown = np.array([self.opacity[f"fibres.{kind}"] > 0.05 for kind in self.kinds])
        return np.asarray(shown[self.kind] & self._kept)

    @property
    def actors(self) -> list[Any]:
        """Every actor, to be added to a renderer."""
        pieces = (piece for pieces in self.layers.values() for piece in pieces)
        return [*(piece.actor for piece in pieces), self.lit.actor]

    def set_cut(self, involvements: tuple[Involvement, ...]) -> None:
        """Interrupt the fibres as a prediction says; only kinds that change are rebuilt."""
        cut = cut_points(self.fibres, involvements)
        changed = np.unique(self.kind[cut != self.cut])
        self.cut = cut
        if len(changed):
            self._recut(changed)

    def limit(self, kept: NDArray[np.bool_] | None, planes: Sequence[Any] = ()) -> None:
        """Draw only some fibres, on one side of some planes; None draws all of them."""
        everything = np.ones(self.fibres.count, dtype=bool)
        kept = everything if kept is None else kept
        self.clip("segment", planes)
        if not np.array_equal(kept, self._kept):
            self._kept = kept
            self._recut()

    def clip(self, name: str, planes: Sequence[Any]) -> None:
        """Draw only what is on one side of some planes; those of another name stay."""
        self._planes[name] = tuple(planes)
        for actor in self.actors:
            actor.GetMapper().RemoveAllClippingPlanes()
            for plane in (plane for group in self._planes.values() for plane in group):
                actor.GetMapper().AddClippingPlane(plane)

    def _recut(self, kinds: NDArray[np.int64] | None = None) -> None:
        """Rebuild the lines of some kinds: those drawn now, the others when they are needed."""
        for stale in self._stale.values():
            stale.update(range(len(self.kinds)) if kinds is None else (int(k) for k in kinds))
        for name in self.layers:
            self._show(name)

    def _rebuild(self, number: int, few: bool) -> None:
        """Make the lines of a kind anew: all of them, or the few that are drawn while moving."""
        self._stale[few].discard(number)
        points, name = self.fibres.points_mm, f"fibres.{self.kinds[number]}"
        share = MOVING_SHARE if few else FAR_SHARE if self._far else 1
        chosen = np.flatnonzero((self.kind == number) & self._kept)[::share]
        whole, dashed = self.layers[name][2:] if few else self.layers[name][:2]
        start, cut = self.fibres.offsets[chosen], self.cut[chosen]
        stop = self.fibres.offsets[chosen + 1]
        step = MOVING_STEP if few else FAR_STEP if self._far else 1
        whole.fill(points, *lines(start, cut, step))
        share, least = (
            (MOVING_DASHED_SHARE, MOVING_DASHED_LEAST) if few else (DASHED_SHARE, DASHED_LEAST)
        )
        thin = thinned(np.flatnonzero(cut < stop), share, least)
        dashed.fill(points, *dashes(np.maximum(cut - 1, start)[thin], stop[thin], joined=few))
        for piece in (whole, dashed):
            piece.colour(self._colours)

    def _show(self, name: str) -> None:
        visible = self.opacity[name] > 0.004
        number = self.kinds.index(name.removeprefix("fibres."))
        if visible and number in self._stale[self._moving]:
            self._rebuild(number, self._moving)
        for place, piece in enumerate(self.layers[name]):
            piece.actor.SetVisibility(visible and not piece.empty and (place >= 2) == self._moving)
            faint = DASHED if place % 2 else 1.0
            opacity = self.opacity[name] * self._dimmed * faint
            piece.actor.GetProperty().SetOpacity(opacity)

    def set_opacity(self, name: str, opacity: float) -> None:
        """Fade one kind of fibres; the dashed part stays fainter than the whole."""
        self.opacity[name] = opacity
        self._show(name)

    def set_width(self, pixels: float) -> None:
        """Set the width of the lines on the screen."""
        for pieces in self.layers.values():
            for number, piece in enumerate(pieces):
                wide = max(1.0, 0.7 * pixels) if number % 2 else pixels
                wide = wide if number < 2 else max(1.0, 0.8 * wide)
                piece.actor.GetProperty().SetLineWidth(wide)
        self.lit.actor.GetProperty().SetLineWidth(pixels + 2.0)

    def fit(self, pixel_mm: float) -> None:
        """Leave out fibres that the width of a pixel cannot tell apart."""
        far = pixel_mm > (FAR_MM * HOLD if self._far else FAR_MM)
        if far == self._far or self._moving:
            return
        self._far = far
        self._stale[False].update(range(len(self.kinds)))
        for name in self.layers:
            self._show(name)

    def set_moving(self, moving: bool) -> None:
        """Draw fewer fibres while the camera moves."""
        self._moving = moving
        for name in self.layers:
            self._show(name)

    def colour(self, colouring: str, prediction: Prediction | None) -> None:
        """Colour each fibre by system, body part or the strength of its target."""
        self._colours = fibre_colours(self.fibres, colouring, prediction)
        for pieces in self.layers.values():
            for piece in pieces:
                piece.colour(self._colours)

    def light_in(self, theme: Theme) -> None:
        """Take the colour in which a lit path stands out from a theme's background."""
        self.lit_colour = HIGHLIGHT if theme.name == "dark" else theme.text
        self.lit.actor.GetProperty().SetColor(*self.lit_colour)

    def highlight(self, chosen: NDArray[np.int64] | None) -> None:
        """Light some fibres and dim the rest; None ends that."""
        lit = chosen is not None and len(chosen) > 0
        self._dimmed = DIMMED if lit else 1.0
        for name in self.layers:
            self._show(name)
        self.lit.actor.SetVisibility(lit)
        if chosen is None or not lit:
            return
        offsets = self.fibres.offsets.astype(np.int64)
        which = np.asarray(chosen, dtype=np.int64)
        self.lit.fill(self.fibres.points_mm, *lines(offsets[which], offsets[which + 1]))
        self.lit.actor.GetMapper().SetScalarVisibility(False)
        self.lit.actor.GetProperty().SetColor(*self.lit_colour)


def _line_actor(opacity: float) -> Any:
    mapper = vtkPolyDataMapper()
    mapper.SetInputData(vtkPolyData())
    mapper.SetScalarModeToUsePointData()
    actor = vtkActor()
    actor.SetMapper(mapper)
    prop = actor.GetProperty()
    prop.SetOpacity(opacity)
    prop.SetLineWidth(2.0)
    prop.SetAmbient(0.35)
    prop.SetDiffuse(0.75)
    prop.SetSpecular(0.25)
    prop.SetSpecularPower(20)
    return actor
