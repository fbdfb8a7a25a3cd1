"""One decision against the same rules written by hand: eligibility and yearly amount, with the reasons for both."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial

from bench import by_hand
from bench.measure import interleaved, table
from vigueur import Case, Held, default_rules, explain, lay_out, load

DECISIONS = ("eligibilite", "aide.montant_annuel")
FACTS: dict[str, by_hand.Fact] = {
    "medecin.specialite": "medecine_generale",
    "medecin.secteur": "1",
    "medecin.patientele_mt": Decimal(1300),
    "contrat.option": "1",
    "contrat.date_signature": date(2023, 9, 1),
}
DAYS = {date(2024, 7, 1): Decimal(36000), date(2024, 9, 1): Decimal(28000)}
DAY = date(2024, 9, 1)


def report() -> str:
    """The times of both, and of what is built upon the engine's answer."""
    rulebook = load(default_rules())
    case = Case("bench", {name: Held(value) for name, value in FACTS.items()})
    _same_answers()
    evaluate = partial(rulebook.evaluate, case, as_of=DAY, decisions=DECISIONS)
    document = partial(explain, rulebook, case, as_of=DAY, decisions=DECISIONS)
    rows = interleaved(
        (
            ("plain Python function that records its reasons", partial(by_hand.decide, FACTS, DAY)),
            ("Vigueur: decision with every step, fact, text and regime", evaluate),
            ("… and as the explanation's document, with what would change the result", document),
            ("… and in words", lambda: lay_out(document(), "text", detail=1)),
        ),
        rounds=31,
        repeat=20,
    )
    return table("One decision with its explanation", rows)


def _same_answers() -> None:
    """Both answer alike; a comparison of different answers would measure nothing."""
    rulebook = load(default_rules())
    case = Case("bench", {name: Held(value) for name, value in FACTS.items()})
    for day, amount in DAYS.items():
        plain = by_hand.decide(FACTS, day)
        answers = rulebook.evaluate(case, as_of=day, decisions=DECISIONS).answers
        given = (answers["eligibilite"].state, answers["aide.montant_annuel"].state)
        if (plain.verdict == "eligible", plain.amount) != given or plain.amount != amount:
            message = f"on {day}: {plain.verdict}, {plain.amount} by hand; {given} by the engine"
            raise ValueError(message)
