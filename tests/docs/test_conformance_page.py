"""The figures of docs/conformance.md are those that the command prints."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from vigueur import feel_figures

ROOT = Path(__file__).resolve().parent.parent.parent
CASES = Path(os.environ.get("VIGUEUR_FEEL_CASES", ROOT.parent / "shared" / "feel" / "cases.jsonl"))


def test_the_figures_of_the_page_are_measured():
    if not CASES.is_file():
        pytest.skip(f"no conformance cases at {CASES}; VIGUEUR_FEEL_CASES names another place")
    printed = feel_figures(CASES.read_text(encoding="utf-8").splitlines()).splitlines()
    measured = [line for line in printed if line.startswith(("| core", "| all"))]
    page = (ROOT / "docs" / "conformance.md").read_text(encoding="utf-8")
    assert [line for line in measured if line not in page] == []
    assert len(measured) == 2
