"""Sensation follows the fibres, whatever cuts them."""

import csv
import tomllib

import numpy as np
import pytest

from tests.bodies import body, knowledge, predicted
from tests.findings import phantom
from visualizer.findings import predict
from visualizer.findings.compiled import compiled
from visualizer.findings.sensation.plan import plan_of
from visualizer.scene import Lesion, Scene, Slab
from visualizer.storage.paths import assets_path

pytestmark = pytest.mark.slow

MODALITIES = ("light_touch", "pain", "temperature", "vibration", "proprioception", "cortical")
WORSE = {"normal": 0, "reduced": 1, "lost": 2}
MIRRORED = {"left": "right", "right": "left"}


def lesion(site, side="none", level=None, **more):
    return Lesion(site=site, side=side, level=level, **{"extent": "complete", **more})


def sensation(*lesions):
    found = predicted(*lesions).findings
    return {(f.target, f.side, f.modality): f for f in found if f.domain == "sensation"}


def values(*lesions):
    return {key: (f.value, f.level) for key, f in sensation(*lesions).items()}


@pytest.fixture(scope="module")
def healthy():
    return sensation()


def test_a_healthy_person_feels_everything(healthy):
    assert all(f.value == "normal" and not f.because for f in healthy.values())


def test_every_target_of_the_vocabulary_has_a_row_per_side_and_modality(healthy):
    with assets_path("knowledge", "skin_territories.csv").open(encoding="utf-8") as file:
        targets = [row["target"] for row in csv.DictReader(file)]
    for target in targets:
        for side in ("left", "right"):
            for modality in MODALITIES:
                assert (target, side, modality) in healthy
    levels = {m for target, _, m in healthy if target == "sensory_level"}
    assert levels == set(MODALITIES) - {"cortical"}


def test_the_fibres_of_a_patch_add_up():
    plan = plan_of(compiled(body(), knowledge()))
    for fibres in (plan.large, plan.small):
        assert np.add.reduceat(fibres.weight, fibres.start) == pytest.approx(1.0)
        known = len(body().fibres.populations)
        assert (fibres.lemniscal < known).all()
        assert (fibres.spinothalamic < known).all()


def test_a_body_without_skin_fibres_says_nothing():
    found = predict(Scene(), phantom.body(), phantom.knowledge()).findings
    assert not [f for f in found if f.domain == "sensation"]


@pytest.mark.parametrize(
    ("site", "level"),
    [
        ("cord.hemisection", "T6"),
        ("root.spinal_nerve", "C7"),
        ("nerve.ulnar", "elbow"),
        ("medulla.lateral", None),
        ("thalamus.vpl_vpm", None),
        ("cortex.postcentral_gyrus.hand_area", None),
    ],
)
def test_mirrored_lesions_give_mirrored_loss(site, level):
    left, right = values(lesion(site, "left", level)), values(lesion(site, "right", level))
    assert right == {(t, MIRRORED[s], m): value for (t, s, m), value in left.items()}


@pytest.mark.parametrize(
    ("site", "side", "level"),
    [
        ("cord.transection", "none", "C6"),
        ("root.spinal_nerve", "left", "L5"),
        ("nerve.median", "left", "wrist"),
        ("medulla.medial", "left", None),
        ("internal_capsule.posterior_limb.sensory", "left", None),
    ],
)
def test_a_larger_part_never_brings_feeling_back(site, side, level):
    worst = dict.fromkeys(sensation(), 0)
    for fraction in (0.2, 0.5, 0.8, 1.0):
        found = sensation(lesion(site, side, level, extent="partial", fraction=fraction))
        for key, f in found.items():
            assert WORSE[f.value] >= worst[key], (key, fraction)
            worst[key] = WORSE[f.value]


def test_a_level_below_an_intact_one_needs_every_dermatome():
    found = sensation(lesion("cord.syrinx", "none", "C5-T1"))
    assert found["C7", "left", "pain"].value == "lost"
    assert found["sensory_level", "left", "pain"].value == "normal"


