"""Things due, deadlines and conditions for each record of a list, as they are explained."""

from __future__ import annotations

import json
from datetime import date

import pytest
from jsonschema import Draft202012Validator
from pytest_snapshot.plugin import Snapshot
from tests.engine.due_programs import DAY, KINDS, members, told
from tests.engine.real_law import ROOT, rulebook

from vigueur import Case, explain, lay_out
from vigueur.diagnostics.problems import Language
from vigueur.explanation.document import DueEntry, Explanation
from vigueur.values import State

SCHEMA = Draft202012Validator(json.loads((ROOT / "schemas" / "explanation.schema.json").read_text(encoding="utf-8")))
BOTH: tuple[Language, ...] = ("fr", "en")
ASKED: dict[str, tuple[str, dict[str, State]]] = {
    "payments": ("paiements.echeancier", {}),
    "documents": ("pieces.a_envoyer", {"malade": True, "pieces__contrat": False, "pieces__releve": date(2024, 9, 20)}),
    "documents-open": ("pieces.a_envoyer", {}),
    "deadline-open": ("formation.certificat", {}),
    "deadline-kept": ("formation.certificat", {"certificat": date(2024, 5, 1)}),
    "members-failing": ("groupe.secteur", {"membres": members(("Dr A", "1"), ("Dr B", "2"), ("Dr C", ""), ("Dr D", "2"))}),
    "members-open": ("groupe.secteur", {"membres": members(("Dr A", "1"), ("Dr C", ""))}),
}


def dues(answer: Explanation, name: str) -> list[DueEntry]:
    return answer["answers"][name]["dues"] or []


def by_code(answer: Explanation, name: str = "pieces.a_envoyer") -> dict[str, DueEntry]:
    return {e["code"]: e for e in dues(answer, name)}


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("name", ASKED)
def test_a_screen_of_what_is_due_reads_as_it_was_reviewed(snapshot: Snapshot, name: str, language: Language) -> None:
    decision, facts = ASKED[name]
    snapshot.snapshot_dir = ROOT / "tests" / "engine" / "snapshots" / "dues"
    snapshot.assert_match(lay_out(told(decision, language=language, **facts), "text"), f"{name}.{language}.txt")


@pytest.mark.parametrize("name", ASKED)
def test_an_explanation_of_what_is_due_follows_the_published_schema(name: str) -> None:
    decision, facts = ASKED[name]
    SCHEMA.validate(json.loads(json.dumps(told(decision, **facts))))


@pytest.mark.parametrize("name", [n for n, kind in KINDS.items() if kind == "dues"])
def test_every_record_of_the_value_is_told(name: str) -> None:
    answer = told(name, malade=True)
    value = answer["answers"][name]["value"]
    assert isinstance(value, list)
    codes = [record["due"] for record in value if isinstance(record, dict)]
    assert sorted(codes) == sorted(e["code"] for e in dues(answer, name) if e["status"] not in {"undetermined", "possible"})  # type: ignore[type-var]


def test_things_come_in_the_order_of_their_last_days_and_what_is_done_comes_last() -> None:
    entries = dues(told("pieces.a_envoyer", malade=True, pieces__releve=date(2024, 9, 20)), "pieces.a_envoyer")
    assert [e["code"] for e in entries] == ["contrat", "avenant", "suspension", "releve"]
    assert entries[-1]["status"] == "done"


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({"pieces__contrat": True}, "done"),
        ({"pieces__contrat": False}, "overdue"),
        ({}, "past"),
    ],
)
def test_nothing_is_called_late_of_which_it_is_not_known_whether_it_was_done(facts: dict[str, State], status: str) -> None:
    assert by_code(told("pieces.a_envoyer", **facts))["contrat"]["status"] == status


def test_what_is_left_to_somebody_is_possible_and_never_due() -> None:
    entry = by_code(told("pieces.a_envoyer", malade=True))["suspension"]
    assert (entry["status"], entry["may"], entry["words"]) == ("possible", "la caisse", "possible, à décider par la caisse")


def test_a_thing_of_which_it_is_open_whether_it_is_due_says_what_it_waits_for() -> None:
    answer = told("pieces.a_envoyer", pieces__contrat=True)
    entry = by_code(answer)["avenant"]
    assert (entry["status"], entry["waits_for"]) == ("undetermined", ["malade"])
    assert [m["fact"] for m in answer["missing"]] == ["malade"]
    assert answer["answers"]["pieces.a_envoyer"]["status"] == "undetermined"


def test_a_last_day_that_no_text_sets_is_told_as_that() -> None:
    entry = by_code(told("pieces.a_envoyer", malade=True))["avenant"]
    assert entry["by"] is None
    assert (entry["words"], entry["by_why"]) == ("aucune date limite prévue", "Les textes n'en disent rien")
    assert entry["lacks"] == ["pieces.a_envoyer"]


def test_a_thing_due_names_the_facts_it_rests_on_the_text_and_the_source() -> None:
    entry = dues(told("paiements.echeancier"), "paiements.echeancier")[1]
    assert (entry["item"], entry["amount"], entry["by"], entry["day"]) == ("Aide de l'année 2", "28000", "2024-11-01", "2023-10-01")
    assert entry["facts"] == ["contrat.depart"]
    assert (entry["text"], entry["since"], entry["citations"][0]["detail"]) == ("2024-law", "2024-01-10", "art. 3")
    assert entry["round"] == {"annee": "2"}


