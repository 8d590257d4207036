"""What the domains have answered so far, looked up by target."""

from collections.abc import Iterable

from visualizer.findings.finding import Finding

Key = tuple[str, str, str, str | None, str | None]


class Found:
    """The findings of the domains that have already answered."""

    def __init__(self) -> None:
        self._rows: list[Finding] = []
        self._index: dict[Key, Finding] = {}
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
        for row in self._rows[self._indexed :]:
            self._index[row.domain, row.target, row.side, row.modality, row.direction] = row
        self._indexed = len(self._rows)
        return self._index.get((domain, target, side, modality, direction))

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
