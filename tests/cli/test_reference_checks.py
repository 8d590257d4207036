"""`visualizer check-assets` finds each kind of damage to a clinical table."""

import shutil
from pathlib import Path

import pytest

from tests.bodies import body, knowledge
from visualizer.cli.known_words import Words, known_words
from visualizer.cli.reference_checks import claims_without_source, repeated_ids, unknown_words
from visualizer.storage.paths import assets_path

pytestmark = pytest.mark.slow

TABLES = assets_path("knowledge")


@pytest.fixture(scope="module")
def words() -> Words:
    return known_words(body(), knowledge(), TABLES)


@pytest.fixture
def folder(tmp_path) -> Path:
    copy = tmp_path / "knowledge"
    shutil.copytree(TABLES, copy, ignore=shutil.ignore_patterns("terms", "cards", "muscle_shapes"))
    return copy


def test_the_shipped_tables_use_only_known_words(words):
    assert list(unknown_words(TABLES, words)) == []


def test_every_claim_of_the_shipped_tables_has_a_source():
    assert list(claims_without_source(TABLES)) == []


@pytest.mark.parametrize(
    ("name", "line", "words_of_fault"),
    [
        ("muscle_supply.csv", "bicep,C5,1,0.1,gray2020", "unknown muscle 'bicep'"),
        ("muscle_supply.csv", "biceps,C9,1,0.1,gray2020", "unknown segment 'C9'"),
        ("movements.csv", "x,biceps:0.5 brachial:0.5,gray2020", "unknown muscle 'brachial'"),
        ("regions.csv", "x,biceps nobody,gray2020", "unknown muscle 'nobody'"),
        ("reflexes.csv", "x,stretch,biceps:C55:1,,,gray2020", "unknown segment 'C55'"),
        ("reflexes.csv", "x,inverted,,kneee,,gray2020", "unknown reflex 'kneee'"),
        ("muscles.csv", "x,x,muscle,leg,leg,nodrive,0.1,gray2020", "unknown drive 'nodrive'"),
        ("electro_limits.csv", "median_x,velocity,m/s,1,1,,gray2020,", "unknown study 'median_x'"),
        ("surface_reflexes.csv", "x,each,T7,1,T7.skin,,,gray2020", "unknown skin 'T7.skin'"),
    ],
)
def test_an_unknown_word_in_a_row_is_found(folder, words, name, line, words_of_fault):
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    faults = list(unknown_words(folder, words))
    assert len(faults) == 1
    assert faults[0].startswith(f"{name}:")
    assert words_of_fault in faults[0]


SITE = '\n[[site]]\nid = "x"\nwords = "x"\nsides = ["left"]\nsources = ["gray2020"]\n'
PART = '  [[site.part]]\n  component = "all"\n'
DISEASE = '\n[[disease]]\nsite = "mnd.als"\nsources = ["gray2020"]\n  [[disease.rule]]\n'


@pytest.mark.parametrize(
    ("name", "text", "words_of_fault"),
    [
        ("sites/nerves.toml", SITE.replace("left", "middle"), "unknown side 'middle'"),
        ("sites/nerves.toml", SITE + PART + 'kinds = ["lnm"]\n', "unknown kind 'lnm'"),
        ("sites/nerves.toml", SITE + PART + 'stations = ["nerve.x"]\n', "unknown station"),
        ("sites/deep.toml", SITE + PART + 'volume = "nowhere"\n', "unknown volume 'nowhere'"),
        ("sites/deep.toml", SITE + PART + 'place = "above"\n', "unknown place 'above'"),
        ("sites/deep.toml", SITE + PART + 'population_side = "up"\n', "unknown population side"),
        ("diffuse.toml", '\n[[disease]]\nsite = "mnd.none"\n', "unknown site 'mnd.none'"),
        ("diffuse.toml", DISEASE + 'element = "soul"\n', "unknown element 'soul'"),
        ("diffuse.toml", DISEASE + 'course = "ages"\n', "unknown course 'ages'"),
        ("diffuse.toml", DISEASE + 'jerk = "never"\n', "unknown answer 'never'"),
        ("diffuse.toml", DISEASE + "share = { bicep = 1.0 }\n", "unknown target or group 'bicep'"),
        ("diffuse.toml", DISEASE + 'process = "rot"\n', "unknown process 'rot'"),
        ("electro.toml", '\n[[disease]]\nsite = "muscle.x"\n', "unknown site 'muscle.x'"),
        ("electro_studies.toml", '\n[[motor]]\nid = "x"\nmuscle = "toe"\n', "unknown muscle 'toe'"),
        (
            "syndromes.toml",
            '\n[[syndrome]]\nname = "x"\nwants = ["power nose weak"]\n',
            "power nose",
        ),
        ("syndromes.toml", '\n[[syndrome]]\nname = "x"\nwants = ["mood all low"]\n', "'mood'"),
        ("syndromes.toml", '\n[[syndrome]]\nname = "x"\nexcludes = ["plantar"]\n', "no condition"),
        ("patterns.toml", '\n[[sign]]\ntarget = "x"\nsides = ["top"]\n', "unknown side 'top'"),
    ],
)
def test_an_unknown_word_in_a_rule_is_found(folder, words, name, text, words_of_fault):
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write(text)
    faults = list(unknown_words(folder, words))
    assert len(faults) == 1
    assert faults[0].startswith(f"{name}:")
    assert words_of_fault in faults[0]


@pytest.mark.parametrize(
    ("name", "text", "ref"),
    [
        ("muscle_supply.csv", "biceps,C5,1,0.1,\n", "muscle_supply.csv:"),
        ("sites/nerves.toml", '\n[[site]]\nid = "x"\nwords = "x"\n', "sites/nerves.toml: site."),
        ("time.toml", "\n[curve.new]\nsudden = [[0, 1.0]]\n", "time.toml: curve.new"),
        ("electro.toml", "\n[number.new]\nlimit = 1.0\n", "electro.toml: number.new"),
    ],
)
def test_a_claim_without_a_source_is_found(folder, name, text, ref):
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write(text)
    faults = list(claims_without_source(folder))
    assert len(faults) == 1
    assert faults[0].startswith(ref)
    assert faults[0].endswith("no source")


def test_an_id_given_twice_is_found(folder):
    assert list(repeated_ids(folder)) == []
    with (folder / "rules.csv").open("a", encoding="utf-8") as file:
        file.write("power.umn,Again.,gray2020\n")
    (fault,) = repeated_ids(folder)
    assert fault.startswith("rules.csv:")
    assert "power.umn" in fault
