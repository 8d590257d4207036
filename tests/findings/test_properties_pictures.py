"""Pictures of diseases: which muscles are weak, which are spared, and what comes with it."""

import tomllib
from pathlib import Path

import pytest

from tests.bodies import body, knowledge
from visualizer.findings import predict
from visualizer.scene import Lesion, Scene

pytestmark = pytest.mark.slow

FOLDER = Path(__file__).parent / "pictures"
#: Strength that is left, by how weak a muscle is; ours, each a quarter wide.
TIERS = {
    "spared": (0.85, 1.0),
    "slight": (0.7, 0.95),
    "mild": (0.55, 0.8),
    "moderate": (0.4, 0.65),
    "marked": (0.25, 0.5),
    "severe": (0.1, 0.35),
    "lost": (0.0, 0.2),
}
PLAIN = {"normal", "absent", "flexor"}
SKIN = {"feet_stocking", "hands_glove", "saddle", "L2", "L3", "L4", "L5", "S1", "S2", "T4"}
SKIN |= {"C5", "C6", "C7", "C8", "T1"}
FELT = {"light_touch", "pain", "vibration"}
#: Muscles whose wasting, fasciculation and fibrillation are looked at.
WATCHED = {"first_dorsal_interosseous", "deltoid", "quadriceps", "tibialis_anterior", "tongue"}
TROPHIC = ("wasting", "fasciculation", "fibrillation")
DOMAINS = (*TROPHIC, "reflex", "tone", "plantar", "cranial", "autonomic", "other", "sensation")


def _pictures(name):
    path = FOLDER / f"{name}.toml"
    return [
        pytest.param(picture, id=" ".join(map(str, picture["lesion"].values())))
        for picture in tomllib.loads(path.read_text(encoding="utf-8"))["picture"]
    ]


def _looked_at(found):
    """Tell whether a sign is one of a picture: on the left or in the middle, and not doubtful."""
    if found.side == "right" or found.value in PLAIN or found.certainty == "undetermined":
        return False
    if found.domain in TROPHIC:
        return found.target in WATCHED
    return found.domain != "sensation" or (found.target in SKIN and found.modality in FELT)


def _signs(prediction):
    signs = {}
    for found in filter(_looked_at, prediction.findings):
        if found.domain in DOMAINS:
            name = " ".join(filter(None, (found.target, found.modality)))
            signs.setdefault(found.domain, {}).setdefault(found.value, set()).add(name)
    return signs


def _fits(picture):
    scene = Scene(lesions=(Lesion(**picture["lesion"]),))
    prediction = predict(scene, body(), knowledge())
    strength = {
        f.target: f.strength
        for f in prediction.findings
        if f.domain == "power" and f.side != "right"
    }
    for tier, muscles in picture["strength"].items():
        least, most = TIERS[tier]
        wrong = {m: strength[m] for m in muscles if not least <= strength[m] <= most}
        assert not wrong, (tier, wrong)
    signs = {
        domain: {value: set(names) for value, names in by_value.items()}
        for domain, by_value in picture["signs"].items()
    }
    assert _signs(prediction) == signs


@pytest.mark.parametrize("picture", _pictures("junction"))
def test_pictures_of_junction_disease(picture):
    _fits(picture)


@pytest.mark.parametrize("picture", _pictures("muscle"))
def test_pictures_of_muscle_disease(picture):
    _fits(picture)


@pytest.mark.parametrize("picture", _pictures("muscle_other"))
def test_pictures_of_other_muscle_disease(picture):
    _fits(picture)


@pytest.mark.parametrize("picture", _pictures("neuropathy"))
def test_pictures_of_acute_neuropathy(picture):
    _fits(picture)


@pytest.mark.parametrize("picture", _pictures("neuropathy_slow"))
def test_pictures_of_chronic_neuropathy(picture):
    _fits(picture)


@pytest.mark.parametrize("picture", _pictures("motor_neuron"))
def test_pictures_of_motor_neuron_disease(picture):
    _fits(picture)


@pytest.mark.parametrize("picture", _pictures("motor_neuron_other"))
def test_pictures_of_other_motor_neuron_disease(picture):
    _fits(picture)
