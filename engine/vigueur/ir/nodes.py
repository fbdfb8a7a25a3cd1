"""The checked, typed, resolved program: the hub that every back end reads.

Every expression yields a value, `Undetermined` (?) or `Absent` (–). An absent member leaves (All, Any), an
absent operand spreads (everything else); see docs/time.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Literal, TypeAlias

from vigueur.ir.book import Calendar as Calendar
from vigueur.ir.book import Citation as Citation
from vigueur.ir.book import Code as Code
from vigueur.ir.book import FactSpec as FactSpec
from vigueur.ir.book import Question as Question
from vigueur.ir.book import SourceSpec as SourceSpec
from vigueur.ir.book import TextSpec as TextSpec
from vigueur.ir.book import Words as Words
from vigueur.ir.statements import Statement
from vigueur.plain import dataclass, field
from vigueur.types import Type
from vigueur.values import Ignorance, Months, Value


@dataclass(frozen=True, slots=True)
class Const:
    value: Value
    type: Type


@dataclass(frozen=True, slots=True)
class Fact:
    id: str
    type: Type


@dataclass(frozen=True, slots=True)
class Reference:
    """A provision, read on the current day."""

    id: str
    type: Type


@dataclass(frozen=True, slots=True)
class Local:
    """A variable of `for`, `some`, `every`, a filter, or `?` in a cell. Names are unique within a program's expression."""

    name: str
    type: Type


@dataclass(frozen=True, slots=True)
class Day:
    """The clock variable `day`: at the root `as_of`."""


@dataclass(frozen=True, slots=True)
class KnownAt:
    """The day up to which publications count. `NEVER`: all."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The option chosen for a question of interpretation; its value is the option's code."""

    question: str


@dataclass(frozen=True, slots=True)
class Call:
    """A strict operation: `op` is the key of an operation of `vigueur.builtins`."""

    op: str
    args: tuple[Expr, ...]
    type: Type


@dataclass(frozen=True, slots=True)
class All:
    members: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Any:
    members: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Not:
    operand: Expr


@dataclass(frozen=True, slots=True)
class If:
    condition: Expr
    then: Expr
    otherwise: Expr
    type: Type


@dataclass(frozen=True, slots=True)
class On:
    """Reads `value` with `day` set to another day. Facts don't move."""

    value: Expr
    day: Expr


@dataclass(frozen=True, slots=True)
class Quantified:
    quantifier: Literal["some", "every"]
    variable: str
    domain: Expr
    condition: Expr


@dataclass(frozen=True, slots=True)
class For:
    variable: str
    domain: Expr
    body: Expr
    type: Type
    """The type of the list that results."""


@dataclass(frozen=True, slots=True)
class Filter:
    variable: str
    domain: Expr
    condition: Expr
    type: Type


@dataclass(frozen=True, slots=True)
class Field:
    base: Expr
    name: str
    type: Type


@dataclass(frozen=True, slots=True)
class Items:
    items: tuple[Expr, ...]
    type: Type


@dataclass(frozen=True, slots=True)
class Fields:
    """A record built from named values."""

    fields: tuple[tuple[str, Expr], ...]
    type: Type


@dataclass(frozen=True, slots=True)
class RangeOf:
    low: Expr | None
    high: Expr | None
    low_closed: bool
    high_closed: bool
    type: Type


@dataclass(frozen=True, slots=True)
class Present:
    """Whether a provision is in force and applicable, or an optional fact given; never absent itself."""

    operand: Expr


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that the law should give and that we lack. `supplied_by`: facts that give it instead."""

    kind: Ignorance
    why: str
    supplied_by: tuple[Fact, ...]
    type: Type
    provision: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class Supplied:
    """A fact that takes the place of what would be computed; where it is not given, it is waited for only if the rest is unknown."""

    fact: Fact
    computed: Expr
    type: Type


@dataclass(frozen=True, slots=True)
class NotApplicable:
    type: Type
    provision: str = ""


@dataclass(frozen=True, slots=True)
class OneOf:
    """A cell that holds for some codes (or, negated, for all others)."""

    values: tuple[Value, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Test:
    """A cell that holds where a condition on `Local("?")` holds."""

    condition: Expr


Sentence: TypeAlias = "tuple[tuple[str, tuple[str | Expr, ...]], ...]"
"""(language, parts) pairs: a part is text, or an expression whose value is written there in that language."""


Cell: TypeAlias = "OneOf | Test | None"
"""None: any value, even an undetermined or absent one."""


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Cell, ...]
    output: Expr
    cites: tuple[Citation, ...] = ()
    """Its own, where they differ from the provision's."""
    place: str = field(default="", compare=False)


Hit: TypeAlias = Literal["unique", "any", "first", "collect", "sum", "min", "max", "count"]


@dataclass(frozen=True, slots=True)
class Table:
    """`otherwise` is None where the checker has proved that some row always matches. A wildcard cell does not read its input."""

    inputs: tuple[Expr, ...]
    rows: tuple[Row, ...]
    hit: Hit
    otherwise: Expr | None
    type: Type
    otherwise_cites: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Bands:
    """The last code whose edge is at or below the value. Edges rise; an unknown edge blocks only its neighbours."""

    of: Expr
    edges: tuple[tuple[str, Expr], ...]
    type: Type


