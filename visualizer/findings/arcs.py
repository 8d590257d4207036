"""Reflex arcs of one body laid out, and how each answers in one prediction."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from visualizer.findings.compiled import Compiled
from visualizer.findings.deficits import Deficits
from visualizer.findings.finding import Finding
from visualizer.findings.knowledge import Arc

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
SIDES = ("left", "right")
ONE_JERK = ("stretch", "sign", "clonus")


class Response(NamedTuple):
    """State of one reflex on one side.

    Attributes
    ----------
    gain : float
        1 is normal: surviving arc, depressed by shock, raised by release.
    arc : float
        Surviving share of the arc.
    released : float
        Loss of descending drive, as far as release has come.
    shock, ripe : float
        Early depression, and how far release has come where drive is lost (1 if none is).
    loss : float
        Loss of descending drive that releases.
    """

    gain: float
    arc: float
    released: float
    shock: float
    ripe: float
    loss: float


@dataclass(frozen=True, eq=False)
class Row:
    """One reflex or tone on one side, with the pools of its arc; none for an inverted one."""

    key: str
    arc: Arc
    side: str
    pools: Ints
    weights: Floats


@dataclass(frozen=True, eq=False)
class Plan:
    """Every row, the pools of all arcs one behind the other, and the healthy answers.

    Attributes
    ----------
    rows : tuple of Row
    healthy : tuple of Finding
    partners : dict of (reflex, side) to int
        Row of each reflex and side.
    arcs : (a,) int array
        Rows that have an arc of their own.
    members : (m,) int array
        Pools of those arcs.
    owner : (m,) int array
        Arc that each belongs to.
    starts : (a,) int array
        First member of each arc.
    share : (m,) float array
        Weight of each member in its arc, summing to 1.
    tone, jerk : (m,) bool arrays
        Whether the row is tone, and whether its pools answer together.
    """

    rows: tuple[Row, ...]
    healthy: tuple[Finding, ...]
    partners: dict[tuple[str, str], int]
    arcs: Ints
    members: Ints
    owner: Ints
    starts: Ints
    share: Floats
    tone: Bools
    jerk: Bools


@lru_cache(maxsize=4)
def plan_of(model: Compiled) -> Plan:
    """Lay out the reflexes and the tone of one body, made on first use."""
    arcs = model.knowledge.arcs
    rows = [
        row for side in SIDES for key, arc in arcs.items() if (row := _row(model, key, arc, side))
    ]
    known = {(row.key, row.side) for row in rows}
    rows = [
        row
        for row in rows
        if row.arc.kind != "inverted"
        or {(row.arc.lead, row.side), (row.arc.partner, row.side)} <= known
    ]
    at = np.array([i for i, row in enumerate(rows) if len(row.pools)], dtype=np.int64)
    own = [row for row in rows if len(row.pools)]
    owner = np.repeat(np.arange(len(own)), [len(row.pools) for row in own])
    return Plan(
        rows=tuple(rows),
        healthy=tuple(_healthy(row) for row in rows),
        partners={(row.key, row.side): i for i, row in enumerate(rows)},
        arcs=at,
        members=np.concatenate([np.empty(0, dtype=np.int64), *(row.pools for row in own)]),
        owner=owner,
        starts=np.flatnonzero(np.diff(owner, prepend=-1)),
        share=np.concatenate([np.empty(0), *(row.weights for row in own)]),
        tone=np.array([row.arc.kind == "tone" for row in own], dtype=bool)[owner],
        jerk=np.array([row.arc.kind in ONE_JERK for row in own], dtype=bool)[owner],
    )


def _row(model: Compiled, key: str, arc: Arc, side: str) -> Row | None:
    found = tuple(_arc_pools(model, arc, side))
    if not found and arc.kind != "inverted":
        return None
    weights = np.array([weight for _, weight in found])
    pools = np.array([pool for pool, _ in found], dtype=np.int64)
    return Row(key, arc, side, pools, weights / weights.sum() if found else weights)


def _arc_pools(model: Compiled, arc: Arc, side: str) -> Iterator[tuple[int, float]]:
    for part in arc.arcs:
        if part.segment != "*":
            pool = model.pool_index.get((part.muscle, side, part.segment))
            if pool is not None:
                yield pool, part.weight
            continue
        for pool in model.pools_of.get((part.muscle, side), np.empty(0, dtype=np.int64)):
            yield int(pool), part.weight * float(model.pools.weight[pool])


def _healthy(row: Row) -> Finding:
    arc, side = row.arc, row.side
    if arc.kind == "tone":
        return Finding("tone", arc.id, side, "normal", ashworth="0")
    if arc.kind == "stretch":
        return Finding("reflex", arc.id, side, "normal", grade="2+")
    return Finding("reflex", arc.id, side, "absent")


def responses(deficits: Deficits, plan: Plan) -> dict[int, Response]:
    """Return the response of every row whose arc has a pool unlike a healthy one."""
    if not len(plan.arcs):
        return {}
    reflex, tone = (_gains(deficits, plan, sign) for sign in ("reflex", "tone"))
    gain, loss, shock, ripe = np.where(plan.tone, tone, reflex)
    touched = (np.abs(gain - 1.0) > 1e-9) | (loss > 0) | (shock > 0)
    at = np.flatnonzero(np.logical_or.reduceat(touched, plan.starts))
    if not len(at):
        return {}
    arc, released = deficits.arc_left[plan.members], loss * ripe
    gain = gain * _together(deficits, plan, arc, released)
    numbers = deficits.model.knowledge.numbers
    stiff = plan.tone & (gain >= numbers["tone.increased_from"])
    values = np.stack((arc, released, shock, loss, stiff)) * plan.share
    sums = np.add.reduceat(values, plan.starts, axis=1)[:, at].T.tolist()
    stops = [*plan.starts[1:].tolist(), len(gain)]
    found = {}
    for one, row, (left, freed, shocked, lost, stiffened) in zip(
        at.tolist(), plan.arcs[at].tolist(), sums, strict=True
    ):
        whole = float(plan.rows[row].weights @ gain[plan.starts[one] : stops[one]])
        if stiffened >= numbers["tone.stiff_share"]:
            whole = max(whole, numbers["tone.increased_from"])
        ripeness = freed / lost if lost > 0 else 1.0
        found[row] = Response(whole, left, freed, shocked, ripeness, lost)
    return found


def _gains(deficits: Deficits, plan: Plan, sign: str) -> Floats:
    """(4, m) gain, loss of drive that releases, shock and ripeness of every member."""
    numbers, at = deficits.model.knowledge.numbers, plan.members
    loss = deficits.release_loss[at]
    loss = np.where(loss >= numbers["reflex.release_from"], loss, 0.0)
    shock, ripe = deficits.shock(sign)[at], deficits.release(sign)[at]
    raised = 1.0 + numbers["reflex.release_gain"] * ripe * loss
    ends = deficits.ends.slack if sign == "tone" else deficits.ends.jerk
    arc = deficits.arc_left[at] * ends[deficits.model.pools.unit[at]]
    return np.stack((arc * (1.0 - shock) * raised, loss, shock, ripe))


def _together(deficits: Deficits, plan: Plan, arc: Floats, released: Floats) -> Floats:
    """(m,) what is left of the gain of each pool where release fails.

    The pools of one jerk answer together: release shows as far as they do, so that a jerk that
    lost the segment it hangs on stays weak below the lesion. Loss spread evenly counts for
    nothing here: a wasted limb may be brisk.
    """
    numbers = deficits.model.knowledge.numbers
    low, high = numbers["reflex.together_from"], numbers["reflex.together_full"]
    best = np.maximum.reduceat(arc, plan.starts)
    mean = np.add.reduceat(plan.share * arc, plan.starts)
    even = np.divide(mean, best, out=np.full_like(best, high), where=best > 0.0)
    share = np.minimum(np.maximum((even - low) / (high - low), 0.0), 1.0)
    raised = numbers["reflex.release_gain"] * released
    left: Floats = np.where(plan.jerk, (1.0 + share[plan.owner] * raised) / (1.0 + raised), 1.0)
    return left
