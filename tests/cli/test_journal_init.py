"""A journal begins: where its key file is, and what is lost with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.transcripts import Call

pytest.importorskip("cryptography", reason="the journal needs the extra `journal`")


def test_a_journal_that_begins_says_that_its_key_file_must_be_kept_and_why(vigueur: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    said = vigueur("journal", "init", "--store", "j")
    lines = said.out.splitlines()
    assert lines[0] == "A journal begins: j/journal.db"
    assert lines[2:] == [
        "  its key file: j/journal.key",
        "  Back it up, apart from the store. Without it, what is sealed (facts, answers,",
        "  reasons) can never be read again, nobody is found by their identifier, and",
        "  nothing can be recorded or signed any more.",
    ]
    assert Path("j/journal.key").is_file()
    french = vigueur("journal", "init", "--store", "k", "--key", "elsewhere.key", "--lang", "fr")
    assert "  son fichier de clés : elsewhere.key\n  Sauvegardez-le, ailleurs que le journal." in french.out
    assert max(map(len, [*said.out.splitlines()[2:], *french.out.splitlines()[2:]])) <= 80
    assert Path("elsewhere.key").is_file()


def test_what_it_says_of_a_lost_key_file_is_so(vigueur: Call, tmp_path: Path):
    store = tmp_path / "j"
    assert vigueur("journal", "init", "--store", store).code == 0
    (store / "journal.key").unlink()
    for command in (
        ("journal", "list"),
        ("journal", "checkpoint"),
        ("decide", "docs/examples/bicycle-case.yaml", "--rules", "docs/examples/bicycle", "--as-of", "2023-09-01", "--by", "c"),
    ):
        said = vigueur(*command, "--store", store)
        assert (said.code, "[VG803]" in said.err) == (2, True)
