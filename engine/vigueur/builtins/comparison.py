"""The comparisons = != < <= > >= between values of like types."""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from vigueur.builtins.operations import (
    ANY,
    DATE,
    DAYS,
    MONTHS,
    QUANTITY,
    TEXT,
    Doc,
    Function,
    Mismatch,
    Overload,
    Parameter,
    Types,
    Undefined,
)
from vigueur.builtins.problems import NOT_DEFINED
from vigueur.builtins.quantities import join
from vigueur.types import Boolean, Date, Enumeration, ListOf, Money, Number, Text, Type
from vigueur.values import Months, Range, Record, State

_ORDERED = (("number", QUANTITY), ("date", DATE), ("months", MONTHS), ("days", DAYS), ("text", TEXT))


def equal(a: State, b: State) -> bool:
    """FEEL's equality: values of unlike kinds are never equal; but a list, item by item, and a record, field by field, are."""
    match a, b:
        case bool(), bool():
            return a == b
        case (bool(), _) | (_, bool()):
            return False
        case tuple(), tuple():
            return len(a) == len(b) and all(equal(x, y) for x, y in zip(a, b, strict=True))
        case Record(), Record():
            return _same_fields(a, b)
        case Range(), Range():
            return (a.low_closed, a.high_closed) == (b.low_closed, b.high_closed) and _same_end(a.low, b.low) and _same_end(a.high, b.high)
        case (timedelta(), Months()) | (Months(), timedelta()):
            return not _length(a) and not _length(b)  # zero is the one length that both kinds share
        case _:
            return a == b


def equality(types: Types) -> Callable[..., State] | None:
    """The same for values that are known to be of one plain kind, where Python's own equality is FEEL's; None for others."""
    return operator.eq if all(isinstance(t, Number | Money | Date | Enumeration | Text) for t in types) else None


def _length(duration: object) -> int:
    return duration.count if isinstance(duration, Months) else int(bool(duration))


def _same_end(a: State | None, b: State | None) -> bool:
    return a is b if a is None or b is None else equal(a, b)


def _same_fields(a: Record, b: Record) -> bool:
    left, right = dict(a.fields), dict(b.fields)
    return left.keys() == right.keys() and all(equal(left[name], right[name]) for name in left)


def _comparable(types: Types) -> Type | Mismatch:
    a, b = types
    if isinstance(a, Enumeration) and isinstance(b, Enumeration) and not (set(a.codes) >= set(b.codes) or set(a.codes) <= set(b.codes)):
        return Mismatch("codes", types=types)
    if isinstance(a, ListOf) and isinstance(b, ListOf):
        inner = _comparable((a.item, b.item))
        return inner if isinstance(inner, Boolean) else Mismatch(inner.fault if isinstance(inner, Mismatch) else "unlike", types=types)
    joined = join(a, b)
    return joined if isinstance(joined, Mismatch) else Boolean()


def _ordered(types: Types) -> Type | Mismatch:
    if any(isinstance(t, Enumeration) for t in types):
        return Mismatch("unlike", types=types)  # codes have no order
    return _comparable(types)


def _equality(name: str, key: str, meaning: Callable[..., State], doc: Doc) -> Function:
    parameters = (Parameter("a", ANY), Parameter("b", ANY))
    return Function(name, (Overload(key, parameters, _comparable, meaning),), doc)


def _order(name: str, word: str, meaning: Callable[..., State], doc: Doc) -> Function:
    return Function(
        name,
        tuple(
            Overload(f"{word} {kind}", (Parameter("a", accepts), Parameter("b", accepts)), _ordered, meaning) for kind, accepts in _ORDERED
        ),
        doc,
    )


def ordered(a: State, b: State) -> int:
    """-1, 0 or 1: the order of two values of one kind; texts by code point."""
    match a, b:
        case (Decimal(), Decimal()) | (str(), str()) | (date(), date()) | (timedelta(), timedelta()) | (Months(), Months()):
            return (a > b) - (a < b)  # type: ignore[operator]
        case _:
            raise Undefined(NOT_DEFINED, value="")


FUNCTIONS = (
    _equality("=", "equal", equal, Doc("Whether two values are equal.", "Si deux valeurs sont égales.", "1.0 = 1.00", "true")),
    _equality(
        "!=",
        "not equal",
        lambda a, b: not equal(a, b),
        Doc("Whether two values differ.", "Si deux valeurs diffèrent.", '"a" != "b"', "true"),
    ),
    _order(
        "<",
        "less",
        operator.lt,
        Doc(
            "Whether the first is before or less than the second.", "Si le premier précède le second ou lui est inférieur.", "1 < 2", "true"
        ),
    ),
    _order(
        "<=",
        "at most",
        operator.le,
        Doc("Whether the first is at most the second.", "Si le premier est au plus le second.", "2 <= 2", "true"),
    ),
    _order(
        ">",
        "greater",
        operator.gt,
        Doc(
            "Whether the first is after or greater than the second.",
            "Si le premier suit le second ou lui est supérieur.",
            'date("2024-06-22") > date("2024-06-21")',
            "true",
        ),
    ),
    _order(
        ">=",
        "at least",
        operator.ge,
        Doc("Whether the first is at least the second.", "Si le premier est au moins le second.", "2 >= 3", "false"),
    ),
)
