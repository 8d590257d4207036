"""Coordination and involuntary movement: ataxia of limbs and trunk, hemiballismus."""

from collections.abc import Iterator
from functools import lru_cache

from visualizer.findings.finding import Finding
from visualizer.findings.higher.groups import SIDES, Group
from visualizer.findings.higher.view import View, plain
from visualizer.findings.tables.higher import Channel

STEADY = {side: plain("limb_ataxia", side=side) for side in SIDES}
STILL = {side: plain("hemiballismus", side=side) for side in SIDES}
UPRIGHT = plain("truncal_ataxia")
HEALTHY = (*STEADY.values(), *STILL.values(), UPRIGHT)


def movement(view: View) -> Iterator[Finding]:
    """Yield ataxia and hemiballismus of both sides, and ataxia of the trunk."""
    for side in SIDES:
        yield _limb_ataxia(view, side)
    for side in SIDES:
        yield _ballism(view, side)
    yield _trunk(view)


@lru_cache(maxsize=64)
def _groups_of(kind: str, targets: tuple[str, ...], side: str) -> tuple[Group, ...]:
    return tuple(Group(kind, side, target) for target in targets or (None,))


def _groups(channel: Channel, side: str) -> tuple[Group, ...]:
    return _groups_of(channel.kind, channel.targets, side)


def _lost(view: View, channel: Channel, side: str) -> float:
    """Return the share of a path that is lost: of the target that lost least."""
    lost = view.lost_in_cord if channel.cord else view.lost
    return min(lost(group) for group in _groups(channel, side))


def _able(view: View, channel: Channel, side: str) -> float:
    """Return how far the limbs of a side are above the strength that ataxia needs to show."""
    strength = view.weakest(side) if channel.cord else view.able(side)
    return strength - channel.strength_from


def _limb_ataxia(view: View, side: str) -> Finding:
    lost = [(c, share) for c in view.channels if (share := _lost(view, c, side)) >= c.lost_from]
    if not lost:
        return STEADY[side]
    seen = [(c, share) for c, share in lost if _able(view, c, side) >= 0]
    if not seen:
        return Finding("other", "limb_ataxia", side, "absent", "undetermined")
    best = max(min(share - c.lost_from, _able(view, c, side)) for c, share in seen)
    sure = best >= view.numbers["ataxia.near"] and not all(c.cord for c, _ in seen)
    certainty = "expected" if sure else "possible"
    because = view.because("higher.ataxia", *(g for c, _ in seen for g in _groups(c, side)))
    return Finding("other", "limb_ataxia", side, "present", certainty, because)


def _ballism(view: View, side: str) -> Finding:
    group = Group("centre", side, "involuntary_movement")
    if not view.reached("involuntary.lost_from", view.lost(group)):
        return STILL[side]
    if not view.reached("involuntary.strength_from", view.able(side)):
        return Finding("other", "hemiballismus", side, "absent", "undetermined")
    because = view.because("higher.ballism", group)
    return Finding("other", "hemiballismus", side, "present", "expected", because)


def _trunk(view: View) -> Finding:
    vermis = Group("cerebellar_cortex", None, "trunk")
    spinal = tuple(Group("spinocerebellar", side) for side in SIDES)
    if view.reached("trunk.vermis_from", view.lost(vermis)):
        groups: tuple[Group, ...] = (vermis,)
    elif view.reached("trunk.spinal_from", min(view.lost(group) for group in spinal)):
        groups = spinal
    else:
        return _leaning(view)
    because = view.because("higher.trunk", *groups)
    return Finding("other", "truncal_ataxia", "none", "present", "expected", because)


def _leaning(view: View) -> Finding:
    """Return the sway of a one-sided loss of vestibular nuclei and inferior peduncle."""
    for side in SIDES:
        centre = Group("centre", side, "vestibular_nuclei")
        inflow = (Group("spinocerebellar", side), Group("olivocerebellar", side, "limb"))
        lost = min(view.lost(centre), max(view.lost(group) for group in inflow))
        if lost and view.reached("trunk.one_side_from", lost * view.ripe(centre, "vertigo")):
            because = view.because("higher.leaning", centre, *inflow)
            return Finding("other", "truncal_ataxia", "none", "present", "possible", because)
    return UPRIGHT
