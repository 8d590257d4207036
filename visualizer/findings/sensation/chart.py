"""What each patch of skin feels, for charts; finer than the targets of the examination."""

from collections.abc import Mapping

import numpy as np

from visualizer.findings.deficits import Deficits
from visualizer.findings.reasons import Reasons
from visualizer.findings.sensation.areas import Patch
from visualizer.findings.sensation.felt import felt
from visualizer.findings.sensation.plan import plan_of
from visualizer.findings.sensation.skin import patches_of

VALUES = ("normal", "reduced", "lost")


def skin_values(deficits: Deficits, reasons: Reasons) -> Mapping[Patch, Mapping[str, str]]:
    """Return normal, reduced or lost by patch (side, dermatome, territory) and modality."""
    plan = plan_of(deficits.model)
    if plan is None:
        return {}
    tables = deficits.model.knowledge.sensation
    here = felt(deficits, reasons, plan)
    normal, lost = tables.numbers["thresholds.normal_from"], tables.numbers["thresholds.lost_below"]
    code = (here < normal).astype(np.int64) + (here < lost)
    ids = [modality.id for modality in tables.modalities]
    return {
        patch: {name: VALUES[value] for name, value in zip(ids, row, strict=True)}
        for patch, row in zip(patches_of(deficits.model), code.tolist(), strict=True)
    }
