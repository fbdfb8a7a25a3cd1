"""How types combine: units, currencies, scales and bounds of numbers (interval arithmetic, rounded outwards)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import Final, TypeAlias

from vigueur.builtins.operations import Mismatch, Undefined
from vigueur.builtins.problems import NO_SUCH_POSITION
from vigueur.types import ANY_UNIT, Anything, Date, Enumeration, ListOf, Money, Number, RangeOf, RecordOf, Text, Type

Quantity: TypeAlias = "Number | Money"
Interval: TypeAlias = tuple[Decimal | None, Decimal | None]

DIGITS: Final = 34
_TRAPS = [Overflow, InvalidOperation, DivisionByZero]
CONTEXT: Final = Context(prec=DIGITS, rounding=ROUND_HALF_EVEN, Emin=-6143, Emax=6144, traps=_TRAPS)
"""Decimal128, as FEEL has it."""
_DOWN: Final = Context(prec=DIGITS, rounding=ROUND_FLOOR, Emin=-6143, Emax=6144, traps=_TRAPS)
_UP: Final = Context(prec=DIGITS, rounding=ROUND_CEILING, Emin=-6143, Emax=6144, traps=_TRAPS)
UNBOUNDED: Final[Interval] = (None, None)


def whole(number: Decimal) -> int:
    """A whole number, such as a position; what has decimals is refused."""
    if number != number.to_integral_value() or number.adjusted() > 18:  # noqa: PLR2004 - no text or list is longer
        raise Undefined(NO_SUCH_POSITION, position=number)
    return int(number)


def bounds(quantity: Quantity) -> Interval:
    """What the type says of the value."""
    return quantity.low, quantity.high


def constant(given: Type) -> Decimal | None:
    """The value of a number that its bounds fix, as those of a literal do."""
    if isinstance(given, Number | Money) and given.low is not None and given.low == given.high:
        return given.low
    return None


def within(quantity: Quantity, interval: Interval, scale: int | None) -> Quantity:
    """The quantity with other bounds and scale."""
    return replace(quantity, low=interval[0], high=interval[1], scale=scale)


def digits(given: Type) -> int | None:
    """The most significant digits that a value of the type may have; None where that is unbounded."""
    if not isinstance(given, Number | Money) or given.scale is None or given.low is None or given.high is None:
        return None
    return max(given.low.adjusted(), given.high.adjusted(), 0) + 1 + given.scale


def _guarded(operation: Callable[[Context], Decimal], context: Context) -> Decimal | None:
    try:
        return operation(context)
    except (Overflow, InvalidOperation, DivisionByZero):
        return None


def add(a: Interval, b: Interval) -> Interval:
    """The interval of a sum."""
    low = None if a[0] is None or b[0] is None else _guarded(lambda c: c.add(a[0] or 0, b[0] or 0), _DOWN)
    high = None if a[1] is None or b[1] is None else _guarded(lambda c: c.add(a[1] or 0, b[1] or 0), _UP)
    return low, high


def negate(a: Interval) -> Interval:
    """The interval of the opposite."""
    return (None if a[1] is None else a[1].copy_negate(), None if a[0] is None else a[0].copy_negate())


def multiply(a: Interval, b: Interval) -> Interval:
    """The interval of a product."""
    if None not in {*a, *b}:
        return _corners(a, b, lambda c, x, y: c.multiply(x, y))
    if _nonnegative(a) and _nonnegative(b):
        return _corner(_DOWN, a[0], b[0]), _corner(_UP, a[1], b[1])
    return UNBOUNDED


def divide(a: Interval, b: Interval) -> Interval:
    """The interval of a quotient; unbounded where the divisor may be zero."""
    if includes_zero(b):
        return UNBOUNDED
    if None not in {*a, *b}:
        return _corners(a, b, lambda c, x, y: c.divide(x, y))
    return (Decimal(0), None) if _nonnegative(a) and _nonnegative(b) else UNBOUNDED


def includes_zero(a: Interval) -> bool:
    """Whether zero is a possible value."""
    return not ((a[0] is not None and a[0] > 0) or (a[1] is not None and a[1] < 0))


def hull(a: Interval, b: Interval) -> Interval:
    """The least interval that holds both."""
    low = None if a[0] is None or b[0] is None else min(a[0], b[0])
    high = None if a[1] is None or b[1] is None else max(a[1], b[1])
    return low, high


def _nonnegative(a: Interval) -> bool:
    return a[0] is not None and a[0] >= 0


def _corner(context: Context, x: Decimal | None, y: Decimal | None) -> Decimal | None:
    return None if x is None or y is None else _guarded(lambda c: c.multiply(x, y), context)


def _corners(a: Interval, b: Interval, operation: Callable[[Context, Decimal, Decimal], Decimal]) -> Interval:
    pairs = [(x, y) for x in a for y in b if x is not None and y is not None]
    lows = [_guarded(lambda c, x=x, y=y: operation(c, x, y), _DOWN) for x, y in pairs]  # type: ignore[misc]
    highs = [_guarded(lambda c, x=x, y=y: operation(c, x, y), _UP) for x, y in pairs]  # type: ignore[misc]
    if None in lows or None in highs:
        return UNBOUNDED
    return min(x for x in lows if x is not None), max(x for x in highs if x is not None)


def finest(a: int | None, b: int | None) -> int | None:
    """The scale of values that may have either."""
    return None if a is None or b is None else max(a, b)


def alike(a: Type, b: Type, positions: tuple[int, int] = (0, 1)) -> tuple[Quantity, Quantity] | Mismatch:
    """Two quantities of one unit or currency; a bare literal takes that of the other."""
    match a, b:
        case Number(), Number() if a.unit == b.unit:
            return a, b
        case Number(), Number() if a.unit == ANY_UNIT:
            return replace(a, unit=b.unit), b
        case Number(), Number() if b.unit == ANY_UNIT:
            return a, replace(b, unit=a.unit)
        case Money(), Money() if a.currency == b.currency:
            return a, b
        case Number(), Money() if a.unit == ANY_UNIT:
            return Money(b.currency, a.low, a.high, a.scale), b
        case Money(), Number() if b.unit == ANY_UNIT:
            return a, Money(a.currency, b.low, b.high, b.scale)
        case Money(), Money():
            return Mismatch("currencies", positions=positions, types=(a, b))
        case ((Number() | Money()), (Number() | Money())):
            return Mismatch("units", positions=positions, types=(a, b))
        case _:
            return Mismatch("unlike", positions=positions, types=(a, b))


def join(a: Type, b: Type, positions: tuple[int, int] = (0, 1)) -> Type | Mismatch:
    """The type of a value that is of one or the other."""
    match a, b:
        case Anything(), _:
            return b
        case _, Anything():
            return a
        case ((Number() | Money()), (Number() | Money())):
            pair = alike(a, b, positions)
            if isinstance(pair, Mismatch):
                return pair
            return within(pair[0], hull(bounds(pair[0]), bounds(pair[1])), finest(pair[0].scale, pair[1].scale))
        case Date(), Date():
            low = None if a.low is None or b.low is None else min(a.low, b.low)
            high = None if a.high is None or b.high is None else max(a.high, b.high)
            return Date(a.event or b.event, low, high)
        case Enumeration(), Enumeration():
            return Enumeration(tuple(dict.fromkeys(a.codes + b.codes)))
        case ((Text() | Enumeration()), (Text() | Enumeration())):
            return Text()
        case ListOf(), ListOf():
            item = join(a.item, b.item, positions)
            return item if isinstance(item, Mismatch) else ListOf(item)
        case RangeOf(), RangeOf():
            item = join(a.item, b.item, positions)
            return item if isinstance(item, Mismatch) else RangeOf(item)
        case RecordOf(), RecordOf() if [name for name, _ in a.fields] == [name for name, _ in b.fields]:
            joined = [(name, join(x, y, positions)) for (name, x), (_, y) in zip(a.fields, b.fields, strict=True)]
            clash = next((t for _, t in joined if isinstance(t, Mismatch)), None)
            return clash or RecordOf(tuple((name, t) for name, t in joined if not isinstance(t, Mismatch)))
        case _:
            return a if a == b else Mismatch("unlike", positions=positions, types=(a, b))
