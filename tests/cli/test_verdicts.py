"""A verdict is named by its code or its words, in either language; what may be said is told in that of the screen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.transcripts import Call

pytest.importorskip("cryptography", reason="the journal needs the extra `journal`")

CALL = ("decide", "docs/examples/bicycle-case.yaml", "--rules", "docs/examples/bicycle", "--as-of", "2023-09-01", "--by", "c")
KNOWN = {
    "en": "     eligible, ineligible, undetermined, out_of_scope, to_be_examined",
    "fr": "     éligible, non éligible, indéterminé, hors du champ, à examiner",
}


@pytest.fixture(autouse=True)
def store(tmp_path: Path, vigueur: Call, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VIGUEUR_JOURNAL", str(tmp_path / "journal"))
    assert vigueur("journal", "init").code == 0
    assert vigueur(*CALL, "--subject", "Ada").code == 0
    return tmp_path / "journal"


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("éligible", "eligible"), ("Eligible", "eligible"), ("non éligible", "ineligible"), ("Non-Éligible", "ineligible"),
        ("non eligible", "ineligible"), ("inéligible", "ineligible"), ("not eligible", "ineligible"), ("INELIGIBLE", "ineligible"),
        ("hors du champ", "out_of_scope"), ("hors champ", "out_of_scope"), ("out of scope", "out_of_scope"),
        ("out-of-scope", "out_of_scope"), ("à examiner", "to_be_examined"), ("A examiner  par une personne", "to_be_examined"),
        ("to_be_examined", "to_be_examined"),
    ],
)  # fmt: skip
def test_a_verdict_is_named_as_one_says_it(vigueur: Call, words: str, verdict: str):
    other = ("--set", "applicant.income=500000") if verdict == "eligible" else ()  # the rules say otherwise
    said = vigueur(*CALL, *other, "--subject", "Bob", "--verdict", words, "--reason", "so", "--format", "json")
    assert said.code == 0, said.err
    assert json.loads(said.out)["record"]["content"]["verdict"] == verdict
    found = json.loads(vigueur("journal", "list", "--verdict", words, "--format", "json").out)
    assert {one["content"]["verdict"] for one in found} == {verdict}


def test_an_undetermined_one_is_looked_for_and_never_decided(vigueur: Call):
    assert vigueur("journal", "list", "--verdict", "Indéterminé", "--lang", "fr").out == "Aucune décision.\n"
    said = vigueur(*CALL, "--override", "undetermined", "--reason", "x")
    assert (said.code, "[VG707]" in said.err) == (2, True)
    assert "undetermined," not in said.err


@pytest.mark.parametrize(
    ("language", "given", "way_out"),
    [
        ("en", "eligble", "   = help: did you mean `eligible`? The choices are:"),
        ("fr", "éligble", "   = aide : vouliez-vous dire `éligible` ? Les choix sont :"),
        ("en", "l'oui", "   = help: the choices are:"),
        ("fr", "", "   = aide : les choix sont :"),
    ],
)  # fmt: skip
def test_what_may_be_said_is_told_in_80_columns_in_the_language_of_the_screen(vigueur: Call, language: str, given: str, way_out: str):
    said = vigueur("journal", "list", "--verdict", given, "--lang", language)
    assert said.code == 2
    assert said.err.splitlines()[1:] == [way_out, KNOWN[language]]
    assert given in said.err
    assert max(map(len, said.err.splitlines())) <= 80


def test_a_language_may_be_asked_for_before_the_command(vigueur: Call):
    for arguments in (("--lang", "fr", "journal", "list"), ("journal", "--langue=fr", "list"), ("journal", "list", "--lang", "fr")):
        assert vigueur(*arguments).out.endswith("Décisions : 1\n")
    case = ("docs/examples/bicycle-case.yaml", "--rules", "docs/examples/bicycle", "--as-of", "2023-09-01")
    assert vigueur("--lang", "fr", "explain", *case).out == vigueur("expliquer", *case).out
    assert vigueur("--lang", "fr", "explain", *case, "--lang", "en").out == vigueur("explain", *case, "--lang", "en").out
    assert vigueur("journal", "--lang", "fr", "lst").err.startswith("erreur[VG701] : ")
    wrong = vigueur("--lang", "xx", "journal", "list")
    assert (wrong.code, wrong.err.splitlines()) == (
        2,
        ["error[VG707]: `xx` is no choice of `--lang`", "   = help: the choices are: fr, en"],
    )
    assert "`vigueur --help`" in vigueur("--lang").err
