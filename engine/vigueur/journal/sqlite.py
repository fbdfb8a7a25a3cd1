"""A store in a file of SQLite: append-only by its triggers, durable by its settings. The tree is the guarantee."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NoReturn

from vigueur.diagnostics.problems import Refused, problem
from vigueur.journal.keys import WRAPPED
from vigueur.journal.storage import VERSION, Row, SubjectKey

APPLICATION: Final = 0x56474A4C
"""`VGJL`: tells a store from any other file of SQLite."""
WAIT: Final = 60
"""Seconds to wait for another writer."""
_ENTRY: Final = "sequence, leaf, id, kind, subject, supersedes, body"

_SCHEMA: Final = f"""
CREATE TABLE entries (
  sequence INTEGER PRIMARY KEY,
  leaf BLOB NOT NULL CHECK (length(leaf) = 32),
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject BLOB CHECK (length(subject) = 32),
  supersedes TEXT,
  body TEXT NOT NULL
) STRICT;
CREATE TABLE archives (number INTEGER PRIMARY KEY, content BLOB NOT NULL CHECK (length(content) = 32), files BLOB NOT NULL) STRICT;
CREATE TABLE checkpoints (number INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
CREATE TABLE subject_keys (
  number INTEGER PRIMARY KEY,
  subject BLOB NOT NULL CHECK (length(subject) = 32),
  wrapped BLOB NOT NULL CHECK (length(wrapped) = {WRAPPED})
) STRICT;
CREATE TRIGGER entries_are_added_in_order BEFORE INSERT ON entries
WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence) + 1, 0) FROM entries)
BEGIN SELECT raise(ABORT, 'an entry is added behind the last'); END;
CREATE TRIGGER keys_are_erased_in_place BEFORE UPDATE ON subject_keys
WHEN NEW.number IS NOT OLD.number OR NEW.subject IS NOT OLD.subject OR NEW.wrapped IS NOT zeroblob({WRAPPED})
BEGIN SELECT raise(ABORT, 'a key is erased and never changed'); END;
"""
# INSERT OR REPLACE deletes without a delete trigger: only what stands before an insert can stop it.
_ADDED: Final = """
CREATE TRIGGER {table}_are_added_in_order BEFORE INSERT ON {table}
WHEN NEW.number IS NOT (SELECT coalesce(max(number) + 1, 1) FROM {table})
BEGIN SELECT raise(ABORT, 'what is kept is added behind the last'); END;
"""
_KEPT: Final = """
CREATE TRIGGER {table}_refuse_{verb} BEFORE {verb} ON {table}
BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
"""
_NUMBERED: Final = ("archives", "checkpoints", "subject_keys")
_TABLES: Final = ("entries", *_NUMBERED)


class SqliteStorage:
    """A journal in one file, for any number of processes of one machine."""

    def __init__(self, path: Path, connection: sqlite3.Connection, *, writable: bool) -> None:
        self.path = path
        self.writable = writable
        self._connection = connection
        self._numbers: dict[bytes, int] = {}
        """The numbers of subjects' keys, read once: an index would be a tree whose pages split in the middle."""
        self._last_number = 0

    @property
    def place(self) -> str:
        return str(self.path)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        self._run("BEGIN IMMEDIATE")
        try:
            yield
            self._run("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            self._numbers, self._last_number = {}, 0
            raise

    def last(self) -> Row | None:
        return _row(self._run(f"SELECT {_ENTRY} FROM entries ORDER BY sequence DESC LIMIT 1").fetchone())

    def append(self, rows: Sequence[Row]) -> None:
        told = ((r.sequence, r.leaf, r.id, r.kind, r.subject, r.supersedes, r.body.decode()) for r in rows)
        self._many(f"INSERT INTO entries ({_ENTRY}) VALUES (?, ?, ?, ?, ?, ?, ?)", told)

    def row(self, sequence: int) -> Row | None:
        return _row(self._run(f"SELECT {_ENTRY} FROM entries WHERE sequence = ?", (sequence,)).fetchone())

    def rows(self, first: int = 0, end: int | None = None, *, kind: str | None = None, subject: bytes | None = None) -> Iterator[Row]:
        where = "sequence >= ?"
        given: list[int | str | bytes] = [first]
        for condition, value in (("sequence < ?", end), ("kind = ?", kind), ("subject = ?", subject)):
            if value is not None:
                where = f"{where} AND {condition}"
                given.append(value)
        for found in self._each(f"SELECT {_ENTRY} FROM entries WHERE {where} ORDER BY sequence", given):
            row = _row(found)
            if row is not None:
                yield row

    def leaves(self, size: int | None = None) -> list[bytes]:
        found = self._run("SELECT leaf FROM entries WHERE sequence < ? ORDER BY sequence", (2**62 if size is None else size,))
        return [leaf for (leaf,) in self._guarded(found.fetchall)]

    def superseding(self, id_: str) -> str | None:
        found = self._run("SELECT id FROM entries WHERE supersedes = ?", (id_,)).fetchone()
        return found[0] if found else None

    def put_archive(self, content: bytes, files: bytes) -> None:
        self._run("INSERT INTO archives (number, content, files) SELECT coalesce(max(number) + 1, 1), ?, ? FROM archives", (content, files))

    def archived(self, content: bytes) -> bool:
        return self._run("SELECT 1 FROM archives WHERE content = ?", (content,)).fetchone() is not None

    def archive(self, content: bytes) -> bytes | None:
        found = self._run("SELECT files FROM archives WHERE content = ?", (content,)).fetchone()
        return found[0] if found else None

    def archives(self) -> Iterator[tuple[bytes, bytes]]:
        yield from self._each("SELECT content, files FROM archives ORDER BY number", ())

    def put_key(self, subject: bytes, wrapped: bytes) -> SubjectKey:
        self._read_numbers()
        number = self._last_number + 1
        self._run("INSERT INTO subject_keys (number, subject, wrapped) VALUES (?, ?, ?)", (number, subject, wrapped))
        self._numbers[subject] = self._last_number = number
        return SubjectKey(number, subject, wrapped)

    def newest_key(self, subject: bytes) -> SubjectKey | None:
        self._read_numbers()
        number = self._numbers.get(subject)
        return None if number is None else self.key(number)

    def key(self, number: int) -> SubjectKey | None:
        found = self._run("SELECT number, subject, wrapped FROM subject_keys WHERE number = ?", (number,)).fetchone()
        return SubjectKey(*found) if found else None

    def keys(self) -> Iterator[SubjectKey]:
        for found in self._each("SELECT number, subject, wrapped FROM subject_keys ORDER BY number", ()):
            yield SubjectKey(*found)

    def erase_keys(self, subject: bytes) -> None:
        self._run("UPDATE subject_keys SET wrapped = zeroblob(?) WHERE subject = ?", (WRAPPED, subject))

    def put_checkpoint(self, body: bytes) -> None:
        self._run("INSERT INTO checkpoints (number, body) SELECT coalesce(max(number) + 1, 1), ? FROM checkpoints", (body.decode(),))

    def checkpoints(self) -> Iterator[bytes]:
        for (body,) in self._each("SELECT body FROM checkpoints ORDER BY number", ()):
            yield body.encode()

    def close(self) -> None:
        self._connection.close()

    def flush(self) -> None:
        """Bring what is in the write-ahead log into the file, and leave none: what was overwritten is gone from both."""
        self._run("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def flaws(self) -> list[str]:
        """What SQLite itself finds wrong with its file, in its words."""
        found = self._guarded(self._run("PRAGMA integrity_check(20)").fetchall)
        return [said for (said,) in found if said != "ok"]

    def _read_numbers(self) -> None:
        for number, subject in self._each("SELECT number, subject FROM subject_keys WHERE number > ?", (self._last_number,)):
            self._numbers[subject] = number
            self._last_number = max(self._last_number, number)

    def _run(self, statement: str, given: Sequence[Any] = ()) -> sqlite3.Cursor:
        try:
            return self._connection.execute(statement, given)
        except sqlite3.Error as error:
            _refuse(error, self.path)

    def _many(self, statement: str, given: Iterable[Sequence[Any]]) -> None:
        try:
            self._connection.executemany(statement, given)
        except sqlite3.Error as error:
            _refuse(error, self.path)

    def _each(self, statement: str, given: Sequence[Any]) -> Iterator[Any]:
        """Rows one by one: what is wrong with a page is found when it is read."""
        try:
            yield from self._connection.execute(statement, given)
        except sqlite3.Error as error:
            _refuse(error, self.path)

    def _guarded(self, fetch: Any) -> list[Any]:  # noqa: ANN401 - rows are what the statement selects
        try:
            return list(fetch())
        except sqlite3.Error as error:
            _refuse(error, self.path)


def create_sqlite(path: Path) -> SqliteStorage:
    """A new store in a file that does not exist yet."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    os.close(handle)
    connection = _connect(path, writable=True)
    try:
        connection.execute("PRAGMA page_size = 4096")
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        if connection.execute("PRAGMA journal_mode = WAL").fetchone()[0] != "wal":
            raise Refused((problem("VG812", None, file=str(path), message="no write-ahead log"),))
        triggers = [_ADDED.format(table=table) for table in _NUMBERED]
        triggers += [_KEPT.format(table=table, verb="DELETE") for table in _TABLES]
        triggers += [_KEPT.format(table=table, verb="UPDATE") for table in _TABLES if table != "subject_keys"]
        connection.executescript("BEGIN;" + _SCHEMA + "".join(triggers) + "COMMIT;")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except sqlite3.Error as error:
        _refuse(error, path)
    return SqliteStorage(path, connection, writable=True)


def open_sqlite(path: Path, *, writing: bool = True) -> SqliteStorage:
    """The store of a file. Raises Refused where it is none, is of a newer version, or cannot be read or, for `writing`, written."""
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    if writing and not writable:
        raise Refused((problem("VG809", None, file=str(path)),))
    try:
        connection = _connect(path, writable=writable)
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.Error as error:
        _refuse(error, path)
    if application != APPLICATION:
        raise Refused((problem("VG808", None, file=str(path)),))
    if version != VERSION:
        raise Refused((problem("VG807", None, file=str(path), version=version, known=VERSION),))
    return SqliteStorage(path, connection, writable=writable)


def _connect(path: Path, *, writable: bool) -> sqlite3.Connection:
    # Where nothing can be written beside the file, SQLite could not read it but for `immutable`: nobody writes there.
    alone = not writable and not os.access(path.parent, os.W_OK) and not path.with_name(path.name + "-wal").exists()
    mode = "rw" if writable else "ro&immutable=1" if alone else "ro"
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=WAIT, check_same_thread=False)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    return connection


def _row(found: Sequence[Any] | None) -> Row | None:
    if found is None:
        return None
    sequence, leaf, id_, kind, subject, supersedes, body = found
    return Row(sequence, leaf, id_, kind, subject, supersedes, body.encode())


_CODES: Final = (
    (("readonly", "read-only", "unable to open"), "VG809"),
    (("full", "disk i/o"), "VG810"),
    (("locked", "busy"), "VG811"),
    (("not a database",), "VG808"),
)


def _refuse(error: sqlite3.Error, path: Path) -> NoReturn:
    """What SQLite says, as a problem. Raises Refused."""
    said = str(error)
    code = next((code for words, code in _CODES if any(word in said.lower() for word in words)), "VG812")
    raise Refused((problem(code, None, file=str(path), message=said if code == "VG812" else None),)) from error
