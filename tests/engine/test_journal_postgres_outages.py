"""A journal in PostgreSQL when several record at once, and when connections and servers die."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.engine.postgres_journals import AT, SECRET, codes, end_connections, login, note, whole
from tests.postgres import Server

from vigueur.diagnostics.problems import Refused
from vigueur.journal.log import Journal
from vigueur.journal.places import create_journal, open_journal
from vigueur.journal.postgres import create_postgres, open_postgres
from vigueur.journal.verification import verify

pytest.importorskip("psycopg", reason="needs the extra `db`")
pytest.importorskip("sqlalchemy", reason="needs the extra `db`")
pytest.importorskip("cryptography", reason="needs the extra `journal`")

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def database(postgres: Server) -> str:
    return postgres.new_database()


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return tmp_path / "journal.key"


@pytest.fixture
def journal(postgres: Server, database: str, key: Path) -> Iterator[Journal]:
    made = create_journal(postgres.url(database), at=AT, actor="a.owner", key_file=key)
    login(postgres, "records", "vigueur_writer")
    yield made
    made.close()


# Several at once

RECORDS = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from vigueur.diagnostics.problems import Refused
from vigueur.journal.places import open_journal
journal = open_journal(sys.argv[1], key_file=Path(sys.argv[2]))
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[3])):
    try:
        journal.note_access(datetime(2026, 11, 24, 15, tzinfo=UTC), sys.argv[4], "list", {"number": number}, 1)
    except Refused as refused:
        print(*(p.code for p in refused.problems), flush=True)
        break
    print(number, flush=True)
journal.close()
"""


class Clerk:
    """A process that records until it is done or refused, and tells each number that was acknowledged."""

    def __init__(self, url: str, key: Path, count: int, actor: str) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "engine")}
        command = [sys.executable, "-c", RECORDS, url, str(key), str(count), actor]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)
        assert self.process.stdin
        assert self.process.stdout
        self.output = self.process.stdout
        assert self.output.readline() == "ready\n"

    def begin(self) -> None:
        assert self.process.stdin
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def told(self) -> list[str]:
        said, _ = self.process.communicate(timeout=120)
        assert self.process.returncode == 0
        return said.split()


def test_two_processes_record_at_once(postgres: Server, database: str, journal: Journal, key: Path):
    clerks = [Clerk(postgres.url(database, "records", SECRET), key, 200, actor) for actor in ("anna", "bela")]
    for clerk in clerks:
        clerk.begin()
    for clerk in clerks:
        assert clerk.told() == [str(n) for n in range(200)]
    said = whole(journal)
    assert len(said) == 401
    for actor in ("anna", "bela"):
        assert [s["asked"] for s in said if s["actor"] == actor] == [{"number": n} for n in range(200)]
    changes = sum(one["actor"] != other["actor"] for one, other in itertools.pairwise(said))
    assert changes > 10, "they did not record at once"


