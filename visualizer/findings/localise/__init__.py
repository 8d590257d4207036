"""From signs back to sites: which lesions explain an examination."""

from visualizer.findings.localise.answers import Answers, Rows, Sign, answer, joined
from visualizer.findings.localise.free import balls
from visualizer.findings.localise.hypotheses import Hypothesis, named_hypotheses
from visualizer.findings.localise.localiser import Localiser, near_time
from visualizer.findings.localise.observations import Observation, ObservationError
from visualizer.findings.localise.ranking import Candidate, NextTest, Ranking, WrongSign

__all__ = [
    "Answers",
    "Candidate",
    "Hypothesis",
    "Localiser",
    "NextTest",
    "Observation",
    "ObservationError",
    "Ranking",
    "Rows",
    "Sign",
    "WrongSign",
    "answer",
    "balls",
    "joined",
    "named_hypotheses",
    "near_time",
]
