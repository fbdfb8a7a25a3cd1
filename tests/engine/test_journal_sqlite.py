"""The store in SQLite: append-only against every statement that would change it, durable, and told apart from other files."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from tests.engine.journals import AT, DAY, applicant, bicycle, journal_in

from vigueur import Refused, decide_all, open_journal
from vigueur.journal.keys import WRAPPED
from vigueur.journal.sqlite import create_sqlite, open_sqlite
from vigueur.journal.storage import VERSION

pytest.importorskip("cryptography", reason="the journal needs the extra `journal`")

TABLES = ("entries", "archives", "checkpoints", "subject_keys")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with a few decisions and a checkpoint, closed."""
    from vigueur import checkpoint  # noqa: PLC0415 - cryptography may be missing

    journal = journal_in(tmp_path / "journal")
    decide_all(journal, bicycle(), [(applicant("Ada"), DAY), (applicant("Bob", 90000), DAY)], at=AT, by="agent")
    checkpoint(journal, AT)
    journal.close()
    return tmp_path / "journal" / "journal.db"


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(path) as connection:
        found = {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}
    connection.close()
    return found


@pytest.mark.parametrize(
    "statement",
    [
        *(f"DELETE FROM {table}" for table in TABLES),
        *(f"DELETE FROM {table} WHERE rowid = (SELECT max(rowid) FROM {table})" for table in TABLES),
        "UPDATE entries SET body = body",
        "UPDATE entries SET sequence = sequence + 100",
        "UPDATE archives SET files = x''",
        "UPDATE checkpoints SET body = '{}'",
        f"UPDATE subject_keys SET wrapped = randomblob({WRAPPED})",
        "UPDATE subject_keys SET subject = randomblob(32)",
        "INSERT OR REPLACE INTO entries SELECT * FROM entries WHERE sequence = 1",
        "REPLACE INTO entries SELECT * FROM entries",
        "INSERT OR REPLACE INTO archives SELECT * FROM archives",
        "INSERT OR REPLACE INTO checkpoints SELECT * FROM checkpoints",
        "INSERT OR REPLACE INTO subject_keys SELECT * FROM subject_keys",
        "UPDATE OR REPLACE entries SET sequence = 0 WHERE sequence = 1",
        "INSERT INTO entries SELECT max(sequence) + 2, leaf, id, kind, subject, supersedes, body FROM entries",
        "INSERT INTO entries SELECT -1, leaf, id, kind, subject, supersedes, body FROM entries WHERE sequence = 0",
        "INSERT INTO entries SELECT NULL, leaf, id, kind, subject, supersedes, body FROM entries WHERE sequence = 0",
        "INSERT INTO checkpoints VALUES (9, '{}')",
    ],
)
def test_nothing_that_was_added_can_be_changed(store: Path, statement: str):
    before = contents(store)
    connection = sqlite3.connect(store)
    with pytest.raises(sqlite3.IntegrityError), connection:
        connection.execute(statement)
    connection.close()
    assert contents(store) == before


def test_a_key_may_be_erased_and_nothing_else(store: Path):
    connection = sqlite3.connect(store)
    with connection:
        connection.execute("UPDATE subject_keys SET wrapped = zeroblob(?) WHERE number = 1", (WRAPPED,))
    connection.close()
    kept = contents(store)["subject_keys"]
    assert [not any(wrapped) for _, _, wrapped in kept] == [True, False]


def test_the_store_is_durable_and_leaves_nothing_beside_it_when_it_is_closed(store: Path):
    opened = open_sqlite(store)
    settings = {
        name: opened._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "secure_delete")
    }
    assert settings == {"journal_mode": b"wal", "synchronous": 2, "secure_delete": 1}
    opened.close()
    assert sorted(p.name for p in store.parent.iterdir()) == ["journal.db", "journal.key", "journal.pub"]
    assert store.stat().st_mode & 0o077 == 0


def test_what_fails_within_a_transaction_leaves_nothing(store: Path):
    opened, before = open_sqlite(store), contents(store)

    def fails_within() -> None:
        with opened.transaction():
            opened.put_key(b"s" * 32, b"w" * WRAPPED)
            opened.put_archive(b"c" * 32, b"files")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails_within()
    assert opened.newest_key(b"s" * 32) is None
    opened.close()
    assert contents(store) == before


def test_two_openings_see_each_others_keys(store: Path):
    one, two = open_sqlite(store), open_sqlite(store)
    with one.transaction():
        one.put_key(b"s" * 32, b"w" * WRAPPED)
    with two.transaction():
        found = two.newest_key(b"s" * 32)
        again = two.put_key(b"s" * 32, b"v" * WRAPPED)
    assert found is not None
    assert again.number == found.number + 1
    assert one.newest_key(b"s" * 32) == again
    one.close()
    two.close()


def code_of(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [p.code for p in refused.value.problems]


def test_a_store_of_a_newer_version_is_refused_and_not_touched(store: Path):
    connection = sqlite3.connect(store)
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    before = store.read_bytes()
    with pytest.raises(Refused) as refused:
        open_journal(str(store.parent))
    assert code_of(refused) == ["VG807"]
    assert store.read_bytes() == before


def test_another_database_is_no_store(tmp_path: Path, store: Path):
    other = tmp_path / "other.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE t(a)")
    connection.close()
    store.write_bytes(other.read_bytes())
    with pytest.raises(Refused) as refused:
        open_journal(str(store.parent))
    assert code_of(refused) == ["VG808"]


def test_a_file_that_is_no_database_is_no_store(store: Path):
    store.write_text("not a database, but longer than a header of one hundred bytes would be, so that it is read " * 20, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        open_journal(str(store.parent))
    assert code_of(refused) == ["VG808"]


def test_a_store_is_never_made_over_a_file(tmp_path: Path):
    (tmp_path / "journal.db").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        create_sqlite(tmp_path / "journal.db")
    assert (tmp_path / "journal.db").read_text(encoding="utf-8") == "mine"
