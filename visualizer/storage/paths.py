"""Where the shipped files are."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def assets_path(*parts: str) -> Path:
    """Return a path below assets/."""
    return ROOT.joinpath("assets", *parts)


def scenes_path(*parts: str) -> Path:
    """Return a path below scenes/."""
    return ROOT.joinpath("scenes", *parts)
