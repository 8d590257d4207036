"""Sensory nerve conduction: amplitude and velocity of the nerve potential."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy.landmarks import DORSAL_GANGLION
from visualizer.findings.electro.breaks import answering, conduction_ms
from visualizer.findings.electro.courses import Bundle, bundle
from visualizer.findings.electro.measurement import Asked, Judge, Measurement
from visualizer.findings.electro.studies import Studies
from visualizer.findings.tables.electro import Place, SensoryStudy

Floats = NDArray[np.float64]
GANGLION = Place("ganglion", DORSAL_GANGLION, "", 1e-6)


class SensoryStudies(Studies):
    """The sensory studies of one scene."""

    def rows(self) -> Iterator[Measurement]:
        """Yield amplitude and velocity of every study, right before left."""
        for study in self._tables.sensory:
            for side in ("right", "left"):
                which = self._populations(study, side)
                fibres = bundle(self._model.fibres, which, (study.place, GANGLION))
                if fibres is not None:
                    yield from self._study(study, side, which, fibres)

    def _populations(self, study: SensoryStudy, side: str) -> tuple[int, ...]:
        every = self._state.deficits.paths.which("afferent_large", side)
        populations = self._model.fibres.populations
        return tuple(
            i for i in every.tolist() if populations[i].target.rpartition(".")[2] == study.skin
        )

    def _study(
        self, study: SensoryStudy, side: str, which: tuple[int, ...], fibres: Bundle
    ) -> Iterator[Measurement]:
        breaks, numbers = self._breaks.of(fibres, "sensory_excitable"), self._numbers
        stimulus, ganglion = fibres.places
        skin = np.zeros(len(stimulus))
        share = answering(breaks, fibres, stimulus, skin, ganglion)
        speed = self._tables.limits[study.id, "velocity"].mean
        axonal = numbers["nerve.axonal_slowing"]
        time = conduction_ms(breaks, skin, stimulus, speed, axonal, ganglion)
        weight = fibres.weight * share
        whole = float(weight.sum())
        there = whole >= numbers["nerve.response_from"]
        length = float(weight @ stimulus)
        values = {
            "amplitude": whole * self._tables.limits[study.id, "amplitude"].mean,
            "velocity": length / max(float(weight @ time), 1e-9),
        }
        for quantity, value in values.items():
            yield self._row(study.id, side, quantity, value if there else None, which)

    def _row(
        self, study: str, side: str, quantity: str, value: float | None, which: tuple[int, ...]
    ) -> Measurement:
        limit = self._tables.limits[study, quantity]
        judge = Judge(limit, self._numbers["nerve.doubt"])
        rule = "electro.sensory" if quantity == "amplitude" else "electro.slowing"
        at = np.array(which, dtype=np.int64)
        reasons = self._state.reasons
        asked = Asked("sensory", study, side, quantity)
        return judge.measurement(asked, value, lambda: reasons.populations(at, rule))
