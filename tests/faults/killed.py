"""Writers that are killed: processes that record until they are sent SIGKILL, and say over a pipe what was recorded for good."""

from __future__ import annotations

import mmap
import os
import random
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from tests.faults.journals import moment, opened

from vigueur import Journal, Refused, checkpoint
from vigueur.journal.entries import Draft
from vigueur.journal.sqlite import SqliteStorage
from vigueur.plain import dataclass, field

OUTSIDE, WITHIN, COMMITTING = 0, 1, 2
BATCH = 5


@dataclass(slots=True)
class Killed:
    """What was counted over all kills, by where in its work the writer was."""

    where: dict[int, int] = field(default_factory=lambda: {OUTSIDE: 0, WITHIN: 0, COMMITTING: 0})

    @property
    def all(self) -> int:
        return sum(self.where.values())

    @property
    def midway(self) -> int:
        return self.where[WITHIN] + self.where[COMMITTING]


class Writers:
    """Processes that write to one journal at once. Each is forked, so that it is at work at once."""

    def __init__(self, folder: Path, drafts: Sequence[Draft], chance: random.Random) -> None:
        self.folder, self.drafts, self.chance = folder, drafts, chance
        self.told, self._telling = os.pipe()
        self.states = mmap.mmap(-1, 64)
        self.running: dict[int, int] = {}
        """The process at each place."""

    def start(self, place: int) -> None:
        seed = self.chance.randrange(2**32)
        self.states[place] = OUTSIDE
        process = os.fork()
        if process:
            self.running[place] = process
            return
        try:
            _write_for_ever(self, place, random.Random(seed))  # noqa: S311 - chance, not a secret
        finally:
            os._exit(70)

    def kill(self, place: int) -> int:
        """Kill a writer. Gives where it was in its work: nothing moves any more when it is read."""
        process = self.running.pop(place)
        os.kill(process, signal.SIGKILL)
        _, status = os.waitpid(process, 0)
        assert os.WIFSIGNALED(status), f"a writer ended by itself with status {status}"
        return self.states[place]

    def victim(self) -> int:
        """A writer to be killed: more often one that is in the middle of a transaction."""
        places = sorted(self.running)
        busy = [place for place in places if self.states[place] != OUTSIDE]
        return self.chance.choice(busy if busy and self.chance.random() < 0.7 else places)

    def acknowledged(self) -> list[list[str]]:
        """All that the writers said was recorded; to be asked once, when none runs any more."""
        os.close(self._telling)
        with os.fdopen(self.told, encoding="ascii") as pipe:
            return [line.split() for line in pipe.read().splitlines()]

    def say(self, *words: object) -> None:
        os.write(self._telling, (" ".join(map(str, words)) + "\n").encode())


def kill_at_random(writers: Writers, kills: int, many: int, killed: Killed) -> list[list[str]]:
    """Let many writers write, kill one after the other at random moments, and put another in its place; at last kill all.

    Gives what they said was recorded.
    """
    for place in range(many):
        writers.start(place)
    for left in range(kills, 0, -1):
        time.sleep(writers.chance.uniform(0, 0.012))
        place = writers.victim()
        killed.where[writers.kill(place)] += 1
        if left > many:
            writers.start(place)
    assert not writers.running
    return writers.acknowledged()


def _write_for_ever(writers: Writers, place: int, chance: random.Random) -> None:
    journal = opened(writers.folder)
    _watch(writers, place)
    works: Sequence[Callable[[Writers, Journal, random.Random], None]] = (_one, _one, _one, _batch, _batch, _checkpoint, _erase)
    while True:
        chance.choice(works)(writers, journal, chance)


def _watch(writers: Writers, place: int) -> None:
    """Let the transactions of this process be seen from the one that kills it."""
    real = SqliteStorage.transaction

    @contextmanager
    def watched(storage: SqliteStorage) -> Iterator[None]:
        try:
            with real(storage):
                writers.states[place] = WITHIN
                yield
                writers.states[place] = COMMITTING
        finally:
            writers.states[place] = OUTSIDE

    SqliteStorage.transaction = watched  # type: ignore[method-assign]


def _one(writers: Writers, journal: Journal, chance: random.Random) -> None:
    (record,) = journal.record([chance.choice(writers.drafts)])
    writers.say("one", record.id)


def _batch(writers: Writers, journal: Journal, chance: random.Random) -> None:
    name = f"batch-{chance.randrange(2**63)}"
    records = journal.record([replace(one, actor=name) for one in chance.sample(writers.drafts, BATCH)])
    writers.say("batch", *(record.id for record in records))


def _checkpoint(writers: Writers, journal: Journal, chance: random.Random) -> None:
    signed = checkpoint(journal, moment(chance.randrange(100)))
    writers.say("signed", signed.size, signed.root.hex())


def _erase(writers: Writers, journal: Journal, chance: random.Random) -> None:
    subject = chance.choice(writers.drafts).subject
    assert subject is not None
    key = journal.storage.newest_key(subject)
    if key is not None and not key.erased and chance.random() < 0.5 and _erased_by_us(journal, subject):
        writers.say("erased", key.number)


def _erased_by_us(journal: Journal, subject: bytes) -> bool:
    try:
        journal.erase(subject, moment(), "a clerk", "asked for")
    except Refused as refused:
        # Another writer erased the same person meanwhile.
        assert [one.code for one in refused.problems] == ["VG824"]
        return False
    return True
