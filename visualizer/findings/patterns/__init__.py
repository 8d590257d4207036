"""Gait, postures and other signs read off the findings before them."""

from visualizer.findings.patterns.domain import Patterns

__all__ = ["Patterns"]
