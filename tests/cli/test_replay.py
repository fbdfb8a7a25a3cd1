"""Decisions made again on the command line: exit codes, the three layouts, both languages, 80 columns."""

from __future__ import annotations

import csv
import json
import sqlite3
from io import StringIO
from pathlib import Path

import pytest
from tests.cli.transcripts import Call

from vigueur.comparison.sampling import rule_of_three, share
from vigueur_cli.amounts import number
from vigueur_cli.comparison_words import ComparisonWords
from vigueur_cli.replay_layout import Words

pytest.importorskip("cryptography", reason="the journal needs the extra `journal`")

BOOK = ("--rules", "docs/examples/bicycle")
CASE = "docs/examples/bicycle-case.yaml"


@pytest.fixture
def ids(tmp_path: Path, vigueur: Call, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A journal of two decisions: one knew the reform, one was made before it was published."""
    monkeypatch.setenv("VIGUEUR_JOURNAL", str(tmp_path / "journal"))
    assert vigueur("journal", "init").code == 0
    found = []
    for subject, more in (("Ada", ()), ("Bob", ("--known-at", "2023-05-19"))):
        said = vigueur("decide", CASE, *BOOK, "--as-of", "2023-09-01", "--by", "c", "--subject", subject, "--format", "json", *more)
        found.append(str(json.loads(said.out)["record"]["id"]))
    return found


@pytest.mark.usefixtures("ids")
def test_all_are_made_again_and_told_by_their_causes(vigueur: Call):
    said = vigueur("replay", "--all", *BOOK)
    assert (said.code, said.err) == (0, "")
    for words in (
        "Decisions made again: 2\n",
        "As made: 2 of 2 are the same, byte for byte\n",
        "  new text                               2             1             0\n",
        "  Yearly grant: +€400.00",
        "  1 × not eligible → eligible\n",
        "  1 × first difference: ",
    ):
        assert words.replace(".00", "") in said.out, said.out
    assert max(map(len, said.out.splitlines())) <= 80


def test_one_is_told_step_by_step_in_french(ids: list[str], vigueur: Call):
    said = vigueur("rejouer", ids[1], *BOOK, "--avec", "applicant.income=900000")
    assert said.code == 0, said.err
    for words in (
        "  R1  refaite telle quelle : identique\n",
        "  R3  selon le droit de ce jour, tel qu'il est connu aujourd'hui : nouveau texte\n",
        "        non éligible → éligible\n",
        "        première différence : ",
        "        accordé : +400\u00a0€\n",
        "  R4  avec les faits corrigés : les réponses changent\n",
        "        accordé : -400\u00a0€\n",
    ):
        assert words in said.out, said.out
    assert max(map(len, said.out.splitlines())) <= 80


def test_an_incident_leaves_with_1_and_stands_first(ids: list[str], vigueur: Call, tmp_path: Path):
    with sqlite3.connect(tmp_path / "journal" / "journal.db") as connection:
        connection.execute("DROP TRIGGER archives_refuse_DELETE")
        connection.execute("DELETE FROM archives")
    connection.close()
    said = vigueur("replay", "--all", *BOOK)
    assert said.code == 1
    assert said.out.splitlines()[3:6] == ["✗ 2 incidents (2 made again)", f"  {ids[0]}", "    the archived rule book is missing"]
    assert "✗ 2 incidents (sur 2)" in vigueur("rejouer", "--tout", *BOOK).out


def test_as_a_table_and_as_data(ids: list[str], vigueur: Call):
    rows = list(csv.DictReader(StringIO(vigueur("replay", "--all", *BOOK, "--format", "csv").out)))
    (changed,) = [row for row in rows if row["cause"] == "text"]
    assert (changed["id"], changed["before"], changed["after"], changed["difference"]) == (ids[1], "0", "400", "400")
    assert changed["text_after"] == "2023-05-20-reform"
    told = json.loads(vigueur("replay", "--all", *BOOK, "--format", "json").out)
    assert (told["format"], told["replayed"]) == ("vigueur-replay/1", 2)


def test_corrections_come_as_lines_or_as_a_folder(ids: list[str], vigueur: Call, tmp_path: Path):
    lines = tmp_path / "c.jsonl"
    lines.write_text("".join(json.dumps({"id": id_, "facts": {"applicant.income": 900000}}) + "\n\n" for id_ in ids), encoding="utf-8")
    folder = tmp_path / "folder"
    folder.mkdir()
    for id_ in ids:
        (folder / f"{id_}.yaml").write_text("facts: {applicant.income: 900000}\n", encoding="utf-8")
    facts = tmp_path / "facts.yaml"
    facts.write_text("facts: {applicant.income: 900000}\n", encoding="utf-8")
    by_lines, by_folder = (
        json.loads(vigueur("replay", "--all", *BOOK, "--corrections", c, "--format", "json").out) for c in (lines, folder)
    )
    assert by_lines == by_folder
    for language, heading in (("en", "\n\nCorrected facts\n"), ("fr", "\n\nFaits corrigés\n")):
        assert heading in vigueur("replay", "--all", *BOOK, "--corrections", lines, "--lang", language).out
    assert by_lines["causes"]["data"]["verdicts"] == [["eligible", "ineligible", 2]]
    one = json.loads(vigueur("replay", ids[0], *BOOK, "--facts", facts, "--format", "json").out)
    assert one["causes"]["data"]["answers"] == 1


@pytest.mark.usefixtures("ids")
def test_a_sample_says_how_sure_it_is(vigueur: Call):
    said = vigueur("replay", "--sample", "2", "--seed", "7", *BOOK)
    assert said.code == 0
    assert "A sample: 2 of 2, drawn with the seed 7." in said.out
    assert said.out == vigueur("replay", "--sample", "2", "--seed", "7", *BOOK).out
    assert "  new text: decisions that differ: 1\n    Yearly grant: +€400\n" in said.out, "all were seen"


@pytest.mark.usefixtures("ids")
def test_a_sample_of_nothing_has_no_heading(vigueur: Call):
    said = vigueur("replay", "--sample", "5", "--seed", "7", "--since", "2099-01-01", *BOOK)
    assert (said.code, said.err) == (0, "")
    assert said.out.endswith("\nA sample: 0 of 0, drawn with the seed 7.\n")
    french = vigueur("rejouer", "--echantillon", "5", "--graine", "7", "--depuis", "2099-01-01", *BOOK)
    assert french.out.endswith("\nUn échantillon : 0 sur 0, tiré avec la graine 7.\n")


@pytest.mark.usefixtures("ids")
def test_a_sample_that_says_nothing_gives_no_figure(vigueur: Call):
    """Of two, one is drawn: the other may differ, or not."""
    for seed in "ab":
        said = vigueur("replay", "--sample", "1", "--seed", seed, *BOOK).out.split("95 times in 100:\n")[1]
        differ = "1 of 1" if "1 of 1" in said else "0 of 1"
        assert f"  new text: not usable, the sample is too small ({differ} drawn differ)\n" in said
        assert "€" not in said
        assert "rule of three" not in said
        french = vigueur("rejouer", "--echantillon", "1", "--graine", seed, *BOOK).out
        assert "  écriture des règles : inutilisable, échantillon trop petit (vues : 0 sur 1)\n" in french.replace("\u00a0", " ")
        told = json.loads(vigueur("replay", "--sample", "1", "--seed", seed, *BOOK, "--format", "json").out)
        assert {guess["share"]["usable"] for guess in told["sample"]["causes"].values()} == {False}
        assert max(map(len, french.splitlines())) <= 80


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), "VG842"),
        (("an-id", "--all"), "VG842"),
        (("--all", "--set", "applicant.income=1"), "VG843"),
        (("--all", "--corrections", "docs/examples/bicycle-case.yaml"), "VG844"),
        (("an-id",), "VG813"),
    ],
)
@pytest.mark.usefixtures("ids")
def test_what_is_not_clear_is_refused(vigueur: Call, arguments: tuple[str, ...], code: str):
    said = vigueur("replay", *arguments, *BOOK)
    assert (said.code, f"[{code}]" in said.err) == (2, True), said.err


def test_a_beginning_of_an_id_is_corrected_as_the_whole_and_only_once(ids: list[str], vigueur: Call, tmp_path: Path):
    short = ids[0][:30]
    said = vigueur("replay", short, *BOOK, "--set", "applicant.income=900000", "--format", "json")
    assert said.code == 0, said.err
    told = json.loads(said.out)
    assert [one["id"] for one in told["decisions"]] == [ids[0]]
    assert told["causes"]["data"]["answers"] == 1
    lines = tmp_path / "corrections.jsonl"
    lines.write_text(json.dumps({"id": ids[0], "facts": {"applicant.income": 1}}), encoding="utf-8")
    twice = vigueur("replay", short, *BOOK, "--set", "applicant.income=900000", "--corrections", lines)
    assert twice.code == 2
    assert "[VG845]" in twice.err
    assert ids[0] in twice.err


@pytest.mark.parametrize(
    ("population", "size", "told"),
    [(9, 7, ""), (100_000, 300, "    none was seen: at most 1% (rule of three, 95 %)\n"), (10**6, 70, "    none was seen: at most 4.3% (")],
)
def test_the_rule_of_three_is_told_where_it_says_more_than_the_interval(population: int, size: int, told: str):
    low, high = share(population, size, 0)
    bound = rule_of_three(population, size)
    about = {"seen": 0, "of": size, "unknown": 0, "low": low, "high": high, "usable": True, "rule_of_three": str(round(bound or 0, 6))}
    sample = {"size": size, "seed": "0", "population": population, "causes": {"text": {"share": about, "amounts": []}}}
    lines = "\n".join(Words({"language": "en", "sample": sample})._sample())  # type: ignore[typeddict-item]
    assert f"  new text: 0 to {number(str(high), 'en')} decisions differ" in lines
    assert told in f"{lines}\n"
    assert ("rule of three" in lines) is bool(told)


@pytest.mark.parametrize(
    ("count", "english", "french"), [(0, "0 things", "0 chose"), (1, "1 thing", "1 chose"), (2, "2 things", "2 choses")]
)
def test_one_thing_is_told_as_one(count: int, english: str, french: str):
    assert [ComparisonWords(language).counted(count, "thing{s}", "chose{s}") for language in ("en", "fr")] == [english, french]


def test_one_that_a_person_decided_is_told_as_one(ids: list[str], vigueur: Call):
    assert ids
    more = ("--as-of", "2023-09-01", "--by", "c", "--subject", "Eve", "--override", "ineligible", "--reason", "seen")
    assert vigueur("decide", CASE, *BOOK, *more).code == 0
    said = vigueur("rejouer", "--tout", *BOOK)
    assert "  1 décidée par une personne : ce verdict reste" in said.out.replace("\u00a0", " ")
