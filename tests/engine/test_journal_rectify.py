"""What a late text changes of recorded decisions: the retroactive act of August 2022 for real, and small texts for each way."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import jsonschema
import pytest
from tests.engine.journals import ROOT, applicant, journal_in
from tests.engine.test_journal_verification import tampered

from vigueur import Case, Journal, Override, Rectification, Refused, decide, decide_all, load, open_journal, read_case, rectify, schema

pytest.importorskip("cryptography", reason="the journal needs the extra `journal`")

FAMILY = ROOT / "rules" / "allocations-familiales"
BICYCLE = ROOT / "docs" / "examples" / "bicycle"
ACT = "2022-08-17-pouvoir-d-achat"
BEFORE, AFTER = datetime(2022, 7, 20, 9, tzinfo=UTC), datetime(2022, 9, 1, 9, tzinfo=UTC)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return journal_in(tmp_path / "journal")


def family(name: str, income: int = 42000) -> Case:
    text = (
        "facts: {famille.enfants: [{prenom: Lise, naissance: 2018-05-30}, {prenom: Malo, naissance: 2012-02-03}], "
        f"famille.ressources: {income}, famille.reside_en_france: true}}"
    )
    return Case(name, read_case(load(FAMILY), text.encode()).facts)


def told(journal: Journal, text: str, book: Path, today: date = date(2022, 12, 1), **more: object) -> Rectification:
    found = rectify(journal, load(book), text, today=today, at=AFTER, by="auditor", **more)  # type: ignore[arg-type]
    jsonschema.validate(found, json.loads(schema("rectification")))
    return found


def bicycle_with(tmp_path: Path, name: str, published: str, rules: str, in_force: str = "2023-06-01") -> Path:
    """The small rule book with one text more."""
    book = Path(shutil.copytree(BICYCLE, tmp_path / name / "bicycle"))
    folder = book / name
    folder.mkdir()
    text = f"title: {name}\nshort: {name}\nnature: act\npublished: {published}\nin_force: {in_force}\ncite: reform art. 9\n"
    (folder / "text.yaml").write_text(text + "cases: {open: at once}\n", encoding="utf-8")
    (folder / "rules.yaml").write_text(rules, encoding="utf-8")
    return book


def test_the_act_of_august_2022_raises_the_allowances_of_july_by_4_percent(journal: Journal):
    book = load(FAMILY)
    for name in ("Martin", "Dubois"):
        decide(journal, book, family(name), as_of=date(2022, 7, 15), at=BEFORE, by="caf")
    decide(journal, book, family("Petit"), as_of=date(2022, 6, 15), at=BEFORE, by="caf")
    decide(journal, book, family("Late"), as_of=date(2022, 7, 15), at=AFTER, by="caf")
    found = told(journal, ACT, FAMILY)
    assert (found["looked_at"], found["counts"], found["reopened"]) == (4, {"changed": 2, "same": 1, "knew": 1}, {"retroactive": 2})
    (amount,) = found["on_publication"]["amounts"]
    assert (amount["decision"], amount["currency"], amount["total"], amount["rising"]) == ("versement.mensuel", "EUR", "10.74", 2)
    assert found["on_publication"] == found["as_known_today"]
    first = found["decisions"][0]
    assert first["reach"] == {"provision": "bmaf", "begins": "2022-07-01", "open": "at once"}
    assert first["difference"] is not None
    (sums,) = first["difference"]["amounts"]
    before, after = Decimal(str(sums["before"])), Decimal(str(sums["after"]))
    assert (before, after) == (Decimal("134.46"), Decimal("139.83"))
    assert (after / before - 1).quantize(Decimal("0.01"), ROUND_HALF_UP) == Decimal("0.04")


def test_reading_is_logged(journal: Journal):
    decide(journal, load(FAMILY), family("Martin"), as_of=date(2022, 7, 15), at=BEFORE, by="caf")
    told(journal, ACT, FAMILY)
    last = journal.storage.last()
    assert last is not None
    body = journal.body(last.sequence)
    assert (body["kind"], body["command"], body["asked"], body["count"]) == (
        "access",
        "rectify",
        {"text": ACT, "since": None, "decision": None},
        1,
    )


def test_erased_and_superseded_decisions_are_counted_apart_and_others_books_left(journal: Journal):
    book = load(FAMILY)
    first = decide(journal, book, family("Martin"), as_of=date(2022, 7, 15), at=BEFORE, by="caf").record
    decide(journal, book, family("Martin"), as_of=date(2022, 7, 16), at=BEFORE, by="caf", supersedes=first.id)
    eve = decide(journal, book, family("Eve"), as_of=date(2022, 7, 15), at=BEFORE, by="caf").record
    assert eve.row.subject is not None
    journal.erase(eve.row.subject, AFTER, "dpo", "asked for it")
    other = decide(journal, load(BICYCLE), applicant("Ada"), as_of=date(2022, 7, 15), at=BEFORE, by="city").record
    decide(journal, load(BICYCLE), applicant("Ada"), as_of=date(2022, 7, 15), at=BEFORE, by="city", supersedes=other.id)
    found = told(journal, ACT, FAMILY)
    assert (found["looked_at"], found["erased"], found["superseded"], found["counts"]) == (1, 1, 1, {"changed": 1})


def test_a_person_s_verdict_stays_and_what_is_due_follows_it(journal: Journal):
    override = Override("ineligible", "lives abroad")
    decide(journal, load(FAMILY), family("Martin"), as_of=date(2022, 7, 15), at=BEFORE, by="caf", override=override)
    found = told(journal, ACT, FAMILY)
    assert (found["counts"], found["decisions"][0]["override"], found["on_publication"]["amounts"]) == ({"changed": 1}, "ineligible", [])


def test_a_decision_made_after_the_publication_without_it_is_changed_and_not_reopened(journal: Journal):
    decide(journal, load(FAMILY), family("Martin"), as_of=date(2022, 7, 15), at=AFTER, by="caf", known_at=date(2022, 8, 1))
    found = told(journal, ACT, FAMILY)
    assert (found["counts"], found["reopened"]) == ({"changed": 1}, {})


@pytest.mark.parametrize(("made", "reopened"), [(17, {"retroactive": 1}), (18, {})])
def test_a_decision_of_the_day_of_publication_may_still_be_reopened(journal: Journal, made: int, reopened: dict[str, int]):
    """Who decided that day need not have read what was published on it."""
    at = datetime(2022, 8, made, 23, 59, tzinfo=UTC)
    decide(journal, load(FAMILY), family("Martin"), as_of=date(2022, 7, 15), at=at, by="caf", known_at=date(2022, 8, 16))
    found = told(journal, ACT, FAMILY)
    assert (found["counts"], found["reopened"]) == ({"changed": 1}, reopened)


def test_a_decision_about_a_day_to_come_is_reopened_as_made_ahead(journal: Journal):
    decide(journal, load(FAMILY), family("Martin"), as_of=date(2022, 8, 20), at=BEFORE, by="caf")
    assert told(journal, ACT, FAMILY)["reopened"] == {"ahead": 1}


def test_a_correction_published_later_reopens_as_a_correction(journal: Journal, tmp_path: Path):
    decide(journal, load(BICYCLE), applicant("Ada"), as_of=date(2023, 9, 1), at=datetime(2023, 9, 1, tzinfo=UTC), by="city")
    rules = "set:\n  grant.amount:\n    replaces: 2023-05-20-reform\n    formula: 450\n"
    book = bicycle_with(tmp_path, "2024-02-10-correction", "2024-02-10", rules)
    found = told(journal, "2024-02-10-correction", book, today=date(2024, 3, 1))
    assert (found["counts"], found["reopened"]) == ({"changed": 1}, {"correction": 1})
    assert [a["total"] for a in found["on_publication"]["amounts"]] == ["50"]


def test_another_text_of_the_same_day_is_told_apart(journal: Journal, tmp_path: Path):
    decide(journal, load(BICYCLE), applicant("Ada"), as_of=date(2023, 9, 1), at=datetime(2023, 9, 1, tzinfo=UTC), by="city")
    rules = "set:\n  grant.amount:\n    replaces: 2023-05-20-reform\n    formula: 450\n"
    book = bicycle_with(tmp_path, "2024-02-10-correction", "2024-02-10", rules)
    other = book / "2024-02-10-other"
    shutil.copytree(book / "2024-02-10-correction", other)
    (other / "rules.yaml").write_text("set:\n  grant.note: {note: Nobody asks for it}\n", encoding="utf-8")
    found = told(journal, "2024-02-10-other", book, today=date(2024, 3, 1))
    assert (found["counts"], found["on_publication"]["amounts"], found["reopened"]) == ({"other": 1}, [], {})
    assert found["decisions"][0]["together_with"] == ["2024-02-10-correction"]


def test_what_todays_rules_cannot_decide_is_told(journal: Journal, tmp_path: Path):
    book = Path(shutil.copytree(BICYCLE, tmp_path / "edited" / "bicycle"))
    decide(journal, load(BICYCLE), applicant("Ada"), as_of=date(2023, 5, 1), at=datetime(2023, 5, 1, tzinfo=UTC), by="city")
    for file in book.rglob("*.yaml"):
        file.write_text(file.read_text(encoding="utf-8").replace("bicycle.kind", "bicycle.sort"), encoding="utf-8")
    found = told(journal, "2023-05-20-reform", book)
    assert (found["counts"], found["decisions"][0]["codes"]) == ({"blocked": 1}, ["VG601"])


def test_an_unknown_text_is_refused(journal: Journal):
    with pytest.raises(Refused) as refused:
        told(journal, "2022-08-17", FAMILY)
    assert [p.code for p in refused.value.problems] == ["VG719"]


def test_many_are_shared_among_processes(journal: Journal):
    book = load(FAMILY)
    facts = family("").facts
    decide_all(journal, book, [(Case(f"F{n}", facts), date(2022, 7, 15)) for n in range(420)], at=BEFORE, by="caf")
    alone, shared = (told(journal, ACT, FAMILY, jobs=jobs) for jobs in (1, 2))
    assert alone == shared
    assert [a["total"] for a in shared["on_publication"]["amounts"]] == ["2255.4"]
    assert told(journal, ACT, FAMILY, jobs=2, decision="nothing")["looked_at"] == 0


def test_a_damaged_entry_is_told_whatever_decision_is_asked_for(tmp_path: Path):
    journal = journal_in(tmp_path / "journal")
    damaged = decide(journal, load(FAMILY), family("Martin"), as_of=date(2022, 7, 15), at=BEFORE, by="caf").record.id
    decide(journal, load(FAMILY), family("Dubois"), as_of=date(2022, 7, 15), at=BEFORE, by="caf")
    journal.close()
    tampered(tmp_path / "journal", ("UPDATE entries SET leaf = ? WHERE id = ?", (b"x" * 32, damaged)))
    found = told(open_journal(str(tmp_path / "journal")), ACT, FAMILY, decision="nothing")
    assert [(one["id"], one["status"]) for one in found["decisions"]] == [(damaged, "unreadable")]
    assert found["looked_at"] == 1
