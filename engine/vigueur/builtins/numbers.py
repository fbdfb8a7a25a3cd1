"""Functions of one or two numbers: sign, parity, remainder, root, logarithm."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import cast

from vigueur.builtins.arithmetic import exact
from vigueur.builtins.operations import (
    DAYS,
    MONTHS,
    NUMBER,
    PURE,
    QUANTITY,
    Doc,
    Function,
    Mismatch,
    Overload,
    Parameter,
    Types,
    Undefined,
    seldom,
)
from vigueur.builtins.problems import DIVIDED_BY_ZERO, NOT_DEFINED
from vigueur.builtins.quantities import CONTEXT, Quantity, alike, bounds, finest, includes_zero, within
from vigueur.types import ANY_UNIT, Boolean, DaysDuration, MonthsDuration, Number, Type
from vigueur.values import Months, State


def _absolute(types: Types) -> Type:
    quantity = cast("Quantity", types[0])
    low, high = bounds(quantity)
    least = Decimal(0) if includes_zero((low, high)) else min(abs(n) for n in (low, high) if n is not None)
    most = None if low is None or high is None else max(abs(low), abs(high))
    return within(quantity, (least, most), quantity.scale)


def _remainder_type(types: Types) -> Type | Mismatch:
    first, second = types
    if isinstance(second, Number) and second.unit in {"", ANY_UNIT}:
        a, b = cast("Quantity", first), cast("Quantity", second)
        return within(a, (None, None), finest(a.scale, b.scale))
    pair = alike(first, second)
    return pair if isinstance(pair, Mismatch) else within(pair[0], (None, None), finest(pair[0].scale, pair[1].scale))


def _remainder(dividend: Decimal, divisor: Decimal) -> State:
    """Dividend - divisor * floor(dividend / divisor): of the sign of the divisor."""
    if not divisor:
        raise Undefined(DIVIDED_BY_ZERO)
    a, b = Fraction(dividend), Fraction(divisor)
    rest = a - b * (a // b)
    return exact(CONTEXT.divide)(CONTEXT.create_decimal(rest.numerator), CONTEXT.create_decimal(rest.denominator))


def _above(types: Types, *, zero: bool) -> bool:
    low = cast("Quantity", types[0]).low
    return low is not None and (low > 0 or (zero and low == 0))


def _logarithm(number: Decimal) -> State:
    if number <= 0:
        raise Undefined(NOT_DEFINED, value=number)
    return exact(CONTEXT.ln)(number)


def _whole(remainder: int) -> Callable[..., State]:
    def meaning(number: Decimal) -> State:
        if number != number.to_integral_value():
            raise Undefined(NOT_DEFINED, value=number)
        return int(number) % 2 == remainder

    return meaning


def _is_whole(types: Types) -> bool:
    return cast("Number", types[0]).scale == 0


def _real(low: Decimal | None) -> Callable[[Types], Type]:
    return lambda _types: Number(low=low)


def _parameters(*kinds: str) -> tuple[Parameter, ...]:
    return tuple(Parameter(name, PURE) for name in kinds)


FUNCTIONS = (
    Function(
        "abs",
        (
            Overload("abs", (Parameter("n", QUANTITY),), _absolute, exact(CONTEXT.abs)),
            Overload("abs months", (Parameter("n", MONTHS),), lambda _: MonthsDuration(), lambda d: Months(abs(d.count))),
            Overload("abs days", (Parameter("n", DAYS),), lambda _: DaysDuration(), lambda d: max(d, -d, timedelta(0))),
        ),
        Doc("The absolute value of a number or duration.", "La valeur absolue d'un nombre ou d'une durée.", "abs(-10)", "10"),
    ),
    Function(
        "modulo",
        (
            Overload(
                "modulo",
                (Parameter("dividend", QUANTITY), Parameter("divisor", QUANTITY)),
                _remainder_type,
                _remainder,
                total=lambda types: not includes_zero(bounds(cast("Quantity", types[1]))),
            ),
        ),
        Doc(
            "The remainder of a division; it has the sign of the divisor.",
            "Le reste d'une division ; il a le signe du diviseur.",
            "modulo(-12, 5)",
            "3",
        ),
    ),
    Function(
        "sqrt",
        (
            Overload(
                "sqrt",
                _parameters("number"),
                _real(Decimal(0)),
                exact(CONTEXT.sqrt),
                total=lambda types: _above(types, zero=True),
            ),
        ),
        Doc("The square root.", "La racine carrée.", "sqrt(16)", "4"),
    ),
    Function(
        "exp",
        (Overload("exp", _parameters("number"), _real(Decimal(0)), exact(CONTEXT.exp), total=seldom),),
        Doc("Euler's number to a power.", "L'exponentielle.", "exp(0)", "1"),
    ),
    Function(
        "log",
        (
            Overload(
                "log",
                _parameters("number"),
                _real(None),
                _logarithm,
                total=lambda types: _above(types, zero=False),
            ),
        ),
        Doc("The natural logarithm.", "Le logarithme népérien.", "log(1)", "0"),
    ),
    Function(
        "even",
        (Overload("even", (Parameter("number", NUMBER),), lambda _: Boolean(), _whole(0), total=_is_whole),),
        Doc("Whether a whole number is even.", "Si un entier est pair.", "even(4)", "true"),
    ),
    Function(
        "odd",
        (Overload("odd", (Parameter("number", NUMBER),), lambda _: Boolean(), _whole(1), total=_is_whole),),
        Doc("Whether a whole number is odd.", "Si un entier est impair.", "odd(4)", "false"),
    ),
)
