"""From text to number and from any value to text."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation, Overflow

from vigueur.builtins.operations import ANY, TEXT, Doc, Function, Overload, Parameter, Undefined, seldom
from vigueur.builtins.problems import TOO_LARGE, UNREADABLE
from vigueur.builtins.quantities import CONTEXT
from vigueur.builtins.writing import text_of
from vigueur.types import Number, Text
from vigueur.values import NEVER, Absent, State

_NUMBER = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d{1,5})?", re.ASCII)
_LONGEST = 10_000


def read_number(text: str) -> Decimal:
    """The number of `1250.50`. Raises Undefined."""
    if len(text) > _LONGEST or not _NUMBER.fullmatch(text):
        raise Undefined(UNREADABLE, text=text[:60])
    try:
        return CONTEXT.plus(Decimal(text))
    except (Overflow, InvalidOperation):
        raise Undefined(TOO_LARGE) from None


def _number(text: str, grouping: str = "", point: str = ".") -> State:
    if grouping not in {"", " ", ",", "."} or point not in {".", ","} or grouping == point:
        raise Undefined(UNREADABLE, text=f"{grouping}{point}")
    if grouping:
        text = text.replace(grouping, "")
    if point == ",":
        if "." in text:
            raise Undefined(UNREADABLE, text=text[:60])
        text = text.replace(",", ".")
    return read_number(text)


def _text(value: State) -> State:
    """A value as text; an event that has not happened has none."""
    return Absent("event_never") if _holds_never(value) else text_of(value)


def _holds_never(value: State) -> bool:
    return any(_holds_never(v) for v in value) if isinstance(value, tuple) else value == NEVER


_FROM = Parameter("from", TEXT)
_GROUPING = Parameter("grouping separator", TEXT)
_POINT = Parameter("decimal separator", TEXT)

FUNCTIONS = (
    Function(
        "number",
        (
            Overload("number", (_FROM,), lambda _: Number(), _number, total=seldom),
            Overload("number separators", (_FROM, _GROUPING, _POINT), lambda _: Number(), _number, total=seldom),
        ),
        Doc("The number that a text writes.", "Le nombre qu'un texte écrit.", 'number("1 000,5", " ", ",")', "1000.5"),
    ),
    Function(
        "string",
        (Overload("string", (Parameter("from", ANY),), lambda _: Text(), _text),),
        Doc("A value as text.", "Une valeur en texte.", 'string(date("2024-06-22"))', '"2024-06-22"'),
    ),
)
