"""What power, tone, tendon reflexes, plantar response and signs of denervation rest on."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from visualizer.findings.explain.examined import Examined, Ints, Limb, Support, support
from visualizer.findings.finding import Finding
from visualizer.findings.knowledge import Arc

LITTLE = 0.02
TROPHIC = {
    "wasting": ("trophic.wasting_from", "wasting"),
    "fibrillation": ("trophic.fibrillation_from", "fibrillation"),
    "fasciculation": ("trophic.fasciculation_from", "fasciculation"),
}


def units_of(exam: Examined, target: str, side: str) -> list[int]:
    """Return the muscles of a muscle, movement or region on a side."""
    known = exam.model.knowledge
    members: Sequence[str] = known.regions.get(target, ())
    members = members or [mover.muscle for mover in known.movements.get(target, ())] or [target]
    index = exam.model.unit_index
    return [index[muscle, side] for muscle in members if (muscle, side) in index]


def pools_of(exam: Examined, units: Sequence[int]) -> Ints:
    """Return the motor neuron pools of some muscles."""
    return np.flatnonzero(np.isin(exam.model.pools.unit, list(units)))


def motor_limb(exam: Examined, at: Ints, shows_from: float | None, sign: str) -> Limb | None:
    """Return the motor axons of some pools."""
    return exam.limb(exam.model.pools.lmn[at], shows_from, sign)


def drive_limb(exam: Examined, at: Ints, shows_from: float | None, sign: str) -> Limb | None:
    """Return the descending drive of some pools, each path by the part that it carries."""
    pools, lost = exam.model.pools, exam.deficits.damage.lost
    if not len(at):
        return None
    weight = pools.weight[at]
    taken = (pools.part[:, at] * lost[pools.drivers[:, at]]).sum(axis=0)
    taken = taken + exam.deficits.unplanned[at]
    share = min(1.0, float(weight @ taken / max(float(weight.sum()), 1e-9)))
    which = exam.real(np.concatenate([pools.drivers[:, at].ravel(), pools.premotor[at]]))
    return Limb(which, share, shows_from, sign, "descending drive") if len(which) else None


def power(exam: Examined, finding: Finding) -> Support:
    """Return motor axons, descending drive, junctions and fibres of the muscles."""
    units = units_of(exam, finding.target, finding.side)
    at, pools = pools_of(exam, units), exam.model.pools
    normal = exam.number("power.normal_from") or 1.0
    enough = None
    if len(at):
        least = pools.enough[at] * normal ** (1.0 / np.maximum(pools.steepness[at], 1e-9))
        enough = float(1.0 - np.average(least, weights=pools.weight[at]))
    return support(
        motor_limb(exam, at, 1.0 - normal, "weakness"),
        drive_limb(exam, at, enough, "weakness"),
        units=units,
    )


def trophic(exam: Examined, finding: Finding) -> Support:
    """Return motor axons, and whether the sign has had its time."""
    units = units_of(exam, finding.target, finding.side)
    threshold, sign = TROPHIC[finding.domain]
    limb = motor_limb(exam, pools_of(exam, units), exam.number(threshold), sign)
    late = []
    if limb and limb.shows_from is not None and limb.lost >= limb.shows_from:
        curve = "fasciculation_cell" if sign == "fasciculation" else sign
        loss, ripe = exam.deficits.denervated(curve)
        mean, time = float(loss[units].mean()), float(ripe[units].mean())
        if mean < limb.shows_from:
            late.append("The axons are blocked and have not degenerated.")
        elif time < 0.5:
            late.append(f"It is too early or too late: {sign} has its time after the loss.")
        else:
            late.append("The axon is hurt beyond the root; this sign comes from cells and roots.")
    return support(limb, units=units, remarks=late)


def tendon(exam: Examined, finding: Finding) -> Support:
    """Return the arc of a reflex or of a limb's tone, and the drive above it."""
    arcs = exam.model.knowledge.arcs
    arc = arcs.get(f"tone.{finding.target}" if finding.domain == "tone" else finding.target)
    if arc is None:
        return Support()
    parts = [arc]
    if arc.kind == "inverted":
        parts = [arcs[name] for name in (arc.lead, arc.partner) if name in arcs]
    limbs: list[Limb | None] = []
    for part in parts:
        at = _arc_pools(exam, part, finding.side)
        limbs += _arc_limbs(exam, finding.domain, part, at)
    every = np.concatenate([_arc_pools(exam, part, finding.side) for part in parts])
    units = np.unique(exam.model.pools.unit[every]).tolist()
    return support(*limbs, units=units, remarks=_time(exam, every, limbs))


def _arc_limbs(exam: Examined, domain: str, arc: Arc, at: Ints) -> list[Limb | None]:
    """Return afferents, motor axons and drive of an arc; a sign of release needs all of it."""
    below = exam.number("tone.decreased_below" if domain == "tone" else "reflex.decreased_below")
    low = "low tone" if domain == "tone" else "a low reflex"
    released = arc.kind in ("sign", "clonus")
    least = None if below is None or released else 1.0 - below
    drive = drive_limb(exam, at, exam.number("reflex.release_from"), "release")
    ends = [exam.limb(exam.model.pools.ia[at], least, low), motor_limb(exam, at, least, low)]
    if released:
        ends = [replace(limb, instead="the sign needs its arc") if limb else None for limb in ends]
    return [*ends, drive]


def _arc_pools(exam: Examined, arc: Arc, side: str) -> Ints:
    found: list[int] = []
    for part in arc.arcs:
        if part.segment != "*":
            pool = exam.model.pool_index.get((part.muscle, side, part.segment))
            found.extend([] if pool is None else [pool])
        else:
            found.extend(exam.model.pools_of.get((part.muscle, side), ()))
    return np.array(found, dtype=np.int64)


def _time(exam: Examined, at: Ints, limbs: Sequence[Limb | None]) -> list[str]:
    """Say what holds back release, where drive is cut and nothing shows."""
    cut = [x for x in limbs if x and x.words and x.shows_from and x.lost >= x.shows_from]
    if not cut or not exam.deficits.timings:
        return []
    if float(exam.deficits.shock("reflex")[at].max()) > LITTLE:
        return ["Early shock still holds it down."]
    if float(exam.deficits.release("reflex")[at].max()) < 0.5:
        return ["Release has not come yet."]
    broken = [x for x in limbs if x and not x.words and x.lost > LITTLE]
    return ["What is left of the arc and the release balance."] if broken else []


def plantar(exam: Examined, finding: Finding) -> Support:
    """Return corticospinal fibres to the foot, movers of the toes and afferents of the sole."""
    lists, index = exam.model.knowledge.lists, exam.model.unit_index

    def at(name: str) -> Ints:
        muscles = lists.get(f"plantar.{name}", ())
        units = [index[m, finding.side] for m in muscles if (m, finding.side) in index]
        return pools_of(exam, units)

    pools, need = exam.model.pools, exam.number("plantar.mover_needed")
    least = None if need is None else 1.0 - need
    return support(
        exam.limb(
            pools.drivers[:2, at("pathway")],
            exam.number("plantar.release_from"),
            "an extensor response",
        ),
        motor_limb(exam, at("flexors"), least, "a mute response"),
        exam.limb(pools.ia[at("afferents")], least, "a mute response"),
    )


MOTOR: dict[str, Callable[[Examined, Finding], Support]] = {
    "power": power,
    "tone": tendon,
    "reflex": tendon,
    "plantar": plantar,
    "wasting": trophic,
    "fasciculation": trophic,
    "fibrillation": trophic,
}
