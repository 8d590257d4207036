"""Superficial reflex arcs as weights over populations, made once for each compiled model."""

from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from visualizer.findings.compiled import PLACES, Compiled
from visualizer.findings.deficits import Deficits
from visualizer.findings.knowledge import read_curve
from visualizer.findings.paths import Paths
from visualizer.findings.tables.surface import ArcPart, SurfaceArc

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

SIDES = ("left", "right")
#: the fibres that end in the dorsal horn at their level; the thick ones climb on
SKIN = ("afferent_small",)
CENTRAL = [PLACES.index(name) for name in ("cord", "root")]


@dataclass(frozen=True, eq=False)
class Row:
    """One segment of one reflex on one side, as indices of populations."""

    reflex: str
    side: str
    weight: float
    skin: Ints
    motor: Ints
    units: Ints
    nerve: Ints
    drive: Ints


@dataclass(frozen=True, eq=False)
class Arcs:
    """Every row, with the weights of its populations.

    Attributes
    ----------
    rows : tuple of Row
    used : (k,) int array
        Populations that any row needs.
    skin, motor, nerve, drive : (rows, k) float arrays
        Weights over `used`, each row summing to 1, or to 0 where it needs none.
    units : (rows, units) float array
        The same over muscles, for junctions and muscle fibres.
    proxy : (rows,) bool array
        Rows whose muscle the body does not have.
    grasp : mapping of str to int array
        Populations that keep the hand of each side from grasping.
    shock : int array
        Motor pools whose drive tells how deep spinal shock is.
    """

    rows: tuple[Row, ...]
    used: Ints
    skin: Floats
    motor: Floats
    nerve: Floats
    drive: Floats
    units: Floats
    proxy: NDArray[np.bool_]
    grasp: dict[str, Ints]
    shock: Ints

    @cached_property
    def at(self) -> dict[tuple[str, str], list[int]]:
        """Rows of each reflex and side."""
        found: dict[tuple[str, str], list[int]] = {}
        for i, row in enumerate(self.rows):
            found.setdefault((row.reflex, row.side), []).append(i)
        return found

    @cached_property
    def driving(self) -> dict[tuple[str, str], Ints]:
        """Descending populations of each reflex and side."""
        return {
            key: np.unique(np.concatenate([self.rows[i].drive for i in at]))
            for key, at in self.at.items()
        }

    @cached_property
    def mean(self) -> Floats:
        """(reflexes and sides, rows) weights that make a reflex of its segments; as in `at`."""
        table = np.zeros((len(self.at), len(self.rows)))
        for group, at in zip(table, self.at.values(), strict=True):
            group[at] = [self.rows[i].weight for i in at]
        return table


_CACHE: WeakKeyDictionary[Compiled, Arcs] = WeakKeyDictionary()


def surface_arcs(deficits: Deficits) -> Arcs:
    """Return the arcs of a body and its tables, made on first use."""
    known = _CACHE.get(deficits.model)
    if known is None:
        known = _CACHE[deficits.model] = _build(deficits.model, deficits.paths)
    return known


def _build(model: Compiled, paths: Paths) -> Arcs:
    tables = model.knowledge.surface
    rows = tuple(
        _row(arc, part, side, model, paths)
        for arc in tables.arcs
        for part in arc.parts
        for side in SIDES
    )
    each = [getattr(row, name) for row in rows for name in ("skin", "motor", "nerve", "drive")]
    used = np.unique(np.concatenate([*each, np.empty(0, dtype=np.int64)]))
    column = np.zeros(model.population_count + 1, dtype=np.int64)
    column[used] = np.arange(len(used))

    def weights(name: str) -> Floats:
        table = np.zeros((len(rows), len(used)))
        for i, row in enumerate(rows):
            which = getattr(row, name)
            if len(which):
                table[i, column[which]] = model.total[which] / model.total[which].sum()
        return table

    units = np.zeros((len(rows), len(model.pools.units)))
    for i, row in enumerate(rows):
        if len(row.units):
            units[i, row.units] = 1.0 / len(row.units)
    return Arcs(
        rows=rows,
        used=used,
        skin=weights("skin"),
        motor=weights("motor"),
        nerve=weights("nerve"),
        drive=weights("drive"),
        units=units,
        proxy=np.array([len(row.nerve) > 0 for row in rows], dtype=bool),
        grasp={
            side: paths.which(tables.lists["grasp.kinds"], side, tables.lists["grasp.targets"])
            for side in SIDES
        },
        shock=_shock_pools(model),
    )


def _shock_pools(model: Compiled) -> Ints:
    found = [
        model.pools_of[muscle, side]
        for muscle in model.knowledge.surface.lists["shock.muscle"]
        for side in SIDES
        if (muscle, side) in model.pools_of
    ]
    return np.concatenate([*found, np.empty(0, dtype=np.int64)])


def _row(arc: SurfaceArc, part: ArcPart, side: str, model: Compiled, paths: Paths) -> Row:
    lists = model.knowledge.surface.lists
    every = part.muscles == ("*",)
    segment = part.segment
    driven = arc.id in lists["drive.needs"]
    nowhere = np.empty(0, dtype=np.int64)
    return Row(
        reflex=arc.id,
        side=side,
        weight=part.weight,
        skin=paths.which(SKIN, side, part.skin or None, segment),
        motor=paths.which("lmn", side, None if every else part.muscles, segment),
        units=np.array(
            [i for (m, s), i in model.unit_index.items() if m in part.muscles and s == side],
            dtype=np.int64,
        ),
        nerve=paths.which(SKIN, side, part.nerve) if part.nerve else nowhere,
        drive=paths.which(lists["drive.kinds"], side, lists["drive.targets"], segment)
        if driven
        else nowhere,
    )


@dataclass(frozen=True, eq=False)
class ArcLoss:
    """(rows,) what is left of each row's limbs, and the loss of its descending drive."""

    skin: Floats
    mover: Floats
    drive: Floats

    @property
    def whole(self) -> Floats:
        """(rows,) share of each segment's arc that answers, before any drive."""
        whole: Floats = np.minimum(self.skin, self.mover)
        return whole


def arc_losses(deficits: Deficits, arcs: Arcs) -> ArcLoss:
    """Return what is left of every row in one prediction."""
    tables = deficits.model.knowledge.surface
    cuts = deficits.damage.cuts[:, :, arcs.used]
    lost = cuts.sum(axis=(0, 1))
    central = cuts[:, CENTRAL].sum(axis=(0, 1))
    motor = np.where(
        arcs.proxy,
        np.maximum(arcs.motor @ central, arcs.nerve @ lost),
        arcs.motor @ lost,
    )
    left = 1.0 - motor
    if deficits.ends.losses:
        muscle = 1.0 - arcs.units @ (1.0 - deficits.ends.strength)
        left = left * muscle
    counted = np.array(
        [tables.numbers["drive.diffuse"] if t.diffuse else 1.0 for t in deficits.timings]
    )
    drive = arcs.drive @ (counted @ cuts.sum(axis=1))
    return ArcLoss(
        skin=1.0 - arcs.skin @ lost,
        mover=np.minimum(1.0, left / tables.numbers["arc.mover_enough"]),
        drive=drive,
    )


def driven(loss: Floats, deficits: Deficits) -> Floats:
    """(rows,) share of a reflex that the descending drive that is left lets through."""
    return read_curve(deficits.model.knowledge.surface.reflex_left, 1.0 - loss)
