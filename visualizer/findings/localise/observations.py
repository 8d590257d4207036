"""What was found on examination, matched to the rows that the model answers for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from visualizer.anatomy import SEGMENTS
from visualizer.findings.localise.answers import MOST_KNOWN, Rows


@dataclass(frozen=True, slots=True)
class Observation:
    """One finding of an examination, normal or not."""

    domain: str
    target: str
    side: str
    value: str
    modality: str | None = None
    direction: str | None = None
    level: str | None = None


class ObservationError(ValueError):
    """A finding that the examination does not have.

    Attributes
    ----------
    number : int
        Its index.
    key : str
        The key that is wrong.
    """

    def __init__(self, number: int, key: str, message: str) -> None:
        super().__init__(message)
        self.number, self.key = number, key


@dataclass(frozen=True, slots=True)
class Found:
    """An observation in its row.

    Attributes
    ----------
    row : int
    value, direction : str
        "" where not given.
    level : int
        Index of the segment, -1 where not given.
    usual : bool
        Whether a healthy person has it.
    grave : int
        How far the value is from the healthy one, signed; 0 where there is no order.
    """

    row: int
    value: str
    direction: str
    level: int
    usual: bool
    grave: int


class Matcher:
    """Finds the rows of observations; what was found once is known again."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._known: dict[Observation, Found] = {}

    def __call__(self, observations: Sequence[Observation]) -> tuple[Found, ...]:
        """Find the row of every observation.

        Raises
        ------
        ObservationError
            If the model has no such row, or the row no such value.
        """
        known = self._known
        return tuple(
            known.get(seen) or self._new(number, seen) for number, seen in enumerate(observations)
        )

    def _new(self, number: int, seen: Observation) -> Found:
        found = _match(number, seen, self._rows)
        if len(self._known) < MOST_KNOWN:
            self._known[seen] = found
        return found


def _match(number: int, seen: Observation, rows: Rows) -> Found:
    place = rows.find((seen.domain, seen.target, seen.side, seen.modality, seen.direction))
    if place is None:
        raise _no_row(number, seen, rows)
    row, direction = place
    usual = rows.healthy[row].value
    allowed = rows.scale(row).values
    if allowed and seen.value not in allowed and seen.value != usual:
        raise ObservationError(
            number,
            "value",
            f"{seen.target} has no value '{seen.value}' ({', '.join(allowed)})",
        )
    if seen.level and seen.level not in SEGMENTS:
        raise ObservationError(number, "level", f"unknown segment '{seen.level}'")
    level = SEGMENTS.index(seen.level) if seen.level else -1
    grave = rows.gravity(row, seen.value)
    return Found(row, seen.value, direction, level, seen.value == usual, grave)


def _no_row(number: int, seen: Observation, rows: Rows) -> ObservationError:
    """Say which key of an observation fits no row, and what would."""
    left = list(rows.keys)
    wanted = (seen.domain, seen.target, seen.side, seen.modality, seen.direction)
    names = ("domain", "target", "side", "modality", "direction")
    for at, (name, value) in enumerate(zip(names, wanted, strict=True)):
        fitting = [key for key in left if key[at] == value]
        if not fitting:
            choices = _listed(key[at] for key in left)
            return ObservationError(number, name, _wrong(name, value, seen, choices))
        left = fitting
    return ObservationError(number, "target", f"nothing is known of '{seen.target}'")


def _wrong(name: str, value: str | None, seen: Observation, choices: str) -> str:
    what = seen.domain if name == "target" else seen.target
    if name == "domain":
        return f"no domain '{value}' ({choices})"
    if name == "target":
        return f"{what} has no target '{value}'"
    if value is None:
        return f"{what} needs a {name} ({choices})"
    return f"{what} has no {name} '{value}'" + (f" ({choices})" if choices else "")


def _listed(values: Iterable[str | None]) -> str:
    return ", ".join(dict.fromkeys(value for value in values if value))
