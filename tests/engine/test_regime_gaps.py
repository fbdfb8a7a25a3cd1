"""Holes in time: found on load, and shown with a case in which they happen."""

from __future__ import annotations

from datetime import date

from vigueur.diagnostics.problems import Problem
from vigueur.ir import nodes as ir
from vigueur.regime.gaps import Group, Subject, gaps
from vigueur.regime.made import AtOnce, ClockSpec, Dating, Every, Keep, Made, Opening
from vigueur.regime.operands import operands
from vigueur.regime.order import Order, ordered
from vigueur.source import Source, Span
from vigueur.types import Boolean, Date, Number
from vigueur.values import Months

PLACE = Span(Source("text.yaml", "set:"), 0, 3)
SIGNED = Dating("signed", ir.Fact("signed", Date(event=True)))
CALENDAR = ir.Calendar(date(2019, 1, 1), date(2036, 12, 31), "down")
YEARLY = Every(Months(12))


def made(text: str, year: int, opening: Opening, verb: str = "set") -> Made:
    on = (date(year, 1, 1), date(year, 1, 1))
    return Made(text, verb, on, on, PLACE, cases_of_text=ClockSpec(SIGNED, opening))  # type: ignore[arg-type]


def order(*deeds: Made) -> Order:
    found, problems = ordered("p", deeds)
    assert found is not None
    assert not problems
    return found


def check(reader: Order, operand: Order) -> tuple[Problem, ...]:
    """What is wrong where each effect of `a` reads `b`."""
    places = {i: {"b": PLACE} for i in range(len(reader.made))}
    return tuple(p for p in gaps({"a": Subject(reader, places), "b": Subject(operand)}, {}, CALENDAR) if p.code == "VG511")


FIRST = made("first", 2019, Keep())


def test_a_rule_of_new_cases_may_not_read_what_new_cases_no_longer_have() -> None:
    found = check(order(FIRST), order(FIRST, made("second", 2023, Keep(), "repeal")))
    details = dict(found[0].details)
    assert (details["case"], details["day"], details["known"]) == ("signed = 2023-01-01", "2023-01-01", "2023-01-01")


def test_what_both_keep_is_no_hole() -> None:
    repeal = made("second", 2023, Keep(), "repeal")
    assert check(order(FIRST, repeal), order(FIRST, repeal)) == ()


def test_a_reader_that_outlives_its_operand_by_a_year_is_a_hole() -> None:
    at_once = order(FIRST, made("second", 2023, AtOnce(), "repeal"))
    yearly = order(FIRST, made("second", 2023, YEARLY, "repeal"))
    assert check(yearly, at_once)
    assert not check(at_once, yearly)


def test_a_slower_period_that_is_a_multiple_is_never_ahead() -> None:
    yearly = order(FIRST, made("second", 2023, YEARLY, "repeal"))
    five_yearly = order(FIRST, made("second", 2023, Every(Months(60)), "repeal"))
    assert not check(yearly, five_yearly)
    assert check(five_yearly, yearly)


def test_a_text_published_later_leaves_a_hole_in_what_was_known_before() -> None:
    late = Made("late", "set", (date(2021, 1, 1),) * 2, (date(2019, 1, 1),) * 2, PLACE, cases_of_text=ClockSpec(SIGNED, Keep()))
    found = check(order(FIRST, made("second", 2020, Keep())), order(late))
    assert found
    assert dict(found[0].details)["known"] in {"2019-01-01", "2020-01-01"}


def test_a_composition_that_loses_all_its_conditions_is_told() -> None:
    lifted = order(FIRST, made("second", 2023, AtOnce(), "repeal"))
    found = gaps({"a": Subject(lifted), "b": Subject(lifted)}, {"all": Group("all", PLACE, ("a", "b"))}, CALENDAR)
    assert [p.code for p in found] == ["VG513"]
    assert not gaps({"a": Subject(lifted), "b": Subject(order(FIRST))}, {"all": Group("all", PLACE, ("a", "b"))}, CALENDAR)


def test_what_is_withdrawn_on_the_day_of_its_publication_never_governs() -> None:
    on = (date(2020, 1, 1),) * 2
    annulment = Made("annulment", "withdraw", on, on, PLACE, withdraws=("second",))
    found = gaps({"p": Subject(order(FIRST, made("second", 2020, Keep()), annulment))}, {}, CALENDAR)
    assert [p.code for p in found] == ["VG512"]
    assert dict(found[0].details)["text"] == "second"


def test_present_and_membership_are_no_operands() -> None:
    number, truth = ir.Reference("n", Number()), ir.Reference("t", Boolean())
    zero = ir.Const(value=True, type=Boolean())
    comparison = ir.Call("less number", (number, number), Boolean())
    assert operands(comparison) == {"n"}
    assert operands(ir.All((truth, comparison))) == {"n"}
    assert operands(ir.If(ir.Present(number), comparison, zero, Boolean())) == frozenset()
    assert operands(ir.All((ir.Present(number), comparison))) == frozenset()
    assert operands(ir.On(comparison, ir.Day())) == frozenset()
