"""One row of the electrodiagnostic report, and how a value is judged."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from visualizer.findings.because import Because
from visualizer.findings.finding import Reason
from visualizer.findings.tables.electro import Limit


@dataclass(frozen=True, slots=True)
class Measurement:
    """One quantity of one study on one side.

    Attributes
    ----------
    kind : str
        central, motor, sensory, repetitive or needle.
    study, side, quantity : str
    value : float, str or None
        None where there is no response to measure.
    unit, normal : str
        Unit, and the normal limit in words.
    verdict : str
        normal, abnormal or absent.
    certainty : str
        expected, possible or undetermined.
    sources : tuple of str
        Of the normal limit.
    because : sequence of Reason
    """

    kind: str
    study: str
    side: str
    quantity: str
    value: float | str | None
    unit: str
    normal: str
    verdict: str
    certainty: str = "expected"
    sources: tuple[str, ...] = ()
    because: Sequence[Reason] = ()


class Asked(NamedTuple):
    """What is measured: kind of study, study, side and quantity, as in `Measurement`."""

    kind: str
    study: str
    side: str
    quantity: str


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges values by the normal limit of a quantity.

    `doubt` is the part of a limit nearer than which a verdict is only possible.
    """

    limit: Limit
    doubt: float

    @property
    def normal(self) -> str:
        """The normal limit in words."""
        low = "" if self.limit.low is None else f"at least {self.limit.low:g}"
        high = "" if self.limit.high is None else f"at most {self.limit.high:g}"
        return " and ".join(part for part in (low, high) if part)

    def verdict(self, value: float) -> str:
        """Return normal or abnormal."""
        low = self.limit.low is not None and value < self.limit.low
        high = self.limit.high is not None and value > self.limit.high
        return "abnormal" if low or high else "normal"

    def certainty(self, value: float) -> str:
        """Return possible near a limit, else expected."""
        bounds = [bound for bound in (self.limit.low, self.limit.high) if bound is not None]
        near = any(abs(value - bound) < self.doubt * abs(bound) for bound in bounds)
        return "possible" if near else "expected"

    def measurement(
        self,
        asked: Asked,
        value: float | None,
        reasons: Callable[[], tuple[Reason, ...]],
        digits: int | None = 1,
    ) -> Measurement:
        """Return the judged row of a value, None where there is no response to measure.

        `digits` are kept of the value (None for a whole number); `reasons` is called when the
        reasons of an abnormal row are read.
        """
        verdict = "absent" if value is None else self.verdict(value)
        return Measurement(
            *asked,
            value=None if value is None else round(value, digits),
            unit=self.limit.unit,
            normal=self.normal,
            verdict=verdict,
            certainty="expected" if value is None else self.certainty(value),
            sources=self.limit.sources,
            because=() if verdict == "normal" else Because(reasons),
        )
