"""The operators + - * / ** and the sign, on numbers, money, dates, durations and texts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import cast

from vigueur.builtins import calendar
from vigueur.builtins.operations import (
    DATE,
    DAYS,
    MONTHS,
    PURE,
    QUANTITY,
    TEXT,
    Doc,
    Function,
    Kind,
    Mismatch,
    Overload,
    Parameter,
    Types,
    Undefined,
    always,
    seldom,
)
from vigueur.builtins.problems import DIVIDED_BY_ZERO, NOT_DEFINED, TOO_LARGE, TOO_MUCH_WORK
from vigueur.builtins.quantities import (
    CONTEXT,
    UNBOUNDED,
    Interval,
    Quantity,
    add,
    alike,
    bounds,
    constant,
    divide,
    finest,
    includes_zero,
    multiply,
    negate,
    within,
)
from vigueur.types import ANY_UNIT, Date, DaysDuration, Money, MonthsDuration, Number, Text, Type
from vigueur.values import Months, State

MOST_DAYS = 10_000_000
"""No days duration spans more; nothing in a calendar of 9999 years needs it."""
MOST_TEXT = 1_000_000


def exact(operation: Callable[..., Decimal]) -> Callable[..., Decimal]:
    """An operation on numbers whose failure has a code; -0 is 0."""

    def meaning(*numbers: Decimal) -> Decimal:
        try:
            result = CONTEXT.plus(operation(*numbers))
        except DivisionByZero:
            raise Undefined(DIVIDED_BY_ZERO) from None
        except Overflow:
            raise Undefined(TOO_LARGE) from None
        except InvalidOperation:
            if operation == CONTEXT.divide:  # 0 / 0
                raise Undefined(DIVIDED_BY_ZERO) from None
            raise Undefined(NOT_DEFINED, value=", ".join(format(n, "f") if abs(n.adjusted()) < 40 else str(n) for n in numbers)) from None  # noqa: PLR2004 - as a line bears
        if not result.is_finite():  # 0 ** -1
            raise Undefined(DIVIDED_BY_ZERO)
        return result

    return meaning


def _sum_type(combine: Callable[[Interval, Interval], Interval]) -> Callable[[Types], Type | Mismatch]:
    def result(types: Types) -> Type | Mismatch:
        pair = alike(types[0], types[1])
        if isinstance(pair, Mismatch):
            return pair
        a, b = pair
        return within(a, combine(bounds(a), bounds(b)), finest(a.scale, b.scale))

    return result


def _scales(a: int | None, b: int | None) -> int | None:
    return None if a is None or b is None else a + b


def _product(types: Types) -> Type | Mismatch:
    a, b = cast("tuple[Quantity, Quantity]", types)
    interval, scale = multiply(bounds(a), bounds(b)), _scales(a.scale, b.scale)
    match a, b:
        case Money(), Money():
            return Mismatch("unit_product", types=types)
        case Money(), Number():
            return within(a, interval, scale) if PURE.holds(b) else Mismatch("unit_product", types=types)
        case Number(), Money():
            return within(b, interval, scale) if PURE.holds(a) else Mismatch("unit_product", types=types)
        case Number(), Number() if a.unit == ANY_UNIT or (a.unit == "" and b.unit != ANY_UNIT):
            return within(b, interval, scale)
        case _:
            return within(a, interval, scale) if PURE.holds(b) else Mismatch("unit_product", types=types)


def _quotient(types: Types) -> Type | Mismatch:
    a, b = cast("tuple[Quantity, Quantity]", types)
    interval, scale = divide(bounds(a), bounds(b)), _quotient_scale(a.scale, constant(b))
    match a, b:
        case Money(), Money():
            return within(Number(), interval, scale) if a.currency == b.currency else Mismatch("currencies", types=types)
        case Money(), Number() if b.unit in {"", ANY_UNIT}:
            return within(a, interval, scale)
        case Number(), Number() if b.unit in {"", ANY_UNIT}:
            return within(a, interval, scale)
        case Number(), Number() if a.unit == b.unit:
            return within(Number(), interval, scale)
        case _:
            return Mismatch("unit_product", types=types)


def _quotient_scale(scale: int | None, divisor: Decimal | None) -> int | None:
    """The scale of a quotient whose divisor's reciprocal is a finite decimal (2, 4, 5, 0.2 …); else unbounded."""
    if scale is None or not divisor or abs(divisor.adjusted()) > 40:  # noqa: PLR2004 - beyond, 34 digits are exceeded
        return None
    numerator, denominator = divisor.as_integer_ratio()
    rest, twos, fives = abs(numerator), 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return None
    while denominator % 10 == 0:
        denominator //= 10
    return scale + max(twos, fives)


