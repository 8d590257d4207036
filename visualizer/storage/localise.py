"""Findings files in, rankings out, as JSON."""

import json
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from visualizer.findings.localise import Candidate, NextTest, Observation, Ranking, WrongSign
from visualizer.findings.localise.hypotheses import side_of
from visualizer.scene import Lesion, Sphere
from visualizer.storage.errors import FindingsFileError
from visualizer.storage.schema import Days

MAX_CHARACTERS = 20_000_000
MAX_FINDINGS = 10_000
Word = Annotated[str, Field(min_length=1, max_length=100)]
_OF_A_PREDICTION = frozenset({"mrc", "strength", "grade", "ashworth", "certainty", "because"})


class _Finding(BaseModel):
    """One finding; what else a prediction says of it may stay and is not used."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    domain: Word
    target: Word
    side: Literal["left", "right", "none"]
    value: Word
    modality: Word | None = None
    direction: Word | None = None
    level: Word | None = None

    @model_validator(mode="before")
    @classmethod
    def _without_grades(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        kept = {key: value for key, value in given.items() if key not in _OF_A_PREDICTION}
        return {"side": "none", **{k: v for k, v in kept.items() if k != "side" or v is not None}}


class _Findings(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    format: Literal["neuro-findings"]
    version: Literal[1]
    onset_days: Days | None = None
    findings: Annotated[list[_Finding], Field(min_length=1, max_length=MAX_FINDINGS)]


@dataclass(frozen=True, slots=True)
class Examination:
    """What a findings file says: the findings and, if known, the age of the lesion."""

    observations: tuple[Observation, ...]
    days: float | None


def parse_findings(text: str) -> Examination:
    """Read a findings file.

    Raises
    ------
    FindingsFileError
        If it does not fit the schema; the message says where.
    """
    if len(text) > MAX_CHARACTERS:
        raise FindingsFileError("larger than an examination can be")
    try:
        given = _Findings.model_validate(json.loads(text.removeprefix("\ufeff")))
    except json.JSONDecodeError as error:
        raise FindingsFileError(f"line {error.lineno}: not JSON ({error.msg})") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        said = "unknown key" if first["type"] == "extra_forbidden" else first["msg"].lower()
        raise FindingsFileError(f"{where}: {said}" if where else said) from error
    except (ValueError, RecursionError) as error:
        raise FindingsFileError("not JSON") from error
    seen = tuple(Observation(**finding.model_dump()) for finding in given.findings)
    return Examination(seen, given.onset_days)


def ranking_to_dict(ranking: Ranking) -> dict[str, Any]:
    """Return a ranking as `visualizer localise --json` prints it."""
    return {
        "single_site_explains_all": ranking.single_site_explains_all,
        "candidates": [_candidate(candidate) for candidate in ranking.candidates],
        "next_test": None if ranking.next_test is None else _test(ranking.next_test),
    }


def _candidate(candidate: Candidate) -> dict[str, Any]:
    return {
        "sites": [_place(lesion) for lesion in candidate.hypothesis.lesions],
        "score": candidate.score,
        "explains": list(candidate.explains),
        "unexplained": list(candidate.unexplained),
        "wrongly_predicts": [_wrong(sign) for sign in candidate.wrongly_predicts],
        "alike": candidate.alike,
    }


def _place(lesion: Lesion) -> dict[str, Any]:
    if isinstance(lesion.shape, Sphere):
        return {
            "site": None,
            "side": None,
            "level": None,
            "shape": lesion.shape.kind,
            "center_mm": list(lesion.shape.center_mm),
            "radius_mm": lesion.shape.radius_mm,
        }
    return {"site": lesion.site, "side": side_of(lesion), "level": lesion.level}


def _wrong(sign: WrongSign) -> dict[str, Any]:
    return {**_row(sign), "value": sign.value, "finding": sign.finding} | (
        {"level": sign.level} if sign.level else {}
    )


def _test(test: NextTest) -> dict[str, Any]:
    return {**_row(test), "why": test.why}


def _row(row: WrongSign | NextTest) -> dict[str, Any]:
    named = {"modality": row.modality, "direction": row.direction}
    return {"domain": row.domain, "target": row.target, "side": row.side} | {
        key: value for key, value in named.items() if value
    }
