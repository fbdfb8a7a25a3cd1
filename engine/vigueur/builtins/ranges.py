"""How points and ranges lie to each other (Allen's relations, as DMN has them), and ranges from text."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, cast

from vigueur.builtins.comparison import equal, ordered
from vigueur.builtins.conversion import read_number
from vigueur.builtins.dates import read_date
from vigueur.builtins.durations import read_duration
from vigueur.builtins.operations import (
    DATE,
    DAYS,
    MONTHS,
    QUANTITY,
    RANGE,
    TEXT,
    Doc,
    Function,
    Kind,
    Mismatch,
    Overload,
    Parameter,
    Types,
    Undefined,
    always,
    seldom,
)
from vigueur.builtins.problems import NOT_DEFINED, UNREADABLE
from vigueur.builtins.quantities import join
from vigueur.types import Boolean, Date, DaysDuration, MonthsDuration, Number, RangeOf, Text, Type
from vigueur.values import Months, Range, State, Value

POINT: Final = Kind(
    "number, amount, date, duration or text",
    "nombre, montant, date, durée ou texte",
    lambda t: any(k.holds(t) for k in (QUANTITY, DATE, MONTHS, DAYS, TEXT)),
)


def _order(a: Value | None, b: Value | None, infinite_a: int, infinite_b: int) -> int:
    """-1, 0 or 1; an end that is None lies at minus or plus infinity."""
    if a is None or b is None:
        x, y = (infinite_a if a is None else 0), (infinite_b if b is None else 0)
        return (x > y) - (x < y)
    return ordered(a, b)


def _starts(a: Range, b: Range) -> int:
    return _order(a.low, b.low, -1, -1)


def _ends(a: Range, b: Range) -> int:
    return _order(a.high, b.high, 1, 1)


def _end_to_start(a: Range, b: Range) -> int:
    return _order(a.high, b.low, 1, -1)


def _before_point(a: Value, b: Range) -> bool:
    order = _order(a, b.low, 0, -1)
    return order < 0 or (order == 0 and not b.low_closed)


def _before_range(a: Range, b: Value) -> bool:
    order = _order(a.high, b, 1, 0)
    return order < 0 or (order == 0 and not a.high_closed)


def _before(a: Range, b: Range) -> bool:
    order = _end_to_start(a, b)
    return order < 0 or (order == 0 and not (a.high_closed and b.low_closed))


def _meets(a: Range, b: Range) -> bool:
    return a.high_closed and b.low_closed and _end_to_start(a, b) == 0


def _reaches(a: Range, b: Range) -> bool:
    order = _end_to_start(a, b)
    return order > 0 or (order == 0 and a.high_closed and b.low_closed)


def _overlaps(a: Range, b: Range) -> bool:
    return _reaches(a, b) and _reaches(b, a)


def _overlaps_before(a: Range, b: Range) -> bool:
    start, end = _starts(a, b), _ends(a, b)
    begins_first = start < 0 or (start == 0 and a.low_closed and not b.low_closed)
    return begins_first and _reaches(a, b) and (end < 0 or (end == 0 and (not a.high_closed or b.high_closed)))


def _finishes_point(a: Value, b: Range) -> bool:
    return b.high_closed and _order(a, b.high, 0, 1) == 0


def _finishes(a: Range, b: Range) -> bool:
    start = _starts(a, b)
    return a.high_closed == b.high_closed and _ends(a, b) == 0 and (start > 0 or (start == 0 and (not a.low_closed or b.low_closed)))


def contains(a: Range, b: Value) -> bool:
    """Whether a value lies in a range."""
    low, high = _order(a.low, b, -1, 0), _order(a.high, b, 1, 0)
    return (low < 0 < high) or (low == 0 and a.low_closed and high >= 0) or (high == 0 and a.high_closed and low <= 0)


def _includes(a: Range, b: Range) -> bool:
    start, end = _starts(a, b), _ends(a, b)
    return (start < 0 or (start == 0 and (a.low_closed or not b.low_closed))) and (
        end > 0 or (end == 0 and (a.high_closed or not b.high_closed))
    )


def _starts_point(a: Value, b: Range) -> bool:
    return b.low_closed and _order(a, b.low, 0, -1) == 0


def _starts_range(a: Range, b: Range) -> bool:
    end = _ends(a, b)
    return a.low_closed == b.low_closed and _starts(a, b) == 0 and (end < 0 or (end == 0 and (not a.high_closed or b.high_closed)))


def _swapped(relation: Callable[..., bool]) -> Callable[..., bool]:
    return lambda a, b: relation(b, a)


def _related(types: Types) -> Type | Mismatch:
    a, b = (t.item if isinstance(t, RangeOf) else t for t in types)
    joined = join(a, b)
    return joined if isinstance(joined, Mismatch) else Boolean()


def _relation(
    name: str,
    doc: Doc,
    *,
    points: Callable[..., bool] | None = None,
    point_range: Callable[..., bool] | None = None,
    range_point: Callable[..., bool] | None = None,
    ranges: Callable[..., bool] | None = None,
    internal: bool = False,
) -> Function:
    forms = (
        ("points", Parameter("point1", POINT), Parameter("point2", POINT), points),
        ("point range", Parameter("point", POINT), Parameter("range", RANGE), point_range),
        ("range point", Parameter("range", RANGE), Parameter("point", POINT), range_point),
        ("ranges", Parameter("range1", RANGE), Parameter("range2", RANGE), ranges),
    )
    overloads = tuple(Overload(f"{name} {form}", (a, b), _related, meaning) for form, a, b, meaning in forms if meaning is not None)
    return Function(name, overloads, doc, internal=internal)


_RANGE = re.compile(r"([\[(\]])\s*(.+?)\s*\.\.\s*(.+?)\s*([\])\[])", re.DOTALL)
_CALL = re.compile(r'(date|duration)\s*\(\s*("(?:[^"\\]|\\.)*")\s*\)')
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_LONGEST: Final = 1000


def read_range(text: str) -> Range:
    """The range of `[1..3]`; its ends are literals. Raises Undefined."""
    found = _RANGE.fullmatch(text) if len(text) <= _LONGEST else None
    if not found:
        raise Undefined(UNREADABLE, text=text[:60])
    low, high = _end(found[2]), _end(found[3])
    if type(low) is not type(high) or ordered(low, high) > 0:
        raise Undefined(UNREADABLE, text=text[:60])
    return Range(low, high, found[1] == "[", found[4] == "]")


def _end(text: str) -> Value:
    if text.startswith("@") and _QUOTED.fullmatch(text[1:]):
        inner = text[2:-1]
        return read_duration(inner) if inner.lstrip("-").startswith("P") else read_date(inner)
    if _QUOTED.fullmatch(text):
        return re.sub(r"\\(.)", r"\1", text[1:-1])
    if call := _CALL.fullmatch(text):
        inner = call[2][1:-1]
        return read_date(inner) if call[1] == "date" else read_duration(inner)
    return read_number(text)


def _reads(kind: type) -> Callable[[State], bool]:
    def holds(text: State) -> bool:
        try:
            return isinstance(text, str) and isinstance(read_range(text).low, kind)
        except Undefined:
            return kind is Decimal  # what is no range at all goes on, to be refused with its own code

    return holds


def _literal(name: str, item: Type, kind: type) -> Overload:
    return Overload(f"range of {name}", (Parameter("from", TEXT),), lambda _: RangeOf(item), read_range, total=seldom, when=_reads(kind))


def _item(types: Types) -> Type:
    return cast("RangeOf", types[0]).item


def _end_of(given: Value | None) -> State:
    if given is None:
        raise Undefined(NOT_DEFINED, value="..")
    return given


def _property(name: str, result: Callable[[Types], Type], meaning: Callable[[Range], State], example: str, gives: str) -> Function:
    doc = Doc(f"The {name} of a range.", f"La propriété {name} d'un intervalle.", example, gives)
    total = always if name.endswith("included") else seldom
    overload = Overload(f"property {name}", (Parameter("value", RANGE),), result, meaning, total=total)
    return Function(overload.key, (overload,), doc, internal=True)


FUNCTIONS = (
    _relation(
        "before",
        Doc(
            "Whether the first ends before the second begins.",
            "Si le premier finit avant que le second commence.",
            "before([1..5], 6)",
            "true",
        ),
        points=lambda a, b: ordered(a, b) < 0,
        point_range=_before_point,
        range_point=_before_range,
        ranges=_before,
    ),
    _relation(
        "after",
        Doc(
            "Whether the first begins after the second ends.", "Si le premier commence après la fin du second.", "after([5..10], 4)", "true"
        ),
        points=lambda a, b: ordered(a, b) > 0,
        point_range=_swapped(_before_range),
        range_point=_swapped(_before_point),
        ranges=_swapped(_before),
    ),
    _relation(
        "meets",
        Doc(
            "Whether the first ends where the second begins.",
            "Si le premier finit là où le second commence.",
            "meets([1..5], [5..10])",
            "true",
        ),
        ranges=_meets,
    ),
    _relation(
        "met by",
        Doc(
            "Whether the first begins where the second ends.",
            "Si le premier commence là où le second finit.",
            "met by([5..10], [1..5])",
            "true",
        ),
        ranges=_swapped(_meets),
    ),
    _relation(
        "overlaps",
        Doc("Whether two ranges share a value.", "Si deux intervalles ont une valeur commune.", "overlaps([1..5], [3..8])", "true"),
        ranges=_overlaps,
    ),
    _relation(
        "overlaps before",
        Doc(
            "Whether the first overlaps the second's beginning.",
            "Si le premier chevauche le début du second.",
            "overlaps before([1..5], [3..8])",
            "true",
        ),
        ranges=_overlaps_before,
    ),
    _relation(
        "overlaps after",
        Doc(
            "Whether the first overlaps the second's end.",
            "Si le premier chevauche la fin du second.",
            "overlaps after([3..8], [1..5])",
            "true",
        ),
        ranges=_swapped(_overlaps_before),
    ),
    _relation(
        "finishes",
        Doc("Whether the first is the end of the second.", "Si le premier est la fin du second.", "finishes(10, [1..10])", "true"),
        point_range=_finishes_point,
        ranges=_finishes,
    ),
    _relation(
        "finished by",
        Doc("Whether the second is the end of the first.", "Si le second est la fin du premier.", "finished by([1..10], 10)", "true"),
        range_point=_swapped(_finishes_point),
        ranges=_swapped(_finishes),
    ),
    _relation(
        "includes",
        Doc("Whether the second lies in the first.", "Si le second est dans le premier.", "includes([1..10], 5)", "true"),
        range_point=contains,
        ranges=_includes,
    ),
    _relation(
        "during",
        Doc("Whether the first lies in the second.", "Si le premier est dans le second.", "during(5, [1..10])", "true"),
        point_range=_swapped(contains),
        ranges=_swapped(_includes),
    ),
    _relation(
        "starts",
        Doc("Whether the first is the beginning of the second.", "Si le premier est le début du second.", "starts(1, [1..10])", "true"),
        point_range=_starts_point,
        ranges=_starts_range,
    ),
    _relation(
        "started by",
        Doc("Whether the second is the beginning of the first.", "Si le second est le début du premier.", "started by([1..10], 1)", "true"),
        range_point=_swapped(_starts_point),
        ranges=_swapped(_starts_range),
    ),
    _relation(
        "coincides",
        Doc("Whether the two are the same.", "Si les deux sont les mêmes.", "coincides([1..5], [1..5])", "true"),
        points=equal,
        ranges=equal,
    ),
    _relation(
        "in range",
        Doc("Whether a value lies in a range: `in`.", "Si une valeur est dans un intervalle : `in`.", "5 in [1..10]", "true"),
        point_range=_swapped(contains),
        internal=True,
    ),
    Function(
        "range",
        (
            _literal("numbers", Number(), Decimal),
            _literal("dates", Date(), date),
            _literal("months", MonthsDuration(), Months),
            _literal("days", DaysDuration(), timedelta),
            _literal("texts", Text(), str),
        ),
        Doc(
            "A range from its text, whose ends are literals.",
            "Un intervalle par son texte, dont les bornes sont des littéraux.",
            'range("[1..3]")',
            "[1..3]",
        ),
    ),
    _property("start", _item, lambda r: _end_of(r.low), "[1..3].start", "1"),
    _property("end", _item, lambda r: _end_of(r.high), "[1..3].end", "3"),
    _property("start included", lambda _: Boolean(), lambda r: r.low_closed and r.low is not None, "starts(1, [1..3])", "true"),
    _property("end included", lambda _: Boolean(), lambda r: r.high_closed and r.high is not None, "finishes(3, [1..3])", "true"),
)
