"""The populations behind the cranial signs, and what of them and of the muscles is left."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy import Population, opposite
from visualizer.findings.compiled import Compiled
from visualizer.findings.deficits import Deficits

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

SIDES = ("left", "right")
DRIVEN = 0.999
THROAT = ("palate", "pharynx")
BULBAR = (*THROAT, "tongue", "vocal_cord")
_SIDED: dict[str, tuple[str, tuple[str, ...], str]] = {
    "lid_sympathetic": ("sympathetic_head", ("lid",), ""),
    "pupil_sympathetic": ("sympathetic_head", ("pupil",), ""),
    "pupil_parasympathetic": ("parasympathetic_pupil", ("pupil",), ""),
    "light_eye": ("light_reflex", ("eye",), ""),
    "light_pupil": ("light_reflex", ("pupil",), ""),
    "near_pupil": ("near_response", ("pupil",), ""),
    "convergence": ("near_response", ("convergence",), ""),
    "outwards": ("gaze_horizontal", ("lateral_rectus",), ""),
    "inwards": ("gaze_horizontal", ("medial_rectus",), ""),
    "upwards": ("gaze_vertical", ("elevators",), ""),
    "downwards": ("gaze_vertical", ("depressors",), ""),
    "command": ("corticobulbar_gaze", ("horizontal_gaze",), ""),
    "heard_across": ("hearing", ("ear",), "crossed"),
    "heard_same_side": ("hearing", ("ear",), "uncrossed"),
    "balance": ("vestibular", ("labyrinth",), ""),
    "balance_centre": ("centre", ("vestibular_nuclei",), ""),
    "taste": ("taste_anterior", ("tongue",), ""),
    "tongue_back": ("taste_posterior", ("tongue",), ""),
    "tears": ("parasympathetic_lacrimal", ("lacrimal_gland",), ""),
    "field_left": ("visual", ("field_left",), ""),
    "field_right": ("visual", ("field_right",), ""),
    "jaw_spindles": ("afferent_jaw", ("masseter",), ""),
    "throat": ("afferent_pharynx", ("pharynx",), ""),
    "cornea": ("afferent_small", ("cornea",), ""),
    "dentate": ("dentatothalamic", ("limb",), ""),
    "cerebellum": ("cerebellar_cortex", ("limb", "trunk"), ""),
    "middle_peduncle": ("pontocerebellar", ("peduncle",), ""),
}
_OF_HEMISPHERE = {
    "jaw_command": ("masseter",),
    "bulbar_command": BULBAR,
    "throat_command": THROAT,
    "speech_command": (*BULBAR, "lower_face"),
}
NAMES = (*_SIDED, *_OF_HEMISPHERE)


@dataclass(frozen=True, eq=False)
class Groups:
    """Groups of populations by name and side, one behind the other in `members`.

    Attributes
    ----------
    index : dict of (name, side) to int
        Number of each group. The side of a "command" of the mouth is that of its hemisphere.
    members : (m,) int array
        Populations; "no population" for an empty group.
    starts : (g,) int array
        First member of each group.
    share : (m,) float array
        Weight of each member in its group, summing to 1.
    units : dict of (muscle, side) to int
    watched : (u,) int array
        Units whose weakness shows in a cranial sign.
    """

    index: dict[tuple[str, str], int]
    members: Ints
    starts: Ints
    share: Floats
    units: dict[tuple[str, str], int]
    watched: Ints

    def which(self, name: str, side: str) -> Ints:
        """Return the populations of a group."""
        at = self.index[name, side]
        stop = self.starts[at + 1] if at + 1 < len(self.starts) else len(self.members)
        return self.members[self.starts[at] : stop]


@lru_cache(maxsize=4)
def groups(model: Compiled) -> Groups:
    """Lay out the groups of one body."""
    populations = model.fibres.populations
    keys = [(name, side) for name in NAMES for side in SIDES]
    found: list[list[int]] = [
        [i for i, p in enumerate(populations) if _member(p, *key)] or [model.population_count]
        for key in keys
    ]
    sizes = np.array([len(group) for group in found])
    members = np.array([i for group in found for i in group], dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
    weight = model.total[members]
    share = weight / np.repeat(np.add.reduceat(weight, starts), sizes)
    units = model.unit_index
    return Groups(
        index={key: i for i, key in enumerate(keys)},
        members=members,
        starts=starts,
        share=share,
        units=units,
        watched=np.array(sorted(_watched(model)), dtype=np.int64),
    )


def _member(population: Population, name: str, side: str) -> bool:
    if name in _SIDED:
        kind, targets, variant = _SIDED[name]
        return (
            population.kind == kind
            and population.side == side
            and population.target in targets
            and (not variant or population.id.endswith(f".{variant}"))
        )
    if population.kind != "corticobulbar" or population.target not in _OF_HEMISPHERE[name]:
        return False
    stays = population.id.endswith(".uncrossed")
    return population.side == (side if stays else opposite(side))


def _watched(model: Compiled) -> Iterator[int]:
    for (muscle, _), unit in model.unit_index.items():
        if model.knowledge.muscles[muscle].group == "cranial" or muscle == HEAD_TURNER:
            yield unit


HEAD_TURNER = "sternocleidomastoid"


class Losses:
    """What one prediction takes of the groups and of the cranial muscles."""

    def __init__(self, deficits: Deficits) -> None:
        self.deficits = deficits
        self.groups = groups(deficits.model)
        lost = deficits.damage.lost[self.groups.members] * self.groups.share
        self._lost: list[float] = np.add.reduceat(lost, self.groups.starts).tolist()
        self._ripe: dict[tuple[str, str, str], float] = {}

    @property
    def any(self) -> bool:
        """Whether a group or a cranial muscle has lost anything."""
        return max(self._lost) > 0 or self._weak(self.deficits.strength)

    def only(self, names: Iterable[str]) -> bool:
        """Tell whether nothing but some groups is cut, and no cranial muscle is hit."""
        if self.deficits.ends.losses or self._weak(self.deficits.unit_motor):
            return False
        known = [self._lost[self.groups.index[name, side]] for name in names for side in SIDES]
        cut = sum(map(bool, self._lost)) - sum(map(bool, known))
        return not cut and not self._weak(self.deficits.strength)

    def _weak(self, left: Floats) -> bool:
        """Tell whether any of the muscles that show has less than all."""
        return bool((left[self.groups.watched] < 1 - 5e-5).any())

    def lost(self, name: str, side: str) -> float:
        """Return the share of a group that is interrupted."""
        return self._lost[self.groups.index[name, side]]

    def both(self, name: str) -> float:
        """Return the share that is interrupted on both sides."""
        return min(self.lost(name, "left"), self.lost(name, "right"))

    def above_medulla(self, name: str, side: str) -> float:
        """Return the share of a group that is interrupted from the cortex to the pons."""
        return self.deficits.paths.by_place(self.groups.which(name, side), ("cerebral",))

    def showing(self, name: str, side: str, curve: str) -> float:
        """Return the loss of a group times a time curve over the lesions that cut it."""
        lost = self.lost(name, side)
        return lost * self.ripe(name, side, curve) if lost else 0.0

    def ripe(self, name: str, side: str, curve: str) -> float:
        """Return a time curve over the lesions that cut a group."""
        key = name, side, curve
        if key not in self._ripe:
            which = self.groups.which(name, side)
            self._ripe[key] = self.deficits.paths.ripe(which, curve)
        return self._ripe[key]

    def strength(self, muscle: str, side: str) -> float:
        """Return the strength of a muscle, 1 where the body has none."""
        return self._of(self._strength, muscle, side)

    def motor(self, muscle: str, side: str) -> float:
        """Return what motor axons, junctions and muscle fibres leave, the drive left aside."""
        return self._of(self._motor, muscle, side)

    def jerk(self, muscle: str, side: str) -> float:
        """Return the motor limb of a tendon reflex that is left."""
        return self._of(self._jerk, muscle, side)

    def _of(self, values: list[float], muscle: str, side: str) -> float:
        unit = self.groups.units.get((muscle, side))
        return 1.0 if unit is None else values[unit]

    @cached_property
    def _strength(self) -> list[float]:
        found: list[float] = self.deficits.strength.tolist()
        return found

    @cached_property
    def _motor(self) -> list[float]:
        """Strength where the drive is whole; else without what sprouting regains."""
        deficits = self.deficits
        bare = deficits.unit_motor * deficits.ends.strength
        driven = deficits.unit_drive > DRIVEN
        found: list[float] = np.where(driven, deficits.strength, bare).tolist()
        return found

    @cached_property
    def _jerk(self) -> list[float]:
        found: list[float] = (self.deficits.unit_motor * self.deficits.ends.jerk).tolist()
        return found
