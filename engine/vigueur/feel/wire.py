"""Typed values as they cross the wire: `{"number": "1.50"}`, `{"date": "2024-06-22"}`, lists, records; and their types."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final, TypeAlias, assert_never

from vigueur.builtins import Mismatch, Undefined, operation
from vigueur.builtins.quantities import CONTEXT, join
from vigueur.builtins.writing import number_text, text_of
from vigueur.checker.walk import MIXED
from vigueur.diagnostics.problems import Refused, problem
from vigueur.types import Anything, Boolean, Date, DaysDuration, ListOf, MonthsDuration, Number, RecordOf, Text, Type
from vigueur.values import Absent, Months, Range, Record, State, Undetermined, Value

Json: TypeAlias = "bool | str | int | Decimal | date | Sequence[Json] | Mapping[str, Json] | None"

_DEEPEST: Final = 60
_NUMBER: Final = re.compile(r"-?\d{1,6200}(\.\d{1,6200})?([eE][+-]?\d{1,5})?|-?\.\d{1,6200}")


class Unreadable(Exception):  # noqa: N818 - not an error: a kind of value that is not taken
    """The kind of value that is not taken."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def read(given: Json, depth: int = 0) -> tuple[Value, Type]:
    """A value and its type. Raises Unreadable."""
    if depth > _DEEPEST:
        msg = "deep nesting"
        raise Unreadable(msg)
    match given:
        case bool():
            return given, Boolean()
        case int() | Decimal():
            return _number(str(given)), Number()
        case str():
            return given, Text()
        case date():
            return given, Date()
        case Mapping():
            return _read_tagged(given, depth)
        case Sequence():
            return _read_list(given, depth)
        case None:
            msg = "null"
            raise Unreadable(msg)
        case _:
            raise Unreadable(type(given).__name__)


def _read_tagged(given: Mapping[str, Json], depth: int) -> tuple[Value, Type]:
    if len(given) != 1:
        return _read_record(given, depth)
    ((kind, inner),) = given.items()
    match kind, inner:
        case "number", str() | int() | Decimal():
            return _number(str(inner)), Number()
        case "date", str():
            return _by("date", inner, kind, date), Date()
        case "days and time duration", str():
            return _by("duration in days", inner, kind, timedelta), DaysDuration()
        case "years and months duration", str():
            return _by("duration in months", inner, kind, Months), MonthsDuration()
        case "string", str():
            return inner, Text()
        case "boolean", bool():
            return inner, Boolean()
        case "context", Mapping():
            return _read_record(inner, depth)
        case (("time" | "date and time" | "range" | "function"), _):
            raise Unreadable(kind)
        case _:
            return _read_record(given, depth)


def _by(key: str, text: str, kind: str, class_: type) -> Value:
    try:
        value = operation(key).meaning(text)
    except Undefined:
        msg = f"{kind} {text[:40]}"
        raise Unreadable(msg) from None
    if not isinstance(value, class_):
        msg = f"{kind} {text[:40]}"
        raise Unreadable(msg)
    return value  # type: ignore[return-value]


def _number(text: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        msg = f"number {text[:40]}"
        raise Unreadable(msg)
    try:
        return CONTEXT.create_decimal(text)
    except InvalidOperation:
        msg = f"number {text[:40]}"
        raise Unreadable(msg) from None


def _read_record(given: Mapping[str, Json], depth: int) -> tuple[Value, Type]:
    read_fields = [(str(name), read(inner, depth + 1)) for name, inner in given.items()]
    fields = tuple((name, value) for name, (value, _) in read_fields)
    return Record(fields), RecordOf(tuple((name, type_) for name, (_, type_) in read_fields))


def _read_list(given: Sequence[Json], depth: int) -> tuple[Value, Type]:
    items = [read(i, depth + 1) for i in given]
    type_: Type = Anything()
    for _, item in items:
        joined = join(type_, item)
        type_ = MIXED if isinstance(joined, Mismatch) else joined
        if type_ is MIXED:
            break
    return tuple(value for value, _ in items), ListOf(type_)


def write(state: State, *, timed: bool = False) -> Json:
    """A value as it crosses the wire. `timed`: no time at all is written in seconds, else in days. Raises Refused where it is no value."""
    match state:
        case bool() | str():
            return state
        case Decimal():
            return {"number": number_text(state)}
        case date():
            return {"date": f"{state:%Y-%m-%d}" if state.year > 999 else state.isoformat()}  # noqa: PLR2004 - four digits
        case timedelta():
            return {"days and time duration": text_of(state) if state or timed else "P0D"}
        case Months():
            return {"years and months duration": text_of(state)}
        case tuple():
            return [write(item, timed=timed) for item in state]
        case Record(fields):
            return {"context": {name: write(value, timed=timed) for name, value in fields}}
        case Range():
            raise Refused((problem("VG150", None, kind="range"),))
        case Undetermined() | Absent():
            raise Refused((problem("VG153", None),))
        case _:
            assert_never(state)


def as_asked(state: State, asked: Json) -> State:
    """The value as the kind that is asked for: FEEL takes one value as a list of it, and back. Raises Refused where it is another."""
    found = _as(state, asked)
    if found is None:
        kind = asked if isinstance(asked, str) else "list" if isinstance(asked, Mapping) and "list" in asked else "context"
        raise Refused((problem("VG154", None, expected=kind, attendu=kind),))
    return found


_CLASSES: Final[dict[str, type | tuple[type, ...]]] = {
    "number": Decimal,
    "string": str,
    "boolean": bool,
    "date": date,
    "days and time duration": timedelta,
    "years and months duration": Months,
}


def _as(state: State, asked: Json) -> State | None:
    match asked:
        case None | "Any" | "":
            return state
        case str():
            if isinstance(state, tuple) and len(state) == 1:
                return _as(state[0], asked)
            return state if asked in _CLASSES and isinstance(state, _CLASSES[asked]) else None
        case {"base": base}:
            return _as(state, base)
        case {"list": item}:
            items = state if isinstance(state, tuple) else (state,)
            converted = [_as(i, item) if not (isinstance(i, tuple) and isinstance(item, str) and item != "Any") else None for i in items]
            return None if any(c is None for c in converted) else tuple(c for c in converted if c is not None)
        case {"context": Mapping() as fields}:
            if isinstance(state, tuple) and len(state) == 1:
                return _as(state[0], asked)
            return _as_record(state, fields)
        case _:
            return None


def _as_record(state: State, fields: Mapping[str, Json]) -> Record | None:
    if not isinstance(state, Record):
        return None
    values = dict(state.fields)
    converted = [(name, _as(values[name], kind)) for name, kind in fields.items() if name in values]
    if len(converted) < len(fields) or any(value is None for _, value in converted):
        return None
    given = {name: value for name, value in converted if value is not None}
    return Record(tuple((name, given.get(name, value)) for name, value in state.fields))
