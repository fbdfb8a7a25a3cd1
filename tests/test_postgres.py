"""The server that the tests start: it keeps what it acknowledged, and where there is none the tests say why."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests import postgres as module
from tests.postgres import Missing, Server

ROOT = Path(__file__).resolve().parent.parent


def test_the_server_writes_through_and_checks_its_pages(postgres: Server):
    assert [postgres.sql(f"SHOW {name}") for name in ("fsync", "data_checksums", "full_page_writes")] == ["on", "on", "on"]


def test_the_server_listens_to_no_network(postgres: Server):
    assert postgres.sql("SHOW listen_addresses") == ""


def test_what_was_acknowledged_is_there_after_a_kill(own_postgres: Server):
    own_postgres.sql("CREATE TABLE t (n integer); INSERT INTO t VALUES (1)")
    own_postgres.kill()
    with pytest.raises(RuntimeError, match=r"No such file|refused"):
        own_postgres.sql("SELECT n FROM t")
    own_postgres.start()
    assert own_postgres.sql("SELECT n FROM t") == "1"


def test_a_server_that_is_closed_leaves_nothing(own_postgres: Server):
    own_postgres.close()
    assert not own_postgres._base.exists()
    assert own_postgres._process is None


def test_where_there_are_no_programs_it_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(module, "DEBIAN", tmp_path)
    with pytest.raises(Missing, match=r"no PostgreSQL server here.*apt install postgresql"):
        Server()


@pytest.mark.parametrize(("required", "outcome"), [("", "1 skipped"), ("required", "1 error")])
def test_a_missing_server_skips_or_fails_and_says_why(tmp_path: Path, required: str, outcome: str):
    """With a run of its own: the fixture that every test uses, where no server can be found."""
    (tmp_path / "conftest.py").write_text(
        f"from pathlib import Path\nfrom tests import postgres\nfrom tests.conftest import postgres as fixture\n"
        f"postgres.DEBIAN = Path({str(tmp_path)!r})\nglobals()['postgres'] = fixture\n",
        encoding="utf-8",
    )
    (tmp_path / "test_it.py").write_text("def test_it(postgres):\n    assert postgres\n", encoding="utf-8")
    environment = {**os.environ, "PATH": str(tmp_path), module.REQUIRED: required, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "pytest", "-q", "-ra", "-p", "no:cacheprovider", "--import-mode=importlib", "-c", os.devnull, "."]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert outcome in done.stdout
    assert "there is no PostgreSQL server here" in done.stdout
