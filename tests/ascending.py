"""The ascending and autonomic fibres of the body by kind, for the tests that follow them."""

import csv
from functools import cache

import numpy as np

from tests.bodies import body
from visualizer.storage.paths import assets_path

OTHER = {"left": "right", "right": "left"}
FIRST, SECOND = ("afferent_large", "afferent_small"), ("medial_lemniscus", "spinothalamic")
FACE = ("trigeminothalamic_touch", "trigeminothalamic_pain")
BODY = [
    *(f"C{i}" for i in range(2, 9)),
    *(f"T{i}" for i in range(1, 13)),
    *(f"L{i}" for i in range(1, 6)),
    *(f"S{i}" for i in range(1, 6)),
]


def rows_of(name):
    """Return the rows of a clinical table."""
    with assets_path("knowledge", name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def is_wanted(population, kind):
    """Tell a population of these paths from those of the cranial nerves of the same kind."""
    if population.kind != kind:
        return False
    if kind in FIRST:
        return population.segment in (*BODY, "V1", "V2", "V3")
    return kind != "sympathetic_head" or bool(population.segment)


@cache
def of_kind(kind):
    """Return (population, points, stations) of each fibre of a kind."""
    fibres = body().fibres
    wanted = np.array([is_wanted(p, kind) for p in fibres.populations])
    out = []
    for i in np.flatnonzero(wanted[fibres.population]):
        run = slice(*fibres.offsets[i : i + 2])
        stations = [fibres.stations[s] for s in fibres.station[run]]
        out.append((fibres.populations[fibres.population[i]], fibres.fibre(int(i)), stations))
    return out


def first_at(stations, prefix):
    """Return the number of the first station with a site of this name, or None."""
    return next((i for i, s in enumerate(stations) if s.site.startswith(prefix)), None)
