"""What is wrong with the files of a store, told without SQLite, which reads past bits that no query needs.

It also forgets in silence what follows a damaged bit of its log.

What an experiment and SQLite's source show of files written as ours are (rows added in the order of their numbers, no index, no row
deleted or made longer, `secure_delete`, never a VACUUM): a page is zero before it is used, a leaf is filled from its end and never
divided (`balance_quick`), the rest of a row fills whole pages whose remainder is zero, keys are erased in place, nothing is ever free.
So each byte has one meaning or is zero. With one exception: where an interior page is full (after some 450 leaves, 1 to 2 MB),
`balance_nonroot` moves cells to its neighbour and leaves pointers, or cells, behind in the space between. `clear` empties that space in
the file, when the log has been brought into it; until then the checksums of the log cover it. Left uncleared by a process killed just
between, it is told as a notice.

What a store must do, besides `PRAGMAS`:

- after every fiftieth transaction, where `waiting` is `MANY` pages or more, and when it opens and leaves the store:
  `wal_checkpoint(PASSIVE)`, then `BEGIN IMMEDIATE`, `clear`, `ROLLBACK`;
- keep the versions of SQLite that ever wrote, and pass them on: the header names the one that wrote last;
- call `log_damage` *before* it opens the store, since opening cuts off a damaged log; and `damage` when it has opened it, within a
  transaction that has read something, which keeps every page in place while others write. Where it cannot be opened, without.

The index of the log (`-shm`) has no meaning: the first process that opens the database makes it anew from the log.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import struct
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Final

from vigueur.journal.sqlite_damage import Damage
from vigueur.journal.sqlite_pages import FIRST, INTERIOR, PAGE, Enough, Value, View, Walk
from vigueur.journal.sqlite_wal import Log, read_log
from vigueur.plain import dataclass

PRAGMAS: Final = (
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    # No page is written before its transaction is whole: one that is rolled back leaves nothing in the log.
    "PRAGMA cache_spill = OFF",
    # The store does it: after SQLite's own nobody would clear what it leaves in interior pages.
    "PRAGMA wal_autocheckpoint = 0",
)
"""What each connection that writes begins with, in this order. None of it makes an insert slower; a log that were cut each time
(`journal_size_limit`, `TRUNCATE`) would, by half: a file that grows costs the disk more than one that is written again."""
MANY: Final = 1000
"""Pages of the log after which it is brought into the file; SQLite's own measure."""
_MAGIC: Final = b"SQLite format 3\0"
_SHAPE: Final = struct.Struct(">HBBBBBB")
_SIZE: Final = 28
_INDEX: Final = struct.Struct("=16xI28x16xI28xI")
_SCHEMA_COLUMNS: Final = 5


@dataclass(frozen=True, slots=True)
class Made:
    """How a store was made: what its header and its schema must be. `firsts`: the numbers of tables' first rows, where they are not 1."""

    application: int
    version: int
    cookie: int
    schema: tuple[tuple[Value, ...], ...]
    firsts: Mapping[str, int]


