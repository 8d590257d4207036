"""The answers of predict() to every hypothesis, kept in the user's cache folder.

A file is named by what it was made from: body, tables, the code of the model, kind and time.
Nothing else is ever read, so a file can be stale only by not being found.
"""

import hashlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from visualizer.anatomy import Body
from visualizer.findings import Knowledge, predict
from visualizer.findings.localise import (
    Answers,
    Hypothesis,
    Rows,
    Sign,
    answer,
    balls,
    joined,
    named_hypotheses,
)
from visualizer.scene import Scene
from visualizer.storage.body import load_body
from visualizer.storage.knowledge import load_knowledge

LAYOUT = 1
MAX_BYTES = 500_000_000
KEPT_FILES = 16
BATCH = 50
TOLD = 20  # batches between two words of progress
CODE = ("anatomy", "scene", "findings")
Say = Callable[[str], None]


def cache_folder() -> Path:
    """Return the folder for what can be made again, by the habits of the platform."""
    if sys.platform == "win32":
        root = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
        return root / "visualizer" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "visualizer"
    given = os.environ.get("XDG_CACHE_HOME", "")
    root = Path(given) if given and Path(given).is_absolute() else Path.home() / ".cache"
    return root / "visualizer"


class AnswerStore:
    """Gives the answers to hypotheses: from the cache, or by asking and then keeping them.

    Parameters
    ----------
    body : Body
    knowledge : Knowledge
    folder : Path, optional
        The user's cache folder by default.
    say : callable, optional
        Told of progress while answers are made.
    processes : int
        How many may ask at once; more than one only for the shipped body and tables.
    """

    def __init__(
        self,
        body: Body,
        knowledge: Knowledge,
        folder: Path | None = None,
        say: Say = lambda _words: None,
        processes: int = 1,
    ) -> None:
        self._body, self._knowledge = body, knowledge
        self._folder = cache_folder() if folder is None else folder
        self._say = say
        self._processes = processes

    def __call__(self, kind: str, hypotheses: Sequence[Hypothesis], days: float) -> Answers:
        """Return the answers to all hypotheses of a kind at a time."""
        healthy = predict(Scene(), self._body, self._knowledge).findings
        rows = Rows(healthy, self._knowledge.localise.scales)
        path = self._folder / f"localise-{kind}-{self._key(hypotheses, days)}.npz"
        kept = _read(path, len(hypotheses), len(rows))
        if kept is not None:
            return kept
        made = self._made(kind, hypotheses, days, rows)
        try:
            _write(path, made)
            _prune(self._folder)
        except OSError as error:
            self._say(f"the answers cannot be kept ({error.strerror})")
        return made

    def _key(self, hypotheses: Sequence[Hypothesis], days: float) -> str:
        tables = (self._body.sha256, self._knowledge.sha256, code_digest())
        made_from = (LAYOUT, *tables, _digest(hypotheses), days)
        return hashlib.sha256(repr(made_from).encode()).hexdigest()[:32]

    def _made(
        self, kind: str, hypotheses: Sequence[Hypothesis], days: float, rows: Rows
    ) -> Answers:
        starts = range(0, len(hypotheses), BATCH)
        if self._processes > 1 and len(starts) > 1:
            try:
                return self._joined(self._by_others(kind, hypotheses, days), len(hypotheses))
            except (BrokenExecutor, OSError):
                self._say("no other process could be used; going on with one")
        alone = (
            answer(hypotheses[at : at + BATCH], days, self._body, self._knowledge, rows)
            for at in starts
        )
        return self._joined(alone, len(hypotheses))

    def _joined(self, batches: Iterable[Answers], whole: int) -> Answers:
        parts: list[Answers] = []
        for part in batches:
            parts.append(part)
            if len(parts) % TOLD == 0 or len(parts) * BATCH >= whole:
                done = min(len(parts) * BATCH, whole)
                self._say(f"asking the model, once: {done} of {whole} lesions")
        return joined(parts)

    def _by_others(
        self, kind: str, hypotheses: Sequence[Hypothesis], days: float
    ) -> Iterator[Answers]:
        starts = range(0, len(hypotheses), BATCH)
        given = (kind, self._body.sha256, self._knowledge.sha256, _digest(hypotheses))
        count = min(self._processes, len(starts))
        with ProcessPoolExecutor(count, get_context("spawn"), _ready, given) as pool:
            yield from pool.map(_batch, starts, repeat(days))


