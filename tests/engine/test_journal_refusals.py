"""What a journal refuses to do with a store that is not as it should be, in one clear line."""

from __future__ import annotations

import base64
import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from tests.engine.journals import AT, DAY, applicant, bicycle, journal_in
from tests.engine.test_journal_verification import tampered

from vigueur import (
    Checkpoint,
    Refused,
    checkpoint,
    decide,
    decide_all,
    inspect,
    open_journal,
    prove_consistency,
    prove_inclusion,
    read_decision,
    receipt,
    render,
    severity,
    told_again,
    write_bundle,
)
from vigueur.journal import sqlite
from vigueur.journal.canonical import canonical

pytest.importorskip("cryptography", reason="the journal needs the extra `journal`")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    journal = journal_in(tmp_path / "journal")
    decide(journal, bicycle(), applicant("Ada"), as_of=DAY, at=AT, by="a")
    checkpoint(journal, AT)
    journal.close()
    return tmp_path / "journal"


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [p.code for p in refused.value.problems]


def an_id(folder: Path) -> str:
    with sqlite3.connect(folder / "journal.db") as connection:
        (found,) = connection.execute("SELECT id FROM entries WHERE kind = 'decision'").fetchone()
    connection.close()
    return str(found)


def test_a_store_that_cannot_be_written_is_neither_decided_in_nor_read(folder: Path, monkeypatch: pytest.MonkeyPatch):
    """The rights of the system do not bind who is root: here it says what it says to others."""
    monkeypatch.setattr(os, "access", lambda _, mode: mode != os.W_OK)
    with pytest.raises(Refused) as refused:
        open_journal(str(folder))
    assert codes(refused) == ["VG809"]
    journal = open_journal(str(folder), writing=False)
    with pytest.raises(Refused) as refused:
        read_decision(journal, an_id(folder), at=AT, by="auditor", command="show")
    assert codes(refused) == ["VG809"], "reading is logged, so what cannot be logged is not told"
    journal.close()
    assert inspect(str(folder)).problems == []


def test_nothing_is_proved_from_a_log_that_is_not_the_signed_one(folder: Path):
    id_ = an_id(folder)
    tampered(folder, ("UPDATE entries SET leaf = ? WHERE sequence = 1", (b"x" * 32,)))
    journal = open_journal(str(folder))
    for prove in (prove_inclusion, receipt):
        with pytest.raises(Refused) as refused:
            prove(journal, id_)
        assert codes(refused) == ["VG833"]
    journal.close()


def test_nothing_is_proved_from_a_checkpoint_that_somebody_else_signed(folder: Path):
    id_, journal = an_id(folder), open_journal(str(folder))
    signed = dict(checkpoint(journal, AT).said)
    forged = {**signed, "signature": base64.b64encode(b"x" * 64).decode()}
    journal.close()
    tampered(folder, ("UPDATE checkpoints SET body = ? WHERE number = 2", (canonical(forged).decode(),)))
    journal = open_journal(str(folder))
    for prove in (prove_inclusion, receipt, lambda j, _: prove_consistency(j, Checkpoint(signed))):
        with pytest.raises(Refused) as refused:
            prove(journal, id_)
        assert codes(refused) == ["VG833"]
    journal.close()


@pytest.mark.parametrize("statement", ["DELETE FROM archives", "UPDATE archives SET files = substr(files, 2)"])
def test_evidence_without_the_rules_that_decided_is_none(folder: Path, tmp_path: Path, statement: str):
    tampered(folder, statement)
    journal = open_journal(str(folder))
    with pytest.raises(Refused) as refused:
        write_bundle(journal, [an_id(folder)], tmp_path / "evidence.zip")
    assert codes(refused) == ["VG827"]
    assert not (tmp_path / "evidence.zip").exists()
    journal.close()


@pytest.mark.parametrize("statement", ["DELETE FROM archives", "UPDATE archives SET files = substr(files, 2)"])
def test_a_decision_is_explained_by_the_rules_that_made_it_or_not_at_all(folder: Path, statement: str):
    tampered(folder, statement)
    journal = open_journal(str(folder))
    with pytest.raises(Refused) as refused:
        told_again(journal, journal.read(journal.find(an_id(folder))))
    assert codes(refused) == ["VG827"]
    journal.close()


