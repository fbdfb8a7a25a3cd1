"""What the bench compares answers alike: the law written by hand, and the rule book."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bench import by_hand
from bench.decision import DECISIONS, FACTS
from bench.generated import decisions, facts, write_rule_book
from vigueur import Case, Held, RuleBook, default_rules, load

DAYS = [date(2022, 6, 1), date(2023, 4, 30), date(2023, 9, 1), date(2024, 6, 22), date(2024, 9, 1), date(2026, 9, 1), date(2029, 1, 1)]
CHANGES: list[dict[str, by_hand.Fact]] = [
    {},
    {"medecin.patientele_mt": Decimal(774)},
    {"medecin.patientele_mt": Decimal(1600)},
    {"medecin.secteur": "2", "medecin.option_tarifaire": "aucune"},
    {"medecin.specialite": "radiologie", "medecin.file_active": Decimal(2000)},
    {"medecin.specialite": "gastro_enterologie", "medecin.file_active": Decimal(1270)},
    {"medecin.specialite": "orl", "medecin.part_honoraires_cliniques": Decimal("0.79"), "medecin.file_active": Decimal(2400)},
    {"contrat.date_signature": date(2024, 7, 1)},
    {"contrat.date_signature": date(2024, 7, 1), "contrat.option": "1/2"},
]


@pytest.fixture(scope="module")
def rulebook() -> RuleBook:
    return load(default_rules())


@pytest.mark.parametrize("change", CHANGES, ids=str)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_function_by_hand_answers_as_the_rule_book(rulebook: RuleBook, change: dict[str, by_hand.Fact], day: date):
    given = {**FACTS, **change}
    plain = by_hand.decide(given, day)
    case = Case("bench", {name: Held(value) for name, value in given.items()})
    answers = rulebook.evaluate(case, as_of=day, decisions=DECISIONS).answers
    verdict, amount = answers["eligibilite"].state, answers["aide.montant_annuel"].state
    assert (amount if isinstance(amount, Decimal) else None) == plain.amount
    assert (verdict if isinstance(verdict, bool) else None) == {"eligible": True, "ineligible": False}.get(plain.verdict)
    assert plain.reasons or plain.verdict == "out_of_scope"


@pytest.mark.parametrize(("provisions", "texts"), [(10, 1), (30, 3)])
def test_a_generated_rule_book_checks_and_answers(tmp_path: Path, provisions: int, texts: int):
    book = load(write_rule_book(tmp_path / "book", provisions, texts), cached=False)
    assert book.warnings == ()
    case = Case("bench", {name: book.fact(name, value) for name, value in facts().items()})
    evaluation = book.evaluate(case, as_of=date(2001, 12, 1), decisions=decisions(0))
    assert {name: step.state for name, step in evaluation.answers.items()} == {"s0.open": True, "s0.amount": Decimal(2001)}
