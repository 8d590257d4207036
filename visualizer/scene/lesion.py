"""A lesion: named by its site or placed as a shape."""

from dataclasses import dataclass
from typing import Literal, get_args

from visualizer.scene.shapes import Shape

Extent = Literal["complete", "partial", "focal", "diffuse", "conduction_block"]
Tempo = Literal["sudden", "subacute", "slow"]
Process = Literal[
    "section",
    "conduction_block",
    "compression",
    "ischaemia",
    "demyelination",
    "inflammation",
    "degeneration",
]
Reach = Literal["toes", "ankles", "knees", "fingertips"]
TEMPOS: tuple[Tempo, ...] = get_args(Tempo)
PROCESSES: tuple[Process, ...] = get_args(Process)
REACHES: tuple[Reach, ...] = get_args(Reach)
ESTABLISHED_DAYS = 120.0
PARTIAL_FRACTION = 0.6


@dataclass(frozen=True, slots=True)
class Lesion:
    """One lesion of a scene; exactly one of `site` and `shape` is given.

    Attributes
    ----------
    site, side, level : str or None
        Named place in the vocabulary; side is left, right, bilateral or None (midline).
    shape : Shape or None
        Placed lesion.
    extent, fraction, components, onset_days, tempo, process, reach
        As in a scene file; None where not given.
    id : str
        Stable within the scene.
    """

    site: str | None = None
    side: str | None = None
    level: str | None = None
    extent: str | None = None
    fraction: float | None = None
    components: tuple[str, ...] | None = None
    onset_days: float | None = None
    tempo: str | None = None
    process: str | None = None
    reach: str | None = None
    shape: Shape | None = None
    id: str = ""

    @property
    def completeness(self) -> float:
        """Share of the fibres within the lesion that are interrupted, 0 to 1."""
        if self.fraction is not None:
            return self.fraction
        return PARTIAL_FRACTION if self.extent == "partial" else 1.0

    @property
    def days(self) -> float:
        """Days since onset; an undated lesion is an established one."""
        return ESTABLISHED_DAYS if self.onset_days is None else self.onset_days

    @property
    def speed(self) -> str:
        """Tempo: as given, else slow for compression and degeneration, else sudden."""
        if self.tempo is not None:
            return self.tempo
        site = self.site or ""
        slow = (
            self.process in ("compression", "degeneration")
            or self.extent == "diffuse"
            or site.endswith("compression")
            or site.startswith(("mnd.", "polyneuropathy.", "muscle.", "nmj."))
        )
        return "slow" if slow else "sudden"