@pytest.mark.parametrize("level", ["C5", "T2", "T7", "T12"])
def test_a_transection_gives_its_own_level(level):
    found = sensation(lesion("cord.transection", "none", level))
    for modality in ("light_touch", "pain", "vibration"):
        for side in ("left", "right"):
            assert found["sensory_level", side, modality].level == level


def test_a_hemisphere_or_a_neuropathy_has_no_sensory_level():
    for cause in (
        lesion("thalamus.vpl_vpm", "left"),
        lesion("medulla.lateral", "left"),
        lesion("polyneuropathy.ganglionopathy"),
        lesion("nerve.pudendal", "left"),
    ):
        found = sensation(cause)
        assert all(f.value == "normal" for key, f in found.items() if key[0] == "sensory_level")


def test_touch_needs_both_paths_of_the_cord():
    behind = lesion("cord.dorsal_columns", "none", "T6")
    before = lesion("cord.anterior_two_thirds", "none", "T6")
    assert sensation(behind)["T12", "left", "light_touch"].value == "normal"
    assert sensation(before)["T12", "left", "light_touch"].value == "normal"
    assert sensation(behind, before)["T12", "left", "light_touch"].value == "lost"


def test_two_halves_make_a_whole():
    halves = (lesion("cord.hemisection", side, "T6") for side in ("left", "right"))
    both, whole = values(*halves), values(lesion("cord.transection", "none", "T6"))
    assert both["S1", "left", "pain"] == whole["S1", "left", "pain"]
    assert both["sensory_level", "left", "vibration"] == whole["sensory_level", "left", "vibration"]


def test_a_placed_half_of_the_cord_is_a_hemisection():
    placed = sensation(Lesion(shape=Slab("T6", "left"), onset_days=90))
    assert placed["L4", "left", "vibration"].value == "lost"
    assert placed["L4", "left", "pain"].value == "normal"
    assert placed["L4", "right", "pain"].value == "lost"
    assert placed["L4", "right", "vibration"].value == "normal"


def test_a_block_is_felt_at_once_and_passes():
    for days, value in ((0, "lost"), (120, "normal")):
        block = lesion("nerve.ulnar", "left", "elbow", extent="conduction_block", onset_days=days)
        assert sensation(block)["little_finger", "left", "light_touch"].value == value


def test_a_loss_names_what_is_cut():
    finding = sensation(lesion("nerve.ulnar", "left", "elbow"))["little_finger", "left", "pain"]
    reason = finding.because[0]
    assert reason.station == "nerve.ulnar elbow"
    assert reason.population.startswith("afferent_small.C8.ulnar_little")
    assert reason.rule in knowledge().rules
    region = sensation(lesion("thalamus.vpl_vpm", "left"))["hand", "right", "pain"]
    assert {r.station for r in region.because} == {"thalamus.vpl_vpm"}


def test_a_territory_follows_its_own_nerve_and_its_roots():
    """One root leaves the neighbour's share; the nerve takes it all."""
    root = sensation(lesion("root.spinal_nerve", "left", "C8"))
    nerve = sensation(lesion("nerve.ulnar", "left", "elbow"))
    for modality in ("light_touch", "pain"):
        assert root["little_finger", "left", modality].value == "reduced"
        assert nerve["little_finger", "left", modality].value == "lost"


def test_the_tables_cite_known_sources_and_known_skin():
    folder = assets_path("knowledge")
    sources = set(tomllib.loads((folder / "sources.toml").read_text(encoding="utf-8")))
    table = tomllib.loads((folder / "sensation.toml").read_text(encoding="utf-8"))
    groups = [*(table[g] for g in ("thresholds", "row", "stations")), *table["modality"].values()]
    for group in groups:
        assert group["source"]
        assert set(group["source"]) <= sources
    tables = knowledge().sensation
    assert set(tables.parts) == set(tables.shares)
    assert set(tables.regions) <= {t.id for t in tables.targets}
    for modality in tables.modalities:
        for curve in (modality.overlap, modality.tract, modality.bones):
            felt = [value for _, value in curve]
            assert felt == sorted(felt)
