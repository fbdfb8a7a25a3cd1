"""What the checker accepts cannot fail: generated expressions over facts within their bounds always give a value of their type."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from vigueur.checker.expressions import check_expression
from vigueur.checker.names import Scope
from vigueur.diagnostics.problems import Problem
from vigueur.interpreter.closures import Compiler
from vigueur.interpreter.machine import Machine
from vigueur.interpreter.run import Run
from vigueur.ir import nodes as ir
from vigueur.source import Fragment
from vigueur.syntax.parser import parse_expression
from vigueur.types import Boolean, Date, Enumeration, Money, Number, Text, Type
from vigueur.values import NEVER, Months, State

_TYPES: dict[str, Type] = {
    "n": Number("patients", Decimal(0), Decimal(5000), 0),
    "m": Number("patients", Decimal(-50), Decimal(50), 2),
    "p": Number("", Decimal(0), Decimal(1), 4),
    "q": Number("", Decimal(1), Decimal(12), 0),
    "e": Money("EUR", Decimal(0), Decimal(10) ** 15, 2),
    "d": Date(),
    "b": Boolean(),
    "c": Enumeration(("x", "y", "z")),
}
_FACTS = {name: ir.FactSpec(name, type_, ir.Words(), ir.Words()) for name, type_ in _TYPES.items()}
_PROGRAM = ir.Program("t", ir.Words(), "fr", ir.Calendar(date.min, date.max, "down"), _FACTS, {}, {}, {}, {}, (), {}, {})
_SCOPE = Scope(facts=_FACTS)


def _decimals(low: int, high: int, places: int) -> st.SearchStrategy[Decimal]:
    return st.decimals(low, high, places=places, allow_nan=False)


FACTS = st.fixed_dictionaries(
    {
        "n": _decimals(0, 5000, 0),
        "m": _decimals(-50, 50, 2),
        "p": _decimals(0, 1, 4),
        "q": _decimals(1, 12, 0),
        "e": _decimals(0, 10**15, 2),
        "d": st.dates(date(1900, 1, 1), date(2100, 1, 1)),
        "b": st.booleans(),
        "c": st.sampled_from(["x", "y", "z"]),
    }
)

_NUMBERS = st.sampled_from(["n", "m", "p", "q", "e", "0", "1", "2.5", "20 %", "100 EUR"])


def _numbers(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from("+-*"), inner),
        st.builds("{}({} / {}, {})".format, st.sampled_from(["round half up", "round down", "decimal"]), inner, inner, st.integers(-2, 4)),
        st.builds("(if {0} > 0 then round up({1} / {0}, 2) else {2})".format, inner, inner, inner),
        st.builds("(if {0} != 0 then round up({1} / {0}, 2) else {2})".format, inner, inner, inner),
        st.builds("(if {} {} {} then {} else {})".format, inner, st.sampled_from(["<", ">=", "="]), inner, inner, inner),
        st.builds("{}({}, {})".format, st.sampled_from(["min", "max", "modulo"]), inner, inner),
        st.builds("{}({})".format, st.sampled_from(["abs", "-", "floor", "sqrt", "number", "sum"]), inner),
        st.builds("sum([{}, {}])".format, inner, inner),
    )


NUMBERS = st.recursive(_NUMBERS, _numbers, max_leaves=6)
CONDITIONS = st.recursive(
    st.one_of(
        st.builds("{} {} {}".format, NUMBERS, st.sampled_from(["<", "<=", ">", ">=", "=", "!="]), NUMBERS),
        st.builds('c in ["{}", "y"]'.format, st.sampled_from("xyzw")),
        st.builds("d + {} months < day".format, st.integers(0, 400)),
        st.builds("anniversaries(d, day) >= {}".format, st.integers(0, 9)),
        st.just("b"),
    ),
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from(["and", "or"]), inner), st.builds("not({})".format, inner)
    ),
    max_leaves=5,
)


def _fits(value: State, type_: Type) -> bool:
    match type_:
        case Number(low=low, high=high, scale=scale) | Money(low=low, high=high, scale=scale):
            assert isinstance(value, Decimal)
            within = (low is None or low <= value) and (high is None or value <= high)
            return within and (scale is None or value == round(value, scale))
        case Boolean():
            return isinstance(value, bool)
        case Date():
            return isinstance(value, date)
        case Text() | Enumeration():
            return isinstance(value, str)
        case _:
            return isinstance(value, timedelta | Months | tuple)


@given(st.one_of(NUMBERS, CONDITIONS), FACTS)
def test_what_is_accepted_gives_a_value_of_its_type(text: str, facts: dict[str, State]) -> None:
    problems: list[Problem] = []
    expr, type_ = check_expression(parse_expression(Fragment.of(text)), _SCOPE, None, problems)
    assume(not problems)
    run = Run(facts, date(2024, 2, 29), NEVER, {})
    assert _fits(Compiler(Machine(_PROGRAM), "t").compile(expr)(run), type_)
