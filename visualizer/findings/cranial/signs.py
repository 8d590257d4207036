"""What the parts of the cranial examination share: thresholds, rows and reasons."""

from collections.abc import Iterable, Iterator, Sequence

from visualizer.findings.because import Because
from visualizer.findings.cranial.paths import SIDES, Losses
from visualizer.findings.deficits import Deficits
from visualizer.findings.finding import Finding, Reason
from visualizer.findings.reasons import Reasons, join

WHOLE = 1.0 - 1e-9
Key = tuple[str, str, str]
Row = tuple[Key, Finding]

PLAIN: dict[str, str] = {
    **dict.fromkeys(("ptosis", "gaze_deviation", "jaw_deviation", "uvula_deviation"), "absent"),
    **dict.fromkeys(("tongue_deviation", "hyperacusis", "abducting_nystagmus"), "absent"),
    **dict.fromkeys(("dysarthria", "dysphagia", "emotional_lability", "vertigo"), "absent"),
    **dict.fromkeys(("light_near_dissociation", "convergence_retraction_nystagmus"), "absent"),
}


class Signs:
    """One prediction, as the parts of the cranial examination see it."""

    def __init__(self, deficits: Deficits, reasons: Reasons) -> None:
        self.losses = Losses(deficits)
        self.tables = deficits.model.knowledge.cranial
        self._reasons = reasons

    def number(self, name: str) -> float:
        """Return a threshold."""
        return self.tables.numbers[name]

    def sure(self, *distances: float) -> str:
        """Return the certainty of an answer some distances away from its thresholds."""
        near = min(abs(distance) for distance in distances)
        return "possible" if near < self.tables.numbers["doubt.margin"] else "expected"

    def row(
        self,
        target: str,
        side: str,
        value: str,
        certainty: str,
        because: Sequence[Reason],
        direction: str | None = None,
        slot: str = "",
        domain: str = "cranial",
        grade: str | None = None,
    ) -> Iterator[Row]:
        """Yield a row that differs from the healthy one, or nothing."""
        plain = value == PLAIN.get(target, "normal")
        if plain and certainty == "expected":
            return
        finding = Finding(
            domain,
            target,
            side,
            value,
            certainty,
            () if plain else because,
            direction=direction,
            grade=grade,
        )
        yield (target, side, slot), finding

    def paths(self, rule: str, *named: tuple[str, str]) -> Sequence[Reason]:
        """Name the cut populations of some groups, when asked."""
        return Because(lambda: join(self._cut(rule, named)))

    def muscles(self, side: str | None, muscles: Iterable[str], rule: str) -> Sequence[Reason]:
        """Name what weakens some muscles, when asked; on both sides if `side` is None."""
        named = tuple(muscles)
        return Because(lambda: join(self._weakened(side, named, rule)))

    def joined(self, *parts: Sequence[Reason]) -> Sequence[Reason]:
        """Put reasons together, when asked."""
        return Because(lambda: join(parts))

    def _cut(self, rule: str, named: Iterable[tuple[str, str]]) -> Iterator[tuple[Reason, ...]]:
        for name, side in named:
            yield self._reasons.populations(self.losses.groups.which(name, side), rule)

    def _weakened(
        self, side: str | None, muscles: Sequence[str], rule: str
    ) -> Iterator[tuple[Reason, ...]]:
        for muscle in muscles:
            for where in SIDES if side is None else (side,):
                unit = self.losses.groups.units.get((muscle, where))
                if unit is not None:
                    yield self._reasons.motor(unit, rule)
                    yield self._reasons.descending(unit, rule)
                    yield self._reasons.ends(unit, "power")
