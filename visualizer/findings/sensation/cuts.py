"""Where the way of a feeling is cut: nerve, root, cord, and from the thalamus to the cortex."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from visualizer.findings.compiled import PLACES
from visualizer.findings.deficits import Deficits
from visualizer.findings.finding import Involvement
from visualizer.findings.sensation.plan import ABOVE, NERVE, STRETCHES, Plan
from visualizer.findings.sensation.skin import Floats

OUTSIDE = slice(PLACES.index("root"), PLACES.index("axon") + 1)
AXON = PLACES.index("axon")
LEAST = 1e-9
BRAIN = slice(0, PLACES.index("cerebral") + 1)


@dataclass(frozen=True, eq=False)
class Cuts:
    """Shares of every population (n + 1) that are lost, by where.

    Attributes
    ----------
    lost : (n + 1,) float array
        Everywhere.
    outside : (n + 1,) float array
        In nerve and root, by lesions.
    thinned : (n + 1,) float array
        To diffuse disease, which has no place of its own: it takes the fibre from its end.
    nerve : (n + 1,) float array
        In nerves beyond the plexus, by lesions.
    above : (3, n + 1) float array
        In the thalamus, in the white matter above it and in the cortex.
    areas : (3, groups) float array
        The same by area of cortex (`Areas`).
    """

    lost: Floats
    outside: Floats
    thinned: Floats
    nerve: Floats
    above: Floats
    areas: Floats


def cuts_of(deficits: Deficits, involvements: Sequence[Involvement], plan: Plan) -> Cuts:
    """Sort what the lesions cut by its place."""
    cuts = deficits.damage.cuts
    focal = [i for i, timing in enumerate(deficits.timings) if not timing.diffuse]
    outside = cuts[:, OUTSIDE].sum(axis=(0, 1))
    thinned = np.zeros_like(outside)
    if len(focal) < len(cuts):
        outside = cuts[focal, OUTSIDE].sum(axis=(0, 1))
        thinned = cuts[[i for i in range(len(cuts)) if i not in focal]].sum(axis=(0, 1))
    stretches = np.zeros((STRETCHES, cuts.shape[2]))
    areas = np.zeros((STRETCHES, len(plan.areas.total)))
    for i in focal:
        if _worth_a_look(cuts[i], plan):
            cut = deficits.damage.by_lesion[i]
            _add_stretches(stretches, areas, deficits, involvements[i], cut, plan)
    return Cuts(
        lost=deficits.damage.lost,
        outside=outside,
        thinned=thinned,
        nerve=stretches[NERVE],
        above=stretches[ABOVE],
        areas=areas[ABOVE],
    )


def _worth_a_look(cut: Floats, plan: Plan) -> bool:
    """Tell whether a lesion cuts nerves, or second neurons in the brain."""
    return bool(cut[AXON, plan.first].any() or cut[BRAIN, plan.relay].any())


def _add_stretches(
    stretches: Floats,
    areas: Floats,
    deficits: Deficits,
    inv: Involvement,
    cut: Floats,
    plan: Plan,
) -> None:
    """Add the share of each population and group that one lesion cuts in each stretch."""
    model, size = deficits.model, len(cut)
    chosen = np.flatnonzero(plan.sensory[inv.fibres])
    fibres = inv.fibres[chosen]
    part = replace(inv, fibres=fibres, point=inv.point[chosen])
    stretch = plan.stretch[model.named[model.reached(part)]]
    weight = inv.fraction[chosen] * model.fibres.weight[fibres]
    population = model.fibres.population[fibres]
    there = np.bincount(stretch * size + population, weight, minlength=STRETCHES * size)
    there = there.reshape(STRETCHES, size)
    whole = there.sum(axis=0)
    stretches += there * np.divide(cut, whole, out=np.zeros(size), where=whole > 0)
    if there[ABOVE].any():
        kept = np.divide(cut * model.total, whole, out=np.zeros(size), where=whole > 0)
        total = plan.areas.total
        weight = weight * kept[population]
        key = stretch * len(total) + plan.areas.group[fibres]
        grouped = np.bincount(key, weight, minlength=STRETCHES * len(total))
        areas += grouped.reshape(STRETCHES, len(total)) / np.maximum(total, LEAST)
