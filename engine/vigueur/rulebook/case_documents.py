"""The documents of a case as they were written, and what they are made of: all that is read where the rule book was checked before.

`place` spans are never compared.
"""

from __future__ import annotations

from datetime import date
from typing import Final, TypeAlias

from vigueur.plain import dataclass, field
from vigueur.source import Fragment, Span

BESIDE_FACTS: Final = ("name", "case", "why")
"""What may stand in a file of one case beside `facts`."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A scalar of a file: its text as written, with its place. `quoted`: it stood in quotes."""

    text: str
    fragment: Fragment
    quoted: bool = False

    @property
    def span(self) -> Span:
        return self.fragment.span(0, len(self.fragment.text))


@dataclass(frozen=True, slots=True)
class Days:
    """A day, or the interval in which an undated text lies."""

    first: date
    last: date
    why: str = ""
    place: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class GivenFact:
    """A fact of a case: its value as written. `source`, `observed`: who supplied it and when it was observed, where the person says so."""

    id: Placed
    value: Placed | tuple[Placed, ...] | tuple[tuple[GivenFact, ...], ...]
    source: str = ""
    observed: date | None = None


@dataclass(frozen=True, slots=True)
class SameAs:
    """`{provision: ID}` in an expectation: the value of that provision for the same case and day."""

    provision: Placed


@dataclass(frozen=True, slots=True)
class Pattern:
    """What an item of a list must be: `{field: expected}`, where a field that is not named may be anything.

    A word alone stands for the item itself, or, where the item is a record, for its first field.
    """

    fields: tuple[tuple[Placed, Placed | Pattern], ...]
    word: Placed | None
    place: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ExpectedItems:
    """`{count, has, lacks, may_be}`: what is expected of the items of a list. `may_be`: those that are undetermined."""

    count: Placed | None
    has: tuple[Pattern, ...]
    lacks: tuple[Pattern, ...]
    may_be: tuple[Pattern, ...] | None
    place: Span = field(compare=False)


Expected: TypeAlias = "Placed | tuple[Placed, ...] | SameAs | ExpectedItems"


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a case expects on a day: (decision or provision, expected as written, a tuple for a list), and what it waits for.

    `facts`: what has become known by then, in place of what was; `more`: items that have joined its lists. They hold on all later days.
    """

    as_of: date
    known_at: date | None
    readings: tuple[tuple[Placed, Placed], ...]
    values: tuple[tuple[Placed, Expected], ...]
    waits_for: tuple[Placed, ...] | None
    place: Span = field(compare=False)
    why: str = ""
    facts: tuple[GivenFact, ...] = ()
    more: tuple[GivenFact, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseDocument:
    """A case as written. `bare`: its file is its facts, without a key `facts` around them."""

    name: Placed
    like: Placed | None
    facts: tuple[GivenFact, ...]
    expect: tuple[Expectation, ...]
    why: str = ""
    place: Span | None = field(default=None, compare=False)
    bare: bool = field(default=False, compare=False)
