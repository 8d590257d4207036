"""Zones of partial preservation: what is left when the lowest sacral segments have nothing."""

from visualizer.findings.isncsci.exam import (
    EXCUSED,
    LEVELS,
    MAY_BE_ABSENT,
    MOTOR_LEVELS,
    ExamSide,
    Observation,
)

STARRED_FEELING = frozenset({"0*", "1*", "0**", "1**"})
NOT_TESTED = frozenset({"NT", "NT*"})
#: motor scores that may mean no movement at all
MAY_BE_STILL = frozenset({"0*", "NT", "NT*"})
MOVES = frozenset(["1", "2", "3", "4", "5", "1*", "2*", "3*", "4*"]) | EXCUSED
NORMAL_MOTOR = EXCUSED | {"5"}
NORMAL_FEELING = frozenset({"2", "0**", "1**", "NT**"})
NON_KEY_REACH = 3


def sensory_zone(side: ExamSide, pressure: Observation) -> str:
    """Return the lowest dermatome with any sensation, NA where S4-5 or the anus feels."""
    if pressure == "Yes" or any(s not in MAY_BE_ABSENT for s in side.sensation("S4_5")):
        return "NA"
    may_feel = any(score != "0" for score in side.sensation("S4_5"))
    found: list[str] = []
    doubt = False
    for level in reversed(LEVELS[1:-1]):
        scores = side.sensation(level)
        if all(score == "0" for score in scores):
            continue
        if any(score not in MAY_BE_ABSENT for score in scores):
            found.append(level + ("*" if doubt else ""))
            break
        tested = not any(score in NOT_TESTED for score in scores)
        doubt = doubt or tested
        found.append(level + ("*" if doubt else ""))
    else:
        found.append("C1")
    if pressure == "NT" or may_feel:
        found.append("NA")
    return ",".join(reversed(found))


def motor_zone(side: ExamSide, contraction: Observation, scale: str, motor_level: str) -> str:
    """Return the lowest level with any movement, NA where the anus can be contracted.

    Parameters
    ----------
    scale : str
        Impairment scale: in C the lowest other muscle counts when it lies far enough below.
    motor_level : str
        Motor level of this side, all possible ones.
    """
    if contraction == "Yes":
        return "NA"
    other = side.lowest_non_key if "C" in scale else None
    levels = motor_level.replace("*", "").split(",")
    found: list[str] = []
    overruled = False
    for level in _searched(levels):
        verdict = _movement(side, level, levels)
        if verdict is None:
            continue
        last, star = verdict
        if other is not None and LEVELS.index(other) - LEVELS.index(level) > NON_KEY_REACH:
            overruled = True
        else:
            found.append(level + ("*" if star else ""))
        if last:
            break
    if overruled and other is not None and other not in [f.rstrip("*") for f in found]:
        found.append(other)
    found.sort(key=lambda level: LEVELS.index(level.rstrip("*")))
    return ",".join(["NA"] * (contraction == "NT") + found)


def _searched(levels: list[str]) -> list[str]:
    """From the lowest level that can move up to the highest motor level."""
    lowest = levels[-1]
    bottom = "S3" if lowest == "INT" else lowest if lowest in ("S2", "S3") else "S1"
    top = "S3" if levels[0] == "INT" else levels[0]
    span = LEVELS[LEVELS.index(top) : LEVELS.index(bottom) + 1]
    return list(reversed(span))


def _movement(side: ExamSide, level: str, levels: list[str]) -> tuple[bool, bool] | None:
    """Return whether the search ends here and is starred, or None if nothing moves."""
    if level in MOTOR_LEVELS:
        score = side.motor[level]
        if score in MOVES:
            return True, score.startswith("0*")
        return (False, score == "0*") if score in MAY_BE_STILL else None
    if level not in levels:
        return None
    starred = any(score in STARRED_FEELING for score in side.sensation(level))
    return False, starred or _under_excused(side, level)


def _under_excused(side: ExamSide, level: str) -> bool:
    """Whether all down to a level is normal, but only by scores that something else explains."""
    above = LEVELS[: LEVELS.index(level) + 1]
    scores = [_scores(side, name) for name in above]
    normal = all(
        feeling[0] in NORMAL_FEELING and feeling[1] in NORMAL_FEELING and motor in NORMAL_MOTOR
        for *feeling, motor in scores
    )
    return normal and any("*" in score for group in scores for score in group)


def _scores(side: ExamSide, level: str) -> tuple[str, str, str]:
    return (*side.sensation(level), side.motor.get(level, "5"))
