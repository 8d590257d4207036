"""Junctions and muscle fibres that are left in every muscle (N and M)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from visualizer.findings.compiled import Compiled
from visualizer.findings.finding import EndLoss, Involvement
from visualizer.findings.knowledge import read_curve

Floats = NDArray[np.float64]
PARTS = ("junction", "muscle")


@dataclass(frozen=True, slots=True, eq=False)
class Ends:
    """What is left of the end organs of each unit (muscle and side); 1 is whole.

    Attributes
    ----------
    left : (2, units) float array
        Junctions and muscle fibres that work.
    jerk, slack : (units,) float arrays
        Tendon reflex and tone that they still give.
    firing : (units,) float array
        Share of the muscle fibres that are sick and fire by themselves.
    losses : tuple of (lesion, EndLoss)
    """

    left: Floats
    jerk: Floats
    slack: Floats
    firing: Floats
    losses: tuple[tuple[int, EndLoss], ...]

    @property
    def strength(self) -> Floats:
        """(units,) share of strength that junctions and muscle fibres leave."""
        whole: Floats = self.left[0] * self.left[1]
        return whole


def unite_ends(involvements: Sequence[Involvement], model: Compiled) -> Ends:
    """Unite the end organs lost by all lesions; of each part the largest loss counts."""
    units = model.pools.units
    left, jerk, slack = np.ones((2, len(units))), np.ones(len(units)), np.ones(len(units))
    firing = np.zeros(len(units))
    losses = tuple((inv.lesion, loss) for inv in involvements for loss in inv.ends)
    for _, loss in losses:
        lost = np.array([end_share(loss, muscle, side) for muscle, side in units])
        part = PARTS.index(loss.part)
        left[part] = np.minimum(left[part], 1.0 - lost)
        jerk = np.minimum(jerk, read_curve(loss.jerk, 1.0 - lost))
        slack = np.minimum(slack, read_curve(loss.slack, 1.0 - lost))
        if loss.fibrillates:
            firing = np.maximum(firing, lost)
    return Ends(left, jerk, slack, firing, losses)


def end_share(loss: EndLoss, muscle: str, side: str) -> float:
    """Return the share that one loss takes of a muscle on a side."""
    if side not in loss.sides:
        return 0.0
    return loss.share.get(muscle, loss.share.get("*", 0.0))
