"""What each anatomical variant moves, by how much, and that it moves nothing else."""

from functools import cache

import numpy as np
import pytest

from tests.bodies import body, knowledge
from visualizer.anatomy import SEGMENTS
from visualizer.findings import predict
from visualizer.findings.variants import varied
from visualizer.scene import Lesion, Patient, Scene

pytestmark = pytest.mark.slow

SIDES = pytest.mark.parametrize("side", ["left", "right"])
#: Where the nerves of a limb leave the cord, and by what they reach it (gray2020).
ARM = (("C5", "T1"), ("plexus.brachial", "nerve.long_thoracic", "nerve.dorsal_scapular"))
LEG = (("L2", "S2"), ("plexus.lumbar", "plexus.lumbosacral_trunk", "plexus.sacral"))
#: Shifted plexuses: the limb, and whether its roots lie higher (-1) or lower (pellerin2010,
#: furcal_neupsykey). The part that moves is less than a segment, else the main root would change.
SHIFTED = [
    ("prefixed_brachial", ARM, -1),
    ("postfixed_brachial", ARM, 1),
    ("prefixed_lumbosacral", LEG, -1),
    ("postfixed_lumbosacral", LEG, 1),
]
#: Muscles of the ulnar hand, and the part of them that an anastomosis may carry (shu1999,
#: martingruber1992, amoiridis1992): the first dorsal interosseous most, the little finger least.
CARRIED = {
    "first_dorsal_interosseous": (0.35, 0.65),
    "adductor_pollicis": (0.12, 0.4),
    "interossei": (0.12, 0.4),
    "lumbricals_ulnar": (0.12, 0.4),
    "flexor_pollicis_brevis": (0.12, 0.4),
    "abductor_digiti_minimi": (0.05, 0.25),
}
FROM_ABOVE = (
    "corticospinal",
    "corticospinal_premotor",
    "corticospinal_supplementary",
    "corticospinal_parietal",
    "corticobulbar_accessory",
)


@cache
def _usual():
    return _roots(body().fibres)


def _motor(fibres):
    """Return the muscles on the left, and for each fibre its place among them, -1 for none."""
    of = {i: p.target for i, p in enumerate(fibres.populations) if p.kind == "lmn"}
    of = {i: m for i, m in of.items() if fibres.populations[i].side == "left"}
    muscles = sorted(set(of.values()))
    place = np.array(
        [muscles.index(of[i]) if i in of else -1 for i in range(len(fibres.populations))]
    )
    return muscles, place[fibres.population]


def _roots(fibres):
    """Return the mean root of each muscle on the left, by place among the segments."""
    level = np.array(
        [
            SEGMENTS.index(s.level) if s.site == "root.spinal_nerve" and s.level in SEGMENTS else -1
            for s in fibres.stations
        ]
    )[fibres.station]
    root = np.maximum.reduceat(level, fibres.offsets[:-1])
    muscles, of = _motor(fibres)
    mine = (root >= 0) & (of >= 0)
    weight = np.bincount(of[mine], fibres.weight[mine], len(muscles))
    at = np.bincount(of[mine], fibres.weight[mine] * root[mine], len(muscles))
    return {m: at[i] / weight[i] for i, m in enumerate(muscles) if weight[i]}


@cache
def _of_the_limb(limb):
    """Return the part of each muscle on the left whose axons reach it by the plexus of a limb."""
    (first, last), ways = limb
    fibres = body().fibres
    there = np.array([s.site.startswith(ways) for s in fibres.stations])[fibres.station]
    passes = np.logical_or.reduceat(there, fibres.offsets[:-1])
    among = set(SEGMENTS[SEGMENTS.index(first) : SEGMENTS.index(last) + 1])
    inside = np.array([p.segment in among for p in fibres.populations])[fibres.population]
    muscles, of = _motor(fibres)
    part = np.bincount(of[of >= 0], (fibres.weight * passes * inside)[of >= 0], len(muscles))
    whole = np.bincount(of[of >= 0], fibres.weight[of >= 0], len(muscles))
    return dict(zip(muscles, part / whole, strict=True))


@pytest.mark.parametrize(("name", "limb", "way"), SHIFTED)
def test_a_shifted_plexus_moves_all_muscles_of_its_limb_alike_and_no_others(name, limb, way):
    moved = _roots(varied(body(), (name,), knowledge().variants).body.fibres)
    part = _of_the_limb(limb)
    step = {m: (moved[m] - _usual()[m]) * way for m in _usual()}
    whole = np.median([step[m] for m in step if part[m] > 0.999])
    assert 0.25 < whole < 0.55
    for muscle, at in step.items():
        assert at == pytest.approx(whole * part[muscle], abs=0.01), muscle


