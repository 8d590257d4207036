"""Sensation by dermatome, territory, region and modality."""

from visualizer.findings.sensation.domain import Sensation

__all__ = ["Sensation"]
