"""All pieces of the ventral horn scene: cells, fibres, endings, roots and ganglion.

Sources
-------
cullheim1979: alpha motor neurons of the adult cat have bodies of 58 micrometres; drawn 55.
westbury1982: gamma bodies are smaller, with fewer dendrites that reach as far.
project_rule: 29 micrometres for gamma bodies, 25 for interneurons, 70 for ganglion cells, a
reach of dendrites of 1.15 mm.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from visualizer.render.horn_ends import ends
from visualizer.render.horn_neuron import excitatory, inhibitory, neuron
from visualizer.render.horn_plan import MUSCLE_UP, Plan
from visualizer.render.horn_shapes import Piece, Points, ball, smooth, tube
from visualizer.render.palette import LMN, OTHER_DESCENDING, SENSORY, UMN, Rgb, mixed, rgb

INTERNEURON: Rgb = rgb("#b39ae0")
BAR: Rgb = rgb("#2c1b4d")
GAMMA: Rgb = rgb("#f7d08a")
QUIET_LMN: Rgb = mixed(LMN, rgb("#8a7a66"), 0.45)
QUIET_SENSORY: Rgb = mixed(SENSORY, rgb("#6f8a7c"), 0.45)
SOMA_MM = {"alpha": 0.0275, "gamma": 0.0145, "interneuron": 0.0125, "ganglion": 0.035}
REACH_MM = 1.15
LANE = {"alpha": -1.0, "gamma_high": 1.9, "gamma_low": -0.1, "ia": 0.9, "ib": -1.9}
_DRG = (0.0, -0.22, 0.10)


def pieces(plan: Plan) -> list[Piece]:
    """Make everything but the block itself."""
    return [*_cells(plan), *_motor(plan), *_afferents(plan), *_interneurons(plan),
            *_descending(plan), *_roots(plan), *ends(plan)]  # fmt: skip


def radius(plan: Plan, kind: str) -> float:
    """Return the radius with which a cell body is drawn, mm."""
    return plan.block.enlarged * SOMA_MM[kind]


def reach(plan: Plan) -> float:
    """Return how far dendrites reach from the cell body, mm: to scale where the cord has room."""
    return min(REACH_MM, 0.27 * plan.unit)


def _thick(plan: Plan, share: float) -> float:
    return share * plan.unit


def _line(plan: Plan, part: str, line: Points, thick: float, colour: Rgb, system: str = "",
          order: int = 0, member: float = 0.0) -> Piece:  # fmt: skip
    points, faces, along = tube(line, _thick(plan, thick), 7)
    return Piece(part, points, faces, colour, system, order, member, along=along)


def _cells(plan: Plan) -> Iterator[Piece]:
    far, flat = reach(plan), (0.85, 1.0, 0.9)
    for number, place in enumerate([plan.alpha, *plan.pool]):
        first = number == 0
        size = radius(plan, "alpha") * (1.0 if first else 0.78)
        points, faces = neuron(place, size, far * (1 if first else 0.75), 11 + number,
                               8 if first else 5, 2 if first else 1, flat)  # fmt: skip
        member = 0.0 if first else (number + 0.5) / 4
        yield Piece("horn.alpha_motor_neuron", points, faces, LMN if first else QUIET_LMN, "lmn", 0,
                    member)  # fmt: skip
    for number, place in enumerate(plan.gamma):
        points, faces = neuron(place, radius(plan, "gamma"), far, 31 + number, 4, 1, flat)
        yield Piece("horn.gamma_motor_neuron", points, faces, GAMMA, "lmn", 0)
    if plan.antagonist is not None:
        points, faces = neuron(plan.antagonist, radius(plan, "alpha"), far, 41, 6, 2, flat)
        yield Piece("horn.antagonist_motor_neuron", points, faces, QUIET_LMN, "lmn", 0)


def _motor(plan: Plan) -> Iterator[Piece]:
    top, low = plan.poles
    routes = (
        ("horn.alpha_axon", plan.alpha, LANE["alpha"],
         plan.end_plate + plan.grain * np.array([-0.14, 0.04, 0.05]), 0.0125, LMN),
        ("horn.gamma_axon", plan.gamma[0], LANE["gamma_low"], low, 0.0065, GAMMA),
        ("horn.gamma_axon", plan.gamma[1], LANE["gamma_high"], top, 0.0065, GAMMA),
    )  # fmt: skip
    for part, soma, lane, target, thick, colour in routes:
        for order, line in enumerate(plan.motor(soma, lane, target)):
            yield _line(plan, part, line, thick, colour, "lmn", order)
    if plan.antagonist is not None:
        cord, root, *_ = plan.motor(plan.antagonist, -1.8, plan.end_plate)
        for order, line in enumerate((cord, root[:13])):
            yield _line(plan, "horn.antagonist_motor_neuron", line, 0.009, QUIET_LMN, "lmn", order)


def _afferents(plan: Plan) -> Iterator[Piece]:
    u = plan.unit
    into = {
        "horn.ia_afferent": (
            LANE["ia"],
            plan.equator + plan.grain * np.array([-0.12, 0.0, 0.0]),
            0.0125,
        ),
        "horn.ib_afferent": (
            LANE["ib"],
            plan.tendon_organ + plan.grain * np.array([-0.16, 0.04, 0.05]),
            0.0105,
        ),
    }
    for part, (lane, receptor, thick) in into.items():
        colour = SENSORY if part == "horn.ia_afferent" else mixed(SENSORY, rgb("#d8f0c8"), 0.35)
        legs = plan.afferent(lane, receptor)
        for order, line in enumerate(legs):
            yield _line(plan, part, line, thick, colour, "afferent", order)
        z = 0.45 if part == "horn.ia_afferent" else 0.42
        way = plan.entering(z)
        entry = legs[-1][-1]
        if part == "horn.ib_afferent":
            yield from _ending(plan, part, [entry, *way[:2], way[2], plan.ib_in], colour,
                               radius(plan, "interneuron"), thick, "afferent", 4)  # fmt: skip
            continue
        fork = _beside(plan)
        line = smooth([entry, *way, fork, plan.alpha], 8)
        yield _line(plan, part, line[:33], thick, colour, "afferent", 4)
        for target, kind, share in ((plan.alpha, "alpha", 1.0), (plan.ia_in, "interneuron", 0.75)):
            yield from _ending(plan, part, [fork, target], colour, radius(plan, kind),
                               share * thick, "afferent", 5)  # fmt: skip
        column = plan.block.middle(0.0, "cuneate_fascicle", "gracile_fascicle", "dorsal_column")
        up = smooth([entry, way[0], 0.5 * (way[0] + column) + (0, 0, 0.1 * u), column], 7)
        yield _line(plan, part, up, 0.7 * thick, colour, "afferent", 4)
    cell = plan.ganglion + u * np.array(_DRG)
    body = ball(cell, radius(plan, "ganglion"), (0, 0, 1), 12)
    yield Piece("horn.ganglion_cell", *body, SENSORY, "afferent", 2)
    stem = smooth([cell, plan.ganglion + 0.05 * u * LANE["ia"] * MUSCLE_UP], 5)
    yield _line(plan, "horn.ganglion_cell", stem, 0.0125, SENSORY, "afferent", 2)
    rng = np.random.default_rng(5)
    for _ in range(14):  # neighbours, quiet: a ganglion is full of cells
        shift = rng.uniform(-1, 1, 3)
        place = plan.ganglion + u * np.array([0.26, 0.12, 0.12]) * shift + (0, -0.06 * u, 0)
        size = radius(plan, "ganglion") * rng.uniform(0.5, 0.8)
        yield Piece(
            "horn.ganglion_cell", *ball(place, size, (0, 0, 1), 8), QUIET_SENSORY, glass=0.4
        )


def _beside(plan: Plan) -> Points:
    """Where the Ia collateral divides: in lamina VII, above the interneuron."""
    return np.asarray(plan.block.within(0.40, 0.55, 0.22, "lamina_7"))


def _ending(
    plan: Plan,
    part: str,
    knots: list[Any],
    colour: Rgb,
    target_mm: float,
    thick: float,
    system: str = "",
    order: int = 0,
    inhibits: bool = False,
) -> Iterator[Piece]:
    """Draw a fibre through knots to a cell, with its bouton or bar on the cell's surface."""
    line = smooth(knots, 8)
    away = np.linalg.norm(line - line[-1], axis=1)
    line = line[away > 1.02 * target_mm]
    way = knots[-1] - line[-1]
    way = way / np.linalg.norm(way)
    tip = knots[-1] - way * 1.02 * target_mm
    line = np.concatenate([line, tip[None]])
    yield _line(plan, part, line, thick, colour, system, order)
    size = _thick(plan, 0.0185)
    mesh = inhibitory(tip, way, size) if inhibits else excitatory(tip, way, size)
    yield Piece(part, *mesh, BAR if inhibits else colour, system, order)


