"""Hearing, taste, feeling of the tongue, tears and sight of each eye."""

from collections.abc import Iterator

from visualizer.findings.cranial.paths import SIDES
from visualizer.findings.cranial.signs import Row, Signs


def senses(signs: Signs) -> Iterator[Row]:
    """Yield what differs from healthy in the special senses."""
    for side in SIDES:
        yield from _hearing(signs, side)
        yield from _tongue(signs, side)
        yield from _tears(signs, side)
        yield from _sight(signs, side)


def _word(signs: Signs, loss: float) -> str:
    if loss >= signs.number("sense.lost_from"):
        return "lost"
    return "reduced" if loss >= signs.number("sense.reduced_from") else "normal"


def _hearing(signs: Signs, side: str) -> Iterator[Row]:
    """Answer for an ear by the better of its two ways up."""
    ways = [("heard_across", side), ("heard_same_side", side)]
    loss = min(signs.losses.lost(*way) for way in ways)
    certainty = signs.sure(loss - signs.number("sense.reduced_from"))
    because = signs.paths("cranial.hearing", *ways)
    yield from signs.row("hearing", side, _word(signs, loss), certainty, because)
    weak = signs.number("sense.stapedius_below") - signs.losses.strength("stapedius", side)
    if weak < 0:
        return
    hears = 1.0 - loss >= signs.number("sense.ear_needed")
    value = "present" if hears else "absent"
    certainty = signs.sure(weak) if hears else "undetermined"
    because = signs.muscles(side, ["stapedius"], "cranial.stapedius")
    yield from signs.row("hyperacusis", side, value, certainty, because)


def _tongue(signs: Signs, side: str) -> Iterator[Row]:
    for target, path in (("taste", "taste"), ("posterior_tongue_sensation", "tongue_back")):
        loss = signs.losses.lost(path, side)
        if not loss:
            continue
        certainty = signs.sure(loss - signs.number("sense.reduced_from"))
        because = signs.paths(f"cranial.{path}", (path, side))
        yield from signs.row(target, side, _word(signs, loss), certainty, because)


def _tears(signs: Signs, side: str) -> Iterator[Row]:
    loss = signs.losses.lost("tears", side)
    if not loss:
        return
    beyond = loss - signs.number("sense.reduced_from")
    because = signs.paths("cranial.lacrimation", ("tears", side))
    value = "reduced" if beyond >= 0 else "normal"
    yield from signs.row("lacrimation", side, value, signs.sure(beyond), because)


def _sight(signs: Signs, side: str) -> Iterator[Row]:
    """Answer for the whole field of an eye; half of it is a finding of both eyes."""
    halves = [("field_left", side), ("field_right", side)]
    loss = min(signs.losses.lost(*half) for half in halves)
    if not loss:
        return
    beyond = loss - signs.number("eye.field_lost_from")
    because = signs.paths("cranial.optic_nerve", *halves)
    value = "lost" if beyond >= 0 else "normal"
    yield from signs.row("visual_field", side, value, signs.sure(beyond), because)
