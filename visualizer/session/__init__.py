"""The only mutable state: the current scene, its prediction and the history."""

from visualizer.session.session import Session

__all__ = ["Session"]
