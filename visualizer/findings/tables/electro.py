"""Tables of the electrodiagnostic examination."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Curve = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a nerve is stimulated.

    Attributes
    ----------
    at : str
        Name of the place, as in "wrist".
    station, level : str
        Station of the fibres nearest to it.
    offset_mm : float
        Distance from that station along the fibre's own direction (motor fibres run away
        from the cord, sensory fibres towards it); 0 is its middle.
    """

    at: str
    station: str
    level: str
    offset_mm: float


@dataclass(frozen=True, slots=True)
class Study:
    """A study: its id, what it is in words, and the sources of its method."""

    id: str
    words: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MotorStudy(Study):
    """A motor nerve conduction study; `places` run from distal to proximal.

    `standard_mm` is the distance from the distal place to the muscle at which the normal
    distal latency was measured; `f_wave` tells whether an F wave is looked for.
    """

    muscle: str
    places: tuple[Place, ...]
    standard_mm: float
    f_wave: bool


@dataclass(frozen=True, slots=True)
class SensoryStudy(Study):
    """A sensory nerve conduction study; `skin` is the end of the targets of its fibres."""

    skin: str
    place: Place


@dataclass(frozen=True, slots=True)
class MuscleStudy(Study):
    """A study of one muscle: magnetic stimulation of the cortex, or a train of stimuli."""

    muscle: str


@dataclass(frozen=True, slots=True)
class Limit:
    """Normal values of one quantity of a study; `low` or `high` may be open (None)."""

    unit: str
    mean: float
    low: float | None
    high: float | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slowing:
    """What a process adds where a fibre is fully affected, ms.

    `peripheral_ms` in nerve or root, `central_ms` in brain or cord.
    """

    peripheral_ms: float
    central_ms: float
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DiseaseSigns:
    """What a diffuse disease does to conduction and to the muscle's own discharge.

    Attributes
    ----------
    slowing : float
        Share of the velocity lost by fibres that are fully affected.
    slowing_everywhere : float
        Share of the velocity lost by every fibre on the lesion's sides.
    spread : Curve
        [part of the way from the end organ, part of the blocks that lie within it].
    junction : str
        "pre", "post" or "".
    rest, increment, decrement : float
        Of a presynaptic disease: share of the response at rest, increment after exercise and
        decrement at a low rate, both in percent.
    myotonia : bool
    """

    slowing: float
    slowing_everywhere: float
    spread: Curve
    junction: str
    rest: float
    increment: float
    decrement: float
    myotonia: bool
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ElectroTables:
    """Tables of the electrodiagnostic examination.

    `numbers` and `curves` are by name, `cited` are the sources of a group of numbers; `limits`
    by (study, quantity), `processes` by the id of a process ("" for none) and `diseases` by the
    site of a diffuse disease.
    """

    central: tuple[MuscleStudy, ...] = ()
    motor: tuple[MotorStudy, ...] = ()
    sensory: tuple[SensoryStudy, ...] = ()
    repetitive: tuple[MuscleStudy, ...] = ()
    limits: Mapping[tuple[str, str], Limit] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)
    cited: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    curves: Mapping[tuple[str, str], Curve] = field(default_factory=dict)
    processes: Mapping[str, Slowing] = field(default_factory=dict)
    diseases: Mapping[str, DiseaseSigns] = field(default_factory=dict)