def _interneurons(plan: Plan) -> Iterator[Piece]:
    far = 0.5 * reach(plan)
    bodies = (("horn.renshaw_cell", plan.renshaw), ("horn.ib_interneuron", plan.ib_in),
              ("horn.ia_inhibitory_interneuron", plan.ia_in))  # fmt: skip
    for number, (part, place) in enumerate(bodies):
        if part == "horn.ia_inhibitory_interneuron" and plan.antagonist is None:
            continue
        points, faces = neuron(place, radius(plan, "interneuron"), far, 60 + number, 5, 1)
        yield Piece(part, points, faces, INTERNEURON)
    cord = plan.motor(plan.alpha, LANE["alpha"], plan.end_plate)[0]
    leave = cord[9]
    under = 0.5 * (leave + plan.renshaw) + np.array([0, 0.05 * plan.unit, -0.05 * plan.unit])
    yield from _ending(plan, "horn.recurrent_collateral", [leave, under, plan.renshaw], LMN,
                       radius(plan, "interneuron"), 0.006, "lmn", 0)  # fmt: skip
    targets = [("horn.renshaw_cell", plan.renshaw, plan.alpha),
               ("horn.ib_interneuron", plan.ib_in, plan.alpha)]  # fmt: skip
    if plan.antagonist is not None:
        targets.append(("horn.ia_inhibitory_interneuron", plan.ia_in, plan.antagonist))
    bend = {"horn.renshaw_cell": (-0.02, -0.10, 0.10), "horn.ib_interneuron": (0.10, 0.04, 0.12),
            "horn.ia_inhibitory_interneuron": (-0.10, 0.0, -0.10)}  # fmt: skip
    for part, start, stop in targets:
        middle = 0.5 * (start + stop) + plan.unit * np.array(bend[part])
        yield from _ending(plan, part, [start, middle, stop], INTERNEURON, radius(plan, "alpha"),
                           0.007, inhibits=True)  # fmt: skip


