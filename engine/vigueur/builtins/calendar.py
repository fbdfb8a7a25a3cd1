"""Days, months and anniversaries: one calendar for dates, clocks and the year of a contract.

`never` plus or minus a duration is `never`; a day past the calendar's end is `never`, one before its beginning is its first day
(so comparisons stay monotone); any other operation on `never` is absent.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Final, Literal, TypeAlias

from vigueur.values import NEVER, Absent, Months

Rounding: TypeAlias = Literal["down", "up"]
EVENT_NEVER: Final = Absent("event_never")
_LAST_MONTH: Final = 9999 * 12 + 11
_FIRST_MONTH: Final = 12


def add_months(day: date, duration: Months) -> date:
    """A day moved by months; one past the end of its month becomes that month's last, as FEEL has it."""
    return _shifted(day, duration.count, "down")


def add_days(day: date, duration: timedelta) -> date:
    """A day moved by days; hours short of a day are dropped."""
    if day == NEVER:
        return NEVER
    try:
        return day + timedelta(days=duration.days)
    except OverflowError:
        return NEVER if duration.days > 0 else date.min


def difference(later: date, earlier: date) -> timedelta | Absent:
    """The days from the second day to the first."""
    return EVENT_NEVER if NEVER in {later, earlier} else later - earlier


def _shifted(day: date, months: int, rounding: Rounding) -> date:
    """`day` + months; a day that the month has not is its last (`down`) or the first of the next (`up`)."""
    if day == NEVER:
        return NEVER
    index = day.year * 12 + day.month - 1 + months
    if index > _LAST_MONTH:
        return NEVER
    if index < _FIRST_MONTH:
        return date.min
    year, month = divmod(index, 12)
    last = monthrange(year, month + 1)[1]
    if day.day <= last:
        return date(year, month + 1, day.day)
    return date(year, month + 1, last) if rounding == "down" else _shifted(date(year, month + 1, 1), 1, "down")


def recur(anchor: date, period: Months | timedelta, k: int, rounding: Rounding) -> date:
    """`anchor` + k periods, counted from the anchor and never by repeated addition."""
    if isinstance(period, Months):
        return _shifted(anchor, period.count * k, rounding)
    return add_days(anchor, timedelta(days=max(min(period.days * k, 4_000_000), -4_000_000)))


def passed(anchor: date, period: Months | timedelta, day: date, rounding: Rounding) -> int:
    """The greatest k with anchor + k periods ≤ day: negative before the anchor. Neither day is `never`; the period is positive."""
    if isinstance(period, timedelta):
        return (day - anchor).days // period.days
    k = ((day.year - anchor.year) * 12 + day.month - anchor.month) // period.count
    while recur(anchor, period, k, rounding) > day:  # at most twice: a month not yet full, a 29 February turned up
        k -= 1
    return k
