"""Recorded decisions gone through one after the other: here, or shared among processes. What is done with each is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias, TypeVar, cast

from vigueur.diagnostics.problems import Refused
from vigueur.journal.entries import Record, body_of
from vigueur.journal.keys import Keys
from vigueur.journal.log import Journal
from vigueur.journal.storage import Row, Storage, SubjectKey

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

ENOUGH_TO_SHARE: Final = 400
"""Decisions from which on starting other processes pays."""
_CHUNK: Final = 100
"""Decisions handed over at once."""

T = TypeVar("T")
Told_co = TypeVar("Told_co", covariant=True)
Handed: TypeAlias = "list[tuple[tuple[int, bytes, str, str, bytes | None, str | None, bytes], tuple[int, bytes, bytes] | None, bool]]"
"""Entries as they are handed to another process: the row, the key that opens it, and whether another decision supersedes it."""


class Task(Protocol[Told_co]):
    """What is done with each decision."""

    def again(self, record: Record, *, superseded: bool) -> Told_co:
        """What comes of a decision."""

    def unreadable(self, row: Row, refused: Refused) -> Told_co:
        """What comes of an entry that is not what was logged."""


def each(
    journal: Journal,
    rows: tuple[Row, ...],
    replaced: frozenset[str],
    begin: Callable[[], Task[T]],
    *,
    jobs: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[T]:
    """What comes of each decision, in the order given.

    `begin` makes the task; where there are many decisions it is called once in each process, and must be what can be handed over.
    """
    handed = (_handed(journal, rows[first : first + _CHUNK], replaced) for first in range(0, len(rows), _CHUNK))
    if jobs > 1 and len(rows) >= ENOUGH_TO_SHARE:
        chunks = _shared(journal.keys, begin, handed, jobs)
    else:
        task = begin()
        chunks = (_chunk(task, journal.keys, chunk) for chunk in handed)
    done = 0
    for chunk in chunks:
        yield from chunk
        done += len(chunk)
        if progress is not None:
            progress(done, len(rows))


def _handed(journal: Journal, rows: Iterable[Row], replaced: frozenset[str]) -> Handed:
    found: Handed = []
    for row in rows:
        key = _key(journal, row)
        plain = (row.sequence, row.leaf, row.id, row.kind, row.subject, row.supersedes, row.body)
        found.append((plain, (key.number, key.subject, key.wrapped) if key else None, row.id in replaced))
    return found


def _key(journal: Journal, row: Row) -> SubjectKey | None:
    try:
        return journal.storage.key(int(str(body_of(row)["key"])))
    except Refused:
        return None


class _OneKey:
    """Where an entry that was handed over finds its key."""

    def __init__(self, key: tuple[int, bytes, bytes] | None) -> None:
        self._key = SubjectKey(*key) if key else None

    def key(self, number: int) -> SubjectKey | None:
        """The key of that number."""
        return self._key if self._key is not None and self._key.number == number else None


def _chunk(task: Task[T], keys: Keys, handed: Handed) -> list[T]:
    found = []
    for plain, key, superseded in handed:
        row = Row(*plain)
        try:
            record = Journal(cast("Storage", _OneKey(key)), keys).read(row)
        except Refused as refused:
            found.append(task.unreadable(row, refused))
        else:
            found.append(task.again(record, superseded=superseded))
    return found


_WORKER: dict[str, tuple[Task[Any], Keys]] = {}
"""What a process keeps from one chunk to the next."""


def _shared(keys: Keys, begin: Callable[[], Task[T]], handed: Iterable[Handed], jobs: int) -> Iterator[list[T]]:
    """Chunks done in other processes, in order; no more of them wait than are soon needed."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    kept = (keys.store, keys.pseudonym, keys.wrapping, keys.signing)
    with ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (kept, begin)) as pool:
        yield from _in_order(pool, handed, jobs)


def _in_order(pool: ProcessPoolExecutor, handed: Iterable[Handed], jobs: int) -> Iterator[list[Any]]:
    waiting: list[Future[list[Any]]] = []
    for chunk in handed:
        waiting.append(pool.submit(_in_worker, chunk))
        if len(waiting) > 3 * jobs:
            yield waiting.pop(0).result()
    for future in waiting:
        yield future.result()


def _begin(kept: tuple[str, bytes, bytes, bytes], begin: Callable[[], Task[Any]]) -> None:
    """Begin a process: the rule books are read once, when they are first needed."""
    import gc

    gc.set_threshold(200_000)  # as the command line does
    _WORKER["only"] = begin(), Keys(*kept)


def _in_worker(handed: Handed) -> list[Any]:
    return _chunk(*_WORKER["only"], handed)
