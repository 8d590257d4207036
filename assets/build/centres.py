"""Cells of the areas that language, attention, movement, waking and balance depend on.

Each population is sampled by short fibres, spread evenly over the area's volume. Places of the
cortex are chosen so that every territory and neighbouring site holds the same share of them in
both hemispheres, although the hemispheres differ: mirrored lesions of the cortex act alike.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from assets.build import brain, centres_places, places, transforms
from assets.build import brainstem_frame as frame
from assets.build import pathways_ascending_brain as volumes
from assets.build.brain_grid import ORIGIN, Grid
from assets.build.cerebral_sites import THALAMUS, flipped
from assets.build.strands import Fibre

Array = NDArray[np.float64]
OTHER = {"right": "left", "left": "right"}
SIDES = ("right", "left")
STEM = ("midbrain.", "pons.", "medulla.")
RIM_MM = 4.0
"""Depth of the cerebellar cortex in which cells are placed: folia and their white cores."""


@dataclass(frozen=True)
class Centre:
    """A row of centres.csv: the cells of one population in one site.

    Attributes
    ----------
    kind, target, variant : str
        Population.
    site, station : str
        Volume that the cells lie in, and the name of their place.
    serves : str
        "same" or "opposite": body side (or side of the cells) that `side` names.
    fibres : int
        A side.
    weight : float
        Of all these fibres together.
    """

    kind: str
    target: str
    variant: str
    site: str
    station: str
    serves: str
    fibres: int
    weight: float


def rows() -> list[Centre]:
    """Rows of the table of centres."""
    with (places.KNOWLEDGE / "centres.csv").open(encoding="utf-8", newline="") as f:
        return [
            Centre(
                *(r[k] for k in ("kind", "target", "variant", "site", "station", "serves")),
                int(r["fibres"]),
                float(r["weight"]),
            )
            for r in csv.DictReader(f)
        ]


@cache
def _intralaminar() -> Array:
    """Voxels (n, 3), MNI mm, of the right intralaminar nuclei, alike on both sides."""
    data, source = brain.labels()
    grid = Grid.from_labels(data, source)
    right = np.isin(grid.labels, THALAMUS["right"])
    both = right & flipped(np.isin(grid.labels, THALAMUS["left"]))
    middle, half = np.array([9.0, -18.0, 6.0]), np.array([3.5, 6.0, 5.5])
    d = [(a - m) / h for a, m, h in zip((grid.x, grid.y, grid.z), middle, half, strict=True)]
    near = d[0] ** 2 + d[1] ** 2 + d[2] ** 2 < 1.0
    return np.argwhere(both & near) + ORIGIN


def _stem(site: str) -> Array:
    """Reticular voxels (n, 3), MNI mm, of a right tegmentum: beside the midline, no nuclei."""
    cloud = volumes.voxels(site, "right").astype(float)
    x, rostral, ventral = frame.from_mni(cloud)
    near = (x < 8.0) & (ventral > -6.0) & (ventral < 7.0)
    near &= (rostral > 0.0) & (rostral < 33.0)
    for nucleus in ("red_nucleus", "substantia_nigra"):
        near &= ~volumes.holds(f"nucleus.{nucleus}", "right", cloud, 1)
    return cloud[near]


def cerebellar(site: str) -> Array:
    """Voxels (n, 3), MNI mm, of the cortex of a right part of the cerebellum."""
    both = [volumes.voxels(f"cerebellum.{part}", "right") for part in ("hemisphere", "vermis")]
    cloud = np.concatenate([*both, *(v * [-1, 1, 1] for v in both)]).astype(np.int64)
    low = cloud.min(axis=0) - 2
    mask = np.zeros(np.ptp(cloud, axis=0) + 5, dtype=bool)
    mask[tuple((cloud - low).T)] = True
    deep = ndimage.distance_transform_edt(ndimage.binary_closing(mask, iterations=1))
    own = volumes.voxels(site, "right").astype(np.int64)
    return own[deep[tuple((own - low).T)] <= RIM_MM].astype(float)


def _cloud(site: str, side: str) -> Array:
    """Voxels (n, 3), MNI mm, that the cells of a site may lie in."""
    sign = np.array([1.0 if side == "right" else -1.0, 1.0, 1.0])
    if site == "thalamus.intralaminar":
        return _intralaminar() * sign
    if site.startswith("cerebellum."):
        return cerebellar(site) * sign
    if site in ("midbrain.tegmentum", "pons.tegmentum"):
        return _stem(site) * sign
    if site == "cortex.angular_gyrus":
        cloud = volumes.voxels("cortex.inferior_parietal_lobule", side).astype(float)
        return cloud[cloud[:, 1] < centres_places.ANGULAR_MM]
    return volumes.voxels(site, side).astype(float)


def _level(station: str, point: Array) -> str:
    if not station.startswith((*STEM, "nucleus.")):
        return ""
    return frame.level_at(float(frame.from_mni(point)[1]))


def fibres() -> Iterator[Fibre]:
    """Make the cells of all centres, both sides."""
    matrix = transforms.mni_to_body()
    for row in rows():
        clouds = {side: _cloud(row.site, side) + 0.0 for side in SIDES}
        chosen = centres_places.cells(clouds, row.fibres)
        for side in SIDES:
            for line in chosen[side]:
                yield Fibre(
                    row.kind,
                    row.target,
                    "",
                    side if row.serves == "same" else OTHER[side],
                    transforms.apply(matrix, line),
                    [(row.station, side, _level(row.station, p)) for p in line],
                    row.weight / row.fibres,
                    row.variant,
                )
