"""Electrodiagnosis of scenes in the shipped body, looked up by study, side and quantity."""

from functools import cache

import pytest

from tests.bodies import body, knowledge
from visualizer.findings.electro import Measurement, electrodiagnosis
from visualizer.scene import Lesion, Scene

SIDES = pytest.mark.parametrize("side", ["left", "right"])
OTHER = {"left": "right", "right": "left"}
UPPER_SNAPS = ("median_digit_2", "ulnar_digit_5", "superficial_radial", "lateral_antebrachial")
LOWER_SNAPS = ("sural", "superficial_fibular")
MOTOR = (
    "median_apb", "ulnar_adm", "ulnar_fdi", "radial_ei", "musculocutaneous_biceps",
    "femoral_quadriceps", "fibular_edb", "tibial_ah", "facial_lower",
)  # fmt: skip
CENTRAL = ("first_dorsal_interosseous", "abductor_digiti_minimi", "tibialis_anterior")
CMCT = "central motor conduction time"


class Report:
    """The measurements of a scene by study, side and quantity."""

    def __init__(self, rows: tuple[Measurement, ...]) -> None:
        self.rows = rows
        self._found = {(r.study, r.side, r.quantity): r for r in rows}

    def row(self, study: str, side: str, quantity: str) -> Measurement:
        return self._found[study, side, quantity]

    def verdict(self, study: str, side: str, quantity: str) -> str:
        return self.row(study, side, quantity).verdict

    def value(self, study: str, side: str, quantity: str) -> float:
        value = self.row(study, side, quantity).value
        assert isinstance(value, int | float), (study, side, quantity, value)
        return value

    def drop(self, study: str, side: str, places: str) -> float:
        return self.value(study, side, f"amplitude drop, {places}")

    def snap(self, study: str, side: str) -> str:
        return self.verdict(study, side, "amplitude")

    def abnormal(self, *kinds: str) -> set[tuple[str, str]]:
        return {
            (r.study, r.side)
            for r in self.rows
            if r.verdict != "normal" and (not kinds or r.kind in kinds)
        }


@cache
def report(*lesions: Lesion) -> Report:
    return Report(electrodiagnosis(Scene(lesions=lesions), body(), knowledge()))


def named(site: str, side: str, level: str | None = None, **keys: object) -> Lesion:
    return Lesion(site, side, level, **keys)
