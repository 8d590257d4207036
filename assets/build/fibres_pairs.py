"""Pairs of descending fibres of the two sides that run through the same places.

The tract of the brain follows a brain that is not symmetric. Both sides must answer alike to a
lesion of the same named place, so each fibre is paired with one of the other side that passes
the mirrored places; the few fibres without a partner are left out.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Key = tuple[Any, ...]


def _relative(side: str, own: str) -> str:
    if side not in ("left", "right"):
        return "none"
    return "same" if side == own else "other"


def _key(tract: Mapping[str, NDArray[Any]], i: int) -> Key:
    """Job and places of a fibre, with the sides told relative to its cortex."""
    own = str(tract["cortex_side"][i])
    a, b = int(tract["offsets"][i]), int(tract["offsets"][i + 1])
    where = {
        (site, _relative(side, own))
        for site, side in zip(
            tract["station"][a:b].tolist(), tract["station_side"][a:b].tolist(), strict=True
        )
    }
    target = _relative(str(tract["target_side"][i]), own)
    job = tuple(str(tract[k][i]) for k in ("kind", "part", "tract", "crossed"))
    return (*job, target, frozenset(where))


def pairs(tract: Mapping[str, NDArray[Any]]) -> NDArray[np.int64]:
    """Indices (n, 2) of paired fibres: from the left hemisphere and from the right.

    Parameters
    ----------
    tract : mapping
        Arrays of the tract file: kind, part, tract, crossed, cortex_side, target_side, offsets,
        station and station_side.
    """
    groups: dict[Key, tuple[list[int], list[int]]] = {}
    for i in range(len(tract["part"])):
        side = 0 if str(tract["cortex_side"][i]) == "left" else 1
        groups.setdefault(_key(tract, i), ([], []))[side].append(i)
    found = [p for left, right in groups.values() for p in zip(left, right, strict=False)]
    return np.array(sorted(found), dtype=np.int64)
