"""Functions of dates: making one, its parts, full units between two, anniversaries and the hinges of clocks.

`anniversary(anchor, k)` is `anchor` + k years, 29 February turning as the calendar's month_end says; `anniversaries(anchor, day)` is
its exact inverse, the greatest k with `anniversary(anchor, k)` ≤ `day`: negative before the anchor, so that `1 + anniversaries(…)`
is never the year of a contract that has not begun. A last argument, `down` or `up`, is added by the checker.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from vigueur.builtins.calendar import EVENT_NEVER, Rounding, passed, recur
from vigueur.builtins.operations import DATE, DAYS, MONTHS, PURE, TEXT, Doc, Function, Overload, Parameter, Types, Undefined, seldom
from vigueur.builtins.problems import NO_SUCH_DATE, UNREADABLE
from vigueur.builtins.quantities import whole
from vigueur.types import Date, Number, Text, Type
from vigueur.values import NEVER, Months, State

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_YEAR: Final = Months(12)
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_SPAN: Final = 9999


def read_date(text: str) -> date:
    """The date of `2024-06-22`. Raises Undefined."""
    if not _ISO.fullmatch(text):
        raise Undefined(UNREADABLE, text=text[:60])
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Undefined(NO_SUCH_DATE, date=text) from None


def _of_parts(year: Decimal, month: Decimal, day: Decimal) -> State:
    try:
        return date(whole(year), whole(month), whole(day))
    except (ValueError, OverflowError):
        raise Undefined(NO_SUCH_DATE, date=f"{whole(year)}-{whole(month)}-{whole(day)}") from None


def _part(meaning: Callable[[date], State]) -> Callable[..., State]:
    return lambda day: EVENT_NEVER if day == NEVER else meaning(day)


def _full(period: Months | timedelta) -> Callable[..., State]:
    """Full periods from a first day to a second, negative where the second comes first: the opposite of the way back."""

    def meaning(first: date, second: date) -> State:
        if NEVER in {first, second}:
            return EVENT_NEVER
        if second >= first:
            return Decimal(passed(first, period, second, "down"))
        return Decimal(-passed(second, period, first, "down"))

    return meaning


def _anniversary(anchor: date, count: Decimal, rounding: Rounding) -> State:
    return recur(anchor, _YEAR, max(-_SPAN, min(_SPAN, whole(count))), rounding)


def _anniversaries(anchor: date, day: date, rounding: Rounding) -> State:
    return EVENT_NEVER if NEVER in {anchor, day} else Decimal(passed(anchor, _YEAR, day, rounding))


def last_hinge(anchor: date, period: Months | timedelta, day: date, rounding: Rounding) -> State:
    """r(day) of a clock with hinges at anchor + k periods: the day itself while the anchor is to come, then the last hinge."""
    if anchor > day:
        return day
    if NEVER in {anchor, day}:
        return EVENT_NEVER if anchor == NEVER else NEVER
    return recur(anchor, period, passed(anchor, period, day, rounding), rounding)


def _date(types: Types) -> Type:
    return Date(any(isinstance(t, Date) and t.event for t in types))


def _between(low: int | None, high: int | None) -> Callable[[Types], Type]:
    number = Number("", None if low is None else Decimal(low), None if high is None else Decimal(high), 0)
    return lambda _types: number


def _text(_types: Types) -> Type:
    return Text()


_A_DATE = (Parameter("date", DATE),)
_BETWEEN = (Parameter("from", DATE), Parameter("to", DATE))


def _of_date(name: str, result: Callable[[Types], Type], meaning: Callable[[date], State], doc: Doc) -> Function:
    return Function(name, (Overload(name, _A_DATE, result, _part(meaning)),), doc)


def _full_units(name: str, most: int, period: Months | timedelta, doc: Doc) -> Function:
    return Function(name, (Overload(name, _BETWEEN, _between(-most, most), _full(period)),), doc)


def _property(name: str, most: int, meaning: Callable[[date], State], example: str, gives: str, *, least: int = 1) -> Function:
    doc = Doc(f"The {name} of a date.", f"La propriété {name} d'une date.", example, gives)
    overload = Overload(f"property {name}", (Parameter("value", DATE),), _between(least, most), _part(meaning))
    return Function(overload.key, (overload,), doc, internal=True)


_DAY_TEXT = 'date("2024-06-22")'

FUNCTIONS = (
    Function(
        "date",
        (
            Overload("date", (Parameter("from", TEXT),), lambda _: Date(), read_date, total=seldom),
            Overload("date of date", (Parameter("from", DATE),), lambda types: types[0], lambda day: day),
            Overload(
                "date of parts",
                (Parameter("year", PURE), Parameter("month", PURE), Parameter("day", PURE)),
                lambda _: Date(),
                _of_parts,
                total=seldom,
            ),
        ),
        Doc(
            "A date, from its text or from year, month and day.",
            "Une date, par son texte ou par année, mois et jour.",
            "date(2024, 6, 22)",
            _DAY_TEXT,
        ),
    ),
    _of_date(
        "day of week",
        _text,
        lambda day: _WEEKDAYS[day.weekday()],
        Doc("The name of the weekday.", "Le nom (anglais) du jour de la semaine.", f"day of week({_DAY_TEXT})", '"Saturday"'),
    ),
    _of_date(
        "day of year",
        _between(1, 366),
        lambda day: Decimal(day.timetuple().tm_yday),
        Doc("The number of the day in its year.", "Le numéro du jour dans l'année.", f"day of year({_DAY_TEXT})", "174"),
    ),
    _of_date(
        "month of year",
        _text,
        lambda day: _MONTHS[day.month - 1],
        Doc("The name of the month.", "Le nom (anglais) du mois.", f"month of year({_DAY_TEXT})", '"June"'),
    ),
    _of_date(
        "week of year",
        _between(1, 53),
        lambda day: Decimal(day.isocalendar().week),
        Doc(
            "The number of the week, as ISO 8601 counts.", "Le numéro de la semaine, selon l'ISO 8601.", f"week of year({_DAY_TEXT})", "25"
        ),
    ),
    _full_units(
        "years between",
        9998,
        _YEAR,
        Doc(
            "Full years from one date to another.",
            "Années révolues d'une date à une autre.",
            'years between(date("2023-09-01"), date("2024-08-31"))',
            "0",
        ),
    ),
    _full_units(
        "months between",
        119_988,
        Months(1),
        Doc(
            "Full months from one date to another.",
            "Mois révolus d'une date à une autre.",
            'months between(date("2023-09-01"), date("2024-09-01"))',
            "12",
        ),
    ),
    _full_units(
        "days between",
        3_652_059,
        timedelta(days=1),
        Doc("Days from one date to another.", "Jours d'une date à une autre.", 'days between(date("2024-02-28"), date("2024-03-01"))', "2"),
    ),
    Function(
        "first day of month",
        (Overload("first day of month", _A_DATE, _date, _part(lambda day: day.replace(day=1))),),
        Doc(
            "The first day of the month in which a date lies: the law often counts from the month that follows.",
            "Le premier jour du mois où tombe une date : la loi compte souvent à partir du mois suivant.",
            f"first day of month({_DAY_TEXT}) + 1 month",
            'date("2024-07-01")',
        ),
    ),
    Function(
        "anniversary",
        (
            Overload(
                "anniversary",
                (Parameter("anchor", DATE), Parameter("count", PURE)),
                _date,
                _anniversary,
                total=lambda types: isinstance(types[1], Number) and types[1].scale == 0,
                rounding=True,
            ),
        ),
        Doc(
            "The date so many years after another, counted from it.",
            "La date tant d'années après une autre, comptées depuis elle.",
            'anniversary(date("2023-09-01"), 1)',
            'date("2024-09-01")',
        ),
    ),
    Function(
        "anniversaries",
        (
            Overload(
                "anniversaries", (Parameter("anchor", DATE), Parameter("day", DATE)), _between(-9998, 9998), _anniversaries, rounding=True
            ),
        ),
        Doc(
            "Full years passed on a day since another: the last anniversary's number.",
            "Années révolues un jour donné depuis une date : le rang du dernier anniversaire.",
            'anniversaries(date("2023-09-01"), date("2024-09-01"))',
            "1",
        ),
    ),
    Function(
        "last hinge",
        (
            Overload(
                "last hinge months",
                (Parameter("anchor", DATE), Parameter("period", MONTHS), Parameter("day", DATE)),
                _date,
                last_hinge,
                rounding=True,
            ),
            Overload(
                "last hinge days",
                (Parameter("anchor", DATE), Parameter("period", DAYS), Parameter("day", DATE)),
                _date,
                last_hinge,
                rounding=True,
            ),
        ),
        Doc(
            "The last recurrence of a date on or before a day; the day itself before the first.",
            "La dernière échéance d'une date au plus tard un jour donné ; ce jour même avant la première.",
            "anniversary(date(2023, 9, 1), 1)",
            'date("2024-09-01")',
        ),
        internal=True,
    ),
    _property("year", 9999, lambda day: Decimal(day.year), f"{_DAY_TEXT}.year", "2024"),
    _property("month", 12, lambda day: Decimal(day.month), f"{_DAY_TEXT}.month", "6"),
    _property("day", 31, lambda day: Decimal(day.day), f"{_DAY_TEXT}.day", "22"),
    _property("weekday", 7, lambda day: Decimal(day.isoweekday()), f"{_DAY_TEXT}.weekday", "6"),
)
