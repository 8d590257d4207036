"""Where the cells, fibres and end organs of the ventral horn scene lie and how they run.

All places are in the block's own millimetres: lateral, ventral, rostral.

Sources
-------
kandel2013, gray2020: the course of the roots and of the stretch reflex.
alvarez2007; lagerback1985: Renshaw cells lie ventrally in lamina VII, medial to the motor columns.
"""

from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from visualizer.render.horn_block import Block
from visualizer.render.horn_shapes import Points, smooth

Vector = NDArray[np.float64]
MUSCLE_UP: Vector = np.array([0.0, -0.76, 0.65])  # along the muscle: up in the picture
MUSCLE_FRONT: Vector = np.array([0.0, 0.65, 0.76])
SOMA_Z = {"alpha": 0.42, "gamma": 0.12, "renshaw": 0.50, "ia_in": 0.40, "ib_in": 0.36,
          "antagonist": 0.78}  # fmt: skip
BEND: Vector = np.array([0.40, 0.62, 0.62])  # fibres leave the nerve level, then turn
COMPANIONS = ((0.66, 0.7), (0.78, -0.6), (0.92, 0.3))
STEPS = 7  # points between two knots of a fibre
SPINDLE_LOW, SPINDLE_HIGH, SPINDLE_ACROSS = -0.45, 0.85, 0.16


