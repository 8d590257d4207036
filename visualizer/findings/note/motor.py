"""Power, tone, reflexes, plantars and wasting of each side in words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

from visualizer.anatomy import segment_index
from visualizer.findings.finding import Finding
from visualizer.findings.knowledge import Knowledge, Muscle
from visualizer.findings.wording import (
    PATHOLOGICAL,
    PLANTAR,
    SURFACE,
    TENDONS,
    join_words,
    muscle_parts,
    place_words,
    reflex_words,
)

SIDES = ("left", "right")
FEW = 5
HAND_MOST, NEAR_MOST = 0.1, 0.15
WIDEST = 10
_DRIVE = ("power.umn", "power.umn_fine")
Index = Mapping[tuple[str, str, str], Finding]


@dataclass(frozen=True, slots=True)
class Picture:
    """What one side looks like: clauses on weakness, and other signs."""

    weak: tuple[str, ...]
    signs: tuple[str, ...]
    wasting: str = ""

    @property
    def plain(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.weak or self.signs or self.wasting)


def motor(findings: Sequence[Finding], knowledge: Knowledge) -> str:
    """Describe power, tone, reflexes and plantars; "" where all are normal."""
    index = {(f.domain, f.target, f.side): f for f in findings if f.domain in _MOTOR}
    sure = [f for f in index.values() if f.domain != "power" or f.certainty == "expected"]
    left, right = (_Side(index, side, sure, knowledge).picture() for side in SIDES)
    if left.plain and right.plain:
        sure = list(index.values())
        left, right = (_Side(index, side, sure, knowledge).picture() for side in SIDES)
    if left.plain and right.plain:
        return ""
    if left == right:
        return _sentence("Bilateral", _Side(index, "left", sure, knowledge, both=True).picture())
    pictures = (("Left-sided", left), ("Right-sided", right))
    return " ".join(_sentence(side, picture) for side, picture in pictures if not picture.plain)


def _sentence(side: str, picture: Picture) -> str:
    simple = (picture.wasting,) if picture.wasting and " " not in picture.wasting else ()
    signs = join_words((*picture.signs, *simple))
    if not picture.weak:
        bare = (signs or picture.wasting).removeprefix("an ").removeprefix("a ")
        return f"{side} {bare}, with normal power."
    end = f"; {picture.wasting}" if picture.wasting and not simple else ""
    return f"{side} {'; '.join(picture.weak)}{f', with {signs}' if signs else ''}{end}."


class _Side:
    """The signs of one side, ready to be put in words."""

    def __init__(
        self,
        index: Index,
        side: str,
        findings: Sequence[Finding],
        knowledge: Knowledge,
        both: bool = False,
    ) -> None:
        self._both = both
        self._index = index
        self._side = side
        self._findings = [f for f in findings if f.side == side]
        self._muscles = knowledge.muscles
        weak = [f for f in self._found("power") if f.target in knowledge.muscles]
        rules = [(_has(f, *_DRIVE), _has(f, "power.lmn"), f) for f in weak]
        self._ends = [f for umn, lmn, f in rules if not umn and not lmn and _kinds(f)]
        self._lower = [f for umn, lmn, f in rules if not umn and (lmn or not _kinds(f))]
        self._upper = [f for umn, lmn, f in rules if umn and not lmn]
        self._mixed = [f for umn, lmn, f in rules if umn and lmn]

    def picture(self) -> Picture:
        """Put the side in words."""
        return Picture(tuple(self._weakness()), tuple(self._signs()), self._wasting())

    def _found(self, domain: str) -> list[Finding]:
        return [f for f in self._findings if f.domain == domain and f.value not in _PLAIN]

    def _weakness(self) -> Iterator[str]:
        lower, upper, mixed = self._lower, self._upper, self._mixed
        level = _levels(lower + mixed, ("cord",))
        if level and upper:
            where = join_words(self._named(lower + mixed))
            below = self._graded(upper)
            fresh = below.startswith("flaccid")
            signs = "loss of descending drive" if fresh else "upper motor neuron signs"
            yield f"lower motor neuron signs at {level} ({where}) and {signs} below: {below}"
            return
        if upper and len(mixed) <= FEW:
            upper, mixed = upper + mixed, []
        for neuron, group in (("lower", lower), ("mixed upper and lower", mixed)):
            if group:
                tone, named = self._tone(group), self._named(group)
                kind = f"{neuron} motor neuron {_noun(group)}"
                several = len(named) == 1 and len(group) > FEW and kind.endswith("paralysis")
                where = _as_muscles(named[0]) if several else join_words(named)
                spread = _spread(group)
                pattern = "" if spread else self._pattern(group)
                yield f"{tone}{pattern}{kind} of {where}{spread}"
        if upper:
            yield f"{self._graded(upper)} of upper motor neuron type"
        yield from self._ends_weak()

    def _ends_weak(self) -> Iterator[str]:
        """Describe weakness whose motor neurons are whole."""
        group = self._ends
        if group:
            kind = join_words(sorted({_END_WORDS[k] for f in group for k in _kinds(f)}))
            named = join_words(self._named(group))
            near = f"{self._tone(group)}{self._pattern(group)}"
            yield f"{near}{_noun(group)} of {named} of {kind} type"

    def _pattern(self, group: Sequence[Finding]) -> str:
        """Say whether limb weakness is mostly near to or far from the trunk."""
        limbs = {row.limb for row in self._rows(group)} & {"upper", "lower"}
        strength: dict[bool, list[float]] = {True: [], False: []}
        for muscle in self._muscles.values():
            found = self._index.get(("power", muscle.id, self._side))
            if found is not None and muscle.limb in limbs and len(group) > FEW:
                strength[muscle.body_part in _NEAR].append(found.strength or 0.0)
        if not strength[True] or not strength[False]:
            return ""
        difference = mean(strength[True]) - mean(strength[False])
        if abs(difference) < NEAR_MOST:
            return ""
        return "distal " if difference > 0 else "proximal "

    def _rows(self, group: Iterable[Finding]) -> list[Muscle]:
        return [self._muscles[f.target] for f in group]

    def _parts(self, group: Sequence[Finding]) -> tuple[str, ...]:
        words = muscle_parts(self._rows(group), self._both)
        arm = [(self._muscles[f.target], f.strength or 0.0) for f in group]
        hand = [s for row, s in arm if row.limb == "upper" and row.body_part == "hand"]
        rest = [s for row, s in arm if row.limb == "upper" and row.body_part != "hand"]
        if not hand or not rest or mean(rest) - mean(hand) < HAND_MOST:
            return words
        most = {"arm": "arm (most in the hand)", "arms": "arms (most in the hands)"}
        return tuple(most.get(word, word) for word in words)

    def _named(self, group: Sequence[Finding]) -> tuple[str, ...]:
        """Name the muscles when they are few, else the parts of the body."""
        rows = self._rows(group)
        if len(rows) <= FEW and not any(row.group == "cranial" for row in rows):
            return tuple(row.name for row in rows)
        return muscle_parts(rows, self._both)

    def _graded(self, group: Sequence[Finding]) -> str:
        """Say which parts are paralysed and which weak, and in what tone."""
        alive = {self._muscles[f.target].limb for f in group if f.value != "paralysed"}
        weak = [f for f in group if self._muscles[f.target].limb in alive]
        dead = [f for f in group if self._muscles[f.target].limb not in alive]
        halves = [
            f"{noun} of {join_words(self._parts(half))}"
            for noun, half in (("paralysis", dead), ("weakness", weak))
            if half
        ]
        return f"{self._tone(group)}{' and '.join(halves)}"

    def _tone(self, group: Sequence[Finding]) -> str:
        """Say whether the limbs of some weak muscles are flaccid or spastic."""
        limbs = {row.limb for row in self._rows(group)} & {"upper", "lower"}
        rows = [self._index.get(("tone", f"{limb}_limb", self._side)) for limb in limbs]
        tones = {row.value for row in rows if row is not None}
        if "increased" in tones and any(_has(f, *_DRIVE) for f in group):
            return "spastic "
        return "flaccid " if "decreased" in tones and len(group) > FEW else ""

    def _signs(self) -> Iterator[str]:
        alone = self._ends and not (self._lower or self._upper or self._mixed)
        tendon = [f for f in self._findings if f.domain == "reflex" and f.target in TENDONS]
        if alone and all(f.value == "normal" for f in tendon):
            yield "normal reflexes"
        names = {f.target for f in tendon}
        for words, values in _REFLEX_WORDS:
            changed = {f.target for f in tendon if f.value in values}
            found = {f.value for f in tendon if f.value in values}
            if changed:
                word = next(iter(found)) if len(found) == 1 and len(values) > 1 else words
                what = reflex_words(changed, names, self._both)
                one = "" if what.endswith("s") else "an " if word == "absent" else "a "
                yield f"{one}{_SHORT.get(word, word)} {what}"
        for target, words in PATHOLOGICAL:
            found_sign = self._index.get(("reflex", target, self._side))
            if found_sign is not None and found_sign.value == "present":
                yield self._count(words)
        yield from self._surface()
        plantar = self._index.get(("plantar", "plantar", self._side))
        if plantar is not None and plantar.value != "flexor":
            yield self._count(PLANTAR[plantar.value])

    def _surface(self) -> Iterator[str]:
        """Name the reflexes of the skin that are lost or low."""
        skin = [f for f in self._findings if f.domain == "reflex" and f.target in SURFACE]
        for words, values in _REFLEX_WORDS[1:]:
            found = [f for f in skin if f.value in values]
            names = dict.fromkeys(SURFACE[f.target] for f in found)
            kinds = {f.value for f in found}
            if found:
                word = _SHORT[next(iter(kinds))] if len(kinds) == 1 else words
                one = "" if len(names) > 1 or self._both else "an " if word == "absent" else "a "
                many = "es" if not one else ""
                yield f"{one}{word} {join_words(names)} reflex{many}"

    def _count(self, words: str) -> str:
        """Turn "a plantar response" into "plantar responses" for both sides."""
        article, _, rest = words.partition(" ")
        if not self._both or article not in ("a", "an"):
            return words
        return f"{rest}es" if rest.endswith("x") else f"{rest}s"

    def _wasting(self) -> str:
        rows = ((f, self._muscles[f.target]) for f in self._found("wasting"))
        wasted = [f for f, row in rows if not _HIDDEN & {row.limb, row.body_part}]
        if not wasted:
            return ""
        cells = any(station.startswith("cord.") for station in _stations(wasted))
        twitching = self._found("fasciculation") and cells
        words = "wasting and fasciculation" if twitching else "wasting"
        if self._lower and not (self._upper or self._mixed):
            return words
        return f"{words} of {join_words(self._named(wasted))}"


def _noun(group: Iterable[Finding]) -> str:
    return "paralysis" if all(f.value == "paralysed" for f in group) else "weakness"


def _has(finding: Finding, *rules: str) -> bool:
    return any(reason.rule in rules for reason in finding.because)


def _kinds(finding: Finding) -> list[str]:
    """Return the end organs that a weakness is blamed on."""
    return [k for k in _END_WORDS if _has(finding, f"power.{k}")]


def _stations(group: Iterable[Finding]) -> set[str]:
    return {
        reason.station
        for finding in group
        for reason in finding.because
        if reason.rule in ("power.lmn", "wasting.denervation")
    }


def _levels(group: Iterable[Finding], places: Sequence[str]) -> str:
    """Name the segments whose motor neurons are lost: "C6" or "C5 to C6"."""
    found = [s.split() for s in _stations(group) if s.replace(".", " ").split()[0] in places]
    levels = sorted({words[1] for words in found if len(words) > 1}, key=segment_index)
    if not levels or segment_index(levels[-1]) - segment_index(levels[0]) >= WIDEST:
        return ""
    return levels[0] if len(levels) == 1 else f"{levels[0]} to {levels[-1]}"


def _spread(group: Sequence[Finding]) -> str:
    """Tell the distribution of a lower motor neuron weakness, where one place explains it."""
    segments = _levels(group, ("cord", "root", "cauda_equina"))
    if segments:
        return f" in the distribution of {segments}"
    words = place_words([station.split()[0] for station in _stations(group)])
    return f" in the distribution of the {words}" if words else ""


_END_WORDS = {"junction": "neuromuscular junction", "muscle": "myopathic"}
_NEAR = {"shoulder", "arm", "thigh"}
_PLAIN = {"normal", "absent"}
_HIDDEN = {"pelvic_floor", "diaphragm", "eye", "ear"}
_REFLEX_WORDS = (
    ("brisk", frozenset({"increased"})),
    ("reduced or absent", frozenset({"absent", "decreased"})),
)
_SHORT = {"decreased": "reduced", "absent": "absent"}
_MOTOR = ("power", "tone", "reflex", "plantar", "wasting", "fasciculation", "fibrillation")


def _as_muscles(part: str) -> str:
    """Name the muscles of a part of the body."""
    return part if part.endswith("muscles") else f"{part} muscles"
