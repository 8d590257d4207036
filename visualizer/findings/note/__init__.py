"""What a registrar writes: power first, then head, feeling, higher functions, gait, autonomic."""

from visualizer.findings.note.motor import motor
from visualizer.findings.note.sentences import sentences

__all__ = ["motor", "sentences"]
