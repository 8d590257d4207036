"""What holds for any sound set of tables: order, bounds and sums of their numbers."""

import csv
from itertools import pairwise

import pytest

from tests.bodies import body, knowledge, mirrored, predicted, values
from visualizer.findings import predict
from visualizer.scene import Lesion, Scene
from visualizer.storage.paths import assets_path

pytestmark = pytest.mark.slow

PLAIN = {"normal", "absent", "flexor"}
RANK = {"normal": 0, "reduced": 1, "weak": 1, "lost": 2, "paralysed": 2}


def test_a_healthy_person_has_no_sign():
    assert {f.value for f in predict(Scene(), body(), knowledge()).findings} <= PLAIN


def test_every_rule_that_the_code_cites_has_its_row():
    with assets_path("knowledge", "rules.csv").open(encoding="utf-8") as file:
        assert {row["id"] for row in csv.DictReader(file)} == set(knowledge().rules)


def test_names_that_tables_share():
    tables = knowledge()
    muscles = set(tables.muscles)
    assert {m.muscle for parts in tables.movements.values() for m in parts} <= muscles
    assert {m for names in tables.regions.values() for m in names} <= muscles
    assert {m.drive for m in tables.muscles.values()} <= set(tables.drives)
    assert len(muscles) == len({m.name for m in tables.muscles.values()})


def test_prime_movers_share_a_movement():
    for name, parts in knowledge().movements.items():
        assert sum(p.weight for p in parts) == pytest.approx(1.0, abs=0.02), name


def test_the_segments_of_a_jerk_share_it():
    for name, arc in knowledge().arcs.items():
        if arc.kind == "stretch":
            assert sum(p.weight for p in arc.arcs) == pytest.approx(1.0, abs=0.02), name


def test_surface_arcs_share_their_segments():
    for arc in knowledge().surface.arcs:
        assert sum(part.weight for part in arc.parts) == pytest.approx(1.0, abs=0.02), arc.id


def test_a_territory_is_shared_by_its_segments():
    for territory, shares in knowledge().sensation.shares.items():
        assert sum(shares.values()) == pytest.approx(1.0, abs=0.02), territory


def _curves():
    tables = knowledge()
    yield from tables.clock.curves.items()
    for name, process in tables.processes.items():
        for where in (process.peripheral, process.central):
            yield from (((name, tempo), points) for tempo, points in where.items())
    for modality in tables.sensation.modalities:
        for points in (modality.overlap, modality.tract, modality.bones):
            yield (modality.id, ""), points


def test_curves_go_forward_and_stay_in_bounds():
    for name, points in _curves():
        assert all(a[0] < b[0] for a, b in pairwise(points)), name
        assert all(value >= -0.01 for _, value in points), name


def test_recovery_never_goes_back():
    for name, process in knowledge().processes.items():
        for where in (process.peripheral, process.central):
            for points in where.values():
                assert all(a[1] <= b[1] for a, b in pairwise(points)), name
                assert points[-1][1] <= 1.0


def test_feeling_never_gets_better_by_losing_fibres():
    for modality in knowledge().sensation.modalities:
        for points in (modality.overlap, modality.tract):
            ways = {b[1] >= a[1] for a, b in pairwise(points) if a[1] != b[1]}
            assert len(ways) <= 1, modality.id


def test_a_disease_never_goes_back_along_its_course():
    for site in knowledge().sites.values():
        for rule in site.disease.rules if site.disease else ():
            points = rule.course
            rising = all(a[1] <= b[1] for a, b in pairwise(points))
            assert all(a[0] < b[0] for a, b in pairwise(points)), site.id
            assert rising or site.disease.tempo != "slow", site.id
            assert all(0.0 <= share <= 1.0 for share in rule.share.values()), site.id
            assert all(first < last for first, last in rule.length_mm.values()), site.id


def test_normal_limits_lie_on_their_side_of_the_mean():
    for name, limit in knowledge().electro.limits.items():
        assert limit.low is None or limit.low < limit.mean, name
        assert limit.high is None or limit.high > limit.mean, name
        assert limit.low is not None or limit.high is not None, name


@pytest.mark.parametrize(
    ("site", "level"),
    [
        ("nerve.median", "carpal_tunnel"),
        ("nerve.radial", "spiral_groove"),
        ("cord.hemisection", "C6"),
        ("internal_capsule.posterior_limb", None),
        ("medulla.lateral", None),
        ("root.dorsal", "L5"),
    ],
)
@pytest.mark.parametrize("days", [2.0, 90.0])
def test_more_lesion_is_never_less_deficit(site, level, days):
    """Power and feeling only fall as more of the same fibres are cut."""
    before = {}
    for fraction in (0.15, 0.3, 0.45, 0.6, 0.75, 0.9, 1.0):
        lesion = Lesion(site=site, side="left", level=level, fraction=fraction, onset_days=days)
        now = {}
        for f in predicted(lesion).findings:
            if f.domain in ("power", "sensation") and f.value in RANK:
                key = f.domain, f.target, f.side, f.modality
                now[key] = RANK[f.value], -(f.strength if f.strength is not None else 1.0)
        assert all(now[k][0] >= was[0] for k, was in before.items() if k in now)
        before = now


@pytest.mark.parametrize(
    ("site", "level"),
    [("medulla.lateral", None), ("cord.hemisection", "T8"), ("nerve.ulnar", "elbow")],
)
def test_mirrored_lesions_give_mirrored_signs(site, level):
    left = values(predicted(Lesion(site=site, side="left", level=level)))
    right = values(predicted(Lesion(site=site, side="right", level=level)))
    assert mirrored(left) == right
