"""`visualizer check-assets`."""

import csv
import hashlib
import json
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

from visualizer.anatomy import Body
from visualizer.cli.geometry import measure
from visualizer.findings import Knowledge
from visualizer.findings.sites import SiteRule
from visualizer.storage import AssetError, assets_path, load_body, load_knowledge

MODEL_SOURCES = frozenset({"model", "project"})


def check_command(report: bool) -> int:
    """Check files, tables and geometry; print each problem, return 1 if there is one."""
    try:
        body, knowledge = load_body(meshes=True), load_knowledge()
    except AssetError as error:
        print(f"FAIL  {error}")
        return 1
    problems = [problem for check in CHECKS for problem in check(body, knowledge)]
    if report:
        for name, value in measure(body, knowledge).items():
            print(f"{name:58}{value}")
    for problem in problems:
        print(f"FAIL  {problem}")
    print(f"{len(problems)} problems" if problems else "All assets are in order.")
    return 1 if problems else 0


def files_match_manifest(_body: Body, _knowledge: Knowledge) -> Iterator[str]:
    """Every file under geometry is in the manifest with its hash, and nothing is missing."""
    manifest = json.loads(assets_path("manifest.json").read_text(encoding="utf-8"))
    listed = {f"assets/{entry['file']}": entry["sha256"] for entry in manifest["files"]}
    root = assets_path().parent
    present = {
        path.relative_to(root).as_posix()
        for path in assets_path("geometry").rglob("*")
        if path.is_file()
    }
    for path in sorted(present - listed.keys()):
        yield f"{path}: not in the manifest"
    for path, digest in sorted(listed.items()):
        if path not in present:
            yield f"{path}: in the manifest but missing"
        elif hashlib.sha256((root / path).read_bytes()).hexdigest() != digest:
            yield f"{path}: differs from the manifest"


def sources_exist(_body: Body, knowledge: Knowledge) -> Iterator[str]:
    """Every row of a knowledge table names a source, and each of them exists."""
    folder = assets_path("knowledge")
    known = set(tomllib.loads((folder / "sources.toml").read_text(encoding="utf-8")))
    for path in sorted(folder.glob("*.csv")):
        yield from _csv_sources(path, known)
    for rule in knowledge.sites.values():
        if rule.modelled and not rule.sources:
            yield f"site {rule.id}: no source"
        for key in sorted(set(rule.sources) - known):
            yield f"site {rule.id}: unknown source '{key}'"


def _csv_sources(path: Path, known: set[str]) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            text = row.get("source") or row.get("sources") or ""
            keys = {key.strip() for key in text.replace(",", ";").split(";") if key.strip()}
            if not keys:
                yield f"{path.name}:{number}: no source"
            for key in sorted(keys - known - MODEL_SOURCES):
                if path.name != "structures.csv":
                    yield f"{path.name}:{number}: unknown source '{key}'"


def sites_exist(body: Body, knowledge: Knowledge) -> Iterator[str]:
    """Every modelled site has its volumes and stations in the body."""
    stations = {station.site for station in body.fibres.stations} | {"*"}
    for rule in knowledge.sites.values():
        for part in rule.parts:
            if part.volume and not any(site == part.volume for site, _ in body.volumes):
                yield f"site {rule.id}: no volume '{part.volume}'"
            for station in part.stations:
                if station not in stations:
                    yield f"site {rule.id}: no station '{station}'"
        yield from _missing_levels(body, rule)


def _missing_levels(body: Body, rule: SiteRule) -> Iterator[str]:
    if not rule.id.startswith("nerve."):
        return
    own = {station for part in rule.parts for station in part.stations}
    present = {s.level for s in body.fibres.stations if s.site in own}
    for level in rule.levels:
        if level not in present:
            yield f"site {rule.id}: no fibres at level '{level}'"


CHECKS: tuple[Callable[[Body, Knowledge], Iterator[str]], ...] = (
    files_match_manifest,
    sources_exist,
    sites_exist,
)
