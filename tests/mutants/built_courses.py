"""Whether the fibres of a cranial nerve run along the courses that their path names."""

import csv
import re
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tests.bodies import body
from tests.mutants.built_body import SIDE

Points = NDArray[np.float64]
Key = tuple[str, str, str, str]
NEAR_MM, ALONG_MM = 1.2, 0.8
#: Trunks that bone or skin holds off their course.
LOOSE = {"cn5.lingual": 4.0, "cn7.to_corrugator": 7.0, "cn7.marginal": 3.0, "cn7.cervical": 10.0}
LOOSE |= {"cn7.chorda": 3.2, "cn7.tongue": 2.6}
WORD = re.compile(r"(~?)-?([nftm]):([a-z_0-9.]+)((?:\[[^\]]*\])?)")
MIRROR = np.array([-1.0, 1.0, 1.0])


@cache
def strands() -> dict[Key, list[Points]]:
    """Return the points of some fibres of each population of the right side."""
    fibres = body().fibres
    found: dict[Key, list[Points]] = {}
    for i, at in enumerate(fibres.population):
        p = fibres.populations[at]
        if p.side == SIDE:
            key = (p.kind, p.target, p.segment, p.id.split(f".{SIDE}")[-1].lstrip("."))
            found.setdefault(key, []).append(
                fibres.points_mm[fibres.offsets[i] : fibres.offsets[i + 1]]
            )
    return found


@cache
def _trunks(text: str) -> dict[str, Points]:
    """Return the points of each trunk of the right side, from the text of its table."""
    found: dict[str, list[list[float]]] = {}
    for row in csv.DictReader(text.splitlines()):
        point = [float(row[axis]) for axis in ("x_mm", "y_mm", "z_mm")]
        found.setdefault(row["trunk"], []).append(point)
    return {name: np.array(points) for name, points in found.items()}


@cache
def along(key: Key, path: str, text: str) -> bool:
    """Tell whether some fibre of a population runs along every trunk of a path, and no other.

    Parameters
    ----------
    key : (str, str, str, str)
        Kind, target, segment and variant of the population.
    path : str
    text : str
        The table of the courses of the trunks.
    """
    courses = _trunks(text)
    words = [word for word in WORD.findall(path) if word[1] == "t"]
    named = {name for _, _, name, _ in words}
    wanted = [(_points(far, name, part, courses), name) for far, _, name, part in words]
    strands_of = [
        strand
        for strand in strands()[key]
        if all(_far(points, strand) <= LOOSE.get(name, NEAR_MM) for points, name in wanted)
    ]
    return any(
        not any(_runs(courses[name], strand) for name in set(courses) - named)
        for strand in strands_of
    )


def _runs(points: Points, strand: Points) -> bool:
    """Tell whether a strand runs along a trunk, on either side; a mere point may be passed."""
    return len(points) > 1 and min(_far(points, strand), _far(points * MIRROR, strand)) <= ALONG_MM


def _points(far: str, name: str, part: str, courses: dict[str, Points]) -> Points:
    """Return the points of a trunk, or of the part in brackets, on the side that is meant."""
    points = courses[name]
    if part:
        first, colon, last = part.strip("[]").partition(":")
        start = int(first) if first else 0
        stop = int(last) if last else len(points) if colon else start + 1
        points = points[start:stop]
    return points * MIRROR if far else points


def _far(points: Points, strand: Points) -> float:
    """Return how far the point farthest from a strand lies from it."""
    a, b = strand[:-1], strand[1:]
    step = b - a
    length = np.maximum((step**2).sum(axis=1), 1e-9)
    t = np.clip(((points[:, None] - a) * step).sum(axis=2) / length, 0.0, 1.0)
    gap = points[:, None] - (a + t[..., None] * step)
    return float(np.sqrt((gap**2).sum(axis=2)).min(axis=1).max(initial=0.0))
