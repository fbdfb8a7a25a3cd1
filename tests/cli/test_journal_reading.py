"""Reading the journal on the command line: list, show, export; and that reading is logged."""

from __future__ import annotations

import csv
import json
import os
import shutil
import sqlite3
import stat
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.cli.transcripts import Call

from vigueur import write_parquet
from vigueur.journal.tables import COLUMNS

pytest.importorskip("cryptography", reason="the journal needs the extra `journal`")

BOOK = ("--rules", "docs/examples/bicycle")
CASE = "docs/examples/bicycle-case.yaml"


@pytest.fixture
def store(tmp_path: Path, vigueur: Call, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A journal of four decisions: of Ada, superseded and otherwise; of Bob; of Eve, who was erased."""
    folder = tmp_path / "journal"
    monkeypatch.setenv("VIGUEUR_JOURNAL", str(folder))
    assert vigueur("journal", "init").code == 0
    first = decided(vigueur, "Ada", "clerk")
    decided(vigueur, "Ada", "chief", "--supersedes", first, "--override", "ineligible", "--reason", "=a duplicate")
    decided(vigueur, "Bob", "clerk", "--set", "applicant.income=500000")
    decided(vigueur, "Eve", "clerk")
    assert vigueur("journal", "erase", *BOOK, "--subject", "Eve", "--by", "chief", "--reason", "asked for it", "--yes").code == 0
    return folder


def decided(vigueur: Call, subject: str, by: str, *more: str) -> str:
    said = vigueur("decide", CASE, *BOOK, "--as-of", "2023-09-01", "--by", by, "--subject", subject, "--format", "json", *more)
    assert said.code == 0, said.err
    return str(json.loads(said.out)["record"]["id"])


def listed(vigueur: Call, *arguments: str) -> list[dict[str, Any]]:
    said = vigueur("journal", "list", "--format", "json", *arguments)
    assert said.code == 0, said.err
    return list(json.loads(said.out))


def entries(store: Path) -> list[dict[str, Any]]:
    with sqlite3.connect(store / "journal.db") as connection:
        found = connection.execute("SELECT body FROM entries ORDER BY sequence").fetchall()
    connection.close()
    return [json.loads(body) for (body,) in found]


def test_the_list_tells_each_decision_in_80_columns(store: Path, vigueur: Call):
    said = vigueur("journal", "list")
    assert said.code == 0
    assert said.out.endswith("\nDecisions: 4\n")
    for words in (
        "by clerk",
        "on 2023-09-01 · eligible · €400 · superseded · person ",
        "on 2023-09-01 · not eligible · decided by a person (the rules: eligible) · person ",
        "on 2023-09-01 · not eligible · person ",
        "on 2023-09-01 · erased · person ",
    ):
        assert words in " ".join(said.out.split())
    assert max(map(len, said.out.splitlines())) <= 80
    french = vigueur("journal", "list", "--lang", "fr").out
    for words in ("par clerk", "au 2023-09-01 · éligible · 400\u00a0€ · remplacée · personne ", "effacée · personne ", "Décisions : 4"):
        assert words in french
    assert store.is_dir()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), 4), (("--agent", "chief"), 1), (("--verdict", "ineligible"), 2), (("--overridden",), 1), (("--standing", "superseded"), 1),
        (("--etat", "REMPLACEE"), 1), (("--etat", "remplacée"), 1), (("--etat", "valable"), 3),
        (("--standing", "current"), 3), (("--subject", "Ada", *BOOK), 2), (("--subject", "Nobody", *BOOK), 0),
        (("--as-of", "2023-09-01"), 4),
        (("--as-of", "2023-09-02"), 0), (("--since", "2999-01-01"), 0), (("--until", "2000-01-01"), 0), (("--decision", "grant"), 3),
        (("--decision", "grant.amount"), 3), (("--decision", "gran"), 0), (("--text", "2023-05-20-reform"), 3), (("--text", "nothing"), 0),
        (("--provision", "grant.age"), 3), (("--provision", "none"), 0), (("--limit", "1"), 1),
        (("--verdict", "eligible", "--agent", "clerk"), 1),
    ],
)  # fmt: skip
def test_filters_say_which_are_meant(store: Path, vigueur: Call, arguments: tuple[str, ...], expected: int):
    found = listed(vigueur, *arguments)
    assert len(found) == expected
    assert entries(store)[-1]["count"] == sum(1 for record in found if record["content"] is not None), "of the erased nothing is shown"


@pytest.mark.parametrize("arguments", [("--agent", "clerk"), ("--standing", "superseded"), ("--limit", "4")])
def test_what_was_superseded_is_told_whatever_else_is_asked(store: Path, vigueur: Call, arguments: tuple[str, ...]):
    assert store.is_dir()
    assert "superseded" in vigueur("journal", "list", *arguments).out


@pytest.mark.skipif(os.name != "posix", reason="modes of files")
@pytest.mark.parametrize("name", ["t.csv", "t.jsonl", "t.zip", "t.parquet", "receipt.json"])
def test_what_is_no_longer_sealed_is_for_its_owner_alone(store: Path, vigueur: Call, tmp_path: Path, name: str):
    if name == "t.parquet":
        pytest.importorskip("duckdb", reason="Parquet needs the extra `data`")
    assert vigueur("journal", "checkpoint", "--out", tmp_path / "signed").code == 0
    how = ("receipt", listed(vigueur)[0]["id"], "--out") if name == "receipt.json" else ("export",)
    assert vigueur("journal", *how, tmp_path / name).code == 0
    assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "signed").stat().st_mode) & 0o044, "a checkpoint is there to be given away"
    assert store.is_dir()


def test_the_newest_are_last_and_a_limit_keeps_them(vigueur: Call, store: Path):
    every = [one["id"] for one in listed(vigueur)]
    assert every == sorted(every)
    assert [one["id"] for one in listed(vigueur, "--limit", "2")] == every[-2:]
    assert store.is_dir()


def test_reading_is_logged_and_the_person_is_named_by_the_pseudonym(store: Path, vigueur: Call):
    ada = listed(vigueur, "--subject", "Ada", *BOOK, "--by", "the auditor")
    last = entries(store)[-1]
    assert {name: last[name] for name in ("kind", "actor", "command", "count")} == {
        "kind": "access", "actor": "the auditor", "command": "list", "count": 2,
    }  # fmt: skip
    assert last["asked"] == {"subject": ada[0]["subject"]}
    clear = [{name: value for name, value in entry.items() if name != "sealed"} for entry in entries(store)]
    assert "Ada" not in json.dumps(clear), "what is sealed may hold any letters"
    vigueur("journal", "show", ada[0]["id"], "--by", "the auditor")
    assert entries(store)[-1]["asked"] == {"id": ada[0]["id"]}
    assert vigueur("journal", "verify").out.endswith("Everything holds.\n")


def test_a_decision_is_shown_in_the_words_of_its_rule_book(store: Path, vigueur: Call):
    first, second, *_ = listed(vigueur)
    said = vigueur("journal", "show", second["id"])
    assert said.code == 0
    for words in (
        "Decided: not eligible\n  by a person; the rules answer: eligible\n  reason: =a duplicate",
        "Yearly grant [grant.amount]: €400", "Kind of bicycle [bicycle.kind]: Electric bicycle", f"supersedes {first['id']}",
        "law of 2023-09-01, as known on",
        "the reform [2023-05-20-reform]",
    ):  # fmt: skip
        assert words in said.out, said.out
    assert f"superseded by {second['id']}" in vigueur("journal", "show", first["id"]).out
    assert max(map(len, said.out.splitlines())) <= 80
    french = vigueur("journal", "show", second["id"], "--lang", "fr").out
    assert "par une personne ; les règles répondent : éligible" in french.replace("\u00a0", " ")
    assert store.is_dir()


def test_an_explanation_is_given_again_byte_for_byte_also_when_the_folder_is_gone(store: Path, vigueur: Call, tmp_path: Path):
    book = shutil.copytree("docs/examples/bicycle", tmp_path / "bicycle")
    said = vigueur("decide", CASE, "--rules", book, "--as-of", "2023-09-01", "--by", "c", "--format", "json")
    told = json.loads(said.out)
    shutil.rmtree(book)
    again = vigueur("journal", "show", told["record"]["id"], "--explain")
    assert "This is the explanation that was given, byte for byte." in again.out
    data = json.loads(vigueur("journal", "show", told["record"]["id"], "--explain", "--format", "json").out)
    assert data["explanation"] == told["explanation"]
    other = vigueur("journal", "show", told["record"]["id"], "--explain", "--lang", "fr")
    assert "Elle n'a pas été dite dans cette langue alors." in other.out
    assert store.is_dir()


def test_an_erased_person_is_told_as_that(store: Path, vigueur: Call):
    eve = listed(vigueur)[3]
    assert eve["content"] is None
    assert "The person was erased" in vigueur("journal", "show", eve["id"]).out
    refused = vigueur("journal", "show", eve["id"], "--explain")
    assert refused.code == 2
    assert "[VG821]" in refused.err
    assert store.is_dir()


def test_csv_has_a_line_an_answer_and_runs_nothing_in_a_spreadsheet(store: Path, vigueur: Call, tmp_path: Path):
    said = vigueur("journal", "export", tmp_path / "d.csv")
    assert said.out.endswith("d.csv: decisions: 4 (of which erased: 1), lines: 7\n")
    with (tmp_path / "d.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["decision"] for row in rows] == ["grant", "grant.amount"] * 3 + [""]
    assert rows[1]["value"] == "400"
    assert rows[2]["override_reason"] == "'=a duplicate"
    assert (rows[6]["erased"], rows[6]["verdict"]) == ("true", "")
    amounts = {(row["verdict"], row["standing"]): (row["value"], row["granted"]) for row in rows if row["decision"] == "grant.amount"}
    assert amounts == {("eligible", "superseded"): ("400", "400"), ("ineligible", "current"): ("400", "0")}
    assert (tmp_path / "d.csv").read_bytes().count(b"\r\n") == 8
    assert vigueur("journal", "list", "--format", "csv").out.replace("\r\n", "\n") == (tmp_path / "d.csv").read_text(encoding="utf-8")
    assert store.is_dir()


def test_json_lines_hold_the_whole_record(store: Path, vigueur: Call, tmp_path: Path):
    said = vigueur("journal", "export", tmp_path / "d.jsonl", "--agent", "chief")
    assert (said.code, said.out) == (0, f"{tmp_path / 'd.jsonl'}: decisions: 1\n")
    (line,) = (tmp_path / "d.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line) == listed(vigueur, "--agent", "chief")[0]
    assert store.is_dir()


def test_parquet_has_types(store: Path, vigueur: Call, tmp_path: Path):
    duckdb = pytest.importorskip("duckdb", reason="Parquet needs the extra `data`")
    file = tmp_path / "it's.parquet"
    assert vigueur("journal", "export", file).code == 0
    relation = duckdb.read_parquet(str(file))
    kinds = dict(zip(relation.columns, map(str, relation.types), strict=True))
    assert {name: kinds[name] for name in ("sequence", "as_of", "day", "erased", "number", "value")} == {
        "sequence": "BIGINT", "as_of": "DATE", "day": "DATE", "erased": "BOOLEAN", "number": "DECIMAL(38,10)", "value": "VARCHAR",
    }  # fmt: skip
    assert duckdb.sql(f"SELECT sum(number) FROM read_parquet('{str(file).replace(chr(39), chr(39) * 2)}')").fetchall() == [(1200,)]
    assert store.is_dir()


def test_a_text_of_digits_is_no_number_and_a_number_keeps_all_its_digits(tmp_path: Path):
    duckdb = pytest.importorskip("duckdb", reason="Parquet needs the extra `data`")
    values = [
        ("text", "0075"),
        ("code", "75"),
        ("number", "1234567890.0123456789"),
        ("money", "-1"),
        ("number", "1e5"),
        ("list of number", "[1]"),
    ]
    rows = [{**dict.fromkeys(COLUMNS, ""), "type": type_, "value": value} for type_, value in values]
    assert write_parquet(rows, tmp_path / "t.parquet") == len(rows)
    numbers = [number for (number,) in duckdb.sql(f"SELECT number FROM read_parquet('{tmp_path / 't.parquet'}')").fetchall()]
    assert numbers == [None, None, Decimal("1234567890.0123456789"), Decimal(-1), None, None]


@pytest.mark.parametrize(("name", "code"), [("d.xls", "VG880"), ("d", "VG880"), ("there.csv", "VG881")])
def test_where_to_export_must_be_said(store: Path, vigueur: Call, tmp_path: Path, name: str, code: str):
    (tmp_path / "there.csv").write_text("mine", encoding="utf-8")
    before = len(entries(store))
    said = vigueur("journal", "export", tmp_path / name)
    assert said.code == 2
    assert f"[{code}]" in said.err
    assert (tmp_path / "there.csv").read_text(encoding="utf-8") == "mine"
    assert len(entries(store)) == before, "nothing was read"


@pytest.mark.parametrize("option", ["--agent", "--text", "--decision"])
def test_what_is_no_text_is_told(store: Path, vigueur: Call, option: str):
    """An argument in another encoding reaches the program with half characters."""
    before = len(entries(store))
    said = vigueur("journal", "list", option, "\udce9t\udce9")
    assert said.code == 2
    assert "error[VG711]" in said.err
    assert len(entries(store)) == before


def test_an_explanation_does_not_hide_that_a_person_decided_otherwise(store: Path, vigueur: Call):
    (id_,) = (record["id"] for record in listed(vigueur, "--overridden"))
    said = vigueur("journal", "show", id_, "--explain")
    assert said.out.startswith(
        "A person decided: not eligible. What follows is what the rules answer.\n  reason: =a duplicate\n\n✔ Eligible"
    )
    french = vigueur("journal", "show", id_, "--expliquer", "--langue", "fr").out
    assert french.startswith(
        "Une personne a décidé : non éligible. Ce qui suit est ce que répondent les\n  règles.\n  motif : =a duplicate\n\n"
    )
    (bob,) = (record["id"] for record in listed(vigueur, "--subject", "Bob", *BOOK))
    assert "A person decided" not in vigueur("journal", "show", bob, "--explain").out
    assert store.is_dir()


def test_the_list_names_the_case_and_writes_sums_as_an_explanation_does(store: Path, vigueur: Call, tmp_path: Path):
    case = tmp_path / "case.yaml"
    case.write_text(
        "case: |\n  Ada\tL.\n  of Bath\nfacts:\n" + Path(CASE).read_text(encoding="utf-8").split("facts:\n")[1], encoding="utf-8"
    )
    told = vigueur("decide", case, *BOOK, "--as-of", "2023-09-01", "--by", "clerk")
    assert told.code == 0, told.err
    assert vigueur("journal", "list", "--limit", "1").out.splitlines()[1] == "    on 2023-09-01 · eligible · €400 · Ada L. of Bath"
    law = vigueur(
        "decide", "rules/assistants-medicaux/demo/1-generaliste-eligible.yaml", "--as-of", "2025-09-01", "--by", "clerk", "--lang", "fr"
    )
    sum_ = "22\u202f000\u00a0€"
    assert ": 22 000 €" in law.out, "as it is on the screen"
    assert f"    au 2025-09-01 · éligible · {sum_} · Dr Claire Lemoine" in vigueur("journal", "list", "--limit", "1", "--lang", "fr").out
    assert "eligible · €22,000 · Dr" in vigueur("journal", "list", "--limit", "1").out
    assert store.is_dir()


def test_an_amount_beside_a_refusal_is_not_told_as_due(store: Path, vigueur: Call, tmp_path: Path):
    first, overridden, bob, _ = (one["id"] for one in listed(vigueur))
    for id_ in (overridden, bob):
        assert "  · Yearly grant [grant.amount]: €400 (computed, not due)\n" in vigueur("journal", "show", id_).out
        assert "[grant.amount]\u00a0: 400\u00a0€ (calculé, non dû)\n" in vigueur("journal", "show", id_, "--lang", "fr").out
    assert "[grant.amount]: €400\n" in vigueur("journal", "show", first).out
    case = tmp_path / "case.yaml"
    case.write_text("facts:\n  applicant.born: 1990-04-01\n  bicycle.kind: electric\n  agreement.signed: 2022-09-01\n", encoding="utf-8")
    said = vigueur("decide", case, *BOOK, "--as-of", "2023-09-01", "--by", "clerk", "--subject", "Zoe", "--format", "json")
    record = json.loads(said.out)["record"]
    assert record["content"]["verdict"] == "undetermined"
    assert "€400 (computed, not decided)\n" in vigueur("journal", "show", record["id"]).out
    only = decided(vigueur, "Max", "clerk", "--decision", "grant.amount")
    assert "[grant.amount]: €400\n" in vigueur("journal", "show", only).out, "nobody asked for a verdict"
    assert store.is_dir()


def test_a_decision_without_its_rule_book_says_why_it_is_told_in_ids(store: Path, vigueur: Call):
    first, *_, erased = listed(vigueur)
    assert "VG" not in vigueur("journal", "show", first["id"]).out
    with sqlite3.connect(store / "journal.db") as connection:
        connection.execute("DROP TRIGGER archives_refuse_DELETE")
        connection.execute("DELETE FROM archives")
    connection.close()
    edition = first["edition"]["content"][:16]
    said, french = (vigueur("journal", "show", first["id"], "--lang", language) for language in ("en", "fr"))
    assert (said.code, french.code) == (0, 0)
    why = f"without the words of its rule book [VG827]: the archive of the edition {edition} is missing or damaged"
    assert why in " ".join(said.out.split())
    assert f"sans les mots de son livre de règles [VG827] : l'archive de l'édition {edition} manque" in " ".join(french.out.split())
    assert "  · grant.amount: 400 EUR" in said.out
    assert max(map(len, said.out.splitlines() + french.out.splitlines())) <= 80
    assert "VG827" not in vigueur("journal", "show", erased["id"]).out, "nothing of it is told in words"


def test_who_read_and_who_was_erased_is_listed_and_that_is_logged_too(store: Path, vigueur: Call):
    ada, *_, eve = [record["id"] for record in listed(vigueur)]
    vigueur("journal", "show", ada, "--by", "the auditor")
    vigueur("replay", ada, eve, *BOOK, "--by", "the auditor")
    said = vigueur("journal", "readings")
    assert said.code == 0
    for words in ("vigueur journal show · asked for: id", "vigueur replay · asked for: ids", "a person is erased · reason: asked for it"):
        assert words in " ".join(said.out.split())
    assert said.out.endswith("\nReadings: 3 · persons erased: 1\n")
    assert max(map(len, said.out.splitlines())) <= 80
    assert entries(store)[-1]["command"] == "readings"
    of_eve = json.loads(vigueur("journal", "readings", eve, "--format", "json").out)
    assert [one["kind"] for one in of_eve] == ["erasure", "access"]
    of_ada = json.loads(vigueur("journal", "readings", ada, "--agent", "the auditor", "--format", "json").out)
    assert [one["asked"].get("id") for one in of_ada] == [ada, None]
    assert vigueur("journal", "checkpoint", "--out", store.parent / "signed").code == 0
    assert vigueur("journal", "receipt", ada, "--withheld").code == 0
    assert "sans son contenu" in vigueur("journal", "readings", "--limit", "1", "--lang", "fr").out
    assert vigueur("journal", "readings", "--until", "2000-01-01", "--lang", "fr").out == "Aucune lecture.\n"
    assert vigueur("journal", "readings", "--limit", "1", "--format", "json").out.count('"kind"') == 1
    assert "par the auditor" in vigueur("journal", "readings", "--lang", "fr").out
    assert "VG813" in vigueur("journal", "readings", "nothing").err


def test_a_receipt_of_what_was_superseded_says_so_to_who_makes_it(store: Path, vigueur: Call, tmp_path: Path):
    first, second = [record["id"] for record in listed(vigueur)][:2]
    assert vigueur("journal", "checkpoint", "--out", tmp_path / "signed").code == 0
    assert vigueur("journal", "receipt", first).err == f"note: this decision was superseded by\n  {second}\n"
    assert vigueur("journal", "receipt", second).err == ""
    assert store.is_dir()


def test_a_journal_that_nobody_signed_is_not_called_safe(store: Path, vigueur: Call, tmp_path: Path):
    assert "Nothing is signed" in vigueur("journal", "verify").out
    assert vigueur("journal", "checkpoint", "--out", tmp_path / "signed").code == 0
    assert "Nothing is signed" not in vigueur("journal", "verify").out
    assert store.is_dir()


def test_the_law_as_known_then_and_the_readings_chosen_are_told(store: Path, vigueur: Call):
    assert store.is_dir()
    decided(vigueur, "Kim", "clerk", "--known-at", "2023-05-19")
    assert "law as known on 2023-05-19" in vigueur("journal", "list", "--limit", "1").out
    assert "law as known on" not in vigueur("journal", "list", "--agent", "chief").out
