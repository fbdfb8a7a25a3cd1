"""A journal in PostgreSQL where things go wrong: rights, tampering, two machines at once, servers that die, URLs that are none."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.engine.postgres_journals import AT, SECRET, codes, end_connections, login, note, whole
from tests.postgres import Server

from vigueur.diagnostics.problems import Refused
from vigueur.journal.keys import WRAPPED
from vigueur.journal.log import Journal
from vigueur.journal.places import create_journal, open_journal
from vigueur.journal.postgres import create_postgres, open_postgres

psycopg = pytest.importorskip("psycopg", reason="needs the extra `db`")
pytest.importorskip("sqlalchemy", reason="needs the extra `db`")
pytest.importorskip("cryptography", reason="needs the extra `journal`")
sqlalchemy_exc = pytest.importorskip("sqlalchemy.exc")

from vigueur.journal.postgres import refusals, session  # noqa: E402
from vigueur.journal.postgres.storage import PostgresStorage  # noqa: E402

ANNA = b"a" * 32
LOGINS = {"records": "vigueur_writer", "erases": "vigueur_eraser", "stranger": None}


@pytest.fixture
def database(postgres: Server) -> str:
    return postgres.new_database()


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return tmp_path / "journal.key"


@pytest.fixture
def journal(postgres: Server, database: str, key: Path) -> Iterator[Journal]:
    made = create_journal(postgres.url(database), at=AT, actor="a.owner", key_file=key)
    for name, role in LOGINS.items():
        login(postgres, name, role)
    yield made
    made.close()


# Rights and guards

FORBIDDEN = {
    "change": "UPDATE vigueur.entries SET body = '{}'",
    "delete": "DELETE FROM vigueur.entries",
    "empty": "TRUNCATE vigueur.entries",
    "drop": "DROP TABLE vigueur.entries",
    "drop all": "DROP SCHEMA vigueur CASCADE",
    "switch off": "ALTER TABLE vigueur.entries DISABLE TRIGGER ALL",
    "drop a guard": "DROP TRIGGER entries_is_kept ON vigueur.entries",
    "replace a guard": "CREATE OR REPLACE FUNCTION vigueur.refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    "play a replica": "SET session_replication_role = replica",
    "own": "ALTER TABLE vigueur.entries OWNER TO CURRENT_USER",
    "overwrite": "INSERT INTO vigueur.entries SELECT * FROM vigueur.entries ON CONFLICT (sequence) DO UPDATE SET body = '{}'",
    "leave a gap": "INSERT INTO vigueur.entries VALUES (7, decode(repeat('00', 32), 'hex'), 'x', 'access', NULL, NULL, '{}')",
    "doubly": "INSERT INTO vigueur.entries SELECT * FROM vigueur.entries",
    "a newer version": "UPDATE vigueur.store SET version = 2",
    "a second version": "INSERT INTO vigueur.store VALUES (1)",
    "delete a key": "DELETE FROM vigueur.subject_keys",
    "change a key": f"UPDATE vigueur.subject_keys SET wrapped = decode(repeat('01', {WRAPPED}), 'hex')",
    "give a key away": "UPDATE vigueur.subject_keys SET subject = decode(repeat('02', 32), 'hex')",
    "change a checkpoint": "UPDATE vigueur.checkpoints SET body = '{}'",
    "delete an archive": "DELETE FROM vigueur.archives",
    "a table of one's own": "CREATE TABLE vigueur.mine (n integer)",
}


def is_refused(connection: Any, statement: str) -> bool:  # noqa: ANN401 - psycopg is an extra
    try:
        connection.execute(statement)
    except (psycopg.errors.InsufficientPrivilege, psycopg.errors.IntegrityError):
        return True
    return False


@pytest.mark.parametrize("login", ["records", "erases"])
def test_who_records_may_add_and_nothing_else(postgres: Server, database: str, journal: Journal, login: str):
    journal.storage.put_key(ANNA, os.urandom(WRAPPED))
    with psycopg.connect(postgres.url(database, login, SECRET), autocommit=True) as connection:
        done = [what for what, statement in FORBIDDEN.items() if not is_refused(connection, statement)]
    assert done == []
    assert journal.storage.flaws() == []
    assert len(journal.storage.leaves()) == 1


BY_TRIGGER = [s for what, s in FORBIDDEN.items() if s.split()[0] in {"UPDATE", "DELETE", "TRUNCATE", "INSERT"} and what != "overwrite"]


@pytest.mark.parametrize("statement", BY_TRIGGER)
def test_the_owner_is_refused_too_also_as_a_replica(postgres: Server, database: str, journal: Journal, statement: str):
    """An owner can switch the guards off, and then it is told; he does not get past them by accident."""
    storage = journal.storage
    storage.put_key(ANNA, os.urandom(WRAPPED))
    before = [*storage.rows()], [*storage.keys()]
    for mode in ("origin", "replica"):
        with pytest.raises(RuntimeError, match=r"append-only|behind the last|never changed"):
            postgres.sql(f"SET session_replication_role = {mode}; {statement}", database)
    assert ([*storage.rows()], [*storage.keys()]) == before


def test_guards_that_are_switched_off_or_missing_and_rights_too_many_are_told(postgres: Server, database: str, journal: Journal):
    postgres.sql("ALTER TABLE vigueur.entries DISABLE TRIGGER entries_is_kept; GRANT UPDATE ON vigueur.entries TO vigueur_writer", database)
    postgres.sql("DROP TRIGGER subject_keys_is_only_erased ON vigueur.subject_keys", database)
    assert journal.storage.flaws() == [
        "the trigger entries_is_kept of vigueur.entries is switched off",
        "the trigger subject_keys_is_only_erased is missing",
        "vigueur_writer may update entries",
    ]


def test_who_records_records_and_does_not_erase(postgres: Server, database: str, journal: Journal, key: Path):
    wrapped = os.urandom(WRAPPED)
    writing = open_journal(postgres.url(database, "records", SECRET), key_file=key)
    note(writing)
    writing.storage.put_key(ANNA, wrapped)
    with pytest.raises(Refused) as refused:
        writing.erase(ANNA, AT, "a.clerk", "asked")
    assert codes(refused) == ["VG863"]
    writing.storage.flush()
    writing.close()
    found = journal.storage.newest_key(ANNA)
    assert found is not None
    assert found.wrapped == wrapped
    assert len(journal.storage.leaves()) == 2


def test_what_was_erased_stands_in_no_file_of_a_table(postgres: Server, database: str, journal: Journal, key: Path):
    wrapped, other = os.urandom(WRAPPED), os.urandom(WRAPPED)
    journal.storage.put_key(ANNA, wrapped)
    journal.storage.put_key(b"b" * 32, other)
    assert postgres.files_with(wrapped) != []
    erasing = open_journal(postgres.url(database, "erases", SECRET), key_file=key)
    erasing.erase(ANNA, AT, "a.clerk", "asked")
    erasing.close()
    assert postgres.files_with(wrapped) == []
    assert postgres.files_with(other) != []
    assert [journal.storage.key(n).erased for n in (1, 2)] == [True, False]


def test_a_stranger_is_told_that_it_is_not_his(postgres: Server, database: str, journal: Journal, key: Path):
    assert journal.storage.writable
    with pytest.raises(Refused) as refused:
        open_journal(postgres.url(database, "stranger", SECRET), key_file=key)
    assert codes(refused) == ["VG863"]
    with pytest.raises(Refused) as refused:
        create_postgres(postgres.url("postgres", "stranger", SECRET))
    assert codes(refused) in (["VG863"], ["VG802"])


def test_who_may_only_read_reads(postgres: Server, database: str, journal: Journal, key: Path):
    assert journal.storage.writable
    postgres.sql("GRANT USAGE ON SCHEMA vigueur TO stranger; GRANT SELECT ON ALL TABLES IN SCHEMA vigueur TO stranger", database)
    url = postgres.url(database, "stranger", SECRET)
    reading = open_journal(url, key_file=key, writing=False)
    assert (reading.storage.writable, len(reading.storage.leaves())) == (False, 1)
    with pytest.raises(Refused) as refused:
        note(reading)
    assert codes(refused) == ["VG863"]
    reading.close()
    with pytest.raises(Refused) as refused:
        open_journal(url, key_file=key)
    assert codes(refused) == ["VG863"]


# Waiting


@pytest.fixture
def holding(postgres: Server, database: str, journal: Journal) -> Iterator[str]:
    """The URL of a database in which somebody adds, and does not come to an end."""
    assert journal
    with psycopg.connect(postgres.url(database)) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (0x56474A4C,))
        yield postgres.url(database)
        connection.rollback()


@pytest.mark.parametrize(("setting", "code"), [("WAITING", "VG811"), ("ANSWERING", "VG870")])
def test_nobody_waits_for_ever(holding: str, key: Path, monkeypatch: pytest.MonkeyPatch, setting: str, code: str):
    monkeypatch.setattr(session, setting, 1)
    waiting = open_journal(holding, key_file=key)
    with pytest.raises(Refused) as refused:
        note(waiting)
    assert codes(refused) == [code]
    assert len(waiting.storage.leaves()) == 1
    waiting.close()


def test_who_stops_within_a_transaction_does_not_stop_the_others(
    postgres: Server, database: str, journal: Journal, key: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(session, "IDLE", 1)
    stopped = open_journal(postgres.url(database), key_file=key)

    def stop() -> None:
        with stopped.storage.transaction():
            stopped.storage.put_checkpoint(b"{}")
            note(journal)
            stopped.storage.put_checkpoint(b"{}")

    with pytest.raises(Refused) as refused:
        stop()
    assert codes(refused) == ["VG865"]
    assert len(whole(journal)) == 2
    stopped.close()


# Settings of a server


def test_what_is_recorded_is_durable_whatever_the_database_is_set_to(postgres: Server, database: str, journal: Journal):
    for setting in ("synchronous_commit = off", "default_transaction_isolation = serializable"):
        postgres.sql(f"ALTER DATABASE {database} SET {setting}")
    end_connections(postgres, database)
    storage = journal.storage
    assert isinstance(storage, PostgresStorage)
    asked = session.text("SELECT current_setting('synchronous_commit'), current_setting('transaction_isolation')")
    with storage.transaction():
        assert [tuple(row) for row in storage._session.run(asked)] == [("on", "read committed")]
    assert storage._session.run(asked)[0][0] == "off"


@pytest.mark.parametrize("how", ["maintenance", "follower"])
def test_a_server_that_does_not_write_is_read(own_postgres: Server, key: Path, how: str):
    database = own_postgres.new_database()
    create_journal(own_postgres.url(database), at=AT, actor="a.owner", key_file=key).close()
    if how == "maintenance":
        own_postgres.sql(f"ALTER DATABASE {database} SET default_transaction_read_only = on")
    else:
        own_postgres.only_follow()
    with pytest.raises(Refused) as refused:
        open_journal(own_postgres.url(database), key_file=key)
    assert codes(refused) == ["VG864"]
    reading = open_journal(own_postgres.url(database), key_file=key, writing=False)
    assert (reading.storage.writable, len(whole(reading))) == (False, 1)
    with pytest.raises(Refused) as refused:
        note(reading)
    assert codes(refused) == ["VG864"]
    reading.close()


def test_a_database_of_another_encoding_is_refused(postgres: Server):
    database = postgres.new_database(ENCODING="'SQL_ASCII'", TEMPLATE="template0")
    with pytest.raises(Refused) as refused:
        create_postgres(postgres.url(database))
    assert codes(refused) == ["VG867"]


def test_who_may_not_create_roles_is_told_which(own_postgres: Server):
    own_postgres.sql(f"CREATE ROLE keeper LOGIN PASSWORD '{SECRET}'")
    database = own_postgres.new_database(OWNER="keeper")
    url = own_postgres.url(database, "keeper", SECRET)
    with pytest.raises(Refused) as refused:
        create_postgres(url)
    assert codes(refused) == ["VG869"]
    own_postgres.sql("CREATE ROLE vigueur_writer; CREATE ROLE vigueur_eraser")
    made = create_postgres(url)
    assert made.flaws() == []
    made.close()


# What is not there, or something else


def test_a_store_of_a_newer_version_is_refused(postgres: Server, database: str, journal: Journal, key: Path):
    assert journal.storage.writable
    postgres.sql("ALTER TABLE vigueur.store DISABLE TRIGGER ALL; UPDATE vigueur.store SET version = 99", database)
    for ask in (open_postgres, create_postgres, lambda url: open_journal(url, key_file=key)):
        with pytest.raises(Refused) as refused:
            ask(postgres.url(database))
        assert codes(refused) == ["VG807"]
    postgres.sql("DELETE FROM vigueur.store", database)
    with pytest.raises(Refused) as refused:
        open_postgres(postgres.url(database))
    assert codes(refused) == ["VG808"]


def test_where_there_is_no_journal_none_is_found(postgres: Server, database: str):
    with pytest.raises(Refused) as refused:
        open_postgres(postgres.url(database))
    assert codes(refused) == ["VG801"]
    postgres.sql("CREATE SCHEMA vigueur", database)
    with pytest.raises(Refused) as refused:
        create_postgres(postgres.url(database))
    assert codes(refused) == ["VG802"]


def test_a_journal_is_not_begun_over_another(postgres: Server, database: str, journal: Journal):
    assert journal.storage.writable
    with pytest.raises(Refused) as refused:
        create_postgres(postgres.url(database))
    assert codes(refused) == ["VG802"]


def test_a_database_or_a_user_that_is_not_there(postgres: Server, database: str, journal: Journal):
    assert journal.storage.writable
    for url, code in (
        (postgres.url("nowhere"), "VG862"),
        (postgres.url(database, "records", "s3cr3t-no"), "VG861"),
        (postgres.url(database, "records"), "VG861"),
        (postgres.url(database, "nobody-here", SECRET), "VG861"),
        ("postgresql://u:s3cr3t@localhost:1/d", "VG860"),
        ("postgresql://u@/d?host=/nowhere&password=s3cr3t", "VG860"),
    ):
        with pytest.raises(Refused) as refused:
            open_postgres(url)
        assert codes(refused) == [code], url


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u:s3@cr3t@host/d",
        "postgresql://u:s3cr3t@host:port/d",
        "postgresql://u:s3cr3t@host/d?nothing=s3cr3t",
        "postgresql://u:s3cr3t@host/d@s3cr3t",
        "postgresql://u:s3cr3t@ho/st@host/d",
        "postgresql:// :",
        "mysql://u:s3cr3t@host/d",
        "POSTGRESQL ://u:s3cr3t@host/d",
        "postgresql+psycopg2://u:s3cr3t@host/d",
    ],
)
def test_what_is_no_url_is_not_connected_to(url: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(psycopg, "connect", lambda *_, **__: pytest.fail("connected"))
    with pytest.raises(Refused) as refused:
        open_postgres(url)
    assert codes(refused) == ["VG868"]
    assert refused.value.problems[0].details == ()


def test_a_full_disk_is_told():
    said = psycopg.errors.DiskFull("could not extend file: No space left on device")
    error = sqlalchemy_exc.OperationalError("INSERT", {"body": "s3cr3t"}, said)
    with pytest.raises(Refused) as refused, refusals.refusing("postgresql://h/d"):
        raise error
    assert codes(refused) == ["VG810"]


@pytest.mark.parametrize("package", ["sqlalchemy", "psycopg"])
def test_a_missing_package_is_one_line(monkeypatch: pytest.MonkeyPatch, package: str):
    monkeypatch.setitem(sys.modules, package, None)
    for ask in (open_postgres, create_postgres):
        with pytest.raises(Refused) as refused:
            ask("postgresql://h/d")
        assert [(p.code, dict(p.details)) for p in refused.value.problems] == [("VG800", {"package": package, "extra": "db"})]
