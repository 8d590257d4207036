"""Eyes, face, throat, tongue and the special senses, in the order of the examination."""

from collections.abc import Iterator

from visualizer.findings.cranial.arcs import arcs
from visualizer.findings.cranial.eyes import eyes
from visualizer.findings.cranial.gaze import gaze
from visualizer.findings.cranial.midline import midline
from visualizer.findings.cranial.paths import SIDES
from visualizer.findings.cranial.senses import senses
from visualizer.findings.cranial.signs import PLAIN, Key, Signs
from visualizer.findings.cranial.speech import speech
from visualizer.findings.deficits import Deficits
from visualizer.findings.finding import Finding
from visualizer.findings.found import Found
from visualizer.findings.reasons import Reasons

SYMPATHETIC = ("lid_sympathetic", "pupil_sympathetic")
PARTS = (eyes, gaze, midline, senses, arcs, speech)
_EYE = ("ptosis", "pupil", "eye_abduction", "eye_adduction", "eye_elevation", "eye_depression")
_EAR_TONGUE = ("hearing", "hyperacusis", "taste", "posterior_tongue_sensation", "lacrimation")
_SIDED = (*_EYE, "abducting_nystagmus", "visual_field", *_EAR_TONGUE)
_TURNS = {"horizontal_gaze": SIDES, "vertical_gaze": ("up", "down"), "head_turn": SIDES}
_MIDLINE = ("gaze_deviation", "jaw_deviation", "uvula_deviation", "tongue_deviation")
_OTHER = (
    *((name, "none") for name in ("dysarthria", "dysphagia", "emotional_lability", "vertigo")),
    ("convergence_retraction_nystagmus", "none"),
    *(("light_near_dissociation", side) for side in (*SIDES, "none")),
)
_REFLEXES = (("jaw_jerk", "none"), ("gag", "none"), ("corneal", "left"), ("corneal", "right"))


def _healthy() -> dict[Key, Finding]:
    rows = {}
    for target, side in _REFLEXES:
        rows[target, side, ""] = Finding("reflex", target, side, "normal", grade="2+")
    for target in _SIDED:
        for side in SIDES:
            rows[target, side, ""] = Finding("cranial", target, side, PLAIN.get(target, "normal"))
    for target, directions in _TURNS.items():
        for to in directions:
            rows[target, "none", to] = Finding("cranial", target, "none", "normal", direction=to)
    for target in _MIDLINE:
        rows[target, "none", ""] = Finding("cranial", target, "none", "absent")
    for target, side in _OTHER:
        rows[target, side, ""] = Finding("other", target, side, "absent")
    return rows


HEALTHY = _healthy()


class Cranial:
    """Findings of one prediction: eyes, face, throat, tongue and the special senses."""

    def __init__(self, deficits: Deficits, reasons: Reasons, found: Found) -> None:
        del found
        self._signs = Signs(deficits, reasons) if deficits.model.knowledge.cranial.numbers else None

    def findings(self) -> Iterator[Finding]:
        """Yield every row of the domain, and the reflexes of the brainstem."""
        signs = self._signs
        if signs is None or not signs.losses.any:
            yield from HEALTHY.values()
            return
        rows = dict(HEALTHY)
        # much of the cord carries nothing to the head but the sympathetic fibres of the eyes
        for part in (eyes,) if signs.losses.only(SYMPATHETIC) else PARTS:
            rows.update(part(signs))
        yield from rows.values()
