"""The facts of a case as typed values: what a person wrote is held against the vocabulary, and every mistake is said at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, assert_never

from vigueur.checker.expected import expected
from vigueur.checker.numerals import LARGEST, Numeral, currency, days, months, numeral, same_unit, share, thousandths
from vigueur.diagnostics.problems import Problem, Refused, problem
from vigueur.ir.case import Case, Cell, Held
from vigueur.ir.nodes import FactSpec
from vigueur.plain import dataclass, field
from vigueur.rulebook.case_documents import BESIDE_FACTS, CaseDocument, GivenFact, Placed
from vigueur.source import Fragment
from vigueur.suggestion import fold, nearest
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
from vigueur.values import NEVER, Months, Record, State, Undetermined, Value

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 9998
MOST_ITEMS: Final = 10_000
LONGEST_TEXT: Final = 1_000
MOST_GUESSES: Final = 100
_SHOWN: Final = 12
LONGEST_SHOWN: Final = 60
_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_FRENCH: Final = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})")
_BOOLEANS: Final = {"true": True, "yes": True, "oui": True, "vrai": True, "false": False, "no": False, "non": False, "faux": False}
_NEVER: Final = frozenset({"never", "jamais"})
_SILENT: Final = frozenset({"", "null", "~"})
_UNKNOWN: Final = _SILENT | {"unknown", "inconnu", "inconnue", "?"}


def bind(case: CaseDocument, facts: Mapping[str, FactSpec]) -> Case:
    """A case with typed values. Raises Refused with every problem.

    A fact that is `unknown` is as if not given, save where something is supposed of a fact that is not given: then it stays unknown.
    """
    binding = _Binding()
    held: dict[str, Held] = {}
    first: dict[str, GivenFact] = {}
    for given in case.facts:
        spec = facts.get(given.id.text)
        earlier = first.setdefault(given.id.text, given)
        if earlier is not given:
            also = ((earlier.id.span, "it is given here first", "il est déjà donné ici"),)
            binding.problems.append(problem("VG607", given.id.span, also=also, fact=given.id.text))
        elif spec is None:
            near = _nearest_fact(given.id.text, facts) if len(binding.problems) < MOST_GUESSES else None
            beside = given.id.text if case.bare and given.id.text in BESIDE_FACTS else None
            binding.complain("VG601", given.id, fact=given.id.text, beside=beside, nearest=near)
        else:
            value = binding.given(spec, given)
            if value is not None:
                held[spec.id] = Held(value, given.source, given.observed)
    if binding.problems:
        raise Refused(tuple(binding.problems))
    return Case(case.name.text, held)


def parse_fact(spec: FactSpec, text: str) -> Held:
    """One fact from a text, as on the command line; items of a list are separated by commas. Raises Refused."""
    binding = _Binding()
    placed = Placed(text, Fragment.of(text, spec.id), quoted=False)
    value: State | None
    if is_unknown(spec, text):
        value = Undetermined(frozenset({spec.id}))
    elif isinstance(spec.type, ListOf):
        value = binding.items(spec, spec.type, _separated(spec, text))
    else:
        value = binding.scalar(spec, spec.type, placed)
    if value is None:
        raise Refused(tuple(binding.problems))
    return Held(value)


def is_unknown(spec: FactSpec, text: str) -> bool:
    """Whether a text says that a fact is not known, in a word that is not one of its codes."""
    word = text.strip().casefold()
    return word in _UNKNOWN and not isinstance(spec.type, Text) and word not in {c.code for c in spec.codes}


def _separated(spec: FactSpec, text: str) -> tuple[Placed, ...]:
    inside = text.strip().removeprefix("[").removesuffix("]")
    parts = (part.strip().strip("\"'") for part in inside.split(","))
    return tuple(Placed(part, Fragment.of(part, spec.id)) for part in parts if part)


def _nearest_fact(name: str, facts: Mapping[str, FactSpec]) -> str | None:
    """The fact most like a name: by its whole id, else by its last part."""
    whole = nearest(name, facts)
    if whole is not None:
        return whole
    last = {id_.rsplit(".", 1)[-1]: id_ for id_ in facts}
    found = nearest(name.rsplit(".", 1)[-1], last)
    return last[found] if found else None


@dataclass(slots=True)
class _Binding:
    """Types values and collects problems."""

    problems: list[Problem] = field(default_factory=list)

    def complain(self, code: str, placed: Placed, **details: object) -> None:
        self.problems.append(problem(code, placed.span, also=(), file="", **details))

    def unlike(self, spec: FactSpec, type_: Type, placed: Placed, near: str | None = None) -> None:
        words = expected(type_)
        self.complain(
            "VG602", placed, fact=spec.id, found=_short(placed.text),
            expected_en=words.en, expected_fr=words.fr, example=words.example, near=near,
        )  # fmt: skip

    def given(self, spec: FactSpec, given: GivenFact) -> State | None:
        """The value of a fact of a file; None where it is unknown or wrong."""
        type_, value = spec.type, given.value
        if isinstance(value, Placed):
            if is_unknown(spec, value.text):
                said = value.text.strip().casefold() not in _SILENT
                return Undetermined(frozenset({spec.id})) if spec.if_omitted and said else None
            if isinstance(type_, ListOf):
                words = expected(type_)
                self.complain("VG609", value, fact=spec.id, expected_en=words.en, expected_fr=words.fr, example=f"[{_short(value.text)}]")
                return None
            return self.scalar(spec, type_, value)
        if isinstance(type_, ListOf):
            if len(value) <= MOST_ITEMS:
                return self.items(spec, type_, value)
            self.complain("VG614", given.id, fact=spec.id, count=len(value), most=MOST_ITEMS)
            return None
        words = expected(type_)
        self.complain("VG610", given.id, fact=spec.id, expected_en=words.en, expected_fr=words.fr, example=words.example)
        return None

    def items(self, spec: FactSpec, type_: ListOf, values: tuple[Placed, ...] | tuple[tuple[GivenFact, ...], ...]) -> State | None:
        """A list of values or of records."""
        before = len(self.problems)
        found = [self._item(spec, type_.item, values[place], place + 1) for place in range(len(values))]
        return tuple(item for item in found if item is not None) if len(self.problems) == before else None

    def _item(self, spec: FactSpec, type_: Type, value: Placed | tuple[GivenFact, ...], row: int) -> State | None:
        match value, type_:
            case Placed(), RecordOf():
                self.unlike(spec, type_, value)
                return None
            case Placed(), _:
                return Undetermined(frozenset({spec.id})) if is_unknown(spec, value.text) else self.scalar(spec, type_, value)
            case _, RecordOf():
                return self._record(spec, value, row)
            case _, _:
                if value:
                    self.unlike(spec, type_, value[0].id)
                return None

    def _record(self, spec: FactSpec, columns: tuple[GivenFact, ...], row: int) -> State:
        """A record; a column that is not given is undetermined, for want of this cell, or the event it dates has not happened."""
        specs = {column.id: column for column in spec.fields}
        given: dict[str, State] = {}

        def lacking(column: FactSpec) -> State:
            return Undetermined(frozenset({Cell(spec.id, row, column.id).name}))

        for column in columns:
            known = specs.get(column.id.text)
            if known is None:
                name = column.id.text
                self.complain("VG612", column.id, column=name, fact=spec.id, nearest=nearest(name, specs), known=_listed(specs))
            elif column.id.text in given:
                self.complain("VG607", column.id, fact=column.id.text)
            else:
                value = self.given(known, column)
                if value is not None:
                    given[known.id] = lacking(known) if isinstance(value, Undetermined) else value
        supposed = {name: NEVER if column.if_omitted else lacking(column) for name, column in specs.items() if name not in given}
        return Record(tuple((name, given[name] if name in given else supposed[name]) for name in specs))

    def scalar(self, spec: FactSpec, type_: Type, placed: Placed) -> Value | None:
        """A value that is written in one word or number."""
        match type_:
            case Boolean():
                return self._boolean(spec, type_, placed)
            case Number() | Money():
                return self._number(spec, type_, placed)
            case Date():
                return self._date(spec, type_, placed)
            case Enumeration():
                return self._code(spec, type_, placed)
            case MonthsDuration() | DaysDuration():
                return self._duration(spec, type_, placed)
            case Text() | Anything():
                if len(placed.text) > LONGEST_TEXT:
                    self.complain("VG613", placed, fact=spec.id, size=len(placed.text), most=LONGEST_TEXT)
                    return None
                return placed.text
            case ListOf() | RangeOf() | RecordOf():
                self.unlike(spec, type_, placed)
                return None
            case _:
                assert_never(type_)

    def _boolean(self, spec: FactSpec, type_: Boolean, placed: Placed) -> bool | None:
        found = _BOOLEANS.get(placed.text.strip().casefold())
        if found is None:
            self.unlike(spec, type_, placed, nearest(placed.text, _BOOLEANS) if placed.text.strip().isalpha() else None)
        return found

    def _number(self, spec: FactSpec, type_: Number | Money, placed: Placed) -> Decimal | None:
        two = thousandths(placed.text) if isinstance(type_, Money) and (type_.scale or 0) < 3 else None  # noqa: PLR2004 - thousandths
        if two is not None:
            decimal = two[1] if two[1][-3] == "." else None  # thousandths are not allowed here
            self.complain("VG606", placed, fact=spec.id, found=placed.text.strip(), thousands=two[0], decimal=decimal)
            return None
        found = numeral(placed.text)
        if not isinstance(found, Numeral):
            match found:
                case "long":
                    self.complain("VG613", placed, fact=spec.id, size=len(placed.text), most=60)
                case "ambiguous":
                    both = placed.text.strip()
                    self.complain("VG606", placed, found=both, thousands=both.replace(",", ""), decimal=both.replace(",", "."))
                case "shape":
                    self.unlike(spec, type_, placed)
                case _:
                    assert_never(found)
            return None
        plain = self._without_unit(spec, type_, placed, found)
        return self._bounded(spec, type_, placed, plain) if plain is not None else None

    def _without_unit(self, spec: FactSpec, type_: Number | Money, placed: Placed, found: Numeral) -> Numeral | None:
        if not found.unit:
            return found
        if isinstance(type_, Money):
            if currency(found.unit) == type_.currency:
                return found
            self.complain("VG611", placed, fact=spec.id, found=found.unit, unit=type_.currency)
            return None
        if found.unit == "%" and not type_.unit:
            return share(found)
        if type_.unit and same_unit(found.unit, type_.unit):
            return found
        if type_.unit:
            self.complain("VG611", placed, fact=spec.id, found=found.unit, unit=type_.unit)
        else:
            self.unlike(spec, type_, placed)
        return None

    def _bounded(self, spec: FactSpec, type_: Number | Money, placed: Placed, found: Numeral) -> Decimal | None:
        value = found.value
        if (type_.low is not None and value < type_.low) or (type_.high is not None and value > type_.high):
            percent = f"{value:f} %" if type_.high == 1 and type_.low == 0 and 1 < value <= 100 else None  # noqa: PLR2004 - hundredths
            self.complain("VG603", placed, fact=spec.id, found=placed.text.strip(), near=percent, **_told(type_, value))
            return None
        if type_.scale is not None and found.decimals > type_.scale:
            self.complain("VG604", placed, fact=spec.id, found=placed.text.strip(), most=type_.scale)
            return None
        return value

    def _date(self, spec: FactSpec, type_: Date, placed: Placed) -> date | None:
        text = placed.text.strip()
        if text.casefold() in _NEVER:
            if not type_.event:
                self.complain("VG608", placed, fact=spec.id, found=text)
                return None
            return NEVER
        found = _day(text)
        if found is None and _ISO.fullmatch(text):
            from vigueur.rulebook.shapes import no_day, read_day  # noqa: PLC0415 - not needed where no day is wrong

            last = read_day(text)
            if isinstance(last, str) and last:
                self.problems.append(no_day(text, last, placed.span))
                return None
        if found is None:
            self.unlike(spec, type_, placed, _as_iso(text))
            return None
        if (type_.low is not None and found < type_.low) or (type_.high is not None and found > type_.high):
            self.complain("VG603", placed, fact=spec.id, found=text, low=type_.low, high=type_.high)
            return None
        return found

    def _code(self, spec: FactSpec, type_: Enumeration, placed: Placed) -> str | None:
        text = placed.text.strip()
        if text in type_.codes:
            return text
        words = dict(_words_of(spec, type_))
        found = words.get(fold(text))
        if found is not None:
            return found
        near = nearest(text, words)
        self.complain("VG605", placed, fact=spec.id, found=_short(text), nearest=words[near] if near else None, known=_listed(type_.codes))
        return None

    def _duration(self, spec: FactSpec, type_: MonthsDuration | DaysDuration, placed: Placed) -> Months | timedelta | None:
        found = months(placed.text) if isinstance(type_, MonthsDuration) else days(placed.text)
        if found is None:
            self.unlike(spec, type_, placed)
        return found


def _words_of(spec: FactSpec, type_: Enumeration) -> Iterable[tuple[str, str]]:
    """Every word for a code: synonyms first, so that labels and codes win where they are the same word."""
    known = [code for code in spec.codes if code.code in type_.codes]
    for code in known:
        yield from ((fold(word), code.code) for word in code.synonyms)
    for code in known:
        yield from ((fold(text), code.code) for _, text in code.label.texts)
    yield from ((fold(code), code) for code in type_.codes)


def _told(type_: Number | Money, value: Decimal) -> dict[str, Decimal | None]:
    """The bounds to tell: those that somebody has set, and the one that every number has where it is passed."""
    low, high = type_.low, type_.high
    return {"low": low if low != -LARGEST or value < low else None, "high": high if high != LARGEST or value > high else None}


def _day(text: str) -> date | None:
    match = _ISO.fullmatch(text)
    if not match or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _as_iso(text: str) -> str | None:
    """What `01/09/2023` is in French custom."""
    match = _FRENCH.fullmatch(text)
    found = f"{match[3]}-{match[2]:0>2}-{match[1]:0>2}" if match else ""
    return found if _day(found) else None


def _listed(words: Iterable[str]) -> str:
    known = list(words)
    return ", ".join(f"`{word}`" for word in known[:_SHOWN]) + (" …" if len(known) > _SHOWN else "")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
