"""Lets the middle sheets give way to bone, to each other and to the skin, as packed bellies do."""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d
from scipy.spatial import cKDTree

from assets.build.muscle_places import Bones, Surface
from assets.build.muscle_sheets import Head

Array = NDArray[np.float64]

ROUNDS = 12
BONE_SHARE, NEIGHBOUR_SHARE = 0.8, 0.72
SKIN_MM = 2.0
WIDE_MM = 45.0
"""A wider sheet bends across its fibres; a narrower one moves as a whole."""


def _push_from_bone(head: Head, bones: Bones) -> Array:
    flat = head.points.reshape(-1, 3)
    value, away = bones.surface.signed(flat)
    wanted = 0.6 + BONE_SHARE * np.repeat(head.half_mm, head.points.shape[1])
    short = np.clip(wanted - value, 0, 6.0)
    return (short[:, None] * away).reshape(head.points.shape)


def _push_from_skin(head: Head, skin: Surface) -> Array:
    flat = head.points.reshape(-1, 3)
    value, outward = skin.signed(flat)
    wanted = SKIN_MM + 0.8 * np.repeat(head.half_mm, head.points.shape[1])
    short = np.clip(value + wanted, 0, 6.0)
    return (-short[:, None] * outward).reshape(head.points.shape)


def neighbours(heads: list[Head], reach_mm: float = 6.0) -> list[list[int]]:
    """Which heads lie near each head."""
    low = np.array([h.points.min(axis=(0, 1)) - h.half_mm.max() - reach_mm for h in heads])
    high = np.array([h.points.max(axis=(0, 1)) + h.half_mm.max() + reach_mm for h in heads])
    near = (low[:, None] < high[None]).all(axis=2) & (high[:, None] > low[None]).all(axis=2)
    np.fill_diagonal(near, False)
    return [list(np.flatnonzero(row)) for row in near]


def _push_apart(head: Head, others: list[tuple[cKDTree, Head]]) -> Array:
    flat = head.points.reshape(-1, 3)
    own = np.repeat(head.half_mm, head.points.shape[1])
    push = np.zeros_like(flat)
    for tree, other in others:
        reach = head.half_mm.max() + other.half_mm.max()
        distance, index = tree.query(flat, distance_upper_bound=reach)
        hit = np.isfinite(distance)
        if not hit.any():
            continue
        index = index[hit]
        theirs = np.repeat(other.half_mm, other.points.shape[1])[index]
        wanted = NEIGHBOUR_SHARE * (own[hit] + theirs)
        short = np.clip(wanted - distance[hit], 0, 5.0)
        offset = flat[hit] - tree.data[index]
        offset /= np.maximum(distance[hit], 1e-3)[:, None]
        # The thinner gives way more: a tendon does not move a belly.
        share = theirs / (own[hit] + theirs)
        push[hit] += (0.7 * share * short)[:, None] * offset
    return push.reshape(head.points.shape)


def _smoothed(move: Array, head: Head) -> Array:
    mode = "wrap" if head.closed else "nearest"
    out = gaussian_filter1d(move, 2.0, axis=0, mode=mode)
    width = float(np.linalg.norm(head.points[:, -1] - head.points[:, 0], axis=1).mean())
    if width > WIDE_MM:
        return gaussian_filter1d(out, 1.0, axis=1, mode="nearest")
    return 0.5 * out + 0.5 * out.mean(axis=1, keepdims=True)


def pack(heads: list[Head], bones: Bones, skin: Surface, rounds: int = ROUNDS) -> None:
    """Move the sheets of all heads in place until they are side by side."""
    near = neighbours(heads, 10.0)
    start = [h.points.copy() for h in heads]
    for number in range(rounds):
        trees = [cKDTree(h.points.reshape(-1, 3)) for h in heads]
        moves = []
        for i, head in enumerate(heads):
            others = [(trees[j], heads[j]) for j in near[i]]
            move = 0.5 * _push_apart(head, others) + 0.7 * _push_from_skin(head, skin)
            moves.append(move)
        for i, head in enumerate(heads):
            hold = (head.free * head.spec.get("yield", 1.0))[:, None, None]
            head.points += _smoothed(moves[i], head) * hold
            drift = _smoothed(head.points - start[i], head) * hold
            if number % 4 == 3:
                head.points = start[i] + drift
            head.points += _smoothed(_push_from_bone(head, bones), head) * hold
            least = 0.3 + 0.8 * head.half_mm[:, None]
            x = head.points[..., 0]
            head.points[..., 0] = np.where(x < least, x + 0.7 * (least - x), x)
    for head in heads:
        _over_ribs(head, bones)


def _over_ribs(head: Head, bones: Bones) -> None:
    """Bend a wide sheet over the single bones that still stand through it."""
    if head.closed or float(np.ptp(head.points[len(head.points) // 2], axis=0).max()) < WIDE_MM:
        return
    hold = (head.free * head.spec.get("yield", 1.0))[:, None, None]
    for _ in range(4):
        value, away = bones.surface.signed(head.points.reshape(-1, 3))
        move = (np.clip(1.2 - value, 0, 6.0)[:, None] * away).reshape(head.points.shape)
        head.points += gaussian_filter1d(move, 0.6, axis=0, mode="nearest") * hold
