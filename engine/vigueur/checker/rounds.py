"""`each`: the lists that a condition or a thing due is asked of, one by one, and the day that each round has of its own."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from vigueur.checker import lists
from vigueur.checker.expressions import Checker
from vigueur.checker.names import Scope
from vigueur.checker.walk import Here
from vigueur.diagnostics.problems import Problem, Refused
from vigueur.ir import nodes as ir
from vigueur.ir.typing import UNTYPED
from vigueur.plain import dataclass
from vigueur.rulebook.documents import EachSpec, Placed
from vigueur.source import Fragment
from vigueur.syntax import ast
from vigueur.syntax.parser import parse_expression
from vigueur.types import Date, ListOf

_RUN: Final = re.compile(r"(?P<low>[^\[\](]+?)\.\.(?P<high>[^\[\])]+)")


@dataclass(frozen=True, slots=True)
class Rounds:
    """What `each` says, checked. `scope`: the names that hold in a round, its variables among them."""

    loops: tuple[tuple[str, ir.Expr], ...]
    day: ir.Expr | None
    scope: Scope

    def read(self, expr: ir.Expr) -> ir.Expr:
        """An expression read on the day of a round."""
        return ir.On(expr, self.day) if self.day is not None else expr


def rounds(each: EachSpec | None, scope: Scope, problems: list[Problem]) -> Rounds:
    """The loops of an effect; without `each` there is one round, on the day asked."""
    loops: list[tuple[str, ir.Expr]] = []
    for name, written in each.loops if each is not None else ():
        tree = _iterator(name, written, problems)
        checked = lists.domain(Checker(scope, problems), tree, Here()) if tree is not None else None
        item = checked.type.item if checked is not None and isinstance(checked.type, ListOf) else None
        if checked is not None and item is not None:
            loops.append((name.text, checked.expr))
        scope = replace(scope, locals={**scope.locals, name.text: item or UNTYPED})
    if each is None or each.day is None:
        return Rounds(tuple(loops), None, scope)
    return Rounds(tuple(loops), _day(each.day, scope, problems), replace(scope, day_result=True))


def _iterator(name: Placed, written: Placed, problems: list[Problem]) -> ast.Iterator | None:
    run = _RUN.fullmatch(written.fragment.text)
    try:
        if run is None:
            return ast.Iterator(name.text, parse_expression(written.fragment), span=written.span)
        low, high = (parse_expression(_part(written.fragment, *run.span(end))) for end in ("low", "high"))
        return ast.Iterator(name.text, low, high, span=written.span)
    except Refused as refused:
        problems.extend(refused.problems)
        return None


def _part(fragment: Fragment, start: int, end: int) -> Fragment:
    offsets = fragment.offsets[start : end + 1] if fragment.offsets is not None else None
    return Fragment(fragment.text[start:end], fragment.source, fragment.start + start, offsets)


def _day(written: Placed, scope: Scope, problems: list[Problem]) -> ir.Expr:
    checker = Checker(replace(scope, day_result=True), problems)
    try:
        tree = parse_expression(written.fragment)
    except Refused as refused:
        problems.extend(refused.problems)
        return ir.Day()
    checked = checker.fit(checker.check(tree, Here()), Date())
    return ir.Day() if checked.refused else checked.expr
