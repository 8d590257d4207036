"""Superficial and sacral reflexes."""

from visualizer.findings.surface.domain import SurfaceReflexes

__all__ = ["SurfaceReflexes"]
