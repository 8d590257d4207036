"""Tendon reflexes, their pathological partners and tone, as gains of reflex arcs."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from visualizer.findings.because import why
from visualizer.findings.compiled import Compiled
from visualizer.findings.deficits import Deficits
from visualizer.findings.finding import Finding, Reason
from visualizer.findings.knowledge import Arc
from visualizer.findings.reasons import Reasons, join

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
SIDES = ("left", "right")


@dataclass(frozen=True, slots=True)
class Response:
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
    pools, weights
        The motor pools of the arc and their weights, summing to 1.
    """

    gain: float
    arc: float
    released: float
    shock: float
    ripe: float
    loss: float
    pools: tuple[int, ...]
    weights: Floats


@dataclass(frozen=True, eq=False)
class _Row:
    """One reflex or tone on one side, with the pools of its arc; none for an inverted one."""

    key: str
    arc: Arc
    side: str
    pools: Ints
    weights: Floats


@dataclass(frozen=True, eq=False)
class _Plan:
    """Every row, the (rows, pools) weights of their arcs and the healthy answers."""

    rows: tuple[_Row, ...]
    weights: Floats
    healthy: tuple[Finding, ...]
    partners: dict[tuple[str, str], int]


@lru_cache(maxsize=4)
def _plan(model: Compiled) -> _Plan:
    arcs = model.knowledge.arcs
    rows = [
        row for side in SIDES for key, arc in arcs.items() if (row := _row(model, key, arc, side))
    ]
    partners = {(row.key, row.side): i for i, row in enumerate(rows)}
    whole = [
        row
        for row in rows
        if row.arc.kind != "inverted"
        or {(row.arc.lead, row.side), (row.arc.partner, row.side)} <= set(partners)
    ]
    weights = np.zeros((len(whole), len(model.pools.segments)))
    for line, row in zip(weights, whole, strict=True):
        np.add.at(line, row.pools, row.weights)
    partners = {(row.key, row.side): i for i, row in enumerate(whole)}
    return _Plan(tuple(whole), weights, tuple(_healthy(row) for row in whole), partners)


def _row(model: Compiled, key: str, arc: Arc, side: str) -> _Row | None:
    found = tuple(_arc_pools(model, arc, side))
    if not found and arc.kind != "inverted":
        return None
    weights = np.array([weight for _, weight in found])
    pools = np.array([pool for pool, _ in found], dtype=np.int64)
    return _Row(key, arc, side, pools, weights / weights.sum() if found else weights)


def _arc_pools(model: Compiled, arc: Arc, side: str) -> Iterator[tuple[int, float]]:
    for part in arc.arcs:
        if part.segment != "*":
            pool = model.pool_index.get((part.muscle, side, part.segment))
            if pool is not None:
                yield pool, part.weight
            continue
        for pool in model.pools_of.get((part.muscle, side), np.empty(0, dtype=np.int64)):
            yield int(pool), part.weight * float(model.pools.weight[pool])


def _healthy(row: _Row) -> Finding:
    arc, side = row.arc, row.side
    if arc.kind == "tone":
        return Finding("tone", arc.id, side, "normal", ashworth="0")
    if arc.kind == "stretch":
        return Finding("reflex", arc.id, side, "normal", grade="2+")
    return Finding("reflex", arc.id, side, "absent")


