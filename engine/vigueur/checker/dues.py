"""Things due and deadlines, checked and lowered: what their records hold, and the choice among kept, open and missed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, Protocol

from vigueur.builtins import Mismatch
from vigueur.builtins.quantities import join
from vigueur.checker.citations import citations
from vigueur.checker.names import Scope
from vigueur.checker.numerals import LARGEST
from vigueur.checker.rounds import Rounds, rounds
from vigueur.checker.sentences import sentence
from vigueur.checker.vocabulary import said, translated
from vigueur.diagnostics.problems import Problem, problem
from vigueur.ir import nodes as ir
from vigueur.ir.typing import UNTYPED
from vigueur.plain import dataclass
from vigueur.rulebook.documents import ByReading, Content, DeadlineBody, DuesBody, DueSpec, EachSpec, Placed
from vigueur.types import Boolean, Date, Enumeration, ListOf, Money, Number, RecordOf, Type

STATES: Final = ("kept", "open", "missed")
"""What a deadline may be: done in time, still to be done in time, or over."""
_OWN: Final = ("due", "day", "amount", "by", "done")
"""What a record of a thing due holds beside the variables of its loops."""


class Contents(Protocol):
    """What checks the contents of an effect within a scope."""

    def within(self, scope: Scope) -> Contents:
        """The same with other names."""

    def content(self, content: Content, expected: Type | None, *, computed: bool = False) -> ir.Expr:
        """A content as an expression of a type."""

    def expression(self, written: Placed, expected: Type | None) -> tuple[ir.Expr, Type]:
        """A checked expression and its type."""


@dataclass(frozen=True, slots=True)
class Dues:
    """Lowers the things due of one provision's effects."""

    type: Type
    language: str
    sources: frozenset[str]
    contents: Contents
    problems: list[Problem]

    def lower(self, body: DuesBody, round_: Rounds) -> ir.Expr:
        """The list of things due."""
        inner = self.contents.within(round_.scope)
        return ir.Dues(round_.loops, round_.day, tuple(self._due(due, round_, inner) for due in body.items), self.type)

    def _due(self, due: DueSpec, round_: Rounds, inner: Contents) -> ir.Due:
        condition: ir.Expr = ir.Const(value=True, type=Boolean())
        if due.condition is not None:
            condition = round_.read(inner.expression(due.condition, Boolean())[0])
        return ir.Due(
            code=due.code.text,
            condition=condition,
            fields=tuple(self._fields(due, round_, inner)),
            item=sentence(due.item, self.language, translated("item", due.translations), round_.scope, self.problems),
            because=sentence(due.because, self.language, translated("because", due.translations), round_.scope, self.problems),
            who=said(due.who.text, "who", self.language, due.translations) if due.who else ir.Words(),
            may=said(due.may.text, "may", self.language, due.translations) if due.may else ir.Words(),
            cites=citations(due.cite, self.sources, self.problems),
            place=f"{due.code.span.source.name}:{due.code.span.line}",
        )

    def _fields(self, due: DueSpec, round_: Rounds, inner: Contents) -> Iterator[tuple[str, ir.Expr]]:
        kinds = dict(self.type.item.fields) if isinstance(self.type, ListOf) and isinstance(self.type.item, RecordOf) else {}
        if due.amount is not None:
            yield "amount", round_.read(inner.content(due.amount, kinds.get("amount"), computed=True))
        if due.by is not None:
            yield "by", round_.read(inner.content(due.by, Date()))
        if due.done is not None:
            yield "done", self._done(due.done, inner)

    def _done(self, written: Placed, inner: Contents) -> ir.Expr:
        """Whether it is done on the day asked: a fact that says so, or an event that has come."""
        expr, type_ = inner.expression(written, None)
        if isinstance(type_, Date):
            return _at_most(expr, ir.Day())
        if not isinstance(type_, Boolean) and type_ is not UNTYPED:
            self.problems.append(problem("VG457", written.span))
        return expr


def record_type(effects: Sequence[tuple[DuesBody, EachSpec | None]], declared: Type, scope: Scope, contents: Contents) -> Type:
    """The type of a provision's things due, over all its effects: what any of them tells. Mistakes are told where they are lowered."""
    codes: dict[str, None] = {}
    variables: dict[str, Type] = {}
    amount: Type = declared
    held: dict[str, Type] = {}
    for body, each in effects:
        round_ = rounds(each, scope, [])
        variables |= {name: round_.scope.locals[name] for name, _ in round_.loops}
        if round_.day is not None:
            held["day"] = Date()
        for due in body.items:
            codes[due.code.text] = None
            for written in _written(due.amount):
                amount = _joined(amount, contents.within(round_.scope).expression(written, None)[1])
            held |= {"amount": amount} if due.amount is not None else {}
            held |= {"by": Date()} if due.by is not None else {}
            held |= {"done": Boolean()} if due.done is not None else {}
    held |= {"amount": amount} if "amount" in held else {}
    fields: dict[str, Type] = {"due": Enumeration(tuple(codes)), **variables, **{name: held[name] for name in _OWN if name in held}}
    return ListOf(RecordOf(tuple(fields.items())))


def _joined(one: Type, other: Type) -> Type:
    if one is UNTYPED or other is UNTYPED:
        return _wide(other if one is UNTYPED else one)
    both = join(one, other)
    return one if isinstance(both, Mismatch) else _wide(both)


def _wide(type_: Type) -> Type:
    """An amount whose size nobody knows may be as large as any."""
    if not isinstance(type_, Number | Money):
        return type_
    return replace(type_, low=-LARGEST if type_.low is None else type_.low, high=LARGEST if type_.high is None else type_.high)


def _written(content: Content | None) -> Iterator[Placed]:
    match content:
        case Placed():
            yield content
        case ByReading(options=options):
            for _, inner in options:
                yield from _written(inner)
        case _:
            pass


# -- deadlines -------------------------------------------------------------------------------------------------------------------------


def limit_of(body: DeadlineBody, contents: Contents) -> ir.Expr:
    """The last day of a deadline: unknown where it is suspended."""
    limit = contents.content(body.limit, Date())
    if body.suspended is None:
        return limit
    suspended, _ = contents.expression(body.suspended.condition, Boolean())
    return ir.If(suspended, contents.content(body.suspended.limit, Date()), limit, Date())


def deadline(body: DeadlineBody, contents: Contents) -> ir.Expr:
    """`kept` where it was done by its last day and by the day asked; else `open` until that day has passed, then `missed`."""
    limit, (done, _) = limit_of(body, contents), contents.expression(body.done, Date())
    if not isinstance(limit, ir.If) or body.suspended is None:
        return _status(done, limit)
    # What was done by the limit that the law had was done in time, whatever a suspension makes of it.
    type_ = Enumeration(STATES)
    return ir.If(_kept(done, limit.otherwise), ir.Const(STATES[0], type_), _status(done, limit), type_)


def _status(done: ir.Expr, limit: ir.Expr) -> ir.Expr:
    kept, still_open, missed = (ir.Const(state, Enumeration(STATES)) for state in STATES)
    later = ir.If(_at_most(ir.Day(), limit), still_open, missed, Enumeration(STATES))
    return ir.If(_kept(done, limit), kept, later, Enumeration(STATES))


def _kept(done: ir.Expr, limit: ir.Expr) -> ir.Expr:
    return ir.All((_at_most(done, limit), _at_most(done, ir.Day())))


def _at_most(one: ir.Expr, other: ir.Expr) -> ir.Expr:
    return ir.Call("at most date", (one, other), Boolean())
