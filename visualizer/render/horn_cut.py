"""What lesions silence in the ventral horn scene of one segment and side."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy import SEGMENTS, Body, Population, segment_index
from visualizer.findings.finding import Involvement
from visualizer.render.horn_block import Block
from visualizer.render.horn_mesh import WHOLE, Loss, Losses

# where a path is cut, as an order along it: the first site that fits
_EFFERENT = (("cord.", 0), ("root.ventral", 1), ("root.", 2), ("plexus.", 2), ("muscle.", 3))
_AFFERENT = (("muscle.", 0), ("skin.", 0), ("root.spinal_nerve", 1), ("root.dorsal_ganglion", 2),
             ("root.dorsal", 3), ("root.", 1), ("cord.anterior_horn", 5), ("cord.", 4))  # fmt: skip
_KINDS = {"umn": ("corticospinal",), "reticulospinal": ("bulbospinal",), "lmn": ("lmn",),
          "afferent": ("ia", "afferent_large")}  # fmt: skip
_DESCENDING = ("corticospinal", "bulbospinal")
CLEARLY = 2.0


def losses_of(body: Body, block: Block, involvements: tuple[Involvement, ...]) -> Losses:
    """Return the loss of each system of fibres."""
    found: Losses = {}
    if not involvements:
        return found
    for system, kinds in _KINDS.items():
        loss = _loss(body, system, _fibres(body, block, kinds), involvements)
        if loss.share > 0:
            found[system] = loss
    return found


def side_of(body: Body, segment: str, involvements: tuple[Involvement, ...]) -> str | None:
    """Return the side of a segment whose paths are clearly the more interrupted, else None."""
    number, lost = segment_index(segment), {"left": 0.0, "right": 0.0}
    fibres = body.fibres
    for part in involvements:
        amount = np.bincount(
            fibres.population[part.fibres],
            part.fraction * fibres.weight[part.fibres],
            len(fibres.populations),
        )
        for index in np.flatnonzero(amount):
            population = fibres.populations[int(index)]
            if population.side in lost and _reaches(population, number):
                lost[population.side] += float(amount[index])
    small, large = sorted(lost, key=lambda side: lost[side])
    return large if lost[large] > CLEARLY * lost[small] else None


def _reaches(population: Population, segment: int) -> bool:
    if population.segment not in SEGMENTS:
        return False
    level = segment_index(population.segment)
    return level == segment or (level > segment and population.kind in _DESCENDING)


def _fibres(body: Body, block: Block, kinds: tuple[str, ...]) -> NDArray[np.int64]:
    """Return the fibres of some kinds that belong to the segment, of its muscle if known."""
    fibres, segment = body.fibres, block.arc.segment
    chosen = [
        (number, p) for number, p in enumerate(fibres.populations)
        if p.side == block.side and p.kind in kinds and p.segment in SEGMENTS
    ]  # fmt: skip
    here = [(n, p) for n, p in chosen if p.segment == segment]
    if not here and kinds[0] in _DESCENDING and chosen:
        nearest = min(
            (abs(segment_index(p.segment) - segment_index(segment)), p.segment) for _, p in chosen
        )[1]
        here = [(n, p) for n, p in chosen if p.segment == nearest]
    own = [n for n, p in here if p.target == block.arc.muscle] or [n for n, _ in here]
    return np.flatnonzero(np.isin(fibres.population, own))


def _loss(
    body: Body, system: str, fibres: NDArray[np.int64], involvements: tuple[Involvement, ...]
) -> Loss:
    if not len(fibres):
        return Loss()
    share = np.zeros(body.fibres.count)
    order = np.full(body.fibres.count, WHOLE)
    for part in involvements:
        np.maximum.at(share, part.fibres, part.fraction)
        places = np.array([_order(body, system, int(s)) for s in part.station], dtype=np.int64)
        np.minimum.at(order, part.fibres, places)
    weight = body.fibres.weight[fibres].astype(float)
    lost = float((share[fibres] * weight).sum() / max(weight.sum(), 1e-9))
    hit = order[fibres][share[fibres] > 0]
    return Loss(round(lost, 3), int(np.median(hit))) if len(hit) else Loss()


def _order(body: Body, system: str, station: int) -> int:
    if system in ("umn", "reticulospinal"):
        return 0
    site: Any = body.fibres.stations[station].site
    table = _EFFERENT if system == "lmn" else _AFFERENT
    fallback = 2 if system == "lmn" else 1
    return next((order for start, order in table if site.startswith(start)), fallback)
