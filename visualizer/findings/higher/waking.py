"""Consciousness, and the posture of an unconscious patient."""

from collections.abc import Iterator

from visualizer.findings.finding import Finding
from visualizer.findings.higher.groups import DRIVES, SIDES, Group
from visualizer.findings.higher.view import View, plain

POSTURES = ("decorticate", "decerebrate")
WHOLE = (*SIDES, "none")
HEALTHY = (
    plain("consciousness", "normal"),
    *(plain(posture, side=side, domain="gait") for posture in POSTURES for side in WHOLE),
)


def waking(view: View) -> Iterator[Finding]:
    """Yield consciousness and posture."""
    stem = tuple(Group("centre", side, "arousal") for side in SIDES)
    share = min(view.lost(group) for group in stem)
    if view.reached("arousal.lost_from", share):
        sure = "expected" if view.reached("arousal.sure_from", share) else "possible"
        because = view.because("higher.arousal", *stem)
        yield Finding("other", "consciousness", "none", "reduced", sure, because)
        yield from _postures(view)
        return
    if view.reached("arousal.hemispheres_from", min(_hemisphere(view, side) for side in SIDES)):
        cortex = tuple(group for side in SIDES for group in _cortex(view, side))
        because = view.because("higher.hemispheres", *cortex)
        yield Finding("other", "consciousness", "none", "reduced", "possible", because)
        yield from _postures(view)
        return
    yield from HEALTHY


def _cortex(view: View, side: str) -> tuple[Group, ...]:
    return tuple(Group("centre", side, target) for target in view.lists["arousal.hemispheres"])


def _hemisphere(view: View, side: str) -> float:
    """Return the share of a hemisphere's cells that is lost, as far as it still stupefies."""
    groups = _cortex(view, side)
    lost = sum(view.lost(group) for group in groups) / len(groups)
    if not view.reached("arousal.hemispheres_from", lost):
        return 0.0
    return lost * view.ripe(groups[0], "stupor")


def _postures(view: View) -> Iterator[Finding]:
    drives = {kind: tuple(Group(kind, side) for side in SIDES) for kind in DRIVES}
    both = {kind: min(view.lost(group) for group in groups) for kind, groups in drives.items()}
    straight = view.reached("posture.rubrospinal_from", both["rubrospinal"])
    bent = view.reached("posture.corticospinal_from", both["corticospinal"]) and not straight
    because = view.because(
        "higher.posture", *drives["rubrospinal" if straight else "corticospinal"]
    )
    for posture, there in zip(POSTURES, (bent, straight), strict=True):
        for side in WHOLE:
            if there:
                yield Finding("gait", posture, side, "present", "possible", because)
            else:
                yield plain(posture, side=side, domain="gait")
