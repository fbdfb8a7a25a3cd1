"""What a recorded decision rests on: every provision that was read, by the text that governed it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from vigueur import load, read_case
from vigueur.explanation.trace import rests_on

ROOT = Path(__file__).resolve().parents[2]
BOOK = ROOT / "rules" / "assistants-medicaux"
TEXT = "2024-06-21-convention-medicale"


def of_the_demonstration(day: date) -> dict[str, list[str]]:
    rulebook = load(BOOK)
    case = read_case(rulebook, BOOK / "demo" / "1-generaliste-eligible.yaml")
    return rests_on(rulebook.evaluate(case, as_of=day, known_at=day, decisions=["eligibilite", "aide.montant_annuel"]))


def test_a_decision_rests_on_every_provision_that_was_read_and_each_stands_under_its_text():
    found = of_the_demonstration(date(2024, 9, 1))
    assert found[TEXT] == ["aide.montant_annuel"]
    assert "patientele.p90" in found["2023-04-30-reglement-arbitral"]
    assert "eligibilite" in found[""], "a composition is no text's own"


def test_a_text_that_did_not_govern_yet_is_not_rested_on():
    assert TEXT not in of_the_demonstration(date(2024, 8, 31))


def test_a_condition_that_a_text_repealed_rests_on_that_text():
    assert "eligibilite.exercice_regroupe" in of_the_demonstration(date(2024, 9, 1))["2023-04-30-reglement-arbitral"]
