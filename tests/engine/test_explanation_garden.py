"""What a small book of gardens tells of things due, deadlines and lists: its law, its calendar, its other readings, its questions."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from vigueur import Explanation, Refused, RuleBook, Timeline, draw, explain, law, lay_out, load, read_case, timeline
from vigueur.explanation import missing
from vigueur.explanation.timeline_dues import FallingEntry
from vigueur.explanation.waits import waits
from vigueur.values import State, Undetermined

ROOT = Path(__file__).resolve().parents[2]
FACTS = """club.signed: 2023-03-01
club.open: true
club.members: [{name: Anna, age: 40}, {name: Bob, age: 12}]
club.events: [{type: theft, date: 2023-05-05}]
"""
SECTIONS = ("garden.payments", "garden.documents", "garden.report", "garden.after")


@cache
def rulebook() -> RuleBook:
    return load(ROOT / "tests/cases/rulebooks/good/garden", cached=False)


def told(*decisions: str, day: str = "2024-06-05", facts: str = "") -> Explanation:
    case = read_case(rulebook(), (FACTS + facts).encode())
    return explain(rulebook(), case, as_of=date.fromisoformat(day), decisions=decisions or None)


def calendar(*decisions: str, facts: str = "", language: str = "en") -> Timeline:
    case = read_case(rulebook(), (FACTS + facts).encode())
    spoken = "fr" if language == "fr" else "en"
    return timeline(rulebook(), case, first=date(2023, 3, 1), last=date(2026, 12, 31), decisions=decisions, language=spoken)


def falling(told: Timeline) -> dict[str, list[FallingEntry]]:
    return {entry["day"]: entry["due"] for entry in told["entries"] if entry["due"]}


def plain(words: str) -> str:
    return " ".join(words.replace("\u00a0", " ").replace("\u202f", " ").split())


# what is asked for


def test_the_usual_question_answers_what_is_not_on_request_and_offers_the_rest() -> None:
    answer = told()
    assert list(answer["answers"]) == ["garden"]
    assert [o["decision"] for o in answer["on_request"]] == [*SECTIONS[:3], "garden.open", "garden.after", "garden.total"]
    assert "You may also ask for" in lay_out(answer)


def test_what_is_on_request_is_answered_without_the_verdict() -> None:
    answer = told("garden.payments")
    assert (list(answer["answers"]), answer["verdict"]) == (["garden.payments"], None)
    assert "You may also ask for" not in lay_out(answer)


def test_all_asks_for_every_decision() -> None:
    assert list(told("all")["answers"]) == list(rulebook().program.decisions)


def test_a_name_that_begins_nothing_is_refused_with_the_nearest() -> None:
    with pytest.raises(Refused) as caught:
        told("garden.paiments")
    assert [(p.code, dict(p.details)["near"]) for p in caught.value.problems] == [("VG754", "garden.payments")]


# one by one


def test_each_amount_is_read_under_the_law_of_its_own_day() -> None:
    reads = {e["item"]: e for e in told("garden.payments")["answers"]["garden.payments"]["dues"] or []}
    assert (reads["Half of year 2"]["amount"], reads["Half of year 3"]["amount"]) == ("500", "600")
    texts = [read["text"] for read in reads["Half of year 3"]["reads"] if read["provision"] == "garden.amount"]
    assert texts == ["2024-05-01-reform"]


def test_a_member_that_fails_is_named() -> None:
    (reason, *_) = told("garden")["reasons"]
    assert [m["sentence"] for m in reason["members"]] == ["Bob is 12\u00a0years: every member must be 18"]


def test_a_member_whose_age_is_missing_is_asked_for_by_name() -> None:
    case = read_case(rulebook(), b"club.members: [{name: Anna, age: 40}, {name: Bob}]")
    answer = explain(rulebook(), case, as_of=date(2024, 6, 5))
    assert [m["within"] for m in answer["missing"]] == [{"fact": "club.members", "row": 2, "record": "Bob", "column": "age"}]
    assert "Bob: age" in answer["missing"][0]["question"]


def test_another_reading_says_what_would_be_due_otherwise() -> None:
    (reading,) = told("garden.payments")["readings"]
    assert "Grant of year 1: it was due by 1 May 2023" in plain(reading["alternatives"][0]["sentence"])


def test_a_deadline_that_the_law_leaves_open_says_so_and_asks_for_what_stands_in() -> None:
    answer = told("garden.report", day="2024-01-01", facts="club.flooded: true\n")
    assert "last day not found. How long a flood suspends is not said" in answer["answers"]["garden.report"]["written"]
    assert [m["fact"] for m in answer["missing"]] == ["city.new_limit"]


# the calendar


def test_a_calendar_tells_what_is_to_be_done_by_each_day() -> None:
    days = falling(calendar("garden.payments", "garden.documents"))
    assert {day: [(e["code"], e["amount"]) for e in entries] for day, entries in days.items()} == {
        "2023-03-31": [("insurance", None)],
        "2023-04-01": [("first", "1000")],
        "2024-09-01": [("half", "500")],
        "2025-09-01": [("half", "600")],
    }


def test_what_was_done_is_not_told_as_due_and_its_day_is() -> None:
    told = calendar("garden.documents", facts="club.insured: 2023-03-10\n")
    assert falling(told) == {}
    words = {entry["day"]: [why for turn in entry["turns"] for why in turn["why"]] for entry in told["entries"][1:]}
    assert words == {"2023-03-10": ["done: Proof of insurance", "done: By-laws"]}


def test_a_calendar_tells_the_end_of_a_deadline_and_that_it_was_missed() -> None:
    told = calendar("garden.report", facts="club.flooded: false\n")
    assert [e["sentence"] for e in falling(told)["2024-03-01"]] == ["last day of: Report of the club"]
    assert [(entry["day"], turn["after"]) for entry in told["entries"] for turn in entry["turns"]] == [
        ("2023-03-01", "open"),
        ("2024-03-02", "missed"),
    ]


def test_a_calendar_follows_its_schema_and_is_drawn() -> None:
    schema = json.loads((ROOT / "schemas" / "timeline.schema.json").read_text(encoding="utf-8"))
    told = calendar("garden.payments", "garden.report", facts="club.flooded: false\n")
    Draft202012Validator(schema).validate(json.loads(json.dumps(told)))
    drawn = draw(told, "svg")
    assert drawn.count("<svg") == 1
    assert "<title" in drawn
    assert "Half of year 2" in drawn
    assert "Due by this day: Grant of year 1 — €1,000" in plain(draw(told))


# the law


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("garden.payments", 'due: Half of year [year]; if: year > 1; amount: 0.5 × "Yearly grant"; by: the day examined + 6 months'),
        ("garden.after", 'possible, to be decided by the city: Audit; if: "type" = A theft'),
        ("garden.report", 'otherwise: "Signature" + 1 year'),
        ("garden.adults", 'for each in "Members": "age" ≥ 18 years'),
        ("garden.total", 'sum of amount of "Payments"'),
    ],
)
def test_the_law_tells_what_is_due_in_words(name: str, words: str) -> None:
    assert words in plain(law(rulebook(), provision=name))


def test_what_is_counted_from_the_day_asked_falls_due_on_no_day_of_the_calendar() -> None:
    case = read_case(rulebook(), FACTS.replace("club.signed: 2023-03-01\n", "").encode())
    told = timeline(rulebook(), case, first=date(2023, 3, 1), last=date(2026, 12, 31), decisions=["garden.payments", "garden.report"])
    assert falling(told) == {}


# many records


def test_what_is_missing_in_many_records_is_looked_for_once_in_each_list(monkeypatch: pytest.MonkeyPatch) -> None:
    def looks(records: int) -> int:
        count = 0

        def counted(state: State) -> Undetermined:
            nonlocal count
            count += 1
            return waits(state)

        monkeypatch.setattr(missing, "waits", counted)
        events = ", ".join(["{type: flood}"] * records)
        facts = FACTS.replace("[{type: theft, date: 2023-05-05}]", f"[{events}]")
        case = read_case(rulebook(), facts.encode())
        asked = explain(rulebook(), case, as_of=date(2023, 6, 1), decisions=("garden.after",))["missing"]
        assert len(asked) == records
        assert all(entry["provisions"] == ["garden.after"] for entry in asked)
        return count

    assert looks(40) == looks(4)
