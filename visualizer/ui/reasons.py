"""Why a sign is there, as a short page with its sources."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from visualizer.anatomy import SEGMENTS
from visualizer.findings import Finding, Reason
from visualizer.findings.knowledge import Rule
from visualizer.scene import Scene
from visualizer.ui.wording import capital, finding_words, lesion_place, plain, site_words

_NEURONS = {
    "corticospinal": "corticospinal neurons (upper)",
    "corticobulbar": "corticobulbar neurons (upper)",
    "bulbospinal": "reticulospinal and vestibulospinal neurons (upper)",
    "lmn": "lower motor neurons",
    "ia": "muscle spindle afferents",
}


MOST = 10
Sources = Mapping[str, Mapping[str, Any]]


def split_population(population: str) -> tuple[str, str]:
    """Put a population id into words, its cord segment apart.

    "lmn.biceps.C6.left" gives "lower motor neurons of the left biceps" and "C6".
    """
    kind, *parts = population.split(".")
    name = _NEURONS.get(kind, plain(kind))
    side = next((part for part in parts if part in ("left", "right")), "")
    segment = next((part for part in parts if part in SEGMENTS), "")
    target, *rest = [part for part in parts if part not in (side, segment)] or [""]
    if target:
        name += f" of the {side} {plain(target)}".replace("  ", " ")
    return ", ".join([name, *(plain(part) for part in rest)]), segment


def source_words(key: str, sources: Sources) -> str:
    """Return a source as a short reference; its key when nothing more is known."""
    entry = sources.get(key)
    if entry is None:
        return key
    parts = [str(entry[name]) for name in ("authors", "title", "year") if entry.get(name)]
    return ". ".join(parts) or key


def reasons_html(
    finding: Finding | None,
    scene: Scene,
    rules: Mapping[str, Rule],
    sources: Sources,
) -> str:
    """Return the page about one sign."""
    if finding is None:
        return "<p>Select a sign to see why it is there; its path lights up in the picture.</p>"
    head = f"<p><b>{escape(finding_words(finding))}</b>"
    if finding.certainty != "expected":
        head += f" ({escape(finding.certainty)})"
    if not finding.because:
        return head + "</p><p>No lesion reaches the neurons that this test examines.</p>"
    rows = "".join(f"<li>{escape(line)}</li>" for line in _lines(finding.because, scene))
    said = dict.fromkeys(reason.rule for reason in finding.because if reason.rule)
    sentences = [rules[rule].sentence if rule in rules else plain(rule) for rule in said]
    keys = dict.fromkeys(key for reason in finding.because for key in reason.sources)
    why = "".join(f"<p>{escape(text)}</p>" for text in sentences)
    cited = "".join(f"<li>{escape(source_words(key, sources))}</li>" for key in keys)
    refs = f"<p>Sources</p><ul>{cited}</ul>" if cited else ""
    return f"{head}</p><ul>{rows}</ul>{why}{refs}"


def _lines(reasons: Sequence[Reason], scene: Scene) -> list[str]:
    """Say each interrupted path once, with all its segments."""
    grouped: dict[tuple[int, str, str], list[str]] = {}
    for reason in reasons:
        kind, segment = split_population(reason.population)
        segments = grouped.setdefault((reason.lesion, reason.station, kind), [])
        if segment and segment not in segments:
            segments.append(segment)
    lines = []
    for (lesion, station, kind), segments in list(grouped.items())[:MOST]:
        levels = f" ({', '.join(sorted(segments, key=_rank))})" if segments else ""
        site, _, level = station.partition(" ")
        where = f", interrupted at: {site_words(site, None, level)}" if site else ""
        named = len(scene.lesions) > 1 and 0 <= lesion < len(scene.lesions)
        first = f"{lesion_place(scene.lesions[lesion])}: " if named else ""
        lines.append(capital(f"{first}{kind}{levels}{where}"))
    return lines


def _rank(segment: str) -> int:
    return SEGMENTS.index(segment) if segment in SEGMENTS else len(SEGMENTS)
