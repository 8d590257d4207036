"""`visualizer explain`."""

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from difflib import get_close_matches
from textwrap import fill

from visualizer.cli.errors import UserError
from visualizer.cli.predict import predicted, read_scene, shipped, wanted_days
from visualizer.findings import Finding, Prediction
from visualizer.render.words import site_words
from visualizer.storage.sources import load_sources

WIDTH = 96
FILTERS = ("domain", "side", "modality")


def explain_command(options: argparse.Namespace) -> int:
    """Print why a sign is there, or why it is not, in sentences."""
    days = wanted_days(options)
    body, knowledge = shipped()
    prediction = predicted(read_scene(options.scene, body), days, body, knowledge)
    rows = list(_wanted(prediction, options))
    if not rows:
        raise UserError(_not_found(prediction, options))
    if options.json:
        print(json.dumps([_as_dict(prediction, row) for row in rows]))
    else:
        print("\n\n".join(_page(prediction, row) for row in rows))
    return 0


def _wanted(prediction: Prediction, options: argparse.Namespace) -> Iterator[Finding]:
    for row in prediction.findings:
        asked = ((getattr(options, name), getattr(row, name)) for name in FILTERS)
        if row.target == options.target and all(want in (None, is_) for want, is_ in asked):
            yield row


def _not_found(prediction: Prediction, options: argparse.Namespace) -> str:
    targets = sorted({row.target for row in prediction.findings})
    if options.target in targets:
        given = ", ".join(str(getattr(options, n)) for n in FILTERS if getattr(options, n))
        return f"the examination has no '{options.target}' with {given}"
    near = get_close_matches(options.target, targets, n=3)
    hint = f"; perhaps {', '.join(near)}" if near else ""
    return f"the examination has no target '{options.target}'{hint}"


def _page(prediction: Prediction, row: Finding) -> str:
    why = prediction.explain(row, site_words)
    known = load_sources()
    parts = (row.domain, row.target, row.modality, row.direction, row.side)
    head = " ".join(part.replace("_", " ") for part in parts if part and part != "none")
    doubt = "" if row.certainty == "expected" else f" ({row.certainty})"
    lines = [f"{head}: {row.value.replace('_', ' ')}{doubt}"]
    lines += [
        fill(text, WIDTH, initial_indent="  ", subsequent_indent="    ") for text in why.sentences
    ]
    if why.sources:
        cited = "; ".join(_short(key, known) for key in why.sources)
        lines.append(fill(cited, WIDTH, initial_indent="  [", subsequent_indent="   ") + "]")
    return "\n".join(lines)


def _short(key: str, known: dict[str, dict[str, object]]) -> str:
    record = known.get(key, {})
    author = str(record.get("authors") or "").split(",")[0]
    year = record.get("year")
    named = author and author not in ("not seen", "project") and year
    return f"{author} {year}" if named else key


def _as_dict(prediction: Prediction, row: Finding) -> dict[str, object]:
    why = prediction.explain(row, site_words)
    keys = ("domain", "target", "side", "modality", "direction", "level", "value", "certainty")
    return {
        **{key: getattr(row, key) for key in keys if getattr(row, key) is not None},
        "kind": why.kind,
        "text": why.text,
        "sentences": list(why.sentences),
        "links": [asdict(link) for link in why.links],
        "sources": list(why.sources),
    }
