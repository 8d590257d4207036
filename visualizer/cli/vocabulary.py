"""`visualizer vocabulary`."""

import json
from typing import Any

from visualizer.anatomy import Body
from visualizer.cli.predict import shipped
from visualizer.findings import Knowledge, predict
from visualizer.scene import Scene


def vocabulary_command(as_json: bool) -> int:
    """Print every site, level, component and target."""
    body, knowledge = shipped()
    listing = {"sites": _sites(knowledge), "targets": _targets(body, knowledge)}
    if as_json:
        print(json.dumps(listing))
        return 0
    for site in listing["sites"]:
        levels = ", ".join(site["levels"]) or ("a cord segment" if site["segments"] else "")
        state = "" if site["modelled"] else "  (not modelled yet)"
        print(f"{site['site']:52}{'/'.join(site['sides']):18}{levels}{state}")
    for target in listing["targets"]:
        print(f"{target['domain']:15}{target['target']:38}{'/'.join(target['sides'])}")
    return 0


def _sites(knowledge: Knowledge) -> list[dict[str, Any]]:
    return [
        {
            "site": rule.id,
            "words": rule.words,
            "sides": list(rule.sides),
            "levels": list(rule.levels),
            "segments": rule.level_kind.startswith("cord")
            or any("cord" in part.levels for part in rule.parts),
            "components": sorted(
                ({part.component for part in rule.parts} | set(rule.silent)) - {"all"}
            ),
            "modelled": rule.modelled,
        }
        for rule in knowledge.sites.values()
    ]


def _targets(body: Body, knowledge: Knowledge) -> list[dict[str, Any]]:
    sides: dict[tuple[str, str], list[str]] = {}
    for finding in predict(Scene(), body, knowledge).findings:
        sides.setdefault((finding.domain, finding.target), []).append(finding.side)
    return [
        {"domain": domain, "target": target, "sides": found}
        for (domain, target), found in sides.items()
    ]
