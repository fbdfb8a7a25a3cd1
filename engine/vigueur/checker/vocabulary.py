"""The vocabulary of a rule book: types as they are written, and facts with their codes and bounds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final, Literal, TypeVar, cast

from vigueur.checker.numerals import LARGEST
from vigueur.diagnostics.problems import Problem, problem
from vigueur.ir import nodes as ir
from vigueur.rulebook.documents import CodeDocument, FactDocument, Lacking, Placed
from vigueur.rulebook.shapes import MOST_DECIMALS, no_day, read_day
from vigueur.suggestion import nearest
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
    RecordOf,
    Text,
    Type,
)

_TYPES: Final[dict[str, Type]] = {
    "boolean": Boolean(),
    "date": Date(),
    "text": Text(),
    "number": Number("", -LARGEST, LARGEST, MOST_DECIMALS),
    "share": Number("", Decimal(0), Decimal(1), MOST_DECIMALS),
    "duration in months": MonthsDuration(),
    "duration in days": DaysDuration(),
}
_WORDS: Final = (*_TYPES, "number of ", "money EUR", "list of ", "one of [", "like ")
_NUMBER_OF: Final = re.compile(r"number of ([^\W\d_][\w -]{0,40})")
_MONEY: Final = re.compile(r"money ([A-Z]{3})")
_ONE_OF: Final = re.compile(r"one of \[(.*)\]", re.DOTALL)
_PERCENT: Final = re.compile(r"(.*?)\s*%")


def written_type(written: Placed, facts: Mapping[str, ir.FactSpec], problems: list[Problem]) -> Type:
    """The type that a text such as `number of patients` names."""
    text = written.text.strip()
    known = _TYPES.get(text)
    if known is not None:
        return known
    if found := _NUMBER_OF.fullmatch(text):
        return Number(found[1], -LARGEST, LARGEST, MOST_DECIMALS)
    if found := _MONEY.fullmatch(text):
        return Money(found[1], -LARGEST, LARGEST)
    if found := _ONE_OF.fullmatch(text):
        return Enumeration(tuple(dict.fromkeys(c.strip().strip("\"'") for c in found[1].split(",") if c.strip())))
    if text.startswith("like "):
        name = text.removeprefix("like ").strip()
        if name in facts:
            return facts[name].type
        problems.append(problem("VG402", written.span, name=name, near=nearest(name, facts)))
        return Anything()
    if text.startswith("list of "):
        inner = text.removeprefix("list of ")
        start = written.fragment.text.find(inner)
        if inner in facts:
            return ListOf(facts[inner].type)
        fragment = written.fragment
        if start >= 0 and fragment.offsets is None:
            fragment = type(fragment)(inner, fragment.source, fragment.start + start)
        return ListOf(written_type(Placed(inner, fragment), facts, problems))
    problems.append(problem("VG401", written.span, type=text, near=nearest(text, _WORDS)))
    return Anything()


def vocabulary(documents: Sequence[FactDocument], language: str, problems: list[Problem]) -> dict[str, ir.FactSpec]:
    """The facts of a rule book by id. Facts whose type is like another's come after it, in whatever order they are written."""
    specs: dict[str, ir.FactSpec] = {}
    for document in sorted(documents, key=_dependence):
        specs[document.id.text] = _fact(document, specs, language, problems)
    for document in documents:
        spec = specs[document.id.text]
        if document.observed_at is not None:
            dated = specs.get(document.observed_at.text)
            if dated is None or not isinstance(dated.type, Date):
                near = nearest(document.observed_at.text, [s.id for s in specs.values() if isinstance(s.type, Date)])
                problems.append(problem("VG403", document.observed_at.span, name=document.observed_at.text, near=near))
        _may_be_omitted(document, spec, problems)
    return {d.id.text: specs[d.id.text] for d in documents}


def _dependence(document: FactDocument) -> int:
    """Records come last, for their columns may be like any fact; what is like another comes after what stands by itself."""
    if document.record:
        return 2
    return int(document.type is not None and document.type.text.startswith(("like ", "list of ")))


def _may_be_omitted(document: FactDocument, spec: ir.FactSpec, problems: list[Problem]) -> None:
    """A date may stand for an event that has not happened or for the day, a list for nothing; nothing else stands for anything."""
    pairs = [(document, spec), *zip(document.record, spec.fields, strict=True)]
    for written, found in pairs:
        if written.if_omitted is not None and not isinstance(found.type, ListOf if found.if_omitted == "none" else Date):
            en, fr = ("list", "liste") if found.if_omitted == "none" else ("date", "date")
            problems.append(problem("VG404", written.if_omitted.span, name=found.id, value=found.if_omitted, kind_en=en, kind_fr=fr))


