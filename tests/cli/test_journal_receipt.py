"""Receipts and evidence bundles on the command line, checked by the stand-alone verifier in a process that knows nothing of Vigueur."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tests.cli.transcripts import Call

pytest.importorskip("cryptography", reason="the journal needs the extra `journal`")

BOOK = ("--rules", "docs/examples/bicycle")
CASE = "docs/examples/bicycle-case.yaml"


@pytest.fixture
def ids(tmp_path: Path, vigueur: Call, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("VIGUEUR_JOURNAL", str(tmp_path / "journal"))
    assert vigueur("journal", "init").code == 0
    made = []
    for subject in ("Ada", "Bob", "Eve"):
        said = vigueur("decide", CASE, *BOOK, "--as-of", "2023-09-01", "--by", "c", "--subject", subject, "--format", "json")
        made.append(json.loads(said.out)["record"]["id"])
    assert vigueur("journal", "erase", *BOOK, "--subject", "Eve", "--by", "c", "--reason", "r", "--yes").code == 0
    assert vigueur("journal", "checkpoint", "--out", tmp_path / "checkpoint").code == 0
    return made


def checked(verifier: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", str(verifier), *map(str, arguments), "--lang", "en"]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")


@pytest.fixture
def verifier() -> Path:
    from vigueur.journal.bundle import VERIFIER  # noqa: PLC0415

    return VERIFIER


def test_a_receipt_is_proved_by_itself(ids: list[str], vigueur: Call, tmp_path: Path, verifier: Path):
    for id_, more in ((ids[0], ()), (ids[1], ("--withheld",)), (ids[2], ())):
        out = tmp_path / f"{id_}.json"
        assert vigueur("journal", "receipt", id_, "--out", out, *more).code == 0
        done = checked(verifier, out, "--key", tmp_path / "journal" / "journal.pub")
        assert done.returncode == 0, done.stdout + done.stderr
        assert id_ in done.stdout
        assert (json.loads(out.read_text(encoding="utf-8"))["content"] is None) is bool(more or id_ == ids[2])


def test_the_receipt_of_an_erased_person_says_that_the_content_is_gone(ids: list[str], vigueur: Call, tmp_path: Path):
    said = vigueur("journal", "receipt", ids[2], "--out", tmp_path / "r.json")
    assert said.code == 0
    assert said.err.startswith("note: the person was erased: what was decided is gone, and is not in the\n  receipt; ")
    french = vigueur("journal", "receipt", ids[2], "--lang", "fr")
    assert french.err.startswith("remarque : la personne a été effacée : ")
    assert json.loads(french.out)["content"] is None, "the receipt alone is on standard output"
    assert max(map(len, (said.err + french.err).splitlines())) <= 80
    for arguments in ((ids[2], "--withheld"), (ids[0],)):
        assert vigueur("journal", "receipt", *arguments).err == ""


def test_a_bundle_with_an_erased_person_counts_decisions(ids: list[str], vigueur: Call, tmp_path: Path):
    said = vigueur("journal", "export", tmp_path / "e.zip", "--lang", "fr")
    assert said.out == f"{tmp_path / 'e.zip'} : décisions : {len(ids)} (dont effacées : 1)\n"


def test_a_decision_after_the_last_checkpoint_has_no_receipt_yet(ids: list[str], vigueur: Call):
    said = vigueur("decide", CASE, *BOOK, "--as-of", "2023-09-01", "--by", "c", "--format", "json")
    refused = vigueur("journal", "receipt", json.loads(said.out)["record"]["id"])
    assert refused.code == 2
    assert "[VG830]" in refused.err
    assert vigueur("journal", "receipt", "x").code == 2
    assert ids


def test_a_bundle_holds_what_a_third_party_needs_and_its_verifier_proves_it(ids: list[str], vigueur: Call, tmp_path: Path):
    said = vigueur("journal", "export", tmp_path / "evidence.zip", "--id", ids[0], "--id", ids[1])
    assert (said.code, said.out) == (0, f"{tmp_path / 'evidence.zip'}: decisions: 2\n")
    with zipfile.ZipFile(tmp_path / "evidence.zip") as bundle:
        names = bundle.namelist()
        bundle.extractall(tmp_path / "evidence")
    assert names == sorted(names)
    folder = tmp_path / "evidence"
    (edition,) = (folder / "editions").iterdir()
    assert (edition / "bicycle" / "rulebook.yaml").is_file()
    for id_ in ids[:2]:
        done = checked(folder / "check_receipt.py", folder / "receipts" / f"{id_}.json", "--key", folder / "journal.pub")
        assert done.returncode == 0, done.stdout + done.stderr
        record = json.loads((folder / "records" / f"{id_}.json").read_text(encoding="utf-8"))
        assert record["content"]["verdict"] == "eligible"
    changed = folder / "receipts" / f"{ids[0]}.json"
    changed.write_text(
        changed.read_text(encoding="utf-8").replace('\\"verdict\\":\\"eligible\\"', '\\"verdict\\":\\"ineligible\\"'), encoding="utf-8"
    )
    assert checked(folder / "check_receipt.py", changed).returncode == 1


def test_the_same_evidence_is_the_same_bytes(ids: list[str], vigueur: Call, tmp_path: Path):
    for name in ("one.zip", "two.zip"):
        assert vigueur("journal", "export", tmp_path / name, "--id", ids[0]).code == 0
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_evidence_of_what_is_not_there_is_refused(ids: list[str], vigueur: Call, tmp_path: Path):
    said = vigueur("journal", "export", tmp_path / "e.zip", "--id", ids[0], "--id", "01a20e25-8862-7182-b50a-7265f39b488a")
    assert said.code == 2
    assert "[VG813]" in said.err
    assert not (tmp_path / "e.zip").exists()


def test_a_receipt_tells_that_a_person_decided_and_why(ids: list[str], vigueur: Call, tmp_path: Path, verifier: Path):
    more = ("--override", "ineligible", "--reason", "a grant was paid", "--format", "json")
    said = vigueur("decide", CASE, *BOOK, "--as-of", "2023-09-01", "--by", "c", "--subject", "Dan", *more)
    assert vigueur("journal", "checkpoint", "--out", tmp_path / "later").code == 0
    assert vigueur("journal", "receipt", json.loads(said.out)["record"]["id"], "--out", tmp_path / "r.json").code == 0
    told = checked(verifier, tmp_path / "r.json").stdout
    for words in (
        "verdict: not eligible\n  decided by a person; the rules answer: eligible\n  reason: a grant was paid\n",
        "answers of the rules:\n",
    ):
        assert words in told
    assert ids
