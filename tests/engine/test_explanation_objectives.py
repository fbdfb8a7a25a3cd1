"""The objectives and payments of the rule book, told."""

from __future__ import annotations

from datetime import date

import pytest
from tests.engine.real_law import case, rulebook

from vigueur import explain, lay_out
from vigueur.diagnostics.problems import Language

GROWING = {"contrat.indicateurs": "patientele", "medecin.patientele_atteinte": "1430"}
"""Half of the 260 patients that the published example asks of 1300 (WE-01)."""


def screen(decision: str, language: Language, **facts: str) -> str:
    """The screen of one decision about a general practitioner in the third year, on one line and with plain spaces."""
    given = {**{name.replace(".", "__"): value for name, value in GROWING.items()}, **facts}
    answer = explain(rulebook(), case(**given), as_of=date(2025, 10, 1), decisions=(decision,), language=language)
    return " ".join(lay_out(answer).split())


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "L'objectif n'est pas entièrement atteint : 50 %"), ("en", "The objective is not wholly reached: 50%")],
)
def test_an_achievement_is_told_in_percent(language: Language, words: str):
    assert words in screen("objectifs.atteint", language)


@pytest.mark.parametrize(
    ("language", "rows"),
    [
        ("fr", ("Aide de l'année 1, en entier 36 000 € 1er octobre 2023", "Solde de l'année 3 5 500 € 1er novembre 2026")),
        ("en", ("Aid of year 1, in full €36,000 1 October 2023", "Balance of year 3 €5,500 1 November 2026")),
    ],
)
def test_the_schedule_tells_amounts_and_last_days(language: Language, rows: tuple[str, ...]):
    said = screen("paiements.echeancier", language)
    assert all(row in said for row in rows)


def test_what_only_the_fund_may_say_is_told_where_it_is_missing_and_not_where_nothing_rests_on_it():
    label = "Objectif de patientèle inscrit au contrat"
    assert label not in screen("objectifs.cible_patientele", "fr")
    assert label in screen("objectifs.cible_patientele", "fr", medecin__patientele_mt="1200")


def test_the_widest_bounds_of_a_rate_are_no_news_of_the_case():
    said = screen("objectifs.taux_atteinte", "fr", medecin__patientele_atteinte="")
    assert "Taux d'atteinte de l'objectif : " in said
    assert "entre 0" not in said
