"""Durations: reading them from text, between two dates, their parts."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from vigueur.builtins.arithmetic import MOST_DAYS
from vigueur.builtins.calendar import EVENT_NEVER, passed
from vigueur.builtins.operations import DATE, DAYS, MONTHS, TEXT, Doc, Function, Kind, Overload, Parameter, Types, Undefined, always, seldom
from vigueur.builtins.problems import NOT_DEFINED, TOO_LARGE, UNREADABLE
from vigueur.types import DaysDuration, MonthsDuration, Number, Type
from vigueur.values import NEVER, Months, State

_MONTHS = re.compile(r"(-?)P(?=\d)(?:(\d{1,9})Y)?(?:(\d{1,9})M)?", re.ASCII)
_DAYS = re.compile(r"(-?)P(?=[\dT])(?:(\d{1,9})D)?(?:T(?=\d)(?:(\d{1,12})H)?(?:(\d{1,12})M)?(?:(\d{1,12})(?:\.(\d{1,9}))?S)?)?", re.ASCII)


def read_duration(text: str) -> Months | timedelta:
    """The duration of `P1Y2M` or `P15D`. Raises Undefined."""
    if found := _MONTHS.fullmatch(text):
        count = int(found[2] or 0) * 12 + int(found[3] or 0)
        return Months(-count if found[1] else count)
    if found := _DAYS.fullmatch(text):
        seconds = int(found[3] or 0) * 3600 + int(found[4] or 0) * 60 + int(found[5] or 0)
        if (found[6] or "")[6:].strip("0"):
            raise Undefined(UNREADABLE, text=text[:60])  # finer than a duration can be
        days, rest = divmod(seconds, 86_400)
        if int(found[2] or 0) + days > MOST_DAYS:
            raise Undefined(TOO_LARGE)
        length = timedelta(int(found[2] or 0) + days, rest, int(((found[6] or "") + "000000")[:6]))
        return -length if found[1] else length
    raise Undefined(UNREADABLE, text=text[:60])


def _reads(kind: type[Months | timedelta]) -> Callable[[State], bool]:
    def holds(text: State) -> bool:
        try:
            return isinstance(text, str) and isinstance(read_duration(text), kind)
        except Undefined:
            return kind is Months  # what is no duration at all goes on, to be refused with its own code

    return holds


def _months_between(first: date, second: date) -> State:
    """The months that have passed, towards zero, as FEEL has it."""
    if NEVER in {first, second}:
        return EVENT_NEVER
    if second >= first:
        return Months(passed(first, Months(1), second, "up"))
    return Months(-passed(second, Months(1), first, "up"))


def _towards_zero(count: int, unit: int) -> Decimal:
    return Decimal(abs(count) // unit * (-1 if count < 0 else 1))


def _rest(count: int, unit: int) -> Decimal:
    return Decimal(abs(count) % unit * (-1 if count < 0 else 1))


def _whole_seconds(duration: timedelta) -> Decimal:
    if duration.microseconds:
        raise Undefined(NOT_DEFINED, value=duration)
    return _rest(_seconds(duration), 60)


def _seconds(duration: timedelta) -> int:
    return abs(duration) // timedelta(seconds=1) * (-1 if duration < timedelta(0) else 1)


def _property(name: str, kind: Kind, high: int | None, meaning: Callable[..., State], example: str, gives: str) -> Function:
    number = Number("", None if high is None else Decimal(-high), None if high is None else Decimal(high), 0)

    def result(_types: Types) -> Type:
        return number

    doc = Doc(f"The {name} of a duration.", f"La propriété {name} d'une durée.", example, gives)
    overload = Overload(f"property {name}", (Parameter("value", kind),), result, meaning, total=seldom if name == "seconds" else always)
    return Function(f"property {name}", (overload,), doc, internal=True)


FUNCTIONS = (
    Function(
        "duration",
        (
            Overload(
                "duration in months",
                (Parameter("from", TEXT),),
                lambda _: MonthsDuration(),
                read_duration,
                total=seldom,
                when=_reads(Months),
            ),
            Overload(
                "duration in days",
                (Parameter("from", TEXT),),
                lambda _: DaysDuration(),
                read_duration,
                total=seldom,
                when=_reads(timedelta),
            ),
        ),
        Doc("A duration from its text.", "Une durée par son texte.", 'duration("P1Y6M")', 'duration("P1Y6M")'),
    ),
    Function(
        "years and months duration",
        (
            Overload(
                "years and months duration", (Parameter("from", DATE), Parameter("to", DATE)), lambda _: MonthsDuration(), _months_between
            ),
        ),
        Doc(
            "The years and months from one date to another.",
            "Les années et mois d'une date à une autre.",
            "years and months duration(date(2023, 9, 1), date(2024, 12, 24))",
            'duration("P1Y3M")',
        ),
    ),
    _property("years", MONTHS, None, lambda d: _towards_zero(d.count, 12), 'duration("P1Y6M").years', "1"),
    _property("months", MONTHS, 11, lambda d: _rest(d.count, 12), 'duration("P1Y6M").months', "6"),
    _property("days", DAYS, MOST_DAYS, lambda d: _towards_zero(_seconds(d), 86_400), 'duration("P15D").days', "15"),
    _property("hours", DAYS, 23, lambda d: _towards_zero(int(_rest(_seconds(d), 86_400)), 3600), 'duration("P1DT5H").hours', "5"),
    _property("minutes", DAYS, 59, lambda d: _towards_zero(int(_rest(_seconds(d), 3600)), 60), 'duration("PT5H20M").minutes', "20"),
    _property("seconds", DAYS, 59, _whole_seconds, 'duration("PT70S").seconds', "10"),
)
