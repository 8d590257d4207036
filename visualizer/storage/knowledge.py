"""Reads the clinical tables of `assets/knowledge/` into a `Knowledge` value."""

import hashlib
import tomllib
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, get_args

from visualizer.findings.compiled import PLACES
from visualizer.findings.knowledge import (
    Clock,
    Knowledge,
    Points,
    Process,
    Rule,
    Syndrome,
)
from visualizer.scene.lesion import TEMPOS, Extent
from visualizer.storage.autonomic import load_autonomic
from visualizer.storage.cranial import load_cranial
from visualizer.storage.demands import forward, named, once, read_rows, share
from visualizer.storage.diffuse import load_diseases
from visualizer.storage.electro import load_electro
from visualizer.storage.errors import AssetError
from visualizer.storage.higher import load_higher
from visualizer.storage.localise_tables import load_localise_tables
from visualizer.storage.motor import load_motor
from visualizer.storage.paths import assets_path
from visualizer.storage.patterns import load_patterns
from visualizer.storage.sensation import load_sensation
from visualizer.storage.sites import load_sites
from visualizer.storage.surface import load_surface
from visualizer.storage.variants import load_variants

VERSION = "0.1"
MOTOR = ("muscles.csv", "drive.csv", "movements.csv", "regions.csv", "reflexes.csv")
SENSATION = (
    "sensation.toml",
    "sensation_parts.csv",
    "skin_territories.csv",
    "cutaneous_nerves.csv",
)


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
    return Knowledge(**read_tables(folder), version=VERSION, sha256=_digest(folder))


def read_tables(folder: Path, file: str = "*") -> dict[str, Any]:
    """Read every clinical table, or one, into the fields of `Knowledge` that it fills.

    Parameters
    ----------
    folder : Path
        The knowledge folder.
    file : str
        Only the fields that this file fills, given by its path below the folder.

    Raises
    ------
    AssetError
        If a table is missing or damaged.
    """
    found: dict[str, Any] = {}
    try:
        for files, read in _READERS:
            if file == "*" or any(fnmatch(file, pattern) for pattern in files):
                found |= read(folder)
    except (OSError, KeyError, ValueError) as error:
        raise AssetError(f"the clinical tables cannot be read: {error}") from error
    return found


def _power(folder: Path) -> dict[str, Any]:
    numbers, lists = _thresholds(folder / "power.toml")
    return {"numbers": numbers, "lists": lists}


def _times(folder: Path) -> dict[str, Any]:
    processes, extents = _processes(folder / "process.toml")
    return {"processes": processes, "extents": extents}


def _sites(folder: Path) -> dict[str, Any]:
    return {"sites": load_sites(folder / "sites", load_diseases(folder / "diffuse.toml"))}


def _keys(text: str) -> tuple[str, ...]:
    return tuple(key.strip() for key in text.split(";") if key.strip())


def _points(rows: list[list[float]]) -> tuple[tuple[float, float], ...]:
    return tuple((float(day), float(value)) for day, value in rows)


def _curve(rows: list[list[float]] | float, where: str) -> Points:
    """Read the points of a curve, or the one value that it has for good."""
    return forward(_points(rows if isinstance(rows, list) else [[0.0, rows]]), where)


def _clock(path: Path) -> Clock:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    curves = {
        (name, named(tempo, TEMPOS, f"time.toml: {name}")): _curve(rows, f"time.toml: {name}")
        for name, curve in table["curve"].items()
        for tempo, rows in curve.items()
        if tempo not in ("source", "note")
    }
    once([word for words in table["place"].values() for word in words], "time.toml: place")
    places = {
        word: named(name, PLACES, "time.toml: place")
        for name, words in table["place"].items()
        for word in words
    }
    shock = table["shock"]
    depth = _curve(shock["spinal_depth"], "time.toml: spinal_depth")
    return Clock(curves, places, depth, share(float(shock["cerebral_depth"]), "time.toml: shock"))


def _thresholds(path: Path) -> tuple[dict[str, float], dict[str, tuple[str, ...]]]:
    table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    tops = {key: value for key, value in table.items() if not isinstance(value, dict)}
    groups = {"power": tops} | {k: v for k, v in table.items() if isinstance(v, dict)}
    flat = {f"{name}.{key}": v for name, group in groups.items() for key, v in group.items()}
    numbers = {key: float(v) for key, v in flat.items() if isinstance(v, int | float)}
    lists = {key: once(v, key) for key, v in flat.items() if isinstance(v, list)}
    return numbers, lists


def _processes(path: Path) -> tuple[dict[str, Process], dict[str, str]]:
    table = tomllib.loads(path.read_text(encoding="utf-8"))

    def recovery(row: dict[str, Any], where: str) -> dict[str, Points]:
        names = row.get(where, {})
        return {
            named(tempo, TEMPOS, "process.toml"): _curve(
                table["recovery"][name]["points"], f"process.toml: {name}"
            )
            for tempo, name in names.items()
        }

    rows = {
        name: Process(
            id=name,
            axonal=share(float(row.get("axonal", 1.0)), f"process.toml: {name}"),
            cells=share(float(row.get("cells", 1.0)), f"process.toml: {name}"),
            peripheral=recovery(row, "peripheral"),
            central=recovery(row, "central"),
            rim={kind: float(times) for kind, times in row.get("rim", {}).items()},
            sources=tuple(row["source"]),
            regrows={tempo: float(share) for tempo, share in row.get("regrows", {}).items()},
        )
        for name, row in table["process"].items()
    }
    rows[""] = rows.pop("unknown")
    extents = {
        named(extent, get_args(Extent), "process.toml: extent"): named(
            name, rows, "process.toml: extent"
        )
        for extent, name in table["extent"].items()
        if extent not in ("source", "note")
    }
    return rows, extents


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


def _rules(path: Path) -> dict[str, Rule]:
    return {
        row["id"]: Rule(row["id"], row["sentence"], _keys(row["sources"]))
        for row in read_rows(path, "id")
    }


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    tables = [*folder.glob("*.csv"), *folder.glob("*.toml"), *folder.glob("sites/*.toml")]
    for path in sorted(tables):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


Reader = Callable[[Path], dict[str, Any]]
#: The fields of `Knowledge` by the files that fill them.
_READERS: tuple[tuple[tuple[str, ...], Reader], ...] = (
    (MOTOR, load_motor),
    (("rules.csv",), lambda f: {"rules": _rules(f / "rules.csv")}),
    (("time.toml",), lambda f: {"clock": _clock(f / "time.toml")}),
    (("power.toml",), _power),
    (("process.toml",), _times),
    (("syndromes.toml",), lambda f: {"syndromes": _syndromes(f / "syndromes.toml")}),
    (("sites/*", "diffuse.toml"), _sites),
    (SENSATION, lambda f: {"sensation": load_sensation(f)}),
    (("cranial_signs.toml",), lambda f: {"cranial": load_cranial(f)}),
    (("surface_reflexes.*",), lambda f: {"surface": load_surface(f)}),
    (("autonomic_signs.toml",), lambda f: {"autonomic": load_autonomic(f)}),
    (("higher.toml",), lambda f: {"higher": load_higher(f)}),
    (("patterns.toml",), lambda f: {"patterns": load_patterns(f)}),
    (("electro*",), lambda f: {"electro": load_electro(f)}),
    (("variants.toml",), lambda f: {"variants": load_variants(f)}),
    (("localise.toml",), lambda f: {"localise": load_localise_tables(f)}),
)
