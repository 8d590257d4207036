"""Language, attention, consciousness, coordination."""

from collections.abc import Iterator

from visualizer.findings.deficits import Deficits
from visualizer.findings.finding import Finding
from visualizer.findings.found import Found
from visualizer.findings.higher import language, movement, space, waking
from visualizer.findings.higher.view import View
from visualizer.findings.reasons import Reasons

MOVING = (
    "centre",
    "cerebellar_cortex",
    "pontocerebellar",
    "corticopontine",
    "dentatothalamic",
    "olivocerebellar",
    "spinocerebellar",
)


class Higher:
    """Findings of one prediction: language, attention, consciousness, coordination."""

    def __init__(self, deficits: Deficits, reasons: Reasons, found: Found) -> None:
        del found
        self._deficits = deficits
        self._view = View(deficits, reasons)

    def findings(self) -> Iterator[Finding]:
        """Yield every row of the domain."""
        touched, view = self._deficits.touched, self._view
        if touched(("centre",)):
            yield from language.language(view)
            yield from language.gerstmann(view)
            yield space.neglect(view)
            yield from waking.waking(view)
        else:
            yield from language.HEALTHY
            yield from language.CALCULATES
            yield from space.ATTENDS
            yield from waking.HEALTHY
        yield from space.hemianopia(view) if touched(("visual",)) else space.SEES
        yield from movement.movement(view) if touched(MOVING) else movement.HEALTHY
