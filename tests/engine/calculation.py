"""A calculator of closed expressions for the tests of this room: parses, resolves each operation by types, applies its meaning."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from vigueur.builtins import Mismatch, Resolved, operation, resolve, resolve_named
from vigueur.builtins.quantities import join
from vigueur.source import Fragment
from vigueur.syntax import ast
from vigueur.syntax.parser import parse_expression
from vigueur.types import (
    ANY_UNIT,
    Anything,
    Boolean,
    Date,
    DaysDuration,
    ListOf,
    Money,
    MonthsDuration,
    Number,
    RangeOf,
    Text,
    Type,
)
from vigueur.values import Absent, Months, Range, State


class Mistyped(Exception):  # noqa: N818 - it carries a mismatch
    """What the checker would refuse."""

    def __init__(self, mismatch: Mismatch) -> None:
        super().__init__(mismatch.fault)
        self.mismatch = mismatch


Typed = tuple[State, Type]


def calculate(text: str, month_end: Literal["down", "up"] = "down") -> Typed:
    """The value and type of an expression."""
    return _evaluate(parse_expression(Fragment.of(text)), month_end)


def apply(resolved: Resolved | Mismatch, values: tuple[State, ...], month_end: Literal["down", "up"]) -> Typed:
    """The value of a call, absent operands spreading."""
    if isinstance(resolved, Mismatch):
        raise Mistyped(resolved)
    ordered = tuple(values[i] for i in resolved.order)
    absent = next((v for v in ordered if isinstance(v, Absent)), None)
    if absent is not None:
        return absent, resolved.type
    rounding = (month_end,) if resolved.overload.rounding else ()
    return operation(resolved.overload.key).meaning(*ordered, *rounding), resolved.type


def type_of(value: State) -> Type:
    """The type of a value that is written out."""
    match value:
        case bool():
            return Boolean()
        case Decimal():
            exponent = value.as_tuple().exponent
            return Number(ANY_UNIT, value, value, max(0, -exponent) if isinstance(exponent, int) else None)
        case str():
            return Text()
        case date():
            return Date(low=value, high=value)
        case timedelta():
            return DaysDuration()
        case Months():
            return MonthsDuration()
        case _:
            return Anything()


def _evaluate(expr: ast.Expr, month_end: Literal["down", "up"]) -> Typed:
    def call(name: str, *operands: ast.Expr) -> Typed:
        pairs = [_evaluate(o, month_end) for o in operands]
        values = tuple(v for v, _ in pairs)
        return apply(resolve(name, tuple(t for _, t in pairs), values), values, month_end)

    match expr:
        case ast.Number() | ast.Text() | ast.Boolean() | ast.Temporal():
            return expr.value, type_of(expr.value)
        case ast.Quantity():
            return _quantity(expr)
        case ast.Negate():
            return call("negate", expr.operand)
        case ast.Arithmetic() | ast.Compare():
            return call(expr.op, expr.left, expr.right)
        case ast.Items():
            return _items([_evaluate(i, month_end) for i in expr.items])
        case ast.Range():
            ends = [_evaluate(e, month_end) if e is not None else None for e in (expr.low, expr.high)]
            item = next(e[1] for e in ends if e)
            low, high = (e[0] if e else None for e in ends)
            return Range(low, high, expr.low_closed, expr.high_closed), RangeOf(item)  # type: ignore[arg-type]
        case ast.In() if len(expr.tests) == 1 and isinstance(expr.tests[0], ast.Range):
            operands = (_evaluate(expr.operand, month_end), _evaluate(expr.tests[0], month_end))
            return operation("in range point range").meaning(operands[0][0], operands[1][0]), Boolean()
        case ast.Path():
            value, given = _evaluate(expr.base, month_end)
            key = f"property {expr.name}"
            found = operation(key)
            if not found.parameters[0].accepts.holds(given):
                raise Mistyped(Mismatch("argument", key))
            return found.meaning(value), Boolean() if isinstance(found.result((given,)), Mismatch) else _known(found.result((given,)))
        case ast.Call():
            return _call(expr, month_end)
        case _:
            raise NotImplementedError(type(expr).__name__)


def _known(given: Type | Mismatch) -> Type:
    assert not isinstance(given, Mismatch)
    return given


def _quantity(expr: ast.Quantity) -> Typed:
    match expr.unit:
        case "%":
            return expr.value / 100, Number("", expr.value / 100, expr.value / 100)
        case "year":
            return Months(int(expr.value) * 12), MonthsDuration()
        case "month":
            return Months(int(expr.value)), MonthsDuration()
        case "day":
            return timedelta(days=int(expr.value)), DaysDuration()
        case currency:
            return expr.value, Money(currency, expr.value, expr.value)


def _items(pairs: list[Typed]) -> Typed:
    item: Type = Anything()
    for _, given in pairs:
        joined = join(item, given)
        if isinstance(joined, Mismatch):
            raise Mistyped(joined)
        item = joined
    return tuple(v for v, _ in pairs), ListOf(item)


def _call(expr: ast.Call, month_end: Literal["down", "up"]) -> Typed:
    pairs = [_evaluate(a.value, month_end) for a in expr.arguments]
    values = tuple(v for v, _ in pairs)
    types = tuple(t for _, t in pairs)
    names = [a.name for a in expr.arguments]
    if any(names):
        return apply(resolve_named(expr.function, tuple(zip(names, types, strict=True)), values), values, month_end)
    return apply(resolve(expr.function, types, values), values, month_end)
