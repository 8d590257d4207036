"""Sympathetic paths to head and body: hypothalamus, lateral brainstem, cord, chain, effector."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assets.build import cord as cords
from assets.build import pathways_ascending_stem as stem
from assets.build import places, transforms
from assets.build.nerves_curves import ball
from assets.build.nerves_foramina import Foramina
from assets.build.nerves_roots import ventral_root
from assets.build.pathways_ascending_cord import SensoryCord, share, smoothstep
from assets.build.strands import Fibre, Place

Array = NDArray[np.float64]
HYPOTHALAMUS_MM = ((5.0, -6.5, -9.0), (6.4, -13.5, -6.5), (8.0, -21.0, -4.2))
"""Way from the posterolateral hypothalamus to the midbrain, MNI152 mm."""
FIRST_CORD_MM = 5.0
CORD_SITE = "cord.descending_sympathetic"
TRACT_ACROSS, TRACT_OUT = (0.52, 0.60), (0.09, 0.19)
ROOT_STEP_MM, NERVE_STEP_MM = 3.6, 6.5
TURN_STEP_MM = 2.5
BUNDLE_MM = 0.6
STELLATE = ("C8", "T1")
Knots = list[tuple[Array, str, str]]


@dataclass(frozen=True)
class Path:
    """A row of the table of autonomic paths."""

    kind: str
    target: str
    segments: dict[str, int]
    courses: tuple[str, ...]


def read_paths() -> list[Path]:
    """Read the populations and the number of fibres of each segment."""
    out = []
    with (places.KNOWLEDGE / "autonomic_paths.csv").open(encoding="utf-8") as f:
        for r in csv.DictReader(f):
            pairs = [p.split(":") for p in r["segments"].split(";")]
            courses = tuple(c for c in r["courses"].split(";") if c)
            out.append(Path(r["kind"], r["target"], {s: int(n) for s, n in pairs}, courses))
    return out


def read_courses() -> dict[str, Knots]:
    """Read course to its points, body mm of the right side, with site and level."""
    out: dict[str, Knots] = {}
    with (places.KNOWLEDGE / "autonomic_courses.csv").open(encoding="utf-8") as f:
        for r in csv.DictReader(f):
            point = np.array([float(r[k]) for k in ("x_mm", "y_mm", "z_mm")])
            out.setdefault(r["course"], []).append((point, r["site"], r["level"]))
    return out


def laid(knots: Knots, spread: Array, step_mm: float) -> tuple[Array, list[Place]]:
    """Lead a smooth line through knots, beside them by `spread` (3,), and name its points."""
    points = np.array([p for p, _, _ in knots])
    inner = smoothstep(np.minimum(np.arange(len(points)), np.arange(len(points))[::-1]) / 2.0)
    points = points + inner[:, None] * spread
    line = stem.smooth(points, step_mm, 2.5)
    near = np.linalg.norm(line[:, None] - points[None], axis=2).argmin(axis=1)
    near = np.maximum.accumulate(near)
    named: list[Place] = [(knots[i][1], "right", knots[i][2]) for i in near]
    for i, (point, site, level) in enumerate(knots):
        if i not in near and site not in {s for s, _, _ in named}:
            at = int(np.linalg.norm(line - point, axis=1).argmin())
            named[min(max(at, 1), len(line) - 2)] = (site, "right", level)
    return line, named


class Autonomic:
    """What the autonomic paths of the right side share: cord, roots and chain."""

    def __init__(self, cord: SensoryCord, marks: dict[str, Array]) -> None:
        self.cord, self.marks = cord, marks
        self.foramina = Foramina(cord.cord, marks)
        self.courses = read_courses()

    def cell(self, segment: str, k: int) -> tuple[float, Array]:
        """Place of a cell of the intermediolateral column: mm along the cord and (u, v)."""
        s = self.cord.cord.along(segment, 0.12 + 0.76 * share(k))
        return s, self.cord.inside("intermediolateral", s, k)

    def root(self, segment: str, s: float, uv: Array) -> Knots:
        """Knots from a cell of the intermediolateral column to the spinal nerve."""
        cell = (s, float(uv[0]), float(uv[1]))
        nodes = ventral_root(self.cord.cord, self.foramina, segment, cell)
        knots = [(n.point, n.site, n.level or segment) for n in nodes]
        knots[0] = (knots[0][0], "cord.intermediolateral", segment)
        horn = self.cord.zones.polygon("anterior_horn", s).mean(axis=0)
        knots[1] = (self.cord.point(s + 0.6, horn), "cord.anterior_horn", segment)
        knots[2] = (knots[2][0], "root.ventral", segment)
        return knots

    def chain(self, segment: str) -> Array:
        """Place of a segment's ganglion of the sympathetic chain."""
        if segment in STELLATE:
            return self.courses["cervical_chain"][0][0]
        number = int(segment[1:])
        if segment[0] == "T":
            return np.asarray(self.marks[f"rib.{number}.head.right"] + [2.0, 10.0, 0.0])
        return np.asarray(self.marks[f"vertebra.l{number}.body"] + [21.0, 9.0, 0.0])

    def descent(self, segment: str, s: float, uv: Array, k: int) -> tuple[Array, list[Place]]:
        """Way (n, 3) from the hypothalamus to a cell of the intermediolateral column."""
        cord, disc = self.cord, 0.6 * ball("autonomic.descent", 40)[k % 40, :2]
        across = TRACT_ACROSS[0] + (TRACT_ACROSS[1] - TRACT_ACROSS[0]) * share(k, 0.2)
        out = TRACT_OUT[0] + (TRACT_OUT[1] - TRACT_OUT[0]) * share(k, 0.7)
        rows = stem.rows(32.0, -30.0)
        run = stem.body(stem.within("descending_sympathetic", rows, disc))
        top = transforms.apply(transforms.mni_to_body(), np.array(HYPOTHALAMUS_MM))
        top[:2] += 0.5 * ball("hypothalamus", 40)[k % 40]
        stop = s - min(4.0, 0.3 * s)
        down = cord.climb(FIRST_CORD_MM, stop)
        tract = cord.place("lateral", down, np.array(across), np.array(out))
        head = stem.smooth(np.vstack([top, run, tract[:3]]), 2.6)
        skip = int(np.argmin(np.linalg.norm(head - tract[0], axis=1)))
        goal = cord.point(s, uv)
        bend = 0.55 * tract[-1] + 0.45 * goal + [0.0, 0.0, -0.6]
        where = stem.labels(head[:skip], "brainstem.descending_sympathetic", CORD_SITE)
        first = int(np.linalg.norm(head - run[0], axis=1).argmin())
        where[:first] = [("hypothalamus", "right", "")] * first
        names = cord.names(down)
        where += [(CORD_SITE, "right", n) for n in names]
        where += [("cord.intermediolateral", "right", segment)] * 2
        return np.concatenate([head[:skip], tract, [bend, goal]]), where


