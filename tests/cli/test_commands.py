"""The other commands: check, test, law, timeline, feel, schema, demo, new."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml
from jsonschema import Draft202012Validator
from tests.cli.transcripts import ROOT, Call

from vigueur_cli.commands import journal
from vigueur_cli.group import COMMANDS
from vigueur_cli.language import FRENCH_NAMES

CASE = "docs/examples/bicycle-case.yaml"


JOURNAL = [f"journal {name}" for name in journal.COMMANDS]


@pytest.mark.parametrize("name", [*COMMANDS, *JOURNAL, *FRENCH_NAMES])
@pytest.mark.parametrize("language", ["en_GB.UTF-8", "fr_FR.UTF-8"])
def test_every_command_has_help(vigueur: Call, monkeypatch: pytest.MonkeyPatch, name: str, language: str):
    monkeypatch.setenv("LC_ALL", language)
    said = vigueur(*name.split(), "--help")
    assert said.code == 0
    assert "--lang" in said.out or name == "journal"
    assert [line for line in said.out.splitlines() if len(line) > 80] == []


def test_the_commands_are_listed_with_their_french_names(vigueur: Call):
    said = vigueur("--help")
    assert said.code == 0
    assert [name for name in COMMANDS if f"  {name} " not in said.out] == []
    assert "expliquer = explain" in " ".join(said.out.split())


def test_the_shipped_rule_book_checks(vigueur: Call):
    said = vigueur("check")
    assert said.code == 0, said.out


def test_a_shipped_rule_book_may_be_named(vigueur: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    said = vigueur("check", "--rules", "allocations-familiales")
    assert (said.code, "no mistake found" in said.out) == (0, True), said.out
    assert "Base mensuelle" in vigueur("law", "--provision", "bmaf", "--rules", "allocations-familiales", "--lang", "fr").out


def test_a_folder_that_exists_is_not_taken_for_the_name_of_a_shipped_rule_book(
    vigueur: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "allocations-familiales").mkdir()
    said = vigueur("check", "--rules", "allocations-familiales")
    assert (said.code, "VG715" in said.err) == (2, True)


def test_a_mistake_is_found_at_its_place(vigueur: Call, book: Path):
    rules = book / "2024-01-15-bylaw" / "rules.yaml"
    rules.write_text(rules.read_text(encoding="utf-8").replace("applicant.income <=", "applicant.incom <="), encoding="utf-8")
    said = vigueur("check", book)
    assert said.code == 1
    assert "2024-01-15-bylaw/rules.yaml" in said.out
    assert "did you mean `applicant.income`?" in said.out
    assert "1 error" in said.out


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_new_rule_book_checks_and_its_cases_are_green(vigueur: Call, tmp_path: Path, language: str):
    folder = tmp_path / "nouveau livre"
    started = vigueur("new", folder, "--lang", language)
    assert started.code == 0
    checked = vigueur("check", folder)
    assert (checked.code, "no mistake" in checked.out) == (0, True), checked.out
    tried = vigueur("test", "--rules", folder)
    assert tried.code == 0, tried.out
    shown = vigueur("demo", "--rules", folder, "--lang", language)
    assert shown.code == 0
    assert "✔" in shown.out


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_editor_finds_the_schema_of_each_file_of_a_new_rule_book_beside_it(vigueur: Call, tmp_path: Path, language: str):
    vigueur("new", tmp_path / "book", "--lang", language)
    files = sorted((tmp_path / "book").rglob("*.yaml"))
    assert files
    for file in (*files, *(ROOT / "docs" / "examples" / f"{name}.yaml" for name in ("bicycle-case", "contract-2023", "missing-income"))):
        first, _, rest = file.read_text(encoding="utf-8").partition("\n")
        schema = json.loads((file.parent / first.removeprefix("# yaml-language-server: $schema=")).read_text(encoding="utf-8"))
        Draft202012Validator(schema).validate(json.loads(json.dumps(yaml.safe_load(rest), default=str)))


def test_a_case_that_is_not_as_expected_is_told_with_its_place(vigueur: Call, book: Path):
    cases = book / "cases" / "examples.yaml"
    cases.write_text(cases.read_text(encoding="utf-8").replace("grant.amount: 400", "grant.amount: 401"), encoding="utf-8")
    said = vigueur("test", "--rules", book)
    assert said.code == 1
    assert "cases/examples.yaml:" in said.out
    assert "grant.amount: expected 401, found 400" in said.out


@pytest.mark.parametrize(("language", "told"), [("en", "expected 401, found 400"), ("fr", "attendu 401, trouvé 400")])
def test_why_something_was_expected_is_told_where_it_is_not_so(vigueur: Call, book: Path, language: str, told: str):
    cases = book / "cases" / "examples.yaml"
    found = cases.read_text(encoding="utf-8").replace("grant.amount: 400", "grant.amount: 401, why: Article 3 as the reform has it")
    cases.write_text(found, encoding="utf-8")
    said = vigueur("test", "--rules", book, "--lang", language)
    assert said.code == 1
    assert f"{told}\n  Article 3 as the reform has it\n" in said.out


def test_what_no_case_reaches_is_listed(vigueur: Call, bicycle: Path):
    said = vigueur("test", "--rules", bicycle)
    assert said.code == 0
    assert "Reached by the cases:" in said.out
    assert "No case reaches these rows of tables:" in said.out
    assert "grant.amount" in said.out


def test_the_law_of_a_day_is_told(vigueur: Call, bicycle: Path):
    before, after = (vigueur("law", "--rules", bicycle, "--on", day).out for day in ("2023-05-31", "2023-06-01"))
    assert "Household [grant.household]" in before
    assert "Household [grant.household]" not in after
    assert "€30,000" in before
    assert "€36,000" in after


def test_the_history_of_a_provision_is_told(vigueur: Call, bicycle: Path):
    said = vigueur("law", "--rules", bicycle, "--provision", "grant.household").out.replace("\xa0", " ")
    assert "Since 1 February 2020: the bicycle act" in said
    assert "Since 1 June 2023, repealed by the reform" in said


def test_what_differs_between_two_days_is_told(vigueur: Call, bicycle: Path):
    said = vigueur("law", "--rules", bicycle, "--between", "2023-01-01", "2024-01-01").out
    assert "before: €30,000" in said
    assert "after: €36,000" in said
    assert "No longer in force" in said
    nothing = vigueur("law", "--rules", bicycle, "--between", "2024-01-01", "2024-01-02").out
    assert "Nothing changes" in nothing


def test_what_a_text_changed_is_told(vigueur: Call, bicycle: Path):
    said = vigueur("law", "--rules", bicycle, "--text", "2023-05-20-reform", "--format", "markdown").out
    assert said.startswith("# Reform of the bicycle act")
    assert "## Repeals" in said


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_real_law_can_be_told_in_both_languages(vigueur: Call, language: str):
    for asked in (["--on", "2024-07-01"], ["--between", "2023-01-01", "2025-01-01"], ["--text", "2023-04-30-reglement-arbitral"]):
        said = vigueur("law", *asked, "--lang", language)
        assert said.code == 0
        assert [line for line in said.out.splitlines() if len(line) > 80] == []


@pytest.mark.parametrize(
    "asked",
    [
        ("2024-07-01",),
        ("eligibilite",),
        ("aide.montant_annuel",),
        ("2024-06-21-convention-medicale",),
        ("--between", "2023-04-30", "2023-05-01"),
        ("--on", "2023-04-30", "--known-at", "2022-01-01"),
    ],
)
def test_the_law_as_json_follows_its_schema(vigueur: Call, asked: tuple[str, ...]):
    told = json.loads(vigueur("law", *asked, "--format", "json").out)
    schema = json.loads((ROOT / "schemas" / "law.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(told)
    assert len(told["rulebook"]["content"]) == 64
    assert told["entries"] or told["differences"] or told["members"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_law_is_told_without_names_of_the_files(vigueur: Call, language: str):
    told = json.loads(vigueur("law", "2024-07-01", "--format", "json", "--lang", language).out)
    for entry in told["entries"]:
        assert entry["contents"] or entry["kind"] == "note", entry["provision"]
        for line in (*entry["contents"], entry["met"], entry["not_met"]):
            assert not re.search(r'\b[a-z_]+\.[a-z_]+\b|…(?! »|")', line), line


@pytest.mark.parametrize(
    ("asked", "code", "near"),
    [
        ("aide.montant_anuel", "VG718", "aide.montant_annuel"),
        ("2023-04-30-reglement-arbitrale", "VG719", "2023-04-30-reglement-arbitral"),
        ("2024-13-01", "VG713", ""),
        ("01/07/2024", "VG713", ""),
    ],
)
def test_what_the_law_is_asked_may_be_mistyped(vigueur: Call, asked: str, code: str, near: str):
    said = vigueur("law", asked)
    assert said.code == 2
    assert code in said.err
    assert near in said.err


def test_a_text_tells_what_it_changed_row_by_row(vigueur: Call):
    said = " ".join(vigueur("law", "2024-06-21-convention-medicale").out.replace("\xa0", " ").replace("\u202f", " ").split())
    assert "un temps plein, première année : 36 000 € → 38 000 €" in said
    assert "non rempli : Le second assistant est réservé aux généralistes" in said
    assert "Confirme" in said


@pytest.mark.parametrize("layout", ["text", "markdown", "html"])
def test_every_layout_of_the_law_and_of_a_calendar_names_the_edition(vigueur: Call, bicycle: Path, layout: str):
    for asked in (("law", "2024-07-01"), ("timeline", CASE)):
        assert " meaning " in vigueur(*asked, "--rules", bicycle, "--format", layout).out


def test_the_calendar_of_a_case_follows_its_schema(vigueur: Call, bicycle: Path):
    told = json.loads(vigueur("timeline", CASE, "--rules", bicycle, "--format", "json").out)
    schema = json.loads((ROOT / "schemas" / "timeline.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(told)
    assert [(e["day"], e["verdict"], e["values"]["grant.amount"]) for e in told["entries"]] == [
        ("2022-09-01", "ineligible", "600"),
        ("2023-09-01", "eligible", "400"),
    ]
    assert "Household: no longer required" in " ".join(told["entries"][1]["why"])


def test_a_calendar_can_be_drawn(vigueur: Call, bicycle: Path):
    said = vigueur("timeline", CASE, "--rules", bicycle, "--format", "svg").out
    assert said.startswith("<svg ")
    assert "<title" in said
    assert "<script" not in said


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_drawing_has_dates_a_description_and_no_bar_where_there_is_no_amount(vigueur: Call, language: str):
    case = "rules/assistants-medicaux/demo/1-generaliste-eligible.yaml"
    drawing = ET.fromstring(vigueur("timeline", case, "--lang", language, "--format", "svg").out)  # noqa: S314 - it is our own
    svg = "{http://www.w3.org/2000/svg}"
    texts = [text.text.replace("\xa0", " ") for text in drawing.iter(f"{svg}text") if text.text and text.get("transform")]
    assert texts[0] == ("1er septembre 2023" if language == "fr" else "1 September 2023")
    assert len(texts) == 5
    bars = [rect for rect in drawing.iter(f"{svg}rect") if int(rect.get("height", "0")) > 30 and rect.get("x")]
    assert len(bars) == 3
    assert {"title", "desc", "metadata"} <= {child.tag.removeprefix(svg) for child in drawing}
    assert drawing.get("aria-labelledby") == "title description"
    assert re.search(r"content=[0-9a-f]{64}", drawing.findtext(f"{svg}metadata") or "")


def test_a_case_without_a_date_is_told_by_the_law_alone(vigueur: Call, bicycle: Path, tmp_path: Path):
    case = tmp_path / "case.yaml"
    case.write_text("bicycle.kind: city\n", encoding="utf-8")
    said = vigueur("timeline", case, "--rules", bicycle)
    assert said.code == 0


def test_the_example_to_keep_in_mind(vigueur: Call):
    told = json.loads(
        vigueur("timeline", "rules/assistants-medicaux/demo/1-generaliste-eligible.yaml", "--format", "json", "--to", "2025-01-01").out
    )
    amounts = [(e["day"], e["values"]["aide.montant_annuel"]) for e in told["entries"]]
    assert amounts[0] == ("2023-09-01", "36000")
    assert ("2024-09-01", "28000") in amounts


def test_the_end_of_a_contract_is_told_with_its_reason(vigueur: Call):
    said = vigueur("timeline", "rules/assistants-medicaux/demo/1-generaliste-eligible.yaml", "--lang", "fr").out
    last = " ".join(said.partition("1er septembre 2028")[2].replace("\xa0", " ").split())
    assert last.startswith("· Aide annuelle maximale : sans objet (avant : 22")
    assert "Le contrat a pris fin" in last


def test_an_expression_is_calculated(vigueur: Call, tmp_path: Path):
    facts = tmp_path / "facts.yaml"
    facts.write_text('d: 2024-02-29\nn: 1.50\nphysician: {name: "Dr B"}\nok: true\n', encoding="utf-8")
    assert vigueur("feel", "1 + 2 * 3").out == "7\n"
    assert vigueur("feel", 'd + duration("P1Y")', "--facts", facts).out == 'date("2025-02-28")\n'
    assert vigueur("feel", "physician.name", "--facts", facts).out == '"Dr B"\n'
    assert vigueur("feel", "n * 2", "--facts", facts).out == "3\n"
    wrong = vigueur("feel", "1 +")
    assert wrong.code == 2
    assert "VG0" in wrong.err


def test_expressions_are_answered_line_by_line(vigueur: Call):
    lines = b'{"id": 1, "kind": "feel", "expression": "1 + 1"}\nnot json\n{"id": 3, "kind": "feel", "expression": "unknown"}\n'
    said = vigueur("feel", "--jsonl", stdin=lines)
    answers = [json.loads(line) for line in said.out.splitlines()]
    assert answers[0] == {"id": 1, "value": {"number": "2"}}
    assert [a["code"] for a in answers[1:]] == ["VG156", "VG101"]
    assert said.code == 0


def test_the_schemas_are_published(vigueur: Call):
    names = vigueur("schema").out.split()
    assert {"rulebook", "facts", "text", "provisions", "cases", "explanation", "law", "timeline"} <= set(names)
    for name in names:
        Draft202012Validator.check_schema(json.loads(vigueur("schema", name).out))


def test_the_demonstration_in_english_names_the_english_command(vigueur: Call):
    said = vigueur("demo", "--lang", "en")
    assert "vigueur expliquer" not in said.out
    commands = [line.split() for line in said.out.splitlines() if line.startswith("$ vigueur explain ")]
    assert [(c[4], c[6:]) for c in commands] == [("--as-of", ["--lang", "en"])] * 3


def test_the_demonstration_of_another_rule_book_names_it_in_its_commands(vigueur: Call):
    said = vigueur("demo", "--rules", "allocations-familiales")
    first = said.out.splitlines()[0]
    assert first.endswith("1-martin-deux-ages.yaml --au 2026-03-15 --regles allocations-familiales")
    shown = vigueur(*first.removeprefix("$ vigueur ").split())
    assert shown.code == 0
    assert shown.out.splitlines()[0] == "✔ Éligible — Allocations familiales"
    assert "Enfants qui ont l'âge de la majoration : Malo" in shown.out


def test_the_demonstration_tells_three_stories_in_french(vigueur: Call):
    said = vigueur("demo")
    assert said.code == 0
    assert said.out.count("$ vigueur expliquer ") == 3
    assert [line.split(" — ")[0] for line in said.out.splitlines() if line[:2] in {"✔ ", "✗ ", "? "}] == [
        "✔ Éligible",
        "✗ Non éligible",
        "? On ne peut pas encore répondre",
    ]


def test_the_law_tells_between_which_days_a_text_was_published(vigueur: Call):
    book = ("--rules", "allocations-familiales", "--lang", "fr")
    assert "Publié entre le 20 mars 2024 et le 5 avril 2024" in vigueur("law", "--provision", "bmaf", *book).out
    assert "publié entre le 20 mars 2024 et le 5 avril 2024, en vigueur" in vigueur("law", "--text", "2024-03-20-bmaf-2024", *book).out
