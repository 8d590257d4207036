"""One prediction as an explanation sees it, and what a row of it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy import Fibres
from visualizer.findings.compiled import Compiled
from visualizer.findings.deficits import Deficits
from visualizer.findings.finding import Finding, Reason
from visualizer.findings.reasons import Reasons

Ints = NDArray[np.int64]
Key = tuple[str, str, str, str | None, str | None]


@dataclass(frozen=True, slots=True, eq=False)
class Limb:
    """Neurons that a row rests on.

    Attributes
    ----------
    which : int array
        Populations, to be named.
    lost : float
        Share of them that is interrupted, 0 to 1.
    shows_from : float or None
        Share from which a loss shows, None where no single number says so.
    sign : str
        What shows then, in words, such as "weakness".
    words : str
        Name of the neurons; made from the populations if empty.
    instead : str
        Why a loss of these alone does not show, where no single number says so.
    """

    which: Ints
    lost: float
    shows_from: float | None = None
    sign: str = "a loss"
    words: str = ""
    instead: str = "the rest is enough"


@dataclass(frozen=True, slots=True, eq=False)
class Support:
    """What a row of the examination rests on.

    Attributes
    ----------
    limbs : tuple of Limb
    units : tuple of int
        Muscles (`pools.units`) whose junctions and fibres take part.
    remarks : tuple of str
        What else keeps the row as it is: time, other findings; whole sentences.
    """

    limbs: tuple[Limb, ...] = ()
    units: tuple[int, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Examined:
    """A prediction with what it was made from; `sites` names the named lesions' sites."""

    deficits: Deficits
    reasons: Reasons
    rows: Sequence[Finding]
    sites: Mapping[int, str] = field(default_factory=dict)

    @property
    def model(self) -> Compiled:
        """The body and the tables."""
        return self.deficits.model

    @cached_property
    def _index(self) -> dict[Key, Finding]:
        return {(f.domain, f.target, f.side, f.modality, f.direction): f for f in self.rows}

    @property
    def population_index(self) -> dict[str, int]:
        """Index of each population by id."""
        return _index_of(self.model.fibres)

    def mirrored(self, which: Ints) -> Ints:
        """Return the same populations of the other side of the body."""
        populations, index = self.model.fibres.populations, self.population_index
        names = (_other_side(populations[i].id) for i in which.tolist())
        return np.array([index[name] for name in names if name in index], dtype=np.int64)

    def order_of(self, lesion: int) -> int:
        """Return the place of a lesion among those that have begun."""
        return [inv.lesion for inv in self.reasons.involvements].index(lesion)

    def diffuse(self, lesion: int) -> bool:
        """Tell whether a lesion is a disease of populations, which has no place."""
        return self.reasons.involvements[self.order_of(lesion)].diffuse

    def side_of_cut(self, reason: Reason) -> str:
        """Return the side of the place where a reason's neurons are cut."""
        population = self.population_index.get(reason.population)
        stations = self.model.fibres.stations
        for lesion, station in self.reasons.places_of(-1 if population is None else population):
            if lesion == reason.lesion:
                return stations[station].side
        return "none"

    def get(
        self, domain: str, target: str, side: str, modality: str | None = None
    ) -> Finding | None:
        """Return a finding without a direction, None if there is none."""
        return self._index.get((domain, target, side, modality, None))

    def number(self, name: str) -> float | None:
        """Return a threshold of the motor tables, None if there is none."""
        return self.model.knowledge.numbers.get(name)

    def real(self, which: Ints) -> Ints:
        """Return populations once each, without "no population"."""
        flat = np.unique(np.asarray(which, dtype=np.int64).ravel())
        return flat[flat < self.model.population_count]

    def limb(
        self, which: Ints, shows_from: float | None = None, sign: str = "a loss", words: str = ""
    ) -> Limb | None:
        """Return a limb of some populations, None if the body has none of them."""
        real = self.real(which)
        if not len(real):
            return None
        return Limb(real, self.deficits.paths.lost(real), shows_from, sign, words)


@lru_cache(maxsize=4)
def _index_of(fibres: Fibres) -> dict[str, int]:
    return {p.id: i for i, p in enumerate(fibres.populations)}


def _other_side(name: str) -> str:
    turned = {"left": "right", "right": "left"}
    return ".".join(turned.get(part, part) for part in name.split("."))


def support(*limbs: Limb | None, units: Sequence[int] = (), remarks: Sequence[str] = ()) -> Support:
    """Put a support together from the limbs that there are."""
    return Support(tuple(limb for limb in limbs if limb), tuple(units), tuple(remarks))
