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
from visualizer.render.palette import (
    HIGHLIGHT,
    INTERRUPTED,
    SYSTEM,
    TISSUE,
    body_part_colour,
    strength_colour,
)
from visualizer.render.parts import body_part
from visualizer.render.polylines import dashes, lines, thinned

KINDS = ("corticospinal", "corticobulbar", "bulbospinal", "lmn", "ia")
MOVING_SHARE = 8
MOVING_STEP = 3
DASHED = 0.5
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

    While the camera moves, thinned copies are drawn instead.
    """

    def __init__(self, fibres: Fibres) -> None:
        self.fibres = fibres
        kinds = np.array([KINDS.index(p.kind) for p in fibres.populations], dtype=np.int64)
        self.kind = kinds[fibres.population] if fibres.count else np.zeros(0, np.int64)
        self.cut = fibres.offsets[1:].astype(np.int64).copy()
        self.layers = {
            f"fibres.{kind}": tuple(_Piece(o) for o in (1.0, DASHED, 1.0, DASHED)) for kind in KINDS
        }
        self.opacity = dict.fromkeys(self.layers, 1.0)
        self.lit = _Piece(1.0)
        self.lit.actor.SetVisibility(False)
        self._moving, self._dimmed = False, 1.0
        self._stale: set[int] = set()
        self._kept = np.ones(fibres.count, dtype=bool)
        grey = np.array(TISSUE["default"]) * 255
        self._colours = np.tile(grey.astype(np.uint8), (len(fibres.points_mm), 1))
        self._recut()

    @property
    def drawn(self) -> NDArray[np.bool_]:
        """Whether each fibre is drawn at present."""
        shown = np.array([self.opacity[f"fibres.{kind}"] > 0.05 for kind in KINDS])
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
        for actor in self.actors:
            actor.GetMapper().RemoveAllClippingPlanes()
            for plane in planes:
                actor.GetMapper().AddClippingPlane(plane)
        if not np.array_equal(kept, self._kept):
            self._kept = kept
            self._recut()

    def _recut(self, kinds: NDArray[np.int64] | None = None) -> None:
        """Rebuild the lines of some kinds: those drawn now, the others when they are needed."""
        self._stale.update(range(len(KINDS)) if kinds is None else (int(k) for k in kinds))
        for number in range(len(KINDS)) if kinds is None else kinds:
            self._rebuild_few(int(number))
        if not self._moving:
            self._rebuild_stale()
        for name in self.layers:
            self._show(name)

    def _rebuild_few(self, number: int) -> None:
        offsets, points = self.fibres.offsets, self.fibres.points_mm
        chosen = np.flatnonzero((self.kind == number) & self._kept)[::MOVING_SHARE]
        _, _, whole, dashed = self.layers[f"fibres.{KINDS[number]}"]
        start, cut, stop = offsets[chosen], self.cut[chosen], offsets[chosen + 1]
        whole.fill(points, *lines(start, cut, MOVING_STEP))
        thin = thinned(np.flatnonzero(cut < stop), MOVING_DASHED_SHARE, MOVING_DASHED_LEAST)
        dashed.fill(points, *dashes(np.maximum(cut - 1, start)[thin], stop[thin], joined=True))
        for piece in (whole, dashed):
            piece.colour(self._colours)

    def _rebuild_stale(self) -> None:
        offsets, points = self.fibres.offsets, self.fibres.points_mm
        for number in sorted(self._stale):
            chosen = np.flatnonzero((self.kind == number) & self._kept)
            whole, dashed, _, _ = self.layers[f"fibres.{KINDS[number]}"]
            start, cut, stop = offsets[chosen], self.cut[chosen], offsets[chosen + 1]
            whole.fill(points, *lines(start, cut))
            thin = thinned(np.flatnonzero(cut < stop), DASHED_SHARE, DASHED_LEAST)
            dashed.fill(points, *dashes(np.maximum(cut - 1, start)[thin], stop[thin]))
            for piece in (whole, dashed):
                piece.colour(self._colours)
        self._stale.clear()

    def _show(self, name: str) -> None:
        visible = self.opacity[name] > 0.004
        for number, piece in enumerate(self.layers[name]):
            piece.actor.SetVisibility(visible and not piece.empty and (number >= 2) == self._moving)
            faint = DASHED if number % 2 else 1.0
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

    def set_moving(self, moving: bool) -> None:
        """Draw fewer fibres while the camera moves."""
        self._moving = moving
        if not moving:
            self._rebuild_stale()
        for name in self.layers:
            self._show(name)

    def colour(self, colouring: str, prediction: Prediction | None) -> None:
        """Colour each fibre by system, body part or the strength of its target."""
        strengths = part_strengths(prediction) if colouring == "strength" else {}
        table = np.array(
            [_population_colour(p, colouring, strengths) for p in self.fibres.populations]
        ).reshape(-1, 3)
        per_fibre = table[self.fibres.population]
        shade = 0.78 + 0.24 * ((np.arange(len(per_fibre)) * _GOLDEN) % 1.0)
        per_fibre = (np.clip(per_fibre * shade[:, None], 0, 1) * 255).astype(np.uint8)
        self._colours = np.repeat(per_fibre, np.diff(self.fibres.offsets), axis=0)
        for pieces in self.layers.values():
            for piece in pieces:
                piece.colour(self._colours)

    def highlight(self, chosen: NDArray[np.int64] | None) -> None:
        """Light some fibres and dim the rest; None ends that."""
        lit = chosen is not None and len(chosen) > 0
        self._dimmed = 0.2 if lit else 1.0
        for name in self.layers:
            self._show(name)
        self.lit.actor.SetVisibility(lit)
        if chosen is None or not lit:
            return
        offsets = self.fibres.offsets.astype(np.int64)
        which = np.asarray(chosen, dtype=np.int64)
        self.lit.fill(self.fibres.points_mm, *lines(offsets[which], offsets[which + 1]))
        self.lit.actor.GetMapper().SetScalarVisibility(False)
        self.lit.actor.GetProperty().SetColor(*HIGHLIGHT)


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


def part_strengths(prediction: Prediction | None) -> dict[tuple[str, str], float]:
    """Return the strength by (muscle or body part, side); a part is its muscles' mean."""
    from visualizer.render.parts import PART_OF_MUSCLE

    found: dict[tuple[str, str], float] = {}
    sums: dict[tuple[str, str], list[float]] = {}
    for finding in prediction.findings if prediction is not None else ():
        if finding.domain != "power" or finding.strength is None:
            continue
        found[finding.target, finding.side] = finding.strength
        part = PART_OF_MUSCLE.get(finding.target)
        if part is not None:
            sums.setdefault((part, finding.side), []).append(finding.strength)
    parts = {key: float(np.mean(values)) for key, values in sums.items()}
    return {**parts, **found}


def _population_colour(
    population: Any, colouring: str, strengths: dict[tuple[str, str], float]
) -> tuple[float, float, float]:
    if colouring == "body_part":
        part = body_part(population)
        return body_part_colour(part) if part else SYSTEM[population.kind]
    if colouring == "strength":
        part = body_part(population)
        own = strengths.get((population.target, population.side))
        value = own if own is not None else strengths.get((part, population.side), 1.0)
        return strength_colour(value)
    return SYSTEM[population.kind]