class Sympathetic:
    """Maker of the sympathetic paths of the right side."""

    def __init__(self, shared: Autonomic) -> None:
        self._shared = shared

    def fibres(self) -> Iterator[Fibre]:
        """Make the fibres of head and body."""
        k = 0
        for path in read_paths():
            if path.kind.startswith("sympathetic"):
                for segment, n in path.segments.items():
                    for _ in range(n):
                        yield self._fibre(path, segment, k)
                        k += 1

    def _fibre(self, path: Path, segment: str, k: int) -> Fibre:
        shared = self._shared
        s, uv = shared.cell(segment, k)
        above, where = shared.descent(segment, s, uv, k)
        root = shared.root(segment, s, uv)
        spinal = root[-1]
        knots = root[:-1]
        if path.kind == "sympathetic_head":
            knots += self._ascent(path, segment)
        else:
            knots += self._away(path, segment, spinal)
        spread = BUNDLE_MM * ball(f"{path.target}.{segment}", 40)[k % 40]
        cut = next(i for i, (_, site, _) in enumerate(knots) if site == "root.spinal_nerve")
        inner, named = laid(knots[: cut + 1], 0.2 * spread, ROOT_STEP_MM)
        step = TURN_STEP_MM if path.target == "sweating" else NERVE_STEP_MM
        outer, rest = laid(knots[cut:], spread, step)
        return Fibre(
            path.kind,
            path.target,
            segment,
            "right",
            np.concatenate([above, inner[1:], outer[1:]]),
            [*where, *named[1:], *rest[1:]],
        )

    def _ascent(self, path: Path, segment: str) -> Knots:
        """Knots from the spinal nerve up the chain to the head."""
        out: Knots = []
        if segment not in STELLATE:
            for n in range(int(segment[1:]), 1, -1):
                out.append((self._shared.chain(f"T{n}"), "sympathetic.chain", f"T{n}"))
        return out + [k for name in path.courses for k in self._shared.courses[name]]

    def _away(self, path: Path, segment: str, spinal: tuple[Array, str, str]) -> Knots:
        """Knots from the spinal nerve to the chain and on to organs or back to the nerve."""
        ganglion = self._shared.chain(segment)
        level = "stellate" if segment in STELLATE else segment
        out: Knots = [(ganglion, "sympathetic.chain", level)]
        if path.target == "sweating":
            turn = 0.5 * (ganglion + spinal[0]) + [2.0, 0.0, -5.0]
            back = (ganglion + [2.0, 1.0, -4.0], "sympathetic.chain", level)
            grey = (turn, "sympathetic.grey_ramus", segment)
            return [*out, back, grey, (spinal[0], "root.spinal_nerve", segment)]
        course = self._shared.courses[path.courses[0]]
        out += [k for k in course if k[0][2] < ganglion[2] - 8.0] or [course[-1]]
        return out


def fibres(cord: SensoryCord) -> Iterator[Fibre]:
    """Make the fibres of the right side."""
    yield from Sympathetic(Autonomic(cord, cords.read_landmarks())).fibres()
