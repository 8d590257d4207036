"""Write the fibre file: all populations, stations and polylines of both sides."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assets.build import (
    centres,
    cranial,
    pathways_ascending,
    pathways_cerebellar,
    pathways_descending,
    pathways_language,
    places,
)
from assets.build import cord as cords
from assets.build.cord_zones import Zones
from assets.build.fibres_lmn import Motor, Strand
from assets.build.fibres_umn import Descending, Umn
from assets.build.nerves import Courses
from assets.build.nerves_roots import Foramina
from assets.build.packing import pack_steps
from assets.build.strands import Fibre
from assets.build.under_skin import kept_under_skin

Array = NDArray[np.float64]

REPLACED = {("lmn", target) for target in cranial.REPLACED}


@dataclass
class Store:
    """Fibres gathered for the file."""

    points: list[Array] = field(default_factory=list)
    station: list[list[int]] = field(default_factory=list)
    population: list[int] = field(default_factory=list)
    weight: list[float] = field(default_factory=list)
    populations: dict[tuple[str, str, str, str, str], int] = field(default_factory=dict)
    stations: dict[tuple[str, str, str], int] = field(
        default_factory=lambda: {("none", "none", ""): 0}
    )

    def add(
        self,
        points: Array,
        where: list[tuple[str, str, str]],
        population: tuple[str, str, str, str, str],
        weight: float,
    ) -> None:
        """Add one fibre; `population` is (id, kind, side, target, segment)."""
        if len(points) != len(where):
            raise ValueError(f"{population[0]}: {len(points)} points, {len(where)} places")
        self.points.append(points)
        self.station.append([self.stations.setdefault(w, len(self.stations)) for w in where])
        self.population.append(self.populations.setdefault(population, len(self.populations)))
        self.weight.append(weight)

    def add_descending(self, f: Descending) -> None:
        """Add a descending fibre."""
        way = "crossed" if f.crossed else "uncrossed"
        segment = f".{f.segment}" if f.segment else ""
        name = f"{f.kind}.{f.target}{segment}.{f.side}.{way}"
        self.add(f.points, f.places, (name, f.kind, f.side, f.target, f.segment), 1.0)

    def add_strand(self, f: Strand, side: str) -> None:
        """Add a motor fibre or afferent of the right side, mirrored for the left."""
        points = f.points if side == "right" else f.points * [-1.0, 1.0, 1.0]
        segment = f".{f.segment}" if f.segment else ""
        name = f"{f.kind}.{f.target}{segment}.{side}"
        where = [(site, side, level) for site, level in f.places]
        self.add(points, where, (name, f.kind, side, f.target, f.segment), f.weight)

    def add_fibre(self, f: Fibre) -> None:
        """Add a fibre as a builder hands it over."""
        self.add(f.points, f.places, f.population, f.weight)

    def write(self) -> None:
        """Write fibres.npz, populations.csv and stations.csv."""
        everything = kept_under_skin(np.concatenate(self.points))
        origin = everything.min(axis=0)
        scale = float((everything - origin).max() / 65535.0)
        stored = np.round((everything - origin) / scale) * scale + origin
        everything = kept_under_skin(stored.astype(np.float32).astype(float))
        counts = [len(p) for p in self.points]
        low, high = pack_steps(np.round((everything - origin) / scale).astype(np.uint16))
        part = places.GEOMETRY / "fibres.part.npz"
        np.savez_compressed(
            part,
            origin_mm=origin,
            scale_mm=np.float64(scale),
            points_low=low,
            points_high=high,
            offsets=np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
            population=np.array(self.population, np.int16),
            weight=np.array(self.weight, np.float32),
            station=np.concatenate([np.array(s, np.uint16) for s in self.station]),
        )
        part.rename(places.GEOMETRY / "fibres.npz")
        write_rows("populations.csv", ("id", "kind", "side", "target", "segment"), self.populations)
        write_rows("stations.csv", ("site", "side", "level"), self.stations)


def write_rows(name: str, columns: tuple[str, ...], keys: Mapping[Any, int]) -> None:
    """Write a numbered table."""
    with (places.GEOMETRY / name).open("w", encoding="utf-8", newline="") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow(("index", *columns))
        out.writerows((i, *key) for key, i in keys.items())


def main() -> None:
    """Make all fibres and write them."""
    marks, matrix = cords.read_landmarks(), cords.read_mni_to_body()
    cord, _, _ = cords.build()
    zones = Zones(cord)
    store = Store()
    for descending in Umn(cord, zones, matrix).fibres():
        store.add_descending(descending)
    for fibre in pathways_descending.fibres(cord):
        store.add_fibre(fibre)
    courses = Courses(marks, matrix)
    motor = Motor(cord, zones, Foramina(cord, marks), courses, matrix)
    strands = [s for s in motor.strands() if (s.kind, s.target) not in REPLACED]
    for side in ("right", "left"):
        for strand in strands:
            store.add_strand(strand, side)
    made = (
        cranial.fibres(cord, zones),
        pathways_ascending.fibres(cord, courses),
        pathways_cerebellar.fibres(),
        centres.fibres(),
        pathways_language.fibres(),
    )
    for fibre in chain.from_iterable(made):
        store.add_fibre(fibre)
    store.write()


if __name__ == "__main__":
    main()
