"""A case, a day and a state of publication of every class that some provisions tell apart: what the checks on load try.

What a clock yields matters only by the days of the law between which it falls. So every class of cases has a member whose dates stand
at the beginning of such a stretch, or so that a turn of a period does, and whose day is the first or the last of a stretch. These
members are tried as they are, with the calendar's own anniversaries: what is reported does happen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from itertools import islice, product
from typing import Final

from vigueur.builtins.calendar import recur
from vigueur.ir import nodes as ir
from vigueur.plain import dataclass
from vigueur.regime.concrete import Moment
from vigueur.regime.made import AtOnce, Both, Choice, Dating, Every, OnEvents, Opening
from vigueur.regime.operands import parts
from vigueur.regime.order import Order
from vigueur.types import Date
from vigueur.values import NEVER, Months

_ONE: Final = timedelta(days=1)
_MOST_CASES: Final = 40_000
_MOST_TURNS: Final = 40


@dataclass(frozen=True, slots=True)
class _Dates:
    """A fact that dates cases: its bounds, the periods that turn from it, the spans by which other dates are counted from it."""

    low: date | None
    high: date | None
    event: bool
    periods: frozenset[Months | timedelta]
    spans: frozenset[Months | timedelta]


def moments(orders: list[Order], calendar: ir.Calendar) -> Iterator[Moment]:
    """A case, a day and a state of publication of every class that these provisions tell apart."""
    return islice(_moments(orders, calendar), _MOST_CASES)


def too_many(orders: list[Order], calendar: ir.Calendar) -> bool:
    """Whether there are more classes than are tried."""
    return next(islice(_moments(orders, calendar), _MOST_CASES, None), None) is not None


def _moments(orders: list[Order], calendar: ir.Calendar) -> Iterator[Moment]:
    cuts = _cuts(orders)
    days = _days(cuts, calendar)
    facts = _facts(orders)
    choices = [_candidates(cuts, dates, calendar) for dates in facts.values()]
    known = _publications(orders)
    undated = any(made.published[0] != made.published[1] or r.from_[0] != r.from_[1] for o in orders for r in o.ranked for made in o.made)
    for late in (False, True) if undated else (False,):
        for readings in _readings(orders):
            for values in product(*choices):
                dates = dict(zip(facts, values, strict=True))
                for day in dict.fromkeys((*days, *_turns(facts, dates, days, calendar))):
                    for known_at in known:
                        yield Moment(dates, day, known_at, readings, calendar.month_end, late)


def _cuts(orders: list[Order]) -> list[date]:
    """The days of the law that tell cases apart."""
    return sorted({day for o in orders for r in o.ranked for day in (*r.from_, r.until) if day != NEVER})


def _days(cuts: list[date], calendar: ir.Calendar) -> list[date]:
    """The first and last day of each stretch; the first days before, the latest first: they tell most."""
    ends = (*reversed(cuts), calendar.last, *(cut - _ONE for cut in reversed(cuts) if cut > date.min), calendar.first)
    return [day for day in dict.fromkeys(ends) if calendar.first <= day <= calendar.last]


def widened(order: Order, calendar: ir.Calendar) -> ir.Calendar:
    """A calendar that holds the whole history of a provision."""
    cuts = _cuts([order])
    return ir.Calendar(
        date(max(1, min(cuts[0], calendar.first).year - 40), 1, 1), date(min(9998, max(cuts[-1], calendar.last).year + 40), 12, 31),
        calendar.month_end,
    )  # fmt: skip


def _candidates(cuts: list[date], dates: _Dates, calendar: ir.Calendar) -> list[date]:
    low = dates.low or calendar.first
    high = min(dates.high or NEVER - _ONE, calendar.last)
    ends = {low, *cuts, *(cut - _ONE for cut in cuts if cut > date.min)}
    for cut in cuts:
        for span in dates.spans:
            ends |= _around(recur(cut, span, -1, "down"))
        for period in dates.periods:
            for turn in _useful_turns(cut, period, low, cuts, single=len(dates.periods) == 1):
                ends |= _around(recur(cut, period, -turn, "down"))
    return [*sorted(day for day in ends if low <= day <= high), *((NEVER,) if dates.event else ())]


def _useful_turns(cut: date, period: Months | timedelta, low: date, cuts: list[date], *, single: bool) -> list[int]:
    """By how many periods a date may lie before a day of the law: all, or for one period alone the least and most in each stretch."""
    most = min(_about(cut - low, period) + 1, 4_000) if cut > low else 0
    if not single or most <= _MOST_TURNS:
        return list(range(1, min(most, 10 * _MOST_TURNS) + 1))
    ends = {1, most}
    for other in (*cuts, low):
        if other < cut:
            near = _about(cut - other, period)
            ends |= {near - 1, near, near + 1}
    return sorted(turn for turn in ends if 1 <= turn <= most)


def _about(time: timedelta, period: Months | timedelta) -> int:
    """About how many periods a time holds: a month counts for thirty days and a half."""
    return time.days // period.days if isinstance(period, timedelta) else 2 * time.days // (61 * period.count)


def _around(day: date) -> set[date]:
    return {d for d in (day, day + _ONE if day < NEVER else day, day - _ONE if day > date.min else day) if d != NEVER}


def _turns(facts: Mapping[str, _Dates], dates: Mapping[str, date], days: list[date], calendar: ir.Calendar) -> Iterator[date]:
    """Where several periods turn from one date, the first turn of each after a day of the law."""
    for name, spec in facts.items():
        if len(spec.periods) > 1 and dates[name] != NEVER:
            for period in spec.periods:
                for day in days:
                    turn = recur(dates[name], period, _about(max(day - dates[name], timedelta()), period) + 1, calendar.month_end)
                    if calendar.first <= turn <= calendar.last:
                        yield turn


def _publications(orders: list[Order]) -> list[date]:
    """The days of publication, the last one first: all that is published, then ever less of it."""
    return sorted({day for o in orders for m in o.made for day in m.published}, reverse=True)


def _readings(orders: list[Order]) -> list[dict[str, str]]:
    asked: dict[str, dict[str, None]] = {}
    for order in orders:
        for r in order.ranked:
            if r.option is not None:
                asked.setdefault(r.option[0], {})[r.option[1]] = None
            for choice in _choices(r.cases.open):
                asked.setdefault(choice.question, {}).update(dict.fromkeys(code for code, _ in choice.options))
    return [dict(zip(asked, codes, strict=True)) for codes in product(*asked.values())]


def _choices(opening: Opening) -> Iterator[Choice[Opening]]:
    if isinstance(opening, Choice):
        yield opening
        for _, option in opening.options:
            yield from _choices(option)
    elif isinstance(opening, Both):
        yield from _choices(opening.first)
        yield from _choices(opening.second)


def _facts(orders: list[Order]) -> dict[str, _Dates]:
    """The facts on which the clocks of these provisions depend."""
    types: dict[str, Date] = {}
    periods: dict[str, set[Months | timedelta]] = {}
    spans: dict[str, set[Months | timedelta]] = {}
    for cases in dict.fromkeys(r.cases for order in orders for r in order.ranked):
        datings = [cases.anchor, *_events(cases.open)]
        for dating in () if isinstance(cases.open, AtOnce) else datings:
            for fact in _dates_in(dating.day):
                types[fact.id] = fact.type if isinstance(fact.type, Date) else Date(event=True)
                spans.setdefault(fact.id, set()).update(_spans_in(dating.day))
                if dating is cases.anchor:
                    periods.setdefault(fact.id, set()).update(_periods(cases.open))
    return {
        name: _Dates(t.low, t.high, t.event, frozenset(periods.get(name, ())), frozenset(spans.get(name, ()))) for name, t in types.items()
    }


def _events(opening: Opening) -> Iterable[Dating]:
    match opening:
        case OnEvents(days):
            return days
        case Both(first, second):
            return (*_events(first), *_events(second))
        case Choice(_, options):
            return tuple(event for _, option in options for event in _events(option))
        case _:
            return ()


def _periods(opening: Opening) -> Iterable[Months | timedelta]:
    match opening:
        case Every(period):
            return (period,)
        case Both(first, second):
            return (*_periods(first), *_periods(second))
        case Choice(_, options):
            return tuple(period for _, option in options for period in _periods(option))
        case _:
            return ()


@cache
def _dates_in(expr: ir.Expr) -> tuple[ir.Fact, ...]:
    return (expr,) if isinstance(expr, ir.Fact) else tuple(fact for part in parts(expr) for fact in _dates_in(part))


def _spans_in(expr: ir.Expr) -> Iterator[Months | timedelta]:
    if isinstance(expr, ir.Const) and isinstance(expr.value, Months | timedelta):
        yield expr.value
    for part in parts(expr):
        yield from _spans_in(part)
