"""Reads the tables of superficial and sacral reflexes."""

import tomllib
from pathlib import Path

from visualizer.findings.tables.surface import ArcPart, SurfaceArc, SurfaceReflexesTables
from visualizer.storage.demands import all_known, named, read_rows, whole

SIGNS = ("arc", "drive", "shock", "returning", "grasp")


def load_surface(folder: Path) -> SurfaceReflexesTables:
    """Read `surface_reflexes.csv` and `.toml` of the knowledge folder."""
    table = tomllib.loads((folder / "surface_reflexes.toml").read_text(encoding="utf-8"))
    flat = {f"{sign}.{key}": value for sign in SIGNS for key, value in table[sign].items()}
    return SurfaceReflexesTables(
        arcs=_arcs(folder / "surface_reflexes.csv"),
        numbers={key: float(v) for key, v in flat.items() if isinstance(v, int | float)},
        lists={
            key: tuple(v) if isinstance(v, list) else (v,)
            for key, v in flat.items()
            if isinstance(v, str) or (isinstance(v, list) and isinstance(v[0], str))
        },
        reflex_left=tuple((float(at), float(to)) for at, to in table["drive"]["reflex_left"]),
    )


def _arcs(path: Path) -> tuple[SurfaceArc, ...]:
    rows = read_rows(path, "id", "segment")
    for name in {row["id"] for row in rows}:
        own = [row for row in rows if row["id"] == name]
        whole([float(row["weight"]) for row in own], f"{path.name}: {name}")
        all_known([row["sides"] for row in own], [own[0]["sides"]], f"{path.name}: {name}: sides:")
    found: dict[str, SurfaceArc] = {}
    for row in rows:
        part = ArcPart(
            segment=row["segment"],
            weight=float(row["weight"]),
            skin=tuple(row["skin"].split()),
            muscles=tuple(row["muscles"].split()),
            nerve=tuple(row["nerve"].split()),
        )
        known = found.get(row["id"])
        parts = (*known.parts, part) if known is not None else (part,)
        sources = tuple(key for key in row["source"].split(";") if key)
        found[row["id"]] = SurfaceArc(
            row["id"], named(row["sides"], ("each", "none"), path.name) == "none", parts, sources
        )
    return tuple(found.values())
