"""`vigueur explain`, as a person and as a program meet it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.transcripts import Call

DEMO = Path("rules/assistants-medicaux/demo")
ELIGIBLE = DEMO / "1-generaliste-eligible.yaml"
REFUSED = DEMO / "2-orl-refuse.yaml"
INCOMPLETE = DEMO / "3-dermatologue-a-completer.yaml"


@pytest.mark.parametrize("case", [ELIGIBLE, REFUSED, INCOMPLETE])
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("detail", ["1", "2", "3"])
def test_a_screen_is_no_wider_than_eighty_columns(vigueur: Call, case: Path, language: str, detail: str):
    said = vigueur("explain", case, "--as-of", "2024-09-02", "--lang", language, "--detail", detail)
    assert said.code == 0
    assert said.err == ""
    wide = [line for line in said.out.splitlines() if len(line) > 80 and "http" not in line]
    assert wide == []


def test_an_answer_leaves_with_zero_whatever_the_verdict(vigueur: Call):
    for case in (ELIGIBLE, REFUSED, INCOMPLETE):
        assert vigueur("explain", case, "--as-of", "2024-09-02").code == 0


@pytest.mark.parametrize(
    ("case", "options", "code"),
    [
        (ELIGIBLE, ["--exit-code"], 0),
        (REFUSED, ["--exit-code"], 10),
        (INCOMPLETE, ["--exit-code"], 11),
        (ELIGIBLE, ["--exit-code", "--set", "medecin.cadre_exercice=centre_de_sante"], 12),
        (ELIGIBLE, ["--exit-code", "--set", "medecin.situation_sante=true"], 13),
        (INCOMPLETE, ["--strict"], 3),
        (INCOMPLETE, ["--strict", "--exit-code"], 3),
    ],
)
def test_the_exit_code_tells_a_program_what_it_asked_for(vigueur: Call, case: Path, options: list[str], code: int):
    assert vigueur("explain", case, "--as-of", "2024-09-02", *options).code == code


def test_the_language_is_that_of_the_option_else_of_the_environment_else_of_the_book(vigueur: Call, monkeypatch: pytest.MonkeyPatch):
    asked = ("explain", ELIGIBLE, "--as-of", "2024-07-01")
    assert "Éligible" in vigueur(*asked).out
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert "Eligible" in vigueur(*asked).out
    assert "Éligible" in vigueur(*asked, "--lang", "fr").out
    assert "Éligible" in vigueur("expliquer", *asked[1:]).out


def test_a_terminal_without_the_signs_gets_words(vigueur: Call):
    refused = vigueur("explain", REFUSED, "--as-of", "2024-07-01", encoding="latin-1")
    open_ = vigueur("explain", INCOMPLETE, "--as-of", "2024-09-02", encoding="ascii")
    assert "[non] Non éligible - " in refused.out
    assert "[oui]" in refused.out
    assert "[?] On ne peut pas encore repondre - Aide a l'emploi" in open_.out
    assert "38 000 EUR" in open_.out


def test_a_case_may_come_from_standard_input_and_be_nested_json(vigueur: Call):
    case = {"medecin": {"specialite": "médecine générale", "secteur": "1", "patientele_mt": 1300}, "contrat": {"option": "1"}}
    said = vigueur("explain", "-", "--as-of", "2024-07-01", "--format", "json", stdin=json.dumps(case).encode())
    answer = json.loads(said.out)
    assert answer["verdict"] == "eligible"
    assert answer["answers"]["aide.montant_annuel"]["value"] == "38000"
    assert answer["facts"]["contrat.date_signature"]["assumed"] is True


def test_facts_of_the_command_line_take_the_place_of_the_files(vigueur: Call):
    said = vigueur("explain", ELIGIBLE, "--as-of", "2024-07-01", "--set", "contrat.option=1/2", "--format", "json")
    answer = json.loads(said.out)
    assert answer["answers"]["aide.montant_annuel"]["value"] == "18000"
    assert answer["facts"]["contrat.option"]["value"] == "1/2"


def test_what_was_known_decides(vigueur: Call):
    asked = ("explain", ELIGIBLE, "--as-of", "2024-07-01", "--set", "contrat.date_signature=2024-07-01", "--format", "json")
    now, then = json.loads(vigueur(*asked).out), json.loads(vigueur(*asked, "--known-at", "2024-06-01").out)
    assert now["answers"]["aide.montant_annuel"]["value"] == "38000"
    assert then["answers"]["aide.montant_annuel"]["value"] == "36000"
    assert then["known_at"] == "2024-06-01"
    assert {"unpublished"} == {h["cause"] for h in then["hidden"]}


def test_a_reading_may_be_chosen(vigueur: Call):
    asked = ("explain", ELIGIBLE, "--as-of", "2024-07-01", "--set", "medecin.patientele_mt=775", "--format", "json")
    usual, strict = json.loads(vigueur(*asked).out), json.loads(vigueur(*asked, "--reading", "seuil_775=plus_de").out)
    assert (usual["verdict"], strict["verdict"]) == ("eligible", "ineligible")
    used = next(r for r in strict["readings"] if r["question"] == "seuil_775")
    assert (used["option"], used["default"]) == ("plus_de", False)
    assert [a["verdict"] for a in used["alternatives"]] == ["eligible"]


def test_one_decision_may_be_asked_and_the_verdict_is_told_with_it(vigueur: Call):
    said = vigueur("explain", ELIGIBLE, "--as-of", "2024-07-01", "--decision", "aide.montant_annuel", "--format", "json")
    answer = json.loads(said.out)
    assert set(answer["answers"]) == {"eligibilite", "aide.montant_annuel"}
    assert answer["verdict"] == "eligible"


@pytest.mark.parametrize("layout", ["text", "json", "markdown", "html"])
def test_the_same_question_gets_the_same_bytes(vigueur: Call, layout: str):
    asked = ("explain", REFUSED, "--as-of", "2024-07-01", "--format", layout)
    assert vigueur(*asked).out == vigueur(*asked).out


def test_a_hostile_name_reaches_no_terminal_and_no_page(vigueur: Call, tmp_path: Path):
    case = tmp_path / "case.yaml"
    case.write_text('name: "<script>alert(1)</script> *bold* \\e[31m"\nfacts: {medecin.secteur: "1"}\n', encoding="utf-8")
    asked = ("explain", case, "--as-of", "2024-07-01", "--format")
    for layout in ("text", "markdown", "html"):
        said = vigueur(*asked, layout)
        assert said.code in {0, 2}
        assert "\x1b" not in said.out + said.err
    assert "<script>" not in vigueur(*asked, "html").out
    assert "*bold*" not in vigueur(*asked, "markdown").out
