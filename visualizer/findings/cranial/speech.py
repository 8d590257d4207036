"""Dysarthria, dysphagia, emotional lability and vertigo."""

from collections.abc import Iterator, Mapping, Sequence

from visualizer.findings.cranial.paths import SIDES
from visualizer.findings.cranial.signs import Row, Signs
from visualizer.findings.finding import Reason

Kind = tuple[float, bool, Sequence[Reason]]


def speech(signs: Signs) -> Iterator[Row]:
    """Yield what differs from healthy in speech, swallowing, emotion and balance."""
    yield from _dysarthria(signs)
    yield from _dysphagia(signs)
    yield from _lability(signs)
    yield from _vertigo(signs)


def _dysarthria(signs: Signs) -> Iterator[Row]:
    kinds = {"flaccid": _flaccid(signs), "spastic": _spastic(signs), "ataxic": _ataxic(signs)}
    value = max(kinds, key=lambda name: kinds[name][0])
    amount, sure, because = kinds[value]
    if amount >= 1.0:
        mixed = sum(kind[0] >= 1.0 for kind in kinds.values()) > 1
        certainty = "expected" if sure and not mixed else "possible"
        yield from signs.row("dysarthria", "none", value, certainty, because, domain="other")


def _flaccid(signs: Signs) -> Kind:
    parts = signs.tables.muscles["speech"]
    weak = sum(
        part * (1.0 - sum(signs.losses.motor(muscle, side) for side in SIDES) / 2)
        for muscle, part in parts.items()
    )
    amount = weak / signs.number("speech.flaccid_from")
    return amount, amount > 1.5, signs.muscles(None, parts, "cranial.flaccid_speech")


def _spastic(signs: Signs) -> Kind:
    losses, name = signs.losses, "speech_command"
    one = 0.0
    for side in SIDES:
        lost = losses.lost(name, side)
        if lost:
            one = max(one, lost * losses.ripe(name, side, "one_sided_slurring"))
    both = losses.both(name) / signs.number("speech.both_from")
    amount = max(one / signs.number("speech.one_sided_from"), both)
    because = signs.paths("cranial.spastic_speech", *((name, side) for side in SIDES))
    return amount, both >= 1.5, because


def _ataxic(signs: Signs) -> Kind:
    """Count cerebellum and outflow of either side, what comes in only if lost on both."""
    losses = signs.losses
    names = [
        (name, side) for name in ("dentate", "cerebellum", "middle_peduncle") for side in SIDES
    ]
    both = max(losses.both(name) for name in ("dentate", "cerebellum", "middle_peduncle"))
    most = max(both, *(losses.lost(*name) for name in names[:4]))
    amount = most / signs.number("speech.ataxic_from")
    sure = both >= signs.number("speech.ataxic_from")
    return amount, sure, signs.paths("cranial.ataxic_speech", *names)


def _weakness(signs: Signs, parts: Mapping[str, float]) -> float:
    return sum(
        part * (1.0 - sum(signs.losses.strength(muscle, side) for side in SIDES) / 2)
        for muscle, part in parts.items()
    )


def _dysphagia(signs: Signs) -> Iterator[Row]:
    """Count weak muscles, and the command of both hemispheres though strength is left."""
    parts, name = signs.tables.muscles["swallowing"], "throat_command"
    weak = _weakness(signs, parts) - signs.number("swallowing.fails_from")
    beyond = max(weak, signs.losses.both(name) - signs.number("swallowing.both_from"))
    because = signs.joined(
        signs.muscles(None, parts, "cranial.swallowing"),
        signs.paths("cranial.swallowing", *((name, side) for side in SIDES)),
    )
    value = "present" if beyond >= 0 else "absent"
    certainty = signs.sure(beyond)
    yield from signs.row("dysphagia", "none", value, certainty, because, domain="other")


def _lability(signs: Signs) -> Iterator[Row]:
    """Count what is lost above the medulla alone; below, only the muscles are cut off."""
    losses, name = signs.losses, "bulbar_command"
    least = signs.number("lability.both_from")
    both = losses.both(name)
    if both >= least:
        both = min(losses.above_medulla(name, side) for side in SIDES)
    because = signs.paths("cranial.lability", *((name, side) for side in SIDES))
    value = "present" if both >= least else "absent"
    certainty = signs.sure(both - least)
    yield from signs.row("emotional_lability", "none", value, certainty, because, domain="other")


def _vertigo(signs: Signs) -> Iterator[Row]:
    names = ("balance", "balance_centre")
    lost = {side: max((signs.losses.lost(name, side), name) for name in names) for side in SIDES}
    side = max(SIDES, key=lambda s: lost[s][0])
    amount, name = lost[side]
    amount -= min(lost[s][0] for s in SIDES)
    if not amount:
        return
    spins = amount * signs.losses.ripe(name, side, "vertigo")
    beyond = spins - signs.number("vertigo.from")
    because = signs.paths("cranial.vertigo", *((n, side) for n in names))
    value = "present" if beyond >= 0 else "absent"
    certainty = signs.sure(beyond)
    yield from signs.row("vertigo", "none", value, certainty, because, domain="other")
