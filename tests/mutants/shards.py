"""Many mutants on all cores: processes that share what was loaded before they began."""

import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.cores import on_all_cores
from tests.mutants.history import History
from tests.mutants.report import Verdict
from tests.mutants.trial import Trial
from tests.mutants.values import Value

AT_ONCE = 4
#: Turns of a process: what the findings keep of other tables would fill the memory.
LASTING = 30
ENOUGH_TO_WARM = 40


class _Work:
    """What the processes share: the values, the tests, and which process has a folder of its own.

    Parameters
    ----------
    values : sequence of Value
    trial : Trial
    folder : Path
        For the copies of the tables.
    """

    def __init__(self, values: Sequence[Value], trial: Trial, folder: Path) -> None:
        self.values, self.history, self._trial, self._folder = values, History(), trial, folder
        self._process = 0

    def tried(self, number: int) -> tuple[int, str, str, float]:
        """Try one value; what is returned goes from process to process."""
        value = self.values[number]
        begun = time.process_time()
        verdict = self._own_trial().verdict(value, self.history.of(value))
        kind, _, by = verdict.partition(" ")
        return number, kind, by, time.process_time() - begun

    def _own_trial(self) -> Trial:
        """Return the trial of this process, which has a folder of its own."""
        if self._process != os.getpid():
            self._process = os.getpid()
            self._trial.move(self._folder / str(self._process))
        return self._trial


def tried(values: Sequence[Value], jobs: int, answers: Path, most: int) -> Iterator[Verdict]:
    """Try every value, in as many processes as given, and yield what became of it.

    Parameters
    ----------
    values : sequence of Value
    jobs : int
    answers : Path
        The approved answers.
    most : int
        Try at most so many far cases on a value.
    """
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(answers, most)
        if len(values) >= ENOUGH_TO_WARM:
            trial.warm()
        work = _Work(values, trial, Path(folder))
        numbers = range(len(values))
        for number, *said in on_all_cores(work.tried, numbers, jobs, AT_ONCE, False, LASTING):
            found = Verdict(values[number], *said)
            work.history.add(found)
            yield found
