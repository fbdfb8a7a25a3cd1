"""How dates, numbers and sentences read, in French and in English."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest

from vigueur.explanation.words import en, fr

DIGITS = Decimal("1234567.5")


def test_both_languages_have_the_same_phrases_with_the_same_places():
    assert set(fr.PHRASES) == set(en.PHRASES)
    places = {key: (set(re.findall(r"\{(\w+)\}", fr.PHRASES[key])), set(re.findall(r"\{(\w+)\}", en.PHRASES[key]))) for key in fr.PHRASES}
    assert {key: pair for key, pair in places.items() if pair[0] != pair[1]} == {}


@pytest.mark.parametrize(
    ("day", "french", "english"),
    [
        (date(2023, 5, 1), "1er mai 2023", "1 May 2023"),
        (date(2024, 6, 22), "22 juin 2024", "22 June 2024"),
        (date(2024, 2, 29), "29 février 2024", "29 February 2024"),
        (date.max, "jamais", "never"),
    ],
)
def test_a_day_reads_as_custom_has_it(day: date, french: str, english: str):
    assert fr.date_(day).replace("\xa0", " ") == french
    assert en.date_(day).replace("\xa0", " ") == english


@pytest.mark.parametrize(
    ("amount", "french", "english"),
    [
        ("38000", "38\u202f000\xa0€", "€38,000"),
        ("38000.00", "38\u202f000\xa0€", "€38,000"),
        ("1250.5", "1\u202f250,50\xa0€", "€1,250.50"),
        ("0", "0\xa0€", "€0"),
        ("-19.99", "-19,99\xa0€", "-€19.99"),
    ],
)
def test_an_amount_has_cents_only_where_there_are_some(amount: str, french: str, english: str):
    assert fr.money(Decimal(amount), "EUR") == french
    assert en.money(Decimal(amount), "EUR") == english


def test_a_currency_without_a_sign_is_written_by_its_code():
    assert fr.money(Decimal(5), "CHF") == "5\xa0CHF"
    assert en.money(Decimal(5), "CHF") == "5\xa0CHF"


@pytest.mark.parametrize(
    ("value", "unit", "french", "english"),
    [
        ("1503", "patients", "1\u202f503\xa0patients", "1,503\xa0patients"),
        ("1", "patients", "1\xa0patient", "1\xa0patient"),
        ("0", "patients", "0\xa0patient", "0\xa0patients"),
        ("1", "people", "1\xa0people", "1\xa0person"),
        ("0.50", "ETP", "0,5\xa0ETP", "0.5\xa0ETP"),
        ("1E+3", "", "1\u202f000", "1,000"),
    ],
)
def test_a_number_agrees_with_its_unit(value: str, unit: str, french: str, english: str):
    assert fr.number(Decimal(value), unit) == french
    assert en.number(Decimal(value), unit) == english


def test_shares_durations_and_lists_read_as_custom_has_it():
    assert (fr.percent(Decimal("0.7999")), en.percent(Decimal("0.7999"))) == ("79,99\xa0%", "79.99%")
    assert (fr.months(24), en.months(24)) == ("2\xa0ans", "2\xa0years")
    assert (fr.months(15), en.months(15)) == ("1\xa0an et 3\xa0mois", "1\xa0year and 3\xa0months")
    assert (fr.days(timedelta(days=1)), en.days(timedelta(days=15))) == ("1\xa0jour", "15\xa0days")
    assert (fr.listed(["a", "b", "c"]), en.listed(["a", "b"], "or")) == ("a, b et c", "a or b")
    assert (fr.period(1, "year"), en.period(5, "year")) == ("chaque année", "every 5\xa0years")


def test_a_number_of_any_size_is_written_without_an_exponent():
    assert en.number(Decimal("1E+30")).count(",") == 10
    assert "E" not in fr.number(Decimal("1E-10"))
