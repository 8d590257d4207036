"""The command line: opens the app, predicts, lists the vocabulary, renders, checks."""

from visualizer.cli.main import main

__all__ = ["main"]
