"""One path from the cortex to a muscle: an upper and a lower motor neuron that meet."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy import Body, Fibres, Station
from visualizer.findings.finding import Involvement
from visualizer.render.parts import PART_OF_MUSCLE
from visualizer.render.words import site_words

MEET_MM = 3.0
# the cortex moves the eyes through gaze centres; no fibre of its own reaches their nuclei
GAZE: dict[str, tuple[str, ...]] = {
    "lateral_rectus": ("lateral_rectus",), "medial_rectus": ("medial_rectus",),
    "superior_rectus": ("elevators",), "inferior_oblique": ("elevators",),
    "inferior_rectus": ("depressors",), "superior_oblique": ("depressors",),
    "levator_palpebrae": (),
}  # fmt: skip
LOWER = ("lmn",)
HALF = 0.5
_SIDELESS = ("medulla.pyramidal_decussation", "medulla.tegmentum", "pons.tegmentum")
_CELLS = ("cord", "medulla", "pons", "midbrain")
_FIRST = ("cortex.precentral_gyrus", "cortex.paracentral_lobule")


@dataclass(frozen=True, slots=True)
class Stop:
    """A station of the path: the index of its first point, its place and its name in words."""

    index: int
    site: str
    side: str
    words: str


@dataclass(frozen=True, eq=False)
class Route:
    """A path from the cortex to a muscle.

    Attributes
    ----------
    muscle, side : str
    points_mm : (n, 3) array, world RAS, mm
    sites, levels : tuple of str
        The site and the level of each point, "" where it has none.
    stops : tuple of Stop
        In order along the path.
    joint : int
        Index of the first point of the lower motor neuron; 0 when no upper one is known.
    gap_mm : float
        Between the end of the upper and the cell of the lower motor neuron.
    cut : int
        Index of the first interrupted point; the number of points when the path is whole.
    lesion_words : str
        What interrupts it and where, "" for nothing.
    fibres : tuple of int
    """

    muscle: str
    side: str
    points_mm: NDArray[np.float64]
    sites: tuple[str, ...]
    levels: tuple[str, ...]
    stops: tuple[Stop, ...]
    joint: int
    gap_mm: float
    cut: int
    lesion_words: str
    fibres: tuple[int, ...]

    @property
    def lost(self) -> tuple[int, int]:
        """The points beyond a lesion: to the end of the neuron that it interrupts."""
        end = self.joint if self.cut < self.joint else len(self.points_mm)
        return self.cut, end


def followed_muscles(fibres: Fibres) -> dict[tuple[str, str], NDArray[np.int64]]:
    """Return the lower motor neurons of each (muscle, side) as indices of fibres."""
    found: dict[tuple[str, str], list[int]] = {}
    for number, population in enumerate(fibres.populations):
        if population.kind in LOWER:
            found.setdefault((population.target, population.side), []).append(number)
    return {
        key: np.flatnonzero(np.isin(fibres.population, numbers)) for key, numbers in found.items()
    }


def route_to(
    body: Body, muscle: str, side: str, involvements: Sequence[Involvement] = ()
) -> Route | None:
    """Find the path of a muscle; None when no motor neuron of it is known.

    Where a lesion interrupts most of the neurons, one that it interrupts is chosen.
    """
    fibres = body.fibres
    lower = followed_muscles(fibres).get((muscle, side))
    if lower is None or not len(lower):
        return None
    if muscle in GAZE:
        return _joined(body, muscle, side, _gaze(fibres, lower, muscle, side), involvements)
    pair = _pair(fibres, _hit_first(lower, involvements), muscle, side, involvements)
    if pair is None:
        return _joined(body, muscle, side, (int(lower[0]),), involvements)
    return _joined(body, muscle, side, pair, involvements)


def _hit_first(chosen: NDArray[np.int64], involvements: Sequence[Involvement]) -> NDArray[np.int64]:
    """Keep the interrupted fibres where they are the most, else the whole ones."""
    hit = np.zeros(len(chosen), dtype=bool)
    for part in involvements:
        hit |= np.isin(chosen, part.fibres[part.fraction >= HALF])
    most = hit.mean() >= HALF if len(hit) else False
    kept = chosen[hit == most]
    return kept if len(kept) else chosen


def _pair(
    fibres: Fibres,
    lower: NDArray[np.int64],
    muscle: str,
    side: str,
    involvements: Sequence[Involvement],
) -> tuple[int, int] | None:
    """Return the upper and the lower motor neuron that meet best."""
    cells = fibres.points_mm[fibres.offsets[lower]].astype(float)
    ends = fibres.points_mm[fibres.offsets[1:] - 1]
    best: tuple[float, tuple[int, int]] | None = None
    for wanted in _choices(fibres, muscle, side):
        upper = np.flatnonzero(np.isin(fibres.population, wanted))
        upper = _from_motor_cortex(fibres, upper)
        if not len(upper):
            continue
        for chosen in (_hit_first(upper, involvements), upper):
            away = np.linalg.norm(ends[chosen][:, None] - cells[None], axis=2)
            row, column = np.unravel_index(int(np.argmin(away)), away.shape)
            gap = float(away[row, column])
            if best is None or gap < best[0]:
                best = gap, (int(chosen[row]), int(lower[column]))
            if gap < MEET_MM:
                return int(chosen[row]), int(lower[column])
    return None if best is None or best[0] > 4 * MEET_MM else best[1]


def _gaze(fibres: Fibres, lower: NDArray[np.int64], muscle: str, side: str) -> tuple[int, ...]:
    """Chain gaze centre and motor neuron, with a fibre from the cortex where one is known."""
    chain: list[int] = []
    ends = lower
    for kind, targets in (("gaze_", GAZE[muscle]), ("corticobulbar_gaze", ("horizontal_gaze",))):
        numbers = [
            i for i, p in enumerate(fibres.populations)
            if p.kind.startswith(kind) and p.target in targets
            and (kind != "gaze_" or p.side in (side, "none"))
        ]  # fmt: skip
        above = np.flatnonzero(np.isin(fibres.population, numbers))
        if not len(above):
            break
        starts = fibres.points_mm[fibres.offsets[ends]].astype(float)
        tips = fibres.points_mm[fibres.offsets[above + 1] - 1].astype(float)
        away = np.linalg.norm(tips[:, None] - starts[None], axis=2)
        row, column = np.unravel_index(int(np.argmin(away)), away.shape)
        if away[row, column] >= MEET_MM:
            break
        chain = [int(above[row]), int(ends[column]), *chain[1:]]
        ends = np.array([chain[0]])
    return tuple(chain) or (int(lower[0]),)


def _from_motor_cortex(fibres: Fibres, chosen: NDArray[np.int64]) -> NDArray[np.int64]:
    """Keep those that begin in the primary motor cortex, where there are any."""
    first = fibres.station[np.minimum(fibres.offsets[chosen] + 1, len(fibres.station) - 1)]
    kept = chosen[[fibres.stations[i].site.startswith(_FIRST) for i in first]]
    return kept if len(kept) else chosen


def _choices(fibres: Fibres, muscle: str, side: str) -> list[list[int]]:
    """List populations that may drive a muscle, the likeliest first."""
    part = PART_OF_MUSCLE.get(muscle, "")
    own: list[list[int]] = [[], [], [], []]
    for number, population in enumerate(fibres.populations):
        if not population.kind.startswith("cortico") or population.side != side:
            continue
        crossed = "uncrossed" not in population.id
        bulbar = population.kind.startswith("corticobulbar")
        wanted = muscle if bulbar else part
        if bulbar or population.kind == "corticospinal":
            first = 0 if population.target == wanted else 2
            own[first if crossed else first + 1].append(number)
    return own


def _joined(
    body: Body,
    muscle: str,
    side: str,
    pair: tuple[int, ...],
    involvements: Sequence[Involvement],
) -> Route:
    fibres = body.fibres
    rows = [np.arange(fibres.offsets[i], fibres.offsets[i + 1]) for i in pair]
    points = np.concatenate([fibres.points_mm[r].astype(float) for r in rows])
    places = [fibres.stations[i] for i in fibres.station[np.concatenate(rows)]]
    joins = np.cumsum([len(row) for row in rows])[:-1]
    joint = int(joins[-1]) if len(joins) else 0
    gaps = [float(np.linalg.norm(points[i] - points[i - 1])) for i in joins]
    gap = max(gaps, default=0.0)
    cut, share = _cut(rows, pair, involvements)
    words = ""
    if cut < len(points):
        known = [s for s in places[cut + 1 :] if s.site not in ("none", "")]
        where = site_words(known[0].site, known[0].side, known[0].level) if known else "here"
        part = "" if share >= 0.995 else f" ({100 * share:.0f} % of the neurons)"
        words = f"interrupted in the {where}{part}" if known else f"interrupted here{part}"
    sites = tuple("" if s.site == "none" else s.site for s in places)
    stops = tuple(_stops(places, joint))
    levels = tuple(s.level for s in places)
    return Route(muscle, side, points, sites, levels, stops, joint, gap, cut, words, pair)


def _cut(
    rows: list[NDArray[np.int64]], pair: tuple[int, ...], involvements: Sequence[Involvement]
) -> tuple[int, float]:
    """Return the index of the first interrupted point and the share interrupted there."""
    total = sum(len(r) for r in rows)
    first, share, before = total, 0.0, 0
    for fibre, row in zip(pair, rows, strict=True):
        for part in involvements:
            at = np.flatnonzero((part.fibres == fibre) & (part.fraction >= HALF))
            if len(at):
                index = before + int(np.clip(part.point[at[0]] - row[0], 0, len(row) - 1))
                if index < first:
                    first, share = index, float(part.fraction[at[0]])
        before += len(row)
    return first, share


def _stops(places: list[Station], joint: int) -> list[Stop]:
    """Name the stations in order; a nerve's return to no level is not named again."""
    found: list[Stop] = []
    named: set[tuple[str, str, str]] = set()
    for index, place in enumerate(places):
        if place.site in ("none", ""):
            continue
        group = place.site.partition(".")[0]
        level = place.level if group == "nerve" else ""
        key = (place.site, "" if place.site in _SIDELESS else place.side, level)
        if key in named:
            continue
        named |= {key, (key[0], key[1], "")}
        words = site_words(place.site, key[1] or "none", place.level)
        if index >= joint > 0 and group in _CELLS:
            words = f"{words}: lower motor neuron"
        if found and found[-1].site == place.site and index - found[-1].index < 3:
            found.pop()
        found.append(Stop(index, place.site, key[1] or "none", words))
    return found
