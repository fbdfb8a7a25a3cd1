"""Expressions checked and lowered: a tree and the meaning of its names become typed ir, or problems, all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, Literal, assert_never

from vigueur.builtins import Mismatch
from vigueur.builtins.quantities import join
from vigueur.checker import calls, lists, membership
from vigueur.checker.fits import fitted, misfit
from vigueur.checker.names import Scope, Word, chain, codes_of, dotted, lookup
from vigueur.checker.narrowing import Comparison, Facts, decided
from vigueur.checker.words import type_words
from vigueur.diagnostics.problems import Problem, problem
from vigueur.ir import nodes as ir
from vigueur.ir.typing import UNTYPED
from vigueur.plain import dataclass, field
from vigueur.source import Span
from vigueur.suggestion import nearest
from vigueur.syntax import ast
from vigueur.types import (
    ANY_UNIT,
    Anything,
    Boolean,
    Date,
    DaysDuration,
    Enumeration,
    Money,
    MonthsDuration,
    Number,
    RecordOf,
    Text,
    Type,
)
from vigueur.values import Months, Value

MOST_NODES: Final = 50_000
"""An expression that repeats parts of itself (a long `in`) grows to no more than this."""


@dataclass(frozen=True, slots=True)
class Checked:
    """An expression as lowered, with its type and place."""

    expr: ir.Expr
    type: Type
    span: Span

    @property
    def refused(self) -> bool:
        """Whether it has a problem already: what follows from it is silent."""
        return self.type is UNTYPED


@dataclass(frozen=True, slots=True)
class Here:
    """What holds where a part of an expression stands: its variables, and what conditions above have told.

    `rounded`: it stands directly under a rounding. `timed`: it may be a day that depends on the clock.
    """

    variables: Mapping[str, ir.Local] = field(default_factory=dict)
    known: Facts = Facts()  # noqa: RUF009
    rounded: bool = False
    columns: Mapping[str, tuple[ir.Local, Type]] = field(default_factory=dict)


def check_expression(expr: ast.Expr, scope: Scope, expected: Type | None, problems: list[Problem]) -> tuple[ir.Expr, Type]:
    """The ir of an expression and its type; UNTYPED where it has problems, which are added to the list."""
    checker = Checker(scope, problems)
    checked = checker.check(expr, Here())
    if not scope.day_result:
        checker.refuse_clock(checked)
    if expected is not None:
        checked = checker.fit(checked, expected)
    return checked.expr, checked.type


class Checker:
    """The walk over one expression; notes problems and the comparisons that narrow."""

    def __init__(self, scope: Scope, problems: list[Problem]) -> None:
        self.scope = scope
        self.problems = problems
        self.comparisons: dict[ir.Expr, Comparison] = {}
        self.names = 0
        self.nodes = 0

    def refuse(self, span: Span, code: str, /, **details: str | int | None) -> Checked:
        """Note a problem; what stands there is untyped."""
        self.problems.append(stated(code, span, details))
        return untyped(span)

    def variable(self, name: str, type_: Type) -> ir.Local:
        """A variable whose name no other of the expression has."""
        self.names += 1
        return ir.Local(f"{name}#{self.names}", type_)

    def check(self, node: ast.Expr, here: Here) -> Checked:  # noqa: C901, PLR0912
        """An expression, checked and lowered."""
        inner = replace(here, rounded=False) if here.rounded else here
        match node:
            case ast.Number(value):
                return constant(value, _literal(value), node.span)
            case ast.Quantity():
                return self._quantity(node)
            case ast.Text(value):
                return constant(value, Enumeration((value,)) if self.scope.strict else Text(), node.span)
            case ast.Boolean(value):
                return constant(value, Boolean(), node.span)
            case ast.Null():
                return self.refuse(node.span, "VG111")
            case ast.Temporal(value):
                return constant(value, _temporal(value), node.span)
            case ast.Name() | ast.Path():
                return self._name(node, inner)
            case ast.Negate(operand):
                return calls.operator(self, "negate", (self.check(operand, inner),), node.span, here)
            case ast.Arithmetic(op, left, right):
                return calls.operator(self, op, (self.check(left, inner), self.check(right, inner)), node.span, here)
            case ast.Compare(op, left, right):
                return self.compare(op, self.check(left, inner), self.check(right, inner), node.span)
            case ast.Logic():
                return self._logic(node, inner)
            case ast.Between():
                return membership.between(self, node, inner)
            case ast.In():
                return membership.in_(self, node, inner)
            case ast.Range():
                return membership.range_(self, node, inner)
            case ast.Tested():
                tested = inner.variables.get("?")
                return Checked(tested, tested.type, node.span) if tested else self.refuse(node.span, "VG128")
            case ast.If():
                return self._if(node, here)
            case ast.For():
                return lists.for_(self, node, inner)
            case ast.Quantified():
                return lists.quantified(self, node, inner)
            case ast.Items():
                return lists.items(self, node, inner)
            case ast.Context():
                return self._context(node, inner)
            case ast.Filter():
                return lists.filter_(self, node, inner)
            case ast.Call():
                return calls.call(self, node, here)
            case ast.On():
                return self._on(node, inner)
            case _:
                assert_never(node)

    # -- literals and names

    def _quantity(self, node: ast.Quantity) -> Checked:
        value, unit = node.value, node.unit
        match unit:
            case "%":
                share = value.scaleb(-2)
                return constant(share, replace(_literal(share), unit=""), node.span)
            case "year" | "month":
                months = value * 12 if unit == "year" else value
                if months != months.to_integral_value() or abs(months) > _MOST_MONTHS:
                    return self.refuse(node.span, "VG131")
                return constant(Months(int(months)), MonthsDuration(), node.span)
            case "day":
                if value != value.to_integral_value() or abs(value) > _MOST_DAYS:
                    return self.refuse(node.span, "VG131")
                return constant(timedelta(days=int(value)), DaysDuration(), node.span)
            case _:
                return constant(value, Money(unit, value, value, _scale(value)), node.span)

    def _name(self, node: ast.Name | ast.Path, here: Here) -> Checked:
        parts = chain(node)
        if parts is None:
            assert isinstance(node, ast.Path)  # noqa: S101
            return calls.property_(self, self.check(node.base, here), node.name, node.span)
        word = lookup(self.scope, here.variables, parts) or self._column(here, parts)
        if word is None:
            return self._unknown(node.span if len(parts) == 1 else parts[-1][1], parts)
        checked = self._meaning(word, here)
        for name, span in word.rest:
            checked = calls.property_(self, checked, name, span, here)
        return checked

    @staticmethod
    def _column(here: Here, parts: tuple[tuple[str, Span], ...]) -> Word | None:
        first, span = parts[0]
        if first not in here.columns:
            return None
        local, type_ = here.columns[first]
        return Word(ir.Field(local, first, type_), span, parts[1:])

    def _meaning(self, word: Word, here: Here) -> Checked:
        match word.meaning:
            case ir.Fact(id, type_):
                if self.scope.facts[id].sensitive and not self.scope.sensitive:
                    return self.refuse(word.span, "VG120", name=id)
                return Checked(word.meaning, here.known.type_of(word.meaning, type_), word.span)
            case ir.Reference(type=type_) | ir.Local(type=type_) | ir.Field(type=type_):
                return untyped(word.span) if type_ is UNTYPED else Checked(word.meaning, here.known.type_of(word.meaning, type_), word.span)
            case _:
                return Checked(word.meaning, Date(), word.span)

    def _unknown(self, span: Span, parts: tuple[tuple[str, Span], ...]) -> Checked:
        name = dotted(parts)
        if name == "day":
            return self.refuse(span, "VG119")
        near = self.scope.nearest(name)
        code = name if any(name in codes_of(spec.type) for spec in self.scope.facts.values()) else None
        return self.refuse(span, "VG101", name=name, code=code, near=None if code else near)

    # -- logic

    def boolean(self, checked: Checked) -> ir.Expr:
        """A condition; what is no condition is a problem."""
        if not checked.refused and not isinstance(checked.type, Boolean):
            en, fr = type_words(checked.type)
            self.problems.append(problem("VG114", checked.span, expected="boolean", attendu="booléen", given_en=en, given_fr=fr))
        return checked.expr

    def _logic(self, node: ast.Logic, here: Here) -> Checked:
        members: list[ir.Expr] = []
        refused = False
        for member in node.members:
            checked = self.check(member, here)
            refused = refused or checked.refused or not isinstance(checked.type, Boolean)
            members.append(self.boolean(checked))
            here = replace(here, known=here.known.given(checked.expr, self.comparisons, holds=node.op == "and"))
        if refused:
            return untyped(node.span)
        return Checked(ir.All(tuple(members)) if node.op == "and" else ir.Any(tuple(members)), Boolean(), node.span)

    def compare(self, op: Sign, left: Checked, right: Checked, span: Span, *, telling: bool = True) -> Checked:
        """A comparison. `telling`: refuse one that is decided before any value is known."""
        if left.refused or right.refused:
            return untyped(span)
        if self.scope.strict and (wrong := self._code_outside(left, right) or self._code_outside(right, left)):
            return wrong
        left, right = (self._as_text(side, other, op) for side, other in ((left, right), (right, left)))
        checked = calls.operator(self, op, (left, right), span, Here())
        if checked.refused:
            return checked
        if self.scope.strict and telling and (always := decided(op, left.type, right.type)) is not None:
            self.problems.append(stated("VG113", span, _decided_words(always)))
        self.comparisons[checked.expr] = Comparison(op, left.expr, right.expr, left.type, right.type)
        return checked

    def _code_outside(self, side: Checked, other: Checked) -> Checked | None:
        """A quoted code that the enumeration on the other side has not."""
        if not (isinstance(side.expr, ir.Const) and isinstance(side.expr.value, str) and isinstance(other.type, Enumeration)):
            return None
        code, codes = side.expr.value, other.type.codes
        declared = (
            other.expr.type.codes
            if isinstance(other.expr, ir.Fact | ir.Reference | ir.Local) and isinstance(other.expr.type, Enumeration)
            else codes
        )
        if code in declared or isinstance(other.expr, ir.Const):
            return None
        return self.refuse(side.span, "VG112", code=code, near=nearest(code, declared), codes=", ".join(declared[:12]))

    @staticmethod
    def _as_text(side: Checked, other: Checked, op: str) -> Checked:
        """A quoted literal is a code only beside an enumeration; in an order it is text."""
        if isinstance(side.expr, ir.Const) and isinstance(side.type, Enumeration):
            plain = op not in {"=", "!="} or not isinstance(other.type, Enumeration)
            return replace(side, expr=ir.Const(side.expr.value, Text()), type=Text()) if plain else side
        return side

    def _if(self, node: ast.If, here: Here) -> Checked:
        inner = replace(here, rounded=False)
        condition = self.check(node.condition, inner)
        test = self.boolean(condition)
        then = self.check(node.then, replace(here, known=here.known.given(test, self.comparisons, holds=True)))
        otherwise = self.check(node.otherwise, replace(here, known=here.known.given(test, self.comparisons, holds=False)))
        if not isinstance(condition.type, Boolean) or then.refused or otherwise.refused:
            return untyped(node.span)
        joined = join(then.type, otherwise.type)
        if isinstance(joined, Mismatch):
            (en, fr), (other_en, other_fr) = type_words(then.type), type_words(otherwise.type)
            return self.refuse(node.span, "VG123", left_en=en, left_fr=fr, right_en=other_en, right_fr=other_fr)
        if isinstance(condition.expr, ir.Const) and not self.scope.strict:
            return then if condition.expr.value else otherwise
        return Checked(ir.If(test, fitted(then.expr, joined), fitted(otherwise.expr, joined), joined), joined, node.span)

    def _context(self, node: ast.Context, here: Here) -> Checked:
        if self.scope.strict:
            return self.refuse(node.span, "VG127")
        entries = [(entry.key, self.check(entry.value, here)) for entry in node.entries]
        keys = [key for key, _ in entries]
        if len(set(keys)) < len(keys):
            return self.refuse(node.span, "VG132")
        if any(value.refused for _, value in entries):
            return untyped(node.span)
        type_ = RecordOf(tuple((key, value.type) for key, value in entries))
        return Checked(ir.Fields(tuple((key, value.expr) for key, value in entries), type_), type_, node.span)

    # -- time

    def _on(self, node: ast.On, here: Here) -> Checked:
        value, day = self.check(node.value, here), self.check(node.day, here)
        if not day.refused and not isinstance(day.type, Date):
            en, fr = type_words(day.type)
            return self.refuse(day.span, "VG114", expected="date", attendu="date", given_en=en, given_fr=fr)
        if value.refused or day.refused:
            return untyped(node.span)
        return Checked(ir.On(value.expr, day.expr), value.type, node.span)

    def refuse_clock(self, checked: Checked) -> None:
        """A day that moves with the clock may not leave the few places where the days of change can be read off."""
        if self.scope.strict and not checked.refused and moves(checked.expr):
            self.problems.append(problem("VG119", checked.span))

    # -- expectations

    def fit(self, checked: Checked, expected: Type) -> Checked:
        """The expression as a value of the type that its place asks for."""
        if checked.refused or expected is UNTYPED or isinstance(expected, Anything):
            return checked
        found = misfit(checked.expr, checked.type, expected, checked.span, strict=self.scope.strict)
        if found is not None:
            self.problems.append(found)
            return untyped(checked.span)
        return Checked(fitted(checked.expr, expected), checked.type if _more_precise(checked.type) else expected, checked.span)

    def grow(self, nodes: int, span: Span) -> bool:
        """Whether the expression may grow by some nodes; notes the problem once."""
        before = self.nodes
        self.nodes += nodes
        if self.nodes > MOST_NODES >= before:
            self.problems.append(problem("VG130", span))
        return self.nodes <= MOST_NODES


Sign = Literal["=", "!=", "<", "<=", ">", ">="]
_MOST_MONTHS: Final = 12 * 10_000
_MOST_DAYS: Final = 3_660_000


def stated(code: str, span: Span, details: Mapping[str, str | int | None]) -> Problem:
    """A problem whose details are in a mapping."""
    given = tuple((key, str(value)) for key, value in details.items() if value is not None and value != "")
    return Problem(code, span, given)


def untyped(span: Span) -> Checked:
    """What has been refused."""
    return Checked(ir.Const(False, UNTYPED), UNTYPED, span)  # noqa: FBT003


def constant(value: Value, type_: Type, span: Span) -> Checked:
    """A literal."""
    return Checked(ir.Const(value, type_), type_, span)


def moves(expr: ir.Expr) -> bool:
    """Whether a value is a day that moves with the clock."""
    match expr:
        case ir.Day():
            return True
        case ir.Call(op, args) if isinstance(expr.type, Date) and not op.startswith("anniversar"):
            return any(moves(a) for a in args)
        case ir.If(_, then, otherwise):
            return moves(then) or moves(otherwise)
        case ir.Items(items):
            return any(moves(i) for i in items)
        case ir.RangeOf(low, high):
            return any(moves(e) for e in (low, high) if e is not None)
        case _:
            return False


def _more_precise(type_: Type) -> bool:
    return isinstance(type_, Number) and type_.unit != ANY_UNIT


def _scale(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent if value else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _literal(value: Decimal) -> Number:
    return Number(ANY_UNIT, value, value, _scale(value))


def _temporal(value: date | timedelta | Months) -> Type:
    match value:
        case date():
            return Date(low=value, high=value)
        case timedelta():
            return DaysDuration()
        case Months():
            return MonthsDuration()
        case _:
            assert_never(value)


def _decided_words(always: bool) -> dict[str, str | int | None]:  # noqa: FBT001
    return {"always_en": "true", "always_fr": "vraie"} if always else {"always_en": "false", "always_fr": "fausse"}
