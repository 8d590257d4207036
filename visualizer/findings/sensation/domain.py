"""Sensation by dermatome, territory, region and modality."""

from collections.abc import Iterator
from functools import partial
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from visualizer.findings.because import Because
from visualizer.findings.deficits import Deficits
from visualizer.findings.finding import Finding, Reason, filled, in_array
from visualizer.findings.found import Found
from visualizer.findings.reasons import Reasons, join
from visualizer.findings.sensation.felt import felt
from visualizer.findings.sensation.levels import sensory_levels
from visualizer.findings.sensation.plan import KINDS, LEVEL, Plan, plan_of
from visualizer.findings.sensation.skin import Bools, Floats, Ints

VALUES = ("normal", "reduced", "lost")
_WORDS = np.array(VALUES, dtype=object)
_SURE = np.array(("expected", "possible"), dtype=object)


class Sensation:
    """Findings of one prediction: sensation by dermatome, territory, region and modality."""

    def __init__(self, deficits: Deficits, reasons: Reasons, found: Found) -> None:
        del found
        self._deficits, self._reasons = deficits, reasons
        self._tables = deficits.model.knowledge.sensation

    def findings(self) -> Iterator[Finding]:
        """Yield every row of the domain."""
        plan = plan_of(self._deficits.model)
        if plan is None:
            return iter(())
        if not self._deficits.touched(KINDS):
            return iter(plan.healthy.tolist())
        code, doubtful = self._judge(plan.units @ felt(self._deficits, self._reasons, plan))
        rows = plan.healthy.copy()
        whole, unsure = _with_regions(plan, code, doubtful)
        self._fill(rows, plan, whole.ravel(), unsure.ravel())
        self._fill_levels(rows, plan, code, doubtful)
        return iter(rows.tolist())

    def _judge(self, here: Floats) -> tuple[Ints, Bools]:
        """Return every unit's value as an index into `VALUES`, and whether it is near an edge."""
        numbers = self._tables.numbers
        normal, lost = numbers["thresholds.normal_from"], numbers["thresholds.lost_below"]
        here = np.round(here, 6)
        code = (here < normal).astype(np.int64) + (here < lost)
        doubt = numbers["thresholds.doubt"]
        doubtful: Bools = (np.abs(here - normal) < doubt) | (np.abs(here - lost) < doubt / 2)
        return code, doubtful

    def _fill(self, rows: NDArray[np.object_], plan: Plan, code: Ints, unsure: Bools) -> None:
        """Put the rows that are not plainly normal in their places."""
        near = np.flatnonzero(unsure & (code == 0))
        rows[near] = plan.nearly[near]
        at = np.flatnonzero(code)
        target, side, modality = plan.names[:, at].tolist()
        made = zip(
            repeat("sensation"),
            target,
            side,
            _WORDS[code[at]].tolist(),
            _SURE[unsure[at].astype(np.int64)].tolist(),
            self._reasons_of(plan, at),
            *repeat(repeat(None), 4),
            modality,
            *repeat(repeat(None), 2),
            strict=False,
        )
        rows[at] = in_array(map(filled, made))

    def _reasons_of(self, plan: Plan, at: Ints) -> Iterator[Because]:
        """Return the reasons of rows; modalities of one target that share their neurons share."""
        keys = plan.alike[at].tolist()
        shared = dict.fromkeys(keys)
        reasons = map(Because, repeat(partial(self._why, plan)), shared)
        return map(dict(zip(shared, reasons, strict=True)).__getitem__, keys)

    def _fill_levels(
        self, rows: NDArray[np.object_], plan: Plan, code: Ints, doubtful: Bools
    ) -> None:
        modalities = self._tables.modalities
        first = len(plan.targets) * len(modalities)
        make = partial(self._why, plan)
        for level in sensory_levels(self._deficits, plan, code, modalities):
            rows[first + level.row] = Finding(
                "sensation",
                LEVEL,
                level.side,
                VALUES[level.value],
                "possible" if doubtful[level.unit, level.modality] else "expected",
                Because(make, level.unit * len(modalities) + level.modality),
                modality=modalities[level.modality].id,
                level=plan.targets[level.unit][0],
            )

    def _why(self, plan: Plan, at: int) -> tuple[Reason, ...]:
        """Name the cut neurons of a row; a region has those of all its skin."""
        row, modality = divmod(at, len(self._tables.modalities))
        served: Bools = np.any(plan.units[row : row + 1], axis=0)
        if row >= plan.named:
            served = np.any(plan.units[plan.members[row - plan.named]], axis=0)
        of = self._tables.modalities[modality]
        fibres = plan.large if of.large else plan.small
        here = np.flatnonzero(served[fibres.patch])
        groups = [self._named(fibres.populations[here], "sensation.afferent")]
        if of.lemniscal:
            groups.append(self._named(fibres.lemniscal[here], "sensation.lemniscal"))
        if of.spinothalamic:
            groups.append(self._named(fibres.spinothalamic[here], "sensation.spinothalamic"))
        return join(groups)

    def _named(self, which: Ints, rule: str) -> tuple[Reason, ...]:
        known = np.unique(which[which < self._deficits.model.population_count])
        return self._reasons.populations(known, rule)


def _with_regions(plan: Plan, code: Ints, doubtful: Bools) -> tuple[Ints, Bools]:
    """Return value and doubt of every named unit and region.

    A region is normal only if all its parts are, lost only if all are.
    """
    lost = code == VALUES.index("lost")
    abnormal = code > 0
    each = np.stack((abnormal, ~lost, abnormal & ~doubtful, doubtful))
    some, other, sure, near = plan.members.astype(np.float64) @ each.astype(np.float64) > 0
    region = some.astype(np.int64) + ~other
    unsure = np.where(region == 1, ~sure, near)
    named = plan.named
    return np.concatenate([code[:named], region]), np.concatenate([doubtful[:named], unsure])
