"""Descending paths beside the main tract: other cortical origins and the paths of the brainstem.

Gathers what `tract.py` built above the cord with what starts in the brainstem itself, as fibres of
both sides.
"""

import csv
from collections.abc import Iterator

from assets.build import cord as cords
from assets.build import pathways_descending_stem as stem
from assets.build import places
from assets.build.cord_zones import Zones
from assets.build.fibres_umn import Umn
from assets.build.strands import Fibre, both_sides

KINDS = (
    "corticospinal_premotor",
    "corticospinal_supplementary",
    "corticospinal_parietal",
    "corticobulbar_accessory",
    "corticobulbar_gaze",
    "corticopontine",
)

SERVED = {"corticopontine": {"left": "right", "right": "left"}}
"""Kinds whose fibres serve the other side than that of their own end: the limbs opposite."""


def read_weights() -> dict[str, float]:
    """Kind to the weight of one fibre, so that the kinds stand in their shares.

    One fibre from the primary motor cortex weighs 1.
    """
    with (places.KNOWLEDGE / "cortical_origin.csv").open(encoding="utf-8") as f:
        rows = list(csv.DictReader(f))
    each = {r["kind"]: float(r["share"]) / float(r["fibres_a_side"]) for r in rows}
    return {kind: value / each["corticospinal"] for kind, value in each.items()}


def fibres(cord: cords.Cord | None = None) -> Iterator[Fibre]:
    """Make the fibres of both sides; a cord that is there already saves building it."""
    matrix = cords.read_mni_to_body()
    cord = cord or cords.build()[0]
    zones = Zones(cord)
    weights = read_weights()
    for f in Umn(cord, zones, matrix, KINDS).fibres():
        yield Fibre(
            f.kind,
            f.target,
            f.segment,
            SERVED.get(f.kind, {}).get(f.side, f.side),
            f.points,
            f.places,
            round(weights.get(f.kind, 1.0), 3),
            "crossed" if f.crossed else "uncrossed",
        )
    yield from both_sides(stem.fibres(cord, zones, matrix))
