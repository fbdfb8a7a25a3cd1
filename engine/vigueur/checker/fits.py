"""Whether a value may stand where a type is expected, and literals that take its unit or currency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from vigueur.checker.words import type_words
from vigueur.diagnostics.problems import Problem, problem
from vigueur.ir import nodes as ir
from vigueur.source import Span
from vigueur.suggestion import nearest
from vigueur.types import ANY_UNIT, Anything, Enumeration, ListOf, Money, Number, RangeOf, RecordOf, Text, Type

LARGEST: Final = Decimal(10) ** 18
"""Results of provisions lie within ± this: sums of a thousand facts do."""


def misfit(expr: ir.Expr, given: Type, expected: Type, span: Span, *, strict: bool) -> Problem | None:
    """The problem of a value of one type where another is expected; None where it fits."""
    match given, expected:
        case (Anything(), _) | (_, Anything()):
            return None
        case Enumeration(codes), Enumeration(known):
            wrong = [c for c in codes if c not in known]
            return problem("VG112", span, code=wrong[0], near=nearest(wrong[0], known), codes=", ".join(known[:12])) if wrong else None
        case Text(), Enumeration(known) if isinstance(expr, ir.Const) and isinstance(expr.value, str):
            wrong = [expr.value] if expr.value not in known else []
            return problem("VG112", span, code=wrong[0], near=nearest(wrong[0], known), codes=", ".join(known[:12])) if wrong else None
        case Enumeration(), Text():
            return None
        case ((Number() | Money()), (Number() | Money())) if _same_unit(given, expected):
            return _outside(given, expected, span) if strict else None
        case (ListOf(item), ListOf(wanted)) | (RangeOf(item), RangeOf(wanted)):
            members: Sequence[ir.Expr] = expr.items if isinstance(expr, ir.Items) else ()
            for member in members:
                found = misfit(member, item, wanted, span, strict=strict)
                if found:
                    return found
            return misfit(ir.Const(value=False, type=item), item, wanted, span, strict=strict) if not members else None
        case RecordOf(fields), RecordOf(wanted_fields):
            kinds = dict(fields)
            for name, kind in wanted_fields:
                if name not in kinds:
                    return _wrong(given, expected, span)
                found = misfit(ir.Const(value=False, type=kinds[name]), kinds[name], kind, span, strict=strict)
                if found:
                    return found
            return None
        case _:
            return None if type(given) is type(expected) and not isinstance(given, Number | Money) else _wrong(given, expected, span)


def _wrong(given: Type, expected: Type, span: Span) -> Problem:
    (en, fr), (given_en, given_fr) = type_words(expected), type_words(given)
    return problem("VG114", span, expected=en, attendu=fr, given_en=given_en, given_fr=given_fr)


def _same_unit(given: Type, expected: Type) -> bool:
    match given, expected:
        case Number(unit=unit), Number(unit=wanted):
            return unit in {wanted, ANY_UNIT} or wanted == ANY_UNIT
        case Number(unit=unit), Money():
            return unit == ANY_UNIT
        case Money(currency), Money(wanted):
            return currency == wanted
        case _:
            return False


def _outside(given: Number | Money, expected: Type, span: Span) -> Problem | None:
    """What its bounds or its decimals say that it cannot be."""
    if not isinstance(expected, Number | Money):
        return None
    low = max(expected.low, -LARGEST) if expected.low is not None and expected.low > -_DEFAULT else -LARGEST
    high = min(expected.high, LARGEST) if expected.high is not None and expected.high < _DEFAULT else LARGEST
    fixed = given.low is not None and given.low == given.high
    beyond = (given.low is not None and given.low < low) or (given.high is not None and given.high > high)
    if beyond and (fixed or low == -LARGEST or high == LARGEST):
        return problem("VG136", span, low=_plain(low), high=_plain(high))
    return None


_DEFAULT: Final = Decimal(10) ** 15


def _plain(value: Decimal) -> str:
    return f"{'-' if value < 0 else ''}10^{value.adjusted()}" if abs(value) >= LARGEST else format(value, "f")


def fitted(expr: ir.Expr, expected: Type) -> ir.Expr:
    """The expression with its literals as values of the type: a bare number takes the unit or the currency of its place."""
    match expr, expected:
        case ir.Const(value, Number(unit=unit) as number), (Number() | Money()) if unit == ANY_UNIT:
            if isinstance(expected, Money):
                return ir.Const(value, Money(expected.currency, number.low, number.high, number.scale))
            return ir.Const(value, replace(number, unit="" if expected.unit == ANY_UNIT else expected.unit))
        case ir.Const(value), Enumeration() if isinstance(value, str):
            return ir.Const(value, expected)
        case ir.Const(value), ListOf():
            return ir.Const(value, expected)
        case ir.If(condition, then, otherwise), _:
            return ir.If(condition, fitted(then, expected), fitted(otherwise, expected), expected)
        case ir.Items(items), ListOf(item):
            return ir.Items(tuple(fitted(i, item) for i in items), expected)
        case _:
            return expr
