"""The choice of an overload, the types of results, and what is said of a call that fits none."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from vigueur.builtins import Mismatch, Resolved, operation, resolve, resolve_named
from vigueur.types import ANY_UNIT, Anything, Boolean, Date, DaysDuration, Enumeration, ListOf, Money, MonthsDuration, Number, Text, Type

PATIENTS = Number("patients", Decimal(0), Decimal(5000), 0)
PURE = Number("", Decimal(1), Decimal(10), 2)
EUROS = Money("EUR", Decimal(0), Decimal(40000), 2)


def literal(value: str, scale: int = 0) -> Number:
    return Number(ANY_UNIT, Decimal(value), Decimal(value), scale)


def result(name: str, *types: Type) -> Type:
    resolved = resolve(name, types)
    assert isinstance(resolved, Resolved), resolved
    return resolved.type


def mismatch(name: str, *types: Type) -> Mismatch:
    found = resolve(name, types)
    assert isinstance(found, Mismatch), found
    return found


def test_a_bare_literal_takes_the_unit_of_what_it_meets() -> None:
    assert result("+", PATIENTS, literal("1")) == Number("patients", Decimal(1), Decimal(5001), 0)
    assert result("-", literal("1"), EUROS) == Money("EUR", Decimal(-39999), Decimal(1), 2)
    assert result("<", EUROS, literal("1")) == Boolean()


@pytest.mark.parametrize(("name", "fault"), [("+", "units"), ("<", "units"), ("=", "units"), ("*", "unit_product"), ("/", "unit_product")])
def test_patients_and_euros_do_not_go_together(name: str, fault: str) -> None:
    found = mismatch(name, PATIENTS, EUROS)
    assert (found.fault, found.types, found.positions) == (fault, (PATIENTS, EUROS), (0, 1))


def test_patients_plus_a_pure_number_is_a_mistake_but_times_one_is_not() -> None:
    assert mismatch("+", PATIENTS, PURE).fault == "units"
    assert result("*", PATIENTS, PURE) == Number("patients", Decimal(0), Decimal(50000), 2)
    assert result("/", PATIENTS, PATIENTS) == Number("", None, None, None)
    assert result("*", PURE, EUROS) == Money("EUR", Decimal(0), Decimal(400000), 4)


def test_a_quotient_has_a_scale_where_the_divisor_has_a_finite_reciprocal() -> None:
    assert result("/", EUROS, literal("4")) == Money("EUR", Decimal(0), Decimal(10000), 4)
    assert result("/", EUROS, literal("0.2", 1)) == Money("EUR", Decimal(0), Decimal(200000), 2)
    third = result("/", EUROS, literal("3"))
    assert isinstance(third, Money)
    assert third.scale is None


def test_a_quotient_is_total_where_its_divisor_cannot_be_zero() -> None:
    assert _total("/", EUROS, literal("3"))
    assert _total("/", EUROS, PURE)
    assert not _total("/", PATIENTS, PATIENTS)
    assert operation("round half up quotient").total((EUROS, PURE, literal("2")))
    assert not _total("number", Text())
    assert _total("sqrt", Number("", Decimal(0), None, 0))
    assert not _total("sqrt", Number())


def _total(name: str, *types: Type) -> bool:
    resolved = resolve(name, types)
    assert isinstance(resolved, Resolved)
    return resolved.total


def test_rounding_sets_the_scale_and_rounds_the_bounds() -> None:
    assert result("round half up", Number("", Decimal("0.125"), Decimal("9.999"), 3), literal("2")) == Number(
        "", Decimal("0.13"), Decimal("10.00"), 2
    )
    assert result("floor", EUROS) == Money("EUR", Decimal(0), Decimal(40000), 0)


def test_a_sum_of_a_list_keeps_its_unit() -> None:
    assert result("sum", ListOf(PATIENTS)) == Number("patients", Decimal(0), Decimal(500_000_000), 0)
    assert result("max", EUROS, literal("0")) == EUROS
    assert result("count", ListOf(Anything())) == Number("", Decimal(0), Decimal(100_000), 0)


def test_enumerations_compare_where_one_holds_the_other() -> None:
    assert result("=", Enumeration(("a", "b")), Enumeration(("a",))) == Boolean()
    assert mismatch("=", Enumeration(("a", "b")), Enumeration(("b", "c"))).fault == "codes"
    assert mismatch("<", Enumeration(("a",)), Enumeration(("a",))).fault == "unlike"


def test_an_event_moved_by_a_duration_stays_an_event() -> None:
    assert result("+", Date(event=True), MonthsDuration()) == Date(event=True)
    assert result("-", Date(low=date(2020, 1, 1)), Date()) == DaysDuration()


def test_a_mismatch_names_the_argument_and_what_would_do() -> None:
    found = mismatch("string length", Number())
    assert (found.fault, found.position, found.given, [k.en for k in found.expected]) == ("argument", 0, Number(), ["text"])
    assert {k.en for k in mismatch("+", Date(), Number()).expected} == {"years and months duration", "days duration"}


def test_the_number_of_arguments_that_would_do_is_named() -> None:
    assert mismatch("floor").counts == (1, 2)
    assert mismatch("append", ListOf(Number())).counts == (2, -1)


def test_named_arguments_find_their_place() -> None:
    found = resolve_named("substring", (("length", literal("1")), ("string", Text()), ("start position", literal("2"))))
    assert isinstance(found, Resolved)
    assert (found.overload.key, found.order) == ("substring", (1, 2, 0))
    wrong = resolve_named("substring", (("text", Text()),))
    assert isinstance(wrong, Mismatch)
    assert (wrong.fault, wrong.name, wrong.names) == ("unknown_parameter", "text", ("string", "start position", "length"))
    twice = resolve_named("abs", (("n", PURE), ("n", PURE)))
    assert isinstance(twice, Mismatch)
    assert twice.fault == "repeated_parameter"


def test_an_unknown_function_brings_the_known_ones() -> None:
    found = mismatch("strlen", Text())
    assert found.fault == "unknown_function"
    assert "string length" in found.names
    assert not any(name.startswith("property") or "quotient" in name or name == "+" for name in found.names)


def test_the_text_of_a_duration_says_its_type_and_must_be_written_out() -> None:
    assert mismatch("duration", Text()).fault == "not_constant"
    for text, expected in (("P1Y", MonthsDuration()), ("P1D", DaysDuration())):
        found = resolve("duration", (Text(),), (text,))
        assert isinstance(found, Resolved)
        assert found.type == expected
