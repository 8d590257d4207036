"""The labels of the ventral horn scene."""

from typing import Any

import numpy as np

from visualizer.render.camera import vec3
from visualizer.render.horn_plan import Plan
from visualizer.render.horn_words import (
    END_PLATE_MM,
    SPINDLE_MM,
    TENDON_ORGAN_MM,
    caption,
    muscle_words,
    times,
)
from visualizer.render.label import Label


def labels_of(plan: Plan) -> list[Label]:
    """Name the parts; what is named first keeps its label where there is little room."""
    arc, u = plan.block.arc, plan.unit
    name = muscle_words(arc.muscle)
    items: list[tuple[str, Any]] = [
        ("alpha motor neuron", plan.alpha),
        ("gamma motor neuron", plan.gamma[1]),
        ("Renshaw cell (\u2212)", plan.renshaw),
        ("Ib inhibitory interneuron (\u2212)", plan.ib_in),
        (f"dorsal root ganglion {arc.segment}", plan.ganglion + (0, -0.25 * u, 0.1 * u)),
        ("dorsal root, shortened", plan.out(1.15, -0.94, 0.5)),
        ("ventral root, shortened", plan.out(1.05, 0.95, 0.45)),
        ("Ia afferent (+)", plan.entering(0.45)[1]),
        ("corticospinal terminal (+)", plan.block.middle(0.10, "lateral_corticospinal")),
        ("reticulospinal terminal (+)",
         plan.block.middle(0.2, "medullary_reticulospinal", "reticulospinal")),
        ("dorsal column", plan.block.middle(0.0, "cuneate_fascicle", "gracile_fascicle",
                                            "dorsal_column")),
        (f"muscle spindle, length {times(1.0 * plan.grain, SPINDLE_MM)}", plan.muscle(0.28, 0.5)),
        ("annulospiral ending (Ia)", plan.equator + 0.12 * plan.grain * np.array([1.0, 0, 0])),
        ("gamma ending", plan.poles[0]),
        (f"neuromuscular junction, {times(0.30 * plan.grain, END_PLATE_MM)}", plan.end_plate),
        (f"tendon organ (Ib), length {times(0.60 * plan.grain, TENDON_ORGAN_MM)}",
         plan.tendon_organ + 0.1 * plan.grain * np.array([1.0, 0, 0])),
        (f"{name}, not to scale", plan.muscle(0.40, 0.85)),
        (caption(plan.block), plan.block.at(-0.2, 0.97, 1.0)),
    ]  # fmt: skip
    if arc.note:
        items.append((arc.note, plan.muscle(0.05, 1.28)))
    if plan.antagonist is not None:
        other = muscle_words(arc.antagonist)
        where = (
            "" if arc.antagonist_level == arc.segment else f" (most lie in {arc.antagonist_level})"
        )
        items.insert(2, ("Ia inhibitory interneuron (\u2212)", plan.ia_in))
        items.insert(3, (f"motor neuron of {other}{where}", plan.antagonist))
    places = plan.block.world(np.array([place for _, place in items]))
    return [Label(text, vec3(p)) for (text, _), p in zip(items, places, strict=True)]
