"""The accessory nerve: from the cord's upper segments through the skull to its two muscles."""

import csv
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assets.build import cord as cords
from assets.build import places
from assets.build.cord_zones import Zones
from assets.build.cranial_paths import Step, led, trunks
from assets.build.fibres_lmn import FIBRES, Motor, read_columns
from assets.build.nerves_curves import ball
from assets.build.nerves_roots import accessory_root
from assets.build.strands import Fibre, both_sides

if TYPE_CHECKING:
    from assets.build.cranial import Cranial

Array = NDArray[np.float64]
COURSES = {
    "sternocleidomastoid": (
        (("cn11.cranial", "cn11.neck"), "sternocleidomastoid.sternal"),
        (("cn11.cranial", "cn11.neck"), "sternocleidomastoid.clavicular"),
    ),
    "trapezius": (
        (("cn11.cranial", "cn11.neck", "cn11.triangle"), "trapezius.upper"),
        (("cn11.cranial", "cn11.neck", "cn11.triangle", "cn11.descending"), "trapezius.middle"),
        (("cn11.cranial", "cn11.neck", "cn11.triangle", "cn11.descending"), "trapezius.lower"),
    ),
}
"""Stretches of the nerve and the head that each share of a muscle's fibres ends in."""


def supply() -> list[tuple[str, str, float]]:
    """Rows (muscle, segment, weight) of the two muscles."""
    with (places.KNOWLEDGE / "muscle_supply.csv").open(encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f))
    return [(r["muscle"], r["segment"], float(r["weight"])) for r in rows if r["muscle"] in COURSES]


def fibres(
    maker: "Cranial", cord: cords.Cord | None = None, zones: Zones | None = None
) -> Iterator[Fibre]:
    """Make the motor fibres of both sides."""
    cord = cord or cords.build()[0]
    yield from both_sides(_right(maker, cord, zones or Zones(cord)))


def _right(maker: "Cranial", cord: cords.Cord, zones: Zones) -> Iterator[Fibre]:
    for muscle, segment, weight in supply():
        cells = Motor.cells(_Columns(cord, zones), muscle, segment, FIBRES)  # type: ignore[arg-type]
        cloud = ball(f"{muscle}.{segment}.accessory", FIBRES)
        ways = COURSES[muscle]
        for i, cell in enumerate(cells):
            stretches, head = ways[i % len(ways)]
            root = [
                Step(n.point, np.full(3, n.radius), n.site, n.level)
                for n in accessory_root(cord, segment, cell)
            ]
            steps = root + [s for name in stretches for s in trunks()[name]]
            end = maker.place(head, steps[-1].point, FIBRES, segment)[i]
            nodes = led(steps, Step(end, np.zeros(3), f"muscle.{muscle}"))
            points, where = maker.lay(nodes, 0.6 * cloud[i])
            yield Fibre("lmn", muscle, segment, "right", points, where, weight / FIBRES)


class _Columns:
    """What `Motor.cells` needs of its maker."""

    def __init__(self, cord: cords.Cord, zones: Zones) -> None:
        self._cord, self._zones, self._columns = cord, zones, read_columns()
