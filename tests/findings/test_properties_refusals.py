"""Tables with nonsense in them are refused, and the message says where it stands."""

import shutil

import pytest

from tests.mutants import shelf
from visualizer.storage import AssetError, load_knowledge

REFUSED = [
    ("muscles.csv", "deltoid,deltoid,muscle,upper,shoulder", "deltoid,deltoid,muscle,upper,foot",
     "muscles.csv: deltoid"),
    ("muscles.csv", "\ndeltoid,deltoid,", "\nbiceps,deltoid,", "'biceps' is there twice"),
    ("drive.csv", "\nhand_fine,1.0,1.0,,", "\nhand_fine,1.0,1.0,0.6,", "must be blank"),
    ("movements.csv", "biceps:0.4 ", "biceps:0.9 ", "the shares add up"),
    ("movements.csv", "biceps:0.4 ", "bicep:0.4 ", "unknown 'bicep'"),
    ("reflexes.csv", "triceps:C7:0.65", "triceps:C6:0.65", "is there twice"),
    ("reflexes.csv", "\nbiceps,stretch,", "\nbiceps,stroke,", "'stroke' is none of"),
    ("rules.csv", "\npower.lmn,", "\npower.umn,", "is there twice"),
    ("time.toml", "[curve.shock_surface]", "[curve.shock_surface]\nquick = [[0, 1.0]]", "quick"),
    ("time.toml", "[[3, 1.0], [14, 0.4]", "[[3, 0.4], [14, 0.4]", "must begin at 0"),
    ("process.toml", "axonal = 0.7", "axonal = 1.5", "1.5 is no share"),
    ("diffuse.toml", 'jerk = "', 'jerk = "x', "'x"),
    ("diffuse.toml", 'reach = "', 'reach = "x', "is none of"),
    ("sites/roots.toml", 'sides = ["left", "right"]', 'sides = ["left", "left"]', "left left"),
    ("sites/roots.toml", 'level_kind = "cord"', 'level_kind = "all"', "'all' is none of"),
    ("sites/cord.toml", 'place = "both"', 'place = "each"', "'each' is none of"),
    ("sites/nerves.toml", "levels = [", 'levels = ["nowhere", "nowhere", ', "'nowhere' is there"),
    ("cutaneous_nerves.csv", ",V1:1,", ",V1:0.5,", "the shares add up"),
    ("sensation_parts.csv", "v1;v2;v3", "v1;v2;v2", "'v2' is there twice"),
    ("skin_territories.csv", "\nC2,C2,", "\nC2,C22,", "unknown 'C22'"),
    ("surface_reflexes.csv", ",T7,0.2,", ",T7,0.7,", "the shares add up"),
    ("electro_limits.csv", ",ms,5.9,,7.7,", ",mV,5.9,,7.7,", "'mV' is none of ms"),
    ("electro_limits.csv", ",ms,5.9,,7.7,", ",ms,5.9,,4.7,", "needs one limit"),
    ("patterns.toml", 'sides = ["left", "right"]', 'sides = ["left", "far"]', "unknown 'far'"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "text", "nonsense", "said"), REFUSED)
def test_nonsense_is_refused_with_its_place(table, text, nonsense, said, tmp_path):
    shutil.copytree(shelf.folder(), tmp_path / "knowledge")
    path = tmp_path / "knowledge" / table
    whole = path.read_text(encoding="utf-8")
    assert text in whole, "the table no longer says so: choose another row"
    path.write_text(whole.replace(text, nonsense, 1), encoding="utf-8")
    with pytest.raises(AssetError, match="the clinical tables cannot be read") as error:
        load_knowledge(tmp_path)
    assert said in str(error.value)


def test_the_shipped_tables_are_not_refused(tmp_path):
    shutil.copytree(shelf.folder(), tmp_path / "knowledge")
    assert load_knowledge(tmp_path).muscles
