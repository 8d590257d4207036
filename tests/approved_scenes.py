"""The scenes of the sweep whose answers are approved: every site, and families about the rest."""

from collections.abc import Iterator
from dataclasses import fields, replace
from itertools import product

from visualizer.findings import Knowledge, LesionError
from visualizer.findings.sites import SiteRule, check_lesion
from visualizer.scene import Lesion, Patient, Scene
from visualizer.scene.lesion import PROCESSES, REACHES, TEMPOS

DAYS = (2.0, 90.0)
SEGMENTS = ("C5", "T4", "L3")
#: Places that stand for all in the families about time and process: a tract in each part of it.
CENTRAL = (
    ("internal_capsule.posterior_limb", None),
    ("medulla.pyramid", None),
    ("cord.transection", "C6"),
    ("cord.transection", "T10"),
)
PERIPHERAL = (
    ("cord.anterior_horn", "C8"),
    ("root.spinal_nerve", "L5"),
    ("nerve.median", "wrist"),
    ("nerve.sciatic", "buttock"),
    ("plexus.brachial.upper_trunk", None),
)
#: Places whose signs beside power have a course of their own: gaze, speech, bladder, waking ...
BESIDE = (
    ("cortex.mca_stem", None),
    ("cortex.aca", None),
    ("pons.pprf", None),
    ("nerve.cn8", None),
    ("cord.hemisection", "T9"),
    ("cord.conus", None),
)
VARIED = (
    ("nerve.median", "wrist"),
    ("nerve.ulnar", "elbow"),
    ("root.spinal_nerve", "C7"),
    ("root.spinal_nerve", "T1"),
    ("root.spinal_nerve", "L5"),
    ("root.spinal_nerve", "S1"),
    ("medulla.pyramid", None),
    ("corona_radiata", None),
)
AGES = (0.3, 1.0, 2.5, 4.0, 6.0, 10.0, 20.0, 26.0, 40.0, 55.0, 90.0, 140.0, 250.0, 900.0)
RECOVERING = (3.0, 10.0, 25.0, 45.0, 75.0, 150.0)
COURSE = (1.0, 4.0, 15.0, 60.0, 365.0, 2000.0)
SICK_CELLS = (10.0, 60.0, 300.0)
FRACTIONS = (0.15, 0.35, 0.55, 0.75)


def scenes(knowledge: Knowledge) -> Iterator[Scene]:
    """Yield every scene of the sweep once."""
    families = (_places, _components, _fractions, _times, _processes, _diseases, _variants)
    seen: set[str] = set()
    for family in families:
        for scene in family(knowledge):
            if name(scene) not in seen:
                seen.add(name(scene))
                yield scene


def name(scene: Scene) -> str:
    """Return the name of a scene of the sweep: its lesion, and what is special about it."""
    (lesion,) = scene.lesions
    days = "" if lesion.onset_days is None else f"{lesion.onset_days:g}"
    plain = {"site", "side", "level", "onset_days", "id"}
    said = {f.name: getattr(lesion, f.name) for f in fields(lesion) if f.name not in plain}
    said["variants"] = scene.patient.variants or None
    more = [f"{key}={_text(value)}" for key, value in said.items() if value is not None]
    return " ".join([lesion.site or "", lesion.side or "", lesion.level or "", days, *more])


def _text(value: object) -> str:
    return "+".join(value) if isinstance(value, tuple) else str(value)


def _places(knowledge: Knowledge) -> Iterator[Scene]:
    """A lesion for every site and level, and one of both sides for every paired site.

    A few segments of the cord stand for all; mirrored lesions have a test of their own.
    """
    for rule in _answered(knowledge):
        for side in (rule.sides[0], "bilateral"):
            fitting = list(_fitting(rule, side, knowledge))
            if side == "bilateral":
                fitting = fitting[:1] if rule.sides[0] == "left" else []
            for lesion, days in product(fitting, DAYS):
                yield _scene(replace(lesion, onset_days=days))


