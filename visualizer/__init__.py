"""visualizer: an anatomy visualizer of the motor system with one findings model."""

__version__ = "0.1.0"
