"""Motor neuron pools: a muscle's share in one segment, with everything that drives it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy import Population, opposite, segment_index
from visualizer.findings.knowledge import Drive, Knowledge

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Found = dict[tuple[str, str, str, str], int]
CORTICAL = ("corticospinal", "corticobulbar", "corticobulbar_accessory")


@dataclass(frozen=True, eq=False)
class Pools:
    """Motor neuron pools as arrays of length r, in the order of their units.

    Attributes
    ----------
    units : tuple of (muscle, side)
    unit : (r,) int array
        Index into `units`.
    segments : tuple of str
        Segment of each pool, "" for a cranial nucleus.
    weight : (r,) float array
        Share of the pool in its unit; sums to 1 for each unit.
    lmn, ia : (r,) int arrays
        Populations of the motor axons and of the stretch afferents; the number of
        populations stands for "none".
    drivers : (4, r) int array
        Populations: crossed and uncrossed corticospinal, brainstem paths of the own and of
        the other side.
    part : (4, r) float array
        Part of the whole drive that each of them carries.
    premotor : (r,) int array
        Population of the crossed premotor fibres.
    planned : (r,) float array
        Part of the whole drive that fails where those alone are lost.
    mate : (r,) int array
        The same pool on the other side, or the pool itself.
    contra, cortex_enough, enough, steepness, early, own : (r,) float arrays
        See `Drive`.
    """

    units: tuple[tuple[str, str], ...]
    unit: Ints
    segments: tuple[str, ...]
    weight: Floats
    lmn: Ints
    ia: Ints
    drivers: Ints
    part: Floats
    premotor: Ints
    planned: Floats
    mate: Ints
    contra: Floats
    cortex_enough: Floats
    enough: Floats
    steepness: Floats
    early: Floats
    own: Floats

    @cached_property
    def steep(self) -> Ints:
        """Pools whose strength does not follow the drive itself."""
        return np.flatnonzero(self.steepness != 1.0)


def build_pools(populations: Sequence[Population], weights: Floats, knowledge: Knowledge) -> Pools:
    """Lay out the pools of every muscle that the body has neurons for."""
    finder = _Finder(populations)
    rows = [
        (unit, segment, lmn)
        for unit in _units(populations, knowledge)
        for segment, lmn in finder.motor(*unit)
    ]
    units = tuple(dict.fromkeys(unit for unit, _, _ in rows))
    number = {unit: i for i, unit in enumerate(units)}
    mates = _mates([(unit, segment) for unit, segment, _ in rows])
    drives = [knowledge.drives[knowledge.muscles[muscle].drive] for (muscle, _), _, _ in rows]
    unit_of = np.array([number[unit] for unit, _, _ in rows], dtype=np.int64)
    lmn = np.array([found for _, _, found in rows], dtype=np.int64)
    parts = _parts(drives)
    return Pools(
        units=units,
        unit=unit_of,
        segments=tuple(segment for _, segment, _ in rows),
        weight=_shares(unit_of, weights[lmn], lmn < len(populations), len(units)),
        lmn=lmn,
        ia=np.array([finder.afferent(*unit, seg) for unit, seg, _ in rows], dtype=np.int64),
        drivers=_drivers(finder, [(unit, seg) for unit, seg, _ in rows], knowledge),
        part=parts,
        premotor=_premotor(finder, [(unit, seg) for unit, seg, _ in rows], knowledge),
        planned=parts[0] * np.array([d.premotor_share for d in drives], dtype=float),
        mate=mates,
        contra=np.array([d.contralateral_cortex for d in drives], dtype=float),
        cortex_enough=np.array([d.cortex_enough for d in drives], dtype=float),
        enough=np.array([d.enough for d in drives], dtype=float),
        steepness=np.array([d.steepness for d in drives], dtype=float),
        early=np.array([d.early_depression for d in drives], dtype=float),
        own=np.array([d.brainstem_own for d in drives], dtype=float),
    )


def _units(populations: Iterable[Population], knowledge: Knowledge) -> list[tuple[str, str]]:
    present = {(p.target, p.side) for p in populations if p.kind in ("lmn", "corticobulbar")}
    return [
        (muscle, side)
        for muscle in knowledge.muscles
        for side in ("left", "right")
        if (muscle, side) in present
    ]


def _mates(rows: Sequence[tuple[tuple[str, str], str]]) -> Ints:
    """Find the same pool on the other side; a muscle's pools in one nucleus keep their order."""
    seen: dict[tuple[tuple[str, str], str], int] = defaultdict(int)
    keys = []
    for row in rows:
        keys.append((*row, seen[row]))
        seen[row] += 1
    where = {key: i for i, key in enumerate(keys)}
    found = [
        where.get(((muscle, opposite(side)), segment, rank), i)
        for i, ((muscle, side), segment, rank) in enumerate(keys)
    ]
    return np.array(found, dtype=np.int64)