def _components(knowledge: Knowledge) -> Iterator[Scene]:
    """Each component of a site by itself, whole and half, at the first level that has it."""
    for rule in _answered(knowledge):
        side = rule.sides[1 % len(rule.sides)]
        for component in dict.fromkeys(part.component for part in rule.parts):
            for lesion in list(_fitting(rule, side, knowledge))[:1]:
                yield _scene(replace(lesion, components=(component,)))
                yield _scene(replace(lesion, components=(component,), fraction=0.5))


def _fractions(knowledge: Knowledge) -> Iterator[Scene]:
    """A part of each site, so small and so large."""
    for rule in _answered(knowledge):
        for lesion in list(_fitting(rule, rule.sides[0], knowledge))[:1]:
            for fraction in FRACTIONS:
                days = 20.0 if fraction < 0.5 else None
                yield _scene(replace(lesion, fraction=fraction, onset_days=days))
            if rule.sides[0] == "left":
                both = replace(lesion, side="bilateral")
                yield from (_scene(replace(both, fraction=part)) for part in FRACTIONS[1::2])


def _times(knowledge: Knowledge) -> Iterator[Scene]:
    """One lesion in each part of the way, at every tempo and age."""
    places = [(*place, "left") for place in (*CENTRAL, *PERIPHERAL, *BESIDE)]
    places += [(*place, "bilateral") for place in BESIDE[:3]]
    for (site, level, side), tempo, days in product(places, TEMPOS, AGES):
        lesion = Lesion(site=site, side=side, level=level, tempo=tempo)
        if _fits(lesion, knowledge):
            yield _scene(replace(lesion, onset_days=days))


def _processes(knowledge: Knowledge) -> Iterator[Scene]:
    """One lesion in brain, cord, root and nerve by every process, at a few ages."""
    places = (CENTRAL[0], CENTRAL[2], *PERIPHERAL[:3])
    for (site, level), process, days in product(places, PROCESSES, (*RECOVERING, None)):
        lesion = Lesion(site=site, side="left", level=level, process=process, onset_days=days)
        if _fits(lesion, knowledge):
            yield _scene(lesion)


def _diseases(knowledge: Knowledge) -> Iterator[Scene]:
    """Every diffuse disease at every age, in part, on one side, at a level, and by its reach."""
    for rule in _answered(knowledge):
        if rule.disease is None:
            continue
        whole = Lesion(site=rule.id, side=rule.sides[0] if rule.sides[0] != "left" else "bilateral")
        kinds = [replace(whole, onset_days=days) for days in (*COURSE, None)]
        kinds += [replace(whole, fraction=part) for part in (0.3, 0.6)]
        kinds += [replace(whole, reach=reach) for reach in REACHES]
        if rule.id.startswith("mnd."):
            kinds += [replace(whole, tempo=t, onset_days=d) for t in TEMPOS for d in SICK_CELLS]
        kinds += [replace(whole, side="right"), replace(whole, side="right", level="C5-T1")]
        yield from (_scene(lesion) for lesion in kinds if _fits(lesion, knowledge))


def _variants(knowledge: Knowledge) -> Iterator[Scene]:
    """Every anatomical variant with lesions of the nerves and roots that it changes."""
    for variant, (site, level) in product(knowledge.variants, VARIED):
        lesion = Lesion(site=site, side="left", level=level)
        if _fits(lesion, knowledge):
            yield Scene(lesions=(lesion,), patient=Patient(variants=(variant,)))


def _answered(knowledge: Knowledge) -> Iterator[SiteRule]:
    yield from (rule for rule in knowledge.sites.values() if rule.modelled)


def _fitting(rule: SiteRule, side: str, knowledge: Knowledge) -> Iterator[Lesion]:
    """Yield a lesion of a site at each of its levels."""
    cord = rule.level_kind.startswith("cord") or any("cord" in p.levels for p in rule.parts)
    for level in (*rule.levels, *(SEGMENTS if cord else ()), ""):
        lesion = Lesion(site=rule.id, side=side, level=level or None)
        if _fits(lesion, knowledge):
            yield lesion


def _fits(lesion: Lesion, knowledge: Knowledge) -> bool:
    """Tell whether the vocabulary allows a lesion."""
    try:
        check_lesion(lesion, knowledge.sites)
    except LesionError:
        return False
    return True


def _scene(lesion: Lesion) -> Scene:
    return Scene(lesions=(lesion,))
