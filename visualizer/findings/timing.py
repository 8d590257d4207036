"""A lesion as far as time and process are concerned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from visualizer.findings.compiled import CORD, PLACES
from visualizer.findings.knowledge import Knowledge, Points, read_curve
from visualizer.scene import Lesion

Floats = NDArray[np.float64]

PERIPHERAL = [PLACES.index(name) for name in ("root", "axon", "muscle")]


@dataclass(frozen=True, slots=True)
class Timing:
    """How old and fast a lesion is, what degenerates and what has recovered.

    Attributes
    ----------
    days : float
    tempo : str
    axonal, cells : float
        Share of the interrupted axons and motor neuron cells that degenerate.
    peripheral, central : float
        Share of what is blocked in root or nerve, and in brain or cord, that has recovered.
    regrows : float
        Share of the degenerated axons that can grow back along their sheath.
    diffuse, twitches : bool
        Whether it is a diffuse disease, and one whose blocked axons fasciculate.
    sources : tuple of str
        Of the disease, for the reasons.
    rim : mapping of str to float
        Kinds of fibres at the rim of a nerve that are hit less or more than its core.
    """

    days: float
    tempo: str
    axonal: float = 1.0
    cells: float = 1.0
    peripheral: float = 0.0
    central: float = 0.0
    regrows: float = 0.0
    diffuse: bool = False
    twitches: bool = False
    sources: tuple[str, ...] = ()
    rim: Mapping[str, float] = field(default_factory=dict)


def timing(lesion: Lesion, days: float, knowledge: Knowledge) -> Timing:
    """Read off age, tempo and process of a lesion.

    An undated lesion is an established one and does not recover.
    """
    rule = knowledge.sites.get(lesion.site or "")
    disease = rule.disease if rule is not None else None
    own = disease.process if disease is not None else ""
    name = lesion.process or knowledge.extents.get(lesion.extent or "", own)
    process = knowledge.processes[name]
    tempo = lesion.tempo or (disease.tempo if disease is not None else "") or lesion.speed
    dated = disease is None and (lesion.onset_days is not None or days != lesion.days)
    return Timing(
        days=days,
        tempo=tempo,
        axonal=process.axonal,
        cells=process.cells,
        peripheral=_recovered(process.peripheral, tempo, days) if dated else 0.0,
        central=_recovered(process.central, tempo, days) if dated else 0.0,
        regrows=process.regrows.get(tempo, 0.0) if dated else 0.0,
        diffuse=disease is not None,
        twitches=disease is not None and disease.twitches,
        sources=disease.sources if disease is not None else (),
        rim=process.rim,
    )


def _recovered(curves: Mapping[str, Points], tempo: str, days: float) -> float:
    points = curves.get(tempo)
    return float(read_curve(points, np.array([days]))[0]) if points else 0.0


def kept(timings: Sequence[Timing]) -> Floats:
    """Return the (lesions, places) part of each interruption that has not recovered."""
    result = np.ones((len(timings), len(PLACES)))
    for row, t in zip(result, timings, strict=True):
        row[:] = 1.0 - (1.0 - t.axonal) * t.central
        row[PERIPHERAL] = 1.0 - (1.0 - t.axonal) * t.peripheral
    return result


def degenerating(timings: Sequence[Timing]) -> Floats:
    """Return the (lesions, places) part of what is still interrupted that degenerates."""
    result = np.ones((len(timings), len(PLACES)))
    for row, t in zip(result, timings, strict=True):
        row[:] = t.axonal
        row[CORD] = t.cells
    left = kept(timings)
    part: Floats = np.divide(result, left, out=np.zeros_like(result), where=left > 0)
    return np.minimum(part, 1.0)
