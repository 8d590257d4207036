"""What eyes, face, throat, ears and the reflexes of the brainstem rest on."""

from collections.abc import Iterator

from visualizer.anatomy import opposite
from visualizer.findings.cranial.eyes import COMMANDS
from visualizer.findings.cranial.midline import DEVIATIONS
from visualizer.findings.cranial.paths import HEAD_TURNER, SIDES, groups
from visualizer.findings.explain.examined import Examined, Limb, Support, support
from visualizer.findings.explain.motor import drive_limb, motor_limb, pools_of, units_of
from visualizer.findings.finding import Finding

# target: groups of `cranial.paths`; "~" before one is that of the other side
_GROUPS: dict[str, tuple[str, ...]] = {
    "ptosis": ("lid_sympathetic",),
    "pupil": ("light_eye", "light_pupil", "pupil_parasympathetic", "pupil_sympathetic"),
    "horizontal_gaze": ("outwards", "~inwards", "command"),
    "gaze_deviation": ("outwards", "inwards", "command"),
    "abducting_nystagmus": ("~inwards", "outwards"),
    "visual_field": ("field_left", "field_right"),
    "hearing": ("heard_across", "heard_same_side"),
    "taste": ("taste",),
    "posterior_tongue_sensation": ("tongue_back",),
    "lacrimation": ("tears",),
    "jaw_jerk": ("jaw_spindles", "jaw_command"),
    "gag": ("throat", "throat_command"),
    "corneal": ("cornea",),
    "dysarthria": ("speech_command", "dentate", "cerebellum", "middle_peduncle"),
    "dysphagia": ("throat_command",),
    "emotional_lability": ("bulbar_command",),
    "vertigo": ("balance", "balance_centre"),
    "light_near_dissociation": ("light_pupil", "near_pupil"),
    "convergence_retraction_nystagmus": ("upwards", "convergence"),
    **{target: (path,) for target, (path, _) in COMMANDS.items()},
}
_MUSCLES: dict[str, tuple[str, ...]] = {
    "ptosis": ("levator_palpebrae",),
    "hyperacusis": ("stapedius",),
    "jaw_jerk": ("masseter",),
    "gag": ("palate", "pharynx"),
    "corneal": ("upper_face",),
    **{target: (muscle,) for target, (muscle, _) in DEVIATIONS.items()},
}
_OF_TABLE = {"dysarthria": "speech", "dysphagia": "swallowing"}
_THRESHOLDS = {
    "ptosis": "eye.lid_sympathetic_from",
    "hearing": "sense.reduced_from",
    "taste": "sense.reduced_from",
    "posterior_tongue_sensation": "sense.reduced_from",
    "lacrimation": "sense.reduced_from",
    "visual_field": "eye.field_lost_from",
    "horizontal_gaze": "gaze.weak_from",
    "vertical_gaze": "gaze.weak_from",
    "vertigo": "vertigo.from",
    "light_near_dissociation": "gaze.near_from",
}
TARGETS = frozenset({*_GROUPS, *_MUSCLES, *_OF_TABLE, "vertical_gaze", "head_turn"})


def head(exam: Examined, finding: Finding) -> Support:
    """Return paths and muscles that a cranial sign is read from."""
    muscles, sides = _muscles(exam, finding)
    units = [unit for name in muscles for side in sides for unit in units_of(exam, name, side)]
    at = pools_of(exam, units)
    weak = exam.model.knowledge.cranial.numbers.get("eye.weak_below")
    least = None if weak is None else 1.0 - weak
    return support(
        *_paths(exam, finding),
        motor_limb(exam, at, least, "weakness"),
        None if finding.domain == "reflex" else drive_limb(exam, at, least, "weakness"),
        units=units,
    )


def _muscles(exam: Examined, finding: Finding) -> tuple[tuple[str, ...], tuple[str, ...]]:
    tables, target = exam.model.knowledge.cranial, finding.target
    if target == "head_turn":
        return (HEAD_TURNER,), (opposite(finding.direction or "left"),)
    named = _MUSCLES.get(target, ()) or tuple(tables.turns.get(target, ()))
    named = named or tuple(tables.muscles.get(_OF_TABLE.get(target, ""), ()))
    both = finding.side == "none" or target == "corneal"
    return named, SIDES if both else (finding.side,)


def _paths(exam: Examined, finding: Finding) -> Iterator[Limb | None]:
    of = groups(exam.model)
    numbers = exam.model.knowledge.cranial.numbers
    least = numbers.get(_THRESHOLDS.get(finding.target, ""))
    names = _GROUPS.get(finding.target, ())
    if finding.target == "vertical_gaze":
        names = ("upwards",) if finding.direction == "up" else ("downwards",)
    for name in names:
        for side in _sides(finding):
            where = opposite(side) if name.startswith("~") else side
            yield exam.limb(of.which(name.removeprefix("~"), where), least)


def _sides(finding: Finding) -> tuple[str, ...]:
    if finding.side in SIDES:
        return (finding.side,)
    if finding.target == "horizontal_gaze" and finding.direction in SIDES:
        return (finding.direction,)
    return SIDES
