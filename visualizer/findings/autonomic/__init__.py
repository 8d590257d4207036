"""Horner, bladder, bowel, sweating and blood pressure."""

from visualizer.findings.autonomic.domain import Autonomic

__all__ = ["Autonomic"]
