"""What a late text changes, on the command line: in both languages, as a table, as data."""

from __future__ import annotations

import csv
import json
import sqlite3
from io import StringIO
from pathlib import Path

import pytest
from tests.cli.transcripts import Call

pytest.importorskip("cryptography", reason="the journal needs the extra `journal`")

ACT = "2022-08-17-pouvoir-d-achat"
BOOK = ("--rules", "allocations-familiales")
FACTS = """\
facts:
  famille.enfants: [{prenom: Lise, naissance: 2018-05-30}, {prenom: Malo, naissance: 2012-02-03}]
  famille.ressources: 42000
  famille.reside_en_france: true
"""


@pytest.fixture
def one(tmp_path: Path, vigueur: Call, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("VIGUEUR_JOURNAL", str(tmp_path / "journal"))
    assert vigueur("journal", "init").code == 0
    case = tmp_path / "case.yaml"
    case.write_text(FACTS, encoding="utf-8")
    said = vigueur("decide", case, *BOOK, "--as-of", "2022-07-15", "--known-at", "2022-07-20", "--by", "caf", "--format", "json")
    assert said.code == 0, said.err
    return str(json.loads(said.out)["record"]["id"])


def test_it_tells_what_the_text_changes(one: str, vigueur: Call):
    said = vigueur("rectify", ACT, *BOOK)
    assert (said.code, said.err) == (0, "")
    for words in (
        "Act no. 2022-1158 of 16 August 2022, article 9\n  2022-08-17-pouvoir-d-achat · published 2022-08-17\n  decisions looked at: 1\n",
        "         1 answered otherwise by this text\n",
        "         1 not reopened: made after it was published, by the law known before\n",
        "  Payment of the month: +€5.37 (1 more, 0 less)\n",
        f"{one}  as of 2022-07-15 · recorded: eligible\n  Payment of the month: €134.46 → €139.83 (granted: +€5.37)\n",
    ):
        assert words in said.out, said.out
    assert max(map(len, said.out.splitlines())) <= 80


def test_it_speaks_french(one: str, vigueur: Call):
    said = vigueur("rectifier", ACT, "--regles", "allocations-familiales")
    assert said.code == 0
    assert "         1 non rouverte : prise après sa publication, avec le droit d'avant\n" in said.out
    assert "  1 × première différence : " in said.out
    assert (
        f"{one}  au 2022-07-15 · consigné : éligible\n  Versement du mois : 134,46\u00a0€ → 139,83\u00a0€ (accordé : +5,37\u00a0€)\n"
        in said.out
    )
    assert max(map(len, said.out.splitlines())) <= 80


def test_as_a_table_and_as_data(one: str, vigueur: Call):
    (row,) = csv.DictReader(StringIO(vigueur("rectify", ACT, *BOOK, "--format", "csv").out))
    assert {name: row[name] for name in ("id", "status", "before", "after", "difference", "today", "provision")} == {
        "id": one,
        "status": "changed",
        "before": "134.46",
        "after": "139.83",
        "difference": "5.37",
        "today": "5.37",
        "provision": "bmaf",
    }
    told = json.loads(vigueur("rectify", ACT, *BOOK, "--format", "json").out)
    assert (told["format"], told["counts"]) == ("vigueur-rectification/1", {"changed": 1})


def test_only_those_with_an_answer_to_a_decision(one: str, vigueur: Call, tmp_path: Path):
    """The second was asked for the verdict alone."""
    arguments = ("--as-of", "2022-07-15", "--known-at", "2022-07-20", "--by", "caf", "--decision", "droit", "--format", "json")
    other = json.loads(vigueur("decide", tmp_path / "case.yaml", *BOOK, *arguments).out)["record"]["id"]
    for decision, ids in (
        ("versement", {one}),
        ("versement.mensuel", {one}),
        ("droit", {one, other}),
        ("versemen", set()),
        ("rien", set()),
    ):
        told = json.loads(vigueur("rectify", ACT, *BOOK, "--decision", decision, "--format", "json").out)
        assert {d["id"] for d in told["decisions"]} == ids
        assert (told["looked_at"], told["decision"]) == (len(ids), decision)
        assert sum(told["counts"].values()) == len(ids)
        assert told["on_publication"]["answers"] == (one in ids)
        rows = list(csv.DictReader(StringIO(vigueur("rectify", ACT, *BOOK, "--decision", decision, "--format", "csv").out)))
        assert {row["id"] for row in rows} == ids
    said = vigueur("rectify", ACT, *BOOK, "--decision", "versement").out
    assert "\n  only those with an answer to versement\n  decisions looked at: 1\n" in said
    french = vigueur("rectifier", ACT, *BOOK, "--decision", "versement").out
    assert "\n  seulement celles qui répondent à versement\n  décisions examinées : 1\n" in french.replace("\u00a0", " ")
    assert json.loads(vigueur("rectify", ACT, *BOOK, "--format", "json").out)["decision"] is None
    last = json.loads(vigueur("journal", "show", _last(tmp_path), "--format", "json").out)
    assert last["asked"] == {"text": ACT, "since": None, "decision": None}


def _last(tmp_path: Path) -> str:
    """The id of the last reading."""
    with sqlite3.connect(tmp_path / "journal" / "journal.db") as connection:
        (id_,) = connection.execute("SELECT id FROM entries ORDER BY sequence DESC LIMIT 1").fetchone()
    connection.close()
    return str(id_)


@pytest.mark.usefixtures("one")
def test_an_unknown_text_is_refused_with_the_nearest(vigueur: Call):
    said = vigueur("rectify", "2022-08-17-pouvoir-d-achats", *BOOK)
    assert (said.code, "[VG719]" in said.err, ACT in said.err) == (2, True, True)
