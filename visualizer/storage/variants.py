"""Reads the table of anatomical variants."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from visualizer.findings.tables.variants import Detour, Mark, Stretch, Variant
from visualizer.storage.paths import assets_path


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
    return Variant(
        id=name,
        name=row["name"],
        words=row["words"],
        doubt=row["doubt"],
        sources=tuple(row["source"]),
        detours=tuple(_detour(name, part) for part in row["detour"]),
    )


def _detour(name: str, row: dict[str, Any]) -> Detour:
    share = float(row["share"])
    if not 0.0 < share <= 1.0:
        raise ValueError(f"variants.toml: {name}: a share must be above 0 and at most 1")
    stretch = Stretch(_marks(row.get("from", [])), _marks(row.get("to", [])))
    guide = row.get("guide", {})
    other = Stretch(_marks(guide.get("from", [])), _marks(guide.get("to", [])))
    return Detour(
        kinds=tuple(row["kinds"]),
        targets=tuple(row.get("targets", ())),
        segments=tuple(row.get("segments", ())),
        share=share,
        stretch=stretch,
        guide=other if "from" in guide or "to" in guide else stretch,
        guide_targets=tuple(guide.get("targets", ())),
        shift=int(guide.get("shift", 0)),
        guide_side=guide.get("side", "same"),
        crossing=row.get("crossing", ""),
        through=_marks(row.get("through", [])),
    )


def _marks(texts: list[str]) -> tuple[Mark, ...]:
    """Read "site", "site@level" or "site/own"."""
    marks = []
    for text in texts:
        whole, _, own = text.partition("/")
        site, _, level = whole.partition("@")
        marks.append(Mark(site, level, own == "own"))
    return tuple(marks)