@dataclass(frozen=True)
class _Worker:
    """What a process of the pool asks with; read once in each."""

    body: Body
    knowledge: Knowledge
    rows: Rows
    hypotheses: tuple[Hypothesis, ...]


_WORKER: list[_Worker] = []


def _ready(kind: str, body_sha256: str, knowledge_sha256: str, digest: str) -> None:
    body, knowledge = load_body(), load_knowledge()
    if kind == "named":
        hypotheses = named_hypotheses(knowledge.sites, knowledge.localise.ranges)
    else:
        hypotheses = balls(body, knowledge)
    read = (body.sha256, knowledge.sha256, _digest(hypotheses))
    if read != (body_sha256, knowledge_sha256, digest):
        return  # the main process asks with other tables than the shipped ones
    rows = Rows(predict(Scene(), body, knowledge).findings, knowledge.localise.scales)
    _WORKER[:] = [_Worker(body, knowledge, rows, hypotheses)]


def _batch(start: int, days: float) -> Answers:
    if not _WORKER:
        raise OSError("the shipped files are not those in use")
    worker = _WORKER[0]
    some = worker.hypotheses[start : start + BATCH]
    return answer(some, days, worker.body, worker.knowledge, worker.rows)


def _digest(hypotheses: Sequence[Hypothesis]) -> str:
    digest = hashlib.sha256()
    for hypothesis in hypotheses:
        reach = hypothesis.lesions[0].reach
        digest.update(repr((hypothesis.place, hypothesis.dated, reach)).encode())
    return digest.hexdigest()


@lru_cache(maxsize=1)
def code_digest() -> str:
    """Return a digest of the code that answers, so that what it once said is not kept."""
    package = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    for room in CODE:
        for path in sorted(package.joinpath(room).rglob("*.py")):
            digest.update(path.relative_to(package).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _read(path: Path, hypotheses: int, rows: int) -> Answers | None:
    """Return the answers in a file; None where there is none that fits."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return None
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            data = {name: stored[name] for name in stored.files}
        signs = tuple(
            Sign(*sign)
            for sign in zip(*(data[name].tolist() for name in Sign._fields), strict=True)
        )
        found = Answers(signs, data["indices"].astype(np.int64), data["offsets"].astype(np.int64))
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile):
        return None
    return found if _fits(found, hypotheses, rows) else None


def _fits(found: Answers, hypotheses: int, rows: int) -> bool:
    offsets, indices = found.offsets, found.indices
    steady = offsets.shape == (hypotheses + 1,) and bool((np.diff(offsets) >= 0).all())
    if not steady or offsets[0] != 0 or offsets[-1] != len(indices):
        return False
    inside = not len(indices) or (indices.min() >= 0 and indices.max() < len(found.signs))
    return bool(inside) and all(0 <= sign.row < rows for sign in found.signs)


def _write(path: Path, found: Answers) -> None:
    """Write a file beside its place, then put it there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    columns = zip(*found.signs, strict=True) if found.signs else ((),) * len(Sign._fields)
    data = {
        name: np.array(column, dtype=np.int32 if name == "row" else str)
        for name, column in zip(Sign._fields, columns, strict=True)
    }
    data |= {"indices": found.indices.astype(np.int32), "offsets": found.offsets}
    handle, temporary = tempfile.mkstemp(prefix=".localise.", suffix=".npz", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez_compressed(file, allow_pickle=False, **data)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _prune(folder: Path) -> None:
    """Drop the oldest files beyond a number."""
    paths = sorted(folder.glob("localise-*.npz"), key=lambda path: -path.stat().st_mtime)
    for path in paths[KEPT_FILES:]:
        path.unlink(missing_ok=True)
