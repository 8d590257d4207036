"""Loss of the autonomic populations of one prediction, by function and side."""

from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from visualizer.findings.compiled import PLACES, Compiled
from visualizer.findings.deficits import Deficits
from visualizer.findings.paths import Paths

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

SIDES = ("left", "right")
SPINAL = [PLACES.index(name) for name in ("bulbar", "cord")]
CEREBRAL = [PLACES.index(name) for name in ("none", "cerebral", "brainstem")]
CENTRAL = [PLACES.index(name) for name in ("cerebral", "brainstem", "bulbar", "cord")]


@dataclass(frozen=True, eq=False)
class Functions:
    """The populations of every function and side, made once for each compiled model.

    Attributes
    ----------
    row : mapping of (str, str) to int
        Row of each function and side.
    which : tuple of int arrays
        Populations of each row.
    used : (k,) int array
        Every population that any row names.
    weight : (rows, k) float array
        Weights over `used`; a row sums to 1, or to 0 where the body has none.
    """

    row: dict[tuple[str, str], int]
    which: tuple[Ints, ...]
    used: Ints
    weight: Floats


_CACHE: WeakKeyDictionary[Compiled, Functions] = WeakKeyDictionary()


def autonomic_functions(model: Compiled, paths: Paths) -> Functions:
    """Return the functions of a body and its tables, looked up on first use."""
    known = _CACHE.get(model)
    if known is None:
        known = _CACHE[model] = _look_up(model, paths)
    return known


def _look_up(model: Compiled, paths: Paths) -> Functions:
    served = model.knowledge.autonomic.populations
    keys = [(name, side) for name in served for side in SIDES]
    which = tuple(paths.which(served[n].kinds, side, served[n].targets) for n, side in keys)
    used = np.unique(np.concatenate([*which, np.empty(0, dtype=np.int64)]))
    weight = np.zeros((len(keys), len(used)))
    for i, some in enumerate(which):
        if len(some):
            share = model.total[some] / model.total[some].sum()
            weight[i, np.searchsorted(used, some)] = share
    return Functions({key: i for i, key in enumerate(keys)}, which, used, weight)


class Losses:
    """What is cut of the populations that serve a function on a side."""

    def __init__(self, deficits: Deficits) -> None:
        self._functions = autonomic_functions(deficits.model, deficits.paths)
        self._cuts = deficits.damage.cuts[:, :, self._functions.used]

    @property
    def functions(self) -> Functions:
        """The populations behind the functions."""
        return self._functions

    @cached_property
    def _spread(self) -> Floats:
        """(lesions, places, rows) share interrupted by each lesion in each place."""
        spread: Floats = self._cuts @ self._functions.weight.T
        return spread

    @cached_property
    def _total(self) -> list[float]:
        total: list[float] = self._spread.sum(axis=(0, 1)).tolist()
        return total

    @cached_property
    def _spinal(self) -> Floats:
        """(lesions, rows) share interrupted below the brain and above the root."""
        spinal: Floats = self._spread[:, SPINAL].sum(axis=1)
        return spinal

    @cached_property
    def _cerebral(self) -> Floats:
        """(lesions, rows) share interrupted in the brain."""
        cerebral: Floats = self._spread[:, CEREBRAL].sum(axis=1)
        return cerebral

    @cached_property
    def _severed(self) -> Floats:
        """(lesions, k) share of each population cut below the brain and above the root."""
        severed: Floats = self._cuts[:, SPINAL].sum(axis=1)
        return severed

    def share(self, name: str, side: str) -> float:
        """Return the share interrupted anywhere."""
        return self._total[self._functions.row[name, side]]

    def spinal(self, name: str, side: str, curve: Floats | None = None) -> float:
        """Return the share cut below the brain, each lesion times its `curve` value if given."""
        cut = self._spinal[:, self._functions.row[name, side]]
        return float(cut.sum() if curve is None else curve @ cut)

    def cerebral(self, name: str, side: str, curve: Floats | None = None) -> float:
        """Return the share cut in the brain, each lesion times its `curve` value if given."""
        cut = self._cerebral[:, self._functions.row[name, side]]
        return float(cut.sum() if curve is None else curve @ cut)

    def shown(self, curve: Floats) -> Floats:
        """(k,) share of each population that shows: `curve` discounts what is cut centrally."""
        shown: Floats = self._cuts.sum(axis=(0, 1))
        if (curve < 1.0).any():
            shown = shown - (1.0 - curve) @ self._cuts[:, CENTRAL].sum(axis=1)
        return shown

    def severed(self, curve: Floats) -> Floats:
        """(k,) share of each population cut below the brain, each lesion times its `curve`."""
        cut: Floats = curve @ self._severed
        return cut

    def mean(self, each: Floats | NDArray[np.bool_]) -> Floats:
        """(rows,) mean of some value of each population over a function and side, by weight."""
        mean: Floats = self._functions.weight @ each
        return mean
