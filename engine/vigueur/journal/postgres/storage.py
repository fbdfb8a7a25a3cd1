"""A store in PostgreSQL: append-only by its triggers and rights, numbered under a lock, durable when a transaction is over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, bindparam, func, insert, literal, select, text, update

from vigueur.journal.keys import WRAPPED
from vigueur.journal.postgres.schema import ARCHIVES, CHECKPOINTS, ENTRIES, FLAWS, GUARDED, KEYS, SCHEMA, triggers
from vigueur.journal.postgres.session import Session
from vigueur.journal.storage import Row, SubjectKey

PAGE: Final = 500
"""Rows that are read at once: no statement takes long, and no transaction stays open while they are looked at."""
LEAVES: Final = 50_000

_MAY_REWRITE: Final = text(f"SELECT has_function_privilege('{SCHEMA}.rewrite_keys()', 'EXECUTE')")
_REWRITE: Final = text(f"SELECT {SCHEMA}.rewrite_keys()")


class PostgresStorage:
    """A journal in a database, for any number of machines."""

    def __init__(self, session: Session, *, writable: bool) -> None:
        self.writable = writable
        self._session = session

    @property
    def place(self) -> str:
        return self._session.place

    @property
    def program(self) -> str:
        ((version,),) = self._session.run(text("SHOW server_version_num"))
        return f"postgresql {version}"

    def is_first_write(self) -> bool:
        return False  # what a server's version means for its files is the server's business

    def transaction(self) -> AbstractContextManager[None]:
        return self._session.transaction()

    def last(self) -> Row | None:
        return _row(self._session.run(select(ENTRIES).order_by(ENTRIES.c.sequence.desc()).limit(1)))

    def append(self, rows: Sequence[Row]) -> None:
        given = [
            {
                "sequence": row.sequence,
                "leaf": row.leaf,
                "id": row.id,
                "kind": row.kind,
                "subject": row.subject,
                "supersedes": row.supersedes,
                "body": row.body.decode(),
            }
            for row in rows
        ]
        if given:
            self._session.write(insert(ENTRIES), given)

    def row(self, sequence: int) -> Row | None:
        return _row(self._session.run(select(ENTRIES).where(ENTRIES.c.sequence == sequence)))

    def rows(self, first: int = 0, end: int | None = None, *, kind: str | None = None, subject: bytes | None = None) -> Iterator[Row]:
        wanted = select(ENTRIES)
        if kind is not None:
            wanted = wanted.where(ENTRIES.c.kind == kind)
        if subject is not None:
            wanted = wanted.where(ENTRIES.c.subject == subject)
        for found in self._pages(wanted, ENTRIES.c.sequence, first, self._size() if end is None else end, PAGE):
            yield _as_row(found)

    def leaves(self, size: int | None = None) -> list[bytes]:
        wanted = select(ENTRIES.c.leaf, ENTRIES.c.sequence)
        pages = self._pages(wanted, ENTRIES.c.sequence, 0, self._size() if size is None else size, LEAVES)
        return [found.leaf for found in pages]

    def superseders(self) -> Iterator[Row]:
        wanted = select(ENTRIES).where(ENTRIES.c.supersedes.is_not(None))
        for found in self._pages(wanted, ENTRIES.c.sequence, 0, None, PAGE):
            yield _as_row(found)

    def superseding(self, id_: str) -> str | None:
        found = self._session.run(select(ENTRIES.c.id).where(ENTRIES.c.supersedes.contains(id_, autoescape=True)).limit(1))
        return str(found[0].id) if found else None

    def put_archive(self, content: bytes, files: bytes) -> None:
        number = select(func.coalesce(func.max(ARCHIVES.c.number) + 1, 1), literal(content), literal(files))
        self._session.write(insert(ARCHIVES).from_select(["number", "content", "files"], number))

    def archived(self, content: bytes) -> bool:
        return bool(self._session.run(select(ARCHIVES.c.number).where(ARCHIVES.c.content == content).limit(1)))

    def archive(self, content: bytes) -> bytes | None:
        found = self._session.run(select(ARCHIVES.c.files).where(ARCHIVES.c.content == content).order_by(ARCHIVES.c.number).limit(1))
        return bytes(found[0].files) if found else None

    def archives(self) -> Iterator[tuple[bytes, bytes]]:
        for found in self._pages(select(ARCHIVES), ARCHIVES.c.number, 1, None, 1):
            yield found.content, found.files

    def put_key(self, subject: bytes, wrapped: bytes) -> SubjectKey:
        number = select(func.coalesce(func.max(KEYS.c.number) + 1, 1), literal(subject), literal(wrapped))
        found = self._session.write(insert(KEYS).from_select(["number", "subject", "wrapped"], number).returning(KEYS.c.number))
        return SubjectKey(found[0].number, subject, wrapped)

    def newest_key(self, subject: bytes) -> SubjectKey | None:
        return _key(self._session.run(select(KEYS).where(KEYS.c.subject == subject).order_by(KEYS.c.number.desc()).limit(1)))

    def key(self, number: int) -> SubjectKey | None:
        return _key(self._session.run(select(KEYS).where(KEYS.c.number == number)))

    def keys(self, subject: bytes | None = None) -> Iterator[SubjectKey]:
        wanted = select(KEYS) if subject is None else select(KEYS).where(KEYS.c.subject == subject)
        for found in self._pages(wanted, KEYS.c.number, 1, None, PAGE):
            yield SubjectKey(found.number, found.subject, found.wrapped)

    def erase_keys(self, subject: bytes) -> None:
        self._session.write(update(KEYS).where(KEYS.c.subject == subject).values(wrapped=bytes(WRAPPED)))

    def put_checkpoint(self, body: bytes) -> None:
        number = select(func.coalesce(func.max(CHECKPOINTS.c.number) + 1, 1), literal(body.decode()))
        self._session.write(insert(CHECKPOINTS).from_select(["number", "body"], number))

    def checkpoints(self) -> Iterator[bytes]:
        for found in self._pages(select(CHECKPOINTS), CHECKPOINTS.c.number, 1, None, PAGE):
            yield found.body.encode()

    def last_checkpoint(self) -> bytes | None:
        found = self._session.run(select(CHECKPOINTS.c.body).order_by(CHECKPOINTS.c.number.desc()).limit(1))
        return found[0].body.encode() if found else None

    def flush(self) -> bool:
        """Write the file of the keys anew, without what was overwritten, where this user may.

        The server's write-ahead log, its backups and its copies are the business of who keeps the server.
        """
        may = bool(self._session.run(_MAY_REWRITE)[0][0])
        if may:
            self._session.write(_REWRITE)
        return may

    def flaws(self) -> list[str]:
        """What is not as it must be with the tables, their guards, and the server."""
        found = self._session.run(text(FLAWS).bindparams(bindparam("triggers", triggers()), bindparam("tables", list(GUARDED))))
        return [said for (said,) in found]

    def close(self) -> None:
        self._session.close()

    def _size(self) -> int:
        return int(self._session.run(select(func.coalesce(func.max(ENTRIES.c.sequence) + 1, 0)))[0][0])

    def _pages(self, wanted: Select[Any], number: ColumnElement[int], first: int, end: int | None, page: int) -> Iterator[Any]:
        """Rows in order of their number, from `first` on, before `end`."""
        wanted = wanted.order_by(number).limit(page)
        if end is not None:
            wanted = wanted.where(number < end)
        while found := self._session.run(wanted.where(number >= first)):
            yield from found
            if len(found) < page:
                return
            first = int(getattr(found[-1], number.key or "")) + 1


def _row(found: Sequence[Any]) -> Row | None:
    return _as_row(found[0]) if found else None


def _as_row(found: Any) -> Row:  # noqa: ANN401 - a row is what was selected
    return Row(found.sequence, found.leaf, found.id, found.kind, found.subject, found.supersedes, found.body.encode())


def _key(found: Sequence[Any]) -> SubjectKey | None:
    return SubjectKey(found[0].number, found[0].subject, found[0].wrapped) if found else None
