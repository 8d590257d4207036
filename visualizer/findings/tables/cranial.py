"""Tables of eyes, face, throat, tongue and the special senses."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, eq=False)
class CranialTables:
    """Tables of eyes, face, throat, tongue and the special senses.

    Attributes
    ----------
    numbers : mapping of str to float
        Thresholds as "table.key".
    turns : mapping of str to mapping of str to float
        Muscles of each movement of an eye with their part in it.
    muscles : mapping of str to mapping of str to float
        Muscles of speech and of swallowing with their part in it.
    """

    numbers: Mapping[str, float] = field(default_factory=dict)
    turns: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    muscles: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
