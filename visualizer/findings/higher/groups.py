"""Groups of populations that serve one function, and the share of each that is lost."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy import Population
from visualizer.findings.compiled import PLACES, Compiled
from visualizer.findings.damage import Damage

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
SIDES = ("left", "right")
BANKS = ("upper", "lower")
CENTRES = (
    "speech_production",
    "comprehension",
    "repetition",
    "calculation",
    "spatial_attention",
    "movement_initiation",
    "involuntary_movement",
    "arousal",
    "vestibular_nuclei",
)
DRIVES = ("rubrospinal", "corticospinal")
ABOVE_CORD = [PLACES.index(name) for name in ("none", "cerebral", "brainstem", "bulbar")]


class Group(NamedTuple):
    """Populations of a kind; None and "" stand for any side, target and bank."""

    kind: str
    side: str | None = None
    target: str | None = None
    bank: str = ""

    def holds(self, population: Population) -> bool:
        """Tell whether a population belongs to the group."""
        return (
            population.kind == self.kind
            and self.side in (None, population.side)
            and self.target in (None, population.target)
            and population.id.endswith(self.bank)
        )


@dataclass(frozen=True, eq=False)
class Groups:
    """Every group that the higher functions ask about, as one array.

    Attributes
    ----------
    at : mapping of Group to int
        Place among the groups that have populations.
    members : (k,) int array
        Populations of all groups, one group after another.
    starts : (g,) int array
    weight : (k,) float array
        Weight of each member, summing to 1 in its group.
    """

    at: Mapping[Group, int]
    members: Ints
    starts: Ints
    weight: Floats

    def lost(self, damage: Damage, places: Sequence[int]) -> list[float]:
        """Return the share of each group that is cut in some of `PLACES`."""
        if not len(self.members):
            return []
        cut = damage.cuts[:, list(places)].take(self.members, axis=2).sum(axis=(0, 1))
        shares: list[float] = np.add.reduceat(cut * self.weight, self.starts).tolist()
        return shares

    def populations(self, group: Group) -> Ints:
        """Return the populations of a group."""
        at = self.at.get(group)
        if at is None:
            return np.empty(0, dtype=np.int64)
        stops = np.append(self.starts[1:], len(self.members))
        return self.members[self.starts[at] : stops[at]]


_CACHE: WeakKeyDictionary[Compiled, Groups] = WeakKeyDictionary()


def groups_of(model: Compiled) -> Groups:
    """Return the groups of a model, made on first use."""
    found = _CACHE.get(model)
    if found is None:
        found = _CACHE[model] = _compile(model)
    return found


def _wanted(model: Compiled) -> Iterator[Group]:
    for side in SIDES:
        for target in CENTRES:
            yield Group("centre", side, target)
        for half in SIDES:
            yield Group("visual", side, f"field_{half}")
        for bank in BANKS:
            yield Group("visual", None, f"field_{side}", bank)
        for channel in model.knowledge.higher.channels:
            for name in channel.targets or (None,):
                yield Group(channel.kind, side, name)
        for kind in DRIVES:
            yield Group(kind, side)
    yield Group("cerebellar_cortex", None, "trunk")


def _compile(model: Compiled) -> Groups:
    populations = list(enumerate(model.fibres.populations))
    at: dict[Group, int] = {}
    members: list[int] = []
    starts: list[int] = []
    weights: list[Floats] = [np.empty(0)]
    for group in dict.fromkeys(_wanted(model)):
        found = [i for i, population in populations if group.holds(population)]
        if not found:
            continue
        at[group] = len(starts)
        starts.append(len(members))
        members.extend(found)
        weights.append(model.total[found] / model.total[found].sum())
    return Groups(
        at=at,
        members=np.array(members, dtype=np.int64),
        starts=np.array(starts, dtype=np.int64),
        weight=np.concatenate(weights),
    )
