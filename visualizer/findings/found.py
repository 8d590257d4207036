"""What the domains have answered so far, looked up by target."""

from collections.abc import Iterable

from visualizer.findings.finding import Finding

Key = tuple[str, str, str, str | None, str | None]


_PLACES: dict[Key, int] = {}
"""Where each row was last found: it is mostly there again, so that few rows are indexed."""


def _key(row: Finding) -> Key:
    return row.domain, row.target, row.side, row.modality, row.direction


class Found:
    """The findings of the domains that have already answered."""

    def __init__(self) -> None:
        self._rows: list[Finding] = []
        self._index: dict[Key, int] = {}
        self._indexed = 0

    def add(self, findings: Iterable[Finding]) -> None:
        """Take the answers of one domain."""
        self._rows.extend(findings)

    @property
    def rows(self) -> tuple[Finding, ...]:
        """Every finding, in the order of the examination."""
        return tuple(self._rows)

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
        place = _PLACES.get(key, len(self._rows))
        if place < len(self._rows) and _key(self._rows[place]) == key:
            return self._rows[place]
        for at in range(self._indexed, len(self._rows)):
            self._index[_key(self._rows[at])] = at
        self._indexed = len(self._rows)
        found = self._index.get(key)
        if found is None:
            return None
        _PLACES[key] = found
        return self._rows[found]

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