def test_what_a_stopped_write_leaves_is_a_warning_and_the_next_write_goes_on(folder: Path, tmp_path: Path):
    """A process is killed while it writes a frame of the log: the file ends in the middle of one."""
    journal = open_journal(str(folder))
    journal.note_access(AT, "a", "list", {}, 0)
    left = tmp_path / "left"
    shutil.copytree(folder, left, ignore=shutil.ignore_patterns("*-shm"))
    journal.close()
    with (left / "journal.db-wal").open("ab") as log:
        log.write(bytes(24 + 100))
    found = inspect(str(left)).problems
    assert [(p.code, severity(p)) for p in found] == [("VG829", "warning")], [render(p) for p in found]
    again = open_journal(str(left))
    again.note_access(AT, "a", "list", {}, 0)
    assert [row.kind for row in again.storage.rows()][-2:] == ["access", "access"]
    again.close()
    assert inspect(str(left)).problems == []


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A journal of twenty decisions, one person each."""
    journal = journal_in(tmp_path / "many")
    decide_all(journal, bicycle(), [(applicant(f"P{number}"), DAY) for number in range(20)], at=AT, by="a")
    journal.close()
    return tmp_path / "many"


def test_a_damaged_entry_hides_no_other(many: Path):
    journal = open_journal(str(many))
    rows = list(journal.storage.rows(kind="decision"))
    journal.close()
    for damaged in (rows[0], rows[8], rows[9], rows[-1]):
        tampered(many, ("UPDATE entries SET id = ? WHERE sequence = ?", (f"{damaged.id[:-1]}x", damaged.sequence)))
    journal = open_journal(str(many))
    sound = [row for number, row in enumerate(rows) if number not in {0, 8, 9, 19}]
    assert [journal.find(row.id) for row in sound] == sound
    with pytest.raises(Refused) as refused:
        journal.find(rows[8].id)
    assert codes(refused) == ["VG813"]
    journal.close()


def test_a_damaged_entry_leads_to_nobody_else(many: Path):
    """Somebody has written another person beside the body: nothing is erased or superseded by that."""
    journal = open_journal(str(many))
    first, second = list(journal.storage.rows(kind="decision"))[:2]
    journal.close()
    tampered(many, ("UPDATE entries SET subject = ? WHERE sequence = ?", (second.subject, first.sequence)))
    journal = open_journal(str(many))
    for act in (
        lambda: journal.find(first.id),
        lambda: decide(journal, bicycle(), applicant("P1"), as_of=DAY, at=AT, by="a", supersedes=first.id),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert codes(refused) == ["VG822"]
    assert journal.read(second).content is not None
    assert journal.erase(second.subject or b"", AT, "a", "asked for it").count == 1, "who asks is erased, whatever else is damaged"
    journal.close()


def test_a_damaged_entry_supersedes_nothing(many: Path):
    journal = open_journal(str(many))
    first, second = list(journal.storage.rows(kind="decision"))[:2]
    journal.close()
    tampered(many, ("UPDATE entries SET supersedes = ? WHERE sequence = ?", (first.id, second.sequence)))
    journal = open_journal(str(many))
    assert journal.superseded() == frozenset()
    journal.close()


def test_erasing_says_where_somebody_who_reads_holds_it_up(many: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sqlite, "WAIT", 0.2)
    reader = sqlite3.connect(many / "journal.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM entries").fetchone()
    journal = open_journal(str(many))
    kept = next(journal.storage.keys())
    erased = journal.erase(kept.subject, AT, "a", "asked for it")
    assert (erased.count, erased.gone) == (1, False)
    reader.close()
    assert journal.storage.flush()
    journal.close()
    assert not [file for file in many.iterdir() if kept.wrapped in file.read_bytes()]
    assert [p for p in inspect(str(many)).problems if severity(p) == "error"] == []