@dataclass(frozen=True, eq=False)
class Plan:
    """The places of everything in the scene of one block."""

    block: Block
    _cache: dict[str, Vector] = field(default_factory=dict)

    @property
    def unit(self) -> float:
        """Half the width of the cord, mm: the measure of what lies outside it."""
        return self.block.wide

    @property
    def grain(self) -> float:
        """The measure of what lies in the muscle, mm."""
        return 0.80 * self.unit

    def out(self, lateral: float, ventral: float, z: float = 0.45) -> Vector:
        """Return a place outside the cord in half widths and half depths."""
        return self.block.at(lateral, ventral, z)

    @cached_property
    def alpha(self) -> Vector:
        """Body of the alpha motor neuron that is followed."""
        return self.block.middle(SOMA_Z["alpha"], self.block.arc.nucleus, "lamina_9")

    @cached_property
    def pool(self) -> list[Vector]:
        """Bodies of other alpha motor neurons of the same column."""
        polygon = self.block.polygon(self.block.arc.nucleus, "lamina_9")
        half = (polygon.max(axis=0) - polygon.min(axis=0)) / 2
        size = half * (self.block.wide, self.block.deep)
        found = []
        for z, aside in COMPANIONS:
            place = self.block.middle(z, self.block.arc.nucleus, "lamina_9")
            shift = 0.55 * aside * size
            found.append(place + np.array([shift[0], -shift[1], 0.0]))
        return found

    @cached_property
    def gamma(self) -> list[Vector]:
        """Bodies of two gamma motor neurons, among the alpha ones of the muscle."""
        name = self.block.arc.nucleus
        return [
            self.block.within(SOMA_Z["gamma"], 0.12, 0.80, name, "lamina_9"),
            self.block.within(0.05, 0.92, 0.30, name, "lamina_9"),
        ]

    @cached_property
    def antagonist(self) -> Vector | None:
        """Body of the antagonist's motor neuron; None where the muscle has none."""
        arc = self.block.arc
        if not arc.antagonist:
            return None
        same = arc.antagonist_nucleus == arc.nucleus
        names = (arc.antagonist_nucleus, "lamina_9")
        if same:
            return self.block.within(SOMA_Z["antagonist"], 0.15, 0.25, *names)
        return self.block.middle(SOMA_Z["antagonist"], *names)

    @cached_property
    def renshaw(self) -> Vector:
        """Body of the Renshaw cell: ventral and medial in lamina VII."""
        return self.block.within(SOMA_Z["renshaw"], 0.32, 0.90, "lamina_7")

    @cached_property
    def ia_in(self) -> Vector:
        """Body of the Ia inhibitory interneuron: lamina VII, dorsal to the motor columns."""
        return self.block.within(SOMA_Z["ia_in"], 0.42, 0.52, "lamina_7")

    @cached_property
    def ib_in(self) -> Vector:
        """Body of the Ib interneuron: laminae V and VI."""
        return self.block.within(SOMA_Z["ib_in"], 0.72, 0.45, "lamina_6", "lamina_5")

    @cached_property
    def ventral_exit(self) -> Vector:
        """Where the ventral rootlets leave the cord."""
        return self.block.at(0.47, 0.87, 0.5)

    @cached_property
    def dorsal_entry(self) -> Vector:
        """Where the dorsal rootlets enter the cord: outside the dorsolateral tract."""
        u, v = self.block.polygon("dorsolateral_tract", "lamina_1").mean(axis=0)
        size = float(np.hypot(u, v))
        return self.block.at(u / size * 0.99, v / size * 0.99, 0.5)

    @cached_property
    def ganglion(self) -> Vector:
        """Middle of the dorsal root ganglion."""
        return self.out(1.48, -0.72, 0.4)

    @cached_property
    def junction(self) -> Vector:
        """Where both roots have become the spinal nerve."""
        return self.out(1.80, -0.05, 0.4)

    @cached_property
    def nerve_end(self) -> Vector:
        """Where the nerve's fibres part, at the muscle."""
        return self.out(2.04, 0.02, 0.4)

    def muscle(self, across: float, along: float, front: float = 0.0) -> Vector:
        """Return a place in the muscle, in half widths of the cord."""
        origin = self.out(2.52, 0.0, 0.4)
        lateral = np.array([1.0, 0.0, 0.0])
        step = across * lateral + along * MUSCLE_UP + front * MUSCLE_FRONT
        return np.asarray(origin + self.grain * step)

    @property
    def equator(self) -> Vector:
        """Middle of the spindle."""
        return self.muscle(SPINDLE_ACROSS, (SPINDLE_LOW + SPINDLE_HIGH) / 2)

    @property
    def poles(self) -> tuple[Vector, Vector]:
        """Places of the gamma endings."""
        return (
            self.muscle(SPINDLE_ACROSS, SPINDLE_HIGH - 0.32),
            self.muscle(SPINDLE_ACROSS, SPINDLE_LOW + 0.32),
        )

    @property
    def end_plate(self) -> Vector:
        """Place of the neuromuscular junction, on the fibre nearest to the nerve."""
        return self.muscle(-0.22, -0.55, 0.05)

    @property
    def tendon_organ(self) -> Vector:
        """Middle of the tendon organ."""
        return self.muscle(0.05, -1.08)

    def in_nerve(self, place: Vector, lane: float) -> Vector:
        """Shift a place on the nerve to a fibre's lane, so that fibres run side by side."""
        return np.asarray(place + 0.05 * self.unit * lane * MUSCLE_UP)

    def motor(self, soma: Vector, lane: float, target: Vector) -> list[Points]:
        """Return a motor axon: in the cord, in the ventral root, in the nerve, in the muscle."""
        leave = self.ventral_exit + np.array(
            [0.02 * lane * self.unit, 0, 0.35 * (soma[2] + 0.5 * self.block.high)]
        )
        start = soma + 0.5 * (leave - soma) + np.array([-0.05 * self.unit, 0.0, 0.0])
        root = [
            self.in_nerve(self.out(0.80, 1.06), lane),
            self.in_nerve(self.out(1.30, 0.72), lane),
            self.in_nerve(self.junction, lane),
        ]
        nerve = [self.in_nerve(self.nerve_end, lane)]
        end = [nerve[0] + BEND * (target - nerve[0]), target]
        return _legs([soma, start, leave, *root, *nerve, *end], (2, 5, 6))

    def afferent(self, lane: float, receptor: Vector) -> list[Points]:
        """Return an afferent: in the muscle, in the nerve, in the ganglion, in the dorsal root."""
        g = self.ganglion + 0.05 * self.unit * lane * MUSCLE_UP
        side = np.array([0.28 * self.unit, 0.0, 0.0])
        end = self.in_nerve(self.nerve_end, lane)
        nerve = [end, self.in_nerve(self.junction, lane), g + side + (0, 0.06 * self.unit, 0)]
        entry = self.dorsal_entry + np.array([0.0, 0.0, 0.06 * lane * self.unit])
        before = g - side + (0, -0.02 * self.unit, 0)
        middle = 0.5 * (before + entry) + (0, -0.08 * self.unit, 0)
        bend = end + BEND * (receptor - end)
        return _legs([receptor, bend, *nerve, g, before, middle, entry], (2, 4, 6))

    def entering(self, z: float) -> list[Vector]:
        """Return the way of a large afferent past the medial side of the dorsal horn."""
        head = self.block.polygon("lamina_4")
        low, high = head.min(axis=0), head.max(axis=0)
        beside = self.block.at(float(low[0]) - 0.03, float(low[1]), 0.5 + (z - 0.5) * 0.4)
        neck = self.block.polygon("lamina_5")
        inside = self.block.at(
            float(neck[:, 0].min() + 0.3 * np.ptp(neck[:, 0])), float(neck[:, 1].mean()), z
        )
        top = self.block.at(
            float((low[0] + high[0]) / 2) - 0.04, float(low[1]) - 0.28, 0.5 + (z - 0.5) * 0.2
        )
        return [top, beside, inside]


def _legs(knots: list[Vector], ends: tuple[int, ...]) -> list[Points]:
    """Draw one smooth curve through knots and part it at some of them."""
    line = smooth(knots, STEPS)
    stops = [0, *(STEPS * end for end in ends), len(line) - 1]
    return [line[a : b + 1] for a, b in pairwise(stops)]
