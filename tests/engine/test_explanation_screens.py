"""What people read: the explanations of the situations of the real law, in both languages, word for word.

`pytest --snapshot-update` writes them anew; read them as code.
"""

from __future__ import annotations

import pytest
from pytest_snapshot.plugin import Snapshot
from tests.engine.real_law import ROOT, SITUATIONS, situation

from vigueur import lay_out
from vigueur.diagnostics.problems import Language

BOTH: tuple[Language, ...] = ("fr", "en")


def without_edition(shown: str, hashes: tuple[str, str]) -> str:
    """The hashes change with every word of the rules: they are not what is read here."""
    for hash_ in hashes:
        shown = shown.replace(hash_[:12], "0" * 12).replace(hash_, "0" * 64)
    return shown


def screen(name: str, language: Language, *, detail: int = 1) -> str:
    answer = situation(name, language)
    return without_edition(lay_out(answer, "text", detail=detail), (answer["rulebook"]["content"], answer["rulebook"]["meaning"]))


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("name", SITUATIONS)
def test_a_screen_reads_as_it_was_reviewed(snapshot: Snapshot, name: str, language: Language):
    snapshot.snapshot_dir = ROOT / "tests" / "engine" / "snapshots" / "explanations"
    snapshot.assert_match(screen(name, language), f"{name}.{language}.txt")


@pytest.mark.parametrize("language", BOTH)
def test_a_full_screen_reads_as_it_was_reviewed(snapshot: Snapshot, language: Language):
    snapshot.snapshot_dir = ROOT / "tests" / "engine" / "snapshots" / "explanations"
    snapshot.assert_match(screen("orl-75-pour-cent", language, detail=3), f"orl-75-pour-cent.full.{language}.txt")
