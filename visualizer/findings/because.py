"""Reasons made only when somebody asks for them."""

from collections.abc import Callable, Iterator, Sequence
from typing import cast, overload

from visualizer.findings.finding import Reason


class Because(Sequence[Reason]):
    """A sequence of reasons that is made on first use; equal to a tuple of the same reasons.

    A prediction makes hundreds of these, so that each takes no more than a function and what
    the reasons are about, if the function asks for it.
    """

    __slots__ = ("_given", "_make")

    def __init__(self, make: Callable[..., tuple[Reason, ...]], about: object = None) -> None:
        self._make: Callable[..., tuple[Reason, ...]] | None = make
        self._given = about

    def _reasons(self) -> tuple[Reason, ...]:
        if self._make is not None:
            made = self._make() if self._given is None else self._make(self._given)
            self._given, self._make = tuple(made), None
        return cast("tuple[Reason, ...]", self._given)

    @overload
    def __getitem__(self, index: int) -> Reason: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Reason, ...]: ...

    def __getitem__(self, index: int | slice) -> Reason | tuple[Reason, ...]:
        """Return one reason or some."""
        return self._reasons()[index]

    def __len__(self) -> int:
        """Return how many reasons there are."""
        return len(self._reasons())

    def __iter__(self) -> Iterator[Reason]:
        """Yield every reason."""
        return iter(self._reasons())

    def __eq__(self, other: object) -> bool:
        """Compare with another sequence of reasons."""
        if isinstance(other, Because | tuple):
            return self._reasons() == tuple(other)
        return NotImplemented

    def __hash__(self) -> int:
        """Return the hash of the reasons."""
        return hash(self._reasons())

    def __repr__(self) -> str:
        """Show the reasons."""
        return repr(self._reasons())
