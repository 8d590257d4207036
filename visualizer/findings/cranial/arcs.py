"""Jaw jerk, gag and corneal reflex."""

from collections.abc import Iterator, Sequence

from visualizer.anatomy import opposite
from visualizer.findings.cranial.paths import SIDES, THROAT
from visualizer.findings.cranial.signs import WHOLE, Row, Signs
from visualizer.findings.finding import Reason


def arcs(signs: Signs) -> Iterator[Row]:
    """Yield what differs from healthy in the reflexes of the brainstem."""
    losses = signs.losses
    jaw = [
        min(1.0 - losses.lost("jaw_spindles", side), losses.jerk("masseter", side))
        for side in SIDES
    ]
    yield from _midline(
        signs,
        "jaw_jerk",
        sum(jaw) / 2,
        "jaw_command",
        signs.joined(
            signs.paths("cranial.arc_lost", *(("jaw_spindles", side) for side in SIDES)),
            signs.muscles(None, ["masseter"], "cranial.arc_lost"),
        ),
    )
    gag = [_gag(signs, side) for side in SIDES]
    yield from _midline(
        signs,
        "gag",
        sum(gag) / 2,
        "throat_command",
        signs.joined(
            signs.paths("cranial.arc_lost", *(("throat", side) for side in SIDES)),
            signs.muscles(None, THROAT, "cranial.arc_lost"),
        ),
    )
    for side in SIDES:
        yield from _corneal(signs, side)


def _gag(signs: Signs, side: str) -> float:
    losses, enough = signs.losses, signs.number("reflex.gag_enough")
    moves = sum(losses.motor(muscle, side) for muscle in THROAT) / len(THROAT)
    return min(1.0 - losses.lost("throat", side), moves / enough)


def _midline(
    signs: Signs, target: str, arc: float, command: str, broken: Sequence[Reason]
) -> Iterator[Row]:
    """Answer for a reflex of both sides, raised when both hemispheres are cut off."""
    both, ripe = signs.losses.both(command), 1.0
    if both < signs.number("reflex.release_from"):
        both = 0.0
    else:
        ripe = min(signs.losses.ripe(command, side, "release_reflex_cerebral") for side in SIDES)
    gain = arc * (1.0 + signs.number("reflex.release_gain") * both * ripe)
    value, grade = _word(signs, gain)
    released = signs.paths("cranial.released", *((command, side) for side in SIDES))
    because = released if value == "increased" else broken
    certainty = _certainty(signs, gain)
    if both and ripe < 0.98:
        certainty = "undetermined" if value == "normal" else "possible"
    yield from signs.row(target, "none", value, certainty, because, domain="reflex", grade=grade)


def _word(signs: Signs, gain: float) -> tuple[str, str]:
    steps = (
        ("absent", "0", "reflex.absent_below"),
        ("decreased", "1+", "reflex.decreased_below"),
        ("normal", "2+", "reflex.increased_from"),
        ("increased", "3+", "reflex.strong_from"),
    )
    for value, grade, name in steps:
        if gain < signs.number(name) - 1e-9:
            return value, grade
    return "increased", "4+"


def _certainty(signs: Signs, gain: float) -> str:
    names = ("absent_below", "decreased_below", "increased_from")
    return signs.sure(*(gain - signs.number(f"reflex.{name}") for name in names))


def _corneal(signs: Signs, side: str) -> Iterator[Row]:
    """Answer for the stimulated eye: its cornea, and the blink of both lids."""
    losses, own = signs.losses, signs.number("reflex.own_blink")
    enough = signs.number("reflex.blink_enough")
    blink = own * min(1.0, losses.motor("upper_face", side) / enough)
    blink += (1.0 - own) * min(1.0, losses.motor("upper_face", opposite(side)) / enough)
    gain = (1.0 - losses.lost("cornea", side)) * blink
    if gain > WHOLE:
        return
    value, grade = _word(signs, gain)
    because = signs.joined(
        signs.paths("cranial.arc_lost", ("cornea", side)),
        signs.muscles(None, ["upper_face"], "cranial.arc_lost"),
    )
    yield from signs.row(
        "corneal", side, value, _certainty(signs, gain), because, domain="reflex", grade=grade
    )
