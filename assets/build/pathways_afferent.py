"""First sensory neurons of the body: from the skin to the dorsal horn or the medulla.

The way to the root's entry is that of the cutaneous nerves; from there thick fibres climb the
dorsal column of their side, thin ones run a segment or two in the dorsolateral tract of Lissauer.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from assets.build import places
from assets.build.cutaneous import PeripheralPath, read_segmental, read_territories
from assets.build.meshio import read_layer
from assets.build.nerves_curves import chain
from assets.build.nerves_inside import Inside
from assets.build.pathways_afferent_skin import (
    Patch,
    read_nerve_roots,
    read_overlaps,
    read_patches,
    roots,
)
from assets.build.pathways_ascending_cord import SensoryCord, share, smoothstep
from assets.build.pathways_ascending_stem import column_end
from assets.build.strands import Fibre, Place

Array = NDArray[np.float64]
LARGE, SMALL = "afferent_large", "afferent_small"
SPOTS = 3
FIBRES = {LARGE: (3, 1), SMALL: (3, 1)}
"""Fibres of a patch from its own root and from each neighbour."""
REACH_MM = 60.0
"""Farthest a patch may lie from the end of the nerve that a neighbouring root lends it."""
DEPTH_MM = (0.5, 1.5)
"""Depth of the end and of the nerve under the skin, at least."""
ROUNDS = 6
NERVE_MM, ROOT_MM = 7.6, 3.8
LISSAUER_ACROSS, LISSAUER_OUT = 0.035, 0.55
LISSAUER_SEGMENTS = (0.6, 1.0, -0.7, 1.6, 0.8, 1.2)
"""Segments, up or down, that thin fibres run before they end."""
TOP_MM = 4.0
"""Place on the cord's axis where the dorsal column leaves it for the nuclei."""
UPPER = {*(f"C{i}" for i in range(1, 9)), *(f"T{i}" for i in range(1, 7))}


class Donors:
    """Peripheral paths by segment: the nearest of a territory, or of its neighbours.

    Only nerves of one segment each (intercostals, dorsal rami) lend their skin to those beside.
    """

    def __init__(self, paths: Iterable[PeripheralPath]) -> None:
        self._by: dict[str, list[PeripheralPath]] = {}
        for p in paths:
            self._by.setdefault(p.segment, []).append(p)
        self._supply, self._segmental = read_territories(), read_segmental()

    def best(self, patch: Patch, root: str, spot: Array | None) -> PeripheralPath | None:
        """Return the path that leads from a place of a patch to a root, if one is near."""
        found = self._by.get(root, [])
        own = [p for p in found if p.territory == patch.territory]
        if own:
            return own[0] if spot is None else min(own, key=lambda p: _gap(p, spot))
        if spot is None or not found or patch.territory not in self._segmental:
            return None
        near = min(found, key=lambda p: _gap(p, spot))
        return near if _gap(near, spot) <= REACH_MM else None

    def home(self, territory: str) -> Array:
        """Return a place in the middle of a territory that the skin mesh does not show."""
        segments = self._supply[territory]
        root = max(segments, key=lambda s: segments[s])
        ends = [p.points[0] for p in self._by[root] if p.territory == territory]
        return np.asarray(ends[0])


def _gap(path: PeripheralPath, spot: Array) -> float:
    return float(np.linalg.norm(path.points[0] - spot))


def led_to(path: PeripheralPath, spot: Array, skin: Inside) -> tuple[Array, list[Place]]:
    """Return a path whose skin end is moved to `spot`, smoothly, under the skin, and thinned."""
    move = spot - path.points[0]
    size = float(np.linalg.norm(move))
    length = chain(path.points)
    reach = np.clip(2.0 * size, 15.0, 0.5 * length[-1])
    points = path.points + (1 - smoothstep(length / reach))[:, None] * move
    points, where = filled(points, path.places)
    moved = max(int(np.searchsorted(chain(points), reach + size)), 1)
    return thin(*filled(under(points, moved, skin), where))


def under(points: Array, moved: int, skin: Inside) -> Array:
    """Bring the first `moved` points of a course (n, 3) in from the skin, without a kink."""
    out = points.copy()
    for turn in range(ROUNDS):
        part = out[:moved]
        away, outward = skin.distance(part)
        depth = np.append(DEPTH_MM[0], np.full(len(part) - 1, DEPTH_MM[1]))
        part = part - np.maximum(away + depth, 0.0)[:, None] * outward
        if turn < ROUNDS - 1 and len(part) > 2:
            part[1:-1] = 0.5 * part[1:-1] + 0.25 * (part[2:] + part[:-2])
        out[:moved] = part
    return out


def filled(points: Array, where: list[Place]) -> tuple[Array, list[Place]]:
    """Halve the steps that a moved end has stretched."""
    line, named = [points[:1]], [where[0]]
    for a, b, place in zip(points[:-1], points[1:], where[1:], strict=True):
        n = max(int(np.ceil(np.linalg.norm(b - a) / NERVE_MM)), 1)
        line.append(a + np.arange(1, n + 1)[:, None] / n * (b - a))
        named += [place] * n
    return np.concatenate(line), named


