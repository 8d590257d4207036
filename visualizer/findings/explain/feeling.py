"""What sensation rests on: first neurons of the skin, and the tracts that take over."""

from dataclasses import replace

import numpy as np

from visualizer.findings.explain.examined import Examined, Support, support
from visualizer.findings.finding import Finding
from visualizer.findings.sensation.plan import LEVEL, Plan, plan_of
from visualizer.findings.sensation.skin import Bools

NO_LEVEL = "no level: for that the cord or its roots are hurt and all below is disturbed"
OTHER_TRACT = "the other tract makes up for it"


def sensation(exam: Examined, finding: Finding) -> Support:
    """Return skin afferents of the row, medial lemniscus and spinothalamic fibres by modality."""
    plan = plan_of(exam.model)
    tables = exam.model.knowledge.sensation
    modality = next((m for m in tables.modalities if m.id == finding.modality), None)
    if plan is None or modality is None:
        return Support()
    served = _patches(plan, finding)
    fibres = plan.large if modality.large else plan.small
    here = np.flatnonzero(served[fibres.patch])
    normal = tables.numbers.get("thresholds.normal_from")
    level = finding.target == LEVEL
    least = None if normal is None or level else 1.0 - normal
    first = exam.limb(fibres.populations[here], least)
    tracts = [
        exam.limb(which[here], least)
        for part, which in (
            (modality.lemniscal, fibres.lemniscal),
            (modality.spinothalamic, fibres.spinothalamic),
        )
        if part
    ]
    limbs = [limb for limb in (first, *tracts) if limb]
    if level:
        return support(*(replace(limb, instead=NO_LEVEL) for limb in limbs))
    if len(tracts) > 1:
        limbs[1:] = [replace(x, shows_from=None, instead=OTHER_TRACT) for x in limbs[1:]]
    return support(*limbs)


def _patches(plan: Plan, finding: Finding) -> Bools:
    """(patches,) whether a row is about each patch of skin."""
    nothing: Bools = np.zeros(plan.units.shape[1], dtype=bool)
    if finding.target == LEVEL:
        rows = plan.dermatomes.get(finding.side, np.empty(0, dtype=np.int64))
    else:
        key = finding.target, finding.side
        if key not in plan.targets:
            return nothing
        row = plan.targets.index(key)
        inside = plan.members[row - plan.named] if row >= plan.named else np.array([row])
        rows = np.flatnonzero(inside) if row >= plan.named else inside
    served: Bools = np.any(plan.units[rows] > 0, axis=0) if len(rows) else nothing
    return served
