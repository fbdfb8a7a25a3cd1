"""Cases within the bounds of a vocabulary: what a person could truly give."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from vigueur.ir.case import Case, Held
from vigueur.ir.nodes import FactSpec, Program
from vigueur.types import Boolean, Date, DaysDuration, Enumeration, ListOf, Money, MonthsDuration, Number, RecordOf, Text, Type
from vigueur.values import NEVER, Months, Record, State

_EDGES = [Decimal(n) for n in (0, 1, 640, 775, 1270, 1503, 1721)]


def values(type_: Type) -> st.SearchStrategy[State]:
    """The values of a type, its bounds among them."""
    match type_:
        case Boolean():
            return st.booleans()
        case Number(low=low, high=high, scale=scale) | Money(low=low, high=high, scale=scale):
            least, most = low if low is not None else Decimal(-(10**15)), high if high is not None else Decimal(10**15)
            places = 2 if scale is None else min(scale, 6)
            near = [edge for edge in _EDGES if least <= edge <= most]
            drawn = st.decimals(least, most, places=places, allow_nan=False, allow_infinity=False)
            return st.one_of(drawn, st.sampled_from([least, most, *near]))
        case Date(event=event):
            turns = [date(2024, 2, 29), date(2023, 9, 1), date(2024, 6, 22)]
            days = st.dates(date(2015, 1, 1), date(2037, 12, 31)) | st.sampled_from(turns)
            return days | st.just(NEVER) if event else days
        case MonthsDuration():
            return st.integers(-600, 600).map(Months)
        case DaysDuration():
            return st.integers(-3000, 3000).map(lambda n: timedelta(days=n))
        case Enumeration(codes):
            return st.sampled_from(codes)
        case Text():
            return st.text(max_size=20)
        case ListOf(item):
            return st.lists(values(item), max_size=4).map(tuple)
        case RecordOf(fields):
            names = [name for name, _ in fields]
            return st.tuples(*(values(t) for _, t in fields)).map(lambda held: Record(tuple(zip(names, held, strict=True))))
        case _:
            message = f"no values of {type_}"
            raise AssertionError(message)


def facts(specs: dict[str, FactSpec]) -> st.SearchStrategy[dict[str, State]]:
    """Some of the facts, each with a value of its type."""
    return st.fixed_dictionaries({}, optional={name: values(spec.type) for name, spec in specs.items()})


def cases(program: Program) -> st.SearchStrategy[Case]:
    """Cases of a rule book; any fact may be missing."""
    return facts(program.facts).map(lambda held: Case("", {name: Held(value) for name, value in held.items()}))


def days(program: Program) -> st.SearchStrategy[date]:
    """Days of a rule book's calendar, those of its texts among them."""
    turns = [day for text in program.texts.values() for day in (*text.in_force, text.in_force[0] - timedelta(days=1))]
    within = [day for day in turns if program.calendar.first <= day <= program.calendar.last]
    return st.dates(program.calendar.first, program.calendar.last) | st.sampled_from(within or [program.calendar.first])
