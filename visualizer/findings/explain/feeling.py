"""What sensation rests on: first neurons of the skin, and the tracts that take over."""

import numpy as np

from visualizer.findings.explain.examined import Examined, Support, support
from visualizer.findings.finding import Finding
from visualizer.findings.sensation.plan import LEVEL, Plan, plan_of
from visualizer.findings.sensation.skin import Bools


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
    least = None if normal is None else 1.0 - normal
    return support(
        exam.limb(fibres.populations[here], least, "a loss"),
        exam.limb(fibres.lemniscal[here], least, "a loss") if modality.lemniscal else None,
        exam.limb(fibres.spinothalamic[here], least, "a loss") if modality.spinothalamic else None,
    )


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