class Reflexes:
    """Reflex and tone findings of one prediction."""

    def __init__(self, deficits: Deficits, reasons: Reasons) -> None:
        self._deficits = deficits
        self._reasons = reasons
        self._model = deficits.model
        self._numbers = self._model.knowledge.numbers
        self._plan = _plan(self._model)
        self._gain = {sign: self._gains(sign) for sign in ("reflex", "tone")}

    def findings(self) -> Iterator[Finding]:
        """Yield every reflex and the tone of every limb, on each side."""
        plan = self._plan
        touched = plan.weights @ self._touched > 0
        for at, row in enumerate(plan.rows):
            if row.arc.kind == "inverted":
                yield self._inverted(row, touched) or plan.healthy[at]
            else:
                yield self._finding(row) if touched[at] else plan.healthy[at]

    @property
    def _touched(self) -> Floats:
        """(r,) 1 for a pool whose gain or loss of drive is not that of a healthy one."""
        marks = np.zeros(len(self._model.pools.segments))
        for gain, loss, shock, _ in self._gain.values():
            marks[(np.abs(gain - 1.0) > 1e-9) | (loss > 0) | (shock > 0)] = 1.0
        return marks

    def _gains(self, sign: str) -> tuple[Floats, Floats, Floats, Floats]:
        """(r,) gain, loss of drive that releases, shock and ripeness of every pool."""
        deficits, numbers = self._deficits, self._numbers
        loss = deficits.release_loss
        loss = np.where(loss >= numbers["reflex.release_from"], loss, 0.0)
        shock, ripe = deficits.shock(sign), deficits.release(sign)
        raised = 1.0 + numbers["reflex.release_gain"] * ripe * loss
        ends = deficits.ends.slack if sign == "tone" else deficits.ends.jerk
        arc = deficits.arc_left * ends[self._model.pools.unit]
        return arc * (1.0 - shock) * raised, loss, shock, ripe

    def _response(self, row: _Row) -> Response:
        pools, weights = row.pools, row.weights
        gain, loss, shock, ripe = (
            values[pools] for values in self._gain["tone" if row.arc.kind == "tone" else "reflex"]
        )
        lost = float(weights @ loss)
        released = float(weights @ (loss * ripe))
        arc = self._deficits.arc_left[pools]
        if row.arc.kind in _ONE_JERK:
            gain = gain * self._together(arc, weights, loss * ripe) if lost else gain
        return Response(
            gain=float(weights @ gain),
            arc=float(weights @ arc),
            released=released,
            shock=float(weights @ shock),
            ripe=released / lost if lost > 0 else 1.0,
            loss=lost,
            pools=tuple(pools.tolist()),
            weights=weights,
        )

    def _together(self, arc: Floats, weights: Floats, released: Floats) -> Floats:
        """(r,) what is left of the gain of each pool where release fails.

        The pools of one jerk answer together: release shows as far as they do, so that a jerk that
        lost the segment it hangs on stays weak below the lesion. Loss spread evenly counts for
        nothing here: a wasted limb may be brisk.
        """
        best = float(arc.max(initial=0.0))
        if best <= 0.0:
            return np.ones_like(arc)
        low, high = self._numbers["reflex.together_from"], self._numbers["reflex.together_full"]
        share = min(max((float(weights @ arc) / best - low) / (high - low), 0.0), 1.0)
        raised = self._numbers["reflex.release_gain"] * released
        left: Floats = (1.0 + share * raised) / (1.0 + raised)
        return left

    def _finding(self, row: _Row) -> Finding:
        arc, side, response = row.arc, row.side, self._response(row)
        if arc.kind == "stretch":
            return self._stretch(arc, side, response)
        if arc.kind == "tone":
            return self._tone(arc, side, response)
        return self._sign(arc, side, response)

    def _inverted(self, row: _Row, touched: NDArray[np.bool_]) -> Finding | None:
        """Answer for a reflex whose own arc is lost while its partner is brisk, else None."""
        arc, side = row.arc, row.side
        at = [self._plan.partners[name, side] for name in (arc.lead, arc.partner)]
        if not touched[at].all():
            return None
        lead, partner = (self._response(self._plan.rows[i]) for i in at)
        lost = lead.arc < self._numbers["reflex.lead_lost_below"]
        answering = partner.gain >= self._numbers["reflex.increased_from"]
        if not (lost and answering):
            return None
        lost_lead = self._because(lead, "decreased", "reflex")
        answer = self._because(partner, "increased", "reflex")
        because = why(lambda: tuple(_renamed(r) for r in join((lost_lead, answer))))
        return Finding("reflex", arc.id, side, "present", "possible", because)

    def _stretch(self, arc: Arc, side: str, response: Response) -> Finding:
        numbers, gain = self._numbers, response.gain
        steps = [
            ("absent", "0", numbers["reflex.absent_below"]),
            ("decreased", "1+", numbers["reflex.decreased_below"]),
            ("normal", "2+", numbers["reflex.increased_from"]),
            ("increased", "3+", numbers["reflex.strong_from"]),
            ("increased", "4+", np.inf),
        ]
        value, mark, _ = next(step for step in steps if gain < step[2])
        edges = [numbers[f"reflex.{name}"] for name in _EDGES]
        certainty = self._certainty(response, edges, value == "normal")
        because = () if value == "normal" else self._because(response, value, "reflex")
        return Finding("reflex", arc.id, side, value, certainty, because, grade=mark)

    def _sign(self, arc: Arc, side: str, response: Response) -> Finding:
        name = "reflex.clonus_from" if arc.kind == "clonus" else "reflex.sign_from"
        present = response.gain >= self._numbers[name]
        certainty = self._certainty(response, [self._numbers[name]], not present)
        because = self._because(response, "increased", "reflex") if present else ()
        return Finding(
            "reflex", arc.id, side, "present" if present else "absent", certainty, because
        )

    def _tone(self, arc: Arc, side: str, response: Response) -> Finding:
        numbers, gain = self._numbers, response.gain
        low, high = numbers["tone.decreased_below"], numbers["tone.increased_from"]
        value = "decreased" if gain < low else "increased" if gain >= high else "normal"
        certainty = self._certainty(response, [low, high], value == "normal")
        because = () if value == "normal" else self._because(response, value, "tone")
        ashworth = "0"
        if value == "increased":
            steps = [numbers[f"tone.ashworth_{name}_from"] for name in ("1_plus", "2", "3")]
            ashworth = ("1", "1+", "2", "3")[bisect_right(steps, gain)]
        return Finding("tone", arc.id, side, value, certainty, because, ashworth=ashworth)

    def _certainty(self, response: Response, edges: list[float], plain: bool) -> str:
        changing = response.loss > 0 and (response.shock > 0.02 or response.ripe < 0.98)
        if changing:
            return "undetermined" if plain else "possible"
        near = min(abs(response.gain - edge) for edge in edges) < self._numbers["reflex.doubt"]
        return "possible" if near else "expected"

    def _because(self, response: Response, value: str, sign: str) -> Sequence[Reason]:
        return why(lambda: self._why(response, value, sign))

    def _why(self, response: Response, value: str, sign: str) -> tuple[Reason, ...]:
        deficits, at, weights = self._deficits, response.pools, response.weights
        if value == "increased":
            return self._reasons.pools(at, weights, "drivers", f"{sign}.released")
        motor = float(weights @ deficits.motor_left[list(at)])
        afferent = float(weights @ deficits.afferent_left[list(at)])
        groups = []
        if afferent < motor - 0.05 and sign == "reflex":
            groups.append(self._reasons.pools(at, weights, "ia", "reflex.afferent_lost"))
        elif afferent < motor - 0.05:
            groups.append(self._reasons.pools(at, weights, "ia", "tone.arc_lost"))
        if motor < 0.98:
            groups.append(self._reasons.pools(at, weights, "lmn", f"{sign}.arc_lost"))
        if deficits.ends.losses:
            units = dict.fromkeys(self._model.pools.unit[list(at)].tolist())
            groups.extend(self._reasons.ends(unit, sign) for unit in units)
        if response.shock > 0.02:
            groups.append(self._reasons.pools(at, weights, "drivers", f"{sign}.shock"))
        return join(groups)


_ONE_JERK = ("stretch", "sign", "clonus")
_EDGES = ("absent_below", "decreased_below", "increased_from")


def _renamed(reason: Reason) -> Reason:
    return Reason(
        reason.lesion, reason.station, reason.population, "reflex.inverted", reason.sources
    )
