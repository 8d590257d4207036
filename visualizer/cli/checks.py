"""`visualizer check-assets`."""

import hashlib
import json
from collections.abc import Callable, Iterator

from visualizer.anatomy import Body
from visualizer.cli.geometry import measure, wrong_surfaces
from visualizer.cli.reference_checks import references_exist
from visualizer.cli.site_report import sites_without_place
from visualizer.cli.source_checks import structures_are_named, tables_cite
from visualizer.findings import Knowledge
from visualizer.findings.sites import SiteRule
from visualizer.storage import AssetError, assets_path, load_body, load_knowledge


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
    """Every row of a knowledge table and every site names a source, and each of them exists."""
    yield from tables_cite()
    for rule in knowledge.sites.values():
        if rule.modelled and not rule.sources:
            yield f"site {rule.id}: no source"


def structures_named(_body: Body, _knowledge: Knowledge) -> Iterator[str]:
    """Every mesh, parcel and site has a term and a card."""
    yield from structures_are_named()


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


def surfaces_closed(body: Body, _knowledge: Knowledge) -> Iterator[str]:
    """Every mesh is closed and looks outwards, or the manifest declares it an open sheet."""
    for fault in wrong_surfaces(body):
        yield f"mesh {fault}"


def sites_placed(body: Body, knowledge: Knowledge) -> Iterator[str]:
    """Every site of brain, brainstem and cord is a volume or a region of the cord."""
    for site in sites_without_place(body, knowledge):
        yield f"site {site}: neither a volume nor a region of the cord"


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
    references_exist,
    structures_named,
    sites_exist,
    sites_placed,
    surfaces_closed,
)
