"""Cells of decision tables, lowered by the type of their column, with the set of values for which each holds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from vigueur.checker.clocked import refuse_result
from vigueur.checker.domains import Codes, Domain, Values, domain_of, union
from vigueur.checker.expressions import Checker
from vigueur.checker.membership import any_test
from vigueur.checker.names import Scope
from vigueur.checker.walk import Checked, Here, Walk
from vigueur.diagnostics.problems import Problem, Refused, problem
from vigueur.ir import nodes as ir
from vigueur.plain import dataclass
from vigueur.source import Fragment, Span
from vigueur.suggestion import nearest
from vigueur.syntax import ast
from vigueur.syntax.codes import is_wildcard, split_codes
from vigueur.syntax.parser import parse_cell
from vigueur.types import Enumeration, Type
from vigueur.values import Value

TESTED: Final = "?"


@dataclass(frozen=True, slots=True)
class CheckedCell:
    """A cell as lowered. `values`: for which it holds; None: that depends on more than what is written out."""

    cell: ir.Cell
    values: Values | None
    span: Span
    refused: bool = False

    @property
    def any(self) -> bool:
        """Whether it is a wildcard."""
        return self.cell is None and not self.refused


def check_cell(fragment: Fragment, column: Type, scope: Scope, problems: list[Problem]) -> CheckedCell:
    """A cell of a column, from its text."""
    span = fragment.span(0, len(fragment.text))
    domain = domain_of(column)
    if domain is None or is_wildcard(fragment):
        return CheckedCell(None, domain.all if domain else None, span)
    try:
        if isinstance(column, Enumeration):
            return _codes(fragment, column, span, problems)
        tests = parse_cell(fragment)
    except Refused as refused:
        problems.extend(refused.problems)
        return CheckedCell(None, None, span, refused=True)
    if isinstance(tests, ast.Wildcard):
        return CheckedCell(None, domain.all, span)
    return _tests(tests, column, domain, span, scope, problems)


def _codes(fragment: Fragment, column: Enumeration, span: Span, problems: list[Problem]) -> CheckedCell:
    negated, parts = split_codes(fragment)
    codes: list[str] = []
    refused = False
    for part in parts:
        place = part.span(0, len(part.text))
        if part.text not in column.codes:
            near, known = nearest(part.text, column.codes), ", ".join(column.codes[:12])
            problems.append(problem("VG201", place, code=part.text, near=near, codes=known))
            refused = True
        elif part.text in codes:
            problems.append(problem("VG209", place, code=part.text))
            refused = True
        codes.append(part.text)
    if refused:
        return CheckedCell(None, None, span, refused=True)
    held = frozenset(column.codes) - frozenset(codes) if negated else frozenset(codes)
    if not held:
        problems.append(problem("VG201", span))
        return CheckedCell(None, None, span, refused=True)
    return CheckedCell(ir.OneOf(tuple(codes), negated), Codes(frozenset(held)), span)


def _tests(tests: ast.UnaryTests, column: Type, domain: Domain, span: Span, scope: Scope, problems: list[Problem]) -> CheckedCell:
    checker = Checker(scope, problems)
    tested = ir.Local(TESTED, column)
    here = Here(variables={TESTED: tested})
    operand = Checked(tested, column, span)
    before = len(problems)
    found = any_test(checker, operand, tests.tests, tests.span, here, telling=False)
    if not found.refused:
        refuse_result(checker, found)
    if found.refused or len(problems) > before:
        return CheckedCell(None, None, span, refused=True)
    condition = ir.Not(found.expr) if tests.negated else found.expr
    values = _set(condition, checker, domain)
    if values is not None and values.empty:
        if scope.strict:
            problems.append(problem("VG201", span))
        return CheckedCell(None, None, span, refused=scope.strict)
    return CheckedCell(_simple(condition) or ir.Test(condition), values, span)


def _simple(condition: ir.Expr) -> ir.OneOf | None:
    """Equality with what is written out is a look-up."""
    negated = isinstance(condition, ir.Not)
    inner = condition.operand if isinstance(condition, ir.Not) else condition
    values: list[Value] = []
    for member in inner.members if isinstance(inner, ir.Any) else (inner,):
        match member:
            case ir.Call("equal", (ir.Local("?"), ir.Const(bool() | Decimal() | str() | date() as value))):
                values.append(value)
            case _:
                return None
    return ir.OneOf(tuple(dict.fromkeys(values)), negated)


def _set(condition: ir.Expr, walk: Walk, domain: Domain) -> Values | None:
    """The values of the column for which a condition holds."""
    match condition:
        case ir.Not(operand):
            inner = _set(operand, walk, domain)
            return None if inner is None else domain.complement(inner)
        case ir.All(members) | ir.Any(members):
            sets = [_set(m, walk, domain) for m in members]
            known = [s for s in sets if s is not None]
            if len(known) < len(sets):
                return None
            if isinstance(condition, ir.Any):
                return union(known)
            result = domain.all
            for held in known:
                result = result & held
            return result
        case _:
            return _compared(condition, walk, domain)


def _compared(condition: ir.Expr, walk: Walk, domain: Domain) -> Values | None:
    comparison = walk.comparisons.get(condition)
    if comparison is None or not isinstance(comparison.left, ir.Local) or comparison.left.name != TESTED:
        return None
    if not isinstance(comparison.right, ir.Const):
        return None
    value = comparison.right.value
    if isinstance(domain.all, Codes):
        held = Codes(domain.all.held & {value})
        return held if comparison.sign == "=" else domain.complement(held)
    if isinstance(value, (bool, tuple)) or not hasattr(value, "__lt__"):
        return None
    return domain.ordered(comparison.sign, value)  # type: ignore[arg-type]
