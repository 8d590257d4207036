"""Reads the clinical tables of `assets/knowledge/` into a `Knowledge` value."""

import csv
import hashlib
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from visualizer.findings.knowledge import (
    Arc,
    Clock,
    Drive,
    Knowledge,
    Muscle,
    Points,
    Process,
    Rule,
    Syndrome,
    Weighted,
)
from visualizer.storage.autonomic import load_autonomic
from visualizer.storage.cranial import load_cranial
from visualizer.storage.diffuse import load_diseases
from visualizer.storage.electro import load_electro
from visualizer.storage.errors import AssetError
from visualizer.storage.higher import load_higher
from visualizer.storage.paths import assets_path
from visualizer.storage.patterns import load_patterns
from visualizer.storage.sensation import load_sensation
from visualizer.storage.sites import load_sites
from visualizer.storage.surface import load_surface
from visualizer.storage.variants import load_variants

VERSION = "0.1"


def load_knowledge(root: Path | None = None) -> Knowledge:
    """Read every clinical table.

    Parameters
    ----------
    root : Path, optional
        The assets folder, the shipped one by default.

    Raises
    ------
    AssetError
        If a table is missing or damaged.
    """
    folder = (root or assets_path()) / "knowledge"
    try:
        numbers, lists = _thresholds(folder / "power.toml")
        processes, extents = _processes(folder / "process.toml")
        sites = load_sites(folder / "sites", load_diseases(folder / "diffuse.toml"))
        return Knowledge(
            muscles={row["id"]: _muscle(row) for row in _rows(folder / "muscles.csv")},
            drives={row["id"]: _drive(row) for row in _rows(folder / "drive.csv")},
            movements={
                row["id"]: tuple(_weighted(text) for text in row["prime_movers"].split())
                for row in _rows(folder / "movements.csv")
            },
            regions={
                row["id"]: tuple(row["muscles"].split()) for row in _rows(folder / "regions.csv")
            },
            arcs=_arcs(folder / "reflexes.csv"),
            rules={
                row["id"]: Rule(row["id"], row["sentence"], _keys(row["sources"]))
                for row in _rows(folder / "rules.csv")
            },
            clock=_clock(folder / "time.toml"),
            numbers=numbers,
            lists=lists,
            version=VERSION,
            sha256=_digest(folder),
            syndromes=_syndromes(folder / "syndromes.toml"),
            sites=sites,
            processes=processes,
            extents=extents,
            sensation=load_sensation(folder),
            cranial=load_cranial(folder),
            surface=load_surface(folder),
            autonomic=load_autonomic(folder),
            higher=load_higher(folder),
            patterns=load_patterns(folder),
            electro=load_electro(folder),
            variants=load_variants(folder),
        )
    except (OSError, KeyError, ValueError) as error:
        raise AssetError(f"the clinical tables cannot be read: {error}") from error


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _keys(text: str) -> tuple[str, ...]:
    return tuple(key.strip() for key in text.split(";") if key.strip())


def _muscle(row: dict[str, str]) -> Muscle:
    return Muscle(
        id=row["id"],
        name=row["name"],
        group=row["group"],
        limb=row["limb"],
        body_part=row["body_part"],
        drive=row["drive"],
        antigravity=float(row["antigravity"]),
        sources=_keys(row["source"]),
    )


def _drive(row: dict[str, str]) -> Drive:
    return Drive(
        id=row["id"],
        share=float(row["corticospinal_share"]),
        crossed=float(row["crossed_share"]),
        contralateral_cortex=float(row["contralateral_cortex"]),
        cortex_enough=float(row["cortex_enough"]),
        same_side_cord=float(row["same_side_cord"]),
        enough=float(row["enough"]),
        steepness=float(row["steepness"]),
        early_depression=float(row["early_depression"]),
        brainstem_own=float(row["brainstem_own"]),
        premotor_share=float(row["premotor_share"]),
        sources=_keys(row["source"]),
    )


def _weighted(text: str) -> Weighted:
    """Read "muscle:weight" or "muscle:segment:weight"."""
    muscle, *middle, weight = text.split(":")
    return Weighted(muscle, middle[0] if middle else "*", float(weight))


def _arcs(path: Path) -> dict[str, Arc]:
    return {
        f"tone.{row['id']}" if row["kind"] == "tone" else row["id"]: Arc(
            id=row["id"],
            kind=row["kind"],  # type: ignore[arg-type]
            arcs=tuple(_weighted(text) for text in row["arc"].split()),
            lead=row["lead"],
            partner=row["partner"],
            sources=_keys(row["source"]),
        )
        for row in _rows(path)
    }


def _points(rows: list[list[float]]) -> tuple[tuple[float, float], ...]:
    return tuple((float(day), float(value)) for day, value in rows)


def _clock(path: Path) -> Clock:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    curves = {
        (name, tempo): _points(rows)
        for name, curve in table["curve"].items()
        for tempo, rows in curve.items()
        if tempo not in ("source", "note")
    }
    places = {word: name for name, words in table["place"].items() for word in words}
    shock = table["shock"]
    return Clock(curves, places, _points(shock["spinal_depth"]), float(shock["cerebral_depth"]))


def _thresholds(path: Path) -> tuple[dict[str, float], dict[str, tuple[str, ...]]]:
    table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    tops = {key: value for key, value in table.items() if not isinstance(value, dict)}
    groups = {"power": tops} | {k: v for k, v in table.items() if isinstance(v, dict)}
    flat = {f"{name}.{key}": v for name, group in groups.items() for key, v in group.items()}
    numbers = {key: float(v) for key, v in flat.items() if isinstance(v, int | float)}
    lists = {key: tuple(v) for key, v in flat.items() if isinstance(v, list)}
    return numbers, lists


def _processes(path: Path) -> tuple[dict[str, Process], dict[str, str]]:
    table = tomllib.loads(path.read_text(encoding="utf-8"))

    def recovery(row: dict[str, Any], where: str) -> dict[str, Points]:
        names = row.get(where, {})
        return {tempo: _points(table["recovery"][name]["points"]) for tempo, name in names.items()}

    rows = {
        name: Process(
            id=name,
            axonal=float(row["axonal"]),
            cells=float(row["cells"]),
            peripheral=recovery(row, "peripheral"),
            central=recovery(row, "central"),
            rim={kind: float(times) for kind, times in row.get("rim", {}).items()},
            sources=tuple(row["source"]),
            regrows={tempo: float(share) for tempo, share in row.get("regrows", {}).items()},
        )
        for name, row in table["process"].items()
    }
    rows[""] = rows.pop("unknown")
    return rows, dict(table["extent"])


def _syndromes(path: Path) -> tuple[Syndrome, ...]:
    if not path.exists():
        return ()
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(
        Syndrome(
            name=row["name"],
            wants=tuple(row["wants"]),
            excludes=tuple(row.get("excludes", ())),
            sources=tuple(row["sources"]),
        )
        for row in table["syndrome"]
    )


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    tables = [*folder.glob("*.csv"), *folder.glob("*.toml"), *folder.glob("sites/*.toml")]
    for path in sorted(tables):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