def thin(points: Array, where: list[Place]) -> tuple[Array, list[Place]]:
    """Drop points of a nerve's course that lie close together within one place."""
    out = [0]
    while out[-1] < len(points) - 1:
        i = j = out[-1]
        root = where[i + 1][0].startswith(("root.", "cauda", "cord."))
        limit = ROOT_MM if root else NERVE_MM
        while j < len(points) - 1:
            far = float(np.linalg.norm(points[j + 1] - points[i]))
            if j > i and (far > limit or where[j] != where[i]):
                break
            j += 1
        out.append(j)
    kept = [0] + [k for k in out[1:] if np.linalg.norm(points[k] - points[k - 1]) > 1e-6]
    return points[kept], [where[k] for k in kept]


class Afferents:
    """Maker of the first neurons of the right side."""

    def __init__(self, cord: SensoryCord, paths: Iterable[PeripheralPath]) -> None:
        self._cord, self._donors = cord, Donors(paths)
        layers = read_layer(places.MESHES / "skin.npz")
        self._skin = Inside(max(layers.values(), key=lambda m: len(m[0])))
        self._count = 0

    def fibres(self) -> Iterator[Fibre]:
        """Make the fibres of all patches."""
        overlaps, carried = read_overlaps(), read_nerve_roots()
        for patch in read_patches(SPOTS):
            for kind in (LARGE, SMALL):
                overlap = overlaps.get((patch.id, kind), overlaps["", kind])
                served = roots(patch, overlap, carried.get(patch.territory))
                yield from self._patch(patch, kind, served)

    def _patch(self, patch: Patch, kind: str, served: list[tuple[str, float]]) -> Iterator[Fibre]:
        chosen = []
        for n, (root, part) in enumerate(served):
            spots = self._spots(patch, FIBRES[kind][min(n, 1)], n)
            donors = [self._donors.best(patch, root, spot) for spot in spots]
            ways = [(d, s) for d, s in zip(donors, spots, strict=True) if d is not None]
            if ways:
                chosen.append((root, part, ways))
        total = sum(part for _, part, _ in chosen)
        for root, part, ways in chosen:
            for donor, spot in ways:
                weight = round(part / total / len(ways), 4)
                yield self._fibre(patch, kind, root, led_to(donor, spot, self._skin), weight)

    def _spots(self, patch: Patch, n: int, first: int) -> list[Array]:
        """Places of a patch where `n` fibres of its `first`-th root end."""
        if not len(patch.spots):
            return [self._donors.home(patch.territory)] * n
        start = 0 if not first else FIBRES[LARGE][0]
        return [patch.spots[(start + i) % len(patch.spots)] for i in range(n)]

    def _fibre(
        self,
        patch: Patch,
        kind: str,
        root: str,
        way: tuple[Array, list[Place]],
        weight: float,
    ) -> Fibre:
        points, where = way
        skin: Place = (f"skin.{patch.territory}", "right", "")
        where = [skin if place[0].startswith("skin.") else place for place in where]
        self._count += 1
        inner = self._column if kind == LARGE else self._lissauer
        more, named = inner(points[-1], root, self._count)
        return Fibre(
            kind,
            patch.id,
            root,
            "right",
            np.concatenate([points, more]),
            [*where, *named],
            weight,
        )

    def _entry(self, point: Array, root: str) -> float:
        """Mm along the axis where a root's fibre enters, kept within its segment."""
        s = self._cord.along(point) - 0.4
        low, high = (self._cord.cord.along(root, f) for f in (0.02, 0.98))
        return float(np.clip(s, low, high))

    def _column(self, point: Array, root: str, k: int) -> tuple[Array, list[Place]]:
        cord, entry = self._cord, self._entry(point, root)
        joined = max(entry - 4.0, min(entry, TOP_MM) * 0.9)
        s = cord.climb(joined, TOP_MM) if joined > TOP_MM else np.array([joined])
        depth = share(k)
        first = max(entry - 1.6, joined)
        into = cord.place("dorsal", np.array([first]), np.array(0.88), np.array(0.90))
        up = cord.column(entry, s, depth)
        settle = smoothstep((entry - s) / 12.0)[:, None]
        edge = cord.place("dorsal", s, np.array(0.88), np.array(0.84))
        up = edge + settle * (up - edge)
        names = [root, *cord.names(s)]  # a root's fibres enter its own segment
        where: list[Place] = [("cord.dorsal_column", "right", n) for n in names]
        gracile = root not in UPPER
        layer = float(cord.layer(entry, np.zeros(1))[0])
        end, sites = column_end(gracile, layer, k, up[-1])
        return np.concatenate([into, up, end]), [*where, *sites]

    def _lissauer(self, point: Array, root: str, k: int) -> tuple[Array, list[Place]]:
        cord, entry = self._cord, self._entry(point, root)
        i = cord.cord.names.index(root)
        length = float(cord.cord.bounds[i + 1] - cord.cord.bounds[i])
        way = LISSAUER_SEGMENTS[k % len(LISSAUER_SEGMENTS)] * length
        last = cord.cord.along("S5", 0.9)
        stop = float(np.clip(entry - way, 1.5, last))
        s = cord.climb(max(entry - 1.4, 1.0), stop)
        out = LISSAUER_OUT + 0.35 * (1 - smoothstep(np.abs(s - s[0]) / 5.0))
        run = cord.place("lateral", s, np.array(LISSAUER_ACROSS), out)
        end = cord.point(stop, cord.horn(stop, k))
        inward = 0.5 * (run[-1] + end)
        names = [root, *cord.names(s)[1:]]
        where: list[Place] = [("cord.dorsolateral_tract", "right", n) for n in names]
        horn = ("cord.dorsal_horn", "right", names[-1])
        return np.concatenate([run, [inward, end]]), [*where, horn, horn]