def _descending(plan: Plan) -> Iterator[Piece]:
    block = plan.block
    tracts = (
        ("horn.corticospinal_terminal", ("lateral_corticospinal",), UMN, "umn", plan.alpha,
         "alpha", 0.18),
        ("horn.reticulospinal_terminal", ("medullary_reticulospinal", "reticulospinal"),
         OTHER_DESCENDING, "reticulospinal", plan.gamma[0], "gamma", 0.52),
    )  # fmt: skip
    for part, names, colour, system, target, kind, z in tracts:
        top, here = block.middle(0.0, *names), block.middle(z, *names)
        down = [top, block.middle(0.55 * z, *names), here]
        branch = 0.5 * (here + target) + np.array([0, 0, 0.12 * plan.unit])
        yield from _ending(plan, part, [*down, branch, target], colour, radius(plan, kind), 0.0085,
                           system, 1)  # fmt: skip
        on = np.linspace(here, block.middle(1.0, *names), 6)
        yield _line(plan, part, on, 0.0085, colour, system, 2)
    for number in range(9):  # the tract beside it
        turn = 2 * np.pi * number / 9
        polygon = block.polygon("lateral_corticospinal")
        spread = 0.30 * (polygon.max(axis=0) - polygon.min(axis=0))
        shift = np.array([*(spread * (np.cos(turn), np.sin(turn)) * (block.wide, block.deep)), 0])
        line = np.linspace(block.middle(0.0, "lateral_corticospinal"),
                           block.middle(1.0, "lateral_corticospinal"), 14) + shift  # fmt: skip
        yield _line(plan, "horn.corticospinal_tract", line, 0.006, UMN,
                    "umn", 1, (number + 0.5) / 9)  # fmt: skip


def _roots(plan: Plan) -> Iterator[Piece]:
    u = plan.unit
    for z in (0.12, 0.37, 0.63, 0.88):
        leave = plan.ventral_exit.copy()
        leave[2] = -z * plan.block.high
        line = smooth([leave, plan.out(0.70, 1.05, 0.3 + 0.3 * z), plan.out(1.05, 0.94)], 5)
        yield _line(plan, "horn.ventral_root", line, 0.018, QUIET_LMN, "lmn", 1, 0.3 + 0.7 * z)
        enter = plan.dorsal_entry.copy()
        enter[2] = -z * plan.block.high
        line = smooth([plan.out(1.18, -0.93, 0.52), plan.out(0.8, -1.02, 0.3 + 0.3 * z), enter], 5)
        yield _line(plan, "horn.dorsal_root", line, 0.018, QUIET_SENSORY, "afferent", 3,
                    0.3 + 0.7 * z)  # fmt: skip
    sheaths = (
        ("horn.ventral_root", [plan.out(0.95, 0.98), plan.out(1.30, 0.72), plan.out(1.66, 0.16)],
         0.10,
         LMN),
        ("horn.dorsal_root", [plan.out(1.08, -0.95, 0.5), plan.ganglion + (-0.22 * u, 0, 0)], 0.10,
         SENSORY),
        ("horn.spinal_nerve", [plan.ganglion + (0.24 * u, 0.08 * u, 0), plan.junction,
                               plan.nerve_end], 0.15,
         rgb("#cfc6a8")),
    )  # fmt: skip
    for part, knots, wide, colour in sheaths:
        points, faces, along = tube(smooth(knots, 7), wide * u, 14)
        yield Piece(part, points, faces, colour, along=along, glass=0.16)
    yield Piece("horn.dorsal_root_ganglion",
                *ball(plan.ganglion + (0, -0.06 * u, 0), (0.24 * u, 0.38 * u), (1, 0, 0), 18),
                SENSORY, glass=0.18)  # fmt: skip
