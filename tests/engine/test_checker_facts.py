"""What a person writes becomes a typed value, or a problem in their words."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Final

import pytest

from vigueur.checker.facts import bind, parse_fact
from vigueur.diagnostics.problems import Refused
from vigueur.diagnostics.render import help_, message
from vigueur.ir.nodes import Code, FactSpec, Words
from vigueur.rulebook.cases import parse_case
from vigueur.source import Source
from vigueur.types import Boolean, Date, DaysDuration, Enumeration, ListOf, Money, MonthsDuration, Number, RecordOf, Text, Type
from vigueur.values import NEVER, Months, Record, State, Undetermined

LARGEST: Final = Decimal(10) ** 15
NOTHING: Final = Words()


def words(text: str) -> Words:
    return Words((("fr", text),))


def spec(id_: str, type_: Type, *codes: Code, fields: tuple[FactSpec, ...] = ()) -> FactSpec:
    return FactSpec(id_, type_, NOTHING, NOTHING, codes=codes, fields=fields)


SPECIALTIES: Final = (
    Code("orl", words("Oto-rhino-laryngologie"), ("ORL spécialiste",)),
    Code("mg", words("Médecine générale"), ("généraliste",)),
)
COLUMNS: Final = (spec("nom", Text()), spec("n", Number("", -LARGEST, LARGEST, 2)))
FACTS: Final = {
    s.id: s
    for s in (
        spec("m.specialite", Enumeration(("orl", "mg")), *SPECIALTIES),
        spec("m.patients", Number("patients", Decimal(0), LARGEST, 0)),
        spec("m.part", Number("", Decimal(0), Decimal(1), 10)),
        spec("m.revenu", Money("EUR", -LARGEST, LARGEST)),
        spec("m.jour", Date()),
        spec("m.depart", Date(event=True)),
        spec("m.groupe", Boolean()),
        spec("m.duree", MonthsDuration()),
        spec("m.delai", DaysDuration()),
        spec("m.nom", Text()),
        spec("m.options", ListOf(Enumeration(("1/2", "1/3")))),
        spec("membres", ListOf(RecordOf((("nom", Text()), ("n", Number("", -LARGEST, LARGEST, 2))))), fields=COLUMNS),
    )
}


@pytest.mark.parametrize(
    ("fact", "text", "value"),
    [
        ("m.specialite", "orl", "orl"),
        ("m.specialite", "ORL", "orl"),
        ("m.specialite", "orl ", "orl"),
        ("m.specialite", "medecine generale", "mg"),
        ("m.specialite", "Généraliste", "mg"),
        ("m.patients", "1300", Decimal(1300)),
        ("m.patients", "1 300", Decimal(1300)),
        ("m.patients", "1\u202f300\u00a0patients", Decimal(1300)),
        ("m.patients", "1300.0", Decimal(1300)),
        ("m.patients", "-0", Decimal(0)),
        ("m.part", "80 %", Decimal("0.8")),
        ("m.part", "79,99 %", Decimal("0.7999")),
        ("m.part", "0,5%", Decimal("0.005")),
        ("m.part", "0.80", Decimal("0.8")),
        ("m.part", "0,125", Decimal("0.125")),
        ("m.revenu", "36 000,50 €", Decimal("36000.5")),
        ("m.revenu", "-12 EUR", Decimal(-12)),
        ("m.revenu", "\u221212", Decimal(-12)),
        ("m.jour", "2024-02-29", date(2024, 2, 29)),
        ("m.depart", "jamais", NEVER),
        ("m.depart", "never", NEVER),
        ("m.groupe", "oui", True),
        ("m.groupe", "FALSE", False),
        ("m.duree", "18 mois", Months(18)),
        ("m.duree", "1 an et 6 mois", Months(18)),
        ("m.duree", "P1Y6M", Months(18)),
        ("m.delai", "15 jours", timedelta(days=15)),
        ("m.nom", "unknown", "unknown"),
        ("m.options", '["1/2", 1/3]', ("1/2", "1/3")),
        ("m.options", "1/2", ("1/2",)),
        ("m.groupe", "inconnu", Undetermined(frozenset({"m.groupe"}))),
    ],
)
def test_a_value_is_read_as_people_write_it(fact: str, text: str, value: State) -> None:
    found = parse_fact(FACTS[fact], text).value
    assert found == value
    assert type(found) is type(value)
    if isinstance(value, Decimal):
        assert str(found) == str(value)


@pytest.mark.parametrize(
    ("fact", "text", "code", "way_out"),
    [
        ("m.specialite", "généralist", "VG605", "`mg`"),
        ("m.specialite", "xyz", "VG605", "`orl`, `mg`"),
        ("m.patients", "1,300", "VG606", "`1300` or `1.300`"),
        ("m.revenu", "28.000", "VG606", "`28000` or `28.00`"),
        ("m.revenu", "28.123 EUR", "VG606", "`28123`, or two decimals"),
        ("m.patients", "1300.5", "VG604", "0"),
        ("m.patients", "-1", "VG603", "it is 0 at least"),
        ("m.patients", "many", "VG602", "1300"),
        ("m.patients", "1300 EUR", "VG611", "patients"),
        ("m.patients", "1e1000000", "VG602", "1300"),
        ("m.patients", "9" * 10_000, "VG613", ""),
        ("m.patients", "9" * 20, "VG603", ""),
        ("m.part", "80", "VG603", "`80 %`"),
        ("m.part", "inf", "VG602", "%"),
        ("m.revenu", "12 USD", "VG611", "EUR"),
        ("m.revenu", "1.0011", "VG604", "2"),
        ("m.jour", "01/09/2023", "VG602", "`2023-09-01`"),
        ("m.jour", "2024-06-32", "VG340", "2024-06-30"),
        ("m.jour", "0001-01-01", "VG602", ""),
        ("m.jour", "jamais", "VG608", ""),
        ("m.groupe", "1", "VG602", "true"),
        ("m.groupe", "treu", "VG602", "`true`"),
        ("m.duree", "2", "VG602", "18 months"),
        ("m.delai", "P1M", "VG602", "15 days"),
        ("m.nom", "x" * 2000, "VG613", ""),
        ("m.options", "1/4", "VG605", ""),
    ],
)
def test_a_wrong_value_is_refused_with_a_way_out(fact: str, text: str, code: str, way_out: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_fact(FACTS[fact], text)
    (problem,) = caught.value.problems
    assert problem.code == code
    assert way_out in help_(problem)
    for language in ("en", "fr"):
        assert "{" not in message(problem, language)  # type: ignore[arg-type]


def test_a_whole_number_is_expected_in_the_words_of_the_person() -> None:
    with pytest.raises(Refused) as caught:
        parse_fact(FACTS["m.patients"], "beaucoup")
    assert message(caught.value.problems[0], "en") == "`beaucoup` is not a whole number of patients, as `m.patients` wants"
    assert message(caught.value.problems[0], "fr") == "`beaucoup` ne convient pas : `m.patients` attend un nombre entier de patients"


def test_all_problems_of_a_case_are_said_at_once_with_their_places() -> None:
    text = (
        "m: {specialit: orl, patients: 1.5, groupe: [oui]}\nm.patients: 2\nm.options: 1/2\nmembres: [{nom: A, m: 1}, {nom: B, nom2: 2}]\n"
    )
    with pytest.raises(Refused) as caught:
        bind(parse_case(Source("case.yaml", text)), FACTS)
    found = [(p.code, p.place.line if p.place else 0) for p in caught.value.problems]
    assert found == [("VG601", 1), ("VG604", 1), ("VG610", 1), ("VG607", 2), ("VG609", 3), ("VG612", 4), ("VG612", 4)]
    assert "`m.specialite`" in help_(caught.value.problems[0])


def test_a_fact_that_is_unknown_is_as_if_it_were_not_given() -> None:
    case = bind(parse_case(Source("case.json", '{"m.groupe": null, "m.part": "unknown", "m.jour": "inconnu", "m.nom": "null"}')), FACTS)
    assert {name: held.value for name, held in case.facts.items()} == {"m.nom": "null"}


def test_a_fact_said_to_be_unknown_is_not_supposed() -> None:
    facts = {"m.depart": FactSpec("m.depart", Date(event=True), NOTHING, NOTHING, if_omitted="never")}
    said, silent = (bind(parse_case(Source("case.yaml", text)), facts) for text in ("m.depart: inconnu", "m.depart:"))
    assert said.facts["m.depart"].value == Undetermined(frozenset({"m.depart"}))
    assert silent.facts == {}


def test_records_hold_what_is_given_and_are_undetermined_where_it_is_not() -> None:
    case = bind(parse_case(Source("case.yaml", "membres: [{nom: A, n: 1.5}, {nom: B}]")), FACTS)
    lacking = Undetermined(frozenset({"membres[2].n"}))
    assert case.facts["membres"].value == (Record((("nom", "A"), ("n", Decimal("1.5")))), Record((("nom", "B"), ("n", lacking))))


def test_a_hundred_thousand_unknown_facts_are_refused_quickly() -> None:
    text = "\n".join(f"k{i}: 1" for i in range(20_000))
    with pytest.raises(Refused) as caught:
        bind(parse_case(Source("case.yaml", text)), FACTS)
    assert len(caught.value.problems) == 20_000
