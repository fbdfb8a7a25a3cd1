"""Values as a person reads them, and as plain data."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Final, TypeAlias

from vigueur.diagnostics.problems import Language
from vigueur.explanation.document import Plain, Status
from vigueur.explanation.words import say, vocabulary
from vigueur.ir.nodes import Expr, FactSpec, Program
from vigueur.ir.typing import type_of
from vigueur.types import (
    Anything,
    Boolean,
    Date,
    DaysDuration,
    Enumeration,
    ListOf,
    Money,
    MonthsDuration,
    Number,
    RangeOf,
    RecordOf,
    Text,
    Type,
)
from vigueur.values import NEVER, Absent, Bounds, Months, Range, Record, State, Undetermined, Value

DEADLINE_CODES: Final = frozenset(("kept", "open", "missed"))
"""How a deadline may stand."""

Reader: TypeAlias = "Callable[[Expr], State]"
"""Gives the state of an expression in the evaluation that is explained."""


class Writer:
    """Writes values in one language with the labels of one rule book."""

    def __init__(self, program: Program, language: Language) -> None:
        self.program = program
        self.language = language
        self.words = vocabulary(language)
        self._labels: dict[tuple[str, ...], dict[str, str]] = {}

    def say(self, key: str, /, **details: str) -> str:
        """A phrase of the language."""
        return say(self.language, key, **details)

    def period(self, length: Months | timedelta) -> str:
        """How often: every year, every 15 days."""
        if isinstance(length, timedelta):
            return self.words.period(length.days, "day")
        years, months = divmod(length.count, 12)
        return self.words.period(length.count, "month") if months else self.words.period(years, "year")

    def state(self, state: State, type_: Type) -> str:
        """A value, or the word for having none."""
        match state:
            case Absent(cause):
                return self.say("answer_inapplicable" if cause in {"not_applicable", "event_never"} else "answer_absent")
            case Undetermined():
                return self.possible(state, type_) or self.say("answer_unknown")
            case _:
                return self.value(state, type_)

    def value(self, value: Value, type_: Type) -> str:
        """A value, in the words of the language."""
        match value:
            case bool():
                return self.say("yes" if value else "no")
            case Decimal():
                return self._quantity(value, type_)
            case date():
                return self.words.date_(value)
            case timedelta():
                return self.words.days(value)
            case Months(count):
                return self.words.months(count)
            case str():
                return self.code(value, type_) if isinstance(type_, Enumeration) else value
            case tuple() if isinstance(type_, ListOf) and isinstance(type_.item, RecordOf):
                return self.words.parted([self.state(v, type_.item) for v in value]) or self.say("nothing")
            case tuple():
                item = type_.item if isinstance(type_, ListOf) else type_
                return self.words.listed([self.state(v, item) for v in value]) or self.say("nothing")
            case Range(low, high):
                return " .. ".join(self.value(end, type_) if end is not None else "" for end in (low, high))
            case Record():
                return self._record(value, type_)

    def _record(self, record: Record, type_: Type) -> str:
        """A record: what stands first in it, and the rest in brackets, without what was not given and events that have not happened."""
        types = dict(type_.fields) if isinstance(type_, RecordOf) else {}
        known = [(name, v) for name, v in record.fields if v != NEVER and not isinstance(v, Undetermined)]
        first, *rest = [self.state(v, types.get(name, Text())) for name, v in known] or [self.say("answer_unknown")]
        return f"{first} ({', '.join(rest)})" if rest else first

    def _quantity(self, value: Decimal, type_: Type) -> str:
        match type_:
            case Money(currency):
                return self.words.money(value, currency)
            case Number(unit="%"):
                return self.words.percent(value)
            case Number(unit="", low=low, high=high) if low is not None and high is not None and low >= 0 and high <= 1 and low != high:
                return self.words.percent(value)
            case Number(unit=unit):
                return self.words.number(value, "" if unit == "*" else unit)
            case _:
                return self.words.number(value)

    def code(self, code: str, type_: Enumeration) -> str:
        """The label of a code."""
        labels = self._labels.get(type_.codes)
        if labels is None:
            labels = self._labels[type_.codes] = self._labels_of(type_)
        return labels.get(code, code)

    def _labels_of(self, type_: Enumeration) -> dict[str, str]:
        codes = set(type_.codes)
        if codes <= DEADLINE_CODES:
            return {code: self.say(f"deadline_code_{code}") for code in type_.codes}
        for spec in _with_columns(self.program.facts.values()):
            if spec.codes and codes <= {c.code for c in spec.codes}:
                return {c.code: c.label.in_(self.language) or c.code for c in spec.codes}
        return {}

    def possible(self, state: Undetermined, type_: Type) -> str:
        """What an undetermined value may still become, or nothing where little is known."""
        match state.possible:
            case frozenset() as values if values and not isinstance(type_, Boolean):
                shown = [self.value(v, type_) for v in ordered(values)]
                if len(shown) > 1 and len(shown) <= 5:  # noqa: PLR2004 - as many as a line bears
                    return self.say("one_of_possible", values=self.words.listed(shown, "or"))
                if len(shown) > 1 and isinstance(type_, Number | Money | Date):
                    return self.say("between_possible", low=shown[0], high=shown[-1])
                return ""
            case Bounds(low, high) if low is not None and high is not None and isinstance(type_, Money | Number):
                # Bounds of the type itself, or as far below zero as above (the calendar's length), say nothing of the case.
                own = (low, high) == (type_.low, type_.high)
                if not own and abs(low) < 10**12 and abs(high) < 10**12 and low != -high:  # type: ignore[arg-type, operator]
                    return self.say("between_possible", low=self.value(low, type_), high=self.value(high, type_))
                return ""
            case _:
                return ""

    def date(self, day: date) -> str:
        """A day."""
        return self.words.date_(day)

    def fact(self, name: str) -> str:
        """The label of a fact."""
        spec = self.program.facts.get(name)
        return (spec.label.in_(self.language) if spec else "") or name

    def provision(self, name: str) -> str:
        """The label of a provision."""
        decision = self.program.decisions.get(name)
        label = decision.label.in_(self.language) if decision else ""
        if label:
            return label
        found = self.program.provisions.get(name)
        return (found.label.in_(self.language) if found else "") or name

    def text(self, name: str) -> str:
        """How a text is named in a sentence."""
        found = self.program.texts.get(name)
        return (found.short.in_(self.language) or found.title.in_(self.language) if found else "") or name

    def phrase(self, own: str) -> str:
        """A text of the rule book that has no id, such as why the law lacks something: in the language, or in the book's own."""
        found = self.program.phrases.get(own)
        return found.in_(self.language) if found else own

    def parts(self, parts: Iterable[str | Expr], read: Reader) -> str:
        """A sentence of the rule book, its placeholders filled in."""
        return "".join(part if isinstance(part, str) else self.state(read(part), type_of(part)) for part in parts)


