"""What colour each fibre has: by system, body part or the strength of its target."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy import Fibres
from visualizer.findings.finding import Prediction
from visualizer.render.palette import body_part_colour, strength_colour, system_colour
from visualizer.render.parts import PART_OF_MUSCLE, body_part

_GOLDEN = 0.6180339887498949


def fibre_colours(
    fibres: Fibres, colouring: str, prediction: Prediction | None
) -> NDArray[np.uint8]:
    """Return the (p, 3) colours of the fibre points by system, body part or strength."""
    strengths = part_strengths(prediction) if colouring == "strength" else {}
    table = np.array(
        [_population_colour(p, colouring, strengths) for p in fibres.populations]
    ).reshape(-1, 3)
    per_fibre = table[fibres.population]
    shade = 0.78 + 0.24 * ((np.arange(len(per_fibre)) * _GOLDEN) % 1.0)
    colours = (np.clip(per_fibre * shade[:, None], 0, 1) * 255).astype(np.uint8)
    return np.asarray(np.repeat(colours, np.diff(fibres.offsets), axis=0))


def part_strengths(prediction: Prediction | None) -> dict[tuple[str, str], float]:
    """Return the strength by (muscle or body part, side); a part is its muscles' mean."""
    found: dict[tuple[str, str], float] = {}
    sums: dict[tuple[str, str], list[float]] = {}
    for finding in prediction.findings if prediction is not None else ():
        if finding.domain != "power" or finding.strength is None:
            continue
        found[finding.target, finding.side] = finding.strength
        part = PART_OF_MUSCLE.get(finding.target)
        if part is not None:
            sums.setdefault((part, finding.side), []).append(finding.strength)
    parts = {key: float(np.mean(values)) for key, values in sums.items()}
    return {**parts, **found}


def _population_colour(
    population: Any, colouring: str, strengths: dict[tuple[str, str], float]
) -> tuple[float, float, float]:
    if colouring == "body_part":
        part = body_part(population)
        return body_part_colour(part) if part else system_colour(population.kind)
    if colouring == "strength":
        part = body_part(population)
        own = strengths.get((population.target, population.side))
        value = own if own is not None else strengths.get((part, population.side), 1.0)
        return strength_colour(value)
    return system_colour(population.kind)
