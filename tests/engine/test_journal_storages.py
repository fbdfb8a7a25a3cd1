"""What every store must do, whatever keeps it: the same tests for a file of SQLite and for PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Never

import pytest

from vigueur.diagnostics.problems import Refused
from vigueur.journal.keys import WRAPPED
from vigueur.journal.merkle import leaf_hash
from vigueur.journal.postgres import create_postgres, open_postgres
from vigueur.journal.sqlite import create_sqlite, open_sqlite
from vigueur.journal.storage import Row, Storage, SubjectKey

if TYPE_CHECKING:
    from tests.postgres import Server

ANNA, BELA = b"a" * 32, b"b" * 32


def entry(sequence: int, kind: str = "access", subject: bytes | None = None, supersedes: str | None = None) -> Row:
    body = f'{{"text":"é ’ \\u0000 {sequence}"}}'.encode()
    return Row(sequence, leaf_hash(body), f"id-{sequence:05}", kind, subject, supersedes, body)


def numbers(storage: Storage) -> list[int]:
    every = storage.keys()
    return [key.number for key in every]


@pytest.fixture(params=["sqlite", "postgres"])
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Storage]]:
    """Opens the same store, as many times as it is asked."""
    opened: list[Storage] = []
    if request.param == "sqlite":
        opened.append(create_sqlite(tmp_path / "journal.db"))
        again = lambda: open_sqlite(tmp_path / "journal.db")  # noqa: E731
    else:
        for package in ("sqlalchemy", "psycopg"):
            pytest.importorskip(package, reason="needs the extra `db`")
        server: Server = request.getfixturevalue("postgres")
        url = server.url(server.new_database())
        opened.append(create_postgres(url))
        again = lambda: open_postgres(url)  # noqa: E731

    def one() -> Storage:
        opened.append(again())
        return opened[-1]

    yield one
    for storage in opened:
        storage.close()


@pytest.fixture
def storage(reopen: Callable[[], Storage]) -> Storage:
    return reopen()


def test_a_new_store_holds_nothing(storage: Storage):
    assert storage.writable
    assert (storage.last(), storage.row(0), storage.leaves(), list(storage.rows())) == (None, None, [], [])
    assert (list(storage.keys()), list(storage.archives()), list(storage.checkpoints()), storage.flaws()) == ([], [], [], [])
    assert (storage.newest_key(ANNA), storage.key(1), storage.archive(ANNA), storage.superseding("x")) == (None, None, None, None)


def test_entries_are_read_as_they_were_added(storage: Storage, reopen: Callable[[], Storage]):
    rows = [entry(0), entry(1, "decision", ANNA), entry(2, "decision", BELA, "id-00001")]
    with storage.transaction():
        storage.append(rows)
        assert storage.last() == rows[2]
    other = reopen()
    assert list(other.rows()) == rows
    assert [other.row(n) for n in range(4)] == [*rows, None]
    assert other.leaves() == [leaf_hash(row.body) for row in rows]
    assert other.leaves(2) == [row.leaf for row in rows[:2]]
    assert (other.superseding("id-00001"), other.superseding("id-00002")) == ("id-00002", None)


def test_entries_are_asked_for_by_range_kind_and_subject(storage: Storage):
    rows = [entry(n, "decision" if n % 2 else "access", (ANNA, BELA)[n % 3 == 0]) for n in range(1200)]
    with storage.transaction():
        storage.append(rows)
    assert list(storage.rows()) == rows
    assert list(storage.rows(7, 1100)) == rows[7:1100]
    assert list(storage.rows(kind="decision")) == rows[1::2]
    assert list(storage.rows(2, 900, kind="access", subject=BELA)) == [r for r in rows[2:900:2] if r.subject == BELA]
    assert (list(storage.rows(5, 5)), list(storage.rows(5000))) == ([], [])
    assert storage.leaves() == [r.leaf for r in rows]


def test_nothing_of_a_transaction_that_fails_is_kept(storage: Storage, reopen: Callable[[], Storage]):
    def fail() -> Never:
        with storage.transaction():
            storage.append([entry(0)])
            storage.put_archive(ANNA, b"files")
            storage.put_key(ANNA, os.urandom(WRAPPED))
            storage.put_checkpoint(b"{}")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    for one in (storage, reopen()):
        assert (one.last(), one.archived(ANNA), one.newest_key(ANNA), list(one.checkpoints())) == (None, False, None, [])
    with storage.transaction():
        storage.append([entry(0)])
    assert storage.put_key(ANNA, bytes(WRAPPED)).number == 1


@pytest.mark.parametrize("numbers", [[1], [0, 2], [0, 0], [0, 1, 0], [-1]])
def test_an_entry_is_added_behind_the_last(storage: Storage, numbers: list[int]):
    with pytest.raises(Refused) as refused, storage.transaction():
        storage.append([entry(n) for n in numbers])
    assert [p.code for p in refused.value.problems] == ["VG812"]
    assert storage.last() is None


def test_a_leaf_is_a_hash(storage: Storage):
    with pytest.raises(Refused):
        storage.append([Row(0, b"short", "id", "access", None, None, b"{}")])
    assert storage.last() is None


def test_what_is_added_outside_of_a_transaction_is_one(storage: Storage, reopen: Callable[[], Storage]):
    storage.append([entry(0)])
    storage.append([])
    storage.put_archive(ANNA, b"files")
    storage.put_checkpoint(b"{}")
    other = reopen()
    assert (other.last(), other.archived(ANNA), list(other.checkpoints())) == (entry(0), True, [b"{}"])


def test_archives_and_checkpoints_are_kept_in_order(storage: Storage):
    large = os.urandom(300_000)
    with storage.transaction():
        storage.put_archive(ANNA, large)
        storage.put_archive(BELA, b"")
        for n in range(600):
            storage.put_checkpoint(f'{{"size":{n},"é":1}}'.encode())
    assert list(storage.archives()) == [(ANNA, large), (BELA, b"")]
    assert (storage.archive(ANNA), storage.archive(BELA), storage.archived(b"c" * 32)) == (large, b"", False)
    assert list(storage.checkpoints()) == [f'{{"size":{n},"é":1}}'.encode() for n in range(600)]


def test_the_keys_of_a_subject_are_erased_and_a_new_one_is_numbered_on(storage: Storage, reopen: Callable[[], Storage]):
    first, second, third = (os.urandom(WRAPPED) for _ in range(3))
    one, two = storage.put_key(ANNA, first), storage.put_key(BELA, second)
    assert (one, two) == (SubjectKey(1, ANNA, first), SubjectKey(2, BELA, second))
    storage.erase_keys(ANNA)
    storage.flush()
    other = reopen()
    for store in (storage, other):
        erased = store.newest_key(ANNA)
        assert erased == SubjectKey(1, ANNA, bytes(WRAPPED))
        assert erased.erased
        assert store.newest_key(BELA) == two
    assert other.put_key(ANNA, third).number == 3
    assert storage.newest_key(ANNA) == SubjectKey(3, ANNA, third)
    assert numbers(storage) == [1, 2, 3]
    assert [storage.key(n) for n in (2, 4)] == [two, None]


def test_what_another_adds_is_seen(storage: Storage, reopen: Callable[[], Storage]):
    other = reopen()
    for number in range(4):
        (storage, other)[number % 2].append([entry(number)])
        (storage, other)[number % 2].put_key(ANNA, os.urandom(WRAPPED))
    assert storage.last() == other.last() == entry(3)
    assert numbers(other) == [1, 2, 3, 4]
    found = storage.newest_key(ANNA)
    assert found is not None
    assert found.number == 4


def test_a_body_of_a_megabyte_is_kept(storage: Storage):
    body = b'"' + "é".encode() * 500_000 + b'"'
    storage.append([Row(0, leaf_hash(body), "id", "decision", ANNA, None, body)])
    found = storage.row(0)
    assert found is not None
    assert found.body == body


def test_a_place_is_named(storage: Storage):
    assert storage.place.endswith("journal.db") or storage.place.startswith("postgresql://owner@/d")
