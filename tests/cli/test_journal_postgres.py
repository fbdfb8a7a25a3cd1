"""The commands of a journal in PostgreSQL: what they do, and that none ever tells a password."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.cli.transcripts import Call, Said
from tests.engine.postgres_journals import SECRET, login
from tests.postgres import Server

pytest.importorskip("psycopg", reason="needs the extra `db`")
pytest.importorskip("sqlalchemy", reason="needs the extra `db`")
pytest.importorskip("cryptography", reason="the journal needs the extra `journal`")

CASE = ("docs/examples/bicycle-case.yaml", "--rules", "docs/examples/bicycle", "--as-of", "2023-09-01")


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return tmp_path / "journal.key"


@pytest.fixture
def database(postgres: Server, key: Path, vigueur: Call) -> str:
    name = postgres.new_database()
    said = vigueur("journal", "init", "--store", postgres.url(name), "--key", key, "--by", "a.owner")
    assert said.code == 0, said.err
    assert f"\n  its key file: {key}\n" in said.out
    login(postgres, "records", "vigueur_writer")
    login(postgres, "erases", "vigueur_eraser")
    return name


def without_secret(said: Said) -> Said:
    for text in (said.out, said.err):
        assert not re.search(r"s3cr3t|Traceback", text), text
    return said


def test_a_decision_is_recorded_proved_verified_and_erased(postgres: Server, database: str, key: Path, vigueur: Call, tmp_path: Path):
    place = ("--store", postgres.url(database, "records", SECRET), "--key", key)
    recorded = without_secret(vigueur("decide", *CASE, "--by", "c", "--subject", "Ada", *place))
    assert recorded.code == 0, recorded.err
    found = re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}", recorded.out)
    assert found
    assert f"journal show {found[0]} --store 'postgresql://records@" in recorded.out  # its password is the person's to give again
    kept = tmp_path / "kept"
    for command in (
        ("journal", "checkpoint", *place, "--out", kept),
        ("journal", "list", *place, "--by", "c"),
        ("journal", "show", found[0], *place, "--by", "c"),
        ("journal", "prove", found[0], *place),
        ("journal", "verify", *place, "--checkpoint", kept),
        ("journal", "receipt", found[0], *place, "--out", tmp_path / "receipt.json"),
        ("journal", "export", tmp_path / "decisions.csv", *place),
        ("journal", "export", tmp_path / "evidence.zip", "--id", found[0], *place),
        ("replay", "--all", "--rules", "docs/examples/bicycle", *place),
        ("rectify", "2023-05-20-reform", "--rules", "docs/examples/bicycle", *place),
    ):
        done = without_secret(vigueur(*command))
        assert done.code == 0, (command, done.out, done.err)
    erasing = ("journal", "erase", "--store", postgres.url(database, "erases", SECRET), "--key", key, "--by", "d", "--reason", "asked")
    erased = without_secret(vigueur(*erasing, "--rules", "docs/examples/bicycle", "--subject", "Ada", "--yes"))
    assert erased.code == 0, erased.err
    verified = without_secret(vigueur("journal", "verify", *place))
    assert verified.code == 0, verified.out
    assert "of which erased: 1" in verified.out


def test_who_records_may_not_erase(postgres: Server, database: str, key: Path, vigueur: Call):
    place = ("--store", postgres.url(database, "records", SECRET), "--key", key)
    assert vigueur("decide", *CASE, "--by", "c", "--subject", "Ada", *place).code == 0
    erasing = ("journal", "erase", *place, "--by", "c", "--reason", "asked", "--rules", "docs/examples/bicycle")
    said = without_secret(vigueur(*erasing, "--subject", "Ada", "--yes"))
    assert said.code == 2
    assert "error[VG863]" in said.err
    assert "vigueur_eraser" in said.err


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("postgresql://u:s3cr3t@localhost:1/d", "VG860"),
        ("postgresql://u:s3cr3t@host:port/d", "VG868"),
        ("postgresql://u:s3cr3t@h@host/d", "VG868"),
        ("mysql://u:s3cr3t@host/d", "VG868"),
    ],
)
def test_what_cannot_be_reached_is_said_with_a_way_out(
    key: Path, vigueur: Call, url: str, code: str, lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("LANG", f"{lang}.UTF-8")
    assert vigueur("journal", "init", "--store", tmp_path / "j", "--key", key).code == 0
    for command in (("journal", "init"), ("journal", "verify"), ("journal", "list"), ("decide", *CASE, "--by", "c", "--subject", "Ada")):
        said = without_secret(vigueur(*command, "--store", url, "--key", key))
        assert (said.code, said.out) == (2, ""), command
        message, way_out = said.err.split("\n   = ")
        assert re.match(rf"(error|erreur)\[{code}\]", message), message
        assert re.match(r"(help|aide) ?: ", way_out), way_out
        assert max(map(len, said.err.splitlines())) <= 80
