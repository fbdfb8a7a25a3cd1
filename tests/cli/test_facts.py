"""`vigueur facts`: what may be said of a case."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tests.cli.transcripts import Call

from vigueur import default_rules, load

ROOT = Path(__file__).resolve().parent.parent.parent


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_fact_is_listed_by_its_name_with_its_question(vigueur: Call, language: str):
    said = vigueur("facts", "--lang", language)
    assert said.code == 0
    for fact in load(default_rules()).program.facts.values():
        assert f"[{fact.id}]" in said.out
        assert words(fact.ask.in_(language)) in words(said.out)


def test_every_fact_can_be_told_alone(vigueur: Call):
    for fact in load(default_rules()).program.facts.values():
        said = vigueur("faits", fact.id)
        assert said.code == 0
        assert f"[{fact.id}]" in words(said.out)
        assert "{" not in said.out
        assert "facts_" not in said.out


def test_one_fact_is_told_with_each_code_and_all_that_may_be_written_for_it(vigueur: Call):
    said = vigueur("faits", "medecin.specialite").out
    assert "Au choix" in said or "Un code parmi" in said
    assert "· cardiologie : Cardiologie, cardiologue, maladies cardiovasculaires" in said.replace("\u00a0", " ").replace("\u202f", " ")


def test_bounds_and_what_is_supposed_are_told(vigueur: Call, bicycle: Path):
    said = words(vigueur("facts", "--rules", bicycle).out)
    assert "a day, from 1 February 2020 on · supplied by: the city · left out: the day that is decided" in said
    assert "a number, from 0 people to 30 people" in said


@pytest.mark.parametrize("asked", [(), ("medecin.specialite",)])
def test_the_facts_as_json_follow_their_schema(vigueur: Call, asked: tuple[str, ...]):
    told = json.loads(vigueur("facts", *asked, "--format", "json").out)
    schema = json.loads((ROOT / "schemas" / "vocabulary.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(told)
    assert [f["fact"] for f in told["facts"]] == (list(asked) or list(load(default_rules()).program.facts))


def test_numbers_are_exact_and_bounds_of_the_engine_are_not_told(vigueur: Call, bicycle: Path):
    told = {f["fact"]: f for f in json.loads(vigueur("facts", "--rules", bicycle, "--format", "json").out)["facts"]}
    assert (told["applicant.income"]["min"], told["applicant.income"]["max"], told["applicant.income"]["currency"]) == ("0", None, "EUR")
    assert (told["agreement.signed"]["min"], told["agreement.signed"]["if_omitted"]) == ("2020-02-01", "day")
    assert told["bicycle.kind"]["choices"][1] == {"code": "cargo", "label": "Cargo bicycle", "synonyms": ["cargo bike"]}


def test_the_codes_of_a_column_are_told_with_its_list(vigueur: Call):
    said = words(vigueur("facts", "evenements", "--lang", "en").out)
    assert "What may be written: Event [type]" in said
    assert "depart_assistant: Departure of the assistant, départ" in said


def test_a_column_is_asked_by_its_label_in_the_language_of_the_answer(vigueur: Call):
    said = words(vigueur("facts", "groupe.membres", "--lang", "en").out)
    assert "Name [nom] words" in said
