"""From the loss of populations to what still arrives at every motor neuron pool."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from visualizer.findings.compiled import PLACES, Compiled
from visualizer.findings.damage import Damage
from visualizer.findings.drive import arriving, effect
from visualizer.findings.ends import Ends
from visualizer.findings.knowledge import read_curve
from visualizer.findings.paths import Paths
from visualizer.findings.shares import within
from visualizer.findings.timing import Timing, degenerating
from visualizer.scene import Patient

Floats = NDArray[np.float64]

MOTOR = ("lmn",)
CORD, ROOT = PLACES.index("cord"), PLACES.index("root")
_CEREBRAL, _SPINAL = slice(0, CORD), slice(CORD, len(PLACES))


@dataclass(frozen=True, eq=False)
class Deficits:
    """Deficits of every pool (r) and unit, all as fractions 0 to 1."""

    model: Compiled
    damage: Damage
    timings: tuple[Timing, ...]
    ends: Ends
    patient: Patient = field(default_factory=Patient)
    _curves: dict[str, Floats] = field(default_factory=dict, init=False)
    _died_in: dict[tuple[int, ...] | None, tuple[Floats, Floats]] = field(
        default_factory=dict, init=False
    )

    @cached_property
    def paths(self) -> Paths:
        """Loss of whole populations."""
        return Paths(self.model, self.damage, self.timings)

    def touched(self, kinds: tuple[str, ...]) -> bool:
        """Tell whether any population of some kinds is interrupted."""
        return not self._touched.isdisjoint(kinds)

    @cached_property
    def _touched(self) -> frozenset[str]:
        """Kinds of which any population is interrupted."""
        model = self.model
        found = np.bincount(model.kind[self.damage.lost[:-1] > 0], minlength=len(model.kinds))
        return frozenset(model.kinds[i] for i in np.flatnonzero(found).tolist())

    def curve(self, name: str) -> Floats:
        """(lesions,) value of a time curve for each lesion."""
        known = self._curves.get(name)
        if known is None:
            value = self.model.knowledge.clock.value
            known = np.array([value(name, t.tempo, t.days) for t in self.timings])
            self._curves[name] = known
        return known

    @cached_property
    def motor_left(self) -> Floats:
        """(r,) share of motor axons that still reach the muscle (L)."""
        left: Floats = 1.0 - self.damage.lost[self.model.pools.lmn]
        return left

    @cached_property
    def afferent_left(self) -> Floats:
        """(r,) share of stretch afferents left."""
        left: Floats = 1.0 - self.damage.lost[self.model.pools.ia]
        return left

    @cached_property
    def skin_left(self) -> Floats:
        """(r,) share of the skin afferents that run with the stretch afferents.

        A focal lesion takes both; a disease of populations takes those it names.
        """
        if not any(t.diffuse for t in self.timings):
            return self.afferent_left
        focal = np.array([not t.diffuse for t in self.timings])
        left: Floats = 1.0 - self.damage.cuts[focal].sum(axis=(0, 1))[self.model.pools.ia]
        return left

    @cached_property
    def mover_left(self) -> Floats:
        """(r,) share of the motor limb left: motor axons, junctions and muscle fibres."""
        left: Floats = self.motor_left * self.ends.strength[self.model.pools.unit]
        return left

    @cached_property
    def arc_left(self) -> Floats:
        """(r,) share of the reflex arc left."""
        return np.minimum(self.motor_left, self.afferent_left)

    @cached_property
    def drive_left(self) -> Floats:
        """(r,) share of the descending drive that arrives (U), without early depression."""
        return effect(self.model.pools, self._undepressed)

    @cached_property
    def drive_now(self) -> Floats:
        """(r,) the same, with the early depression of the drive that is left."""
        early: Floats = self.curve("diaschisis") @ self.damage.cortical
        if early.any():
            whole = arriving(self.model.pools, self.damage, self.unplanned, early)
        elif self._cut_above.any():
            whole = self._undepressed
        else:
            return self.drive_left
        growth = self._drive_growth()
        shortfall = self.model.knowledge.numbers["recovery.drive_shortfall"]
        most = np.maximum(whole, 1.0 - shortfall * (1.0 - whole))
        return effect(self.model.pools, np.minimum(whole * growth, most))

    @cached_property
    def _undepressed(self) -> Floats:
        """(r,) descending drive that comes through the cuts."""
        return arriving(self.model.pools, self.damage, self.unplanned)

    @cached_property
    def _cut_above(self) -> Floats:
        """(r,) loss of drive in brain and cord."""
        cut: Floats = self.cerebral_loss.sum(axis=0) + self.spinal_loss.sum(axis=0)
        return cut

    def _drive_growth(self) -> Floats:
        """(r,) how much more the paths that are spared carry as time goes by.

        Each lesion's loss is made up for by itself, never beyond what it took.
        """
        above, below = (self.curve(f"drive_growth_{way}") for way in ("cerebral", "spinal"))
        shortfall = self.model.knowledge.numbers["recovery.drive_shortfall"]
        growth = np.ones(len(self.model.pools.unit))
        cuts = self.cerebral_loss + self.spinal_loss
        several = np.count_nonzero(cuts.any(axis=1)) > 1
        for i, cut in enumerate(cuts):
            cerebral, spinal = self.cerebral_loss[i], self.spinal_loss[i]
            more = (above[i] - 1.0) * cerebral + (below[i] - 1.0) * spinal
            own = 1.0 + np.where(cut > 1e-9, more / np.maximum(cut, 1e-9), 0.0)
            if several:
                left = np.maximum(1.0 - self.model.pools.part[0] * cerebral - spinal, 1e-9)
                own = np.minimum(own, (1.0 - shortfall * (1.0 - left)) / left)
            growth = growth * own
        return growth

    @cached_property
    def unplanned(self) -> Floats:
        """(r,) part of the drive lost with premotor cortex, beyond what the tract itself lost."""
        pools, damage = self.model.pools, self.damage
        more = damage.cortical_lost[pools.premotor] - damage.lost[pools.drivers[0]]
        lost: Floats = pools.planned * np.maximum(more, 0.0)
        return lost

    @cached_property
    def _driver_cuts(self) -> Floats:
        """(lesions, places, 4, r) share of each pool's drivers that each cut takes."""
        cuts: Floats = self.damage.cuts.take(self.model.pools.drivers, axis=2)
        return cuts

    @cached_property
    def spinal_loss(self) -> Floats:
        """(lesions, r) part of the drive lost in the cord."""
        cuts = self._driver_cuts[:, _SPINAL]
        loss: Floats = np.einsum("jr,lcjr->lr", self.model.pools.part, cuts)
        return loss

    @cached_property
    def cerebral_loss(self) -> Floats:
        """(lesions, r) part of the crossed corticospinal drive lost above the cord."""
        loss: Floats = self._driver_cuts[:, _CEREBRAL, 0].sum(axis=1)
        return loss

    @cached_property
    def corticospinal_loss(self) -> Floats:
        """(r,) share of the corticospinal drive lost anywhere."""
        pools = self.model.pools
        part = pools.part[:2] / np.maximum(pools.part[:2].sum(axis=0), 1e-9)
        loss: Floats = (part * self.damage.lost[pools.drivers[:2]]).sum(axis=0)
        return loss

    @cached_property
    def shock_depth(self) -> Floats:
        """(r,) how deep spinal shock goes: by how complete the cord lesion is on both sides."""
        loss = np.minimum(1.0, self.spinal_loss.sum(axis=0))
        both = (loss + loss[self.model.pools.mate]) / 2
        return read_curve(self.model.knowledge.clock.spinal_depth, both)

    @cached_property
    def release_loss(self) -> Floats:
        """(r,) loss of drive that frees reflexes: between all drive and the corticospinal part.

        Release follows the corticospinal path and its companions more than strength does.
        """
        loss: Floats = (1.0 - self.drive_left + self.corticospinal_loss) / 2
        return loss

    def shock(self, sign: str) -> Floats:
        """(r,) early depression of a sign ("reflex" or "tone")."""
        clock = self.model.knowledge.clock
        cerebral = self.curve(f"shock_{sign}_cerebral") @ self.cerebral_loss
        spinal = self.curve(f"shock_{sign}_spinal") @ self.spinal_loss
        return within(clock.cerebral_depth * cerebral + self.shock_depth * spinal)

    def release(self, sign: str) -> Floats:
        """(r,) how far release has come, 0 to 1, averaged over what is cut."""
        name = f"release_{sign}"
        cerebral, spinal = self.cerebral_loss, self.spinal_loss
        depth = self.shock_depth
        ripe = self.curve(f"{name}_cerebral") @ cerebral
        ripe = ripe + depth * (self.curve(f"{name}_spinal_complete") @ spinal)
        ripe = ripe + (1 - depth) * (self.curve(f"{name}_spinal_incomplete") @ spinal)
        cut = self._cut_above
        return np.where(cut > 1e-9, ripe / np.maximum(cut, 1e-9), 0.0)

    def denervated(self, curve: str, places: Sequence[int] | None = None) -> tuple[Floats, Floats]:
        """(units,) motor axons degenerated in some places, and how ripe a curve is there."""
        cuts, loss = self._died(None if places is None else tuple(places))
        if not loss.any():
            return loss, loss
        ripe = self.per_unit(self.curve(curve) @ cuts)
        return loss, np.where(loss > 1e-9, ripe / np.maximum(loss, 1e-9), 0.0)

    def _died(self, places: tuple[int, ...] | None) -> tuple[Floats, Floats]:
        """Return (lesions, r) and (units,) motor axons degenerated in some places, or in all."""
        known = self._died_in.get(places)
        if known is None:
            some = self._dying if places is None else self._dying[:, list(places)]
            cuts = some.sum(axis=1)
            known = self._died_in[places] = cuts, self.per_unit(cuts.sum(axis=0))
        return known

    def denervated_pools(self, curve: str) -> tuple[Floats, Floats]:
        """(r,) motor axons of each pool degenerated, and how ripe a curve is there."""
        cuts, _ = self._died(None)
        loss = cuts.sum(axis=0)
        ripe = self.curve(curve) @ cuts
        return loss, np.where(loss > 1e-9, ripe / np.maximum(loss, 1e-9), 0.0)

    @cached_property
    def _dying(self) -> Floats:
        """(lesions, places, r) share of the motor axons that degenerate."""
        cuts = self.damage.cuts.take(self.model.pools.lmn, axis=2)
        dying: Floats = cuts * degenerating(self.timings)[:, :, None]
        return dying

    def twitching_axons(self) -> Floats:
        """(units,) share of motor axons blocked by a disease that makes them fire."""
        fires = np.array([t.twitches for t in self.timings], dtype=bool)
        if not fires.any():
            return np.zeros(len(self.model.pools.units))
        cuts = self.damage.cuts[fires][:, :, self.model.pools.lmn]
        return self.per_unit(cuts.sum(axis=(0, 1)))

    def per_unit(self, values: Floats) -> Floats:
        """(units,) mean of pool values, weighted by the pools' shares."""
        pools = self.model.pools
        mean = np.bincount(pools.unit, pools.weight * values, len(pools.units))
        return mean.astype(np.float64, copy=False)

    @cached_property
    def unit_motor(self) -> Floats:
        """(units,) motor axons left in each muscle."""
        return self.per_unit(self.motor_left)

    @cached_property
    def unit_drive(self) -> Floats:
        """(units,) descending drive arriving at each muscle's pools, living or not."""
        return self.per_unit(self.drive_left)

    @cached_property
    def strength(self) -> Floats:
        """(units,) strength fraction of each muscle."""
        driven = self.per_unit(self.motor_left * self.drive_now)
        strength: Floats = within(driven * self._sprouting()) * self.ends.strength
        return strength

    def _sprouting(self) -> Floats:
        """(units,) how much more the axons that are left move, each lesion's loss for itself."""
        growth = np.ones(len(self.model.pools.units))
        if not self.touched(MOTOR):
            return growth
        shortfall = self.model.knowledge.numbers["sprouting.shortfall"]
        cell, axon = self.curve("sprouting_cell"), self.curve("sprouting_axon")
        lost = self.damage.by_lesion[:, self.model.pools.lmn]
        for i, dying in enumerate(self._dying):
            cells = self.per_unit(dying[CORD])
            axons = self.per_unit(dying.sum(axis=0)) - cells
            mixed = (cells * cell[i] + axons * axon[i]) / np.maximum(cells + axons, 1e-9)
            left = 1.0 - self.per_unit(lost[i])
            most = (1.0 - shortfall * (1.0 - left)) / np.maximum(left, 1e-9)
            growth = growth * np.where(cells + axons > 1e-9, np.minimum(mixed, most), 1.0)
        most = 1.0 - shortfall * (1.0 - self.unit_motor)
        return np.minimum(growth, most / np.maximum(self.unit_motor, 1e-9))
