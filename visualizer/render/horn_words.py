"""What the parts of the ventral horn scene are called on screen, and its legend."""

from visualizer.render.horn_block import Block
from visualizer.render.palette import LMN, OTHER_DESCENDING, SENSORY, UMN, LegendRow, rgb

INTERNEURON = rgb("#b39ae0")
PARTS: dict[str, str] = {
    "horn.alpha_motor_neuron": "alpha motor neuron",
    "horn.gamma_motor_neuron": "gamma motor neuron",
    "horn.antagonist_motor_neuron": "motor neuron of the antagonist",
    "horn.alpha_axon": "alpha motor axon",
    "horn.gamma_axon": "gamma motor axon",
    "horn.recurrent_collateral": "recurrent collateral of the motor axon",
    "horn.renshaw_cell": "Renshaw cell",
    "horn.ia_inhibitory_interneuron": "Ia inhibitory interneuron",
    "horn.ib_interneuron": "Ib inhibitory interneuron",
    "horn.ia_afferent": "Ia afferent",
    "horn.ib_afferent": "Ib afferent",
    "horn.ganglion_cell": "ganglion cell (pseudounipolar)",
    "horn.corticospinal_terminal": "corticospinal terminal",
    "horn.corticospinal_tract": "lateral corticospinal tract",
    "horn.reticulospinal_terminal": "reticulospinal terminal",
    "horn.ventral_root": "ventral root",
    "horn.dorsal_root": "dorsal root",
    "horn.dorsal_root_ganglion": "dorsal root ganglion",
    "horn.spinal_nerve": "spinal nerve",
    "horn.muscle": "muscle",
    "horn.extrafusal_fibre": "extrafusal muscle fibre",
    "horn.tendon": "tendon",
    "horn.muscle_spindle": "muscle spindle",
    "horn.intrafusal_fibre": "intrafusal muscle fibre",
    "horn.annulospiral_ending": "annulospiral (primary) ending",
    "horn.gamma_ending": "gamma ending on the spindle",
    "horn.tendon_organ": "tendon organ",
    "horn.neuromuscular_junction": "neuromuscular junction",
}
ROOTS = {"horn.ventral_root": "root.ventral", "horn.dorsal_root": "root.dorsal",
         "horn.dorsal_root_ganglion": "root.dorsal_ganglion",
         "horn.spinal_nerve": "root.spinal_nerve"}  # fmt: skip
OUTSIDE = ("horn.muscle", "horn.extrafusal_fibre", "horn.tendon", "horn.muscle_spindle",
           "horn.intrafusal_fibre", "horn.annulospiral_ending", "horn.gamma_ending",
           "horn.tendon_organ", "horn.neuromuscular_junction")  # fmt: skip
MUSCLES = {
    "fdp_little": "flexor digitorum profundus", "paraspinals": "deep muscles of the back",
    "anal_sphincter": "external anal sphincter",
}  # fmt: skip
# jones2017 (end plate about 32 micrometres); tendon organ and spindle: kandel2013
END_PLATE_MM, TENDON_ORGAN_MM, SPINDLE_MM = 0.032, 1.0, 7.0


def muscle_words(muscle: str) -> str:
    """Say a muscle of the vocabulary in words."""
    return MUSCLES.get(muscle, muscle.replace("_", " "))


def part_words(block: Block, part: str) -> str:
    """Say a part in words, with its side and segment: what a click says."""
    arc, name = block.arc, PARTS[part]
    if part == "horn.antagonist_motor_neuron":
        return f"motor neuron of the antagonist ({muscle_words(arc.antagonist)})"
    if part == "horn.muscle":
        return f"{block.side} {muscle_words(arc.muscle)}"
    if part in ("horn.alpha_motor_neuron", "horn.gamma_motor_neuron"):
        name = f"{name} of {muscle_words(arc.muscle)}"
    return f"{name}, {arc.segment} {block.side}"


def times(drawn_mm: float, real_mm: float) -> str:
    """Say how many times larger than life something is drawn."""
    share = drawn_mm / real_mm
    if 0.8 < share < 1.25:
        return "life size"
    return f"{share:.0f} x" if share >= 3 else f"{share:.1f} x"


def caption(block: Block) -> str:
    """Say what is drawn to scale and what is not."""
    return f"{block.arc.segment}: {block.high:.1f} mm, true section; cells {block.enlarged} x"


def horn_legend() -> list[LegendRow]:
    """List the rows of the legend of the ventral horn scene."""
    return [
        ("upper motor neurons", UMN, "from the white matter; round ends, excite (+)"),
        ("other descending paths", OTHER_DESCENDING, "from the white matter; round ends"),
        ("lower motor neurons", LMN, "large cells alpha, small pale cells gamma"),
        ("muscle afferents", SENSORY, "through the ganglion; round ends, excite (+)"),
        ("interneurons", INTERNEURON, "small cells; flat bars at their ends, inhibit (\u2212)"),
    ]
