"""Places of cells: spread evenly, in the same shares of every territory on both sides."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from assets.build import pathways_ascending_brain as volumes

Array = NDArray[np.float64]
Keys = NDArray[np.int64]
SIDES = ("right", "left")
ANGULAR_MM = -52.0
"""MNI y behind which the inferior parietal lobule is angular gyrus, not supramarginal."""
STEPS = np.array([*np.eye(3), *-np.eye(3)])
LENGTH = 3
"""Most points of one short fibre, 1 mm MNI apart."""


@cache
def _sites() -> tuple[str, ...]:
    """Brain sites that have both sides."""
    found = {site for site, _ in volumes.volumes()}
    return tuple(sorted(s for s in found if {(s, "left"), (s, "right")} <= set(volumes.volumes())))


def _classes(cloud: Array, side: str) -> list[bytes]:
    """What each voxel belongs to: a key of all sites of its own side."""
    table = [volumes.holds(site, side, cloud) for site in _sites()]
    return [row.tobytes() for row in np.stack(table, axis=1)]


def _order(cloud: Array) -> Keys:
    """Order that winds through a cloud (n, 3), so that even steps in it are even in space."""
    at = np.rint(cloud - cloud.min(axis=0)).astype(np.int64)
    code = np.zeros(len(at), np.int64)
    for bit in range(8):
        for axis in range(3):
            code |= ((at[:, axis] >> bit) & 1) << (3 * bit + axis)
    return np.argsort(code, kind="stable")


def _shares(members: dict[str, dict[bytes, list[int]]], count: int) -> dict[bytes, int]:
    """Cells of each class: its mean share of both sides, none where one side lacks it."""
    both = [k for k in members["right"] if k in members["left"]]
    totals = {s: sum(len(v) for v in members[s].values()) for s in SIDES}
    wanted = {
        k: count * sum(len(members[s][k]) / totals[s] for s in SIDES) / 2 for k in sorted(both)
    }
    scale = count / sum(wanted.values())
    exact = np.array([scale * w for w in wanted.values()])
    whole = np.floor(exact).astype(int)
    late = np.argsort(whole - exact, kind="stable")[: count - int(whole.sum())]
    whole[late] += 1
    room = [min(len(members[s][k]) for s in SIDES) for k in wanted]
    return {k: min(int(n), r) for k, n, r in zip(wanted, whole, room, strict=True)}


def _line(start: int, cloud: Array, inside: dict[bytes, int], keys: list[bytes]) -> Array:
    """Lead a short line (n, 3) from a voxel through neighbours of the same class."""
    middle = cloud.mean(axis=0)
    inward = middle - cloud[start]
    steps = STEPS[np.argsort(-(STEPS @ inward), kind="stable")]
    line = [cloud[start]]
    for step in steps:
        following = inside.get((cloud[start] + step).tobytes())
        if following is None or keys[following] != keys[start]:
            continue
        line.append(cloud[following])
        further = inside.get((cloud[following] + step).tobytes())
        if further is not None and keys[further] == keys[start] and len(line) < LENGTH:
            line.append(cloud[further])
        return np.array(line)
    return np.array([cloud[start], cloud[start] + 0.4 * steps[0]])


def cells(clouds: dict[str, Array], count: int) -> dict[str, list[Array]]:
    """Choose `count` short lines, MNI mm, in the clouds (n, 3) of both sides.

    Clouds that mirror each other give lines that mirror each other.
    """
    keys = {s: _classes(clouds[s], s) for s in SIDES}
    members: dict[str, dict[bytes, list[int]]] = {s: {} for s in SIDES}
    for side in SIDES:
        turned = clouds[side] * [1.0 if side == "right" else -1.0, 1.0, 1.0]
        for i in _order(turned).tolist():
            members[side].setdefault(keys[side][i], []).append(i)
    shares = _shares(members, count)
    out: dict[str, list[Array]] = {}
    for side in SIDES:
        inside = {p.tobytes(): i for i, p in enumerate(clouds[side])}
        out[side] = [
            _line(members[side][k][int((j + 0.5) / n * len(members[side][k]))], clouds[side],
                  inside, keys[side])
            for k, n in shares.items()
            for j in range(n)
        ]  # fmt: skip
    return out
