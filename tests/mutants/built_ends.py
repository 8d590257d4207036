"""The heads of muscles in which the shipped motor fibres of cranial nerves end."""

import re
from collections.abc import Iterator
from functools import cache

import numpy as np

from tests.mutants.built_body import SIDE, Row
from tests.mutants.built_courses import Key, Points, strands
from visualizer.storage.paths import assets_path

#: Heads that lie on each other leave open which of them a fibre ends in.
NEAR_MM = 0.5
HEAD = re.compile(r"m:(([a-z_]+)\.[a-z_]+)")


@cache
def _heads() -> dict[str, Points]:
    """Return the vertices of each muscle of the right side, mm."""
    with np.load(assets_path("geometry", "meshes", "muscles.npz"), allow_pickle=False) as file:
        points = file["origin_mm"] + file["scale_mm"] * file["vertices"].astype(np.float64)
        first = file["vertex_offsets"]
        names = [str(name) for name in file["names"]]
    return {
        name.removeprefix("muscle.").removesuffix(f".{SIDE}"): points[a:b]
        for name, a, b in zip(names, first, first[1:], strict=False)
        if name.endswith(f".{SIDE}")
    }


@cache
def _away(key: Key, head: str) -> tuple[float, ...]:
    """Return how far each fibre of a population ends from a head of a muscle."""
    ends = [strand[-1] for strand in strands()[key]]
    return tuple(float(np.linalg.norm(_heads()[head] - end, axis=1).min()) for end in ends)


def in_their_heads(key: Key, rows: list[Row]) -> Iterator[bool]:
    """Tell for each row that names a head whether its fibres end nearer to it than to the others.

    The fibres of a population lie in the order of its rows.
    """
    first = 0
    for row in rows:
        last = first + int(row["fibres"])
        for head, muscle in HEAD.findall(row["path"]):
            own = sum(_away(key, head)[first:last])
            others = [name for name in _heads() if name.startswith(f"{muscle}.")]
            yield all(own <= sum(_away(key, name)[first:last]) + NEAR_MM for name in others)
        first = last
