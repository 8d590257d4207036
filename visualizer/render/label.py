"""A text over the picture with the place that it names."""

from dataclasses import dataclass

from visualizer.render.camera import Vec3
from visualizer.render.palette import Rgb

LONGEST = 46  # letters of a label


@dataclass(frozen=True, slots=True)
class Label:
    """A text with the place it names; important ones are placed first and are larger."""

    text: str
    place_mm: Vec3
    colour: Rgb | None = None
    important: bool = False
    on_surface: bool = False  # named only where nothing solid hides it


def shortened(text: str, most: int = LONGEST) -> str:
    """Shorten a long name at a word, with an ellipsis."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(",") + " …"
