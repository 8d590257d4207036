"""Second neurons by the area of cortex where they end: skin is felt where its part is mapped."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from visualizer.findings.compiled import Compiled
from visualizer.findings.tables.sensation import SensationTables

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Patch = tuple[str, str, str]

RELAYS = (
    "medial_lemniscus",
    "spinothalamic",
    "trigeminothalamic_touch",
    "trigeminothalamic_pain",
)


@dataclass(frozen=True, eq=False)
class Areas:
    """Groups of second neurons: one population, one area of cortex.

    Attributes
    ----------
    names : tuple of str
        Areas of cortex.
    row : (n + 1,) int array
        Place of every population among the second neurons; the row after the last is any other.
    group : (f,) int array
        Group of every fibre: row times areas plus area.
    total : (groups,) float array
        Fibre weight of every group.
    """

    names: tuple[str, ...]
    row: Ints
    group: Ints
    total: Floats

    def of_patches(self, tables: SensationTables, patches: Sequence[Patch]) -> Ints:
        """Return the area of every patch."""
        index = {name: i for i, name in enumerate(self.names)}
        parts = [tables.parts.get(territory, "") for _, _, territory in patches]
        return np.array([index.get(tables.cortex.get(part, ""), 0) for part in parts])

    def ending(self, populations: Ints, areas: Ints) -> Ints:
        """Return the group of each population in an area, or its largest where it has none."""
        count = len(self.names)
        largest = self.total.reshape(-1, count).argmax(axis=1)
        rows = self.row[populations]
        wanted = rows * count + areas
        chosen: Ints = np.where(self.total[wanted] > 0, wanted, rows * count + largest[rows])
        return chosen


def areas_of(model: Compiled) -> Areas:
    """Sort the second neurons of a body by the area where they end."""
    fibres = model.fibres
    names = tuple(dict.fromkeys(model.knowledge.sensation.cortex.values()))
    last = [fibres.stations[s].site for s in model.named[fibres.offsets[1:] - 1].tolist()]
    index = {name: i for i, name in enumerate(names)}
    area = np.array([index.get(site, 0) for site in last], dtype=np.int64)
    relay = [i for i, p in enumerate(fibres.populations) if p.kind in RELAYS]
    row = np.full(model.population_count + 1, len(relay), dtype=np.int64)
    row[relay] = np.arange(len(relay))
    group = row[fibres.population] * len(names) + area
    total = np.bincount(group, fibres.weight, minlength=(len(relay) + 1) * len(names))
    return Areas(names, row, group, total.astype(np.float64))