def made(script: str, application: int, version: int, firsts: Mapping[str, int]) -> Made:
    """What a store is that was made by a script of CREATE statements."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(script)
    rows = connection.execute("SELECT type, name, tbl_name, rootpage, sql FROM sqlite_schema ORDER BY rowid").fetchall()
    cookie = connection.execute("PRAGMA schema_version").fetchone()[0]
    connection.close()
    return Made(application, version, cookie, tuple(rows), firsts)


def damage(path: Path, store: Made, writers: Collection[int] = ()) -> tuple[Damage, ...]:
    """What is wrong with a store's files, its log included. `writers`: the versions of SQLite that ever wrote it (3.40.1 is 3040001)."""
    raw, log = _log(path)
    handle = _handle(path)
    length = os.fstat(handle).st_size
    view = View(path.name, _beside(path, "-wal").name, handle, raw, log.pages, length // PAGE if log.size is None else log.size)
    walk = Walk(view)
    found = list(log.findings)
    found += _header(view, store, writers)
    if log.size is None and length % PAGE:
        found.append(Damage(path.name, length - length % PAGE, "size"))
    with contextlib.suppress(Enough):
        _tables(walk, store)
    return (*found, *walk.findings)


def log_damage(path: Path) -> tuple[Damage, ...]:
    """What is wrong with the log of a store."""
    return _log(path)[1].findings


def waiting(path: Path) -> int:
    """How many pages of the log are not in the file yet: for who has the store open (https://www.sqlite.org/walformat.html, 2.1)."""
    index = _beside(path, "-shm")
    if not index.exists():
        return 0
    raw = os.pread(_handle(index), _INDEX.size, 0)
    if len(raw) < _INDEX.size:
        return 0
    last, last_again, done = (int(number) for number in _INDEX.unpack(raw))
    # While somebody writes the index, its two heads differ.
    return max(last, last_again) - done if raw[:48] == raw[48:96] else max(last - done, 1)


def writer(path: Path) -> int:
    """The version of SQLite that wrote a file last, as its header says: 3.40.1 is 3040001."""
    return int.from_bytes(os.pread(_handle(path), FIRST, 0)[96:], "big")


def marks(path: Path) -> tuple[int, int] | None:
    """The application's mark and the version of a store, as its header says; None where it is no database."""
    head = os.pread(_handle(path), FIRST, 0)
    return struct.unpack_from(">4xI4xI", head, 56)[::-1] if len(head) == FIRST and head.startswith(_MAGIC) else None


def clear(path: Path) -> int:
    """Empty the space that SQLite leaves uncleared in interior pages; how many pages were cleared.

    Only for who holds the writer's lock: nothing is done unless all of the log is in the file, and then nobody can write the file
    meanwhile. SQLite reads none of these bytes: it does not matter whether a reader, or a failure of power, meets them before or after.
    """
    if waiting(path):
        return 0
    handle = _handle(path, writing=True)
    cleared = 0
    for number, page in _interiors(handle):
        head = FIRST if number == 1 else 0
        count, start = struct.unpack_from(">HH", page, head + 3)
        end = head + 12 + 2 * count
        if page[end:start].strip(b"\0"):
            os.pwrite(handle, bytes(start - end), (number - 1) * PAGE + end)
            cleared += 1
    return cleared


def _tables(walk: Walk, store: Made) -> None:
    schema = walk.rows(1, 1, decode=True)
    if schema != list(store.schema):
        walk.findings.append(walk.view.finding(1, FIRST, "schema"))
    for row in schema:
        if len(row) == _SCHEMA_COLUMNS and row[0] == "table" and isinstance(row[3], int):
            walk.rows(row[3], store.firsts.get(str(row[1]), 1))
    walk.unreached()


def _header(view: View, store: Made, writers: Collection[int]) -> Iterator[Damage]:
    """Each field of the header has one value (section 1.3 of the file format)."""
    page = view.page(1)
    if len(page) < PAGE:
        yield view.finding(1, 0, "size")
        return
    changed, pages = struct.unpack_from(">2I", page, 24)
    fields: dict[int, bytes] = {
        0: _MAGIC,
        16: _SHAPE.pack(PAGE, 2, 2, 0, 64, 32, 32),  # WAL to write and to read, nothing reserved, three fractions
        24: page[92:96],
        _SIZE: struct.pack(">I", view.count),
        32: struct.pack(">8I", 0, 0, store.cookie, 4, 0, 0, 1, store.version),
        64: struct.pack(">2I", 0, store.application),
        72: bytes(20),
        92: struct.pack(">I", changed),
    }
    for offset, expected in fields.items():
        if page[offset : offset + len(expected)] != expected:
            wrong = next(at for at, byte in enumerate(expected) if page[offset + at] != byte)
            yield view.finding(1, offset + wrong, "size" if offset == _SIZE and pages != view.count else "header")
    (version,) = struct.unpack_from(">I", page, 96)
    if writers and version not in writers:
        yield view.finding(1, 96, "header")


def _interiors(handle: int) -> Iterator[tuple[int, bytes]]:
    """The interior pages of all tables. Roots are read from the pages before them: in a store they come first."""
    count = os.fstat(handle).st_size // PAGE
    waiting = [1, *_roots(handle)]
    while waiting:
        number = waiting.pop()
        page = os.pread(handle, PAGE, (number - 1) * PAGE)
        head = FIRST if number == 1 else 0
        if not 1 <= number <= count or len(page) < PAGE or page[head] != INTERIOR:
            continue
        # Whoever empties the space of a damaged page may empty a cell with it.
        if not Walk(View("", "", handle, b"", {}, count)).sound(number, page, head):
            continue
        yield number, page
        if number != 1:
            children = _children(page)
            first = os.pread(handle, 1, (children[0] - 1) * PAGE)
            if first == bytes([INTERIOR]):
                waiting += children


def _children(page: bytes) -> list[int]:
    count, _, _, right = struct.unpack_from(">HHBI", page, 3)
    pointers = struct.unpack_from(f">{count}H", page, 12)
    return [*(struct.unpack_from(">I", page, pointer)[0] for pointer in pointers), right]


def _roots(handle: int) -> list[int]:
    view = View("", "", handle, b"", {}, os.fstat(handle).st_size // PAGE)
    rows = Walk(view).rows(1, 1, decode=True)
    return [row[3] for row in rows if len(row) == _SCHEMA_COLUMNS and row[0] == "table" and isinstance(row[3], int)]


def _log(path: Path) -> tuple[bytes, Log]:
    """The log of a store. Read again where something seems wrong: somebody may be writing it."""
    beside = _beside(path, "-wal")
    raw = beside.read_bytes() if beside.exists() else b""
    log = read_log(raw, beside.name)
    if any(one.certain for one in log.findings):
        raw = beside.read_bytes() if beside.exists() else b""
        log = read_log(raw, beside.name)
    return raw, log


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


_HELD: Final[dict[tuple[int, int, bool], int]] = {}


def _handle(path: Path, *, writing: bool = False) -> int:
    """A file opened for good. To close it would give up the locks that SQLite holds on it for this process (POSIX)."""
    found = path.stat()
    key = (found.st_dev, found.st_ino, writing)
    if key not in _HELD:
        _let_go()
        _HELD[key] = os.open(path, (os.O_RDWR if writing else os.O_RDONLY) | os.O_CLOEXEC)
    return _HELD[key]


def _let_go() -> None:
    """Close what was deleted meanwhile: no lock on it matters to anybody."""
    for key in [key for key, handle in _HELD.items() if not os.fstat(handle).st_nlink]:
        os.close(_HELD.pop(key))
