"""A named structure of the body, for the tree, the search and the cards."""

from dataclasses import dataclass
from typing import Literal, get_args

StructureSide = Literal["left", "right", "paired", "none"]
STRUCTURE_SIDES: tuple[StructureSide, ...] = get_args(StructureSide)


@dataclass(frozen=True, slots=True)
class Structure:
    """One row of the structure table.

    `id` is stable; `name` is the Terminologia Anatomica term; `layer` is the mesh file or
    "fibres"; `side` is "paired" where one row stands for left and right; `parent` is another id
    or a group name; `source` is a source or package key; `card` says what the
    structure does and what it means at the bedside, from `card_sources`.
    """

    id: str
    name: str
    parent: str
    layer: str
    side: StructureSide
    latin: str = ""
    synonyms: tuple[str, ...] = ()
    source: str = ""
    card: str = ""
    card_sources: tuple[str, ...] = ()
