"""The international standards for the neurological classification of spinal cord injury.

2019 revision. An `Exam` is classified by `classify`: levels, impairment scale, zones of partial
preservation and totals, with scores that could not be tested or that a condition other than the
cord injury explains.
"""

from visualizer.findings.isncsci.classify import Classification, classify
from visualizer.findings.isncsci.exam import (
    LEVELS,
    MOTOR_LEVELS,
    MOTOR_SCORES,
    OBSERVATIONS,
    SENSORY_LEVELS,
    SENSORY_SCORES,
    Exam,
    ExamSide,
)
from visualizer.findings.isncsci.from_scene import KeyMuscle, exam_of

__all__ = [
    "LEVELS",
    "MOTOR_LEVELS",
    "MOTOR_SCORES",
    "OBSERVATIONS",
    "SENSORY_LEVELS",
    "SENSORY_SCORES",
    "Classification",
    "Exam",
    "ExamSide",
    "KeyMuscle",
    "classify",
    "exam_of",
]
