"""Several decisions asked at once: what would change them, and their calendar, are told without what stays the same."""

from __future__ import annotations

import json
from datetime import date

import pytest
from tests.engine.real_law import case, rulebook

from vigueur import Explanation, explain, lay_out, read_case, timeline
from vigueur.diagnostics.problems import Language
from vigueur.explanation.timeline import sections

DAY = date(2024, 10, 15)
ASKED = ("eligibilite", "paiements", "formation")


def told(*decisions: str, language: Language = "en") -> Explanation:
    return explain(rulebook(), case(), as_of=DAY, decisions=decisions, language=language)


def plain(words: str) -> str:
    return " ".join(words.replace("\u00a0", " ").replace("\u202f", " ").split())


def test_a_change_tells_only_the_answers_that_it_changes_each_under_its_name() -> None:
    half = next(c for c in told(*ASKED)["changes"] if c["sets"][0]["fact"] == "contrat.option")
    result = plain(half["result"])
    assert result.startswith("eligible; Aid paid for the year of the contract: €14,000; Aid of year 1, in full: €18,000")
    assert "Training path" not in result
    assert "not applicable" not in result


def test_a_change_of_one_amount_needs_no_name() -> None:
    half = next(c for c in told("eligibilite", "aide.montant_annuel")["changes"] if c["sets"][0]["fact"] == "contrat.option")
    assert plain(half["result"]) == "eligible, €14,000"


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "1 May 2023 or soon after, instead of 1 September 2023"), ("fr", "le 1er mai 2023 ou peu après, et non le 1er septembre 2023")],
)
def test_a_bound_that_the_day_of_the_case_keeps_too_is_not_told_as_the_condition(language: Language, words: str) -> None:
    assert words in plain(" / ".join(c["words"] for c in told("eligibilite", "aide.montant_annuel", language=language)["changes"]))


def test_an_answer_of_a_calendar_says_its_name_and_its_reason_once() -> None:
    calendar = timeline(rulebook(), case(), first=date(2023, 9, 1), last=date(2024, 12, 31), decisions=["all"], language="en")
    opening = sections(calendar)[1]
    assert len(opening.lines) > 20
    for line in opening.lines:
        name, _, rest = line.text.partition(": ")
        assert not rest or not rest.startswith(f"{name}:")
        assert all(under.casefold() not in line.text.casefold() for under in line.under)


def test_a_question_with_many_choices_says_where_all_of_them_are() -> None:
    assert "… (all: vigueur facts tache.code)" in plain(lay_out(told("missions.tache"), "text"))


def test_values_of_a_record_that_would_look_alike_stand_under_their_names() -> None:
    member = {"nom": "Dr A", "specialite": "medecine_generale", "associe": True, "patientele_mt": 1100, "file_active": 1500}
    facts = read_case(rulebook(), json.dumps({"groupe.membres": [member], "contrat_collectif.date_signature": "2026-03-10"}).encode())
    answer = explain(rulebook(), facts, as_of=date(2026, 4, 1), decisions=("collectif",), language="en")
    written = plain(answer["facts"]["groupe.membres"]["written"])
    alike = "partner in the physician's own name: yes"
    assert (
        written
        == f"Dr A (General practice, {alike}, declared patients on signature: 1,100 patients, seen patients on signature: 1,500 patients)"
    )
