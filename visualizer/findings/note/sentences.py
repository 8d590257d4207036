"""Sentences on everything but power, tone, tendon reflexes and plantars."""

from collections.abc import Iterator, Mapping, Sequence

from visualizer.findings.finding import Finding
from visualizer.findings.note.feeling import feeling
from visualizer.findings.note.phrases import EYE, HEAD, PARAGRAPHS
from visualizer.findings.wording import join_words

SIDES = ("left", "right")


def sentences(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield a sentence for each part of the examination in which something is wrong."""
    found: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        found.setdefault((finding.domain, finding.target, finding.value), []).append(finding)
    for phrases in PARAGRAPHS:
        words = [*_eyes(found)] if phrases is HEAD else []
        words += [text for key in phrases if (text := _told(phrases[key], found.get(key, ())))]
        if phrases is PARAGRAPHS[-1]:
            yield from feeling(findings)
        if words:
            yield f"{_capital(join_words(words))}."


def _told(phrase: str, rows: Sequence[Finding]) -> str:
    """Put the sides or directions of one sign into its phrase; "" if it is not there."""
    if not rows:
        return ""
    if "{to}" in phrase:
        to = join_words(row.direction or "" for row in rows)
        return phrase.format(to=f"{to} side of space" if "neglect" in phrase else to)
    sides = [side for side in SIDES if any(row.side == side for row in rows)]
    both = len(sides) != 1
    side = "bilateral" if both else sides[0]
    if not sides and "{" in phrase:
        phrase = phrase.replace("{side} ", "").replace("{of} ", "")
    if both:
        phrase = phrase.replace("{of} ", "")
    return phrase.format(side=side, of=side, s="s on both sides" if both else "")


def _eyes(found: Mapping[tuple[str, str, str], Sequence[Finding]]) -> Iterator[str]:
    """Name the movements that single eyes cannot make."""
    by_side = {
        side: [
            word
            for target, word in EYE.items()
            if any(f.side == side for f in found.get(("cranial", target, "weak"), ()))
        ]
        for side in SIDES
    }
    if by_side["left"] and by_side["left"] == by_side["right"]:
        yield f"weak {join_words(by_side['left'])} of both eyes"
        return
    for side, words in by_side.items():
        if words:
            yield f"weak {join_words(words)} of the {side} eye"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
