"""Central motor conduction time: cortex to foramen, by path length and velocity."""

from collections.abc import Iterator

import numpy as np

from visualizer.anatomy.landmarks import SPINAL_NERVE
from visualizer.findings.electro.courses import bundle
from visualizer.findings.electro.measurement import Asked, Judge, Measurement
from visualizer.findings.electro.studies import Studies
from visualizer.findings.finding import Reason
from visualizer.findings.reasons import join
from visualizer.findings.tables.electro import MuscleStudy, Place

FORAMEN = Place("foramen", SPINAL_NERVE, "", 1e-6)
QUANTITY = "central motor conduction time"


class CentralStudies(Studies):
    """Magnetic stimulation of the cortex in one scene."""

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
        asked = Asked("central", study.id, side, QUANTITY)
        return judge.measurement(asked, value, lambda: self._why(study.muscle, side))

    def _why(self, muscle: str, side: str) -> tuple[Reason, ...]:
        pools, reasons = self._model.pools, self._state.reasons
        at = self._model.pools_of[muscle, side]
        drive = reasons.populations(np.unique(pools.drivers[0][at]), "electro.central")
        axons = reasons.populations(np.unique(pools.lmn[at]), "electro.central")
        return join((drive, axons, self._muscles.why(muscle, side)))
