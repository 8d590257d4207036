"""Eyes, face, throat, tongue and the special senses."""

from visualizer.findings.cranial.domain import Cranial

__all__ = ["Cranial"]
