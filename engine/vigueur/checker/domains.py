"""Sets of values of a column: points and intervals of an order, or codes; what tables are proved with."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import ROUND_CEILING, Context, Decimal
from typing import Final, TypeAlias

from vigueur.plain import dataclass
from vigueur.types import Boolean, Date, DaysDuration, Enumeration, Money, MonthsDuration, Number, Text, Type
from vigueur.values import Months, Value

Ordered: TypeAlias = "Decimal | date | timedelta | Months | str"
Cut: TypeAlias = "tuple[int, Ordered | int, int]"
"""A place between values: before all (-1), just before (side 0) or just after (side 1) a value (0), after all (1)."""

FIRST: Final[Cut] = (-1, 0, 0)
LAST: Final[Cut] = (1, 0, 0)
_WIDE: Final = Context(prec=200)


@dataclass(frozen=True, slots=True)
class Codes:
    """A set of codes or truth values."""

    held: frozenset[Value]

    def __and__(self, other: Values) -> Values:
        return Codes(self.held & other.held) if isinstance(other, Codes) else self

    @property
    def empty(self) -> bool:
        return not self.held


@dataclass(frozen=True, slots=True)
class Intervals:
    """Disjoint stretches `[from, to)` between cuts, rising."""

    parts: tuple[tuple[Cut, Cut], ...]

    def __and__(self, other: Values) -> Values:
        if not isinstance(other, Intervals):
            return self
        found = ((max(a, c), min(b, d)) for a, b in self.parts for c, d in other.parts)
        return Intervals(tuple((low, high) for low, high in found if low < high))

    @property
    def empty(self) -> bool:
        return not self.parts


Values: TypeAlias = "Codes | Intervals"


@dataclass(frozen=True, slots=True)
class Domain:
    """All values of a column. `scale`: decimals of a grid of numbers; None: no grid."""

    all: Values
    scale: int | None = None

    def ordered(self, sign: str, value: Ordered) -> Values:
        """The values that compare so with a constant."""
        before, after = self._cut(value, 0), self._cut(value, 1)
        match sign:
            case "<":
                parts: tuple[tuple[Cut, Cut], ...] = ((FIRST, before),)
            case "<=":
                parts = ((FIRST, after),)
            case ">":
                parts = ((after, LAST),)
            case ">=":
                parts = ((before, LAST),)
            case "=":
                parts = ((before, after),)
            case _:
                parts = ((FIRST, before), (after, LAST))
        return Intervals(tuple((a, b) for a, b in parts if a < b)) & self.all

    def _cut(self, value: Ordered, side: int) -> Cut:
        """On a grid each cut is the one just before the next point, so that equal sets have equal cuts."""
        if isinstance(value, Decimal) and self.scale is not None:
            step = Decimal(1).scaleb(-self.scale)
            point = value.quantize(step, ROUND_CEILING, _WIDE)
            if side == 1 and point == value:
                point = _WIDE.add(point, step)
            return (0, point, 0)
        if isinstance(value, date):
            return LAST if side == 1 and value == date.max else (0, value + timedelta(days=side), 0)
        if isinstance(value, Months):
            return (0, Months(value.count + side), 0)
        return (0, value, side)

    def complement(self, values: Values) -> Values:
        """All other values."""
        if isinstance(values, Codes):
            return Codes(self.all.held - values.held) if isinstance(self.all, Codes) else self.all
        parts: list[tuple[Cut, Cut]] = []
        low = FIRST
        for start, end in values.parts:
            if low < start:
                parts.append((low, start))
            low = end
        if low < LAST:
            parts.append((low, LAST))
        return Intervals(tuple(parts)) & self.all

    def pieces(self, sets: Iterable[Values]) -> Iterator[Values]:
        """The least parts of the domain on which each set holds everywhere or nowhere."""
        if isinstance(self.all, Codes):
            yield from (Codes(frozenset((c,))) for c in sorted(self.all.held, key=repr))
            return
        cuts = {cut for s in sets if isinstance(s, Intervals) for part in s.parts for cut in part}
        for low, high in self.all.parts:
            inner = sorted({low, high, *(c for c in cuts if low < c < high)})
            yield from (Intervals((pair,)) for pair in itertools.pairwise(inner))


def domain_of(type_: Type) -> Domain | None:
    """The values of a column's type; None where a column cannot hold such values."""
    match type_:
        case Boolean():
            return Domain(Codes(frozenset((True, False))))
        case Enumeration(codes):
            return Domain(Codes(frozenset(codes)))
        case Number(low=low, high=high, scale=scale) | Money(low=low, high=high, scale=scale):
            return _between(low, high, Domain(Intervals(((FIRST, LAST),)), scale))
        case Date(low=day, high=last):
            return _between(day, last, Domain(Intervals(((FIRST, LAST),))))
        case MonthsDuration() | DaysDuration() | Text():
            return Domain(Intervals(((FIRST, LAST),)))
        case _:
            return None


