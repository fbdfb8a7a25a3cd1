"""What is recorded of a decision, and what never is."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.engine.journals import AT, DAY, ROOT, applicant, bicycle, journal_in

from vigueur import (
    Case,
    Held,
    Journal,
    Override,
    Refused,
    decide,
    decide_all,
    explain,
    load,
    open_journal,
    shipped_rules,
    still_standing,
    verify,
)
from vigueur.api.decisions import content_of
from vigueur.comparison.recorded_case import recorded_case
from vigueur.diagnostics.problems import Problem
from vigueur.rulebook.cases import read_cases

pytest.importorskip("cryptography", reason="the journal needs the extra `journal`")


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return journal_in(tmp_path / "journal")


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [p.code for p in refused.value.problems]


def bytes_of(folder: Path) -> bytes:
    return b"".join(p.read_bytes() for p in sorted(folder.iterdir()) if p.name != "journal.key")


def test_a_record_says_all_that_the_decision_rests_on(journal: Journal):
    book = bicycle()
    decided = decide(journal, book, applicant("Ada"), as_of=DAY, at=AT, by="agent 7")
    record = journal.read(journal.find(decided.record.id))
    assert {name: value for name, value in record.body.items() if name not in {"id", "subject", "content", "sealed"}} == {
        "format": "vigueur-entry/1",
        "kind": "decision",
        "sequence": 2,
        "at": "2026-11-24T15:00:00.000Z",
        "actor": "agent 7",
        "purpose": "bicycle",
        "edition": {"content": book.content_hash, "meaning": book.meaning_hash},
        "engine": {"name": "vigueur", "version": "0.1.0", "language": "1"},
        "as_of": "2023-09-01",
        "known_at": "2026-11-24",
        "supersedes": [],
        "key": 1,
    }
    assert record.content is not None
    assert record.content["facts"]["applicant.income"] == {"value": "28000", "source": "the tax office", "observed": "2023-08-01"}  # type: ignore[index,call-overload]
    assert record.content["verdict"] == "eligible"
    assert record.content["answers"]["grant.amount"]["value"] == "400"  # type: ignore[index,call-overload]
    assert record.content["override"] is None


def test_neither_the_person_nor_the_facts_are_in_the_files(tmp_path: Path, journal: Journal):
    decide(journal, bicycle(), applicant("Ada Lovelace"), as_of=DAY, at=AT, by="agent", subject="1815-12-10-ADA",
           override=Override("ineligible", "she had the grant already"))  # fmt: skip
    journal.close()
    kept = bytes_of(tmp_path / "journal")
    for said in (b"Ada", b"Lovelace", b"1815-12-10-ADA", b"28000", b"tax office", b"already", b"eligible"):
        assert said not in kept
    assert b"agent" in kept


def test_a_pseudonym_is_bound_to_its_purpose_and_to_the_journals_key(tmp_path: Path, journal: Journal):
    other = journal_in(tmp_path / "other")
    assert journal.keys.subject("bicycle", "Ada") == journal.keys.subject("bicycle", "Ada")
    made = {journal.keys.subject("bicycle", "Ada"), journal.keys.subject("car", "Ada"), journal.keys.subject("bicycle", "Bob")}
    assert len({*made, other.keys.subject("bicycle", "Ada")}) == 4


def test_two_decisions_about_one_person_share_a_pseudonym_and_a_key(journal: Journal):
    one, two = (decide(journal, bicycle(), applicant(""), as_of=DAY, at=AT, by="a", subject="X1").record for _ in range(2))
    assert one.body["subject"] == two.body["subject"]
    assert one.body["key"] == two.body["key"]
    assert one.body["sealed"] != two.body["sealed"]
    assert one.body["content"] != two.body["content"], "a salt keeps equal contents apart"


def test_without_a_name_a_record_stands_for_itself(journal: Journal):
    one, two = (decide(journal, bicycle(), applicant(""), as_of=DAY, at=AT, by="a").record for _ in range(2))
    assert one.body["subject"] != two.body["subject"]


def test_a_person_decides_otherwise_and_the_answer_of_the_rules_stays(journal: Journal):
    decided = decide(journal, bicycle(), applicant("Ada"), as_of=DAY, at=AT, by="a", override=Override("ineligible", "a duplicate"))
    content = journal.read(decided.record.row).content
    assert content is not None
    assert (content["computed"], content["verdict"]) == ("eligible", "ineligible")
    assert content["override"] == {"verdict": "ineligible", "reason": "a duplicate"}
    assert content["answers"]["grant"]["value"] is True  # type: ignore[index,call-overload]
    assert "informs the decision" in decided.explanation["notice"]["short"]


def test_an_override_needs_a_verdict_beside_which_it_can_stand(journal: Journal):
    book = load(ROOT / "rules" / "assistants-medicaux")
    with pytest.raises(Refused) as refused:
        decide(journal, book, Case("x"), as_of=DAY, at=AT, by="a", decisions=["paiements.echeancier"], override=Override("eligible", "so"))
    assert codes(refused) == ["VG818"]
    assert [row.kind for row in journal.storage.rows()] == ["genesis"]


@pytest.mark.parametrize("more", [{"subject": ""}, {"subject": " "}, {"override": Override("ineligible", " ")}])
def test_an_empty_identifier_or_reason_is_none(journal: Journal, more: dict[str, Any]):
    with pytest.raises(ValueError, match=r"subject|override"):
        decide(journal, bicycle(), applicant("Ada"), as_of=DAY, at=AT, by="a", **more)
    assert [row.kind for row in journal.storage.rows()] == ["genesis"]


def test_a_person_is_the_same_however_the_accents_are_encoded(journal: Journal):
    subjects = {journal.keys.subject("bicycle", name) for name in ("Éva", "E\u0301va", " Éva\n")}
    assert (len(subjects), journal.keys.subject("bicycle", "Eva") in subjects) == (1, False)


def test_a_decision_says_that_it_is_one(journal: Journal):
    told = decide(journal, bicycle(), applicant("Ada"), as_of=DAY, at=AT, by="a").explanation
    assert "recorded as the decision" in told["notice"]["short"]
    assert "simulation" not in json.dumps(told["notice"])


def test_a_sensitive_fact_never_leads_to_an_automatic_verdict():
    """Whatever an outcome does with it: the case is to be examined by a person."""
    book = load(ROOT / "rules" / "assistants-medicaux")
    given = {
        "medecin.specialite": "medecine_generale", "medecin.secteur": "1", "medecin.patientele_mt": Decimal(1300),
        "contrat.date_signature": date(2024, 7, 1),
    }  # fmt: skip
    plain = Case("x", {name: Held(value) for name, value in given.items()})
    told = Case("x", {**plain.facts, "medecin.situation_sante": Held(value=True)})
    day = date(2024, 9, 1)
    assert content_of(book.evaluate(plain, as_of=day))["verdict"] == "eligible"
    content = content_of(book.evaluate(told, as_of=day))
    assert (content["computed"], content["verdict"]) == ("to_be_examined", "to_be_examined")
    # Also where an outcome would put the case out of scope for it.
    evaluation = book.evaluate(told, as_of=day)
    raised = tuple(replace(r, outcome=replace(r.outcome, verdict="out_of_scope")) if r.state is True else r for r in evaluation.outcomes)
    assert any(r.state is True for r in raised)
    assert content_of(replace(evaluation, outcomes=raised))["verdict"] == "to_be_examined"


def test_what_is_known_is_by_default_what_was_published_by_the_day_of_the_decision(journal: Journal):
    early = datetime(2023, 5, 1, 12, tzinfo=UTC)
    record = decide(journal, bicycle(), applicant("Ada"), as_of=DAY, at=early, by="a").record
    assert record.body["known_at"] == "2023-05-01"
    told = explain(bicycle(), applicant("Ada"), as_of=DAY, known_at=date(2023, 5, 1))
    assert record.content is not None
    assert record.content["answers"]["grant.amount"]["value"] == told["answers"]["grant.amount"]["value"]  # type: ignore[index,call-overload]


def test_nobody_can_know_what_is_published_later(journal: Journal):
    with pytest.raises(Refused) as refused:
        decide(journal, bicycle(), applicant("Ada"), as_of=DAY, at=AT, by="a", known_at=AT.date() + timedelta(days=1))
    assert codes(refused) == ["VG820"]


@pytest.mark.parametrize("name", ["", "   ", "x" * 201, "two\nlines", "bell\a", "\ud800"])
def test_who_decides_has_a_name(journal: Journal, name: str):
    with pytest.raises(Refused) as refused:
        decide(journal, bicycle(), applicant("Ada"), as_of=DAY, at=AT, by=name)
    assert codes(refused) == ["VG819"]


def test_a_decision_supersedes_the_newest_about_the_same_person(journal: Journal):
    book = bicycle()
    first = decide(journal, book, applicant("Ada"), as_of=DAY, at=AT, by="a").record
    second = decide(journal, book, applicant("Ada", 30000), as_of=DAY, at=AT, by="a", supersedes=first.id).record
    assert second.body["supersedes"] == [first.id]
    assert journal.storage.superseding(first.id) == second.id
    for supersedes, name, code in ((first.id, "Ada", "VG816"), (second.id, "Bob", "VG815"), ("nothing", "Ada", "VG813")):
        with pytest.raises(Refused) as refused:
            decide(journal, book, applicant(name), as_of=DAY, at=AT, by="a", supersedes=supersedes)
        assert codes(refused) == [code]
    assert refused.value.problems[0].details  # names what was asked for
    assert sum(1 for _ in journal.storage.rows(kind="decision")) == 2


def test_a_decision_takes_the_place_of_several_and_names_each_once(journal: Journal):
    book = bicycle()
    both = [decide(journal, book, applicant("Ada"), as_of=DAY, at=AT, by="a").record.id for _ in range(2)]
    one = decide(journal, book, applicant("Ada"), as_of=DAY, at=AT, by="a", supersedes=[*both, both[0]]).record
    assert (one.body["supersedes"], one.row.superseded, journal.superseded()) == (both, tuple(both), frozenset(both))
    assert [journal.superseded_by(id_) for id_ in (*both, one.id)] == [one.id, one.id, None]
    assert still_standing(journal, one) == ()
    assert verify(journal).problems == []


def test_what_another_process_recorded_before_is_superseded_too(tmp_path: Path, journal: Journal):
    first = decide(journal, bicycle(), applicant("Ada"), as_of=DAY, at=AT, by="a").record
    again = open_journal(str(tmp_path / "journal"))
    assert decide(again, bicycle(), applicant("Ada"), as_of=DAY, at=AT, by="a", supersedes=first.id).record.row.sequence == 3


def test_an_edition_is_archived_once_and_before_its_first_decision(journal: Journal):
    for name in ("Ada", "Bob"):
        decide(journal, bicycle(), applicant(name), as_of=DAY, at=AT, by="a")
    assert [row.kind for row in journal.storage.rows()] == ["genesis", "edition", "decision", "decision"]
    assert [content.hex() for content, _ in journal.storage.archives()] == [bicycle().content_hash]


def test_many_are_recorded_or_none(journal: Journal):
    from vigueur.journal.canonical import NotCanonical  # noqa: PLC0415

    broken = Case("\ud800", applicant("x").facts)
    with pytest.raises((NotCanonical, UnicodeEncodeError)):
        decide_all(journal, bicycle(), [(applicant("Ada"), DAY), (broken, DAY)], at=AT, by="a")
    assert [row.kind for row in journal.storage.rows()] == ["genesis"]
    decide_all(journal, bicycle(), [(applicant("Ada"), DAY), (applicant("Bob"), DAY)], at=AT, by="a")
    assert [row.kind for row in journal.storage.rows()] == ["genesis", "edition", "decision", "decision"]


def test_erasing_a_person_leaves_the_log_and_takes_what_is_sealed(tmp_path: Path, journal: Journal):
    book = bicycle()
    ada = [decide(journal, book, applicant("Ada"), as_of=DAY, at=AT, by="a").record for _ in range(2)]
    bob = decide(journal, book, applicant("Bob"), as_of=DAY, at=AT, by="a").record
    wrapped = journal.storage.key(1)
    assert wrapped is not None
    leaves = journal.storage.leaves()
    assert journal.erase(journal.keys.subject("bicycle", "Ada"), AT, "a", "asked for it").count == 2
    assert journal.storage.leaves()[: len(leaves)] == leaves
    assert [journal.read(journal.find(r.id)).content for r in ada] == [None, None]
    assert journal.read(journal.find(bob.id)).content is not None
    assert wrapped.wrapped not in bytes_of(tmp_path / "journal"), "neither in the file nor beside it"
    with pytest.raises(Refused) as refused:
        journal.erase(journal.keys.subject("bicycle", "Ada"), AT, "a", "again")
    assert codes(refused) == ["VG824"]
    again = decide(journal, book, applicant("Ada"), as_of=DAY, at=AT, by="a").record
    assert again.body["subject"] == ada[0].body["subject"]
    assert again.body["key"] != ada[0].body["key"]
    assert journal.read(again.row).content is not None


def cases_of_the_books() -> list[object]:
    return [pytest.param(folder, id=folder.name) for folder in shipped_rules()]


@pytest.mark.parametrize("folder", cases_of_the_books())
def test_a_recorded_case_is_read_back_as_it_was(folder: Path):
    book = load(folder)
    seen = 0
    for document in read_cases(folder / "cases"):
        try:
            case = book.case(document)
        except Refused:
            continue  # a case that expects to be refused
        content = content_of(book.evaluate(case, as_of=date(2024, 9, 1)))
        assert book.case(recorded_case(json.loads(json.dumps(content)))) == case
        seen += 1
    assert seen > 70


def test_problems_are_values() -> None:
    with pytest.raises(Refused) as refused:
        open_journal("/nowhere/at/all")
    assert isinstance(refused.value.problems[0], Problem)
    assert codes(refused) == ["VG801"]


def test_a_clock_that_was_set_back_is_told_also_with_the_first_decision_of_an_edition(journal: Journal):
    """The entry before the decision archives its rule book, at the same late time: the one before that tells."""
    made = [decide(journal, bicycle(), applicant("Ada"), as_of=DAY, at=AT - timedelta(hours=h), by="a").behind for h in (1, 2, 0)]
    assert made == ["2026-11-24T15:00:00.000Z", "2026-11-24T15:00:00.000Z", None]
