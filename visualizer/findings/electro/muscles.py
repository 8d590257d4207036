"""What junctions, muscle fibres and reinnervation make of the axons that answer."""

from collections.abc import Iterator
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from visualizer.findings.compiled import CORD, PLACES
from visualizer.findings.ends import end_share
from visualizer.findings.finding import EndLoss, Reason
from visualizer.findings.reasons import join
from visualizer.findings.state import State
from visualizer.findings.tables.electro import DiseaseSigns

Floats = NDArray[np.float64]


class Muscles:
    """The muscles of one scene as an electrode sees them."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._model = state.deficits.model
        self._tables = self._model.knowledge.electro

    @cached_property
    def growth(self) -> Floats:
        """(units,) growth of the motor units that are left, by sprouting."""
        deficits = self._state.deficits
        cells, cell_growth = deficits.denervated("sprouting_cell", [CORD])
        rest = [i for i in range(len(PLACES)) if i != CORD]
        axons, axon_growth = deficits.denervated("sprouting_axon", rest)
        lost = cells + axons
        mixed = (cells * cell_growth + axons * axon_growth) / np.maximum(lost, 1e-9)
        grown: Floats = np.where(lost > 1e-9, mixed, 1.0)
        return grown

    def response(self, muscle: str, side: str, axons: float) -> float:
        """Return the part of the normal response that a share of the axons gives."""
        unit = self._model.unit_index[muscle, side]
        shortfall = self._model.knowledge.numbers["sprouting.shortfall"]
        most = max(axons, 1.0 - shortfall * (1.0 - axons)) if axons > 0 else 0.0
        grown = min(axons * float(self.growth[unit]), most)
        fibres = float(self._state.deficits.ends.left[1][unit])
        return grown * fibres * self._at_rest(muscle, side)

    def _at_rest(self, muscle: str, side: str) -> float:
        """Return the part of the response that a rested presynaptic junction gives."""
        rest = 1.0
        for signs, _, part in self.junctions(muscle, side):
            if signs.junction == "pre":
                rest = min(rest, 1.0 - (1.0 - signs.rest) * part)
        return rest

    def junctions(self, muscle: str, side: str) -> Iterator[tuple[DiseaseSigns, float, float]]:
        """Yield each disease of the junction on a side: signs, share lost, how full grown."""
        for lesion, loss in self._state.deficits.ends.losses:
            signs = self._tables.diseases.get(self._state.sites.get(lesion, ""))
            if signs is not None and loss.part == "junction" and side in loss.sides:
                share = end_share(loss, muscle, side)
                yield signs, share, _grown(loss)

    def myotonic(self, muscle: str, side: str) -> bool:
        """Tell whether a disease makes the fibres of a muscle discharge myotonically."""
        return any(
            signs is not None and signs.myotonia and end_share(loss, muscle, side) > 0
            for signs, loss in (
                (self._tables.diseases.get(self._state.sites.get(lesion, "")), loss)
                for lesion, loss in self._state.deficits.ends.losses
            )
        )

    def why(self, muscle: str, side: str) -> tuple[Reason, ...]:
        """Name the diseases of junction and muscle fibres behind a response."""
        unit = self._model.unit_index[muscle, side]
        return join((self._state.reasons.ends(unit, "electro"),))


def _grown(loss: EndLoss) -> float:
    """Return how far a disease has come where it takes most, 0 to 1."""
    most = max(loss.share.values(), default=0.0)
    return min(1.0, most / 0.4)
