"""Patches of skin, the first neurons that feel each and the second neurons that take over."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from visualizer.findings.compiled import Compiled
from visualizer.findings.sensation.areas import RELAYS, Areas, Patch
from visualizer.findings.tables.sensation import SensationTables, SkinTarget

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

SIDES = ("left", "right")
LARGE, SMALL = "afferent_large", "afferent_small"
_FACE = {LARGE: "trigeminothalamic_touch", SMALL: "trigeminothalamic_pain"}


@dataclass(frozen=True, eq=False)
class Afferents:
    """First neurons of one kind, ordered by patch, with the second neurons that take over.

    Attributes
    ----------
    populations : (q,) int array
    patch : (q,) int array
    start : (patches,) int array
        Where each patch begins.
    weight : (q,) float array
        Share of the patch's fibres; the shares of a patch sum to 1.
    second : (2, q) int array
        Populations of the second neurons of the same segment and side: lemniscal and
        spinothalamic.
    areas : (2, q) int array
        Fibres of those two, by the area of cortex where the patch is felt (`Areas`).
    face : (q,) bool array
        Whether they end in a trigeminal nucleus, where touch has one path only.
    own : (q,) bool array
        Whether they run in the nerve of their patch. A patch that the body drew with fibres of
        another nerve, so that its roots overlap, is served by its own nerve all the same.
    """

    populations: Ints
    patch: Ints
    start: Ints
    weight: Floats
    second: Ints
    areas: Ints
    face: Bools
    own: Bools

    @property
    def lemniscal(self) -> Ints:
        """(q,) second neurons of the lemniscus."""
        which: Ints = self.second[0]
        return which

    @property
    def spinothalamic(self) -> Ints:
        """(q,) second neurons of the spinothalamic tract."""
        which: Ints = self.second[1]
        return which


@dataclass(frozen=True, eq=False)
class Bones:
    """Parts of the body whose bones and joints are felt together.

    Attributes
    ----------
    part : (patches,) int array
    weight : (patches,) float array
        Share of each patch in its part.
    """

    part: Ints
    weight: Floats

    def mean(self, values: Floats) -> Floats:
        """(patches,) mean over the part of each patch."""
        mean = np.bincount(self.part, values * self.weight)
        return mean.astype(np.float64)[self.part]


def patches_of(model: Compiled) -> tuple[Patch, ...]:
    """Return every patch of skin (side, dermatome, territory) that both kinds of fibres serve."""
    found: dict[str, dict[Patch, None]] = {LARGE: {}, SMALL: {}}
    for p in model.fibres.populations:
        if p.kind in found and "." in p.target:
            dermatome, territory = p.target.split(".", 1)
            found[p.kind][p.side, dermatome, territory] = None
    return tuple(patch for patch in found[LARGE] if patch in found[SMALL])


def afferents(model: Compiled, kind: str, patches: tuple[Patch, ...], areas: Areas) -> Afferents:
    """Gather the first neurons of one kind, patch by patch."""
    populations, none = model.fibres.populations, model.population_count
    index = {(side, f"{area}.{territory}"): i for i, (side, area, territory) in enumerate(patches)}
    relay: dict[tuple[str, str, str], int] = {
        (p.kind, p.side, p.target): i for i, p in enumerate(populations) if p.kind in RELAYS
    }
    found = sorted(
        (index[p.side, p.target], i)
        for i, p in enumerate(populations)
        if p.kind == kind and (p.side, p.target) in index
    )
    of = [populations[i] for _, i in found]
    patch = np.array([at for at, _ in found], dtype=np.int64)
    which = np.array([i for _, i in found], dtype=np.int64)
    total = model.total[which]
    weight = total / np.bincount(patch, total)[patch] if len(found) else total
    face = [p.segment.startswith("V") for p in of]

    def second(spinal: str) -> Ints:
        keys: list[tuple[str, str, str]] = [
            (_FACE[kind], p.side, p.segment.lower()) if f else (spinal, p.side, p.segment)
            for p, f in zip(of, face, strict=True)
        ]
        return np.array([relay.get(key, none) for key in keys], dtype=np.int64)

    lemniscal, spinothalamic = second("medial_lemniscus"), second("spinothalamic")
    felt_in = areas.of_patches(model.knowledge.sensation, [patches[at] for at in patch.tolist()])
    return Afferents(
        populations=which,
        patch=patch,
        start=np.searchsorted(patch, np.arange(len(patches))),
        weight=weight,
        second=np.stack([lemniscal, spinothalamic]),
        areas=np.stack([areas.ending(lemniscal, felt_in), areas.ending(spinothalamic, felt_in)]),
        face=np.array(face, dtype=bool),
        own=_in_own_nerve(model, which, [patches[at][2] for at in patch.tolist()]),
    )


def _in_own_nerve(model: Compiled, populations: Ints, territories: list[str]) -> Bools:
    """Tell whether each population runs through the nerve of its territory."""
    fibres, nerves = model.fibres, model.knowledge.sensation.nerves
    sites = [station.site for station in fibres.stations]
    runs: dict[int, set[str]] = {i: set() for i in populations.tolist()}
    for fibre, population in enumerate(fibres.population.tolist()):
        if population in runs:
            through = np.unique(fibres.station[fibres.offsets[fibre] : fibres.offsets[fibre + 1]])
            runs[population].update(sites[at] for at in through.tolist())
    return np.array(
        [
            nerves.get(territory, "") in runs[i]
            for i, territory in zip(populations.tolist(), territories, strict=True)
        ],
        dtype=bool,
    )


def unit_weights(
    target: SkinTarget, side: str, patches: tuple[Patch, ...], tables: SensationTables
) -> Floats:
    """(patches,) weight of every patch in a dermatome or territory; zeros if it has none."""
    stray = tables.numbers["row.stray"]
    weights = np.array(
        [
            max(tables.shares.get(territory, {}).get(dermatome, 0.0), stray)
            if at == side and (dermatome in target.dermatomes or territory in target.territories)
            else 0.0
            for at, dermatome, territory in patches
        ]
    )
    return weights / weights.sum() if weights.any() else weights


def shared_bones(patches: tuple[Patch, ...], tables: SensationTables) -> Bones:
    """Return the parts of the body whose bones and joints patches share."""
    names = [(side, tables.parts.get(territory, territory)) for side, _, territory in patches]
    index = {name: i for i, name in enumerate(dict.fromkeys(names))}
    part = np.array([index[name] for name in names], dtype=np.int64)
    stray = tables.numbers["row.stray"]
    weight = np.array(
        [max(tables.shares.get(t, {}).get(dermatome, 0.0), stray) for _, dermatome, t in patches]
    )
    return Bones(part, weight / np.bincount(part, weight)[part])
