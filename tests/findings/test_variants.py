"""Anatomical variants: the operator, its rows, and what it leaves alone."""

from dataclasses import replace

import numpy as np
import pytest

from tests.bodies import body, knowledge
from visualizer.findings import LesionError, predict
from visualizer.findings.state import state_of
from visualizer.findings.variants import as_usual, varied
from visualizer.scene import Lesion, Patient, Scene, Sphere

pytestmark = pytest.mark.slow

NAMES = tuple(knowledge().variants)


def scene(variants=(), **lesion):
    return Scene(lesions=(Lesion(**lesion),), patient=Patient(variants=variants))


def strength(found, muscle, side):
    return found.get("power", muscle, side).strength


def test_nobody_without_variants_has_another_body():
    assert varied(body(), (), knowledge().variants) is None


def test_the_varied_body_is_made_once():
    first = varied(body(), ("martin_gruber",), knowledge().variants)
    assert varied(body(), ("martin_gruber",), knowledge().variants) is first


def test_an_unknown_variant_is_refused_by_name():
    with pytest.raises(LesionError, match="unknown variant 'tail'"):
        predict(scene(("tail",), site="pons.basis", side="left"), body(), knowledge())


@pytest.mark.parametrize("name", NAMES)
def test_every_detour_takes_fibres_and_keeps_every_weight(name):
    other = varied(body(), (name,), knowledge().variants)
    usual, changed = body().fibres, other.body.fibres
    count = len(usual.populations)
    before = np.bincount(usual.population, usual.weight, minlength=count)
    after = np.bincount(changed.population, changed.weight, minlength=count)
    np.testing.assert_allclose(after, before, rtol=1e-5)
    np.testing.assert_array_equal(changed.points_mm, usual.points_mm[other.point])
    np.testing.assert_array_equal(changed.station, usual.station[other.point])
    for detour in knowledge().variants[name].detours:
        alone = replace(knowledge().variants[name], detours=(detour,))
        one = varied(body(), (name,), {name: alone})
        assert len(set(one.fibre.tolist())) == usual.count
        assert not np.array_equal(one.fibre, np.arange(usual.count)), detour


@pytest.mark.parametrize("name", NAMES)
def test_every_variant_is_equal_on_both_sides(name):
    changed = varied(body(), (name,), knowledge().variants).body.fibres
    ids = {p.id: i for i, p in enumerate(changed.populations)}
    counts = np.bincount(changed.population, minlength=len(ids))
    for population, i in ids.items():
        twin = ids[population.replace("left", "\0").replace("right", "left").replace("\0", "right")]
        assert counts[i] == counts[twin], population


@pytest.mark.parametrize("name", NAMES)
def test_a_lesion_beyond_the_detour_makes_no_difference(name):
    lesion = {"site": "nerve.axillary", "side": "right", "level": "quadrilateral_space"}
    usual = predict(scene(**lesion), body(), knowledge())
    other = predict(scene((name,), **lesion), body(), knowledge())
    for row in usual.findings:
        same = other.get(row.domain, row.target, row.side, row.modality, row.direction)
        assert (same.value, same.certainty) == (row.value, row.certainty), row


def test_the_ulnar_nerve_at_the_elbow_spares_what_has_not_joined_it():
    lesion = {"site": "nerve.ulnar", "side": "right", "level": "elbow"}
    usual = predict(scene(**lesion), body(), knowledge())
    other = predict(scene(("martin_gruber",), **lesion), body(), knowledge())
    muscles = ("first_dorsal_interosseous", "adductor_pollicis", "abductor_digiti_minimi")
    spared = [strength(other, m, "right") - strength(usual, m, "right") for m in muscles]
    assert spared[0] > spared[1] > spared[2] > 0.05
    assert strength(other, "flexor_carpi_ulnaris", "right") == 0.0


def test_what_the_median_nerve_takes_the_ulnar_nerve_spares():
    ulnar = scene(("martin_gruber",), site="nerve.ulnar", side="left", level="elbow")
    median = scene(("martin_gruber",), site="nerve.median", side="left", level="elbow")
    left = [
        1.0 - state_of(one, body(), knowledge(), None).deficits.unit_motor
        for one in (ulnar, median)
    ]
    unit = state_of(ulnar, body(), knowledge(), None).deficits.model.unit_index[
        "first_dorsal_interosseous", "left"
    ]
    assert left[0][unit] + left[1][unit] == pytest.approx(1.0, abs=1e-5)


def test_a_placed_lesion_meets_the_fibres_where_they_are():
    usual = body().fibres
    station = next(
        i
        for i, s in enumerate(usual.stations)
        if (s.site, s.side, s.level) == ("nerve.median", "right", "elbow")
    )
    centre = usual.points_mm[usual.points_at(station)].mean(axis=0)
    placed = Lesion(shape=Sphere(tuple(float(x) for x in centre), 6.0))
    patient = Patient(variants=("martin_gruber",))
    other = predict(Scene((placed,), patient=patient), body(), knowledge())
    assert strength(other, "first_dorsal_interosseous", "right") < 0.8
    assert other.get("power", "first_dorsal_interosseous", "right").because
    plain = predict(Scene((placed,)), body(), knowledge())
    assert strength(plain, "first_dorsal_interosseous", "right") == 1.0


def test_without_a_decussation_the_sides_of_a_hemisphere_change_places():
    lesion = {"site": "corona_radiata", "side": "left"}
    usual = predict(scene(**lesion), body(), knowledge())
    other = predict(scene(("uncrossed_pyramids",), **lesion), body(), knowledge())
    assert strength(usual, "hand", "right") < 0.2 < 0.95 < strength(other, "hand", "right")
    assert strength(other, "hand", "left") < 0.2


def test_what_is_drawn_are_fibres_of_the_usual_body():
    other = predict(
        scene(("martin_gruber", "uncrossed_pyramids"), site="corona_radiata", side="left"),
        body(),
        knowledge(),
    )
    fibres = body().fibres
    for inv in other.involvements:
        assert inv.fibres.max() < fibres.count
        assert (np.diff(inv.fibres) > 0).all()
        assert (inv.fraction <= 1.0).all()
        assert (fibres.station[inv.point] == inv.station).all()


def test_an_empty_involvement_stays_empty():
    other = varied(body(), ("martin_gruber",), knowledge().variants)
    found = predict(scene(site="muscle.dystrophin"), body(), knowledge()).involvements
    assert as_usual(found, other)[0] is found[0]
