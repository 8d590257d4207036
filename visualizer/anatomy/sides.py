"""Sides of the patient's own body."""

from typing import Literal, get_args

Side = Literal["left", "right", "bilateral", "none"]
SIDES: tuple[Side, ...] = get_args(Side)

_OPPOSITE: dict[str, Side] = {
    "left": "right",
    "right": "left",
    "bilateral": "bilateral",
    "none": "none",
}


def opposite(side: str) -> Side:
    """Return the other side; bilateral and none are their own opposite."""
    return _OPPOSITE[side]


def mirror_side(side: str, mirrored: bool = True) -> Side:
    """Return the side seen in a mirror when `mirrored`, else the side itself."""
    return _OPPOSITE[side] if mirrored else _OPPOSITE[_OPPOSITE[side]]