@dataclass(frozen=True, slots=True)
class Due:
    """A thing that may be due: it is where its condition holds. What it holds is read on the item's own day, save `done`.

    `fields`: what the record of a thing due tells (`amount`, `by`, `done`). `item` says what, `because` why, `who` owes or does it;
    `may`: it is left to this person's discretion, and due to nobody.
    """

    code: str
    condition: Expr
    fields: tuple[tuple[str, Expr], ...]
    item: Sentence
    because: Sentence = ()
    who: Words = Words()
    may: Words = Words()
    cites: tuple[Citation, ...] = ()
    place: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Dues:
    """Things due: in each round of the loops, each item whose condition holds, as a record; `?` where that is undetermined.

    A record holds `due` (the item's code), the loops' variables, `day` where the rounds have a day of their own, and the item's fields;
    what an item has no field for is absent there. Conditions and fields are wrapped in `On` that day already.
    """

    loops: tuple[tuple[str, Expr], ...]
    day: Expr | None
    items: tuple[Due, ...]
    type: Type


@dataclass(frozen=True, slots=True)
class Arm:
    """One effect in a choice: it governs where its guard holds and no newer one's did. `body` None: a repeal."""

    effect: int
    guard: Expr
    body: Expr | None


@dataclass(frozen=True, slots=True)
class Govern:
    """The choice among a provision's effects, newest first; absent where none has begun."""

    provision: str
    arms: tuple[Arm, ...]
    type: Type


@dataclass(frozen=True, slots=True)
class Clock:
    """The day r whose law the case lives under: an expression of Day and facts, shared by the effects that use it."""

    id: str


Expr: TypeAlias = (
    "Const | Fact | Reference | Local | Day | KnownAt | Reading | Call | All | Any | Not | If | On | Quantified | For | Filter"
    " | Field | Items | Fields | RangeOf | Present | Unknown | Supplied | NotApplicable | Table | Bands | Dues | Govern | Clock"
)


Openness: TypeAlias = Literal["keep", "at once", "every", "on", "both", "reading", "unsettled"]


@dataclass(frozen=True, slots=True)
class Transition:
    """How an effect reaches cases: for the explanation; its meaning is the clock expression.

    `anchor`: the fact or provision that dates the case. `open`: `both` where it has a period and events, `reading` where a question
    of interpretation decides, `unsettled` where the law does not say. `hinges`: ids of event facts for `on`; `period`: how often for
    `every`.
    """

    anchor: str
    open: Openness
    period: Months | timedelta | None = None
    hinges: tuple[str, ...] = ()
    cite: Citation | None = None


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A later text that confirms an effect: the same content, under further citations, from its own day on."""

    text: str
    published: date
    from_: date
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What a text does to a provision.

    `published` and `from_` are a day, or two where only an interval is known.
    `withdrawn_by`: texts that withdraw or replace this effect, with their publication days.
    """

    text: str
    verb: Literal["set", "repeal"]
    published: tuple[date, date]
    from_: tuple[date, date]
    until: date
    clock: str
    transition: Transition
    cites: tuple[Citation, ...]
    withdrawn_by: tuple[tuple[str, date], ...] = ()
    confirmed: tuple[Confirmation, ...] = ()
    met: Sentence = ()
    not_met: Sentence = ()
    each: str = ""
    """For a condition that must hold for every item of a list: the variable that stands for it; `not_met` is told for each that fails."""
    limit: Expr | None = None
    """For a deadline: its last day."""
    done: Expr | None = None
    """For a deadline: the day on which it was done, or `never`."""
    note: Words = Words()
    readings: tuple[str, ...] = ()
    """Questions of interpretation that this effect's content, date or transition asks."""
    place: str = field(default="", compare=False)
    summary: tuple[tuple[str, str], ...] = ()
    """The content as written, for `law`."""


Kind: TypeAlias = Literal["condition", "formula", "table", "bands", "list", "parameter", "dues", "deadline", "note", "composition"]


@dataclass(frozen=True, slots=True)
class Provision:
    """One rule of the law through all texts. `effects` are in their order, newest first; `value` is what evaluates it."""

    id: str
    kind: Kind
    type: Type
    label: Words
    value: Expr
    effects: tuple[Effect, ...] = ()
    part_of: str = ""
    members: tuple[str, ...] = ()
    joins: Literal["", "all_of", "any_of", "none_of"] = ""
    met: Sentence = ()
    not_met: Sentence = ()
    """For a composition: its own sentences."""
    place: str = field(default="", compare=False)


DecisionKind: TypeAlias = Literal["verdict", "amount", "value", "condition", "dues", "deadline"]


@dataclass(frozen=True, slots=True)
class Decision:
    """`judged_on`: the day decided, an expression of Day and facts; None: the day asked. `on_request`: answered only by name.

    `label`: its provision's, so that a question can be offered without reading the rule behind it.
    """

    id: str
    kind: DecisionKind
    judged_on: Expr | None = None
    on_request: bool = False
    label: Words = Words()


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict that no condition gives: raised where its condition is true."""

    verdict: Literal["out_of_scope", "to_be_examined"]
    condition: Expr
    say: Words
    cite: Citation | None


@dataclass(frozen=True, slots=True)
class Program:
    """A checked rule book. Expressions have no places: what could go wrong has been said."""

    id: str
    title: Words
    language: str
    calendar: Calendar
    facts: Mapping[str, FactSpec]
    texts: dict[str, TextSpec]
    provisions: Mapping[str, Provision]
    clocks: dict[str, Expr]
    decisions: dict[str, Decision]
    outcomes: tuple[Outcome, ...]
    questions: Mapping[str, Question]
    sources: Mapping[str, SourceSpec]
    purpose: Words = Words()
    notice: Words = Words()
    phrases: Mapping[str, Words] = field(default_factory=dict)
    """What has no id, in the other languages, by the book's own text: why the law lacks something, who supplies a fact."""
    statements: Mapping[str, Statement] = field(default_factory=dict, compare=False)
