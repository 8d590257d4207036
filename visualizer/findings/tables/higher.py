"""Tables of language, attention, consciousness, coordination."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Channel:
    """A path whose loss makes the limbs of one side ataxic.

    Attributes
    ----------
    id : str
    kind : str
        Of the populations; their side is the body side served.
    targets : tuple of str
        Every one of these must be lost; empty for the kind as a whole.
    lost_from : float
        Share lost from which the limbs are ataxic.
    strength_from : float
        Strength that a limb must have for its ataxia to be seen: the better limb, or for a cut
        in the cord each of the two.
    cord : bool
        Whether cuts in the cord count, and not those above it.
    """

    id: str
    kind: str
    targets: tuple[str, ...]
    lost_from: float
    strength_from: float
    cord: bool = False


@dataclass(frozen=True, slots=True)
class HigherTables:
    """Thresholds by "group.key", lists by "group.key", and the paths of coordination."""

    numbers: Mapping[str, float] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    channels: tuple[Channel, ...] = ()