def _divisible(types: Types) -> bool:
    return not includes_zero(bounds(cast("Quantity", types[1])))


def _power(types: Types) -> Type | Mismatch:
    base, exponent = cast("tuple[Number, Number]", types)
    n = constant(exponent)
    if n is None or n != n.to_integral_value() or not 0 <= n <= 20:  # noqa: PLR2004 - beyond, 34 digits are soon exceeded
        return Number()
    interval: Interval = (Decimal(1), Decimal(1))
    for _ in range(int(n)):
        interval = multiply(interval, bounds(base)) if bounds(base) != UNBOUNDED else UNBOUNDED
    return Number(base.unit, *interval, None if base.scale is None else base.scale * int(n))


def _power_defined(types: Types) -> bool:
    result = _power(types)
    return isinstance(result, Number) and result.low is not None and result.high is not None and result.scale is not None


def _operator(name: str, doc: Doc, *overloads: Overload) -> Function:
    return Function(name, overloads, doc)


def _pair(a: Kind, b: Kind) -> tuple[Parameter, Parameter]:
    return Parameter("a", a), Parameter("b", b)


def _fixed(given: Type) -> Callable[[Types], Type]:
    return lambda _types: given


def _moved(position: int) -> Callable[[Types], Type]:
    """A date moved by a duration that only running tells; `never` stays `never`, and what passes the end becomes it."""

    def result(types: Types) -> Type:
        given = types[position]
        return Date(isinstance(given, Date) and given.event)

    return result


def _joined(a: str, b: str) -> State:
    if len(a) + len(b) > MOST_TEXT:
        raise Undefined(TOO_MUCH_WORK, limit=MOST_TEXT)
    return a + b


def add_months(a: Months, b: Months) -> State:
    return Months(a.count + b.count)


def add_days(a: timedelta, b: timedelta) -> State:
    """Two days durations together."""
    return _days(lambda: a + b)


def _days(operation: Callable[[], timedelta]) -> timedelta:
    try:
        result = operation()
    except OverflowError:
        raise Undefined(TOO_LARGE) from None
    if abs(result.days) > MOST_DAYS:
        raise Undefined(TOO_LARGE)
    return result


_MICROSECOND = timedelta(microseconds=1)


