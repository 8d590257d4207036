"""Tendon reflexes, their pathological partners and tone, as gains of reflex arcs."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from visualizer.findings.arcs import Response, Row, plan_of, responses
from visualizer.findings.because import Because
from visualizer.findings.deficits import Deficits
from visualizer.findings.finding import Finding, Reason
from visualizer.findings.reasons import Reasons, join

STEPS = ("absent_below", "decreased_below", "increased_from", "strong_from")
EDGES = 3
STRETCH = (
    *(("absent", "0"), ("decreased", "1+"), ("normal", "2+")),
    *(("increased", "3+"), ("increased", "4+")),
)
"""Value and grade of a tendon reflex below each of the steps, and beyond the last."""


class Reflexes:
    """Reflex and tone findings of one prediction."""

    def __init__(self, deficits: Deficits, reasons: Reasons) -> None:
        self._deficits = deficits
        self._reasons = reasons
        self._model = deficits.model
        self._numbers = self._model.knowledge.numbers
        self._plan = plan_of(self._model)
        self._steps = [self._numbers[f"reflex.{name}"] for name in STEPS]

    def findings(self) -> Iterator[Finding]:
        """Yield every reflex and the tone of every limb, on each side."""
        plan = self._plan
        rows, known = list(plan.healthy), responses(self._deficits, plan)
        for at, response in known.items():
            rows[at] = self._finding(plan.rows[at], response)
        for at, row in enumerate(plan.rows):
            if row.arc.kind == "inverted":
                rows[at] = self._inverted(row, known) or rows[at]
        return iter(rows)

    def _finding(self, row: Row, response: Response) -> Finding:
        if row.arc.kind == "stretch":
            return self._stretch(row, response)
        if row.arc.kind == "tone":
            return self._tone(row, response)
        return self._sign(row, response)

    def _inverted(self, row: Row, known: Mapping[int, Response]) -> Finding | None:
        """Answer for a reflex whose own arc is lost while its partner is brisk, else None."""
        arc, side = row.arc, row.side
        at = [self._plan.partners[name, side] for name in (arc.lead, arc.partner)]
        if not all(i in known for i in at):
            return None
        lead, partner = (known[i] for i in at)
        own, other = (self._plan.rows[i] for i in at)
        lost = lead.arc < self._numbers["reflex.lead_lost_below"]
        answering = partner.gain >= self._numbers["reflex.increased_from"]
        if not (lost and answering):
            return None
        lost_lead = self._because(own, lead, "decreased", "reflex")
        answer = self._because(other, partner, "increased", "reflex")
        because = Because(lambda: tuple(_renamed(r) for r in join((lost_lead, answer))))
        return Finding("reflex", arc.id, side, "present", "possible", because)

    def _stretch(self, row: Row, response: Response) -> Finding:
        value, mark = STRETCH[bisect_right(self._steps, response.gain)]
        certainty = self._certainty(response, self._steps[:EDGES], value == "normal")
        because = () if value == "normal" else self._because(row, response, value, "reflex")
        return Finding("reflex", row.arc.id, row.side, value, certainty, because, grade=mark)

    def _sign(self, row: Row, response: Response) -> Finding:
        name = "reflex.clonus_from" if row.arc.kind == "clonus" else "reflex.sign_from"
        present = response.gain >= self._numbers[name]
        certainty = self._certainty(response, [self._numbers[name]], not present)
        because = self._because(row, response, "increased", "reflex") if present else ()
        return Finding(
            "reflex", row.arc.id, row.side, "present" if present else "absent", certainty, because
        )

    def _tone(self, row: Row, response: Response) -> Finding:
        numbers, gain = self._numbers, response.gain
        low, high = numbers["tone.decreased_below"], numbers["tone.increased_from"]
        value = "decreased" if gain < low else "increased" if gain >= high else "normal"
        certainty = self._certainty(response, [low, high], value == "normal")
        because = () if value == "normal" else self._because(row, response, value, "tone")
        ashworth = "0"
        if value == "increased":
            steps = [numbers[f"tone.ashworth_{name}_from"] for name in ("1_plus", "2", "3")]
            ashworth = ("1", "1+", "2", "3")[bisect_right(steps, gain)]
        return Finding("tone", row.arc.id, row.side, value, certainty, because, ashworth=ashworth)

    def _certainty(self, response: Response, edges: list[float], plain: bool) -> str:
        changing = response.loss > 0 and (response.shock > 0.02 or response.ripe < 0.98)
        if changing:
            return "undetermined" if plain else "possible"
        near = min(abs(response.gain - edge) for edge in edges) < self._numbers["reflex.doubt"]
        return "possible" if near else "expected"

    def _because(self, row: Row, response: Response, value: str, sign: str) -> Sequence[Reason]:
        return Because(partial(self._why, row, response, value, sign))

    def _why(self, row: Row, response: Response, value: str, sign: str) -> tuple[Reason, ...]:
        deficits, at, weights = self._deficits, row.pools, row.weights
        if value == "increased":
            return self._reasons.pools(at, weights, "drivers", f"{sign}.released")
        motor = float(weights @ deficits.motor_left[at])
        afferent = float(weights @ deficits.afferent_left[at])
        groups = []
        if afferent < motor - 0.05 and sign == "reflex":
            groups.append(self._reasons.pools(at, weights, "ia", "reflex.afferent_lost"))
        elif afferent < motor - 0.05:
            groups.append(self._reasons.pools(at, weights, "ia", "tone.arc_lost"))
        if motor < 0.98:
            groups.append(self._reasons.pools(at, weights, "lmn", f"{sign}.arc_lost"))
        if deficits.ends.losses:
            units = dict.fromkeys(self._model.pools.unit[at].tolist())
            groups.extend(self._reasons.ends(unit, sign) for unit in units)
        if response.shock > 0.02:
            groups.append(self._reasons.pools(at, weights, "drivers", f"{sign}.shock"))
        return join(groups)


def _renamed(reason: Reason) -> Reason:
    return Reason(
        reason.lesion, reason.station, reason.population, "reflex.inverted", reason.sources
    )
