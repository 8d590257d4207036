"""The ends in the muscle: spindle, tendon organ, neuromuscular junction, muscle fibres."""

from collections.abc import Iterator

import numpy as np

from visualizer.render.horn_plan import (
    MUSCLE_FRONT,
    MUSCLE_UP,
    SPINDLE_ACROSS,
    SPINDLE_HIGH,
    SPINDLE_LOW,
    Plan,
)
from visualizer.render.horn_shapes import Piece, ball, disc, smooth, tube
from visualizer.render.palette import LMN, SENSORY, Rgb, rgb

MUSCLE: Rgb = rgb("#a8605a")
INTRAFUSAL: Rgb = rgb("#d98f86")
TENDON: Rgb = rgb("#d9cfb8")
FIBRES = (-0.22, -0.38, 0.36, 0.48)  # muscle fibres across the muscle, half widths
ACROSS = np.array([1.0, 0.0, 0.0])
COILS, COIL_STEPS = 7, 14


def ends(plan: Plan) -> Iterator[Piece]:
    """Make everything that lies in the muscle."""
    yield from _muscle(plan)
    yield from _spindle(plan)
    yield from _tendon_organ(plan)
    yield from _end_plate(plan)


def _muscle(plan: Plan) -> Iterator[Piece]:
    u = plan.grain
    belly = ball(plan.muscle(0.05, 0.14), (0.56 * u, 1.05 * u), MUSCLE_UP, 18)
    yield Piece("horn.muscle", *belly, MUSCLE, glass=0.16)
    for across in FIBRES:
        height = 0.14 + np.linspace(-0.80, 0.80, 12) * (1 - 0.30 * abs(across))
        bow = 1 - ((height - 0.14) / 1.35) ** 2
        line = np.array(
            [plan.muscle(0.05 + (across - 0.05) * b, h) for h, b in zip(height, bow, strict=True)]
        )
        points, faces, along = tube(line, 0.055 * u, 8)
        yield Piece("horn.extrafusal_fibre", points, faces, MUSCLE, along=along)
    line = np.array([plan.muscle(0.05, h) for h in np.linspace(-0.82, -1.42, 6)])
    yield Piece("horn.tendon", *tube(line, np.linspace(0.16, 0.10, 6) * u, 10)[:2], TENDON,
                glass=0.35)  # fmt: skip
    line = np.array([plan.muscle(0.05, h) for h in np.linspace(1.08, 1.32, 4)])
    yield Piece("horn.tendon", *tube(line, np.linspace(0.15, 0.11, 4) * u, 10)[:2], TENDON,
                glass=0.35)  # fmt: skip


def _spindle(plan: Plan) -> Iterator[Piece]:
    u = plan.grain
    half = (SPINDLE_HIGH - SPINDLE_LOW) / 2
    capsule = ball(plan.equator, (0.165 * u, 0.78 * half * u), MUSCLE_UP, 16)
    yield Piece("horn.muscle_spindle", *capsule, SENSORY, glass=0.20)
    for number, (aside, forward) in enumerate(
        ((-0.045, 0.0), (0.04, 0.045), (0.05, -0.04), (-0.01, 0.065), (0.0, -0.065))
    ):
        bag = number < 2
        share = np.linspace(-1, 1, 21) * (1.0 if bag else 0.62)
        line = np.array(
            [plan.muscle(SPINDLE_ACROSS + aside, 0.2 + half * s, forward) for s in share]
        )
        wide = (0.022 if bag else 0.014) * u * np.ones(21)
        if bag:
            wide = wide + 0.018 * u * np.exp(-((share / 0.16) ** 2))
        points, faces, _ = tube(line, wide, 7)
        yield Piece("horn.intrafusal_fibre", points, faces, INTRAFUSAL)
    turn = np.linspace(0, 2 * np.pi * COILS, COILS * COIL_STEPS)
    rise = np.linspace(-0.19, 0.19, len(turn))
    coil = (
        plan.equator
        + 0.118 * u * (np.cos(turn)[:, None] * ACROSS + np.sin(turn)[:, None] * MUSCLE_FRONT)
        + u * rise[:, None] * MUSCLE_UP
    )
    points, faces, along = tube(coil, 0.016 * u, 5)
    yield Piece("horn.annulospiral_ending", points, faces, SENSORY, "afferent", 0, along=along)
    for pole in plan.poles:
        for aside in (-0.045, 0.045):
            place = pole + u * (aside * ACROSS + 0.04 * MUSCLE_FRONT)
            yield Piece("horn.gamma_ending", *ball(place, (0.032 * u, 0.05 * u), MUSCLE_UP, 7), LMN,
                        "lmn", 3)  # fmt: skip


def _tendon_organ(plan: Plan) -> Iterator[Piece]:
    u, middle = plan.grain, plan.tendon_organ
    yield Piece("horn.tendon_organ", *ball(middle, (0.15 * u, 0.30 * u), MUSCLE_UP, 14), SENSORY,
                glass=0.26)  # fmt: skip
    rise = np.linspace(-0.30, 0.30, 25)
    for phase in (0.0, 2.1, 4.2):
        twist = 9 * rise + phase
        line = middle + u * (
            0.05 * np.cos(twist)[:, None] * ACROSS + 0.05 * np.sin(twist)[:, None] * MUSCLE_FRONT
            + rise[:, None] * MUSCLE_UP
        )  # fmt: skip
        yield Piece("horn.tendon_organ", *tube(line, 0.020 * u, 6)[:2], TENDON)
    for high in (-0.16, -0.05, 0.06, 0.17):
        line = smooth([
            middle + u * (-0.16 * ACROSS + 0.06 * MUSCLE_FRONT),
            middle + u * (-0.05 * ACROSS + 0.10 * MUSCLE_FRONT + 0.6 * high * MUSCLE_UP),
            middle + u * (0.06 * ACROSS + 0.09 * MUSCLE_FRONT + high * MUSCLE_UP),
        ], 5)  # fmt: skip
        points, faces, along = tube(line, 0.014 * u, 5)
        yield Piece("horn.tendon_organ", points, faces, SENSORY, "afferent", 0, along=along)


def _end_plate(plan: Plan) -> Iterator[Piece]:
    u, place = plan.grain, plan.end_plate
    yield Piece("horn.neuromuscular_junction", *ball(place, (0.085 * u, 0.15 * u), MUSCLE_UP, 10),
                rgb("#8a4640"))  # fmt: skip
    for fold in np.linspace(-0.11, 0.11, 7):
        middle = place + u * (fold * MUSCLE_UP + 0.03 * MUSCLE_FRONT - 0.02 * ACROSS)
        yield Piece("horn.neuromuscular_junction", *disc(middle, MUSCLE_UP, 0.082 * u, 0.012 * u),
                    INTRAFUSAL)  # fmt: skip
    for high, front in ((-0.10, 0.07), (-0.03, 0.10), (0.04, 0.09), (0.11, 0.07)):
        tip = place + u * (high * MUSCLE_UP + front * MUSCLE_FRONT - 0.05 * ACROSS)
        yield Piece("horn.neuromuscular_junction", *ball(tip, 0.030 * u, MUSCLE_UP, 7), LMN,
                    "lmn", 3)  # fmt: skip
        line = smooth([plan.end_plate + u * (-0.14 * ACROSS + 0.06 * MUSCLE_FRONT), tip], 4)
        yield Piece("horn.neuromuscular_junction", *tube(line, 0.016 * u, 5)[:2], LMN, "lmn", 3)
