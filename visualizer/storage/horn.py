"""Reads cross-sections of the cord, the arc of each segment and the classes of fibres."""

import csv
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy.horn import Arc, FibreClass

Sections = dict[str, dict[str, tuple[NDArray[np.float64], ...]]]


def load_sections(path: Path) -> Sections:
    """Read the polygons (n, 2) of (u, v), right half, by segment and then by name."""
    found: Sections = {}
    if not path.is_file():
        return found
    with np.load(path, allow_pickle=False) as stored:
        names, segments = stored["names"], stored["segments"]
        offsets, points = stored["offsets"].astype(int), stored["points"].astype(float)
    for number, (name, segment) in enumerate(zip(names, segments, strict=True)):
        parts = found.setdefault(str(segment), {})
        polygon = points[offsets[number] : offsets[number + 1]]
        parts[str(name)] = (*parts.get(str(name), ()), polygon)
    return found


def load_arcs(path: Path) -> dict[str, Arc]:
    """Read the arc of each segment."""
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        row["segment"]: Arc(
            row["segment"],
            row["muscle"],
            row["nucleus"],
            row["antagonist"],
            row["antagonist_nucleus"],
            row["antagonist_level"],
            row["note"],
            tuple(row["source"].split(";")),
        )
        for row in rows
    }


def load_fibre_classes(path: Path) -> tuple[FibreClass, ...]:
    """Read the classes of nerve fibres."""
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(
        FibreClass(
            row["class"],
            row["lloyd"],
            float(row["low_um"]),
            float(row["high_um"]),
            float(row["low_ms"]),
            float(row["high_ms"]),
            row["myelin"] == "yes",
            row["carries"],
            row["kind"],
            float(row["share"]),
        )
        for row in rows
    )
