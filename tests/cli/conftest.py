"""Transcripts: a command line, what it writes and the code it leaves with."""

from __future__ import annotations

import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from tests.cli.transcripts import ROOT, Call, Said, Terminal

from vigueur_cli.main import run
from vigueur_cli.terminal import spell_out


@pytest.fixture
def vigueur(monkeypatch: pytest.MonkeyPatch) -> Call:
    """Calls the command line as its door does, from the project's root, in English unless the arguments say otherwise."""
    monkeypatch.chdir(ROOT)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments: object, stdin: bytes = b"", encoding: str = "utf-8") -> Said:
        words = [str(a) for a in arguments]
        out, err = Terminal(encoding), Terminal(encoding)
        with monkeypatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
            patch.setattr(sys, "stdin", Terminal("utf-8", stdin))
            patch.setattr(sys, "argv", ["vigueur", *words])
            spell_out()
            code = run(words)
        return Said(code, out.text(), err.text())

    return call


@pytest.fixture(scope="session")
def bicycle() -> Path:
    """The small rule book of the documentation."""
    return ROOT / "docs" / "examples" / "bicycle"


@pytest.fixture
def book(tmp_path: Path, vigueur: Call) -> Path:
    """A fresh rule book, as `vigueur new` starts one."""
    folder = tmp_path / "book"
    assert vigueur("new", folder, "--lang", "en").code == 0
    return folder
