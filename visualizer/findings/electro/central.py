"""Central motor conduction time: cortex to foramen, by path length and velocity."""

from collections.abc import Iterator

import numpy as np

from visualizer.findings.because import why
from visualizer.findings.electro.breaks import Breaks
from visualizer.findings.electro.courses import bundle
from visualizer.findings.electro.measurement import Judge, Measurement
from visualizer.findings.electro.muscles import Muscles
from visualizer.findings.electro.state import State
from visualizer.findings.finding import Reason
from visualizer.findings.reasons import join
from visualizer.findings.tables.electro import MuscleStudy, Place

FORAMEN = Place("foramen", "root.spinal_nerve", "", 1e-6)
QUANTITY = "central motor conduction time"


class CentralStudies:
    """Magnetic stimulation of the cortex in one scene."""

    def __init__(self, state: State, breaks: Breaks, muscles: Muscles) -> None:
        self._state, self._breaks, self._muscles = state, breaks, muscles
        self._model = state.deficits.model
        self._tables = self._model.knowledge.electro
        self._numbers = self._tables.numbers

    def rows(self) -> Iterator[Measurement]:
        """Yield the central motor conduction time of every muscle, right before left."""
        for study in self._tables.central:
            for side in ("right", "left"):
                if (study.muscle, side) in self._model.unit_index:
                    yield from self._study(study, side)

    def _study(self, study: MuscleStudy, side: str) -> Iterator[Measurement]:
        deficits, numbers = self._state.deficits, self._numbers
        pools = self._model.pools
        at = self._model.pools_of[study.muscle, side]
        drivers = tuple(sorted({int(i) for i in pools.drivers[0][at]}))
        cells = tuple(int(i) for i in pools.lmn[at])
        down = bundle(self._model.fibres, drivers, ())
        roots = bundle(self._model.fibres, cells, (FORAMEN,))
        if down is None or roots is None:
            return
        breaks = self._breaks.of(down, "motor_excitable")
        added = sum(float(down.weight @ b.hit) * b.slowing.central_ms for b in breaks)
        weight = pools.weight[at]
        left = 1.0 - deficits.damage.lost
        drive = float(weight @ left[pools.drivers[0][at]])
        axons = float(weight @ deficits.motor_left[at])
        response = self._muscles.response(study.muscle, side, drive * axons)
        root_ms = float(roots.weight @ roots.places[0]) / numbers["central.root_velocity"]
        speed = numbers["central.velocity"] * (1.0 - numbers["central.fast_lost"] * (1.0 - drive))
        path_ms = float(down.weight @ down.length) / speed
        time = path_ms + numbers["central.delay_ms"] + root_ms + added
        there = response >= numbers["central.response_from"]
        yield self._row(study, side, time if there else None)

    def _row(self, study: MuscleStudy, side: str, value: float | None) -> Measurement:
        limit = self._tables.limits[study.id, QUANTITY]
        judge = Judge(limit, self._numbers["nerve.doubt"])
        verdict = "absent" if value is None else judge.verdict(value)
        return Measurement(
            kind="central",
            study=study.id,
            side=side,
            quantity=QUANTITY,
            value=None if value is None else round(value, 1),
            unit=limit.unit,
            normal=judge.normal,
            verdict=verdict,
            certainty="expected" if value is None else judge.certainty(value),
            sources=limit.sources,
            because=() if verdict == "normal" else why(lambda: self._why(study.muscle, side)),
        )

    def _why(self, muscle: str, side: str) -> tuple[Reason, ...]:
        pools, reasons = self._model.pools, self._state.reasons
        at = self._model.pools_of[muscle, side]
        drive = reasons.populations(np.unique(pools.drivers[0][at]), "electro.central")
        axons = reasons.populations(np.unique(pools.lmn[at]), "electro.central")
        return join((drive, axons, self._muscles.why(muscle, side)))
