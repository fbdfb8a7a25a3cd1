"""Dates and durations as they are written: `2024-06-22`, `P1Y2M`, `-P3DT4H`."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from vigueur.values import Months

_DATE: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTHS: Final = re.compile(r"(-?)P(?=[0-9])(?:([0-9]{1,9})Y)?(?:([0-9]{1,9})M)?")
_DAYS: Final = re.compile(
    r"(-?)P(?=[0-9T])(?:([0-9]{1,9})D)?(?:T(?=[0-9])(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9}(?:\.[0-9]{1,6})?)S)?)?"
)
_CLOCK: Final = re.compile(r"(?:-?[0-9]{4,9}-[0-9]{2}-[0-9]{2}T)?[0-9]{2}:[0-9]{2}(?::[0-9]{2}.*)?", re.DOTALL)


def read_temporal(text: str) -> date | timedelta | Months | None:
    """The date or duration that a text writes, or None where it writes neither."""
    for read in (read_date, read_months, read_days):
        value = read(text)
        if value is not None:
            return value
    return None


def read_date(text: str) -> date | None:
    """A day of the calendar, from year 1 to 9999; None where there is no such day."""
    found = _DATE.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(part) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_months(text: str) -> Months | None:
    """A years and months duration, such as `P1Y2M`."""
    found = _MONTHS.fullmatch(text)
    if not found:
        return None
    sign, years, months = found.groups()
    count = int(years or 0) * 12 + int(months or 0)
    return Months(-count if sign else count)


def read_days(text: str) -> timedelta | None:
    """A days and time duration, such as `P3DT4H30M`."""
    found = _DAYS.fullmatch(text)
    if not found:
        return None
    sign, days, hours, minutes, seconds = found.groups()
    micros = int(Decimal(seconds or 0) * 1_000_000)
    try:
        length = timedelta(days=int(days or 0), hours=int(hours or 0), minutes=int(minutes or 0), microseconds=micros)
        return -length if sign else length
    except OverflowError:
        return None


def is_clock_time(text: str) -> bool:
    """Whether a text writes a time of day, alone or after a date."""
    return _CLOCK.fullmatch(text) is not None


def write_temporal(value: date | timedelta | Months) -> str:
    """The text of a date or duration, which reads back to it."""
    match value:
        case date():
            return value.isoformat()
        case Months():
            return _write_months(value.count)
        case timedelta():
            return _write_days(value)


def _write_months(count: int) -> str:
    years, months = divmod(abs(count), 12)
    parts = (f"{years}Y" if years else "") + (f"{months}M" if months or not years else "")
    return f"{'-' if count < 0 else ''}P{parts}"


def _write_days(length: timedelta) -> str:
    micros = abs(length) // timedelta(microseconds=1)
    seconds, fraction = divmod(micros, 1_000_000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    second = f"{seconds}.{fraction:06d}".rstrip("0") if fraction else str(seconds)
    clock = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "") + (f"{second}S" if seconds or fraction else "")
    day = f"{days}D" if days or not clock else ""
    return f"{'-' if length < timedelta(0) else ''}P{day}{'T' + clock if clock else ''}"
