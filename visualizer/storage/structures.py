"""Reads what each structure is called and what its card says."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from visualizer.anatomy import Structure
from visualizer.anatomy.structures import STRUCTURE_SIDES
from visualizer.storage.choices import one_of

PLACE_LAYER = "place"
_WITH_SIDE = (".left", ".right")


@dataclass(frozen=True, slots=True)
class Term:
    """One row of the terms: a structure's names, without side."""

    name: str
    latin: str
    parent: str
    synonyms: tuple[str, ...]
    source: str


def load_structures(knowledge: Path) -> dict[str, Structure]:
    """Join structures.csv with the terms and the cards.

    Parameters
    ----------
    knowledge : Path
        The folder with structures.csv, terms/ and cards/.

    Returns
    -------
    mapping of id to Structure
        The rows of structures.csv, then every other term as a place without a mesh.
    """
    terms, cards = read_terms(knowledge / "terms"), read_cards(knowledge / "cards")
    blank = Term("", "", "", (), "")
    found: dict[str, Structure] = {}
    named = set()
    columns = ("id", "layer", "side")
    for identity, layer, side in columns_of(knowledge / "structures.csv", columns):
        key = without_side(identity)
        named.add(key)
        term = terms.get(key, blank)
        found[identity] = _structure(identity, layer, side, term, cards.get(key))
    for key, term in terms.items():
        if key not in named:
            found[key] = _structure(key, PLACE_LAYER, "paired", term, cards.get(key))
    return found


def read_terms(folder: Path) -> dict[str, Term]:
    """Read the names of all structures by id without side."""
    columns = ("id", "name", "latin", "parent", "synonyms", "source")
    return {
        key: Term(name, latin, parent, _list(synonyms), source)
        for path in sorted(folder.glob("*.csv"))
        for key, name, latin, parent, synonyms, source in columns_of(path, columns)
    }


def read_cards(folder: Path) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Read the text and the sources of each card by id without side."""
    return {
        key: (card, _list(source))
        for path in sorted(folder.glob("*.csv"))
        for key, card, source in columns_of(path, ("id", "card", "source"))
    }


def without_side(identity: str) -> str:
    """Return an id without its ".left" or ".right"."""
    for side in _WITH_SIDE:
        if identity.endswith(side):
            return identity.removesuffix(side)
    return identity


def _structure(
    identity: str,
    layer: str,
    side: str,
    term: Term,
    card: tuple[str, tuple[str, ...]] | None,
) -> Structure:
    text, sources = card or ("", ())
    return Structure(
        id=identity,
        name=term.name or without_side(identity).replace("_", " "),
        parent=term.parent,
        layer=layer,
        side=one_of(side or "none", STRUCTURE_SIDES),
        latin=term.latin,
        synonyms=term.synonyms,
        source=term.source,
        card=text,
        card_sources=sources,
    )


def _list(text: str) -> tuple[str, ...]:
    if ";" not in text:
        return (text.strip(),) if text.strip() else ()
    return tuple(part.strip() for part in text.split(";") if part.strip())


def columns_of(path: Path, names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Read some columns of a table with a header, row by row.

    Raises
    ------
    ValueError
        If a column is missing.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        header = next(rows)
        yield from map(itemgetter(*(header.index(name) for name in names)), rows)
