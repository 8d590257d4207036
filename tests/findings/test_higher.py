"""Language, attention, fields, consciousness and coordination on the shipped body."""

import tomllib

import pytest

from tests.bodies import body, knowledge, predicted, values
from tests.site_volume import site_volume
from visualizer.findings import predict
from visualizer.scene import Lesion, MaskShape, Patient, Scene
from visualizer.storage.paths import assets_path

OTHER = {"left": "right", "right": "left"}


def of(prediction, target, side="none", direction=None):
    return prediction.get("other", target, side, None, direction).value


def with_dominance(side, lesion):
    scene = Scene(lesions=(lesion,), patient=Patient(dominant_hemisphere=side))
    return predict(scene, body(), knowledge())


@pytest.mark.parametrize("leads", ["left", "right"])
@pytest.mark.parametrize(
    ("site", "aphasia", "repetition", "comprehension"),
    [
        ("cortex.broca", "nonfluent", "impaired", "normal"),
        ("cortex.wernicke", "fluent", "impaired", "impaired"),
        ("cortex.mca_stem", "global", "impaired", "impaired"),
        ("cortex.mca_superior_division", "nonfluent", "impaired", "normal"),
        ("cortex.mca_inferior_division", "fluent", "impaired", "impaired"),
        ("cortex.aca_mca_border_zone", "nonfluent", "normal", "normal"),
        ("cortex.pca", "absent", "normal", "normal"),
    ],
)
def test_language_follows_the_hemisphere_that_leads(
    leads, site, aphasia, repetition, comprehension
):
    prediction = with_dominance(leads, Lesion(site=site, side=leads))
    assert of(prediction, "aphasia") == aphasia
    assert of(prediction, "repetition") == repetition
    assert of(prediction, "comprehension") == comprehension
    led = with_dominance(leads, Lesion(site=site, side=OTHER[leads]))
    assert of(led, "aphasia") == "absent"
    assert of(led, "repetition") == "normal"


@pytest.mark.parametrize("leads", ["left", "right"])
def test_neglect_is_of_the_space_opposite_the_hemisphere_that_does_not_lead(leads):
    led = OTHER[leads]
    prediction = with_dominance(leads, Lesion(site="cortex.inferior_parietal_lobule", side=led))
    assert of(prediction, "hemineglect", direction=leads) == "present"
    assert of(prediction, "gerstmann_signs") == "absent"
    prediction = with_dominance(leads, Lesion(site="cortex.inferior_parietal_lobule", side=leads))
    row = prediction.get("other", "hemineglect", "none")
    assert (row.value, row.certainty) == ("absent", "undetermined")
    assert of(prediction, "gerstmann_signs") == "present"


@pytest.mark.parametrize("side", ["left", "right"])
def test_fields_do_not_depend_on_dominance(side):
    for leads in OTHER:
        prediction = with_dominance(leads, Lesion(site="cortex.pca", side=side))
        assert of(prediction, "homonymous_hemianopia", direction=OTHER[side]) == "present"


def test_both_halves_of_the_field_have_a_row_each():
    prediction = predicted(Lesion(site="cortex.pca", side="bilateral"))
    rows = [f for f in prediction.findings if f.target == "homonymous_hemianopia"]
    assert {f.direction for f in rows} == {"left", "right"}
    assert {f.value for f in rows} == {"present"}


def test_consciousness_needs_both_sides():
    one = predicted(Lesion(site="midbrain.tegmentum", side="left"))
    both = predicted(Lesion(site="midbrain.tegmentum", side="bilateral"))
    assert of(one, "consciousness") == "normal"
    assert of(both, "consciousness") == "reduced"


@pytest.mark.parametrize(("days", "value"), [(2.0, "reduced"), (90.0, "normal")])
def test_both_hemispheres_stupefy_at_first(days, value):
    lesion = Lesion(site="cortex.mca_stem", side="bilateral", onset_days=days)
    assert of(predicted(lesion), "consciousness") == value


@pytest.mark.parametrize(
    ("site", "far"),
    [
        ("cerebellum.hemisphere", False),
        ("pons.cerebellar_peduncle", False),
        ("medulla.lateral", False),
        ("midbrain.red_nucleus", True),
    ],
)
@pytest.mark.parametrize("side", ["left", "right"])
def test_ataxia_crosses_above_the_decussation_of_the_superior_peduncle(site, far, side):
    prediction = predicted(Lesion(site=site, side=side))
    ataxic = OTHER[side] if far else side
    assert of(prediction, "limb_ataxia", ataxic) == "present"
    assert of(prediction, "limb_ataxia", OTHER[ataxic]) == "absent"


def test_a_paralysed_side_hides_ataxia_and_flinging():
    capsule = Lesion(site="internal_capsule.posterior_limb", side="left", onset_days=3)
    alone = predicted(capsule)
    assert of(alone, "limb_ataxia", "right") == "absent"
    row = predicted(capsule, Lesion(site="subthalamic_nucleus", side="left", onset_days=3)).get(
        "other", "hemiballismus", "right"
    )
    assert (row.value, row.certainty) == ("absent", "undetermined")


def test_every_present_sign_has_reasons_with_known_rules():
    tables = knowledge()
    sites = (("cortex.mca_stem", "left"), ("cerebellum.hemisphere", "right"))
    for site, side in sites:
        for finding in predicted(Lesion(site=site, side=side)).findings:
            if finding.domain not in ("other", "gait") or finding.value in ("absent", "normal"):
                continue
            assert len(finding.because), finding
            assert {reason.rule for reason in finding.because} <= set(tables.rules)


@pytest.mark.parametrize(
    "site",
    ["cortex.broca", "cortex.wernicke", "cerebellum.hemisphere", "cortex.pca"],
)
@pytest.mark.parametrize("side", ["left", "right"])
def test_a_mask_of_a_site_acts_like_the_site(site, side):
    named = Lesion(site=site, side=side)
    volume = site_volume(named, body(), knowledge().sites)
    placed = predicted(Lesion(shape=MaskShape("site.nii", "body", volume)))
    targets = ("aphasia", "hemineglect", "gerstmann_signs", "homonymous_hemianopia")
    rows = {(t, "none") for t in targets} | {("limb_ataxia", s) for s in OTHER}
    expected = values(predicted(named))
    for target, where in rows:
        key = ("other", target, where, None, None)
        assert values(placed)[key] == expected[key]


def test_tables_cite_known_sources():
    sources = set(
        tomllib.loads(assets_path("knowledge", "sources.toml").read_text(encoding="utf-8"))
    )
    text = assets_path("knowledge", "higher.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    rows = [*table.pop("ataxia_by"), *table.values()]
    assert all(row["source"] and set(row["source"]) <= sources for row in rows)
