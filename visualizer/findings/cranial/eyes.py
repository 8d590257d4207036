"""Lid, pupil and turns of each eye."""

from collections.abc import Iterator

from visualizer.anatomy import opposite
from visualizer.findings.cranial.paths import SIDES
from visualizer.findings.cranial.signs import WHOLE, Row, Signs

SYMPATHETIC = "sympathetic_shown"
COMMANDS = {
    "eye_abduction": ("outwards", "cranial.gaze_centre"),
    "eye_adduction": ("inwards", "cranial.internuclear"),
    "eye_elevation": ("upwards", "cranial.vertical_gaze"),
    "eye_depression": ("downwards", "cranial.vertical_gaze"),
}


def eyes(signs: Signs) -> Iterator[Row]:
    """Yield what differs from healthy in each eye."""
    for side in SIDES:
        yield from _lid(signs, side)
        yield from _pupil(signs, side)
        yield from _turns(signs, side)


def _lid(signs: Signs, side: str) -> Iterator[Row]:
    weak = signs.number("eye.weak_below") - signs.losses.strength("levator_palpebrae", side)
    lost = signs.losses.showing("lid_sympathetic", side, SYMPATHETIC) - signs.number(
        "eye.lid_sympathetic_from"
    )
    value = "present" if max(weak, lost) >= 0 else "absent"
    because = signs.joined(
        signs.muscles(side, ["levator_palpebrae"], "cranial.muscle"),
        signs.paths("cranial.lid_sympathetic", ("lid_sympathetic", side)),
    )
    yield from signs.row("ptosis", side, value, signs.sure(max(weak, lost)), because)


def _pupil(signs: Signs, side: str) -> Iterator[Row]:
    wide = signs.losses.lost("pupil_parasympathetic", side) - signs.number("eye.pupil_wide_from")
    small = signs.losses.showing("pupil_sympathetic", side, SYMPATHETIC) - signs.number(
        "eye.pupil_small_from"
    )
    if wide >= 0:
        certainty = "possible" if small >= 0 else signs.sure(wide)
        because = signs.paths("cranial.pupil_parasympathetic", ("pupil_parasympathetic", side))
        yield from signs.row("pupil", side, "dilated", certainty, because)
    elif small >= 0:
        because = signs.paths("cranial.pupil_sympathetic", ("pupil_sympathetic", side))
        yield from signs.row("pupil", side, "small", signs.sure(small), because)
    else:
        light = _light(signs, side)
        value = "sluggish" if light >= 0 else "normal"
        because = signs.paths("cranial.light_reflex", ("light_eye", side), ("light_pupil", side))
        yield from signs.row("pupil", side, value, signs.sure(light, wide, small), because)


def _light(signs: Signs, side: str) -> float:
    """Return how far the light reflex is beyond its threshold; an eye counts against the other."""
    losses, least = signs.losses, signs.number("eye.pupil_sluggish_from")
    eye, other = losses.lost("light_eye", side), losses.lost("light_eye", opposite(side))
    worse = eye - other >= signs.number("eye.pupil_relative_from")
    blind = eye >= signs.number("sense.lost_from")
    seen = eye if worse or blind else 0.0
    return max(seen, losses.lost("light_pupil", side)) - least


def _turns(signs: Signs, side: str) -> Iterator[Row]:
    for target, movers in signs.tables.turns.items():
        path, rule = COMMANDS[target]
        pull = sum(part * signs.losses.strength(m, side) for m, part in movers.items())
        moved = pull * (1.0 - signs.losses.lost(path, side))
        if moved > WHOLE:
            continue
        spare = moved - signs.number("eye.weak_below")
        because = signs.joined(
            signs.muscles(side, movers, "cranial.muscle"), signs.paths(rule, (path, side))
        )
        value = "weak" if spare < 0 else "normal"
        yield from signs.row(target, side, value, signs.sure(spare), because)
