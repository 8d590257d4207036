"""Electrodiagnosis: central conduction, nerve conduction, needle and repetitive stimulation."""

from visualizer.findings.electro.examination import electrodiagnosis
from visualizer.findings.electro.measurement import Measurement

__all__ = ["Measurement", "electrodiagnosis"]
