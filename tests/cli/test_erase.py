"""`vigueur journal erase`, as it is called."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.transcripts import Call

pytest.importorskip("cryptography", reason="the journal needs the extra `journal`")

CASE = "docs/examples/bicycle-case.yaml"


@pytest.fixture
def store(tmp_path: Path, vigueur: Call) -> Path:
    folder = tmp_path / "journal"
    assert vigueur("journal", "init", "--store", folder).code == 0
    for subject in ("Ada", "Bob"):
        said = vigueur(
            "decide",
            CASE,
            "--rules",
            "docs/examples/bicycle",
            "--as-of",
            "2023-09-01",
            "--by",
            "c",
            "--subject",
            subject,
            "--store",
            folder,
        )
        assert said.code == 0
    return folder


def test_a_person_is_erased_and_the_journal_still_holds(store: Path, vigueur: Call):
    arguments = ("journal", "erase", "--store", store, "--by", "c", "--reason", "asked for it", "--rules", "docs/examples/bicycle")
    said = vigueur(*arguments, "--subject", "Ada", "--yes")
    assert (said.code, said.out) == (0, "Erased: decisions about this person: 1\n")
    assert "(of which erased: 1)" in vigueur("journal", "verify", "--store", store).out
    again = vigueur(*arguments, "--subject", "Ada", "--yes")
    assert (again.code, again.err.splitlines()[0]) == (2, "error[VG824]: the journal knows no such person, or has erased them already")


def test_it_asks_first(store: Path, vigueur: Call):
    arguments = ("journal", "erase", "--store", store, "--by", "c", "--reason", "r", "--rules", "docs/examples/bicycle", "--subject", "Ada")
    assert vigueur(*arguments, stdin=b"n\n").code == 130
    assert "(of which erased: 0)" in vigueur("journal", "verify", "--store", store).out
    asked = vigueur(*arguments, "--lang", "fr", stdin=b"\n")
    assert asked.code == 130
    assert asked.err.startswith("Décisions sur cette personne : 1. Effacer pour toujours ce qu'elles contiennent ? [o/N]")
    assert vigueur(*arguments, "--lang", "fr", stdin=b"o\n").code == 0
    assert "(of which erased: 1)" in vigueur("journal", "verify", "--store", store).out


@pytest.mark.parametrize(
    ("more", "code"), [((), "VG705"), (("x", "--subject", "Ada"), "VG724"), (("x",), "VG813"), (("--subject", "Eve"), "VG824")]
)
def test_whom_to_erase_must_be_said_once(store: Path, vigueur: Call, more: tuple[str, ...], code: str):
    said = vigueur("journal", "erase", *more, "--store", store, "--by", "c", "--reason", "r", "--yes", "--rules", "docs/examples/bicycle")
    assert said.code == 2
    assert f"[{code}]" in said.err
