"""What the domains have answered so far, looked up by target."""

from collections.abc import Iterable
from functools import cached_property

from visualizer.findings.finding import Finding

Key = tuple[str, str, str, str | None, str | None]


_PLACES: dict[Key, int] = {}
"""Where each row was last found: it is mostly there again, so that few rows are indexed."""


def _key(row: Finding) -> Key:
    return row.domain, row.target, row.side, row.modality, row.direction


class Found:
    """The findings of the domains that have already answered, in the order of the examination.

    The next domain gets another one: a finding whose reasons look here would hold itself, and
    dropped predictions would wait, by the thousand rows, for the collector of cycles.
    """

    def __init__(self, rows: tuple[Finding, ...] = ()) -> None:
        self.rows = rows

    def joined(self, findings: Iterable[Finding]) -> "Found":
        """Return these with the answers of one more domain."""
        return Found((*self.rows, *findings))

    @cached_property
    def _index(self) -> dict[Key, int]:
        return {_key(row): at for at, row in enumerate(self.rows)}

    def get(
        self,
        domain: str,
        target: str,
        side: str,
        modality: str | None = None,
        direction: str | None = None,
    ) -> Finding | None:
        """Return one finding, or None if no domain has answered for it."""
        key = (domain, target, side, modality, direction)
        rows, place = self.rows, _PLACES.get(key, len(self.rows))
        if place < len(rows) and _key(rows[place]) == key:
            return rows[place]
        found = self._index.get(key)
        if found is None:
            return None
        _PLACES[key] = found
        return rows[found]

    def value(
        self,
        domain: str,
        target: str,
        side: str,
        modality: str | None = None,
        direction: str | None = None,
    ) -> str:
        """Return the value of one finding, "" if no domain has answered for it."""
        finding = self.get(domain, target, side, modality, direction)
        return "" if finding is None else finding.value
