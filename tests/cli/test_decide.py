"""`vigueur decide` as an agent calls it: what it says, what it records, what it refuses without recording anything."""

from __future__ import annotations

import json
import shlex
import sqlite3
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.cli.transcripts import Call

from vigueur_cli.clock import now
from vigueur_cli.commands import decide as command

pytest.importorskip("cryptography", reason="the journal needs the extra `journal`")

BOOK = ("--rules", "docs/examples/bicycle")
CASE = "docs/examples/bicycle-case.yaml"
USUAL = ("decide", CASE, *BOOK, "--as-of", "2023-09-01", "--by", "the clerk")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's data without a journal yet."""
    monkeypatch.delenv("VIGUEUR_JOURNAL", raising=False)
    monkeypatch.delenv("VIGUEUR_AGENT", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return tmp_path / "vigueur" / "journal"


def kinds(home: Path) -> list[str]:
    with sqlite3.connect(home / "journal.db") as connection:
        found = [kind for (kind,) in connection.execute("SELECT kind FROM entries ORDER BY sequence")]
    connection.close()
    return found


def record(vigueur: Call, *more: str) -> dict[str, Any]:
    said = vigueur(*USUAL, "--format", "json", *more)
    assert said.code == 0, said.err
    return dict(json.loads(said.out)["record"])


def test_the_first_decision_begins_the_journal_and_says_so(home: Path, vigueur: Call):
    said = vigueur(*USUAL)
    assert said.code == 0
    assert said.err.startswith(f"a journal begins: {home / 'journal.db'}\n  its key file: {home / 'journal.key'}\n  Back it up, ")
    assert max(map(len, said.err.splitlines()[2:])) <= 80
    assert kinds(home) == ["genesis", "edition", "decision"]
    assert "begins" not in vigueur(*USUAL).err


def test_the_screen_tells_the_answer_and_what_was_recorded(vigueur: Call):
    said = vigueur(*USUAL)
    lines = said.out.splitlines()
    assert lines[0] == "✔ Eligible — Bicycle grant"
    assert "recorded as the" in said.out
    assert "It is not a decision" not in said.out
    at = [place for place, line in enumerate(lines) if line.startswith("Recorded: ")]
    assert len(at) == 1
    assert lines[at[0] + 1].startswith("  by the clerk, ")
    assert lines[-1] == f"  To see it again: vigueur journal show {lines[at[0]].removeprefix('Recorded: ')}"
    assert max(len(line) for line in lines[: at[0]]) <= 80


def test_in_french(vigueur: Call):
    said = vigueur("décider", CASE, *BOOK, "--au", "2023-09-01", "--par", "l'agent", "--verdict", "ineligible", "--motif", "un doublon")
    assert said.code == 0
    for words in (
        "Consigné : ",
        "  par l'agent, le ",
        "  décidé par une personne : non éligible (les règles répondent : éligible)",
        "  motif : un doublon",
    ):
        assert words in said.out
    assert said.err.startswith("un journal commence : ")
    assert "\n  Sauvegardez-le, ailleurs que le journal. Sans lui, " in said.err


def test_an_agent_who_decides_otherwise_says_why(vigueur: Call, home: Path):
    made = record(vigueur, "--override", "ineligible", "--reason", "  a duplicate  ")
    assert (made["content"]["computed"], made["content"]["verdict"]) == ("eligible", "ineligible")
    assert made["content"]["override"] == {"verdict": "ineligible", "reason": "a duplicate"}
    before = kinds(home)
    for half in (("--override", "ineligible"), ("--reason", "so"), ("--override", "ineligible", "--reason", "  ")):
        refused = vigueur(*USUAL, *half)
        assert refused.code == 2
        assert "[VG817]" in refused.err
    assert kinds(home) == before


def test_a_sensitive_fact_leaves_the_verdict_to_a_person(vigueur: Call, tmp_path: Path):
    case = tmp_path / "case.yaml"
    case.write_text(
        "medecin.specialite: medecine_generale\nmedecin.secteur: '1'\nmedecin.patientele_mt: 1300\n"
        "contrat.date_signature: 2024-07-01\nmedecin.situation_sante: true\n",
        encoding="utf-8",
    )
    arguments = ("decide", case, "--as-of", "2024-09-01", "--by", "a")
    said = vigueur(*arguments, "--lang", "en")
    assert said.code == 0
    assert "no automatic decision: a person decides, with --override, --reason and --supersedes ID" in " ".join(said.out.split())
    assert "informs the decision of the agent" in " ".join(said.out.split())
    taken = json.loads(vigueur(*arguments, "--override", "eligible", "--reason", "examined", "--format", "json").out)["record"]
    assert (taken["content"]["computed"], taken["content"]["verdict"]) == ("to_be_examined", "eligible")


def test_a_later_decision_takes_the_place_of_an_earlier(vigueur: Call):
    first = record(vigueur, "--subject", "Ada")
    second = record(vigueur, "--subject", "Ada", "--supersedes", first["id"])
    assert second["supersedes"] == [first["id"]]
    for subject, id_, code in (("Ada", first["id"], "VG816"), ("Bob", second["id"], "VG815"), ("Ada", "nonsense", "VG813")):
        refused = vigueur(*USUAL, "--subject", subject, "--supersedes", id_)
        assert refused.code == 2
        assert f"[{code}]" in refused.err


def test_a_decision_that_still_stands_is_told_and_what_replaces_it(vigueur: Call):
    first = record(vigueur, "--subject", "Ada")["id"]
    said = vigueur(*USUAL, "--subject", "Ada", "--format", "json")
    assert said.code == 0, "it is recorded all the same"
    assert said.err == (
        f"note: a decision about this person and day still stands beside this one:\n  {first}\n  to replace it: --supersedes {first}\n"
    )
    told = json.loads(said.out)
    assert told["still_standing"] == [first]
    french = vigueur("décider", *USUAL[1:], "--subject", "Ada", "--remplace", first)
    second = told["record"]["id"]
    assert "pour la remplacer : --remplace " + second in french.err, "the one that was replaced is not told again"
    assert max(map(len, (said.err + french.err).splitlines())) <= 80


def test_of_many_that_still_stand_the_last_are_told(vigueur: Call):
    ids = [record(vigueur, "--subject", "Ada")["id"] for _ in range(4)]
    said = vigueur(*USUAL, "--subject", "Ada")
    assert said.err.splitlines() == [
        "note: 4 decisions about this person and day still stand beside this one; the last:",
        *(f"  {id_}" for id_ in ids[1:]),
        "  to replace them: --supersedes ID for each",
    ]
    every = [option for id_ in (*ids, json.loads(vigueur("journal", "list", "--limit", "1", "--format", "json").out)[0]["id"])
             for option in ("--supersedes", id_)]  # fmt: skip
    alone = vigueur(*USUAL, "--subject", "Ada", *every)
    assert (alone.code, alone.err) == (0, "")
    assert [line.strip() for line in alone.out.splitlines() if "supersedes" in line] == [f"supersedes {id_}" for id_ in every[1::2]]
    for _ in range(4):
        record(vigueur, "--subject", "Ada")
    french = vigueur("décider", *USUAL[1:], "--subject", "Ada").err
    assert french.startswith(
        "remarque : 5 décisions sur cette personne et ce jour valent toujours, à côté de\ncelle-ci\u00a0; les dernières :\n"
    )


def test_another_day_or_person_is_no_reason_for_a_notice(vigueur: Call):
    record(vigueur, "--subject", "Ada")
    for arguments in (("--subject", "Bob"), ("--subject", "Ada", "--as-of", "2023-09-02")):
        assert vigueur(*USUAL, *arguments).err == ""
    for _ in range(2):
        said = vigueur(*USUAL)
        assert (said.code, said.err) == (0, ""), "a record of nobody in particular stands for itself"


def test_a_damaged_decision_beside_it_does_not_keep_one_from_being_told(vigueur: Call, home: Path):
    record(vigueur, "--subject", "Ada")
    with sqlite3.connect(home / "journal.db") as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE entries SET body = '{}' WHERE kind = 'decision'")
    connection.close()
    said = vigueur(*USUAL, "--subject", "Ada")
    assert (said.code, said.err) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("decide", CASE, *BOOK, "--as-of", "2023-09-01"), "VG703"),
        (("decide", CASE, *BOOK, "--by", "x"), "VG704"),
        ((*USUAL, "--known-at", "2999-01-01"), "VG820"),
        (("decide", CASE, *BOOK, "--as-of", "2023-09-01", "--by", ""), "VG819"),
        ((*USUAL, "--override", "perhaps", "--reason", "x"), "VG707"),
        ((*USUAL, "--set", "bicycle.kynd=city"), "VG751"),
        (("decide", "nowhere.yaml", *BOOK, "--as-of", "2023-09-01", "--by", "x"), "VG301"),
        ((*USUAL, "--store", "/nowhere/at/all"), "VG801"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_recorded(vigueur: Call, home: Path, arguments: tuple[str, ...], code: str):
    refused = vigueur(*arguments)
    assert refused.code == 2
    assert f"[{code}]" in refused.err
    assert refused.out == ""
    assert not home.exists() or "decision" not in kinds(home)


def test_a_clock_that_was_set_back_is_told_and_the_decision_is_recorded(vigueur: Call, monkeypatch: pytest.MonkeyPatch):
    first = record(vigueur)

    def earlier() -> datetime:
        return now() - timedelta(days=2)

    monkeypatch.setattr(command, "now", earlier)
    said = vigueur(*USUAL, "--format", "json")
    assert said.code == 0
    assert said.err.startswith("note: the clock of this machine (")
    second = json.loads(said.out)["record"]
    assert second["at"] < first["at"]
    assert second["id"] > first["id"]
    verified = vigueur("journal", "verify")
    assert verified.code == 0
    assert "warning[VG839]" in verified.out


def test_a_named_journal_is_never_begun_by_the_way(vigueur: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VIGUEUR_JOURNAL", str(tmp_path / "named"))
    refused = vigueur(*USUAL)
    assert refused.code == 2
    assert "[VG801]" in refused.err
    assert not (tmp_path / "named").exists()


@pytest.mark.parametrize(("lang", "again", "why"), [("en", "  To see it again: ", "Why:"), ("fr", "  La revoir : ", "Pourquoi :")])
def test_what_is_offered_to_be_pasted_names_the_same_journal_and_key(vigueur: Call, tmp_path: Path, lang: str, again: str, why: str):
    place, key = str(tmp_path / "l'an  dernier"), str(tmp_path / "elsewhere" / "the key")
    Path(key).parent.mkdir()
    assert vigueur("journal", "init", "--store", place, "--key", key).code == 0
    made = vigueur(*USUAL, "--store", place, "--key", key, "--lang", lang)
    (command,) = [line.removeprefix(again) for line in made.out.splitlines() if line.startswith(again)]
    shown = vigueur(*shlex.split(command)[1:], "--lang", lang)
    assert shown.code == 0, shown.err
    explained = vigueur(*shlex.split(shown.out.split(why)[1])[1:], "--lang", lang)
    assert explained.code == 0, explained.err
    assert made.out.splitlines()[0] in explained.out
