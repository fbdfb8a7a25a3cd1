"""The list of days on which something may change, held against a scan of every day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from tests.properties.test_time import NUMBER, arranged, dates, held, histories, program
from tests.reference.time import Deed

from vigueur.builtins import resolve
from vigueur.builtins.registry import Resolved
from vigueur.interpreter.machine import Machine, evaluate_in
from vigueur.ir import nodes as ir
from vigueur.regime.days import turning_days
from vigueur.types import Boolean, Date, ListOf, MonthsDuration, Number, Text
from vigueur.values import Months, State

BEGINNINGS = [date(2019, 12, 1), date(2020, 8, 15), date(2021, 2, 20), date(2022, 2, 27)]
SCANNED = timedelta(days=320)
DATE = Date(event=True)


def call(name: str, *args: ir.Expr, types: tuple[object, ...]) -> ir.Expr:
    found = resolve(name, types)  # type: ignore[arg-type]
    assert isinstance(found, Resolved)
    rounding = (ir.Const("down", Text()),) if found.overload.rounding else ()
    return ir.Call(found.overload.key, (*args, *rounding), found.type)


def fact(name: str) -> ir.Expr:
    return ir.Fact(name, DATE)


day_terms = st.one_of(
    st.just(ir.Day()),
    st.integers(-30, 30).map(lambda n: call("+", ir.Day(), ir.Const(Months(n), MonthsDuration()), types=(Date(), MonthsDuration()))),
    st.sampled_from(["signed", "hired"]).map(lambda f: call("min", ir.Day(), fact(f), types=(DATE, DATE))),
    st.sampled_from(["signed", "hired"]).map(lambda f: call("max", ir.Day(), fact(f), types=(DATE, DATE))),
)
fixed_terms = st.one_of(
    st.sampled_from(["signed", "hired", "switch"]).map(fact),
    st.sampled_from(["signed", "hired"]).map(
        lambda f: call("+", fact(f), ir.Const(Months(7), MonthsDuration()), types=(DATE, MonthsDuration()))
    ),
    st.just(ir.Const(date(2021, 2, 28), DATE)),
)
conditions = st.tuples(day_terms, st.one_of(fixed_terms, day_terms), st.sampled_from(["<", "<=", ">", ">=", "="])).map(
    lambda t: call(t[2], t[0], t[1], types=(DATE, DATE))
)
years = st.tuples(st.sampled_from(["signed", "hired"]), day_terms).map(
    lambda t: call("anniversaries", fact(t[0]), t[1], types=(DATE, DATE))
)
SPANS = ir.Const(tuple(map(Decimal, (-1, 2, 5))), ListOf(Number()))


def in_rounds(term: ir.Expr, base: ir.Expr) -> ir.Expr:
    """A condition in rounds: so many times four months after a date."""
    months = ir.Const(Months(4), MonthsDuration())
    spans = ir.Call("multiply number months", (ir.Local("k", Number()), months), MonthsDuration())
    moved = call("+", base, spans, types=(DATE, MonthsDuration()))
    return ir.For("k", SPANS, call("<=", moved, term, types=(DATE, DATE)), ListOf(Boolean()))


rounds = st.tuples(day_terms, fixed_terms).map(lambda t: in_rounds(*t))
elsewhere = day_terms.map(lambda e: ir.On(ir.Reference("p", NUMBER), e))
anything = st.one_of(conditions, years, elsewhere, rounds, st.tuples(conditions, day_terms).map(lambda t: ir.On(*t)))


@given(histories(), dates, anything, st.sampled_from(BEGINNINGS))
def test_nothing_changes_on_another_day(deeds: list[Deed], case: dict[str, date], expr: ir.Expr, first: date) -> None:
    last = first + SCANNED
    law = program(arranged(deeds), "down")
    reading = ir.Provision("q", "formula", Boolean(), ir.Words(), expr)
    law = replace(law, provisions={**law.provisions, "q": reading})
    machine = Machine(law)
    context = machine.evaluate(held(case), as_of=first, decisions=["q"])
    turns = turning_days(law, ["p", "q"], case, lambda e, day, bound: evaluate_in(context, e, day, bound), (first, last))
    before: tuple[State, ...] | None = None
    day = first
    while day <= last:
        steps = machine.evaluate(held(case), as_of=day, decisions=["p", "q"]).answers
        now = (steps["p"].state, steps["q"].state)
        assert before is None or now == before or day in turns
        before = now
        day += timedelta(days=1)
