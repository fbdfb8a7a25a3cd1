"""Values as text: as an expression of FEEL that gives them back, and as FEEL's `string()` writes them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import assert_never

from vigueur.values import NEVER, Absent, Months, Range, Record, State, Undetermined


def expression_of(state: State) -> str:
    """The expression that gives the value: `38000`, `"a"`, `date("2024-06-22")`, `duration("P1Y2M")`, `[1, 2]`."""
    match state:
        case str():
            return quoted(state)
        case date():
            return "never" if state == NEVER else f'date("{state.isoformat()}")'
        case timedelta() | Months():
            return f'duration("{text_of(state)}")'
        case Range():
            return _range(state)
        case tuple():
            return f"[{', '.join(expression_of(item) for item in state)}]"
        case Record():
            return f"{{{', '.join(f'{name}: {expression_of(value)}' for name, value in state.fields)}}}"
        case bool() | Decimal() | Undetermined() | Absent():
            return text_of(state)
        case _:
            assert_never(state)


def text_of(state: State) -> str:
    """What `string()` gives: `2024-06-22`, `P1Y2M`, a text as it is, but quoted within a list."""
    match state:
        case bool():
            return "true" if state else "false"
        case Decimal():
            return number_text(state)
        case str():
            return state
        case date():
            return "never" if state == NEVER else state.isoformat()
        case timedelta():
            return _days_text(state)
        case Months():
            return _months_text(state)
        case Range():
            return _range(state)
        case tuple():
            return f"[{', '.join(_inside(item) for item in state)}]"
        case Record():
            return f"{{{', '.join(f'{name}: {_inside(value)}' for name, value in state.fields)}}}"
        case Undetermined():
            return "?"
        case Absent():
            return "–"
        case _:
            assert_never(state)


def number_text(number: Decimal) -> str:
    """A number without exponent or idle zeros: `38000`, `0.2`."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def quoted(text: str) -> str:
    """A text between quotation marks, its own escaped."""
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return '"' + "".join(escapes.get(c, c) for c in text) + '"'


def _inside(state: State) -> str:
    return quoted(state) if isinstance(state, str) else text_of(state)


def _range(given: Range) -> str:
    low = "" if given.low is None else expression_of(given.low)
    high = "" if given.high is None else expression_of(given.high)
    return f"{'[' if given.low_closed else '('}{low}..{high}{']' if given.high_closed else ')'}"


def _months_text(duration: Months) -> str:
    years, months = divmod(abs(duration.count), 12)
    sign = "-" if duration.count < 0 else ""
    return f"{sign}P{f'{years}Y' if years else ''}{f'{months}M' if months or not years else ''}"


def _days_text(duration: timedelta) -> str:
    length = abs(duration)
    hours, minutes = divmod(length.seconds // 60, 60)
    seconds = f"{length.seconds % 60}" + (f".{length.microseconds:06}".rstrip("0") if length.microseconds else "")
    parts = ((hours, "H"), (minutes, "M"))
    time = "".join(f"{count}{unit}" for count, unit in parts if count) + (f"{seconds}S" if seconds != "0" else "")
    day = f"{length.days}D" if length.days else ""
    sign = "-" if duration < timedelta(0) else ""
    return f"{sign}P{day}{f'T{time}' if time else ''}" if day or time else "PT0S"
