"""A store in a file of SQLite: append-only by its triggers, durable by its settings. The tree is the guarantee."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final, NoReturn, TypeVar

from vigueur.diagnostics.problems import Refused, problem
from vigueur.journal.canonical import LARGEST_TEXT
from vigueur.journal.keys import WRAPPED
from vigueur.journal.sqlite_damage import Damage
from vigueur.journal.sqlite_file import MANY, PRAGMAS, Made, clear, damage, made, marks, waiting, writer
from vigueur.journal.storage import VERSION, Row, SubjectKey

T = TypeVar("T")

_ERRORS: Final = (sqlite3.Error, UnicodeDecodeError)
"""What SQLite says; of a damaged schema it speaks in bytes that are no text."""

APPLICATION: Final = 0x56474A4C
"""`VGJL`: tells a store from any other file of SQLite."""
WAIT: Final = 60
"""Seconds to wait for another writer."""
_OFTEN: Final = 50
"""Transactions after which it is asked how long the log has become."""
_ENTRY: Final = "sequence, leaf, id, kind, subject, supersedes, body"
_ROW: Final = "nbttBTb"

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
_SCRIPT: Final = "".join(
    (
        _SCHEMA,
        *(_ADDED.format(table=table) for table in _NUMBERED),
        *(_KEPT.format(table=table, verb="DELETE") for table in _TABLES),
        *(_KEPT.format(table=table, verb="UPDATE") for table in _TABLES if table != "subject_keys"),
    )
)


class SqliteStorage:
    """A journal in one file, for any number of processes of one machine."""

    def __init__(self, path: Path, connection: sqlite3.Connection, *, writable: bool) -> None:
        self.path = path
        self.writable = writable
        self._connection = connection
        self._numbers: dict[bytes, int] = {}
        """The numbers of subjects' keys, read once: an index would be a tree whose pages split in the middle."""
        self._last_number = 0
        self._written = 0
        self._file = _identity(path)

    @property
    def place(self) -> str:
        return str(self.path)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        self._run("BEGIN IMMEDIATE")
        try:
            self._still_there()
            yield
            self._run("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            self._numbers, self._last_number = {}, 0
            raise
        self._written += 1
        if self._written % _OFTEN == 0 and waiting(self.path) >= MANY:
            self._bring_in()

    def _still_there(self) -> None:
        """Refuse to write into a file that nobody finds any more: it was removed, or another lies in its place. Raises Refused."""
        found = _identity(self.path)
        if found != self._file:
            said = "its file was replaced by another" if found else "no such file or directory"
            raise Refused((problem("VG812", None, file=str(self.path), message=said),))

    def last(self) -> Row | None:
        return self._one(Row, f"SELECT {_ENTRY} FROM entries ORDER BY sequence DESC LIMIT 1", (), _ROW)

    def append(self, rows: Sequence[Row]) -> None:
        told = ((r.sequence, r.leaf, r.id, r.kind, r.subject, r.supersedes, r.body.decode()) for r in rows)
        self._many(f"INSERT INTO entries ({_ENTRY}) VALUES (?, ?, ?, ?, ?, ?, ?)", told)

    def row(self, sequence: int) -> Row | None:
        return self._one(Row, f"SELECT {_ENTRY} FROM entries WHERE sequence = ?", (sequence,), _ROW)

    def rows(self, first: int = 0, end: int | None = None, *, kind: str | None = None, subject: bytes | None = None) -> Iterator[Row]:
        where = "sequence >= ?"
        given: list[int | str | bytes] = [first]
        for condition, value in (("sequence < ?", end), ("kind = ?", kind), ("subject = ?", subject)):
            if value is not None:
                where = f"{where} AND {condition}"
                given.append(value)
        for found in self._each(f"SELECT {_ENTRY} FROM entries WHERE {where} ORDER BY sequence", given, _ROW):
            yield Row(*found)

    def leaves(self, size: int | None = None) -> list[bytes]:
        asked = "SELECT leaf FROM entries WHERE sequence < ? ORDER BY sequence"
        return [leaf for (leaf,) in self._each(asked, (2**62 if size is None else size,), "b")]

    def superseders(self) -> Iterator[Row]:
        for found in self._each(f"SELECT {_ENTRY} FROM entries WHERE supersedes IS NOT NULL ORDER BY sequence", (), _ROW):
            yield Row(*found)

    def superseding(self, id_: str) -> str | None:
        return self._one(str, "SELECT id FROM entries WHERE instr(supersedes, ?)", (id_,), "t")

    def put_archive(self, content: bytes, files: bytes) -> None:
        self._run("INSERT INTO archives (number, content, files) SELECT coalesce(max(number) + 1, 1), ?, ? FROM archives", (content, files))

    def archived(self, content: bytes) -> bool:
        return self._one(int, "SELECT 1 FROM archives WHERE content = ?", (content,), "n") is not None

    def archive(self, content: bytes) -> bytes | None:
        return self._one(bytes, "SELECT files FROM archives WHERE content = ?", (content,), "b")

    def archives(self) -> Iterator[tuple[bytes, bytes]]:
        yield from self._each("SELECT content, files FROM archives ORDER BY number", (), "bb")

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
        return self._one(SubjectKey, "SELECT number, subject, wrapped FROM subject_keys WHERE number = ?", (number,), "nbb")

    def keys(self, subject: bytes | None = None) -> Iterator[SubjectKey]:
        whose, given = ("", ()) if subject is None else ("WHERE subject = ? ", (subject,))
        for found in self._each(f"SELECT number, subject, wrapped FROM subject_keys {whose}ORDER BY number", given, "nbb"):
            yield SubjectKey(*found)

    def erase_keys(self, subject: bytes) -> None:
        self._run("UPDATE subject_keys SET wrapped = zeroblob(?) WHERE subject = ?", (WRAPPED, subject))

    def put_checkpoint(self, body: bytes) -> None:
        self._run("INSERT INTO checkpoints (number, body) SELECT coalesce(max(number) + 1, 1), ? FROM checkpoints", (body.decode(),))

    def checkpoints(self) -> Iterator[bytes]:
        for (body,) in self._each("SELECT body FROM checkpoints ORDER BY number", (), "b"):
            yield body

    def last_checkpoint(self) -> bytes | None:
        return self._one(bytes, "SELECT body FROM checkpoints ORDER BY number DESC LIMIT 1", (), "b")

    def close(self) -> None:
        if self.writable:
            self._bring_in()
        self._connection.close()

    def flush(self) -> bool:
        """Bring what is in the write-ahead log into the file, and leave none: what was overwritten is gone from both.

        Not where somebody reads all the time that we wait: then what was overwritten goes when they are done, with the next command.
        """
        ((busy, _, _),) = self._run("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        self._bring_in()
        return not busy

    def _bring_in(self) -> None:
        """Bring the write-ahead log into the file, and empty what SQLite leaves between.

        Where somebody writes, or the disk is full, it is done later: what was recorded is in the log, and counts.
        """
        self._run("PRAGMA busy_timeout = 0")
        try:
            with contextlib.suppress(Refused, OSError):
                self._run("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
                self._run("BEGIN IMMEDIATE")
                clear(self.path)
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            self._run(f"PRAGMA busy_timeout = {WAIT * 1000}")

    def damage(self) -> tuple[Damage, ...]:
        """What is wrong with the bytes of the store's files, read by ourselves while nobody may move a page."""
        self._run("BEGIN")
        try:
            self._run("SELECT count(*) FROM checkpoints").fetchall()
            return damage(self.path, as_made())
        finally:
            self._run("ROLLBACK")

    @property
    def program(self) -> str:
        return f"sqlite {sqlite3.sqlite_version}"

    def is_first_write(self) -> bool:
        return written_by(self.path) != sqlite3.sqlite_version_info

    def flaws(self) -> list[str]:
        """What SQLite itself finds wrong with its file, in its words."""
        return [said for (said,) in self._each("PRAGMA integrity_check(20)", (), "t") if said != "ok"]

    def _read_numbers(self) -> None:
        for number, subject in self._each("SELECT number, subject FROM subject_keys WHERE number > ?", (self._last_number,), "nb"):
            self._numbers[subject] = number
            self._last_number = max(self._last_number, number)

    def _run(self, statement: str, given: Sequence[object] = ()) -> sqlite3.Cursor:
        try:
            return self._connection.execute(statement, given)
        except _ERRORS as error:
            _refuse(error, self.path)

    def _many(self, statement: str, given: Iterable[Sequence[object]]) -> None:
        try:
            self._connection.executemany(statement, given)
        except _ERRORS as error:
            _refuse(error, self.path)

    def _each(self, statement: str, given: Sequence[object], kinds: str) -> Iterator[tuple[Any, ...]]:
        """Rows one by one, each value of the kind that its column has: what is wrong with a page is found when it is read."""
        try:
            for found in self._connection.execute(statement, given):
                yield tuple(map(self._value, found, kinds))
        except _ERRORS as error:
            _refuse(error, self.path)

    def _one(self, kind: type[T], statement: str, given: Sequence[object], kinds: str) -> T | None:
        for found in self._each(statement, given, kinds):
            return kind(*found)
        return None

    def _value(self, value: object, kind: str) -> object:
        """A value of a column: `n` a number, `b` bytes, `t` a text; a capital where it may be missing."""
        if value is None and kind.isupper():
            return None
        with contextlib.suppress(UnicodeDecodeError):
            match value, kind.lower():
                case int(), "n":
                    return value
                case bytes(), "b":
                    return value
                case bytes(), "t":
                    return value.decode()
                case _:
                    pass
        raise Refused((problem("VG812", None, file=str(self.path), message="a value is not of the kind of its column"),))


def create_sqlite(path: Path) -> SqliteStorage:
    """A new store in a file that does not exist yet."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    os.close(handle)
    connection = _connect(path, writable=True)
    try:
        connection.execute("PRAGMA page_size = 4096")
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        if connection.execute("PRAGMA journal_mode = WAL").fetchone()[0] != b"wal":
            raise Refused((problem("VG812", None, file=str(path), message="no write-ahead log"),))
        connection.executescript(f"BEGIN;{_SCRIPT}COMMIT;")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except _ERRORS as error:
        _refuse(error, path)
    return SqliteStorage(path, connection, writable=True)


def open_sqlite(path: Path, *, writing: bool = True) -> SqliteStorage:
    """The store of a file. Raises Refused where it is none, is of a newer version, or cannot be read or, for `writing`, written."""
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    if writing and not writable:
        raise Refused((problem("VG809", None, file=str(path)),))
    # Its bytes are asked before SQLite is, which would bring in the log of a store that we may not touch.
    _known(path)
    connection = None
    try:
        # Whoever only reads leaves a log as it is: what is wrong with it is evidence.
        left = path.with_name(path.name + "-wal").exists()
        connection = _connect(path, writable=writable and (writing or not left))
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except _ERRORS as error:
        if connection is not None:
            connection.close()
        _refuse(error, path)
    storage = SqliteStorage(path, connection, writable=writable and writing)
    if writing and waiting(path):
        storage._bring_in()  # noqa: SLF001 - left by a process that was stopped
    return storage


def _known(path: Path) -> None:
    """Refuse a file that is no store, or one of another version. Raises Refused."""
    try:
        found = marks(path)
    except OSError as error:
        raise Refused((problem("VG809", None, file=str(path)),)) from error
    if found is None or found[0] != APPLICATION:
        raise Refused((problem("VG808", None, file=str(path)),))
    if found[1] != VERSION:
        raise Refused((problem("VG807", None, file=str(path), version=found[1], known=VERSION),))


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file lies at a place; None where none does."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


@cache
def as_made() -> Made:
    """What a store is as we make it."""
    return made(_SCRIPT, APPLICATION, VERSION, {"entries": 0})


def written_by(path: Path) -> tuple[int, int, int]:
    """The version of SQLite that wrote a file last, as its header says."""
    number = writer(path)
    return number // 1_000_000, number // 1000 % 1000, number % 1000


def _connect(path: Path, *, writable: bool) -> sqlite3.Connection:
    # Where nothing can be written beside the file, SQLite could not read it but for `immutable`: nobody writes there.
    alone = not writable and not os.access(path.parent, os.W_OK) and not path.with_name(path.name + "-wal").exists()
    mode = "rw" if writable else "ro&immutable=1" if alone else "ro"
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=WAIT, check_same_thread=False)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_TEXT)  # no value is loaded that would not be read
    connection.text_factory = bytes  # what is kept as text need not be any, once it is damaged
    for pragma in PRAGMAS:
        connection.execute(pragma)
    return connection


_CODES: Final = (
    (("readonly", "read-only", "unable to open"), "VG809"),
    (("full", "disk i/o"), "VG810"),
    (("locked", "busy"), "VG811"),
    (("not a database",), "VG808"),
)


def _refuse(error: Exception, path: Path) -> NoReturn:
    """What SQLite says, as a problem. Raises Refused."""
    said = str(error)
    code = next((code for words, code in _CODES if any(word in said.lower() for word in words)), "VG812")
    raise Refused((problem(code, None, file=str(path), message=said if code == "VG812" else None),)) from error
