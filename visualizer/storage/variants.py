"""Reads the table of anatomical variants."""

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from visualizer.findings.tables.variants import Detour, Mark, Stretch, Variant
from visualizer.storage.paths import assets_path

MOTOR = ("lmn",)
SENSORY = ("ia", "afferent_large", "afferent_small")
DESCENDING = ("corticospinal", "corticospinal_premotor", "bulbospinal")


def load_variants(folder: Path) -> dict[str, Variant]:
    """Read `variants.toml` of the knowledge folder.

    Raises
    ------
    ValueError
        If a row is not complete.
    """
    table = tomllib.loads((folder / "variants.toml").read_text(encoding="utf-8"))
    return {name: _variant(name, row) for name, row in table.items()}


@lru_cache(maxsize=1)
def variant_names() -> dict[str, str]:
    """Return the words for every variant that a scene may name, by its id."""
    return {name: v.name for name, v in load_variants(assets_path("knowledge")).items()}


def _variant(name: str, row: dict[str, Any]) -> Variant:
    detours = [detour for part in row.get("detour", ()) for detour in _detours(part)]
    if "shift" in row:
        detours += _shifted(row["shift"])
    if not detours:
        raise ValueError(f"variants.toml: {name} changes nothing")
    return Variant(
        id=name,
        name=row["name"],
        words=row["words"],
        doubt=row["doubt"],
        sources=tuple(row["source"]),
        detours=tuple(detours),
    )


def _share(row: dict[str, Any]) -> float:
    share = float(row["share"])
    if not 0.0 < share <= 1.0:
        raise ValueError("variants.toml: a share must be above 0 and at most 1")
    return share


def _detours(row: dict[str, Any]) -> Iterator[Detour]:
    """Yield a detour for every guide; each takes its part of what those before it left."""
    share, guides = _share(row), row.get("guides", [""])
    for number, target in enumerate(guides):
        part = share / len(guides)
        yield Detour(
            kinds=tuple(row["kinds"]),
            targets=tuple(row.get("targets", ())),
            segments=(),
            share=part / (1.0 - number * part),
            stretch=Stretch(_marks(row.get("from", [])), _marks(row.get("to", []))),
            guide=Stretch(_marks(row.get("guide_from", [])), _marks(row.get("guide_to", []))),
            guide_targets=(target,) if target else (),
            guide_side=row.get("guide_side", "same"),
            crossing=row.get("crossing", ""),
        )


def _shifted(row: dict[str, Any]) -> list[Detour]:
    """Return the detours of root and cell, of the sensory root, and of the fibres from above."""
    through = _marks(row["through"])
    root, cord = _marks(["root."]), _marks(["cord."])
    ways = (
        (MOTOR, Stretch((), through), Stretch((), _marks(["plexus.", "nerve."])), ()),
        (SENSORY, Stretch(root), Stretch(root), through),
        (DESCENDING, Stretch(cord), Stretch(cord), ()),
    )
    return [
        Detour(
            kinds=kinds,
            targets=(),
            segments=tuple(row["segments"]),
            share=_share(row),
            stretch=stretch,
            guide=guide,
            shift=int(row["by"]),
            through=only,
        )
        for kinds, stretch, guide, only in ways
    ]


def _marks(texts: list[str]) -> tuple[Mark, ...]:
    """Read "site", "site@level" or "site/own"."""
    marks = []
    for text in texts:
        whole, _, own = text.partition("/")
        site, _, level = whole.partition("@")
        marks.append(Mark(site, level, own == "own"))
    return tuple(marks)