def _between(low: Ordered | None, high: Ordered | None, everything: Domain) -> Domain:
    values = everything.all
    if low is not None:
        values = values & everything.ordered(">=", low)
    if high is not None:
        values = values & everything.ordered("<=", high)
    return Domain(values, everything.scale)


def union(sets: Iterable[Values]) -> Values:
    """All values of some sets of one column."""
    listed = list(sets)
    if any(isinstance(s, Codes) for s in listed):
        return Codes(frozenset(c for s in listed if isinstance(s, Codes) for c in s.held))
    parts = sorted(p for s in listed if isinstance(s, Intervals) for p in s.parts)
    merged: list[tuple[Cut, Cut]] = []
    for low, high in parts:
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return Intervals(tuple(merged))


def example(values: Values, type_: Type) -> Value | None:
    """A value of a set that an author recognises; None for an empty one."""
    if isinstance(values, Codes):
        codes = type_.codes if isinstance(type_, Enumeration) else ()
        return min(values.held, key=lambda c: (codes.index(c) if c in codes else -1, repr(c)), default=None)
    if not values.parts:
        return None
    # No table speaks of year -9997: the first value that is not below zero says more.
    low, high = next((part for part in values.parts if not _ends_below_zero(part[1])), values.parts[-1])
    if _begins_below_zero(low) and not _ends_below_zero(high):
        return Decimal(0)
    if low[0] == 0 and low[2] == 0 and not isinstance(low[1], int):
        return low[1]
    if high[0] == 0 and not isinstance(high[1], int):
        return high[1] if high[2] == 1 else _before(high[1], low)
    if low[0] == 0 and not isinstance(low[1], int):
        return _after(low[1])
    return _anything(type_)


def _begins_below_zero(cut: Cut) -> bool:
    return isinstance(cut[1], Decimal) and cut[1] < 0


def _ends_below_zero(cut: Cut) -> bool:
    return isinstance(cut[1], Decimal) and (cut[1], cut[2]) <= (Decimal(0), 0)


def _before(value: Ordered, low: Cut) -> Value:
    match value:
        case Decimal():
            return (value + low[1]) / 2 if isinstance(low[1], Decimal) else value - 1
        case date():
            return value - timedelta(days=1) if value > date.min else value
        case timedelta():
            return (value + low[1]) / 2 if isinstance(low[1], timedelta) else value - timedelta(days=1)
        case Months(count):
            return Months(count - 1)
        case _:
            return (low[1] + "a") if isinstance(low[1], str) else ""


def _after(value: Ordered) -> Value:
    match value:
        case Decimal():
            return value + 1
        case date() | timedelta():
            return value + timedelta(days=1)
        case Months(count):
            return Months(count + 1)
        case _:
            return value + "a"


def _anything(type_: Type) -> Value:
    match type_:
        case Date():
            return date(2024, 1, 1)
        case DaysDuration():
            return timedelta(days=1)
        case MonthsDuration():
            return Months(1)
        case Text():
            return "…"
        case _:
            return Decimal(0)
