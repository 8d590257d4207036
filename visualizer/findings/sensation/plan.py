"""The examination of sensation of one body laid out once: rows, and the skin they are made of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy import SEGMENTS
from visualizer.anatomy.landmarks import IN_NERVE
from visualizer.findings.compiled import Compiled
from visualizer.findings.finding import Finding, in_array
from visualizer.findings.sensation.areas import RELAYS, Areas, Patch, areas_of
from visualizer.findings.sensation.skin import (
    LARGE,
    SIDES,
    SMALL,
    Afferents,
    Bones,
    Bools,
    Floats,
    Ints,
    afferents,
    patches_of,
    shared_bones,
    unit_weights,
)
from visualizer.findings.tables.sensation import Modality, SensationTables, SkinTarget

KINDS = (LARGE, SMALL, *RELAYS)
LEVEL = "sensory_level"
STRETCHES = 5
ABOVE, NERVE = slice(1, 4), 4
DERMATOMES = tuple(s for s in SEGMENTS if s not in ("C1", "Co1"))


@dataclass(frozen=True, eq=False)
class Plan:
    """Everything about sensation that depends on the body and the tables alone.

    Attributes
    ----------
    large, small : Afferents
    bones : Bones
    units : (units, patches) float array
        Weight of every patch in a unit; units are named rows, then parts of regions.
    named : int
        Number of units that are rows themselves.
    members : (regions, units) bool array
    targets : tuple of (target, side)
        Rows in their order, each times the modalities: units, then regions.
    dermatomes : mapping of str to int array
        Units of the dermatomes C2 to S5 by side, from above.
    lowest : mapping of (str, int) to int array
        By side and modality, the first and second neurons of the lowest dermatome.
    names : (3, rows) array of str
        Target, side and modality of every row.
    alike : (rows,) int array
        Row of the same target with the first modality that the same neurons carry.
    healthy, nearly : arrays of Finding
        Every row, then the sensory levels: normal, and normal but near the edge.
    areas : Areas
    relay, first : int arrays
        Populations of second and of first neurons.
    sensory : (f,) bool array
        Whether each fibre is one of either.
    stretch : (stations,) int array
        Stretch of the way: thalamus, white matter above it, cortex (`ABOVE`), `NERVE`, or 0.
    """

    large: Afferents
    small: Afferents
    bones: Bones
    units: Floats
    named: int
    members: Bools
    targets: tuple[tuple[str, str], ...]
    dermatomes: Mapping[str, Ints]
    lowest: Mapping[tuple[str, int], Ints]
    names: NDArray[np.object_]
    alike: Ints
    healthy: NDArray[np.object_]
    nearly: NDArray[np.object_]
    areas: Areas
    relay: Ints
    first: Ints
    sensory: Bools
    stretch: Ints


@lru_cache(maxsize=4)
def plan_of(model: Compiled) -> Plan | None:
    """Return the plan of a body and its tables, made on first use; None without skin fibres."""
    tables, patches = model.knowledge.sensation, patches_of(model)
    if not patches:
        return None
    known, regions = _known_targets(tables, patches)
    parts = _hidden_parts(known, regions)
    units = [(target, side) for side in SIDES for target in known]
    hidden = [(part, side) for side in SIDES for part in parts]
    index = {(target.id, side): i for i, (target, side) in enumerate([*units, *hidden])}
    grouped = [(region, side) for side in SIDES for region in regions]
    members = np.zeros((len(grouped), len(index)), dtype=bool)
    for row, (region, side) in zip(members, grouped, strict=True):
        row[[index[name, side] for name in _parts(region)]] = True
    targets = tuple((target.id, side) for target, side in [*units, *grouped])
    healthy = tuple(_healthy(targets, tables))
    kinds = [p.kind for p in model.fibres.populations]
    areas = areas_of(model)
    large, small = (afferents(model, kind, patches, areas) for kind in (LARGE, SMALL))
    return Plan(
        large=large,
        small=small,
        bones=shared_bones(patches, tables),
        units=np.array([unit_weights(t, s, patches, tables) for t, s in [*units, *hidden]]),
        named=len(units),
        members=members,
        targets=targets,
        dermatomes={
            side: np.array([index[d, side] for d in DERMATOMES if (d, side) in index])
            for side in SIDES
        },
        lowest={
            (side, i): _lowest(large if modality.large else small, modality, model, side)
            for side in SIDES
            for i, modality in enumerate(tables.modalities)
        },
        names=np.array(
            [(*target, m.id) for target in targets for m in tables.modalities], dtype=object
        ).T,
        alike=_alike(tables, len(targets)),
        healthy=in_array(healthy),
        nearly=in_array(row._replace(certainty="possible") for row in healthy),
        relay=np.flatnonzero([kind in RELAYS for kind in kinds]),
        first=np.flatnonzero([kind in (LARGE, SMALL) for kind in kinds]),
        areas=areas,
        sensory=np.array([kind in KINDS for kind in kinds], dtype=bool)[model.fibres.population],
        stretch=_stretch(model, tables),
    )


def _alike(tables: SensationTables, targets: int) -> Ints:
    neurons = [(m.large, m.lemniscal > 0, m.spinothalamic > 0) for m in tables.modalities]
    first = [neurons.index(these) for these in neurons]
    return np.array([at * len(first) + i for at in range(targets) for i in first], dtype=np.int64)


def _stretch(model: Compiled, tables: SensationTables) -> Ints:
    """(stations,) stretch of the way that each station lies on."""
    groups = (*tables.above, (IN_NERVE,))
    return np.array(
        [
            next((i for i, group in enumerate(groups, 1) if s.site.startswith(group)), 0)
            for s in model.fibres.stations
        ],
        dtype=np.int64,
    )


def _known_targets(
    tables: SensationTables, patches: tuple[Patch, ...]
) -> tuple[list[SkinTarget], list[SkinTarget]]:
    """Return the targets and the regions for which the body has skin."""
    skin = {name for _, dermatome, territory in patches for name in (dermatome, territory)}
    single = [t for t in tables.targets if t.id not in tables.regions]
    regions = [t for t in tables.targets if t.id in tables.regions]
    known = [t for t in single if skin & {*t.dermatomes, *t.territories}]
    return known, [r for r in regions if set(_parts(r)) <= skin]


def _hidden_parts(known: list[SkinTarget], regions: list[SkinTarget]) -> list[SkinTarget]:
    """Return the parts of regions that are no targets themselves."""
    names = {t.id for t in known}
    parts: dict[str, SkinTarget] = {}
    for region in regions:
        for name in region.dermatomes:
            parts[name] = SkinTarget(name, (name,), ())
        for name in region.territories:
            parts[name] = SkinTarget(name, (), (name,))
    return [part for name, part in parts.items() if name not in names]


def _parts(region: SkinTarget) -> tuple[str, ...]:
    return (*region.dermatomes, *region.territories)


def _lowest(fibres: Afferents, modality: Modality, model: Compiled, side: str) -> Ints:
    of = [model.fibres.populations[i] for i in fibres.populations.tolist()]
    lowest = f"{DERMATOMES[-1]}."
    at = np.array([p.side == side and p.target.startswith(lowest) for p in of], dtype=bool)
    chosen = [fibres.populations[at]]
    if modality.lemniscal:
        chosen.append(fibres.lemniscal[at])
    if modality.spinothalamic:
        chosen.append(fibres.spinothalamic[at])
    return np.unique(np.concatenate(chosen))


def _healthy(targets: tuple[tuple[str, str], ...], tables: SensationTables) -> Iterator[Finding]:
    for target, side in targets:
        for modality in tables.modalities:
            yield Finding("sensation", target, side, "normal", modality=modality.id)
    for side in SIDES:
        for name in tables.levels:
            yield Finding("sensation", LEVEL, side, "normal", modality=name)
