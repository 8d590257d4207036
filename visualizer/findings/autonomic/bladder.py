"""The state of bladder and bowel, from their sacral arc and their descending path."""

from dataclasses import dataclass

import numpy as np

from visualizer.anatomy import opposite
from visualizer.findings.autonomic.losses import Losses
from visualizer.findings.deficits import Deficits
from visualizer.findings.knowledge import read_curve

SIDES = ("left", "right")


@dataclass(frozen=True, slots=True)
class BladderState:
    """How bladder and bowel behave.

    Attributes
    ----------
    bladder, bowel, certainty : str
    names : tuple of str
        The functions whose populations are to blame.
    rule : str
        Last part of the rule's id: arc, shock, released or uninhibited.
    """

    bladder: str = "normal"
    bowel: str = "normal"
    certainty: str = "expected"
    names: tuple[str, ...] = ()
    rule: str = ""


def bladder_state(losses: Losses, deficits: Deficits) -> BladderState:
    """Return the state that the first broken part of the path gives, from below upwards.

    Sources
    -------
    gill_neurogenic_bladder, brazis2011, andrew1964
    """
    for judge in (_arc, _spinal, _cerebral):
        state = judge(losses, deficits)
        if state is not None:
            return state
    return BladderState(certainty="possible" if _any_loss(losses) else "expected")


def _any_loss(losses: Losses) -> bool:
    names = ("outflow", "fullness", "descending")
    return any(losses.share(name, side) > 0.25 for name in names for side in SIDES)


def _arc(losses: Losses, deficits: Deficits) -> BladderState | None:
    numbers = deficits.model.knowledge.autonomic.numbers
    worst, blamed = 0.0, ""
    for name in ("outflow", "fullness"):
        sides = [losses.share(name, side) for side in SIDES]
        mean = sum(sides) / 2
        if min(sides) >= numbers["bladder.arc_side_from"] and mean > worst:
            worst, blamed = mean, name
    if worst < numbers["bladder.arc_from"]:
        return None
    certainty = "expected" if worst >= numbers["bladder.arc_sure"] else "possible"
    return BladderState("areflexic_retention", "areflexic", certainty, (blamed,), "arc")


def _spinal(losses: Losses, deficits: Deficits) -> BladderState | None:
    numbers = deficits.model.knowledge.autonomic.numbers
    sides = [losses.spinal("descending", side) for side in SIDES]
    least = min(sides)
    if least < numbers["bladder.spinal_some_from"]:
        return None
    shock, blamed = _shock(losses, deficits, sides), ("descending",)
    sure = least >= numbers["bladder.spinal_sure"]
    if least >= numbers["bladder.spinal_acute_from"] and shock >= numbers["bladder.shock_from"]:
        certainty = "expected" if sure and shock > 0.8 else "possible"
        return BladderState("areflexic_retention", "areflexic", certainty, blamed, "shock")
    if least < numbers["bladder.spinal_from"]:
        return BladderState(certainty="undetermined")
    certainty = "expected" if sure and shock < 0.2 else "possible"
    return BladderState("reflex_overactive", "reflex", certainty, blamed, "released")


def _shock(losses: Losses, deficits: Deficits, sides: list[float]) -> float:
    """Return how far spinal shock stops the bladder, 0 to 1."""
    curve = deficits.curve("shock_bladder")
    if not curve.any():
        return 0.0
    fresh = sum(losses.spinal("descending", side, curve) for side in SIDES)
    points = deficits.model.knowledge.autonomic.bladder_depth
    depth = float(read_curve(points, np.array([min(sides)]))[0])
    return depth * fresh / max(sum(sides), 1e-9)


def _cerebral(losses: Losses, deficits: Deficits) -> BladderState | None:
    numbers = deficits.model.knowledge.autonomic.numbers
    sides = {side: losses.cerebral("descending", side) for side in SIDES}
    least = min(sides.values())
    if least >= numbers["bladder.cerebral_from"]:
        certainty = "expected" if least >= numbers["bladder.cerebral_sure"] else "possible"
        return BladderState("uninhibited", "normal", certainty, ("descending",), "uninhibited")
    if max(sides.values()) < numbers["bladder.frontal_from"]:
        return None
    curve = deficits.curve("frontal_bladder")
    for side, share in sides.items():
        cells = losses.cerebral("medial_frontal", opposite(side), curve)
        enough = share >= numbers["bladder.frontal_from"]
        if enough and cells >= numbers["bladder.frontal_cells_from"]:
            certainty, blamed = "undetermined", ("descending",)
            return BladderState("uninhibited", "normal", certainty, blamed, "uninhibited")
    return None
