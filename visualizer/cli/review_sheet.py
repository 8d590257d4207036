"""`visualizer review-sheet`."""

import json
from pathlib import Path
from typing import Any

from visualizer.cli.errors import UserError
from visualizer.cli.review_areas import by_area
from visualizer.cli.review_page import page
from visualizer.findings import Knowledge
from visualizer.storage import AssetError, assets_path, load_knowledge, load_sources
from visualizer.storage.review import read_claims


def review_command(output: Path) -> int:
    """Write every claim of the tables as a page to print and tick."""
    try:
        knowledge = load_knowledge()
    except AssetError as error:
        raise UserError(str(error)) from error
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(review_sheet(knowledge), encoding="utf-8")
    except OSError as error:
        raise UserError(f"{output}: cannot be written") from error
    print(f"Written: {output}")
    return 0


def review_sheet(knowledge: Knowledge) -> str:
    """Return the review sheet of the shipped tables as HTML."""
    areas = by_area(read_claims(assets_path("knowledge")))
    return page(areas, cited_records(), knowledge.version, knowledge.sha256)


def cited_records() -> dict[str, dict[str, Any]]:
    """Return the record of every text and package that a table may cite, by key."""
    manifest = json.loads(assets_path("manifest.json").read_text(encoding="utf-8"))
    packages = {
        key: {"title": str(key), **(record if isinstance(record, dict) else {})}
        for key, record in dict(manifest["sources"]).items()
    }
    return packages | load_sources()
