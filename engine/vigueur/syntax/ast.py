"""The tree of an expression: what was written, and where.

A node is data. Its span is not compared: equal trees may come from different places.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Literal, TypeAlias

from vigueur.plain import dataclass, field
from vigueur.source import Span
from vigueur.values import Months


@dataclass(frozen=True, slots=True)
class Node:
    span: Span = field(kw_only=True, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Number(Node):
    value: Decimal


@dataclass(frozen=True, slots=True)
class Quantity(Node):
    """A number with its unit: `20 %`, `2 years`, `15 days`, `38000 EUR`. Unit is `%`, `year`, `month`, `day` or a currency."""

    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Text(Node):
    value: str


@dataclass(frozen=True, slots=True)
class Boolean(Node):
    value: bool


@dataclass(frozen=True, slots=True)
class Null(Node):
    """Parsed, so that it can be refused in the user's words."""


@dataclass(frozen=True, slots=True)
class Temporal(Node):
    """A literal `@"…"`: a date or a duration."""

    value: date | timedelta | Months


@dataclass(frozen=True, slots=True)
class Name(Node):
    """One identifier. `a.b.c` is Path(Path(Name(a), b), c): the checker finds where the name ends and the fields begin."""

    id: str


@dataclass(frozen=True, slots=True)
class Path(Node):
    base: Expr
    name: str


@dataclass(frozen=True, slots=True)
class Negate(Node):
    operand: Expr


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    op: Literal["+", "-", "*", "/", "**"]
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Compare(Node):
    op: Literal["=", "!=", "<", "<=", ">", ">="]
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Logic(Node):
    """`a and b and c` is one node with three members."""

    op: Literal["and", "or"]
    members: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Between(Node):
    operand: Expr
    low: Expr
    high: Expr


@dataclass(frozen=True, slots=True)
class In(Node):
    """`x in test` or `x in (test, test)`."""

    operand: Expr
    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Range(Node):
    """`[a..b]`, `(a..b]`, `]a..b[`; `(< a)` and the like have one open end (None)."""

    low: Expr | None
    high: Expr | None
    low_closed: bool
    high_closed: bool


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    """A unary test `< 5`, `>= a`, `= b`, `!= c`: compares what is tested."""

    op: Literal["=", "!=", "<", "<=", ">", ">="]
    value: Expr


@dataclass(frozen=True, slots=True)
class Wildcard(Node):
    """`-` or `any` in a cell."""


Test: TypeAlias = "Comparison | Expr"
"""A test in `in (…)` or a cell. An Expr is a value to equal, a list or range to be in, or a boolean test that uses `?`."""


@dataclass(frozen=True, slots=True)
class UnaryTests(Node):
    """A cell: one of the tests holds, or with `not(…)` none does. Wildcard: no tests at all."""

    tests: tuple[Test, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Tested(Node):
    """`?` in a cell: the value that is tested."""


@dataclass(frozen=True, slots=True)
class If(Node):
    """A choice. FEEL has no `if` without `else`."""

    condition: Expr
    then: Expr
    otherwise: Expr


@dataclass(frozen=True, slots=True)
class Iterator(Node):
    """`name in domain`; for `for` the domain may be a run of numbers or dates `1..5` (then `until` is its last)."""

    name: str
    domain: Expr
    until: Expr | None = None


@dataclass(frozen=True, slots=True)
class For(Node):
    iterators: tuple[Iterator, ...]
    body: Expr


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    quantifier: Literal["some", "every"]
    iterators: tuple[Iterator, ...]
    condition: Expr


@dataclass(frozen=True, slots=True)
class Items(Node):
    """A list."""

    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Entry(Node):
    key: str
    value: Expr


@dataclass(frozen=True, slots=True)
class Context(Node):
    """`{a: 1}`."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Filter(Node):
    """`list[condition]` or `list[position]`."""

    base: Expr
    condition: Expr


@dataclass(frozen=True, slots=True)
class Argument(Node):
    """`name` is empty for a positional argument."""

    name: str
    value: Expr


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A builtin called by its name, which may have spaces: `string length`."""

    function: str
    arguments: tuple[Argument, ...]
    function_span: Span = field(kw_only=True, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class On(Node):
    """`p on d`: reads `p` as of another day."""

    value: Expr
    day: Expr


Expr: TypeAlias = (
    "Number | Quantity | Text | Boolean | Null | Temporal | Name | Path | Negate | Arithmetic | Compare | Logic | Between | In"
    " | Range | Tested | If | For | Quantified | Items | Context | Filter | Call | On"
)
