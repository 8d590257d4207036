"""Power of muscles, movements and regions from strength fractions."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from visualizer.findings.because import why
from visualizer.findings.deficits import Deficits
from visualizer.findings.finding import Finding, Reason
from visualizer.findings.knowledge import Knowledge
from visualizer.findings.reasons import Reasons, join

SIDES = ("left", "right")
GRADES = ("0", "1", "2", "3", "4-", "4", "4+", "5")


def grade(strength: float, antigravity: float, knowledge: Knowledge) -> str:
    """Turn a strength fraction into an MRC grade.

    Parameters
    ----------
    strength : float
        0 to 1.
    antigravity : float
        Share of full strength that just lifts the part against gravity.

    Sources
    -------
    macavoy2007
    """
    numbers = knowledge.numbers
    normal = numbers["power.normal_from"]
    four = min(antigravity * numbers["power.grade_4_over_antigravity"], normal)
    third = (normal - four) / 3
    steps = (
        numbers["power.flicker_from"],
        antigravity * numbers["power.grade_2_over_antigravity"],
        antigravity,
        four,
        four + third,
        four + 2 * third,
        normal,
    )
    return GRADES[bisect_right(steps, round(strength, 2 if strength > four else 4) + 1e-9)]


def word(mrc: str) -> str:
    """Return normal, weak or paralysed for an MRC grade."""
    return "normal" if mrc == "5" else "paralysed" if mrc in ("0", "1") else "weak"


class Power:
    """Power findings of one prediction."""

    def __init__(self, deficits: Deficits, reasons: Reasons) -> None:
        self._deficits = deficits
        self._reasons = reasons
        self._model = deficits.model
        self._knowledge = deficits.model.knowledge
        self._strength = deficits.strength
        self._muscles: dict[tuple[str, str], Finding] = {}

    def findings(self) -> Iterator[Finding]:
        """Yield every muscle, movement and region that the body has fibres for."""
        for unit, (muscle, side) in enumerate(self._model.pools.units):
            finding = self._muscle(unit, muscle, side)
            self._muscles[muscle, side] = finding
            yield finding
        for side in SIDES:
            yield from self._movements(side)
            yield from self._regions(side)

    def _finding(
        self,
        target: str,
        side: str,
        mrc: str,
        strength: float,
        because: Sequence[Reason],
        value: str = "",
    ) -> Finding:
        numbers = self._knowledge.numbers
        near = abs(strength - numbers["power.normal_from"]) < numbers["power.doubt"]
        return Finding(
            domain="power",
            target=target,
            side=side,
            value=value or word(mrc),
            certainty="possible" if near else "expected",
            because=because,
            mrc=mrc,
            strength=round(strength, 4),
        )

    def _muscle(self, unit: int, muscle: str, side: str) -> Finding:
        strength = float(self._strength[unit])
        row = self._knowledge.muscles[muscle]
        mrc = grade(strength, row.antigravity, self._knowledge)
        because = () if mrc == "5" else why(lambda: self._why(unit))
        return self._finding(muscle, side, mrc, strength, because)

    def _why(self, unit: int) -> tuple[Reason, ...]:
        motor = self._reasons.motor(unit, "power.lmn")
        alive = self._deficits.unit_motor[unit] > self._knowledge.numbers["power.flicker_from"]
        drive = self._reasons.descending(unit, "power.umn") if alive or not motor else ()
        return join((motor, drive, self._reasons.ends(unit, "power")))

    def _movements(self, side: str) -> Iterator[Finding]:
        for movement, movers in self._knowledge.movements.items():
            parts = [
                (self._muscles[mover.muscle, side], mover.weight)
                for mover in movers
                if (mover.muscle, side) in self._muscles
            ]
            total = sum(weight for _, weight in parts)
            if not parts:
                continue
            strength = sum((f.strength or 0.0) * weight for f, weight in parts) / total
            lift = sum(
                self._knowledge.muscles[f.target].antigravity * weight for f, weight in parts
            )
            mrc = grade(strength, lift / total, self._knowledge)
            because = () if mrc == "5" else _together([f for f, _ in parts])
            yield self._finding(movement, side, mrc, strength, because)

    def _regions(self, side: str) -> Iterator[Finding]:
        for region, names in self._knowledge.regions.items():
            parts = [self._muscles[n, side] for n in names if (n, side) in self._muscles]
            if not parts:
                continue
            strength = sum(f.strength or 0.0 for f in parts) / len(parts)
            values = {f.value for f in parts}
            value = values.pop() if len(values) == 1 else "weak"
            lifts = [self._knowledge.muscles[f.target].antigravity for f in parts]
            mean_lift = sum(lifts) / len(parts)
            mrc = _within(value, grade(strength, mean_lift, self._knowledge))
            because = () if value == "normal" else _together(parts)
            yield self._finding(region, side, mrc, strength, because, value)


def _together(parts: Sequence[Finding]) -> Sequence[Reason]:
    return why(lambda: join(f.because for f in parts))


def _within(value: str, mrc: str) -> str:
    """Keep a region's grade within its word, which its worst and best muscle decide."""
    allowed = [g for g in GRADES if word(g) == value]
    if mrc in allowed:
        return mrc
    return allowed[-1] if GRADES.index(mrc) > GRADES.index(allowed[-1]) else allowed[0]
