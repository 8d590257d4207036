"""Language, attention, consciousness, coordination."""

from visualizer.findings.higher.domain import Higher

__all__ = ["Higher"]
