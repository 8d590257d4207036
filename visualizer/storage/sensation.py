"""Reads the tables of sensation by dermatome, territory, region and modality."""

import tomllib
from pathlib import Path
from typing import Any

from visualizer.anatomy import SEGMENTS
from visualizer.findings.tables.sensation import Modality, Points, SensationTables, SkinTarget
from visualizer.storage.demands import all_known, named, once, read_rows, whole

DERMATOMES = (*SEGMENTS, "V1", "V2", "V3")


def load_sensation(folder: Path) -> SensationTables:
    """Read the tables of the knowledge folder."""
    skin = read_rows(folder / "cutaneous_nerves.csv", "territory")
    parts = read_rows(folder / "sensation_parts.csv", "part")
    areas = read_rows(folder / "skin_territories.csv", "target")
    territories = {row["territory"] for row in skin}
    in_parts = [name for row in parts for name in _names(row["territories"])]
    all_known(once(in_parts, "sensation_parts.csv"), territories, "sensation_parts.csv")
    all_known(territories, set(in_parts), "sensation_parts.csv: in no part:")
    for row in areas:
        names = _names(row["territories"])
        all_known(once(names, "skin_territories.csv"), territories, "skin_territories.csv")
        all_known(
            once(_names(row["dermatomes"]), "skin_territories.csv"), DERMATOMES, row["target"]
        )
    table = tomllib.loads((folder / "sensation.toml").read_text(encoding="utf-8"))
    return SensationTables(
        modalities=tuple(_modality(name, table["modality"]) for name in table["modality"]),
        targets=tuple(
            SkinTarget(row["target"], _names(row["dermatomes"]), _names(row["territories"]))
            for row in areas
        ),
        shares={row["territory"]: _shares(row["segments"]) for row in skin},
        nerves={row["territory"]: row["nerve"] for row in skin},
        parts={territory: row["part"] for row in parts for territory in _names(row["territories"])},
        cortex={row["part"]: row["cortex"] for row in parts},
        above=tuple(tuple(table["stations"][name]) for name in ("thalamus", "radiation", "cortex")),
        regions=tuple(table["row"]["regions"]),
        levels=tuple(table["row"]["levels"]),
        numbers={
            f"{name}.{key}": float(value)
            for name in ("thresholds", "row")
            for key, value in table[name].items()
            if isinstance(value, int | float)
        },
    )


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for name in text.split(";") if name)


def _shares(text: str) -> dict[str, float]:
    """Read "C6:0.7;C7:0.3"."""
    pairs = [pair.split(":") for pair in text.split(";")]
    once([segment for segment, _ in pairs], f"cutaneous_nerves.csv: {text}")
    whole([float(share) for _, share in pairs], f"cutaneous_nerves.csv: {text}")
    return {segment: float(share) for segment, share in pairs}


def _points(rows: list[list[float]]) -> Points:
    return tuple((float(at), float(value)) for at, value in rows)


def _modality(name: str, rows: dict[str, dict[str, Any]]) -> Modality:
    row = _filled(name, rows)
    lemniscal = float(row["lemniscal"])
    return Modality(
        id=name,
        large=named(row["fibres"], ("large", "small"), name) == "large",
        lemniscal=lemniscal,
        spinothalamic=1.0 - lemniscal,
        together=float(row.get("together", 1.0)),
        overlap=_points(row["overlap"]),
        tract=_points(row.get("tract", [[0.0, 0.0], [1.0, 1.0]])),
        pooled=float(row.get("pooled", 0.0)),
        bones=_points(row.get("bones", [])),
        above=(1.0, float(row["radiation"]), float(row["cortex"])),
        sources=tuple(row["source"]),
    )


def _filled(name: str, rows: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the row of a modality with what it does not say as in the one that it is like."""
    row = rows[name]
    if "like" not in row:
        return row
    earlier = list(rows)[: list(rows).index(name)]
    return _filled(named(row["like"], earlier, f"sensation.toml: {name}"), rows) | row