def words(own: str | None, language: str, translations: Sequence[tuple[str, str]] = ()) -> ir.Words:
    """A text with its translations, the book's own language first."""
    if own is None:
        return ir.Words(tuple(translations))
    return ir.Words(((language, own), *translations))


def said(own: str, key: str, language: str, translations: Sequence[tuple[str, Sequence[tuple[str, Placed]]]]) -> ir.Words:
    """A text with its translations, where these stand in a file of their own."""
    return words(own, language, tuple((lang, text.text) for lang, text in translated(key, translations)))


T = TypeVar("T")


def translated(key: str, translations: Sequence[tuple[str, Sequence[tuple[str, T]]]]) -> tuple[tuple[str, T], ...]:
    """The translations of one key, such as `label`."""
    return tuple((language, text) for language, entries in translations for name, text in entries if name == key)


def _fact(document: FactDocument, facts: Mapping[str, ir.FactSpec], language: str, problems: list[Problem]) -> ir.FactSpec:
    codes = tuple(_code(c, language) for c in document.codes)
    omitted = document.if_omitted.text if document.if_omitted else ""
    fields = tuple(_fact(column, facts, language, problems) for column in document.record)
    if document.named_by is not None and document.named_by.text not in {f.id for f in fields}:
        near = nearest(document.named_by.text, [f.id for f in fields])
        problems.append(problem("VG407", document.named_by.span, column=document.named_by.text, fact=document.id.text, near=near))
    return ir.FactSpec(
        id=document.id.text,
        type=_type(document, fields, facts, problems),
        label=words(document.label.text, language, translated("label", document.translations)),
        ask=words(document.ask.text, language, translated("ask", document.translations)),
        supplied_by=document.supplied_by.text if document.supplied_by else "",
        if_omitted=cast("Literal['', 'never', 'day', 'none']", omitted),
        optional=document.optional,
        sensitive=document.sensitive,
        observed_at=document.observed_at.text if document.observed_at else "",
        codes=codes or _codes_of(document, facts),
        groups=_groups(document, problems),
        fields=fields,
        named_by=document.named_by.text if document.named_by else "",
        place=_place(document.id),
    )


def _type(document: FactDocument, fields: Sequence[ir.FactSpec], facts: Mapping[str, ir.FactSpec], problems: list[Problem]) -> Type:
    if document.codes:
        return Enumeration(tuple(c.code.text for c in document.codes))
    if fields:
        return ListOf(RecordOf(tuple((f.id, f.type) for f in fields)))
    if document.type is None:
        return Boolean()
    written = written_type(document.type, facts, problems)
    match written:
        case Number(unit=unit):
            low, high = _bound(document.low, problems), _bound(document.high, problems)
            return Number(
                unit, written.low if low is None else low, written.high if high is None else high, _decimals(document, MOST_DECIMALS)
            )
        case Money(currency):
            low, high = _bound(document.low, problems), _bound(document.high, problems)
            return Money(currency, -LARGEST if low is None else low, LARGEST if high is None else high, _decimals(document, 2))
        case Date():
            return Date(event=document.if_omitted is not None, low=_day(document.low, problems), high=_day(document.high, problems))
        case _:
            return written


def _codes_of(document: FactDocument, facts: Mapping[str, ir.FactSpec]) -> tuple[ir.Code, ...]:
    if document.type is not None and document.type.text.startswith("like "):
        other = facts.get(document.type.text.removeprefix("like ").strip())
        return other.codes if other else ()
    return ()


def _code(document: CodeDocument, language: str) -> ir.Code:
    synonyms = tuple(s.text for s in document.synonyms)
    return ir.Code(document.code.text, words(document.label.text, language, document.translations), synonyms)


def _groups(document: FactDocument, problems: list[Problem]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    known = [c.code.text for c in document.codes]
    groups = []
    for name, members in document.groups:
        if isinstance(members, Lacking):
            continue
        problems.extend(
            problem("VG405", member.span, code=member.text, fact=document.id.text, near=nearest(member.text, known))
            for member in members
            if member.text not in known
        )
        groups.append((name.text, tuple(m.text for m in members)))
    return tuple(groups)


def _decimals(document: FactDocument, default: int) -> int:
    return int(document.decimals.text) if document.decimals else default


def _bound(written: Placed | None, problems: list[Problem]) -> Decimal | None:
    if written is None:
        return None
    percent = _PERCENT.fullmatch(written.text)
    try:
        number = Decimal((percent[1] if percent else written.text).replace("_", ""))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) > LARGEST:
        problems.append(problem("VG406", written.span, value=written.text))
        return None
    return number / 100 if percent else number


def _day(written: Placed | None, problems: list[Problem]) -> date | None:
    if written is None:
        return None
    day = read_day(written.text)
    if isinstance(day, date):
        return day
    problems.append(no_day(written.text, day, written.span))
    return None


def _place(written: Placed) -> str:
    return f"{written.span.source.name}:{written.span.line}"
