"""The whole classification of an examination."""

from dataclasses import dataclass

from visualizer.findings.isncsci.exam import Exam
from visualizer.findings.isncsci.levels import motor_level, neurological_level, sensory_level
from visualizer.findings.isncsci.scale import impairment_scale, injury_complete
from visualizer.findings.isncsci.totals import side_totals
from visualizer.findings.isncsci.zones import motor_zone, sensory_zone


@dataclass(frozen=True, slots=True)
class Classification:
    """What the worksheet asks for, as text; pairs are right and left.

    Several possible answers are separated by commas, rostral first; INT is intact, NA not
    applicable, ND not determinable.
    """

    sensory: tuple[str, str]
    motor: tuple[str, str]
    level: str
    complete: str
    scale: str
    sensory_zones: tuple[str, str]
    motor_zones: tuple[str, str]
    totals: tuple[dict[str, str], dict[str, str]]


def classify(exam: Exam) -> Classification:
    """Classify an examination by the 2019 revision.

    Sources
    -------
    isncsci2019.
    """
    right, left = exam.sides
    motor = (
        motor_level(right, exam.anal_contraction),
        motor_level(left, exam.anal_contraction),
    )
    level, complete = neurological_level(exam), injury_complete(exam)
    scale = impairment_scale(exam, complete, motor, level)
    return Classification(
        sensory=(sensory_level(right), sensory_level(left)),
        motor=motor,
        level=level,
        complete=complete,
        scale=scale,
        sensory_zones=(
            sensory_zone(right, exam.anal_pressure),
            sensory_zone(left, exam.anal_pressure),
        ),
        motor_zones=(
            motor_zone(right, exam.anal_contraction, scale, motor[0]),
            motor_zone(left, exam.anal_contraction, scale, motor[1]),
        ),
        totals=(side_totals(right), side_totals(left)),
    )
