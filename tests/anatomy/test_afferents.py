"""Neurons from the skin: through ganglion and root, by their own nerve, to horn or nucleus."""

import numpy as np
import pytest

from tests.ascending import BODY, FIRST, OTHER, SECOND, first_at, is_wanted, of_kind, rows_of
from tests.bodies import body

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("kind", FIRST)
def test_first_neurons_run_from_skin_through_ganglion_and_root_on_their_own_side(kind):
    for population, _, stations in of_kind(kind):
        territory = population.target.partition(".")[2]
        assert stations[0].site == f"skin.{territory}", population.id
        assert {s.side for s in stations} == {population.side}, population.id
        if population.segment.startswith("V"):
            assert first_at(stations, "nerve.cn5") is not None
            continue
        order = ("skin.", "root.spinal_nerve", "root.dorsal_ganglion", "root.dorsal", "cord.")
        at = [first_at(stations, prefix) for prefix in order]
        assert None not in at, population.id
        assert at == sorted(at), population.id
        ganglion = stations[first_at(stations, "root.dorsal_ganglion")]
        assert ganglion.level == population.segment


def test_thick_fibres_reach_the_nucleus_of_their_limb_and_thin_ones_the_dorsal_horn():
    upper = {*(f"C{i}" for i in range(1, 9)), *(f"T{i}" for i in range(1, 7))}
    for population, _, stations in of_kind("afferent_large"):
        if not population.segment.startswith("V"):
            nucleus = "cuneate" if population.segment in upper else "gracile"
            assert stations[-1].site == f"nucleus.{nucleus}", population.id
    for population, _, stations in of_kind("afferent_small"):
        last = stations[-1].site
        face = population.segment.startswith("V")
        assert last == "cord.dorsal_horn" or (face and last.startswith("nucleus.")), population.id


def test_every_dermatome_and_territory_has_touch_and_pain_on_both_sides():
    territories = {r["territory"] for r in rows_of("cutaneous_nerves.csv")}
    for kind in FIRST:
        for side in OTHER:
            targets = [p.target.split(".") for p, _, _ in of_kind(kind) if p.side == side]
            assert {d for d, _ in targets} >= {*BODY, "V1", "V2", "V3"}
            assert {t for _, t in targets} >= territories
    for kind in SECOND:
        for side in OTHER:
            assert {p.target for p, _, _ in of_kind(kind) if p.side == side} == set(BODY)


@pytest.mark.parametrize("kind", FIRST)
def test_the_roots_of_a_patch_share_it(kind):
    """Neighbouring roots overlap, touch more than pain; the shares of a patch sum to one."""
    fibres = body().fibres
    shares: dict[tuple[str, str], dict[str, float]] = {}
    for i in np.flatnonzero([is_wanted(p, kind) for p in fibres.populations]):
        p = fibres.populations[i]
        total = float(fibres.weight[fibres.fibres_of(int(i))].sum())
        shares.setdefault((p.target, p.side), {})[p.segment] = total
    own = []
    for (target, _), roots in shares.items():
        assert sum(roots.values()) == pytest.approx(1.0, abs=0.01)
        dermatome = target.partition(".")[0]
        if len(roots) == 3 and dermatome in roots:
            own.append(roots[dermatome])
            assert roots[dermatome] == max(roots.values()), target
    if kind == "afferent_large":
        assert np.median(own) < 0.5
    else:
        assert np.median(own) > 0.5


def _carried():
    """Territory to its nerve and the roots that this carries; None where neighbours overlap."""
    out = {}
    for row in rows_of("cutaneous_nerves.csv"):
        own = {part.partition(":")[0] for part in row["segments"].split(";")}
        more = set(filter(None, row["further"].split(";")))
        out[row["territory"]] = (row["nerve"], None if more == {"neighbours"} else own | more)
    return out


@pytest.mark.parametrize("kind", FIRST)
def test_skin_is_reached_by_its_own_nerve_and_the_roots_of_that_nerve(kind):
    carried = _carried()
    for population, _, stations in of_kind(kind):
        if population.segment not in BODY:
            continue
        nerve, roots = carried[population.target.partition(".")[2]]
        if roots is not None:
            assert population.segment in roots, population.id
            assert any(s.site == nerve for s in stations), population.id


@pytest.mark.parametrize("kind", FIRST)
@pytest.mark.parametrize(
    ("territories", "station"),
    [
        (("ulnar_",), "plexus.brachial.medial_cord"),
        (("ulnar_",), "plexus.brachial.lower_trunk"),
        (("medial_antebrachial", "medial_brachial"), "plexus.brachial.lower_trunk"),
        (("lateral_antebrachial",), "plexus.brachial.lateral_cord"),
        (("superior_lateral_cutaneous_of_arm",), "plexus.brachial.upper_trunk"),
        (("saphenous",), "plexus.lumbar"),
        (("superficial_fibular", "deep_fibular"), "plexus.sacral"),
    ],
)
def test_all_of_a_nerves_skin_passes_its_part_of_the_plexus(kind, territories, station):
    for population, _, stations in of_kind(kind):
        if population.target.partition(".")[2].startswith(territories):
            assert any(s.site == station for s in stations), population.id
