"""Decisions made again: every incident really caused, and every cause of a difference told apart from the others."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
from tests.engine.journals import AT, DAY, ROOT, applicant, bicycle, journal_in

import vigueur.api.decisions
import vigueur.api.replaying
from vigueur import (
    Case,
    Correction,
    Held,
    Journal,
    Override,
    Population,
    Refused,
    Replay,
    RuleBook,
    decide,
    decide_all,
    load,
    open_journal,
    render,
    replay,
    schema,
)
from vigueur.comparison.population import choose
from vigueur.comparison.replayed import Difference
from vigueur.comparison.sampling import added

pytest.importorskip("cryptography", reason="the journal needs the extra `journal`")

BICYCLE = ROOT / "docs" / "examples" / "bicycle"
FAMILY = ROOT / "rules" / "allocations-familiales"
TODAY = AT.date()


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return journal_in(tmp_path / "journal")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BICYCLE, tmp_path / "edited" / "bicycle"))


def again(journal: Journal, population: Population | None = None, book: Path = BICYCLE, today: date = TODAY, **more: object) -> Replay:
    told = replay(journal, population or Population(), today=today, rules={load(book).program.id: book}, at=AT, by="auditor", **more)  # type: ignore[arg-type]
    jsonschema.validate(told, json.loads(schema("replay")))
    return told


def recorded(journal: Journal, rulebook: RuleBook | None = None, **more: object) -> str:
    given = {"as_of": DAY, "at": AT, "by": "clerk", "subject": "Ada", "known_at": None, **more}
    case = given.pop("case", applicant())
    return decide(journal, rulebook or bicycle(), case, **given).record.id  # type: ignore[arg-type]


def causes(told: Replay) -> dict[str, int]:
    return {cause: total["answers"] for cause, total in told["causes"].items() if total["answers"] or total["explanations"]}


def the_difference(told: Replay, cause: str) -> Difference:
    (found,) = [d for r in told["decisions"] for d in r["differences"] if d["cause"] == cause]
    return found


def flaws(told: Replay) -> list[list[str]]:
    return [incident["flaws"] for incident in told["incidents"]]


def tamper(journal: Journal, *statements: str) -> Journal:
    """What somebody with the file of the database can do."""
    path = journal.storage.place
    journal.close()
    with sqlite3.connect(path) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
    connection.close()
    return open_journal(str(Path(path).parent))


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


# As made


def test_a_decision_is_made_again_byte_for_byte_with_its_document(journal: Journal):
    id_ = recorded(journal)
    told = again(journal, Population((id_,)), today=DAY, documents=True)
    assert (told["incidents"], told["replayed"], told["population"]) == ([], 1, 1)
    (only,) = told["decisions"]
    assert (only["identical"], only["document"], only["verdicts"]["R1"]) == (True, True, "eligible")
    assert only["differences"] == []


def test_it_needs_no_folder_of_rules(journal: Journal, book: Path):
    recorded(journal, load(book))
    shutil.rmtree(book)
    told = replay(journal, Population(), today=TODAY, rules={}, at=AT, by="auditor", documents=True)
    assert told["decisions"][0]["identical"]
    assert told["decisions"][0]["blocked"] == [{"step": "R2", "codes": ["VG840"], "said": ["there is no rule book `bicycle` today"]}]
    assert told["blocked"] == {"R2": 1}


def test_reading_is_logged(journal: Journal):
    id_ = recorded(journal)
    again(journal, Population((id_,)))
    last = journal.storage.last()
    assert last is not None
    body = journal.body(last.sequence)
    assert (body["kind"], body["command"], body["count"], body["actor"]) == ("access", "replay", 1, "auditor")
    assert body["asked"]["ids"] == [id_]  # type: ignore[index, call-overload]


def test_what_is_not_asked_by_default_and_a_chosen_reading_are_made_again(journal: Journal):
    recorded(journal, decisions=("grant.amount",), language="fr")
    assert again(journal, documents=True)["incidents"] == []


# Incidents


def test_a_missing_archive_is_an_incident(journal: Journal):
    recorded(journal)
    told = again(tamper(journal, "DELETE FROM archives"))
    assert flaws(told) == [["archive_missing"]]
    assert told["decisions"][0]["verdicts"] == {"R2": "eligible", "R3": "eligible", "R5": "eligible"}


@pytest.mark.parametrize("files", ["x'00'", f"x'{zlib.compress(b'{}').hex()}'", f"x'{zlib.compress(b'[').hex()}'"])
def test_a_damaged_archive_is_an_incident(journal: Journal, files: str):
    recorded(journal)
    assert flaws(again(tamper(journal, f"UPDATE archives SET files = {files}"))) == [["archive_damaged"]]


def test_an_archive_of_other_rules_is_an_incident(journal: Journal, book: Path):
    recorded(journal)
    other = journal_in(Path(journal.storage.place).parent.parent / "other")
    edit(book / "rulebook.yaml", "Bicycle grant", "Bicycle money")
    recorded(other, load(book))
    ((_, files),) = other.storage.archives()
    assert flaws(again(tamper(journal, f"UPDATE archives SET files = x'{files.hex()}'"))) == [["archive_damaged"]]


def test_an_entry_that_was_changed_is_an_incident(journal: Journal):
    recorded(journal)
    told = again(tamper(journal, "UPDATE entries SET body = replace(body, 'clerk', 'klerk') WHERE kind = 'decision'"))
    assert flaws(told) == [["entry"]]
    assert told["incidents"][0]["codes"] == ["VG822"]


def test_a_damaged_key_is_an_incident(journal: Journal):
    recorded(journal)
    told = again(tamper(journal, "UPDATE subject_keys SET wrapped = randomblob(60)"))
    assert (flaws(told), told["incidents"][0]["codes"]) == ([["entry"]], ["VG825"])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda c: c["answers"]["grant.amount"].update(value="401"), ["answers"]),
        (lambda c: c.update(computed="ineligible", verdict="ineligible"), ["answers"]),
        (lambda c: c.update(explanation="0" * 64), ["explanation"]),
        (lambda c: c.update(document="0" * 64), ["document"]),
        (lambda c: c["facts"].update({"no.such.fact": {"value": "1", "source": "", "observed": None}}), ["facts"]),
        (lambda c: c["facts"]["bicycle.kind"].update(value="hovercraft"), ["facts"]),
        (lambda c: c["facts"]["applicant.income"].update(value="28000.00"), ["facts"]),
        (lambda c: c.update(decisions=["nothing.of.the.kind"], answers={"nothing.of.the.kind": c["answers"]["grant"]}), ["answers"]),
    ],
)
def test_a_record_that_tells_otherwise_is_an_incident(
    journal: Journal, monkeypatch: pytest.MonkeyPatch, change: Callable[[dict[str, object]], None], expected: list[str]
):
    """Somebody with the keys recorded what the rules do not answer."""
    honest = vigueur.api.decisions.content_of

    def forged(*arguments: object) -> dict[str, object]:
        content = json.loads(json.dumps(honest(*arguments)))  # type: ignore[arg-type]
        change(content)
        return content  # type: ignore[no-any-return]

    with monkeypatch.context() as patch:
        patch.setattr(vigueur.api.decisions, "content_of", forged)
        recorded(journal)
    assert flaws(again(journal, documents=True)) == [expected]


def test_an_edition_of_another_meaning_is_an_incident(journal: Journal):
    rulebook = bicycle()
    rulebook.meaning_hash = "0" * 64
    recorded(journal, rulebook)
    assert flaws(again(journal)) == [["meaning"]]


def test_what_another_engine_tells_otherwise_is_no_incident_and_what_it_answers_otherwise_is(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
):
    recorded(journal)
    monkeypatch.setattr(vigueur.api.replaying, "VERSION", "9.9.9")
    told = again(journal, documents=True)
    assert (told["incidents"], told["engine_notes"]) == ([], 1)
    assert told["decisions"][0]["incident"] == {"id": told["decisions"][0]["id"], "flaws": ["document"], "engine": True, "codes": []}
    honest = vigueur.api.replaying.content_of

    def other(*arguments: object) -> dict[str, object]:
        content = json.loads(json.dumps(honest(*arguments)))  # type: ignore[arg-type]
        content["answers"]["grant.amount"]["value"] = "1"
        return content  # type: ignore[no-any-return]

    monkeypatch.setattr(vigueur.api.replaying, "content_of", other)
    (incident,) = again(journal)["incidents"]
    assert (incident["flaws"], incident["engine"]) == (["answers"], True)


# Which decisions


def test_an_erased_person_is_counted_apart_and_is_no_incident(journal: Journal):
    recorded(journal)
    id_ = recorded(journal, subject="Eve")
    row = journal.find(id_)
    assert row.subject is not None
    journal.erase(row.subject, AT, "chief", "asked for it")
    told = again(journal)
    assert (told["erased"], told["replayed"], told["population"], told["incidents"]) == (1, 1, 1, [])
    assert again(journal, Population((id_,)))["erased"] == 1
    back = recorded(journal, subject="Eve")
    assert again(journal, Population((back,)))["decisions"][0]["identical"]


def test_a_superseded_decision_is_made_again_only_if_named_or_asked_for(journal: Journal):
    first = recorded(journal)
    second = recorded(journal, supersedes=first)
    told = again(journal)
    assert ([r["id"] for r in told["decisions"]], told["superseded"]) == ([second], 1)
    assert [r["superseded"] for r in again(journal, Population(superseded=True))["decisions"]] == [True, False]
    assert again(journal, Population((first,)))["decisions"][0]["superseded"]


def test_the_verdict_of_a_person_stays_and_that_of_the_rules_is_made_again(journal: Journal):
    recorded(journal, override=Override("ineligible", "a duplicate"))
    told = again(journal, documents=True)
    assert (told["incidents"], told["overridden"]) == ([], 1)
    assert (told["decisions"][0]["override"], told["decisions"][0]["verdicts"]["R1"]) == ("ineligible", "eligible")


def test_since_leaves_out_what_was_made_before(journal: Journal):
    recorded(journal)
    later = recorded(journal, at=AT + timedelta(days=3))
    assert [r["id"] for r in again(journal, Population(since=TODAY + timedelta(days=3)))["decisions"]] == [later]


def test_an_unknown_id_or_correction_is_refused(journal: Journal):
    recorded(journal)
    for population, corrections, code in (
        (Population(("nothing",)), {}, "VG813"),
        (Population(), {"nothing": Correction()}, "VG841"),
    ):
        with pytest.raises(Refused) as refused:
            again(journal, population, corrections=corrections)
        assert [p.code for p in refused.value.problems] == [code]


def test_a_sample_says_how_sure_it_is(journal: Journal):
    decide_all(journal, bicycle(), [(applicant(f"P{n}"), DAY) for n in range(40)], at=AT, by="clerk")
    told = again(journal, Population(sample=10, seed="s"))
    assert (told["replayed"], told["population"]) == (10, 40)
    sample = told["sample"]
    assert sample is not None
    assert sample["causes"]["text"]["share"] == {
        "seen": 0, "of": 10, "unknown": 0, "low": 0, "high": 10, "usable": True, "rule_of_three": "0.3",
    }  # fmt: skip
    few = again(journal, Population(sample=2, seed="s"))["sample"]
    assert few is not None
    assert (few["causes"]["text"]["share"]["usable"], few["causes"]["text"]["share"]["of"]) == (False, 2)
    assert [r["id"] for r in told["decisions"]] == [row.id for row in choose(journal, Population(sample=10, seed="s")).rows]


# Why they differ


def test_rules_written_otherwise_since_are_the_encoding(journal: Journal, book: Path):
    recorded(journal, load(book))
    tables = next(p for p in book.glob("2023*/*.yaml") if "400" in p.read_text(encoding="utf-8"))
    edit(tables, "400", "450")
    told = again(journal, book=book, today=DAY)
    assert (told["incidents"], causes(told)) == ([], {"encoding": 1})
    found = the_difference(told, "encoding")
    assert [(a["decision"], a["before"], a["after"], a["difference"]) for a in found["amounts"]] == [("grant.amount", "400", "450", "50")]
    assert found["first"] is not None
    assert found["first"]["provision"] == "grant.amount"
    assert [(a["total"], a["rising"]) for a in told["causes"]["encoding"]["amounts"]] == [("50", 1)]


def test_a_text_published_since_is_a_new_text(journal: Journal):
    recorded(journal, known_at=date(2023, 5, 19), case=applicant(applicant__household=Decimal(1)))
    told = again(journal, today=DAY)
    assert causes(told) == {"text": 1}
    found = the_difference(told, "text")
    assert found["steps"] == ["R2", "R3"]
    assert found["first"] is not None
    assert found["first"]["after"] is not None
    assert found["first"]["after"]["text"] == "2023-05-20-reform"
    assert told["causes"]["text"]["verdicts"] == [["ineligible", "eligible", 1]]
    assert [a["difference"] for a in found["amounts"]] == ["400"], "nothing was due before: the verdict was against it"


def test_corrected_facts_are_the_data(journal: Journal):
    id_ = recorded(journal)
    for corrections in (
        {id_: Correction(settings=(("applicant.income", "900000"),))},
        {id_: Correction(b"facts: {applicant.income: 900000}")},
    ):
        told = again(journal, corrections=corrections, today=DAY)
        assert causes(told) == {"data": 1}
        found = the_difference(told, "data")
        assert found["verdict"] == ["eligible", "ineligible"]
        assert [a["difference"] for a in found["amounts"]] == ["-400"]


def test_corrected_facts_that_todays_rules_do_not_take_are_refused_before_anything_is_made_again(journal: Journal):
    id_ = recorded(journal)
    entries = len(journal.storage.leaves())
    correction = Correction(b"facts: {applicant.income: -5, no.such: 1}", (("nope", "1"), ("applicant.income", "much")), "facts.yaml")
    with pytest.raises(Refused) as refused:
        again(journal, corrections={id_: correction})
    said = [render(p) for p in refused.value.problems]
    assert [line.split(":")[0] for line in said] == ["facts.yaml", "facts.yaml", "error[VG751]", "applicant.income"], "all at once"
    assert len(journal.storage.leaves()) == entries


def test_what_is_drawn_tells_nothing_of_facts_that_were_corrected_by_hand(journal: Journal):
    decide_all(journal, bicycle(), [(applicant(f"P{n}"), DAY) for n in range(40)], at=AT, by="clerk")
    rows = choose(journal, Population(sample=10, seed="s")).rows
    corrections = {row.id: Correction(settings=(("applicant.income", "900000"),)) for row in rows[:2]}
    told = again(journal, Population(sample=10, seed="s"), corrections=corrections)
    assert told["causes"]["data"]["answers"] == 2
    assert told["sample"] is not None
    assert set(told["sample"]["causes"]) == {"engine", "encoding", "text", "time"}


def test_a_decision_of_the_sample_that_cannot_be_compared_may_differ_or_not(journal: Journal):
    """Half of what was drawn has no rule book today: what the others say is not said of all."""
    family = load(FAMILY)
    facts = {"famille.reside_en_france": Held(value=True), "famille.ressources": Held(Decimal(42000))}
    decide_all(journal, family, [(Case(f"F{n}", facts), date(2022, 7, 15)) for n in range(20)], at=AT, by="clerk")  # type: ignore[arg-type]
    decide_all(journal, bicycle(), [(applicant(f"P{n}"), DAY) for n in range(20)], at=AT, by="clerk", known_at=date(2023, 4, 1))
    told = again(journal, Population(sample=30, seed="s"))
    assert told["sample"] is not None
    share = told["sample"]["causes"]["text"]["share"]
    assert (share["seen"] + share["unknown"], share["of"] + share["unknown"]) == (30, 30)
    assert share["low"] <= 20, "those without a rule book need not differ"
    assert share["high"] == 40, "and all may"
    assert not any(amount["reliable"] for amount in told["sample"]["causes"]["text"]["amounts"])


def test_a_damaged_entry_of_a_sample_is_not_taken_for_no_difference(journal: Journal, monkeypatch: pytest.MonkeyPatch):
    cases = [(applicant(f"P{n}", applicant__household=Decimal(1)), DAY) for n in range(40)]
    decide_all(journal, bicycle(), cases, at=AT, by="clerk", known_at=date(2023, 5, 19))
    damaged_ = next(journal.storage.rows(kind="decision"))
    rows = journal.storage.rows
    broken = replace(damaged_, body=damaged_.body.replace(b"clerk", b"clark"))
    monkeypatch.setattr(journal.storage, "rows", lambda *a, **k: (broken if r.id == damaged_.id else r for r in rows(*a, **k)))
    told = again(journal, Population(sample=40, seed="s"))
    assert told["sample"] is not None
    (amount,) = told["sample"]["causes"]["text"]["amounts"]
    assert (amount["known"], amount["unknown"], amount["reliable"]) == (39, 1, False)


def test_sums_have_all_their_digits():
    assert added([Decimal("900000000000000000.0123456789")] * 3) == Decimal("2700000000000000000.0370370367")


def stopped(_: object) -> None:
    """What the system does to a process for which there is no memory."""
    os._exit(9)


def test_a_process_that_is_stopped_from_outside_is_told(journal: Journal, monkeypatch: pytest.MonkeyPatch):
    decide_all(journal, bicycle(), [(applicant(f"P{n}"), DAY) for n in range(450)], at=AT, by="clerk")
    monkeypatch.setattr("vigueur.api.sharing._in_worker", stopped)
    with pytest.raises(Refused) as refused:
        again(journal, jobs=2)
    assert [p.code for p in refused.value.problems] == ["VG846"]


def test_without_the_archive_and_by_another_engine_nobody_can_tell_engine_and_encoding_apart(
    journal: Journal, book: Path, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as other:
        other.setattr("vigueur.api.decisions.VERSION", "0.0.9")
        recorded(journal)
    for file in book.rglob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace('"> 1", 400]', '"> 1", 500]'), encoding="utf-8")
    told = again(journal, book=book, today=DAY)
    assert set(causes(told)) == {"encoding"}
    monkeypatch.setattr(journal.storage, "archives", lambda: iter(()))
    told = again(journal, book=book, today=DAY)
    assert set(causes(told)) == {"engine_or_encoding"}
    assert (told["causes"]["engine_or_encoding"]["compared"], "encoding" in told["causes"]) == (1, False)


def test_todays_law_is_the_passing_of_time(journal: Journal):
    recorded(journal, as_of=date(2023, 5, 1), known_at=date(2023, 6, 1))
    told = again(journal, today=date(2024, 1, 1))
    assert set(causes(told)) == {"time"}
    assert the_difference(told, "time")["steps"] == ["R3", "R5"]


def test_a_fact_that_todays_rules_do_not_know_stops_the_replay_there_and_is_no_incident(journal: Journal, book: Path):
    recorded(journal)
    for file in book.rglob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("bicycle.kind", "bicycle.sort"), encoding="utf-8")
    told = again(journal, book=book)
    assert (told["incidents"], told["blocked"]) == ([], {"R2": 1})
    assert told["decisions"][0]["blocked"][0]["codes"] == ["VG601"]


# Many


def test_other_processes_say_the_same(journal: Journal):
    family = load(FAMILY)
    case = Case(
        "",
        {
            "famille.reside_en_france": Held(value=True),
            "famille.ressources": Held(Decimal(42000)),
        },
    )
    decide_all(journal, family, [(Case(f"F{n}", case.facts), date(2022, 7, 15)) for n in range(450)], at=AT, by="clerk")
    alone = again(journal, book=FAMILY, as_made=True)
    shared = again(journal, book=FAMILY, as_made=True, jobs=2)
    assert alone == shared
    assert sum(r["identical"] for r in shared["decisions"]) == 450
