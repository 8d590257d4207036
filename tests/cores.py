"""Work on all cores: processes that share what was loaded before they began."""

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
AT_ONCE = 8
_WORK: list[tuple[Callable[[Any], Any], Sequence[Any]]] = []


def on_all_cores(
    do: Callable[[Item], Result],
    items: Sequence[Item],
    jobs: int | None = None,
    at_once: int = AT_ONCE,
    ordered: bool = True,
    lasting: int | None = None,
) -> Iterator[Result]:
    """Do something with every item and yield the results.

    Parameters
    ----------
    do : callable
        Returns a result that can be sent from process to process.
    items : sequence
    jobs : int, optional
        Number of processes, one a core by default.
    at_once : int
        How many items a process takes at once.
    ordered : bool
        Whether the results come in the order of the items, or as soon as they are there.
    lasting : int, optional
        After how many turns a process makes place for a new one, with what it remembers.
    """
    _WORK.append((do, items))
    try:
        gc.collect()
        gc.freeze()
        fork = multiprocessing.get_context("fork")
        with fork.Pool(jobs or os.cpu_count(), maxtasksperchild=lasting) as pool:
            run = pool.imap if ordered else pool.imap_unordered
            yield from run(_one, range(len(items)), at_once)
    finally:
        gc.unfreeze()
        _WORK.pop()


def _one(number: int) -> Any:
    do, items = _WORK[-1]
    return do(items[number])
