"""Writes manifest.json: each geometry file with its digest, sources and what was done to it."""

import hashlib
import json
import tomllib
from pathlib import Path
from typing import Any

from assets.build import places, transforms

BODY = "body space: RAS mm, x to the patient's right, y forward, z up, soles at z = 0"
MNI = "MNI152 mm; body space by transforms.json"
TABLE = Path(__file__).parent / "files.toml"
SPACES = {"body": BODY, "mni": MNI, "": ""}


def _table() -> dict[str, dict[str, Any]]:
    """What each file is derived from and what was done to it, by name under geometry/."""
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def _entry(path: Path, table: dict[str, dict[str, Any]]) -> dict[str, Any]:
    name = path.relative_to(places.GEOMETRY).as_posix()
    row = table[name]
    data = path.read_bytes()
    return {
        "file": f"geometry/{name}",
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "sources": row["sources"],
        "space": SPACES[row["space"]],
        "notes": row["notes"],
    }


def main() -> Path:
    """Describe all files under assets/geometry."""
    sources = json.loads((Path(__file__).parent / "sources.json").read_text(encoding="utf-8"))
    table = _table()
    files = sorted(p for p in places.GEOMETRY.rglob("*") if p.is_file())
    manifest = {
        "format": "visualizer-assets",
        "version": 1,
        "modified": "All files are derived works, changed as the notes say; none is an original "
        "of its source.",
        "transform": {"mni_to_body": transforms.mni_to_body().round(9).tolist()},
        "sources": sources,
        "open_sheets": [],
        "canal": json.loads((places.SCRATCH / "canal_notes.json").read_text(encoding="utf-8")),
        "files": [_entry(p, table) for p in files],
    }
    path = places.ASSETS / "manifest.json"
    path.write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    return path


if __name__ == "__main__":
    main()
