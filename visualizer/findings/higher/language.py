"""Aphasia and its parts: fluency, comprehension, repetition; and Gerstmann's signs."""

from collections.abc import Iterator, Mapping

from visualizer.anatomy import opposite
from visualizer.findings.finding import Finding
from visualizer.findings.higher.groups import Group
from visualizer.findings.higher.view import View, plain

PARTS = ("speech_production", "comprehension", "repetition")
HEALTHY = (
    plain("aphasia"),
    plain("speech_fluency", "normal"),
    plain("comprehension", "normal"),
    plain("repetition", "normal"),
)
CALCULATES = (plain("gerstmann_signs"),)


def language(view: View) -> Iterator[Finding]:
    """Yield the rows of language.

    Speech is nonfluent if the cells of production are lost, or for a time those that start it,
    fluent and empty if those of comprehension are, and global if both are. Damage at the edge of
    an area, or beside it, leaves repetition.
    """
    lost = {name: view.centre(name, view.dominant) for name in PARTS}
    broken = view.reached("language.edge_from", lost["speech_production"])
    starts = not broken and _starts_badly(view)
    speech = broken or starts
    grasp = view.reached("language.edge_from", lost["comprehension"])
    echo = _repeats_badly(view, lost)
    if not (speech or grasp or echo):
        yield from _whole(view, lost["repetition"])
        return
    doubt, edge = view.numbers["language.doubt"], view.numbers["language.edge_from"]
    near = any(abs(lost[n] - edge) < doubt for n in ("speech_production", "comprehension"))
    sure = "possible" if near or starts else "expected"
    parts = tuple(Group("centre", view.dominant, name) for name in PARTS)
    spoken, talks = (_starters(view), "start") if starts else (parts[0], "speech")
    kind = "global" if speech and grasp else "nonfluent" if speech else "fluent"
    rule = f"higher.{talks if speech else 'comprehension' if grasp else 'repetition'}"
    yield Finding("other", "aphasia", "none", kind, sure, view.because(rule, spoken, *parts[1:]))
    for target, bad, why, groups in (
        ("speech_fluency", speech, f"higher.{talks}", (spoken,)),
        ("comprehension", grasp, "higher.comprehension", parts[1:2]),
        ("repetition", echo, "higher.repetition", parts),
    ):
        because = view.because(why, *groups) if bad else ()
        yield Finding("other", target, "none", "impaired" if bad else "normal", sure, because)


def _starters(view: View) -> Group:
    """Return the cells of the dominant hemisphere that start movement, and speech with it."""
    return Group("centre", opposite(view.dominant), "movement_initiation")


def _starts_badly(view: View) -> bool:
    lost = view.lost(_starters(view))
    shown = lost * view.ripe(_starters(view), "speech_start") if lost else 0.0
    return view.reached("language.start_from", shown)


def _repeats_badly(view: View, lost: Mapping[str, float]) -> bool:
    areas = max(lost["speech_production"], lost["comprehension"])
    return view.reached("language.lost_from", areas) or view.reached(
        "language.fibres_from", lost["repetition"]
    )


def _whole(view: View, fibres: float) -> tuple[Finding, ...]:
    """Return healthy rows; those on which the texts differ are undetermined.

    Without the areas that start speech it may be sparse; with part of the arcuate fibres lost
    repetition may fail.
    """
    unsure = set[str]()
    if view.reached("language.lost_from", view.lost(_starters(view))):
        unsure |= {"aphasia", "speech_fluency"}
    if view.reached("language.fibres_doubt", fibres):
        unsure |= {"aphasia", "repetition"}
    return tuple(
        row._replace(certainty="undetermined") if row.target in unsure else row for row in HEALTHY
    )


def gerstmann(view: View) -> Iterator[Finding]:
    """Yield Gerstmann's signs; they cannot be told from a loss of comprehension."""
    group = Group("centre", view.dominant, "calculation")
    if not view.reached("gerstmann.lost_from", view.lost(group)):
        yield from CALCULATES
        return
    words = view.centre("comprehension", view.dominant)
    sure = "possible" if view.reached("language.edge_from", words) else "expected"
    because = view.because("higher.gerstmann", group)
    yield Finding("other", "gerstmann_signs", "none", "present", sure, because)
