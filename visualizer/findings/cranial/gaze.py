"""Gaze of both eyes together, its deviation, and what internuclear and midbrain lesions add."""

from collections.abc import Iterator

from visualizer.anatomy import opposite
from visualizer.findings.cranial.paths import SIDES
from visualizer.findings.cranial.signs import Row, Signs


def gaze(signs: Signs) -> Iterator[Row]:
    """Yield what differs from healthy in the gaze."""
    for direction in SIDES:
        yield from _horizontal(signs, direction)
    yield from _vertical(signs)
    yield from _deviation(signs)
    for side in SIDES:
        yield from _nystagmus(signs, side)
    yield from _midbrain(signs)


def _centre(signs: Signs, direction: str) -> float:
    """Return the loss of the pontine command to both eyes to turn in a direction."""
    lost = signs.losses.lost
    return min(lost("outwards", direction), lost("inwards", opposite(direction)))


def _early(signs: Signs, direction: str) -> float:
    """Return the loss of the other hemisphere's command, as far as it still shows."""
    return signs.losses.showing("command", direction, "frontal_gaze")


def _horizontal(signs: Signs, direction: str) -> Iterator[Row]:
    centre, early = _centre(signs, direction), _early(signs, direction)
    both = signs.losses.both("command")
    if not centre + early + both:
        return
    loss = centre
    if early >= signs.number("gaze.early_from"):
        loss = max(loss, min(early, signs.number("gaze.lost_from") - 1e-6))
    if both >= signs.number("gaze.both_from"):
        loss = max(loss, both)
    because = signs.joined(
        signs.paths("cranial.gaze_centre", ("outwards", direction)),
        signs.paths("cranial.gaze_centre", ("inwards", opposite(direction))),
        signs.paths("cranial.frontal_gaze", ("command", direction)),
    )
    doubtful = early > signs.number("gaze.weak_from") and early > centre
    certainty = "possible" if doubtful else signs.sure(loss - signs.number("gaze.weak_from"))
    value = _word(signs, loss)
    yield from signs.row(
        "horizontal_gaze", "none", value, certainty, because, direction, slot=direction
    )


def _word(signs: Signs, loss: float) -> str:
    if loss >= signs.number("gaze.lost_from"):
        return "lost"
    return "weak" if loss >= signs.number("gaze.weak_from") else "normal"


def _vertical(signs: Signs) -> Iterator[Row]:
    for path, direction in (("upwards", "up"), ("downwards", "down")):
        loss = signs.losses.both(path)
        if not loss:
            continue
        because = signs.paths("cranial.vertical_gaze", *((path, side) for side in SIDES))
        certainty = signs.sure(loss - signs.number("gaze.weak_from"))
        value = _word(signs, loss)
        yield from signs.row(
            "vertical_gaze", "none", value, certainty, because, direction, slot=direction
        )


def _deviation(signs: Signs) -> Iterator[Row]:
    pull = {direction: _pull(signs, direction) for direction in SIDES}
    more = pull["left"] - pull["right"]
    if not more:
        return
    lost = "left" if more > 0 else "right"
    beyond = abs(more) - signs.number("gaze.pull_from")
    because = signs.joined(
        signs.paths("cranial.gaze_pull", ("command", lost), ("outwards", lost)),
        signs.paths("cranial.gaze_pull", ("inwards", opposite(lost))),
    )
    there = beyond >= 0
    yield from signs.row(
        "gaze_deviation",
        "none",
        "present" if there else "absent",
        signs.sure(beyond),
        because,
        opposite(lost) if there else None,
    )


def _pull(signs: Signs, direction: str) -> float:
    """Return how much of the tone that turns the eyes in a direction is missing."""
    centre = _centre(signs, direction)
    if centre:
        centre *= signs.losses.ripe("outwards", direction, "pontine_gaze_pull")
    return max(centre, _early(signs, direction))


def _nystagmus(signs: Signs, side: str) -> Iterator[Row]:
    losses, other = signs.losses, opposite(side)
    if not losses.lost("inwards", other):
        return
    alone = losses.lost("inwards", other) - losses.lost("outwards", side)
    able = losses.strength("lateral_rectus", side) * (1.0 - losses.lost("outwards", side))
    beyond = alone - signs.number("gaze.weak_from")
    there = beyond >= 0 and able >= signs.number("gaze.abduction_needed")
    because = signs.paths("cranial.internuclear", ("inwards", other))
    certainty = signs.sure(beyond) if there else "expected"
    value = "present" if there else "absent"
    yield from signs.row("abducting_nystagmus", side, value, certainty, because)


def _midbrain(signs: Signs) -> Iterator[Row]:
    there = {side: _near_spared(signs, side) for side in SIDES}
    if not any(there.values()):
        return
    for side, where in (*((s, (s,)) for s in SIDES), ("none", SIDES)):
        value = "present" if any(there[s] for s in where) else "absent"
        because = signs.paths("cranial.near_spared", *(("light_pupil", s) for s in where))
        yield from signs.row(
            "light_near_dissociation", side, value, "expected", because, domain="other"
        )
    losses, left = signs.losses, signs.number("gaze.convergence_left")
    up = losses.both("upwards") >= signs.number("gaze.retraction_from")
    works = all(
        losses.strength("medial_rectus", side) * (1.0 - losses.lost("convergence", side)) >= left
        for side in SIDES
    )
    value = "present" if up and works and all(there.values()) else "absent"
    because = signs.paths("cranial.retraction", *(("upwards", side) for side in SIDES))
    certainty = "possible" if value == "present" else "expected"
    yield from signs.row(
        "convergence_retraction_nystagmus", "none", value, certainty, because, domain="other"
    )


def _near_spared(signs: Signs, side: str) -> bool:
    lost, least = signs.losses.lost, signs.number("gaze.near_from")
    works = lost("pupil_parasympathetic", side) < signs.number("eye.pupil_wide_from")
    return works and lost("light_pupil", side) >= least > lost("near_pupil", side)
