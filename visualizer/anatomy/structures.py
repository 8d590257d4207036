"""A named structure of the body, for the tree, the search and the cards."""

from dataclasses import dataclass

from visualizer.anatomy.sides import Side


@dataclass(frozen=True, slots=True)
class Structure:
    """One row of the structure table.

    `id` is stable; `name` is the Terminologia Anatomica term; `layer` is the mesh file or
    "fibres"; `parent` is another id or a group name; `source` is a source or package key;
    `card` says what the structure does and what it means at the bedside, from `card_sources`.
    """

    id: str
    name: str
    parent: str
    layer: str
    side: Side
    latin: str = ""
    synonyms: tuple[str, ...] = ()
    source: str = ""
    card: str = ""
    card_sources: tuple[str, ...] = ()