def test_the_amounts_come_to_a_total() -> None:
    assert told("paiements.echeancier")["answers"]["paiements.echeancier"]["total"]["value"] == "130000"  # type: ignore[index]


def test_a_list_of_which_all_is_done_says_so() -> None:
    answer = told("pieces.a_envoyer", day=DAY, malade=False, pieces__contrat=True, pieces__releve=date(2024, 9, 20))
    assert {e["status"] for e in dues(answer, "pieces.a_envoyer")} == {"done"}
    assert "2 éléments, tous déjà faits" in answer["headline"]


@pytest.mark.parametrize(
    ("day", "facts", "words"),
    [
        (date(2025, 9, 30), {}, "délai ouvert jusqu'au 1er octobre 2025 (il reste 1 jour)"),
        (date(2025, 10, 1), {}, "délai ouvert jusqu'au 1er octobre 2025 (c'est le dernier jour)"),
        (date(2025, 10, 2), {}, "délai dépassé : le dernier jour était le 1er octobre 2025"),
        (date(2025, 12, 1), {"certificat": date(2025, 11, 3)}, "fait le 3 novembre 2025, après la fin du délai, le 1er octobre 2025"),
        (
            date(2025, 12, 1),
            {"certificat": date(2025, 9, 1)},
            "fait le 1er septembre 2025, dans le délai qui courait jusqu'au 1er octobre 2025",
        ),
    ],
)
def test_a_deadline_says_how_it_stands_with_its_days(day: date, facts: dict[str, State], words: str) -> None:
    answer = told("formation.certificat", day=day, **facts)["answers"]["formation.certificat"]
    assert answer["deadline"]["words"].replace("\u00a0", " ") == words  # type: ignore[index]


def test_a_deadline_of_which_the_start_is_missing_asks_for_it() -> None:
    answer = told("formation.certificat", contrat__depart="?")
    assert answer["answers"]["formation.certificat"]["deadline"]["state"] is None  # type: ignore[index]
    assert [m["fact"] for m in answer["missing"]] == ["contrat.depart"]


def test_each_record_that_fails_is_named_and_each_that_is_open_with_what_it_lacks() -> None:
    (reason,) = told("groupe.secteur", membres=members(("Dr A", "1"), ("Dr B", "2"), ("Dr C", ""), ("Dr D", "2")))["reasons"]
    assert [(m["name"], m["state"]) for m in reason["members"]] == [("Dr B", "failed"), ("Dr D", "failed"), ("Dr C", "undetermined")]
    assert reason["members"][0]["sentence"] == "Dr B doit exercer en secteur 1"
    assert reason["members"][2]["sentence"] == "Dr C : secteur conventionnel"


def test_a_value_that_a_record_lacks_is_asked_for_by_record_and_column() -> None:
    (missing,) = told("groupe.secteur", membres=members(("Dr A", "1"), ("Dr C", "")))["missing"]
    assert missing["within"] == {"fact": "membres", "row": 2, "record": "Dr C", "column": "secteur"}
    assert missing["question"] == "Dr C : Quel secteur ?"
    assert [c["code"] for c in missing["choices"]] == ["1", "2"]


def test_a_condition_that_stands_alone_is_the_headline() -> None:
    answer = told("groupe.secteur", membres=members(("Dr A", "1")))
    assert (answer["verdict"], answer["headline"]) == (None, "Tous les membres sont en secteur 1")


def test_what_was_not_asked_for_is_offered() -> None:
    assert [o["decision"] for o in told("groupe.secteur")["on_request"]] == [name for name in KINDS if name != "groupe.secteur"]


@pytest.mark.parametrize("language", BOTH)
def test_a_page_shows_the_schedule_as_a_table_and_a_picture_that_can_be_heard(language: Language) -> None:
    shown = lay_out(told("paiements.echeancier", language=language), "html")
    assert "<table><caption>" in shown
    assert shown.count('<th scope="row">') == 6
    assert '<title id="paiements-echeancier-title">' in shown
    assert "<desc" in shown
    assert "<script" not in shown


def test_markdown_shows_the_schedule_as_a_table() -> None:
    shown = lay_out(told("paiements.echeancier"), "markdown")
    assert "| Quoi | Montant | Au plus tard le | État |" in shown
    assert "| --- | ---: | --- | --- |" in shown


@pytest.mark.parametrize("name", ASKED)
def test_no_line_of_what_is_due_is_wider_than_the_screen(name: str) -> None:
    decision, facts = ASKED[name]
    for detail in (1, 2, 3):
        assert max(len(line) for line in lay_out(told(decision, **facts), "text", detail=detail).splitlines()) <= 80


def test_what_would_turn_a_condition_that_was_asked_for_alone_is_told() -> None:
    book = rulebook()
    given = {"tache.lieu": "a_distance", "travail.teletravail_accorde": "false", "assistant.part_a_distance": "0.3"}
    case = Case("", {name: book.fact(name, value) for name, value in given.items()})
    answer = explain(book, case, as_of=date(2024, 7, 1), decisions=["missions.teletravail"], language="fr")
    assert (answer["answers"]["missions.teletravail"]["value"], answer["verdict"]) == (False, None)
    told = [(c["words"].replace("\xa0", " "), c["verdict"]) for c in answer["changes"]]
    agreed, at_the_practice = "Télétravail partiel accordé par l'employeur : oui", "Part du travail à distance : au plus 0 %, et non 30 %"
    assert told == [(agreed, None), (at_the_practice, None)]
