"""Tables of sensation by dermatome, territory, region and modality."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Modality:
    """How one modality travels and what of it may be lost unnoticed.

    Attributes
    ----------
    id : str
    large : bool
        Whether thick fibres carry it, else thin ones.
    lemniscal, spinothalamic : float
        Share of each tract.
    together : float
        Power of the mean of both; above 1 one tract makes up for the other.
    overlap : Points
        [share of a patch's roots that still answer, felt].
    tract : Points
        [share of the best root's way that is whole, felt of it].
    pooled : float
        How far the bones and joints of one part of a limb are felt together.
    bones : Points
        [share left after pooling, felt].
    above : tuple of float
        Part that is lost with the thalamus, with the white matter above it, with the sensory
        cortex alone.
    """

    id: str
    large: bool
    lemniscal: float
    spinothalamic: float
    together: float
    overlap: Points
    tract: Points
    pooled: float
    bones: Points
    above: tuple[float, ...]
    sources: tuple[str, ...]

    @property
    def way(self) -> tuple[object, ...]:
        """What decides how much comes to the thalamus, and how it is felt but for the bones."""
        return (
            self.large,
            self.lemniscal,
            self.spinothalamic,
            self.together,
            self.overlap,
            self.tract,
            self.pooled,
        )


@dataclass(frozen=True, slots=True)
class SkinTarget:
    """A target of the examination: the dermatomes or the nerve territories that make it up."""

    id: str
    dermatomes: tuple[str, ...]
    territories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SensationTables:
    """Tables of sensation by dermatome, territory, region and modality.

    Attributes
    ----------
    modalities : tuple of Modality
    targets : tuple of SkinTarget
    shares : mapping of str to mapping of str to float
        Share of each segment in a nerve's territory of skin.
    nerves : mapping of str to str
        Nerve of each territory.
    parts : mapping of str to str
        Part of the body whose bones and joints each territory shares.
    cortex : mapping of str to str
        Area of the sensory cortex of each part.
    above : tuple of tuple of str
        Beginnings of the stations of thalamus, white matter above it and cortex.
    regions, levels : tuple of str
        Targets that are judged by their parts; modalities that have a sensory level.
    numbers : mapping of str to float
        Thresholds as "table.key".
    """

    modalities: tuple[Modality, ...] = ()
    targets: tuple[SkinTarget, ...] = ()
    shares: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    nerves: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)
    cortex: Mapping[str, str] = field(default_factory=dict)
    above: tuple[tuple[str, ...], ...] = ()
    regions: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    numbers: Mapping[str, float] = field(default_factory=dict)
