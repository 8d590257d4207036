"""The card of a structure: its names, what it does, what it means at the bedside, and sources."""

from collections.abc import Mapping
from html import escape

from visualizer.anatomy import Structure
from visualizer.ui.reasons import Sources, source_words
from visualizer.ui.wording import capital

EMPTY = "<p>Click a structure to read about it.</p>"
_SIDES = ("left", "right")


def row_of(structures: Mapping[str, Structure], structure: str, side: str = "") -> Structure | None:
    """Find the row of a structure, of its side, or of what it is a part of."""
    name = structure
    while name:
        for wanted in (f"{name}.{side}", name):
            if wanted in structures:
                return structures[wanted]
        name = name.rpartition(".")[0]
    return None


def card_html(
    structures: Mapping[str, Structure],
    sources: Sources,
    structure: str,
    place: str = "",
    side: str = "",
) -> str:
    """Return the card of a structure; `place` says in words what was picked."""
    found = row_of(structures, structure, side)
    if found is None:
        return f"<p><b>{escape(place)}</b></p>" if place else EMPTY
    own = found.side if found.side in _SIDES else side if side in _SIDES else ""
    title = f"<b>{escape(capital(found.name))}</b>" + (f" ({own})" if own else "")
    lines = [f"<p>{title}{_latin(found)}</p>"]
    if place and found.name.lower() not in place.lower():
        lines.append(f"<p>{escape(place)}</p>")
    if found.card:
        lines.append(f"<p>{escape(found.card)}</p>")
    if found.synonyms:
        lines.append(f"<p>Also: {escape(', '.join(found.synonyms))}</p>")
    above = structures.get(found.parent)
    if above is not None and above.name.lower() != found.name.lower():
        lines.append(f"<p>Part of: {escape(above.name)}</p>")
    return "".join([*lines, _sources(found, sources)])


def _latin(found: Structure) -> str:
    if not found.latin or found.latin.lower() == found.name.lower():
        return ""
    return f"<br><i>{escape(found.latin)}</i>"


def _sources(found: Structure, sources: Sources) -> str:
    names = [key.strip() for key in found.source.split(";") if key.strip()]
    keys = dict.fromkeys([*found.card_sources, *names])
    if not keys:
        return ""
    cited = "".join(f"<li>{escape(source_words(key, sources))}</li>" for key in keys)
    return f"<p>Sources</p><ul>{cited}</ul>"
