"""A small body of straight fibres for fast tests: the real supply table, no real anatomy."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from visualizer.anatomy import SEGMENTS, Body, Cord, Fibres, Population, Station, Volume
from visualizer.findings import Knowledge
from visualizer.storage.knowledge import load_knowledge
from visualizer.storage.paths import assets_path

SIGN = {"left": -1.0, "right": 1.0}
OTHER = {"left": "right", "right": "left"}
CORTEX = {
    "cortex.precentral_gyrus.face_area": ("upper_face", "lower_face", "tongue"),
    "cortex.precentral_gyrus.hand_area": ("hand", "forearm"),
    "cortex.precentral_gyrus.arm_area": ("shoulder", "arm", "neck"),
    "cortex.precentral_gyrus.trunk_area": ("trunk",),
    "cortex.paracentral_lobule.leg_area": ("thigh", "leg", "foot", "pelvic_floor"),
}
BRAIN_Z = {
    "internal_capsule.posterior_limb": 950.0,
    "midbrain.crus_cerebri": 930.0,
    "pons.basis": 910.0,
    "medulla.pyramid": 890.0,
}
NERVES = {
    "nerve.ulnar": ("first_dorsal_interosseous", "interossei", "abductor_digiti_minimi"),
    "nerve.radial": ("triceps", "brachioradialis", "extensor_digitorum"),
    "nerve.femoral": ("quadriceps",),
    "nerve.common_fibular": (
        "tibialis_anterior",
        "extensor_hallucis_longus",
        "extensor_digitorum_longus",
    ),
    "nerve.tibial": (
        "gastrocnemius",
        "soleus",
        "flexor_hallucis_longus",
        "flexor_digitorum_longus",
    ),
}
LEVELS = {
    "nerve.ulnar": "elbow",
    "nerve.radial": "spiral_groove",
    "nerve.femoral": "inguinal_ligament",
    "nerve.common_fibular": "fibular_neck",
    "nerve.tibial": "popliteal_fossa",
}
BULBAR = {"upper_face": 0.5, "lower_face": 0.9, "tongue": 0.6}
Path = list[tuple[float, float, float, str, str, str]]


def segment_z(segment: str) -> float:
    """Height of a segment's middle, mm."""
    return 870.0 - 10.0 * SEGMENTS.index(segment)


@dataclass
class _Builder:
    populations: list[Population] = field(default_factory=list)
    stations: dict[tuple[str, str, str], int] = field(
        default_factory=lambda: {("none", "none", ""): 0}
    )
    points: list[tuple[float, float, float]] = field(default_factory=list)
    station: list[int] = field(default_factory=list)
    offsets: list[int] = field(default_factory=lambda: [0])
    owner: list[int] = field(default_factory=list)
    weight: list[float] = field(default_factory=list)

    def add(self, population: Population, path: Path, weight: float, copies: int = 3) -> None:
        self.populations.append(population)
        for copy in range(copies):
            for x, y, z, site, side, level in path:
                self.points.append((x + SIGN[side] * 0.2 * copy, y + 0.2 * copy, z))
                place = (site, side, level)
                self.station.append(self.stations.setdefault(place, len(self.stations)))
            self.offsets.append(len(self.points))
            self.owner.append(len(self.populations) - 1)
            self.weight.append(weight / copies)


def _cortex_of(part: str) -> tuple[int, str]:
    for number, (site, parts) in enumerate(CORTEX.items()):
        if part in parts:
            return number, site
    raise KeyError(part)


def _brain(part: str, side: str, lowest: str) -> Path:
    number, site = _cortex_of(part)
    x = SIGN[side]
    path: Path = [(x * (10 + 10 * number), 0.0, 1000.0, site, side, "")]
    for station, z in BRAIN_Z.items():
        path.append((x * 10, 0.0, z, station, side, ""))
        if station == lowest:
            break
    return path


def _cord(site: str, x: float, side: str, segment: str) -> Path:
    last = SEGMENTS.index(segment)
    return [(x, 0.0, segment_z(s), site, side, s) for s in SEGMENTS[: last + 1]]


