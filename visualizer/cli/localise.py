"""`visualizer localise`."""

import argparse
import json
import os
import sys

from visualizer.cli.errors import UserError, one_line
from visualizer.cli.lines import decoded, read_lines, read_text
from visualizer.cli.predict import shipped
from visualizer.findings.localise import (
    Candidate,
    Localiser,
    Observation,
    ObservationError,
    Ranking,
    WrongSign,
)
from visualizer.findings.localise.hypotheses import side_of
from visualizer.scene import Lesion, Sphere
from visualizer.storage.errors import FindingsFileError
from visualizer.storage.localise import parse_findings, ranking_to_dict
from visualizer.storage.localise_cache import AnswerStore

LINES = 12
NOTE = "Agreement with the model's own predictions. For teaching and research, not for diagnosis."


def localise_command(options: argparse.Namespace) -> int:
    """Rank the sites of one examination, or of one examination a line."""
    if not options.jsonl:
        text = read_text(options.findings)
        ranking, seen = _ranked(text, _localiser(), options.free)
        found = json.dumps(ranking_to_dict(ranking)) if options.json else table(ranking, seen)
        print(found)
        return 0
    localiser = _localiser()
    for number, line in enumerate(read_lines(options.findings), start=1):
        if line.strip():
            print(json.dumps(_answer(number, line, localiser, options.free)), flush=True)
    return 0


def _localiser() -> Localiser:
    body, knowledge = shipped()
    store = AnswerStore(body, knowledge, say=_progress, processes=os.cpu_count() or 1)
    return Localiser(body, knowledge, store)


def _progress(words: str) -> None:
    """Say how far it is: on one line of a terminal, else only now and then."""
    if sys.stderr.isatty():
        print(f"\r\033[K{words}", end="", file=sys.stderr, flush=True)
    else:
        print(words, file=sys.stderr, flush=True)


def _ranked(text: str, localiser: Localiser, free: bool) -> tuple[Ranking, list[Observation]]:
    try:
        given = parse_findings(text)
        return localiser.rank(given.observations, given.days, free), list(given.observations)
    except FindingsFileError as error:
        raise UserError(str(error)) from error
    except ObservationError as error:
        raise UserError(f"findings.{error.number}.{error.key}: {error}") from error


def _answer(number: int, line: bytes | str, localiser: Localiser, free: bool) -> dict[str, object]:
    try:
        return ranking_to_dict(_ranked(decoded(line), localiser, free)[0])
    except UserError as error:
        return {"error": f"line {number}: {one_line(error)}"}
    except Exception as error:  # whatever is wrong with one line, the rest is answered
        return {"error": f"line {number}: {one_line(f'cannot be localised ({error!r})')}"}


def table(ranking: Ranking, seen: list[Observation]) -> str:
    """Return a ranking as a table to read."""
    lines = [
        "One site explains every finding."
        if ranking.single_site_explains_all
        else "No single site explains every finding.",
        "",
        f"{'score':>5}  {'missed':>6}  {'wrong':>5}  site",
    ]
    for candidate in ranking.candidates[:LINES]:
        missed, wrong = len(candidate.unexplained), len(candidate.wrongly_predicts)
        lines.append(f"{candidate.score:5.2f}  {missed:6}  {wrong:5}  {_sites(candidate)}")
    if ranking.candidates:
        lines += _against(ranking.candidates[0], seen)
    if ranking.next_test is not None:
        test = ranking.next_test
        name = _name(test.target, test.side, test.modality, test.direction)
        lines += ["", f"Examine next: {test.domain}, {name}.", f"  {test.why}."]
    return "\n".join([*lines, "", NOTE])


def _sites(candidate: Candidate) -> str:
    return " + ".join(_site(lesion) for lesion in candidate.hypothesis.lesions)


def _site(lesion: Lesion) -> str:
    if isinstance(lesion.shape, Sphere):
        place = ", ".join(f"{part:.0f}" for part in lesion.shape.center_mm)
        return f"a ball of {lesion.shape.radius_mm:.0f} mm at {place} mm"
    return " ".join(part for part in (lesion.site, side_of(lesion), lesion.level) if part)


def _against(best: Candidate, seen: list[Observation]) -> list[str]:
    """Say what the best candidate leaves open."""
    lines = []
    wrong = {sign.finding: sign for sign in best.wrongly_predicts}
    for number in best.unexplained[:LINES]:
        one = seen[number]
        name = _name(one.target, one.side, one.modality, one.direction)
        lines.append(f"  {one.domain}, {name}: {one.value}{_instead(wrong.get(number))}")
    return ["", "The first leaves unexplained:", *lines] if lines else []


def _instead(sign: WrongSign | None) -> str:
    return f", and predicts {sign.value}" if sign is not None else ""


def _name(target: str, side: str, modality: str | None, direction: str | None) -> str:
    parts = (target, modality, direction, "" if side == "none" else side)
    return " ".join(part.replace("_", " ") for part in parts if part)
