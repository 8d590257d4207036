"""The areas of the review sheet; a table that no area names appears under "Other tables"."""

from collections.abc import Iterable
from fnmatch import fnmatch

from visualizer.storage.review import ClaimTable

OTHER = "Other tables"
DRAWN = "Courses and shapes of the drawn body"
AREAS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Muscles, their roots and nerves, movements and drive",
        (
            "muscles.csv",
            "muscle_supply.csv",
            "movements.csv",
            "regions.csv",
            "isncsci_*",
            "drive.csv",
            "motor_*.csv",
            "corticobulbar.csv",
            "cortical_origin.csv",
            "descending_tracts.csv",
            "plexus.csv",
            "nerve_branches.csv",
        ),
    ),
    (
        "Power, reflexes, tone, processes and time",
        ("power.*", "reflexes.*", "surface_*", "process.*", "time.*"),
    ),
    (
        "Sensation",
        (
            "sensation*",
            "sensory*",
            "dermatomes.csv",
            "cutaneous_nerves.csv",
            "skin_roots.csv",
            "skin_territories.csv",
            "ascending_*",
        ),
    ),
    (
        "Cranial nerves",
        ("cranial_signs*", "cranial_nerves.csv", "cranial_foramina.csv", "cranial_regions.csv"),
    ),
    ("Autonomic functions", ("autonomic_*",)),
    (
        "Higher functions, gait and patterns of signs",
        ("higher*", "patterns*", "syndromes*", "centres*"),
    ),
    ("Sentences that explain the signs", ("rules*",)),
    ("Electrodiagnosis", ("electro*",)),
    ("Diffuse diseases", ("diffuse*",)),
    ("Sites and what a lesion there destroys", ("sites/*", "*_sites.*")),
    (
        "Nuclei, tracts and arteries",
        (
            "brainstem_nuclei.csv",
            "*_arter*",
            "arterial_*",
            "cord_*",
            "horn_*",
            "foramina.csv",
            "nerve_section.csv",
        ),
    ),
    ("Names of structures", ("terms/*",)),
    ("Cards of structures", ("cards/*",)),
)
COORDINATES = (
    "*_courses.csv", "*_courses/*", "*_outline.csv", "*_relief.csv", "muscle_shapes/*",
    "muscle_volumes.csv", "skin_strokes.csv", "structures.csv", "cord_zones.toml",
)  # fmt: skip


def is_drawn(name: str) -> bool:
    """Tell whether a table holds coordinates, to be judged in the pictures, not row by row."""
    return any(fnmatch(name, pattern) for pattern in COORDINATES)


def by_area(tables: Iterable[ClaimTable]) -> dict[str, list[ClaimTable]]:
    """Group tables by area, in the order of the areas; none is left out."""
    found: dict[str, list[ClaimTable]] = {area: [] for area, _ in AREAS}
    found |= {OTHER: [], DRAWN: []}
    for table in sorted(tables, key=lambda table: _rank(table.name)):
        found[area_of(table.name)].append(table)
    return {area: group for area, group in found.items() if group}


def area_of(name: str) -> str:
    """Return the area of a table by its file name."""
    if is_drawn(name):
        return DRAWN
    for area, patterns in AREAS:
        if any(fnmatch(name, pattern) for pattern in patterns):
            return area
    return OTHER


def _rank(name: str) -> tuple[int, str]:
    """Put the tables of an area in the order in which it names them."""
    patterns = [pattern for _, group in AREAS for pattern in group]
    hits = (i for i, pattern in enumerate(patterns) if fnmatch(name, pattern))
    return next(hits, len(patterns)), name
