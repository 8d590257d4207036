"""How much of each modality is still felt on every patch of skin."""

from dataclasses import dataclass

import numpy as np

from visualizer.findings.deficits import Deficits
from visualizer.findings.knowledge import read_curve
from visualizer.findings.reasons import Reasons
from visualizer.findings.sensation.cuts import LEAST, Cuts, cuts_of
from visualizer.findings.sensation.plan import Plan
from visualizer.findings.sensation.skin import Afferents, Bones, Floats
from visualizer.findings.shares import within
from visualizer.findings.tables.sensation import Modality


@dataclass(frozen=True, eq=False)
class Arriving:
    """What is left of one kind of first neurons and of the neurons that take over.

    Attributes
    ----------
    fibres : Afferents
    focal : (q,) float array
        Fibres that no lesion of nerve or root cuts.
    outside : (q,) float array
        Fibres that reach the cord or brain: spared by lesion and by diffuse disease.
    column : (q,) float array
        Fibres that also reach their nucleus; for thin fibres the dorsal horn.
    lemniscal, spinothalamic : (q,) float array
        Second neurons that reach the thalamus.
    above : (2, 3, q) float array or None
        Part of those, lemniscal and spinothalamic, that is cut in the thalamus, in the white
        matter above it and in the cortex; None where nothing is.
    """

    fibres: Afferents
    focal: Floats
    outside: Floats
    column: Floats
    lemniscal: Floats
    spinothalamic: Floats
    above: Floats | None


def felt(deficits: Deficits, reasons: Reasons, plan: Plan) -> Floats:
    """(patches, modalities) share of each modality that is felt, 0 to 1."""
    cuts = cuts_of(deficits, reasons.involvements, plan)
    large, small = _arriving(plan.large, cuts), _arriving(plan.small, cuts)
    known: dict[tuple[object, ...], tuple[Floats, Floats | None]] = {}
    columns = []
    for modality in deficits.model.knowledge.sensation.modalities:
        arriving = large if modality.large else small
        key = modality.way if arriving.above is None else (*modality.way, modality.above)
        if key not in known:
            known[key] = _one(modality, arriving, plan.bones)
        here, shaken = known[key]
        columns.append(here if shaken is None else read_curve(modality.bones, shaken) * here)
    return np.stack(columns, axis=1)


def _arriving(fibres: Afferents, cuts: Cuts) -> Arriving:
    which = fibres.populations
    more, thinned = _through_own_nerve(fibres, cuts), cuts.thinned[which]
    column = within(1.0 - cuts.lost[which] - more)
    focal = within(1.0 - cuts.outside[which] - more)
    focal = np.where(fibres.face, column + thinned, focal)
    tract, above = 1.0 - cuts.lost[fibres.second], None
    if cuts.above.any():
        tract = within(tract + cuts.above[:, fibres.second].sum(axis=0))
        above = cuts.areas[:, fibres.areas].swapaxes(0, 1)
        known = tract[:, None] > LEAST
        above = np.divide(above, tract[:, None], out=np.zeros_like(above), where=known)
    return Arriving(
        fibres=fibres,
        focal=focal,
        outside=np.maximum(focal - thinned, column),
        column=column,
        lemniscal=tract[0],
        spinothalamic=tract[1],
        above=above,
    )


def _through_own_nerve(fibres: Afferents, cuts: Cuts) -> Floats:
    """(q,) what more of each population is cut in nerves if all ran in their patch's own.

    What is cut elsewhere too, in a root for instance, says nothing about the nerve.
    """
    cut = cuts.nerve[fibres.populations]
    if not cut.any():
        return cut
    there = within(1.0 - cuts.lost[fibres.populations] + cut)
    weight = fibres.weight * fibres.own
    own = np.add.reduceat(weight * there, fibres.start)
    mean = np.add.reduceat(weight * cut, fibres.start) / np.maximum(own, LEAST)
    more: Floats = mean[fibres.patch] * there - cut
    return np.where(fibres.own | (own[fibres.patch] <= LEAST), 0.0, np.maximum(more, 0.0))


def _one(modality: Modality, arriving: Arriving, bones: Bones) -> tuple[Floats, Floats | None]:
    """Return (patches,) what is felt of one modality, and what is shaken of the bones, if felt."""
    fibres, outside = arriving.fibres, arriving.outside
    passed = _to_thalamus(modality, arriving)
    if arriving.above is not None:
        passed = passed * _from_thalamus(modality, arriving.above)
    if not modality.pooled:
        return _overlapping(passed, fibres, modality), None
    own = np.add.reduceat(arriving.focal * fibres.weight, fibres.start)
    whole = np.add.reduceat(outside * fibres.weight, fibres.start)
    central = _of_entering(passed, outside, whole, fibres, bones)
    thin = np.divide(whole, own, out=np.zeros_like(own), where=own > LEAST)
    shared = own + modality.pooled * (bones.mean(own) - own)
    return _overlapping(central, fibres, modality), shared * thin


def _of_entering(
    passed: Floats, outside: Floats, whole: Floats, fibres: Afferents, bones: Bones
) -> Floats:
    """(q,) part of what enters the cord that passes.

    Of a population that does not enter it is that of its patch, or else of its part of the body.
    """
    if outside.min() > LEAST:
        every: Floats = passed / outside
        return every
    mean = np.add.reduceat(passed * fibres.weight, fibres.start)
    known = bones.mean(whole)
    of_part = np.divide(bones.mean(mean), known, out=np.ones_like(mean), where=known > LEAST)
    of_patch = np.divide(mean, whole, out=of_part, where=whole > LEAST)
    central: Floats = of_patch[fibres.patch]
    return np.divide(passed, outside, out=central, where=outside > LEAST)


def _to_thalamus(modality: Modality, arriving: Arriving) -> Floats:
    """(q,) what comes to the thalamus by both tracts, one making up for the other."""
    entering = arriving.outside if modality.large else arriving.column
    by_column = arriving.column * arriving.lemniscal
    by_horn = entering * arriving.spinothalamic
    if not modality.spinothalamic:
        return by_column
    if not modality.lemniscal:
        return by_horn
    power = modality.together
    both = modality.lemniscal * _raised(by_column, power)
    both += modality.spinothalamic * _raised(by_horn, power)
    return _raised(both, 1.0 / power)


def _raised(shares: Floats, power: float) -> Floats:
    """Raise to a power those that it changes: most shares are 0 or 1."""
    raised = shares.copy()
    part = np.flatnonzero((shares != 0.0) & (shares != 1.0))
    raised[part] **= power
    return raised


def _from_thalamus(modality: Modality, above: Floats) -> Floats:
    """(q,) part of what comes to the thalamus that is felt.

    Both tracts end there, so that neither can make up for the other.
    """
    tracts = np.array([modality.lemniscal, modality.spinothalamic])
    gone = np.einsum("t,s,tsq->q", tracts, np.array(modality.above), above)
    return within(1.0 - gone)


def _overlapping(passed: Floats, fibres: Afferents, modality: Modality) -> Floats:
    """(patches,) felt of a patch whose roots give unequally: the whole ones cover the others."""
    best = np.maximum.reduceat(passed, fibres.start)
    mean = np.add.reduceat(passed * fibres.weight, fibres.start)
    part = np.divide(mean, best, out=np.zeros_like(mean), where=best > LEAST)
    felt_here: Floats = read_curve(modality.tract, best) * read_curve(modality.overlap, part)
    return felt_here
