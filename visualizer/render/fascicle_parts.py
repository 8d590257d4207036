"""The pieces of a nerve cut across: sheaths, fascicles, fibres with myelin and nodes, vessels.

Lengths are in radii of the nerve; the nerve runs along z and its cut end looks to +z.

Sources
-------
gray2020, sunderland1978: epineurium, perineurium and endoneurium, and the vessels in them.
kandel2013: an internode is about a hundred times as long as its fibre is thick.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from visualizer.anatomy.horn import FibreClass
from visualizer.render.horn_shapes import Piece, Points, ball, smooth, tube
from visualizer.render.palette import LMN, SENSORY, Rgb, mixed, rgb

EPINEURIUM: Rgb = rgb("#cfc3a6")
PERINEURIUM: Rgb = rgb("#8f7f63")
ENDONEURIUM: Rgb = rgb("#e7dcc6")
MYELIN: Rgb = rgb("#f5f0e0")
MYELIN_EDGE: Rgb = rgb("#5d5a55")
SCHWANN: Rgb = rgb("#8fa3c2")
ARTERY: Rgb = rgb("#b8473f")
VEIN: Rgb = rgb("#56709f")
AXON: dict[str, Rgb] = {"motor": LMN, "sensory": SENSORY, "autonomic": rgb("#b9a3d6")}
# x, y, radius and how far it stands out of the cut: the first is opened up
FASCICLES = (
    (0.0, -0.30, 0.42, 0.30), (0.50, 0.22, 0.27, 0.05), (-0.50, 0.22, 0.28, 0.09),
    (0.0, 0.57, 0.25, 0.03), (0.63, -0.30, 0.17, 0.06), (-0.63, -0.30, 0.17, 0.03),
)  # fmt: skip
BACK = -0.60
FIBRES_LARGER = 16.0  # than they would be beside their fascicle
NERVE_MM = 4.0
AXON_SHARE = 0.62  # of the fibre's thickness (g-ratio)


def fibre_radius(thick_um: float) -> float:
    """Return the radius of a fibre as drawn, in radii of the nerve."""
    return FIBRES_LARGER * thick_um / 1000.0 / NERVE_MM


def pieces(classes: tuple[FibreClass, ...]) -> list[Piece]:
    """Make every piece of the nerve."""
    found = [*_sheaths(), *_vessels()]
    for number, (x, y, radius, out) in enumerate(FASCICLES):
        found += _fascicle(x, y, radius, out)
        profiles = packed(classes, radius * 0.86, 100 + number)
        middle = np.array([x, y, out])
        if number:
            found += _profiles(profiles, middle)
        else:
            found += _profiles([p for p in profiles if p[2].low_um < 7], middle)
            found += _opened(middle, classes)
    return found


def _upright(radius: float, low: float, high: float, x: float = 0.0, y: float = 0.0,
             sides: int = 40) -> Any:  # fmt: skip
    return tube(np.array([[x, y, low], [x, y, 0.5 * (low + high)], [x, y, high]]), radius, sides)


def _flat(x: float, y: float, z: float, radius: float, sides: int = 16) -> tuple[Points, Any]:
    turn = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    ring = np.stack([x + radius * np.cos(turn), y + radius * np.sin(turn), np.full(sides, z)], 1)
    i = np.arange(sides)
    faces = np.stack([np.full(sides, sides), i, (i + 1) % sides], 1)
    return np.concatenate([ring, [[x, y, z]]]), faces


def _sheaths() -> Iterator[Piece]:
    points, faces, _ = _upright(1.0, BACK, 0.0, sides=64)
    yield Piece("nerve_section.epineurium", points, faces, EPINEURIUM)
    rng = np.random.default_rng(3)
    for _ in range(46):  # fat among the collagen
        angle, far = rng.uniform(0, 2 * np.pi), np.sqrt(rng.uniform(0.02, 0.86))
        place = np.array([far * np.cos(angle), far * np.sin(angle), 0.0])
        if all(np.hypot(place[0] - x, place[1] - y) > r + 0.06 for x, y, r, _ in FASCICLES):
            yield Piece("nerve_section.epineurium", *ball(place, (0.045, 0.02), (0, 0, 1), 7),
                        mixed(EPINEURIUM, rgb("#e6c65c"), 0.5))  # fmt: skip


def _fascicle(x: float, y: float, radius: float, out: float) -> Iterator[Piece]:
    points, faces, _ = _upright(radius, -0.02, out, x, y)
    yield Piece("nerve_section.perineurium", points, faces, PERINEURIUM)
    for layer in (0.97, 0.94):
        yield Piece(
            "nerve_section.perineurium",
            *_flat(x, y, out + 0.003 * (2 - layer), radius * layer, 40),
            mixed(PERINEURIUM, ENDONEURIUM, 0.5 if layer < 0.95 else 0.0),
        )
    yield Piece("nerve_section.endoneurium", *_flat(x, y, out + 0.006, radius * 0.91, 40),
                ENDONEURIUM)  # fmt: skip


def packed(
    classes: tuple[FibreClass, ...], room: float, seed: int
) -> list[tuple[float, float, FibreClass, float]]:
    """Place fibres of all classes in a circle: (x, y, class, radius), large ones first."""
    rng = np.random.default_rng(seed)
    wanted = round(150 * (room / 0.36) ** 2)
    found: list[tuple[float, float, FibreClass, float]] = []
    for item in sorted(classes, key=lambda c: -c.high_um):
        for _ in range(max(1, round(wanted * item.share))):
            size = fibre_radius(rng.uniform(item.low_um, item.high_um)) * 0.55
            size = max(size, 0.0042)
            for _ in range(14):
                far, angle = (room - size) * np.sqrt(rng.uniform()), rng.uniform(0, 2 * np.pi)
                x, y = far * np.cos(angle), far * np.sin(angle)
                if all(np.hypot(x - a, y - b) > size + r + 0.003 for a, b, _, r in found):
                    found.append((float(x), float(y), item, size))
                    break
    return found


def _profiles(
    profiles: list[tuple[float, float, FibreClass, float]], middle: Points
) -> Iterator[Piece]:
    for dx, dy, item, size in profiles:
        x, y, z = middle[0] + dx, middle[1] + dy, middle[2]
        if not item.myelin:
            yield Piece("nerve_section.unmyelinated_bundle", *_flat(x, y, z + 0.010, 2.2 * size, 9),
                        SCHWANN)  # fmt: skip
            for turn in np.linspace(0, 2 * np.pi, 4, endpoint=False):
                yield Piece(
                    "nerve_section.unmyelinated_bundle",
                    *_flat(
                        x + 1.2 * size * np.cos(turn),
                        y + 1.2 * size * np.sin(turn),
                        z + 0.013,
                        0.62 * size,
                        7,
                    ),
                    AXON[item.kind],
                )
            continue
        for share, lift, colour, part in (
            (1.0, 0.010, MYELIN_EDGE, "nerve_section.myelin_sheath"),
            (0.90, 0.012, MYELIN, "nerve_section.myelin_sheath"),
            (AXON_SHARE, 0.014, AXON[item.kind], "nerve_section.axon"),
        ):
            yield Piece(part, *_flat(x, y, z + lift, share * size, 12), colour)


def _opened(middle: Points, classes: tuple[FibreClass, ...]) -> Iterator[Piece]:
    """Let some fibres stand out of the opened fascicle, their sheaths peeled back."""
    by_name = {item.name: item for item in classes}
    stand = (("A-alpha", -0.20, 0.16, 1.05, 0.00), ("A-alpha", 0.16, 0.20, 0.92, 0.35),
             ("A-beta", -0.02, -0.04, 1.15, 0.55), ("A-gamma", -0.24, -0.12, 0.80, 0.2),
             ("A-delta", 0.24, -0.10, 0.86, 0.7), ("A-beta", 0.05, 0.28, 0.75, 0.15))  # fmt: skip
    for name, dx, dy, high, phase in stand:
        item = by_name.get(name)
        if item is not None:
            yield from _fibre(item, middle + (dx, dy, 0.0), high, phase)
    yield from _remak(middle + (0.12, -0.25, 0.0), 0.82)


def _fibre(item: FibreClass, start: Points, high: float, phase: float) -> Iterator[Piece]:
    thick = fibre_radius(0.5 * (item.low_um + item.high_um))
    lean = np.array([0.10, 0.10, 0.0]) * (start - [0.0, -0.30, start[2]])

    def at(z: Any) -> Points:
        z = np.atleast_1d(np.asarray(z, dtype=float))[:, None]
        return start + z * [0.0, 0.0, 1.0] + lean * (z / high) ** 2 * 6

    axon = AXON[item.kind]
    yield Piece(
        "nerve_section.axon", *tube(at(np.linspace(0, high, 14)), AXON_SHARE * thick, 10)[:2], axon
    )
    internode, gap = 0.30, 0.022
    low = -phase * internode
    while low < high - 0.14:
        stop = min(low + internode - gap, high - 0.13)
        z = np.linspace(max(low, 0.0), stop, 9)
        if stop - z[0] > 0.05:
            ends = np.minimum((z - low) / 0.02, (stop - z) / 0.02)
            wide = thick * np.clip(0.72 + 0.28 * ends, 0.72, 1.0)
            yield Piece("nerve_section.myelin_sheath", *tube(at(z), wide, 12)[:2], MYELIN)
            middle = 0.5 * (z[0] + stop)
            side = at(middle)[0] + thick * np.array([0.75, -0.75, 0.0])
            yield Piece(
                "nerve_section.schwann_cell",
                *ball(side, (0.30 * thick, 0.045), (0, 0, 1), 8),
                SCHWANN,
            )
        node = stop + gap / 2
        if node < high - 0.14:
            yield Piece("nerve_section.node_of_ranvier",
                        *tube(at([stop, node, stop + gap]), (AXON_SHARE + 0.04) * thick, 10)[:2],
                        mixed(axon, (1.0, 1.0, 1.0), 0.35))  # fmt: skip
        low = stop + gap


def _remak(start: Points, high: float) -> Iterator[Piece]:
    """Make a bundle of unmyelinated axons in the furrows of one Schwann cell."""
    z = np.linspace(0.0, 1.0, 10)[:, None]
    line = start + z * [0.02, -0.04, high]
    yield Piece("nerve_section.unmyelinated_bundle", *tube(line[:8], 0.020, 9)[:2], SCHWANN)
    for turn in np.linspace(0, 2 * np.pi, 6, endpoint=False):
        aside = 0.021 * np.array([np.cos(turn), np.sin(turn), 0.0])
        points, faces, _ = tube(line + aside, 0.0062, 6)
        yield Piece("nerve_section.unmyelinated_bundle", points, faces,
                    AXON["autonomic" if turn < 2 else "sensory"])  # fmt: skip


def _vessels() -> Iterator[Piece]:
    for colour, x, y, wide in (
        (ARTERY, 0.30, -0.78, 0.040),
        (VEIN, 0.40, -0.74, 0.050),
        (ARTERY, -0.28, 0.76, 0.030),
        (VEIN, -0.20, 0.80, 0.036),
    ):
        line = smooth([[x, y, -0.3], [x, y, 0.05], [x * 1.04, y * 1.06, 0.16]], 6)
        yield Piece("nerve_section.vasa_nervorum", *tube(line, wide, 10)[:2], colour)
    for colour, turn, wide in ((ARTERY, 4.9, 0.032), (VEIN, 5.05, 0.042)):
        z = np.linspace(BACK, -0.05, 12)
        wave = turn + 0.05 * np.sin(6 * z)
        line = np.stack([1.02 * np.cos(wave), 1.02 * np.sin(wave), z], 1)
        yield Piece("nerve_section.vasa_nervorum", *tube(line, wide, 8)[:2], colour)