def _shares(unit: Ints, weight: Floats, real: NDArray[np.bool_], units: int) -> Floats:
    weight = np.where(real, weight, 1.0)
    total = np.bincount(unit, weights=weight, minlength=units)
    shares: Floats = weight / total[unit]
    return shares


def _parts(drives: Sequence[Drive]) -> Floats:
    parts = [
        (
            d.share * d.crossed,
            d.share * (1 - d.crossed),
            (1 - d.share) * d.same_side_cord,
            (1 - d.share) * (1 - d.same_side_cord),
        )
        for d in drives
    ]
    return np.array(parts, dtype=float).reshape(-1, 4).T


def _drivers(
    finder: "_Finder", rows: Sequence[tuple[tuple[str, str], str]], knowledge: Knowledge
) -> Ints:
    found = []
    for (muscle, side), segment in rows:
        part = knowledge.muscles[muscle].body_part
        found.append(
            (
                finder.cortical(muscle, part, side, segment, crossed=True),
                finder.cortical(muscle, part, side, segment, crossed=False),
                finder.brainstem(side, segment),
                finder.brainstem(opposite(side), segment),
            )
        )
    return np.array(found, dtype=np.int64).reshape(-1, 4).T


def _premotor(
    finder: "_Finder", rows: Sequence[tuple[tuple[str, str], str]], knowledge: Knowledge
) -> Ints:
    return np.array(
        [
            finder.premotor(knowledge.muscles[muscle].body_part, side, segment)
            for (muscle, side), segment in rows
        ],
        dtype=np.int64,
    )


class _Finder:
    """Finds populations by what they do; `none` is the index for "no population"."""

    def __init__(self, populations: Sequence[Population]) -> None:
        self.none = len(populations)
        self._found: Found = {}
        self._segments: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        self._motor: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
        for index, p in enumerate(populations):
            kind = p.kind
            if kind == "lmn":
                self._motor[p.target, p.side].append((p.segment, index))
            if kind in CORTICAL:
                kind += ".uncrossed" if p.id.endswith(".uncrossed") else ".crossed"
            if (kind, p.target, p.side, p.segment) not in self._found:
                self._segments[kind, p.target, p.side].append(p.segment)
            self._found.setdefault((kind, p.target, p.side, p.segment), index)
            self._found.setdefault((kind, "*", p.side, p.segment), index)

    def motor(self, muscle: str, side: str) -> list[tuple[str, int]]:
        return self._motor.get((muscle, side)) or [("", self.none)]

    def afferent(self, muscle: str, side: str, segment: str) -> int:
        own = self._found.get(("ia", muscle, side, segment))
        if own is not None:
            return own
        return self._found.get(("ia", "*", side, segment), self.none)

    def cortical(self, muscle: str, part: str, side: str, segment: str, crossed: bool) -> int:
        way = ".crossed" if crossed else ".uncrossed"
        for target in (muscle, part):
            index = self._found.get(("corticobulbar" + way, target, side, ""))
            if index is not None:
                return index
        accessory = self._nearest("corticobulbar_accessory" + way, muscle, side, segment)
        if accessory != self.none:
            return accessory
        index = self._spinal("corticospinal" + way, part, side, segment)
        if index == self.none and not crossed:
            return self._spinal("corticospinal.crossed", part, opposite(side), segment)
        return index

    def premotor(self, part: str, side: str, segment: str) -> int:
        return self._nearest("corticospinal_premotor", part, side, segment)

    def brainstem(self, side: str, segment: str) -> int:
        return self._nearest("bulbospinal", "axial_limb", side, segment)

    def _spinal(self, kind: str, part: str, side: str, segment: str) -> int:
        """Take the part's own fibres here or next door, else any that end in the segment."""
        near = self._nearest(kind, part, side, segment, reach=1)
        if near != self.none or not segment:
            return near
        if (kind, "*", side, segment) in self._found:
            return self._found[kind, "*", side, segment]
        return self._nearest(kind, part, side, segment)

    def _nearest(self, kind: str, part: str, side: str, segment: str, reach: int = 99) -> int:
        """Take the nearest segment that the part has, the upper one of two."""
        at = segment_index(segment) if segment else 0
        segments = [
            s
            for s in self._segments.get((kind, part, side), [])
            if segment and abs(segment_index(s) - at) <= reach
        ]
        if not segments:
            return self.none
        best = min(segments, key=lambda s: (abs(segment_index(s) - at), segment_index(s)))
        return self._found[kind, part, side, best]
