"""An explanation of one row of the examination, as a value."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """One path of an explanation.

    Attributes
    ----------
    lesion : int
        Index in the scene.
    place, fibres : str
        Where, and which neurons, in words.
    lost : float
        Share of them that this lesion takes, 0 to 1.
    rule : str
        Id of the rule, which `rules.csv` says in words.
    sources : tuple of str
    """

    lesion: int
    place: str
    fibres: str
    lost: float
    rule: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a sign is there ("because"), or why it is not ("why_not"), as sentences.

    `links` are the paths of a "because", one a sentence.
    """

    kind: str
    sentences: tuple[str, ...]
    links: tuple[Link, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All sentences as one paragraph."""
        return " ".join(self.sentences)
