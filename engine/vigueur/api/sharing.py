"""Recorded decisions gone through one after the other: here, or shared among processes. What is done with each is given."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from vigueur.diagnostics.problems import Refused, problem
from vigueur.journal.entries import Record
from vigueur.journal.keys import Keys
from vigueur.journal.log import Journal
from vigueur.journal.reading import opened
from vigueur.journal.storage import Row, SubjectKey
from vigueur.plain import dataclass

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

ENOUGH_TO_SHARE: Final = 400
"""Decisions from which on starting other processes pays."""
_CHUNK: Final = 100
"""Decisions handed over at once."""

T = TypeVar("T")
Told_co = TypeVar("Told_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Handed:
    """An entry as it is handed to another process, with the keys of its person, and whether another decision supersedes it."""

    row: Row
    keys: tuple[SubjectKey, ...]
    superseded: bool


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
    kept = _keys(journal)
    every = (Handed(row, kept.get(row.subject or b"", ()), row.id in replaced) for row in rows)
    many = jobs > 1 and len(rows) >= ENOUGH_TO_SHARE
    found = _shared(journal.keys, begin, every, jobs) if many else _each(begin(), journal.keys, every)
    for done, one in enumerate(found, 1):
        yield one
        if progress is not None and (done % _CHUNK == 0 or done == len(rows)):
            progress(done, len(rows))


def _keys(journal: Journal) -> dict[bytes, tuple[SubjectKey, ...]]:
    """The keys of each person: one, or several where one was erased."""
    found: dict[bytes, tuple[SubjectKey, ...]] = {}
    for key in journal.storage.keys():  # noqa: SIM118 - no mapping
        found[key.subject] = (*found.get(key.subject, ()), key)
    return found


def _each(task: Task[T], keys: Keys, handed: Iterable[Handed]) -> Iterator[T]:
    for one in handed:
        mine = {key.number: key for key in one.keys}
        try:
            record, _ = opened(one.row, mine.get, keys)
        except Refused as refused:
            yield task.unreadable(one.row, refused)
        else:
            yield task.again(record, superseded=one.superseded)


_WORKER: dict[str, tuple[Task[Any], Keys]] = {}
"""What a process keeps from one chunk to the next."""


def _shared(keys: Keys, begin: Callable[[], Task[T]], handed: Iterator[Handed], jobs: int) -> Iterator[T]:
    """Decisions gone through in other processes, in order; no more of them wait than are soon needed."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    try:
        with ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (keys, begin)) as pool:
            yield from _in_order(pool, handed, jobs)
    except BrokenProcessPool as error:
        raise Refused((problem("VG846", None),)) from error


def _in_order(pool: ProcessPoolExecutor, handed: Iterator[Handed], jobs: int) -> Iterator[Any]:
    waiting: deque[Future[list[Any]]] = deque()
    while chunk := list(islice(handed, _CHUNK)):
        waiting.append(pool.submit(_in_worker, chunk))
        if len(waiting) > 3 * jobs:
            yield from waiting.popleft().result()
    for future in waiting:
        yield from future.result()


def _begin(keys: Keys, begin: Callable[[], Task[Any]]) -> None:
    """Begin a process: the rule books are read once, when they are first needed."""
    import gc

    gc.set_threshold(200_000)  # as the command line does
    _WORKER["only"] = begin(), keys


def _in_worker(handed: list[Handed]) -> list[Any]:
    return list(_each(*_WORKER["only"], handed))
