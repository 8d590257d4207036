"""The clinical tables as values; storage fills them from `assets/knowledge/`."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from visualizer.findings.sites import SiteRule
from visualizer.findings.tables.autonomic import AutonomicTables
from visualizer.findings.tables.cranial import CranialTables
from visualizer.findings.tables.electro import ElectroTables
from visualizer.findings.tables.higher import HigherTables
from visualizer.findings.tables.localise import LocaliseTables
from visualizer.findings.tables.patterns import PatternsTables
from visualizer.findings.tables.sensation import SensationTables
from visualizer.findings.tables.surface import SurfaceReflexesTables
from visualizer.findings.tables.variants import Variant

Points = tuple[tuple[float, float], ...]
ArcKind = Literal["stretch", "sign", "clonus", "inverted", "tone"]
ARC_KINDS: tuple[ArcKind, ...] = get_args(ArcKind)
_abscissa = itemgetter(0)


def read_curve(points: Points, at: NDArray[np.float64]) -> NDArray[np.float64]:
    """Read a curve linearly between its points, level beyond them."""
    values: NDArray[np.float64] = np.interp(at, *_axes(points))
    return values


@lru_cache(maxsize=512)
def _axes(points: Points) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    known = np.array(points, dtype=float)
    return np.ascontiguousarray(known[:, 0]), np.ascontiguousarray(known[:, 1])


def read_point(points: Points, at: float) -> float:
    """Read a curve at one place, as `read_curve` does; quicker than an array of one."""
    after = bisect_right(points, at, key=_abscissa)
    if after == 0 or after == len(points):
        return float(points[after - 1 if after else 0][1])
    (low, start), (high, end) = points[after - 1 : after + 1]
    return start if at == low else (end - start) / (high - low) * (at - low) + start


@dataclass(frozen=True, slots=True)
class Muscle:
    """One muscle, or muscle group of a cranial nerve.

    `antigravity` is the share of full strength that just lifts the part against gravity.
    """

    id: str
    name: str
    group: str
    limb: str
    body_part: str
    drive: str
    antigravity: float
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drive:
    """How a muscle's motor neurons are driven from above.

    Attributes
    ----------
    share : float
        Part of the drive carried by corticospinal or corticobulbar fibres; brainstem paths
        carry the rest.
    crossed : float
        Part of the corticospinal drive that comes from the other hemisphere.
    contralateral_cortex, cortex_enough : float
        Weight of the other hemisphere in driving the brainstem paths, and the share of the
        cortical drive that is enough for their full work.
    same_side_cord : float
        Part of the brainstem drive that descends on the muscle's own side.
    enough : float
        Share of the whole drive that is enough for full strength.
    steepness : float
        Power of the drive that strength follows; above 1, a loss costs more than its share.
    early_depression : float
        How far the drive that is left suffers in the first weeks after a cerebral lesion,
        0 to 1.
    brainstem_own : float
        Part of the brainstem drive that needs no cortex, as in breathing.
    premotor_share : float
        Part of the crossed corticospinal drive that fails without the premotor cortex.
    """

    id: str
    share: float
    crossed: float
    contralateral_cortex: float
    cortex_enough: float
    same_side_cord: float
    enough: float
    steepness: float
    early_depression: float
    brainstem_own: float
    premotor_share: float
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weighted:
    """A muscle (and segment, "*" for all of its own) with its weight in a movement or arc."""

    muscle: str
    segment: str
    weight: float


@dataclass(frozen=True, slots=True)
class Arc:
    """A reflex, or the tone of a limb, with the arcs that it runs over.

    An inverted reflex has no arc of its own: it names the `lead` reflex that is lost and the
    `partner` that answers instead.
    """

    id: str
    kind: ArcKind
    arcs: tuple[Weighted, ...]
    lead: str
    partner: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A sentence that explains a sign, with its sources."""

    id: str
    sentence: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Syndrome:
    """A name for a pattern of signs, given after the prediction.

    `wants` and `excludes` hold conditions "domain target value value..." that must hold on
    the near side, or on the far side when the domain starts with "far ".
    """

    name: str
    wants: tuple[str, ...]
    excludes: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clock:
    """Curves over days since onset, by name and tempo."""

    curves: Mapping[tuple[str, str], Points]
    places: Mapping[str, str]
    spinal_depth: Points
    cerebral_depth: float

    def value(self, curve: str, tempo: str, days: float) -> float:
        """Return a curve's value at a time; a tempo without its own uses the sudden one."""
        points = self.curves.get((curve, tempo)) or self.curves[curve, "sudden"]
        return read_point(points, days)


@dataclass(frozen=True, slots=True)
class Process:
    """What a process does to the fibres that it interrupts.

    Attributes
    ----------
    axonal, cells : float
        Share of the interrupted axons, and of the motor neuron cells, that degenerate; the
        others are blocked.
    peripheral, central : mapping of str to Points
        Recovery of what is blocked in root or nerve, and in brain or cord, over days since
        onset, by tempo; a tempo without a curve does not recover.
    regrows : mapping of str to float
        Share of the degenerated axons that can grow back, by tempo.
    rim : mapping of str to float
        Kinds of fibres that lie at the rim of their nerve: how many times as much they are
        hit as the core.
    """

    id: str
    axonal: float
    cells: float
    peripheral: Mapping[str, Points]
    central: Mapping[str, Points]
    sources: tuple[str, ...]
    regrows: Mapping[str, float] = field(default_factory=dict)
    rim: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Every table of the model, with the version and digest of what was read.

    `numbers` holds the thresholds of `power.toml` as "table.key"; `lists` its lists.
    `processes` has a row "" for a lesion that names none; `extents` gives the process that
    an extent stands for.
    """

    muscles: Mapping[str, Muscle]
    drives: Mapping[str, Drive]
    movements: Mapping[str, tuple[Weighted, ...]]
    regions: Mapping[str, tuple[str, ...]]
    arcs: Mapping[str, Arc]
    rules: Mapping[str, Rule]
    clock: Clock
    numbers: Mapping[str, float]
    lists: Mapping[str, tuple[str, ...]]
    version: str
    sha256: str
    syndromes: tuple[Syndrome, ...] = ()
    sites: Mapping[str, SiteRule] = field(default_factory=dict)
    processes: Mapping[str, Process] = field(default_factory=dict)
    extents: Mapping[str, str] = field(default_factory=dict)
    sensation: SensationTables = field(default_factory=SensationTables)
    cranial: CranialTables = field(default_factory=CranialTables)
    surface: SurfaceReflexesTables = field(default_factory=SurfaceReflexesTables)
    autonomic: AutonomicTables = field(default_factory=AutonomicTables)
    higher: HigherTables = field(default_factory=HigherTables)
    patterns: PatternsTables = field(default_factory=PatternsTables)
    electro: ElectroTables = field(default_factory=ElectroTables)
    variants: Mapping[str, Variant] = field(default_factory=dict)
    localise: LocaliseTables = field(default_factory=LocaliseTables)
