"""The facts of a rule book: what may be said of a case, as plain data and as it is read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final, Literal, TypedDict

from vigueur.explanation.document import EngineEntry, RuleBookEntry
from vigueur.explanation.edition import Edition
from vigueur.explanation.screen import Line, Section
from vigueur.explanation.words import sentence
from vigueur.explanation.writing import Writer, kind_of, plain
from vigueur.ir.nodes import FactSpec, Program
from vigueur.types import Date, Money, Number

FORMAT: Final = "vigueur-vocabulary/1"
_FEW: Final = 6
_UNBOUNDED: Final = 10**12
"""A bound beyond is the engine's own, not the rule book's."""


class ChoiceEntry(TypedDict):
    """A code, what it means, and what else may be written in its place."""

    code: str
    label: str
    synonyms: list[str]


class KnownFactEntry(TypedDict):
    """What may be said of one thing. `if_omitted`: what is supposed where nothing is said; `columns`: of a list of records."""

    fact: str
    label: str
    question: str
    supplied_by: str
    type: str
    unit: str
    currency: str
    min: str | None
    max: str | None
    decimals: int | None
    choices: list[ChoiceEntry]
    columns: list[KnownFactEntry]
    if_omitted: Literal["unknown", "never", "day", "none"]
    optional: bool
    sensitive: bool


class VocabularyDocument(TypedDict):
    """The facts of a rule book, in its order; or the one that was asked for."""

    format: str
    language: str
    rulebook: RuleBookEntry
    engine: EngineEntry
    facts: list[KnownFactEntry]


class Facts:
    """The facts of one rule book, in one language."""

    def __init__(self, program: Program, writer: Writer, edition: Edition) -> None:
        self.program = program
        self.writer = writer
        self.edition = edition
        self.say = writer.say

    def told(self, fact: str = "") -> VocabularyDocument:
        """One fact, or all of them."""
        specs = [self.program.facts[fact]] if fact else self.program.facts.values()
        return {
            "format": FORMAT,
            "language": self.writer.language,
            "rulebook": self.edition.rulebook(self.program, self.writer.language),
            "engine": self.edition.program(),
            "facts": [self._entry(spec) for spec in specs],
        }

    def _entry(self, spec: FactSpec) -> KnownFactEntry:
        language = self.writer.language
        kind, unit, currency = kind_of(spec.type)
        low, high = _bounds(spec)
        return {
            "fact": spec.id,
            "label": spec.label.in_(language) or spec.id,
            "question": spec.ask.in_(language),
            "supplied_by": self.writer.phrase(spec.supplied_by),
            "type": kind,
            "unit": unit,
            "currency": currency,
            "min": None if low is None else str(plain(low)),
            "max": None if high is None else str(plain(high)),
            "decimals": spec.type.scale if isinstance(spec.type, Number | Money) else None,
            "choices": [{"code": c.code, "label": c.label.in_(language) or c.code, "synonyms": list(c.synonyms)} for c in spec.codes],
            "columns": [self._entry(column) for column in spec.fields],
            "if_omitted": spec.if_omitted or "unknown",
            "optional": spec.optional,
            "sensitive": spec.sensitive,
        }

    # -- as it is read ---------------------------------------------------------------------------------------------------------------

    def listed(self) -> Iterator[Section]:
        """Every fact: its name, its question, its kind."""
        title = self.say("facts_title")
        yield Section("verdict", title, (Line(title, "", (self.program.title.in_(self.writer.language),)),), bullets=False)
        yield Section("facts", "", tuple(self._brief(spec) for spec in self.program.facts.values()))
        yield Section("next", "", (Line(self.say("facts_next")),), bullets=False)

    def one(self, fact: str) -> Iterator[Section]:
        """One fact, with all that may be written for it."""
        spec = self.program.facts[fact]
        title = f"{self.writer.fact(fact)} [{fact}]"
        question = spec.ask.in_(self.writer.language)
        yield Section("verdict", title, (Line(title, "", (question,) if question else ()),), bullets=False)
        yield Section("facts", "", tuple(Line(sentence(words)) for words in (self._kind(spec), *self._more(spec))))
        if spec.codes:
            yield Section("choices", self.say("facts_choices"), self._choices(spec))
        if spec.fields:
            yield Section("columns", self.say("facts_columns"), tuple(self._brief(column) for column in spec.fields))
        for column in spec.fields:
            if len(column.codes) > _FEW:
                label = column.label.in_(self.writer.language) or column.id
                title = f"{self.say('facts_choices')}{self.say('facts_colon')}{label} [{column.id}]"
                yield Section(f"choices of {column.id}", title, self._choices(column))

    def _choices(self, spec: FactSpec) -> tuple[Line, ...]:
        """The codes, each with all that is accepted for it."""
        return tuple(Line(f"{c.code}{self.say('facts_colon')}{', '.join(self._accepted(spec, c.code))}") for c in spec.codes)

    def _accepted(self, spec: FactSpec, code: str) -> list[str]:
        found = next(c for c in spec.codes if c.code == code)
        return list(dict.fromkeys((found.label.in_(self.writer.language) or code, *found.synonyms)))

    def _brief(self, spec: FactSpec) -> Line:
        language = self.writer.language
        label, question = spec.label.in_(language) or spec.id, spec.ask.in_(language)
        about = " · ".join((self._kind(spec), *self._more(spec)))
        # A column without a question of its own has its label for one.
        return Line(f"{label} [{spec.id}]", "", (question, about) if question and question != label else (about,))

    def _kind(self, spec: FactSpec) -> str:
        """The kind of a value, its unit and its bounds."""
        if spec.codes:
            codes = [c.code for c in spec.codes]
            few = self.writer.words.listed(codes, "or") if len(codes) <= _FEW else ""
            return self.say("facts_few", codes=few) if few else self.say("facts_codes", count=str(len(codes)))
        kind, unit, currency = kind_of(spec.type)
        words = self.say(f"facts_{kind.replace(' ', '_')}") if kind in _KINDS else kind
        bounds = self._within(spec)
        if bounds:
            return f"{words}, {bounds}"
        return f"{words} ({currency or unit})" if currency or unit else words

    def _within(self, spec: FactSpec) -> str:
        """The bounds of a value, with their unit."""
        low, high = ("" if end is None else self.writer.value(end, spec.type) for end in _bounds(spec))
        dated = "_day" if isinstance(spec.type, Date) else ""
        if low and high:
            return self.say("facts_between", low=low, high=high)
        if low:
            return self.say(f"facts_least{dated}", low=low)
        return self.say(f"facts_most{dated}", high=high) if high else ""

    def _more(self, spec: FactSpec) -> Iterator[str]:
        """Who supplies it, and what becomes of a case that does not say it."""
        if spec.supplied_by:
            yield self.say("ask_whom", who=self.writer.phrase(spec.supplied_by))
        if spec.if_omitted:
            yield self.say(f"facts_omitted_{spec.if_omitted}")
        if spec.optional:
            yield self.say("facts_optional")
        if spec.sensitive:
            yield self.say("facts_sensitive")


_KINDS: Final = frozenset(
    {
        *("boolean", "number", "money", "date", "text", "record"),
        *("duration in months", "duration in days", "list of text", "list of date", "list of number", "list of record", "list of code"),
    }
)


def _bounds(spec: FactSpec) -> tuple[Decimal | date | None, Decimal | date | None]:
    match spec.type:
        case Number(low=low, high=high) | Money(low=low, high=high):
            return (
                None if low is None or abs(low) >= _UNBOUNDED else low,
                None if high is None or abs(high) >= _UNBOUNDED else high,
            )
        case Date(low=first, high=last):
            return first, last
        case _:
            return None, None
