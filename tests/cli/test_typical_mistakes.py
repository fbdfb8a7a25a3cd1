"""Typical slips of an analyst in the real rule book: what `vigueur check` prints, as the analyst reads it.

Each is found once, at its place, with a way out; one slip gives one problem. What is printed, in French and for every second one in
English too, is kept beside, to be read; after a change of the law, `pytest --snapshot-update` writes it anew.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest
import yaml
from pytest_snapshot.plugin import Snapshot

from vigueur_cli.main import run

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases" / "analyst"
MISTAKES: list[dict[str, str]] = yaml.safe_load((CASES / "mistakes.yaml").read_text("utf-8"))


def without_line_numbers(printed: str) -> str:
    """What was printed, so that it stays the same when lines are added above: the line itself is shown, with its caret."""
    numbered = re.sub(r"\.yaml:\d+:", ".yaml:N:", printed)
    return re.sub(r"^ *(\d*) \|", lambda m: "N |" if m[1] else "  |", numbered, flags=re.MULTILINE)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda m: m["mistake"].replace(" ", "_"))
def test_a_slip_is_one_problem_at_its_place(
    mistake: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], snapshot: Snapshot
) -> None:
    shutil.copytree(ROOT / "rules" / "assistants-medicaux", tmp_path / "assistants-medicaux")
    monkeypatch.chdir(tmp_path)
    for edit in (mistake, *([{"file": mistake["file"], **mistake["then"]}] if "then" in mistake else [])):
        path = Path("assistants-medicaux") / edit["file"]
        text = path.read_text("utf-8")
        assert edit["old"] in text, "the rule book has changed: change the slip"
        path.write_text(text.replace(edit["old"], edit["new"], 1), "utf-8")
    snapshot.snapshot_dir = CASES / "read"
    for language in ("fr", "en") if MISTAKES.index(mistake) % 2 == 0 else ("fr",):
        arguments = ["check", "assistants-medicaux", "--lang", language]
        monkeypatch.setattr(sys, "argv", ["vigueur", *arguments])
        code = run(arguments)
        printed = capsys.readouterr().out
        assert code == 1, printed
        assert [line for line in printed.splitlines() if "[VG" in line] == [
            line for line in printed.splitlines() if f"[{mistake['code']}]" in line
        ], printed
        assert printed.count("[VG") == 1, printed
        snapshot.assert_match(without_line_numbers(printed), f"{mistake['mistake'].replace(' ', '_')}.{language}.txt")