def _scaled_days(duration: timedelta, factor: Decimal) -> State:
    whole = exact(CONTEXT.multiply)(Decimal(duration // _MICROSECOND), factor)
    return _from_microseconds(whole)


def _divided_days(duration: timedelta, divisor: Decimal) -> State:
    return _from_microseconds(exact(CONTEXT.divide)(Decimal(duration // _MICROSECOND), divisor))


def _from_microseconds(count: Decimal) -> timedelta:
    if count.adjusted() > 20:  # noqa: PLR2004 - more than a calendar holds
        raise Undefined(TOO_LARGE)
    if count != count.to_integral_value():
        raise Undefined(NOT_DEFINED, value=format(count.scaleb(-6), "f"))  # finer than a duration can be
    return _days(lambda: timedelta(microseconds=int(count)))


def _scaled_months(duration: Months, factor: Decimal) -> State:
    return _whole_months(exact(CONTEXT.multiply)(Decimal(duration.count), factor))


def _divided_months(duration: Months, divisor: Decimal) -> State:
    return _whole_months(exact(CONTEXT.divide)(Decimal(duration.count), divisor))


def _whole_months(count: Decimal) -> Months:
    if count.adjusted() > 20:  # noqa: PLR2004 - more than a calendar holds
        raise Undefined(TOO_LARGE)
    return Months(int(count))  # FEEL drops the rest, towards zero


def _ratio_of_days(a: timedelta, b: timedelta) -> State:
    return exact(CONTEXT.divide)(Decimal(a // _MICROSECOND), Decimal(b // _MICROSECOND))


def _ratio_of_months(a: Months, b: Months) -> State:
    return exact(CONTEXT.divide)(Decimal(a.count), Decimal(b.count))


_add = exact(CONTEXT.add)
_subtract = exact(CONTEXT.subtract)
_multiply = exact(CONTEXT.multiply)
_divide = exact(CONTEXT.divide)

_NUMBERS = _pair(QUANTITY, QUANTITY)

FUNCTIONS = (
    _operator(
        "+",
        Doc(
            "The sum; texts are joined; a duration moves a date.",
            "La somme ; les textes sont accolés ; une durée déplace une date.",
            "1 + 2",
            "3",
        ),
        Overload("add number number", _NUMBERS, _sum_type(add), _add),
        Overload("add text text", _pair(TEXT, TEXT), _fixed(Text()), _joined),
        Overload("add date months", _pair(DATE, MONTHS), _moved(0), calendar.add_months),
        Overload("add date days", _pair(DATE, DAYS), _moved(0), calendar.add_days),
        Overload("add months date", _pair(MONTHS, DATE), _moved(1), lambda d, day: calendar.add_months(day, d)),
        Overload("add days date", _pair(DAYS, DATE), _moved(1), lambda d, day: calendar.add_days(day, d)),
        Overload("add months months", _pair(MONTHS, MONTHS), _fixed(MonthsDuration()), add_months),
        Overload("add days days", _pair(DAYS, DAYS), _fixed(DaysDuration()), add_days),
    ),
    _operator(
        "-",
        Doc(
            "The difference; between two dates, the days from the second to the first.",
            "La différence ; entre deux dates, les jours de la seconde à la première.",
            'date("2024-03-01") - date("2024-02-01")',
            'duration("P29D")',
        ),
        Overload("subtract number number", _NUMBERS, _sum_type(lambda a, b: add(a, negate(b))), _subtract),
        Overload("subtract date date", _pair(DATE, DATE), _fixed(DaysDuration()), calendar.difference),
        Overload("subtract date months", _pair(DATE, MONTHS), _moved(0), lambda day, d: calendar.add_months(day, Months(-d.count))),
        Overload("subtract date days", _pair(DATE, DAYS), _moved(0), lambda day, d: calendar.add_days(day, -d)),
        Overload("subtract months months", _pair(MONTHS, MONTHS), _fixed(MonthsDuration()), lambda a, b: Months(a.count - b.count)),
        Overload("subtract days days", _pair(DAYS, DAYS), _fixed(DaysDuration()), lambda a, b: add_days(a, -b)),
    ),
    _operator(
        "*",
        Doc(
            "The product; a duration times a number drops what is less than its unit.",
            "Le produit ; une durée multipliée perd sa fraction d'unité.",
            "6 * 7",
            "42",
        ),
        Overload("multiply number number", _NUMBERS, _product, _multiply),
        Overload("multiply months number", _pair(MONTHS, PURE), _fixed(MonthsDuration()), _scaled_months, total=seldom),
        Overload("multiply number months", _pair(PURE, MONTHS), _fixed(MonthsDuration()), lambda n, d: _scaled_months(d, n), total=seldom),
        Overload("multiply days number", _pair(DAYS, PURE), _fixed(DaysDuration()), _scaled_days, total=seldom),
        Overload("multiply number days", _pair(PURE, DAYS), _fixed(DaysDuration()), lambda n, d: _scaled_days(d, n), total=seldom),
    ),
    _operator(
        "/",
        Doc(
            "The quotient, to 34 digits; round it where it stands.",
            "Le quotient, à 34 chiffres ; à arrondir là où il est écrit.",
            "1 / 4",
            "0.25",
        ),
        Overload("divide number number", _NUMBERS, _quotient, _divide, total=_divisible),
        Overload("divide months months", _pair(MONTHS, MONTHS), _fixed(Number()), _ratio_of_months, total=seldom),
        Overload("divide days days", _pair(DAYS, DAYS), _fixed(Number()), _ratio_of_days, total=seldom),
        Overload("divide months number", _pair(MONTHS, PURE), _fixed(MonthsDuration()), _divided_months, total=seldom),
        Overload("divide days number", _pair(DAYS, PURE), _fixed(DaysDuration()), _divided_days, total=seldom),
    ),
    _operator(
        "**",
        Doc("The power of a number.", "La puissance d'un nombre.", "2 ** 10", "1024"),
        Overload("power", _pair(PURE, PURE), _power, exact(CONTEXT.power), total=_power_defined),
    ),
    _operator(
        "negate",
        Doc("The opposite: a minus sign in front.", "L'opposé : un signe moins devant.", "-(2 + 3)", "-5"),
        Overload(
            "negate number",
            (Parameter("a", QUANTITY),),
            lambda types: within(cast("Quantity", types[0]), negate(bounds(cast("Quantity", types[0]))), cast("Quantity", types[0]).scale),
            exact(CONTEXT.minus),
            total=always,
        ),
        Overload("negate months", (Parameter("a", MONTHS),), _fixed(MonthsDuration()), lambda d: Months(-d.count)),
        Overload("negate days", (Parameter("a", DAYS),), _fixed(DaysDuration()), lambda d: -d),
    ),
)