def test_a_journal_begins_once(postgres: Server, database: str, tmp_path: Path):
    done: list[object] = []

    def begin(number: int) -> None:
        try:
            done.append(create_journal(postgres.url(database), at=AT, actor="x", key_file=tmp_path / f"{number}.key"))
        except Refused as refused:
            done.append([p.code for p in refused.problems])

    threads = [threading.Thread(target=begin, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    begun = [one for one in done if isinstance(one, Journal)]
    assert [one for one in done if not isinstance(one, Journal)] == [["VG802"]] * 3
    assert len(whole(begun[0])) == 1
    begun[0].close()


def test_what_was_begun_and_never_written_to_begins(postgres: Server, database: str, key: Path):
    create_postgres(postgres.url(database)).close()
    with pytest.raises(Refused) as refused:
        create_journal(postgres.url(database), at=AT, actor="", key_file=key)
    assert codes(refused) == ["VG819"]
    assert not key.exists(), "keys of no journal are not left lying"
    journal = create_journal(postgres.url(database), at=AT, actor="a.owner", key_file=key)
    assert len(whole(journal)) == 1
    journal.close()


def test_two_journals_never_have_one_key_file(postgres: Server, database: str, key: Path, tmp_path: Path):
    create_journal(str(tmp_path / "journal"), at=AT, actor="a.owner", key_file=key).close()
    before = key.read_bytes()
    with pytest.raises(Refused) as refused:
        create_journal(postgres.url(database), at=AT, actor="a.owner", key_file=key)
    assert (codes(refused), key.read_bytes()) == (["VG802"], before)


# Servers that die


def test_nothing_that_was_acknowledged_is_lost_when_the_server_is_killed(own_postgres: Server, key: Path):
    url = own_postgres.url(own_postgres.new_database())
    create_journal(url, at=AT, actor="a.owner", key_file=key).close()
    clerk = Clerk(url, key, 1_000_000, "anna")
    clerk.begin()
    acknowledged = [clerk.output.readline().strip() for _ in range(60)]
    own_postgres.kill()
    *more, end = clerk.told()
    assert end in {"VG860", "VG865", "VG866"}
    acknowledged += more
    assert acknowledged == [str(n) for n in range(len(acknowledged))]
    own_postgres.start()
    journal = open_journal(url, key_file=key)
    said = [s["asked"] for s in whole(journal) if s["kind"] == "access"]
    assert said[: len(acknowledged)] == [{"number": n} for n in range(len(acknowledged))]
    assert len(said) - len(acknowledged) <= 1, "one at most is written whose acknowledgement was lost"
    note(journal)
    assert len(whole(journal)) == len(said) + 2
    journal.close()


def test_a_server_that_stopped_is_told_and_found_again_when_it_runs(own_postgres: Server, key: Path):
    url = own_postgres.url(own_postgres.new_database())
    journal = create_journal(url, at=AT, actor="a.owner", key_file=key)
    own_postgres.stop()
    for ask in (lambda: note(journal), journal.storage.last, lambda: open_postgres(url), lambda: create_postgres(url)):
        with pytest.raises(Refused) as refused:
            ask()
        assert codes(refused) == ["VG860"]
    own_postgres.start()
    note(journal)
    assert len(whole(journal)) == 2
    journal.close()


def test_a_connection_that_is_lost_between_two_things_asked_is_made_anew(postgres: Server, database: str, journal: Journal):
    for ask in (journal.storage.last, journal.storage.leaves, lambda: note(journal)):
        end_connections(postgres, database)
        ask()
    assert len(whole(journal)) == 2


def test_a_connection_that_is_lost_within_a_transaction_loses_it_whole(postgres: Server, database: str, journal: Journal):
    def lose() -> None:
        with journal.storage.transaction():
            journal.storage.put_checkpoint(b"{}")
            end_connections(postgres, database)
            journal.storage.put_checkpoint(b"{}")

    with pytest.raises(Refused) as refused:
        lose()
    assert codes(refused) == ["VG865"]
    assert list(journal.storage.checkpoints()) == []
    note(journal)
    assert len(whole(journal)) == 2


def test_a_refusal_that_was_passed_over_is_no_commit(journal: Journal):
    def pass_over() -> None:
        with journal.storage.transaction():
            journal.storage.put_checkpoint(b"{}")
            with pytest.raises(Refused):
                journal.storage.put_key(b"short", b"short")

    with pytest.raises(Refused) as refused:
        pass_over()
    assert codes(refused) == ["VG812"]
    assert list(journal.storage.checkpoints()) == []


def test_a_connection_that_is_lost_while_it_commits_leaves_it_open(postgres: Server, database: str, journal: Journal):
    postgres.sql(
        "CREATE FUNCTION public.die() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5); RETURN NULL; END'; "
        "CREATE CONSTRAINT TRIGGER dies AFTER INSERT ON vigueur.entries DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION die()",
        database,
    )
    with pytest.raises(Refused) as refused:
        note(journal)
    assert codes(refused) == ["VG866"]
    assert len(journal.storage.leaves()) == 1


# A disk that fails


def test_a_page_that_the_disk_changed_is_told(own_postgres: Server, key: Path):
    database = own_postgres.new_database()
    journal = create_journal(own_postgres.url(database), at=AT, actor="a.owner", key_file=key)
    note(journal)
    assert verify(journal).problems == []
    own_postgres.flip_a_bit("vigueur.entries", database, 8000)
    told = [(p.code, dict(p.details).get("message")) for p in verify(journal).problems]
    assert [code for code, _ in told] == ["VG812"]
    assert str(told[0][1]).startswith("invalid page in block 0")
    with pytest.raises(Refused) as refused:
        journal.body(0)
    assert codes(refused) == ["VG812"]
    journal.close()
