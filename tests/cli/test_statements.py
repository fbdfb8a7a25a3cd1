"""`vigueur test --statements`: what encodes each statement of the sources, what is out of scope, what is red."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tests.cli.transcripts import ROOT, Call

LONG = "It only repeats what another body of law says and binds nobody who reads these rules, which is why nothing encodes it here"


@pytest.fixture
def counted(bicycle: Path, tmp_path: Path) -> Path:
    """The bicycle grant with a registry: A-1 is encoded, A-2 out of scope, A-3 red."""
    book = shutil.copytree(bicycle, tmp_path / "bicycle")
    (book / "statements.yaml").write_text("A-1: act art. 3\nA-2: act art. 4\nA-3: reform art. 5\n", encoding="utf-8")
    (book / "out_of_scope.yaml").write_text(f'A-2: {{why: "{LONG}"}}\n', encoding="utf-8")
    (book / "2023-05-20-reform" / "note.yaml").write_text(
        "set:\n  grant.helmet: {label: Helmet, note: A helmet is recommended, cite: reform art. 5, statements: A-1}\n", encoding="utf-8"
    )
    (book / "fr.yaml").write_text(f'why: {{"{LONG}": "Simple conseil"}}\n', encoding="utf-8")
    return book


def settled(book: Path) -> Path:
    """The same without the statement that is red."""
    (book / "statements.yaml").write_text("A-1: act art. 3\nA-2: act art. 4\n", encoding="utf-8")
    return book


def test_every_statement_is_listed_with_what_answers_for_it(vigueur: Call, counted: Path):
    said = vigueur("test", "--statements", "--rules", counted)
    assert said.code == 1
    assert "A-1 · act art. 3\n      Helmet [grant.helmet] · the reform\n" in said.out
    assert LONG in " ".join(said.out.split())
    assert "A-3 · reform art. 5" in said.out.partition("Red: ")[2]
    assert said.out.endswith("3 statements: 1 encoded, 1 out of scope, 1 red\n")
    assert [line for line in said.out.splitlines() if len(line) > 80] == []


def test_the_list_is_told_in_french(vigueur: Call, counted: Path):
    said = vigueur("tester", "--énoncés", "--rules", counted, "--lang", "fr")
    assert said.code == 1
    assert "Simple conseil" in said.out
    assert said.out.endswith("3 énoncés : 1 encodés, 1 hors champ, 1 en rouge\n")


def test_nothing_red_is_success(vigueur: Call, counted: Path):
    said = vigueur("test", "--statements", "--rules", settled(counted))
    assert (said.code, "Red" in said.out) == (0, False)


def test_the_list_as_json_follows_its_schema(vigueur: Call, counted: Path):
    said = vigueur("test", "--statements", "--format", "json", "--rules", counted)
    told = json.loads(said.out)
    schema = json.loads((ROOT / "schemas" / "account.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(told)
    assert [(s["id"], s["standing"]) for s in told["statements"]] == [("A-1", "encoded"), ("A-2", "out_of_scope"), ("A-3", "red")]
    assert told["statements"][0]["encoded_by"][0]["place"] == "bicycle/2023-05-20-reform/note.yaml:2"
    assert said.code == 1


@pytest.mark.parametrize(("lang", "line"), [("en", "3 statements: 1 encoded"), ("fr", "3 énoncés : 1 encodés")])
def test_a_red_statement_fails_the_test_of_the_cases_and_is_named(vigueur: Call, counted: Path, lang: str, line: str):
    said = vigueur("test", "--rules", counted, "--lang", lang)
    assert said.code == 1
    assert line in said.out
    assert "  A-3 · reform art. 5\n" in said.out
    assert vigueur("test", "--rules", settled(counted)).code == 0


def test_what_is_asked_of_a_part_of_the_cases_says_nothing_of_statements(vigueur: Call, counted: Path):
    said = vigueur("test", "--only", "racing", "--rules", counted)
    assert (said.code, "statements" in said.out) == (0, False)


def test_a_rule_book_without_a_registry_says_how_to_write_one(vigueur: Call, bicycle: Path):
    said = vigueur("test", "--statements", "--rules", bicycle)
    assert said.code == 2
    assert "VG728" in said.err
    assert "statements.yaml" in said.err
    assert "statements" not in vigueur("test", "--rules", bicycle).out


def test_a_format_is_the_statements_alone(vigueur: Call, bicycle: Path):
    said = vigueur("test", "--format", "json", "--rules", bicycle)
    assert said.code == 2
    assert "`--statements` is missing" in said.err
