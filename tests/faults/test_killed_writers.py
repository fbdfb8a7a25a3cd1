"""A writer may be killed at any moment: what it said was recorded is, what it had not finished is not, and the next one goes on."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.faults.journals import SHM, begin, codes, draft, errors, inspected, listed, moment, opened
from tests.faults.killed import BATCH, Killed, Writers, kill_at_random

from vigueur import Refused
from vigueur.journal.entries import Draft
from vigueur.journal.merkle import Tree
from vigueur.journal.storage import Row

pytest.importorskip("cryptography", reason="the journal needs the extra `journal`")

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked")

ROUNDS, KILLS, MANY = 20, 26, 4


@pytest.fixture
def folder(tmp_path: Path):
    """In memory: a killed process loses nothing that it wrote, on whatever it wrote; the disk would only make it slow."""
    if not SHM.is_dir():
        yield tmp_path / "journal"
        return
    place = SHM / f"vigueur-killed-{os.getpid()}"
    place.mkdir()
    yield place / "journal"
    shutil.rmtree(place)


def test_what_was_acknowledged_outlives_five_hundred_killed_writers(folder: Path):
    killed = Killed()
    acknowledged = 0
    for number in range(ROUNDS):
        acknowledged += survived(folder, random.Random(number), killed)  # noqa: S311 - chance, not a secret
        shutil.rmtree(folder)
    assert killed.all >= 500
    # Most of the time of a writer is spent within a transaction or waiting for one.
    assert killed.midway >= killed.all // 4, killed.where
    assert acknowledged > killed.all


def survived(folder: Path, chance: random.Random, killed: Killed) -> int:
    """One journal, from its beginning, with several writers killed; then all that must hold. Gives the decisions acknowledged."""
    journal = begin(folder)
    drafts = [draft(journal, f"person {n}") for n in range(12)]
    journal.close()
    said = kill_at_random(Writers(folder, drafts, chance), KILLS, MANY, killed)

    found = inspected(folder)
    assert errors(found) == [], listed(found.problems)
    journal = opened(folder)
    rows = list(journal.storage.rows())
    assert [row.sequence for row in rows] == list(range(len(rows)))
    assert [row.id for row in rows] == sorted({row.id for row in rows})
    ids = {row.id for row in rows if row.kind == "decision"}
    told = [id_ for kind, *words in said if kind in {"one", "batch"} for id_ in words]
    assert set(told) <= ids
    for record in journal.decisions():
        assert record.content is None or record.content["verdict"] == "eligible"
    batches = Counter(str(journal.body(row.sequence)["actor"]) for row in rows if row.kind == "decision")
    assert {count for name, count in batches.items() if name.startswith("batch-")} <= {BATCH}
    leaves = journal.storage.leaves()
    for size, signed in ((int(words[0]), words[1]) for kind, *words in said if kind == "signed"):
        assert Tree(leaves[:size]).root().hex() == signed
    for number in (int(words[0]) for kind, *words in said if kind == "erased"):
        kept = journal.storage.key(number)
        assert kept is not None
        assert kept.erased
    (after,) = journal.record([drafts[0]])
    assert after.row.sequence == len(rows)
    journal.close()
    return len(told)


def test_a_journal_whose_beginning_was_killed_is_there_whole_or_not_at_all(folder: Path):
    chance = random.Random(7)  # noqa: S311 - chance, not a secret
    whole = 0
    for _ in range(60):
        process = os.fork()
        if not process:
            begin(folder).close()
            os._exit(0)
        time.sleep(chance.uniform(0, 0.03))
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        whole += begun(folder)
    assert 0 < whole < 60, "kills before and after the beginning"


def begun(folder: Path) -> bool:
    """Whether a journal is there; where there is none, the next one begins in its place."""
    was = folder.exists()
    if not was:
        with pytest.raises(Refused) as refused:
            inspected(folder)
        assert codes(refused.value) == ["VG801"]
        begin(folder).close()
    assert errors(inspected(folder)) == []
    journal = opened(folder)
    journal.record([draft(journal, "the first")])
    journal.close()
    shutil.rmtree(folder)
    return was


def test_a_key_erased_by_a_writer_that_was_killed_then_is_gone_from_every_file(folder: Path):
    """The old bytes may lie in the write-ahead log until the store is next opened and left; then they must be nowhere."""
    chance = random.Random(11)  # noqa: S311 - chance, not a secret
    erased = 0
    for _ in range(12):
        journal = begin(folder)
        one = draft(journal, "person 1")
        journal.record([one])
        assert one.subject is not None
        key = journal.storage.newest_key(one.subject)
        assert key is not None
        journal.close()
        process = os.fork()
        if not process:
            writing = opened(folder)
            writing.erase(one.subject, moment(1), "a clerk", "asked for")
            time.sleep(60)
        time.sleep(chance.uniform(0.001, 0.02))
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        journal = opened(folder)
        now = journal.storage.key(key.number)
        journal.close()
        assert now is not None
        assert errors(inspected(folder)) == []
        if now.erased:
            erased += 1
            for file in folder.iterdir():
                assert key.wrapped[:32] not in file.read_bytes(), file.name
        shutil.rmtree(folder)
    assert erased


def test_a_batch_killed_before_it_was_whole_leaves_nothing(folder: Path):
    """Killed after each number of its entries: none of them is there."""
    for after in range(1, 6):
        journal = begin(folder)
        drafts = [draft(journal, f"person {n}") for n in range(6)]
        journal.close()
        process = os.fork()
        if not process:
            dying_after(folder, drafts, after)
        _, status = os.waitpid(process, 0)
        assert os.WIFSIGNALED(status)
        found = inspected(folder)
        assert errors(found) == [], listed(found.problems)
        assert found.entries == 1
        shutil.rmtree(folder)


def dying_after(folder: Path, drafts: Sequence[Draft], after: int) -> None:
    journal = opened(folder)
    append, written = journal.storage.append, []

    def counted(rows: Sequence[Row]) -> None:
        append(rows)
        written.extend(rows)
        if len(written) == after:
            os.kill(os.getpid(), signal.SIGKILL)

    journal.storage.append = counted  # type: ignore[method-assign]
    journal.record(drafts)
    os._exit(0)
