"""A sentence or two in a registrar's words, made from the signs alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from visualizer.findings.finding import Finding
from visualizer.findings.knowledge import Knowledge

SIDES = ("left", "right")
NORMAL = "Normal power, tone, reflexes and plantar responses."
FEW = 5
Index = Mapping[tuple[str, str, str], Finding]


@dataclass(frozen=True, slots=True)
class Picture:
    """What one side looks like: parts that are weak by neuron type, and other signs."""

    weak: tuple[tuple[str, tuple[str, ...]], ...]
    signs: tuple[str, ...]

    @property
    def plain(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.weak or self.signs)


def summarise(findings: Sequence[Finding], knowledge: Knowledge) -> str:
    """Describe the signs: side, parts, upper or lower motor neuron, reflexes, plantars."""
    index = {(f.domain, f.target, f.side): f for f in findings}
    sure = [f for f in findings if f.domain != "power" or f.certainty == "expected"]
    left, right = (_picture(index, side, sure, knowledge) for side in SIDES)
    if left.plain and right.plain:
        left, right = (_picture(index, side, findings, knowledge) for side in SIDES)
    if left.plain and right.plain:
        return NORMAL
    if left == right:
        return _sentence("Bilateral", left)
    pictures = (("Left-sided", left), ("Right-sided", right))
    return " ".join(_sentence(side, picture) for side, picture in pictures if not picture.plain)


def _sentence(side: str, picture: Picture) -> str:
    signs = join_words(picture.signs)
    if not picture.weak:
        return f"{side} {signs}, with normal power."
    parts = [f"{neuron} weakness of {join_words(where)}" for neuron, where in picture.weak]
    return f"{side} {'; '.join(parts)}{f', with {signs}' if signs else ''}."


def join_words(words: Iterable[str]) -> str:
    """Put words together as in a sentence: a, b and c."""
    *first, last = list(words) or [""]
    return f"{', '.join(first)} and {last}" if first else last


def _picture(index: Index, side: str, findings: Sequence[Finding], knowledge: Knowledge) -> Picture:
    weak = [
        f
        for f in findings
        if f.domain == "power"
        and f.side == side
        and f.value != "normal"
        and f.target in knowledge.muscles
    ]
    groups = ((name, _parts(group, knowledge)) for name, group in _by_neuron(weak).items())
    return Picture(
        weak=tuple((name, parts) for name, parts in groups if parts),
        signs=tuple(_signs(index, side, findings)),
    )


def _by_neuron(weak: Sequence[Finding]) -> dict[str, list[Finding]]:
    """Sort weak muscles by the neuron at fault; a few mixed ones are counted as upper."""
    groups: dict[str, list[Finding]] = {_LOWER: [], _MIXED: [], _UPPER: []}
    for finding in weak:
        rules = {reason.rule for reason in finding.because}
        upper, lower = "power.umn" in rules, "power.lmn" in rules
        groups[_MIXED if upper and lower else _UPPER if upper else _LOWER].append(finding)
    if len(groups[_MIXED]) <= FEW and groups[_UPPER]:
        groups[_UPPER] += groups[_MIXED]
        groups[_MIXED] = []
    return groups


_LOWER = "lower motor neuron"
_MIXED = "mixed upper and lower motor neuron"
_UPPER = "upper motor neuron"


_PARTS = {
    "face": ("upper_face", "lower_face"),
    "tongue": ("tongue",),
    "neck and shoulder girdle": ("neck", "girdle"),
    "arm": ("upper",),
    "diaphragm": ("diaphragm",),
    "trunk": ("trunk",),
    "leg": ("lower",),
    "pelvic floor": ("pelvic_floor",),
}


def _parts(weak: Sequence[Finding], knowledge: Knowledge) -> tuple[str, ...]:
    """Name the muscles when they are few, else the parts of the body."""
    muscles = [knowledge.muscles[f.target] for f in weak]
    if len(weak) <= FEW and not any(muscle.group == "cranial" for muscle in muscles):
        return tuple(muscle.name for muscle in muscles)
    places = {muscle.limb for muscle in muscles} | {muscle.id for muscle in muscles}
    if "upper" in places:
        places -= {"neck", "girdle"}
    named = [name for name, keys in _PARTS.items() if places & set(keys)]
    arm = {muscle.body_part for muscle in muscles if muscle.limb == "upper"}
    return tuple("hand" if name == "arm" and arm <= {"hand", "forearm"} else name for name in named)


def _signs(index: Index, side: str, findings: Sequence[Finding]) -> Iterable[str]:
    tendon = [f for f in findings if f.domain == "reflex" and f.side == side and f.grade]
    for words, values in (("increased", {"increased"}), ("reduced or absent", _LOST)):
        changed = {f.target for f in tendon if f.value in values}
        if changed:
            yield f"{words} {_reflexes(changed, {f.target for f in tendon})}"
    plantar = index.get(("plantar", "plantar", side))
    if plantar is not None and plantar.value != "flexor":
        yield _PLANTAR[plantar.value]
    if any(f.domain == "wasting" and f.side == side and f.value == "present" for f in findings):
        yield "wasting"


def _reflexes(changed: set[str], all_tendons: set[str]) -> str:
    """Say "reflexes", "arm reflexes", "leg reflexes" or name them."""
    if changed == all_tendons:
        return "reflexes"
    arm, leg = all_tendons & _ARM, all_tendons - _ARM
    limbs = [name for name, group in (("arm", arm), ("leg", leg)) if group and group <= changed]
    rest = changed - (arm if "arm" in limbs else set()) - (leg if "leg" in limbs else set())
    names = [t.replace("_", " ") for t in sorted(rest)]
    return f"{join_words([*limbs, *names])} reflex{'es' if limbs or len(names) > 1 else ''}"


_LOST = {"absent", "decreased"}
_ARM = {"biceps", "brachioradialis", "triceps", "finger_flexor"}
_PLANTAR = {
    "extensor": "an extensor plantar response",
    "absent": "a mute plantar response",
    "delayed_plantar_response": "a delayed plantar response",
}