@pytest.mark.parametrize("name", [name for name, _, _ in SHIFTED])
@pytest.mark.parametrize(
    "site",
    [
        "plexus.brachial.upper_trunk",
        "plexus.brachial.lower_trunk",
        "plexus.lumbosacral_trunk",
        "plexus.lumbar",
        "plexus.sacral",
    ],
)
def test_a_shifted_plexus_is_as_usual_beyond_the_roots(name, site):
    """pellerin2010: the trunks are formed as in others, from other roots."""
    where = {"site": site, "side": "left"}
    assert _power((name,), **where) == pytest.approx(_power((), **where), abs=1e-5)


def _power(variants, **lesion):
    patient = Patient(variants=variants)
    found = predict(Scene(lesions=(Lesion(**lesion),), patient=patient), body(), knowledge())
    rows = [f for f in found.findings if f.domain == "power" and f.strength is not None]
    return {f.target: f.strength for f in rows if f.side == lesion["side"]}


@SIDES
def test_the_ulnar_nerve_at_the_elbow_spares_the_fibres_of_the_anastomosis(side):
    where = {"site": "nerve.ulnar", "side": side, "level": "elbow"}
    usual, other = _power((), **where), _power(("martin_gruber",), **where)
    muscles = set(knowledge().muscles)
    for muscle in muscles & set(usual):
        least, most = CARRIED.get(muscle, (0.0, 0.0))
        assert least <= other[muscle] - usual[muscle] <= most + 1e-6, muscle


@SIDES
def test_half_of_the_anastomosis_runs_with_the_anterior_interosseous_nerve(side):
    """amoiridis1992, ehler2017: from the nerve or from its anterior interosseous branch."""
    above = _power(("martin_gruber",), site="nerve.median", side=side, level="elbow")
    branch = _power(
        ("martin_gruber",), site="nerve.anterior_interosseous", side=side, level="forearm"
    )
    wrist = _power(("martin_gruber",), site="nerve.median", side=side, level="wrist")
    usual = _power((), site="nerve.median", side=side, level="wrist")
    for muscle, (least, most) in CARRIED.items():
        lost = usual[muscle] - above[muscle]
        assert least <= lost <= most, muscle
        assert 0.2 * lost <= 1.0 - branch[muscle] <= 0.7 * lost, muscle
        assert wrist[muscle] == pytest.approx(usual[muscle], abs=1e-6), muscle


@SIDES
def test_the_ulnar_nerve_at_the_wrist_spares_nothing(side):
    where = {"site": "nerve.ulnar", "side": side, "level": "wrist"}
    assert _power(("martin_gruber",), **where) == pytest.approx(_power((), **where), abs=1e-6)


def test_uncrossed_pyramids_begin_on_the_side_that_they_serve():
    """ng2011, ku_uncrossed: all of the pyramid, and nothing else."""
    fibres = varied(body(), ("uncrossed_pyramids",), knowledge().variants).body.fibres
    usual = _starts(body().fibres)
    for kind, (same, opposite) in _starts(fibres).items():
        if kind in FROM_ABOVE:
            assert opposite == 0.0, kind
            assert same == pytest.approx(sum(usual[kind])), kind
        else:
            assert (same, opposite) == pytest.approx(usual[kind]), kind


def _starts(fibres):
    """Return by kind the weight of the fibres that begin on the side served, and on the other."""
    found = {}
    for i, at in enumerate(fibres.population):
        p = fibres.populations[at]
        side = fibres.stations[fibres.station[fibres.offsets[i]]].side
        if side in ("left", "right") and p.side in ("left", "right"):
            total = found.setdefault(p.kind, [0.0, 0.0])
            total[side != p.side] += float(fibres.weight[i])
    return found


@SIDES
def test_uncrossed_pyramids_are_weak_on_the_side_of_the_lesion(side):
    far = {"left": "right", "right": "left"}[side]
    lesion = Lesion("corona_radiata", side, onset_days=60)
    patient = Patient(variants=("uncrossed_pyramids",))
    usual = predict(Scene(lesions=(lesion,)), body(), knowledge())
    other = predict(Scene(lesions=(lesion,), patient=patient), body(), knowledge())
    for muscle in ("first_dorsal_interosseous", "extensor_digitorum", "tibialis_anterior"):
        found = other.get("power", muscle, side).strength
        assert found == pytest.approx(usual.get("power", muscle, far).strength, abs=0.05), muscle
        assert other.get("power", muscle, far).strength == pytest.approx(
            usual.get("power", muscle, side).strength, abs=0.05
        )