def _with_columns(specs: Iterable[FactSpec]) -> Iterable[FactSpec]:
    for spec in specs:
        yield spec
        yield from spec.fields


def ordered(values: Iterable[Value]) -> list[Value]:
    """Values of one type in a fixed order, whatever the order they come in."""
    return sorted(values, key=_key)


def _key(value: Value) -> tuple[int, Decimal, str]:
    match value:
        case bool():
            return 0, Decimal(int(value)), ""
        case Decimal():
            return 1, value, ""
        case date():
            return 2, Decimal(value.toordinal()), ""
        case _:
            return 3, Decimal(0), str(plain(value))


def plain(state: State) -> Plain:
    """A state as JSON has it. Undetermined and absent ones are null: their status says which."""
    match state:
        case bool():
            return state
        case Decimal():
            return exact(state)
        case date():
            return "never" if state == NEVER else state.isoformat()
        case timedelta():
            return f"P{state.days}D"
        case Months(count):
            return ("-" if count < 0 else "") + f"P{abs(count)}M"
        case str():
            return state
        case tuple():
            return [plain(v) for v in state]
        case Range(low, high, low_closed, high_closed):
            ends = (None if low is None else plain(low), None if high is None else plain(high))
            return {"low": ends[0], "high": ends[1], "low_closed": low_closed, "high_closed": high_closed}
        case Record(fields):
            return {name: plain(v) for name, v in fields}
        case Undetermined() | Absent():
            return None


def exact(value: Decimal) -> str:
    """A number as it is: without exponent and idle zeros."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def status(state: State) -> Status:
    """Whether there is a value, not yet, or none in force."""
    if isinstance(state, Undetermined):
        return "undetermined"
    return "absent" if isinstance(state, Absent) else "determined"


@lru_cache(maxsize=256)
def kind_of(type_: Type) -> tuple[str, str, str]:
    """The name of a type, its unit and its currency."""
    match type_:
        case Boolean():
            return "boolean", "", ""
        case Number(unit=unit):
            return "number", "" if unit == "*" else unit, ""
        case Money(currency):
            return "money", "", currency
        case Date():
            return "date", "", ""
        case MonthsDuration():
            return "duration in months", "", ""
        case DaysDuration():
            return "duration in days", "", ""
        case Text():
            return "text", "", ""
        case Enumeration():
            return "code", "", ""
        case ListOf(item):
            name, unit, currency = kind_of(item)
            return f"list of {name}", unit, currency
        case RangeOf(item):
            name, unit, currency = kind_of(item)
            return f"range of {name}", unit, currency
        case RecordOf():
            return "record", "", ""
        case Anything():
            return "anything", "", ""
