"""What predict() answers to many hypotheses, kept as the signs in which each differs from health.

A sign is one row of the examination with one value and certainty. Most rows of most
hypotheses are those of a healthy person, so only the others are kept.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from visualizer.anatomy import Body
from visualizer.findings.finding import Finding, Key
from visualizer.findings.knowledge import Knowledge
from visualizer.findings.localise.hypotheses import Hypothesis
from visualizer.findings.predict import predict
from visualizer.findings.tables.localise import Scale, Scales
from visualizer.scene import Patient, Scene

Ints = NDArray[np.int64]
MOST_KNOWN = 100_000


class Sign(NamedTuple):
    """One row of the examination with what is found there.

    `direction` is "" where the row itself has the direction or there is none.
    """

    row: int
    value: str
    direction: str
    level: str
    certainty: str


class Rows:
    """The rows of the examination, as a healthy person answers them; and the scale of each."""

    def __init__(self, healthy: Sequence[Finding], scales: Scales) -> None:
        self.findings, self._scales = tuple(healthy), scales
        self.keys: tuple[Key, ...] = tuple(
            (f.domain, f.target, f.side, f.modality, f.direction) for f in healthy
        )
        self._gravity: dict[tuple[int, str], int] = {}
        self.index = {key: i for i, key in enumerate(self.keys)}

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.keys)

    def find(self, key: Key) -> tuple[int, str] | None:
        """Return the row of a key, and the direction that the row leaves open."""
        row = self.index.get(key)
        if row is not None:
            return row, ""
        row = self.index.get((*key[:4], None))
        return None if row is None else (row, key[4] or "")

    def sign(self, finding: Finding) -> Sign | None:
        """Return a finding as a sign, None for a row that no healthy person has."""
        found = self.find(
            (finding.domain, finding.target, finding.side, finding.modality, finding.direction)
        )
        if found is None:
            return None
        row, direction = found
        return Sign(row, finding.value, direction, finding.level or "", finding.certainty)

    def scale(self, row: int) -> Scale:
        """Return the values that a row can have."""
        return self._scales.of(*self.keys[row][:2])

    def gravity(self, row: int, value: str) -> int:
        """Return how far a value is from the healthy one, signed; 0 where there is no order."""
        known = self._gravity.get((row, value))
        if known is None:
            scale = self.scale(row)
            here, usual = scale.place(value), scale.place(self.findings[row].value)
            known = 0 if here < 0 or usual < 0 else here - usual
            if len(self._gravity) < MOST_KNOWN:
                self._gravity[row, value] = known
        return known

    @cached_property
    def healthy(self) -> tuple[Sign, ...]:
        """The signs of a healthy person, by row."""
        return tuple(
            Sign(i, f.value, "", f.level or "", f.certainty) for i, f in enumerate(self.findings)
        )


@dataclass(frozen=True, eq=False)
class Answers:
    """The signs of many hypotheses.

    Attributes
    ----------
    signs : tuple of Sign
        Every sign that some hypothesis has and a healthy person has not.
    indices : (k,) int array
        Index into `signs`, hypothesis by hypothesis.
    offsets : (n + 1,) int array
        Hypothesis i has the signs indices[offsets[i]:offsets[i + 1]].
    """

    signs: tuple[Sign, ...]
    indices: Ints
    offsets: Ints

    @property
    def count(self) -> int:
        """Number of hypotheses."""
        return len(self.offsets) - 1

    def of(self, hypothesis: int) -> Ints:
        """Return the signs of one hypothesis."""
        return self.indices[self.offsets[hypothesis] : self.offsets[hypothesis + 1]]

    @cached_property
    def matrix(self) -> "csr_array":
        """(n, s) sparse: 1 where a hypothesis has a sign."""
        ones = np.ones(len(self.indices))
        shape = (self.count, len(self.signs))
        return csr_array((ones, self.indices, self.offsets), shape=shape)

    @cached_property
    def classes(self) -> Ints:
        """(n,) number of the first hypothesis with the same answer in every row."""
        first: dict[bytes, int] = {}
        sets = (np.sort(self.of(i)).tobytes() for i in range(self.count))
        return np.array([first.setdefault(s, i) for i, s in enumerate(sets)], dtype=np.int64)


def answer(
    hypotheses: Iterable[Hypothesis],
    days: float,
    body: Body,
    knowledge: Knowledge,
    rows: Rows,
    patient: Patient | None = None,
    done: Callable[[], None] = lambda: None,
) -> Answers:
    """Ask predict() for every hypothesis at an age.

    Parameters
    ----------
    hypotheses : iterable of Hypothesis
    days : float
    body : Body
    knowledge : Knowledge
    rows : Rows
    patient : Patient, optional
    done : callable
        Called after each.
    """
    number: dict[Sign, int] = {}
    indices: list[int] = []
    offsets = [0]
    for hypothesis in hypotheses:
        scene = Scene(lesions=hypothesis.at(days), patient=patient or Patient())
        signs = _unlike(predict(scene, body, knowledge).findings, rows)
        indices.extend(number.setdefault(sign, len(number)) for sign in signs)
        offsets.append(len(indices))
        done()
    return Answers(tuple(number), np.array(indices, dtype=np.int64), np.array(offsets))


def _unlike(findings: Sequence[Finding], rows: Rows) -> Iterable[Sign]:
    usual = rows.findings
    for i, finding in enumerate(findings):
        if i < len(usual) and finding is usual[i]:
            continue
        sign = rows.sign(finding)
        if sign is not None and sign != rows.healthy[sign.row]:
            yield sign


def joined(parts: Sequence[Answers]) -> Answers:
    """Put the answers of several batches of hypotheses one after the other."""
    number: dict[Sign, int] = {}
    indices, counts = [np.empty(0, dtype=np.int64)], [np.zeros(1, dtype=np.int64)]
    for part in parts:
        new = [number.setdefault(sign, len(number)) for sign in part.signs]
        indices.append(np.array(new, dtype=np.int64)[part.indices])
        counts.append(np.diff(part.offsets))
    return Answers(tuple(number), np.concatenate(indices), np.cumsum(np.concatenate(counts)))
