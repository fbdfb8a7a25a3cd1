"""What a wheel holds, and where the shipped folders are found."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from vigueur.locations import rules_folder, schemas_folder

ROOT = Path(__file__).resolve().parent.parent


def test_a_checkout_reads_its_own_folders():
    assert rules_folder() == ROOT / "rules"
    assert schemas_folder() == ROOT / "schemas"


def test_a_wheel_carries_the_rule_books_and_the_schemas(tmp_path: Path):
    pytest.importorskip("hatchling", reason="needs the extra `dev` (hatchling)")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    names = zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist()
    tops = {name.split("/")[0] for name in names if ".dist-info" not in name}
    assert tops == {"vigueur", "vigueur_cli"}
    assert {"vigueur/py.typed", "vigueur/syntax/grammar.lark", "vigueur/syntax/grammar.json"} <= set(names)
    assert any(name.startswith("vigueur_cli/starters/") for name in names)
    assert "vigueur/_rules/assistants-medicaux/rulebook.yaml" in names
    assert {"vigueur/_rules/allocations-familiales/rulebook.yaml", "vigueur/_rules/default"} <= set(names)
    assert any(name.startswith("vigueur/_schemas/") and name.endswith(".schema.json") for name in names)
    assert "vigueur/_rules/assistants-medicaux/facts/medecin.yaml" in names
