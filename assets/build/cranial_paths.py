"""Authored courses of the cranial nerves: their tables, and paths as lists of named nodes."""

import csv
import re
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from assets.build import brainstem_frame as frame
from assets.build import places, transforms

Array = NDArray[np.float64]

SITES = {
    "oculomotor": "midbrain.oculomotor_nucleus",
    "trochlear": "midbrain.trochlear_nucleus",
    "trigeminal_motor": "pons.trigeminal_motor_nucleus",
    "principal_sensory_trigeminal": "pons.trigeminal_sensory_nucleus",
    "abducens": "pons.abducens_nucleus",
    "facial": "pons.facial_nucleus",
    "pprf": "pons.pprf",
    "pretectum": "midbrain.pretectum",
    "ambiguus": "medulla.nucleus_ambiguus",
    "hypoglossal": "medulla.hypoglossal_nucleus",
}
"""Nuclei that have a place of their own in the vocabulary; the others are `nucleus.<name>`."""
ITEM = re.compile(
    r"(?P<other>~?)(?P<back>-?)(?P<what>[nftms]):(?P<name>[a-z0-9_.]+)"
    r"(?:\[(?P<first>\d*):(?P<stop>\d*)\])?"
    r"(?:@(?P<at>-?[\d.]+))?(?:%(?P<share>[\d.]+))?(?P<spot>(?:/-?[\d.]+)*)"
)
"""Grammar of one step of a path: see `cranial.py`."""

STRAIGHT = 0.3
"""Cosine of the sharpest turn into an ending."""


@dataclass(frozen=True, eq=False)
class Step:
    """One node of a path; `site` and `level` name the leg that ends in it.

    Attributes
    ----------
    point : (3,) array, body mm
    radius : (3,) array, mm
        Half size of the bundle, or of the nucleus, along the body's axes.
    other : bool
        On the other side of the body from the side served.
    nucleus : bool
        The middle of a nucleus.
    """

    point: Array
    radius: Array
    site: str
    level: str = ""
    other: bool = False
    nucleus: bool = False


@dataclass(frozen=True)
class Item:
    """One parsed word of a path."""

    other: bool
    back: bool
    what: str
    name: str
    rows: slice
    at: float | None
    share: float
    spot: tuple[float, ...]


@dataclass(frozen=True)
class Route:
    """One row of cranial_nerves.csv."""

    kind: str
    target: str
    variant: str
    fibres: int
    weight: float
    items: tuple[Item, ...]
    offset: tuple[float, float]
    """Place of the bundle in its nerve: lateral and up, as shares of the radius."""


def parse(word: str) -> Item:
    """Read one word of a path."""
    m = ITEM.fullmatch(word)
    if m is None:
        raise ValueError(f"not a step of a path: {word!r}")
    rows = slice(int(m["first"]) if m["first"] else None, int(m["stop"]) if m["stop"] else None)
    return Item(
        bool(m["other"]),
        bool(m["back"]),
        m["what"],
        m["name"],
        rows,
        float(m["at"]) if m["at"] else None,
        float(m["share"]) if m["share"] else 1.0,
        tuple(float(v) for v in m["spot"].split("/")[1:]),
    )


def routes() -> list[Route]:
    """Rows of the table of populations."""
    with (places.KNOWLEDGE / "cranial_nerves.csv").open(encoding="utf-8", newline="") as f:
        return [
            Route(
                row["kind"],
                row["target"],
                row["variant"],
                int(row["fibres"]),
                float(row["weight"]),
                tuple(parse(word) for word in row["path"].split()),
                (float(row["offset_lateral"]), float(row["offset_up"])),
            )
            for row in csv.DictReader(f)
        ]


@cache
def trunks() -> dict[str, list[Step]]:
    """Name of a stretch of nerve to its nodes on the right side."""
    out: dict[str, list[Step]] = {}
    with (places.KNOWLEDGE / "cranial_courses.csv").open(encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f):
            point = np.array([float(row[k]) for k in ("x_mm", "y_mm", "z_mm")])
            radius = np.full(3, float(row["radius_mm"]))
            out.setdefault(row["trunk"], []).append(Step(point, radius, row["site"], row["level"]))
    return out


@cache
def _brainstem() -> dict[str, Array]:
    return frame.read_courses()


def _stem_level(rostral: float) -> str:
    if rostral > frame.PONTOMESENCEPHALIC_MM:
        return "midbrain"
    return "pons" if rostral > frame.PONTOMEDULLARY_MM else "medulla"


def fascicle(name: str, shift: float = 0.0) -> list[Step]:
    """Nodes of a course within the brainstem, moved `shift` mm rostrally."""
    course = _brainstem()[name]
    points = frame.to_body(course[:, 1], course[:, 0] + shift, course[:, 2])
    radius = 0.9 * transforms.SCALE * np.minimum(course[:, 3], course[:, 4])
    return [
        Step(p, np.full(3, r), f"brainstem.{name}", _stem_level(float(s + shift)))
        for p, r, s in zip(points, radius, course[:, 0], strict=True)
    ]


def nucleus(name: str, rostral: float, share: float = 1.0) -> Step:
    """Return the middle of a nucleus at a rostral place, mm; `share` scales its distance out."""
    course = _brainstem()[name]
    course = course[np.argsort(course[:, 0])]
    at = [float(np.interp(rostral, course[:, 0], course[:, k])) for k in (1, 2, 3, 4)]
    half = course[:, 5] if np.isfinite(course[:, 5]).all() else np.full(len(course), 1.0)
    size = np.array([at[2], at[3], min(float(half.min()), 1.2)]) * 0.6 * transforms.SCALE
    point = frame.to_body(np.array([at[0] * share]), np.array([rostral]), np.array([at[1]]))[0]
    return Step(point, size, SITES.get(name, f"nucleus.{name}"), nucleus=True)


def backwards(steps: list[Step]) -> list[Step]:
    """The same nodes from the end: every leg keeps its name."""
    out = [steps[-1]]
    for node, leg in zip(steps[-2::-1], steps[:0:-1], strict=True):
        out.append(replace(node, site=leg.site, level=leg.level))
    return out


def stretch(item: Item, side: str) -> list[Step]:
    """Nodes of one word of a path that is no end in a muscle or the skin, as on the right.

    A stretch that is not alike on both sides has a second course, `<name>.left`.
    """
    if item.what == "n":
        steps = [nucleus(item.name, item.at or 0.0, item.share)]
    elif item.what == "f":
        steps = fascicle(item.name, item.at or 0.0)[item.rows]
    else:
        own = f"{item.name}.{side}"
        steps = trunks()[own if own in trunks() else item.name][item.rows]
    if item.back:
        steps = backwards(steps)
    if item.other:
        steps = [replace(s, point=s.point * [-1.0, 1.0, 1.0], other=True) for s in steps]
    return steps


def led(nodes: list[Step], end: Step) -> list[Step]:
    """Lead a course to its end: leave out a last node beyond which it would turn back."""
    last, before = nodes[-1], nodes[-2]
    if last.site == before.site and not last.level:
        came, goes = last.point - before.point, end.point - last.point
        if came @ goes < STRAIGHT * np.linalg.norm(came) * np.linalg.norm(goes):
            return [*nodes[:-1], end]
    return [*nodes, end]
