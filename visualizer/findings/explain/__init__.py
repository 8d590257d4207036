"""Why a sign is there as a chain of sentences, and why another one is not."""

from visualizer.findings.explain.examined import Examined
from visualizer.findings.explain.names import Say, plain_place
from visualizer.findings.explain.one_row import explain

__all__ = ["Examined", "Say", "explain", "plain_place"]