def _supply() -> Iterator[tuple[str, str, float]]:
    with assets_path("knowledge", "muscle_supply.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["muscle"], row["segment"], float(row["weight"])


def _descending(build: _Builder, parts: set[tuple[str, str]], side: str) -> None:
    far = OTHER[side]
    for part, segment in sorted(parts):
        brain = _brain(part, far, "medulla.pyramid")
        cord = _cord("cord.lateral_corticospinal", SIGN[side] * 3, side, segment)
        name = f"corticospinal.{part}.{segment}.{side}"
        crossed = Population(f"{name}.crossed", "corticospinal", side, part, segment)
        build.add(crossed, brain + cord, 0.9)
        brain = _brain(part, side, "medulla.pyramid")
        cord = _cord("cord.anterior_corticospinal", SIGN[side], side, segment)
        uncrossed = Population(f"{name}.uncrossed", "corticospinal", side, part, segment)
        build.add(uncrossed, brain + cord, 0.1)
    for segment in SEGMENTS[:-1]:
        cord = _cord("cord.reticulospinal", SIGN[side] * 2, side, segment)
        top: Path = [(SIGN[side] * 2, -5.0, 900.0, "medulla.reticular_formation", side, "")]
        name = f"bulbospinal.axial_limb.{segment}.{side}"
        build.add(Population(name, "bulbospinal", side, "axial_limb", segment), top + cord, 1.0)


def _bulbar(build: _Builder, side: str) -> None:
    for muscle, share in BULBAR.items():
        low = "medulla.pyramid" if muscle == "tongue" else "pons.basis"
        for way, from_side, part in (
            ("crossed", OTHER[side], share),
            ("uncrossed", side, 1 - share),
        ):
            name = f"corticobulbar.{muscle}.{side}.{way}"
            population = Population(name, "corticobulbar", side, muscle, "")
            build.add(population, _brain(muscle, from_side, low), part)


def _peripheral(build: _Builder, muscle: str, segment: str, weight: float, side: str) -> None:
    x, z = SIGN[side], segment_z(segment)
    nerve = next((name for name, muscles in NERVES.items() if muscle in muscles), "")
    tail: Path = [(x * 20, 0.0, z, "root.spinal_nerve", side, segment)]
    if nerve:
        tail.append((x * 60, 0.0, z, nerve, side, LEVELS[nerve]))
    tail.append((x * 200, 0.0, z, f"muscle.{muscle}", side, ""))
    motor: Path = [
        (x * 4, 3.0, z, "cord.anterior_horn", side, segment),
        (x * 10, 3.0, z, "root.ventral", side, segment),
    ]
    name = f"{muscle}.{segment}.{side}"
    build.add(Population(f"lmn.{name}", "lmn", side, muscle, segment), motor + tail, weight)
    sensory: Path = [
        (x * 15, -3.0, z, "root.dorsal_ganglion", side, segment),
        (x * 10, -3.0, z, "root.dorsal", side, segment),
        (x * 4, -3.0, z, "cord.dorsal_horn", side, segment),
    ]
    build.add(Population(f"ia.{name}", "ia", side, muscle, segment), tail[::-1] + sensory, weight)


def _volumes() -> dict[tuple[str, str], Volume]:
    centres = {(site, 10.0): z for site, z in BRAIN_Z.items()}
    centres |= {(site, 10.0 + 10 * i): 1000.0 for i, site in enumerate(CORTEX)}
    volumes = {}
    for (site, x), z in centres.items():
        for side, sign in SIGN.items():
            shift = np.eye(4)
            shift[:3, 3] = -(np.array([sign * x, 0.0, z]) - 3.0)
            volumes[site, side] = Volume(np.ones((7, 7, 7), dtype=bool), shift)
    return volumes


def _empty_cord() -> Cord:
    rows = len(SEGMENTS)
    centre = np.array([[0.0, 0.0, segment_z(s)] for s in SEGMENTS])
    return Cord(
        centre_mm=centre,
        right=np.tile([1.0, 0.0, 0.0], (rows, 1)),
        anterior=np.tile([0.0, 1.0, 0.0], (rows, 1)),
        half_width_mm=np.full(rows, 6.0),
        half_depth_mm=np.full(rows, 4.0),
        canal_mm=np.full(rows, 10.0),
        segment=np.arange(rows, dtype=np.int64),
        zones={},
    )


@cache
def knowledge() -> Knowledge:
    """Return the shipped tables."""
    return load_knowledge()


@cache
def body() -> Body:
    """Return the phantom body."""
    build = _Builder()
    supply = list(_supply())
    part_of = {m.id: m.body_part for m in knowledge().muscles.values()}
    parts = {(part_of[muscle], seg) for muscle, seg, _ in supply if seg in SEGMENTS}
    for side in ("left", "right"):
        _descending(build, parts, side)
        _bulbar(build, side)
        for muscle, segment, weight in supply:
            if segment in SEGMENTS:
                _peripheral(build, muscle, segment, weight, side)
    fibres = Fibres(
        points_mm=np.array(build.points, dtype=np.float32),
        offsets=np.array(build.offsets, dtype=np.int64),
        population=np.array(build.owner, dtype=np.int64),
        weight=np.array(build.weight, dtype=np.float32),
        station=np.array(build.station, dtype=np.int64),
        populations=tuple(build.populations),
        stations=tuple(Station(*place) for place in build.stations),
    )
    return Body(fibres, _empty_cord(), _volumes(), np.eye(4), {}, {})
