"""The two halves of space: neglect and homonymous loss of the field."""

from collections.abc import Iterator

from visualizer.anatomy import opposite
from visualizer.findings.finding import Finding
from visualizer.findings.higher.groups import BANKS, SIDES, Group
from visualizer.findings.higher.view import View, plain

ATTENDS = (plain("hemineglect"),)
SEES = (plain("homonymous_hemianopia"),)


def neglect(view: View) -> Finding:
    """Return neglect: the hemisphere that is not dominant attends to both halves of space."""
    share = {side: view.centre("spatial_attention", side) for side in SIDES}
    led, leads = opposite(view.dominant), view.dominant
    if view.reached("neglect.lost_from", share[led]):
        sure = "expected" if view.reached("neglect.sure_from", share[led]) else "possible"
        because = view.because("higher.neglect", Group("centre", led, "spatial_attention"))
        return Finding("other", "hemineglect", "none", "present", sure, because, direction=leads)
    if view.reached("neglect.lost_from", share[leads]):
        return Finding("other", "hemineglect", "none", "absent", "undetermined")
    return ATTENDS[0]


def hemianopia(view: View) -> Iterator[Finding]:
    """Yield a row for every half of the field that both eyes have lost behind the nerve."""
    eyes = {half: min(view.lost(_eye(half, eye)) for eye in SIDES) for half in SIDES}
    lost = [half for half in SIDES if _whole_half(view, half, eyes[half])]
    for half in lost:
        sure = "expected" if view.reached("field.sure_from", eyes[half]) else "possible"
        because = view.because("higher.field", *(_eye(half, eye) for eye in SIDES))
        yield Finding(
            "other", "homonymous_hemianopia", "none", "present", sure, because, direction=half
        )
    if lost:
        return
    if any(view.reached("field.bank_from", share) for share in eyes.values()):
        yield Finding("other", "homonymous_hemianopia", "none", "absent", "undetermined")
    else:
        yield from SEES


def _whole_half(view: View, half: str, share: float) -> bool:
    """Tell whether half a field is lost in both eyes, in its upper and its lower bank."""
    banks = (view.lost(Group("visual", None, f"field_{half}", bank)) for bank in BANKS)
    return view.reached("field.lost_from", share) and all(
        view.reached("field.bank_from", bank) for bank in banks
    )


def _eye(half: str, eye: str) -> Group:
    return Group("visual", eye, f"field_{half}")
