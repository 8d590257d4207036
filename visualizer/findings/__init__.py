"""Verbs: from lesions to signs."""

from visualizer.findings.finding import Finding, Involvement, Prediction, Reason
from visualizer.findings.knowledge import Knowledge
from visualizer.findings.normal import is_normal
from visualizer.findings.predict import predict
from visualizer.findings.sites import LesionError

__all__ = [
    "Finding",
    "Involvement",
    "Knowledge",
    "LesionError",
    "Prediction",
    "Reason",
    "is_normal",
    "predict",
]
