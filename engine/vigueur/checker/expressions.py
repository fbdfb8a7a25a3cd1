"""Expressions checked and lowered: a tree and the meaning of its names become typed ir, or problems, all of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, assert_never

from vigueur.builtins import Mismatch
from vigueur.builtins.quantities import join
from vigueur.checker import calls, lists, membership
from vigueur.checker.clocked import refuse_result
from vigueur.checker.comparing import compare
from vigueur.checker.fits import fitted, misfit
from vigueur.checker.names import Scope, Word, chain, codes_of, dotted, lookup
from vigueur.checker.walk import MIXED, Checked, Here, Walk, constant, untyped
from vigueur.checker.words import type_words
from vigueur.diagnostics.problems import Problem
from vigueur.ir import nodes as ir
from vigueur.ir.typing import UNTYPED
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
from vigueur.values import Months


def check_expression(expr: ast.Expr, scope: Scope, expected: Type | None, problems: list[Problem]) -> tuple[ir.Expr, Type]:
    """The ir of an expression and its type; UNTYPED where it has problems, which are added to the list."""
    checker = Checker(scope, problems)
    checked = checker.check(expr, Here())
    if not scope.day_result:
        refuse_result(checker, checked)
    if expected is not None:
        checked = checker.fit(checked, expected)
    return checked.expr, checked.type


class Checker(Walk):
    """The walk over one expression: one case a node."""

    def check(self, node: ast.Expr, here: Here) -> Checked:  # noqa: C901, PLR0912 - one case a node
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
                return compare(self, op, self.check(left, inner), self.check(right, inner), node.span)
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
            # INVARIANT: a duration is whole, and not too long; the parser has seen to it.
            case "year" | "month":
                return constant(Months(int(value) * (12 if unit == "year" else 1)), MonthsDuration(), node.span)
            case "day":
                return constant(timedelta(days=int(value)), DaysDuration(), node.span)
            case _:
                return constant(value, Money(unit, value, value, _scale(value)), node.span)

    def _name(self, node: ast.Name | ast.Path, here: Here) -> Checked:
        parts = chain(node)
        if parts is None:
            assert isinstance(node, ast.Path)  # noqa: S101 - a name is a chain by itself
            return calls.property_(self, self.check(node.base, here), node.name, node.span)
        word = lookup(self.scope, here.variables, parts) or self._column(here, parts)
        if word is None:
            return self._unknown(node.span if len(parts) == 1 else parts[-1][1], parts, here)
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

    def _unknown(self, span: Span, parts: tuple[tuple[str, Span], ...], here: Here) -> Checked:
        name = dotted(parts)
        if name == "day":
            return self.refuse(span, "VG119")
        near = nearest(name, (*here.columns, *here.variables)) or self.scope.nearest(name) if len(self.problems) < MOST_GUESSES else None
        code = name if any(name in codes_of(spec.type) for spec in self.scope.facts.values()) else None
        return self.refuse(span, "VG101", name=name, code=code, near=None if code else near)

    # -- logic

    def _logic(self, node: ast.Logic, here: Here) -> Checked:
        members: list[ir.Expr] = []
        others: list[Checked] = []
        refused = False
        for member in node.members:
            if not self.scope.strict and isinstance(member, ast.Null):
                others.append(Checked(_NOTHING, Anything(), member.span))
                continue
            checked = self.check(member, here)
            if not (self.scope.strict or checked.refused or isinstance(checked.type, Boolean)):
                others.append(checked)
                continue
            refused = refused or checked.refused or not isinstance(checked.type, Boolean)
            members.append(self.boolean(checked))
            here = replace(here, known=here.known.given(checked.expr, self.comparisons, holds=node.op == "and"))
        if others and not self._may_decide(members, decisive=node.op == "or"):
            return self._no_conditions(others, node.span)
        if refused:
            return untyped(node.span)
        members += [_NOTHING for _ in others]
        return Checked(ir.All(tuple(members)) if node.op == "and" else ir.Any(tuple(members)), Boolean(), node.span)

    @staticmethod
    def _may_decide(members: list[ir.Expr], *, decisive: bool) -> bool:
        """Whether the conditions may decide, whatever the other members are: `false and 1` is false in FEEL."""
        return any(not isinstance(m, ir.Const) or m.value is decisive for m in members)

    def _no_conditions(self, others: list[Checked], span: Span) -> Checked:
        for other in others:
            if other.expr is _NOTHING:
                self.refuse(other.span, "VG111")
            else:
                self.boolean(other)
        return untyped(span)

    def _if(self, node: ast.If, here: Here) -> Checked:
        inner = replace(here, rounded=False)
        condition = self.check(node.condition, inner)
        test = self.boolean(condition)
        then = self.check(node.then, replace(here, known=here.known.given(test, self.comparisons, holds=True)))
        otherwise = self.check(node.otherwise, replace(here, known=here.known.given(test, self.comparisons, holds=False)))
        if not isinstance(condition.type, Boolean) or then.refused or otherwise.refused:
            return untyped(node.span)
        if isinstance(condition.expr, ir.Const) and not self.scope.strict:
            return then if condition.expr.value else otherwise
        joined = join(then.type, otherwise.type)
        if isinstance(joined, Mismatch) and not self.scope.strict:
            joined = MIXED
        if isinstance(joined, Mismatch):
            (en, fr), (other_en, other_fr) = type_words(then.type), type_words(otherwise.type)
            return self.refuse(node.span, "VG123", left_en=en, left_fr=fr, right_en=other_en, right_fr=other_fr)
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


MOST_GUESSES: Final = 100
"""Problems after which no nearest name is looked for: it costs, and nobody reads that far."""
_NOTHING: Final = ir.Unknown("unknown", "", (), Boolean())
"""A member of `and` or `or` that is no condition, in the calculator: the others must decide."""


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
