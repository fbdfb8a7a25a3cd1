"""Dates come back from their anniversaries; a rounding is what exact fractions say; values come back from their text; bounds hold."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import floor
from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

from vigueur.builtins import Mismatch, Undefined, operation, resolve
from vigueur.builtins.calendar import add_days, add_months, passed, recur
from vigueur.builtins.dates import last_hinge, read_date
from vigueur.builtins.durations import read_duration
from vigueur.builtins.quantities import DIGITS
from vigueur.builtins.writing import text_of
from vigueur.types import Number
from vigueur.values import NEVER, Absent, Months

days = st.dates(date(1900, 1, 1), date(2200, 12, 31)) | st.sampled_from(
    [date(2024, 2, 29), date(2024, 2, 28), date(2024, 3, 1), date(2023, 1, 31)]
)
periods = st.integers(1, 120).map(Months) | st.integers(1, 4000).map(lambda n: timedelta(days=n))
roundings = st.sampled_from(["down", "up"])
decimals = st.decimals(-(10**12), 10**12, places=4, allow_nan=False, allow_infinity=False)
Rounding = Literal["down", "up"]


@given(days, days, periods, roundings)
def test_the_periods_passed_are_the_inverse_of_the_recurrence(
    anchor: date, day: date, period: Months | timedelta, rounding: Rounding
) -> None:
    k = passed(anchor, period, day, rounding)
    assert recur(anchor, period, k, rounding) <= day < recur(anchor, period, k + 1, rounding)


@given(days, st.integers(0, 100), roundings)
def test_on_its_anniversary_that_year_has_passed(anchor: date, years: int, rounding: Rounding) -> None:
    day = operation("anniversary").meaning(anchor, Decimal(years), rounding)
    assert operation("anniversaries").meaning(anchor, day, rounding) == years
    assert isinstance(day, date)
    assert operation("anniversaries").meaning(anchor, day - timedelta(days=1), rounding) == years - 1


@given(days, days, days, periods, roundings)
def test_a_clock_never_runs_ahead_nor_back(anchor: date, one: date, other: date, period: Months | timedelta, rounding: Rounding) -> None:
    first, second = sorted((one, other))
    before, after = last_hinge(anchor, period, first, rounding), last_hinge(anchor, period, second, rounding)
    assert isinstance(before, date)
    assert isinstance(after, date)
    assert before <= first
    assert before <= after or first < anchor <= second
    assert before == first or anchor <= first


@given(days, days)
def test_full_years_are_opposite_when_the_days_are_exchanged(first: date, second: date) -> None:
    there, back = operation("years between").meaning(first, second), operation("years between").meaning(second, first)
    assert isinstance(there, Decimal)
    assert there == -back  # type: ignore[operator]


@given(st.dates(), st.integers(-200_000, 200_000))
def test_adding_saturates_and_never_stays_never(day: date, count: int) -> None:
    assert add_months(NEVER, Months(count)) == NEVER
    assert add_days(NEVER, timedelta(days=count)) == NEVER
    assert (add_months(day, Months(count)) >= day) == (count >= 0 or day in {NEVER, date.min})


def test_any_other_operation_on_never_is_absent() -> None:
    event_never = Absent("event_never")
    assert operation("subtract date date").meaning(NEVER, date(2024, 1, 1)) == event_never
    assert operation("years between").meaning(date(2024, 1, 1), NEVER) == event_never
    assert operation("property year").meaning(NEVER) == event_never
    assert operation("anniversaries").meaning(NEVER, date(2024, 1, 1), "down") == event_never
    assert operation("less date").meaning(date(2024, 1, 1), NEVER) is True
    assert last_hinge(NEVER, Months(12), date(2024, 1, 1), "down") == date(2024, 1, 1)


@given(decimals, decimals.filter(bool), st.integers(0, 4))
def test_a_rounded_quotient_is_rounded_once(a: Decimal, b: Decimal, scale: int) -> None:
    exact = Fraction(a) / Fraction(b) * 10**scale
    assert Fraction(operation("floor quotient").meaning(a, b, Decimal(scale))) * 10**scale == floor(exact)  # type: ignore[arg-type]
    half_up = operation("round half up quotient").meaning(a, b, Decimal(scale))
    nearest = floor(abs(exact) + Fraction(1, 2)) * (1 if exact >= 0 else -1)
    assert Fraction(half_up) * 10**scale == nearest  # type: ignore[arg-type]
    assert Fraction(operation("decimal quotient").meaning(a, b, Decimal(scale))) * 10**scale == round(exact)  # type: ignore[arg-type]


def test_a_quotient_just_below_a_half_is_not_rounded_twice() -> None:
    dividend, divisor = Decimal(5 * 10**35 - 1), Decimal(10**36)
    assert operation("divide number number").meaning(dividend, divisor) == Decimal("0.5")
    assert operation("round half up quotient").meaning(dividend, divisor, Decimal(0)) == 0


@given(decimals, st.integers(-3, 6))
def test_a_rounded_number_is_what_decimal_arithmetic_says(number: Decimal, scale: int) -> None:
    unit = Decimal(1).scaleb(-scale)
    for name, mode in (("decimal", ROUND_HALF_EVEN), ("round half up", ROUND_HALF_UP)):
        assert operation(name).meaning(number, Decimal(scale)) == number.quantize(unit, rounding=mode)


@given(st.integers(-100_000, 100_000).map(Months) | st.timedeltas(timedelta(days=-10_000), timedelta(days=10_000)))
def test_a_duration_comes_back_from_its_text(duration: Months | timedelta) -> None:
    assert read_duration(text_of(duration)) == duration


@given(st.dates(max_value=date(9999, 12, 30)))
def test_a_date_comes_back_from_its_text(day: date) -> None:
    assert read_date(text_of(day)) == day


@given(st.sampled_from(["+", "-", "*", "/", "modulo", "min", "max"]), *[st.tuples(decimals, decimals, decimals)] * 2)
def test_the_bounds_and_scale_of_a_type_hold_its_values(name: str, first: tuple[Decimal, ...], second: tuple[Decimal, ...]) -> None:
    (low1, a, high1), (low2, b, high2) = sorted(first), sorted(second)
    found = resolve(name, (Number("", low1, high1, 4), Number("", low2, high2, 4)))
    assert not isinstance(found, Mismatch)
    try:
        value = found.overload.meaning(a, b)
    except Undefined:
        assert not found.total
        return
    assert isinstance(found.type, Number)
    assert isinstance(value, Decimal)
    assert found.type.low is None or found.type.low <= value
    assert found.type.high is None or value <= found.type.high
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    assert len(value.as_tuple().digits) <= DIGITS
    assert found.type.scale is None or -exponent <= found.type.scale
