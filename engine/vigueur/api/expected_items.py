"""The items of a list held against what a case expects of them: how many, which, which not, and which there may be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from vigueur.api.expected_values import agrees, impossible, shown, spec_of
from vigueur.diagnostics.problems import Problem, problem
from vigueur.plain import dataclass
from vigueur.rulebook.case_documents import ExpectedItems, Pattern, Placed
from vigueur.source import Span
from vigueur.suggestion import nearest
from vigueur.types import Anything, ListOf, RecordOf, Type
from vigueur.values import Record, State, Undetermined

_FEW: Final = 3


@dataclass(frozen=True, slots=True)
class Difference:
    """What was expected and is not so."""

    what: str
    expected: str
    found: str
    place: Span


def parts_of(expected: ExpectedItems) -> int:
    """How many expectations it makes."""
    patterns = (*expected.has, *expected.lacks, *(expected.may_be or ()))
    return len(patterns) + (expected.count is not None) + (expected.may_be == ())


def mistakes(name: str, type_: Type, expected: ExpectedItems) -> Iterator[Problem]:
    """What is wrong with an expectation: it asks for items where there are none, for unknown fields, for values that cannot be."""
    if isinstance(type_, Anything):
        return
    if not isinstance(type_, ListOf):
        yield problem("VG615", expected.place, provision=name)
        return
    for pattern in (*expected.has, *expected.lacks, *(expected.may_be or ())):
        yield from _mistaken(name, type_.item, pattern)


def _mistaken(name: str, type_: Type, pattern: Pattern) -> Iterator[Problem]:
    if pattern.word is not None:
        first, inner = _first(name, type_)
        yield from impossible(spec_of(first, inner), pattern.word.text, pattern.word.span)
        return
    if not isinstance(type_, RecordOf):
        yield problem("VG616", pattern.place, provision=name)
        return
    types = dict(type_.fields)
    for field, expected in pattern.fields:
        inner_type = types.get(field.text)
        if inner_type is None:
            known = ", ".join(f"`{key}`" for key in types)
            yield problem("VG612", field.span, column=field.text, fact=name, nearest=nearest(field.text, types), known=known)
        else:
            one = expected if isinstance(expected, Pattern) else Pattern((), expected, field.span)
            yield from _mistaken(f"{name}.{field.text}", inner_type, one)


def differences(name: str, type_: Type, state: State, possible: Sequence[Record], expected: ExpectedItems) -> Iterator[Difference]:
    """What is not so. `possible`: the items of which it is undetermined whether they are."""
    item = type_.item if isinstance(type_, ListOf) else type_
    if not isinstance(state, tuple):
        yield Difference(name, "[…]", shown(state), expected.place)
        return
    sure = [found for found in state if not isinstance(found, Undetermined)]
    open_ = [found for found in state if isinstance(found, Undetermined)]
    if expected.count is not None and int(expected.count.text) != len(sure):
        yield Difference(f"{name} count", expected.count.text, _counted(sure), expected.count.span)
    for pattern in expected.has:
        if not any(matches(pattern, found, item) for found in sure):
            yield Difference(f"{name} has", written(pattern), _nearest(pattern, sure, item), pattern.place)
    for pattern in expected.lacks:
        met = [found for found in sure if matches(pattern, found, item)]
        maybe = [found for found in possible if matches(pattern, found, item)] if possible else open_
        if met:
            yield Difference(f"{name} lacks", written(pattern), ", ".join(shown(found) for found in met[:_FEW]), pattern.place)
        elif maybe:
            told = ", ".join(shown(found) for found in maybe[:_FEW])
            yield Difference(f"{name} lacks", written(pattern), f"may_be {told}", pattern.place)
    yield from _may_be(name, item, possible, expected)


def _may_be(name: str, item: Type, possible: Sequence[Record], expected: ExpectedItems) -> Iterator[Difference]:
    if expected.may_be == () and possible:
        yield Difference(f"{name} may_be", "[]", _counted(possible), expected.place)
    for pattern in expected.may_be or ():
        if not any(matches(pattern, found, item) for found in possible):
            yield Difference(f"{name} may_be", written(pattern), _nearest(pattern, possible, item), pattern.place)


def matches(pattern: Pattern, item: State, type_: Type) -> bool:
    """Whether an item is what a pattern says; what the pattern does not name may be anything."""
    if pattern.word is not None:
        if isinstance(item, Record) and isinstance(type_, RecordOf):
            return bool(item.fields) and _agrees(pattern.word, item.fields[0][1], type_.fields[0][1])
        return _agrees(pattern.word, item, type_)
    return _matched(pattern, item, type_) == len(pattern.fields)


def _matched(pattern: Pattern, item: State, type_: Type) -> int:
    """How many fields of a pattern an item has as the pattern says."""
    if not isinstance(item, Record) or not isinstance(type_, RecordOf):
        return 0
    types, held = dict(type_.fields), dict(item.fields)
    return sum(
        field.text in held
        and (
            matches(expected, held[field.text], types[field.text])
            if isinstance(expected, Pattern)
            else _agrees(expected, held[field.text], types[field.text])
        )
        for field, expected in pattern.fields
    )


def _agrees(written_: Placed, state: State, type_: Type) -> bool:
    """A record is meant by its first field."""
    if isinstance(state, Record) and isinstance(type_, RecordOf) and state.fields:
        return _agrees(written_, state.fields[0][1], type_.fields[0][1])
    return agrees(state, written_.text, spec_of("", type_))


def written(pattern: Pattern) -> str:
    """A pattern as it was written."""
    if pattern.word is not None:
        return pattern.word.text
    told = (f"{field.text}: {written(value) if isinstance(value, Pattern) else value.text}" for field, value in pattern.fields)
    return f"{{{', '.join(told)}}}"


def _nearest(pattern: Pattern, items: Sequence[State], type_: Type) -> str:
    """The items that are most like a pattern; where none is, what there is."""
    scores = [_matched(pattern, item, type_) for item in items]
    best = max(scores, default=0)
    if not best:
        return _counted(items)
    near = [shown(item) for item, score in zip(items, scores, strict=True) if score == best]
    return ", ".join(near[:_FEW]) + (" …" if len(near) > _FEW else "")


def _counted(items: Sequence[State]) -> str:
    """How many items there are, and how many of each kind."""
    kinds = Counter(shown(item.fields[0][1]) if isinstance(item, Record) and item.fields else shown(item) for item in items)
    told = ", ".join(kind if count == 1 else f"{kind} × {count}" for kind, count in kinds.items())
    return f"{len(items)} ({told})" if told else "0"


def _first(name: str, type_: Type) -> tuple[str, Type]:
    """What a word alone stands for: the item, or the first field of a record."""
    if isinstance(type_, RecordOf) and type_.fields:
        field, inner = type_.fields[0]
        return _first(f"{name}.{field}", inner)
    return name, type_
