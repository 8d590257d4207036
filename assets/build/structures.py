"""Writes structures.csv: the id, layer and side of every mesh, parcel and brain site.

What they are called is in assets/knowledge/terms, what they do in assets/knowledge/cards.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from assets.build import places

Row = tuple[str, str, str]
HEADER = ("id", "layer", "side")


def mesh_rows() -> Iterator[Row]:
    """Rows of all mesh layers present."""
    for path in sorted(places.MESHES.glob("*.npz")):
        with np.load(path, allow_pickle=False) as f:
            for name in f["names"]:
                yield str(name), path.stem, side_of(str(name))


def side_of(identity: str) -> str:
    """Return the side that an id ends in, or none."""
    last = identity.rpartition(".")[2]
    return last if last in ("left", "right") else "none"


def parcel_rows() -> Iterator[Row]:
    """Rows of the cortical parcels; they are paired, the hemisphere gives the side."""
    with np.load(places.MESHES / "cortex.npz", allow_pickle=False) as f:
        names = [str(name) for name in f["parcel_names"]]
    yield from ((name, "cortex", "paired") for name in names if name)


def site_rows() -> Iterator[Row]:
    """Rows of the brain sites of volumes.npz."""
    with np.load(places.GEOMETRY / "volumes.npz", allow_pickle=False) as f:
        sites = dict.fromkeys(str(n).split("|")[0] for n in f["names"])
    yield from ((site, "site", "paired") for site in sites)


def main() -> Path:
    """Write the table."""
    path = places.KNOWLEDGE / "structures.csv"
    rows = dict.fromkeys([*mesh_rows(), *parcel_rows(), *site_rows()])
    with path.open("w", encoding="utf-8", newline="") as f:
        writer = csv.writer(f, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(rows)
    return path


if __name__ == "__main__":
    main()
