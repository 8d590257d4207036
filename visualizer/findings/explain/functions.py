"""What superficial reflexes, autonomic and higher functions rest on."""

from collections.abc import Iterator

import numpy as np

from visualizer.anatomy import opposite
from visualizer.findings.autonomic.losses import autonomic_functions
from visualizer.findings.explain.examined import Examined, Limb, Support, support
from visualizer.findings.finding import Finding
from visualizer.findings.higher.groups import Group
from visualizer.findings.surface.arcs import surface_arcs

SIDES = ("left", "right")
SURFACE = frozenset(
    {
        "abdominal_upper",
        "abdominal_lower",
        "cremasteric",
        "bulbocavernosus",
        "anal",
        "grasp",
    }
)
_AUTONOMIC: dict[str, tuple[tuple[str, ...], str]] = {
    "horner": (("eye",), "horner.present_from"),
    "sweating": (("body", "face", "brow"), "sweating.body_from"),
    "bladder": (("descending", "outflow", "fullness"), "bladder.spinal_from"),
    "bowel": (("descending", "outflow", "fullness"), "bladder.spinal_from"),
    "neurogenic_shock": (("splanchnic",), "pressure.splanchnic_from"),
    "autonomic_dysreflexia": (("splanchnic",), "pressure.splanchnic_from"),
    "dry_mouth": (("saliva",), "saliva.dry_from"),
}
_LANGUAGE = {
    "aphasia": ("speech_production", "comprehension", "repetition"),
    "speech_fluency": ("speech_production",),
    "comprehension": ("comprehension",),
    "repetition": ("repetition", "speech_production", "comprehension"),
    "gerstmann_signs": ("calculation",),
}
_STARTED = ("aphasia", "speech_fluency")
_HIGHER_FROM = {
    "hemineglect": "neglect.lost_from",
    "gerstmann_signs": "gerstmann.lost_from",
    "homonymous_hemianopia": "field.lost_from",
    "hemiballismus": "involuntary.lost_from",
    "consciousness": "arousal.lost_from",
    **dict.fromkeys(("aphasia", "speech_fluency", "comprehension"), "language.edge_from"),
    "repetition": "language.fibres_from",
}
HIGHER = frozenset(
    {
        *_HIGHER_FROM,
        "limb_ataxia",
        "truncal_ataxia",
        "decorticate",
        "decerebrate",
    }
)


def surface(exam: Examined, finding: Finding) -> Support:
    """Return skin, motor axons and drive of a superficial reflex."""
    arcs, numbers = surface_arcs(exam.deficits), exam.model.knowledge.surface.numbers
    if finding.target == "grasp":
        which = arcs.grasp.get(finding.side, np.empty(0, dtype=np.int64))
        return support(exam.limb(which, numbers.get("grasp.present_from"), "a grasp"))
    sides = SIDES if finding.side == "none" else (finding.side,)
    at = [i for side in sides for i in arcs.at.get((finding.target, side), ())]
    below = numbers.get("arc.decreased_below")
    least = None if below is None else 1.0 - below
    units = {int(unit) for i in at for unit in arcs.rows[i].units}
    return support(
        *(
            exam.limb(
                np.concatenate([getattr(arcs.rows[i], part) for i in at]), least, "a low reflex"
            )
            for part in ("skin", "motor", "nerve", "drive")
            if at
        ),
        units=sorted(units),
    )


def autonomic(exam: Examined, finding: Finding) -> Support:
    """Return the populations that serve an autonomic function."""
    names, threshold = _AUTONOMIC.get(finding.target, ((), ""))
    found = autonomic_functions(exam.model, exam.deficits.paths)
    least = exam.model.knowledge.autonomic.numbers.get(threshold)
    sides = SIDES if finding.side == "none" else (finding.side,)
    return support(
        *(
            exam.limb(found.which[found.row[name, side]], least)
            for name in names
            for side in sides
            if (name, side) in found.row
        )
    )


def higher(exam: Examined, finding: Finding) -> Support:
    """Return centres and paths of language, attention, sight, coordination and waking."""
    least = exam.model.knowledge.higher.numbers.get(_HIGHER_FROM.get(finding.target, ""))
    return support(*(_limb(exam, group, least) for group in _groups(exam, finding)))


def _limb(exam: Examined, group: Group, least: float | None) -> Limb | None:
    found = [i for i, p in enumerate(exam.model.fibres.populations) if group.holds(p)]
    return exam.limb(np.array(found, dtype=np.int64), least)


def _groups(exam: Examined, finding: Finding) -> Iterator[Group]:
    target, dominant = finding.target, exam.deficits.patient.dominant_hemisphere
    sides = SIDES if finding.side == "none" else (finding.side,)
    if target in _LANGUAGE:
        yield from (Group("centre", dominant, name) for name in _LANGUAGE[target])
        if target in _STARTED:
            yield Group("centre", opposite(dominant), "movement_initiation")
    elif target == "hemineglect":
        yield Group("centre", opposite(dominant), "spatial_attention")
    elif target == "homonymous_hemianopia":
        yield from (Group("visual", eye, f"field_{half}") for half in SIDES for eye in SIDES)
    else:
        paths = _PATHS.get(target) or _channels(exam)
        yield from (Group(kind, side, name) for kind, name in paths for side in sides)


def _channels(exam: Examined) -> tuple[tuple[str, str | None], ...]:
    """Return the paths whose loss makes limbs ataxic."""
    channels = exam.model.knowledge.higher.channels
    return tuple((c.kind, name) for c in channels for name in c.targets or (None,))


_POSTURES: tuple[tuple[str, str | None], ...] = (("corticospinal", None), ("rubrospinal", None))
_PATHS: dict[str, tuple[tuple[str, str | None], ...]] = {
    "truncal_ataxia": (
        ("cerebellar_cortex", "trunk"),
        ("spinocerebellar", None),
        ("centre", "vestibular_nuclei"),
    ),
    "decorticate": _POSTURES,
    "decerebrate": _POSTURES,
    "hemiballismus": (("centre", "involuntary_movement"),),
    "consciousness": (("centre", "arousal"),),
}
