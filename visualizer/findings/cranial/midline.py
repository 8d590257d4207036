"""Deviations of jaw, uvula and tongue, and turning of the head."""

from collections.abc import Iterator

from visualizer.anatomy import opposite
from visualizer.findings.cranial.paths import HEAD_TURNER, SIDES
from visualizer.findings.cranial.signs import Row, Signs

# target: the muscle, and whether the part goes to the weak side
DEVIATIONS = {
    "jaw_deviation": ("pterygoids", True),
    "uvula_deviation": ("palate", False),
    "tongue_deviation": ("tongue", True),
}


def midline(signs: Signs) -> Iterator[Row]:
    """Yield what differs from healthy in jaw, uvula, tongue and head turning."""
    for target, (muscle, to_weak) in DEVIATIONS.items():
        yield from _deviation(signs, target, muscle, to_weak)
    for direction in SIDES:
        turner = opposite(direction)
        spare = signs.losses.strength(HEAD_TURNER, turner) - signs.number("midline.weak_below")
        because = signs.muscles(turner, [HEAD_TURNER], "cranial.muscle")
        value = "weak" if spare < 0 else "normal"
        yield from signs.row(
            "head_turn", "none", value, signs.sure(spare), because, direction, slot=direction
        )


def _deviation(signs: Signs, target: str, muscle: str, to_weak: bool) -> Iterator[Row]:
    left, right = (signs.losses.strength(muscle, side) for side in SIDES)
    if left == right:
        return
    weak = "left" if left < right else "right"
    beyond = min(
        abs(left - right) - signs.number("midline.deviates_from"),
        signs.number("midline.weak_below") - min(left, right),
    )
    there = beyond > 0
    direction = weak if to_weak else opposite(weak)
    yield from signs.row(
        target,
        "none",
        "present" if there else "absent",
        signs.sure(beyond),
        signs.muscles(weak, [muscle], "cranial.muscle"),
        direction if there else None,
    )
