"""Fibres of the cranial nerves and of the special senses, from nucleus to target.

A population is a row of `cranial_nerves.csv`; its path is a list of words:
`n:<nucleus>@<rostral mm>%<share of its distance from the midline>`, `f:<fascicle>[rows]@<shift>`,
`t:<trunk>` (cranial_courses.csv), `m:<muscle>`, `s:<territory>/x/y/z`. A word that begins with
`~` lies on the other side, one with `-` is run from its end.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from assets.build import cranial_accessory, cranial_space
from assets.build.cord import Cord
from assets.build.cord_zones import Zones
from assets.build.cranial_ends import Ends
from assets.build.cranial_paths import Item, Route, Step, led, routes, stretch
from assets.build.nerves_clear import Space
from assets.build.nerves_curves import ball, drop_repeats, rounded, smooth
from assets.build.strands import Fibre, Place

Array = NDArray[np.float64]
MIRROR = np.array([-1.0, 1.0, 1.0])
OTHER = {"left": "right", "right": "left"}
REPLACED = ("upper_face", "lower_face", "tongue", "trapezius", "sternocleidomastoid")
"""Muscles whose `lmn` strands from `fibres_lmn` these replace."""

SKULL = ("nerve.cn", "ganglion.", "nerve.chorda", "nerve.greater", "nerve.lesser", "nerve.short")
CENTRAL = (
    "brainstem.",
    "midbrain.",
    "pons.",
    "medulla.",
    "nucleus.",
    "brain.",
    "optic.",
    "cortex.",
)
HELD = (*CENTRAL, "cord.", "eye.", "olfactory.", "brachium.", "nose.")
"""Places where neither bone nor skin moves a fibre."""
STEP_CENTRAL_MM, STEP_SKULL_MM, STEP_MM = 3.4, 3.0, 6.0
BELOW_SKULL_MM = 1515.0
SPREAD = 0.6
BEND_DEG, LEAST_MM = 14.0, 0.9
"""A point is kept where the course has turned this far, but not nearer than this to the last."""
DENSE_MM = 0.5
NUCLEUS_REACH, NUCLEUS_EXIT = 0.4, 0.25
"""Last share of a leg into a nucleus that is named after it, and first share of one out of it;
the rest is its bundle."""


def step_of(site: str, height: float) -> float:
    """Largest distance of neighbouring points at a site and height, mm."""
    if site.startswith(CENTRAL):
        return STEP_CENTRAL_MM
    return STEP_SKULL_MM if site.startswith(SKULL) and height > BELOW_SKULL_MM else STEP_MM


class Cranial:
    """Maker of the cranial populations."""

    def __init__(self, space: Space) -> None:
        self._space = space
        self._ends = Ends(space.bone)

    def _terminal(self, item: Item, entry: Array, n: int, key: str) -> tuple[Array, str]:
        if item.what == "m":
            muscle = item.name.split(".")[0]
            return self._ends.belly(item.name, entry, n, key), f"muscle.{muscle}"
        return self._ends.skin(item.name, item.spot, n), f"skin.{item.name}"

    def place(self, muscle: str, entry: Array, n: int, key: str) -> Array:
        """Places (n, 3), mm, in a belly."""
        return self._ends.belly(muscle, entry, n, key)

    def bundle(self, route: Route, side: str) -> Iterator[tuple[Array, list[Place]]]:
        """Courses of a population, drawn as if it served the right side."""
        key = f"{route.kind}.{route.target}.{route.variant}.{route.items[-1].name}"
        middle = [stretch(i, side) if i.what in "nft" else [] for i in route.items]
        steps = [s for part in middle for s in part]
        ends: dict[int, tuple[Array, str]] = {}
        for k in (0, len(route.items) - 1):
            if not middle[k]:
                entry = steps[0 if k == 0 else -1].point
                ends[k] = self._terminal(route.items[k], entry, route.fibres, key)
        cloud = ball(key, route.fibres)
        own = np.array([route.offset[0], 0.0, route.offset[1]])
        for i in range(route.fibres):
            nodes = list(steps)
            if 0 in ends:
                nodes = led(nodes[::-1], _end(ends[0], i))[::-1]
            if len(route.items) - 1 in ends:
                nodes = led(nodes, _end(ends[len(route.items) - 1], i))
            yield self.lay(nodes, own + SPREAD * cloud[i])

    def lay(self, nodes: list[Step], shift: Array) -> tuple[Array, list[Place]]:
        """Turn nodes into a smooth course with its places, clear of bone and skin."""
        turn = np.array([MIRROR if n.other else np.ones(3) for n in nodes])
        raw = np.array([n.point for n in nodes]) + shift * turn * [n.radius for n in nodes]
        keep = drop_repeats(raw, 0.4)
        nodes = [nodes[k] for k in keep]
        line, place = smooth(raw[keep], DENSE_MM)
        leg = np.clip(np.ceil(place - 1e-9).astype(int), 0, len(nodes) - 1)
        where = [
            _place(nodes[_named_by(nodes, int(k), float(at))])
            for k, at in zip(leg, place, strict=True)
        ]
        free = np.array([not site.startswith(HELD) for site, _, _ in where], dtype=float)
        line = rounded(line, np.ones(len(line)), 2)
        line = self._clear(line, rounded_mask(free))
        return thinned(line, where)

    def _clear(self, line: Array, free: Array) -> Array:
        """Bring a dense line out of bone and in from the skin by a smooth displacement."""
        turned = line * np.where(line[:, :1] < 0, MIRROR, 1.0)
        edge = np.full(len(line), 0.5)
        moved = self._space.relax(turned, edge, edge + 0.3, free)
        moved = self._space.clear(moved, free, 0.3, 0.6)
        out = moved * np.where(line[:, :1] < 0, MIRROR, 1.0)
        return rounded(out, free, 2) if np.abs(out - line).max() > 0 else out


def _end(end: tuple[Array, str], i: int) -> Step:
    return Step(end[0][i], np.zeros(3), end[1])


def _named_by(nodes: list[Step], k: int, at: float) -> int:
    """Node that names a point of the leg into node `k`, `at` along the nodes.

    A bundle keeps its name until near a nucleus, a nucleus its own until just outside it, and a
    nerve its own until near the brainstem.
    """
    if k == 0:
        return k
    before, here = nodes[k - 1], nodes[k]
    if here.nucleus:
        reach = 0.5 if before.nucleus else NUCLEUS_REACH
        within = not before.site.startswith((*CENTRAL, "brachium."))
    elif before.nucleus:
        reach, within = 1.0 - NUCLEUS_EXIT, False
    else:
        reach = NUCLEUS_REACH
        within = not (before.site.startswith("nerve.") and here.site.startswith("brainstem."))
    return k if within or at > k - reach else k - 1


def _place(step: Step) -> Place:
    return step.site, "left" if step.other else "right", step.level


def rounded_mask(free: Array) -> Array:
    """Fade a 0 or 1 mask over a few points, never above itself."""
    wide = np.convolve(np.pad(free, 4, "edge"), np.ones(9) / 9, "valid")
    return np.minimum(free, wide)


def thinned(line: Array, where: list[Place]) -> tuple[Array, list[Place]]:
    """Thin a dense course, keeping both ends, every change of place and every bend."""
    way = np.diff(line, axis=0)
    gaps = np.append(np.linalg.norm(way, axis=1), 0.0)
    way /= np.maximum(gaps[:-1, None], 1e-9)
    cosines = np.clip(np.einsum("ij,ij->i", way[:-1], way[1:]), -1.0, 1.0)
    turns = np.concatenate([[0.0], np.degrees(np.arccos(cosines)), [0.0]])
    keep, since, bent = [0], 0.0, 0.0
    for i in range(1, len(line)):
        since, bent = since + gaps[i - 1], bent + turns[i]
        full = since + gaps[i] > step_of(where[i][0], line[i, 2])
        bend = bent > BEND_DEG and since > LEAST_MM
        if full or bend or where[i] != where[i - 1] or i == len(line) - 1:
            keep.append(i)
            since = bent = 0.0
    return line[keep], [where[i] for i in keep]


def _on(side: str, points: Array, where: list[Place], route: Route) -> Fibre:
    """Make the fibre of a population for a side from its course drawn on the right."""
    target = route.target
    if target.startswith("field_"):
        target = f"field_{side if target == 'field_same' else OTHER[side]}"
    fibre = Fibre(
        route.kind, target, "", "right", points, where, route.weight / route.fibres, route.variant
    )
    if side == "right":
        return fibre
    there = [(site, OTHER[s], level) for site, s, level in where]
    return replace(fibre, side="left", points=points * MIRROR, places=there)


def fibres(cord: Cord | None = None, zones: Zones | None = None) -> Iterator[Fibre]:
    """Make all cranial fibres of both sides.

    The accessory nerve's are made only where a cord is given (built, if None, by its own module).
    """
    space = cranial_space.space()
    maker = Cranial(space)
    for route in routes():
        right = list(maker.bundle(route, "right"))
        asymmetric = any(i.name in cranial_space.ASYMMETRIC for i in route.items)
        left = list(maker.bundle(route, "left")) if asymmetric else right
        for side, courses in (("right", right), ("left", left)):
            for points, where in courses:
                yield _on(side, points, where, route)
    yield from cranial_accessory.fibres(maker, cord, zones)
