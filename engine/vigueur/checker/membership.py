"""`in`, `between`, ranges and unary tests, lowered to comparisons joined by `and` and `or`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from vigueur.builtins import Mismatch
from vigueur.builtins.quantities import join
from vigueur.checker import calls
from vigueur.checker.names import codes_of
from vigueur.checker.narrowing import decided
from vigueur.checker.words import type_words
from vigueur.ir import nodes as ir
from vigueur.source import Span
from vigueur.syntax import ast
from vigueur.types import Anything, Boolean, Enumeration, ListOf, RangeOf, Type

if TYPE_CHECKING:
    from vigueur.checker.expressions import Checked, Checker, Here


def between(checker: Checker, node: ast.Between, here: Here) -> Checked:
    """`x between a and b`: both ends count."""
    operand, low, high = (checker.check(e, here) for e in (node.operand, node.low, node.high))
    return _within(checker, operand, _Ends(low, high), node.span, telling=True)


class _Ends:
    """The ends of a range; None is open-ended."""

    def __init__(self, low: Checked | None, high: Checked | None, *, low_closed: bool = True, high_closed: bool = True) -> None:
        self.low, self.high, self.low_closed, self.high_closed = low, high, low_closed, high_closed


def _within(checker: Checker, operand: Checked, ends: _Ends, span: Span, *, telling: bool) -> Checked:
    from vigueur.checker.expressions import Checked, untyped  # noqa: PLC0415 - each needs the other

    members: list[Checked] = []
    if ends.low is not None and ends.high is not None and not _rises(checker, ends.low, ends.high, ends, span):
        return untyped(span)
    if ends.low is not None:
        members.append(checker.compare(">=" if ends.low_closed else ">", operand, ends.low, span, telling=False))
    if ends.high is not None:
        members.append(checker.compare("<=" if ends.high_closed else "<", operand, ends.high, span, telling=False))
    if any(m.refused for m in members):
        return untyped(span)
    if checker.scope.strict and telling:
        told = _all_told(checker, members)
        if told is not None:
            return checker.refuse(span, "VG113", **told)
    return Checked(ir.All(tuple(m.expr for m in members)), Boolean(), span)


def _all_told(checker: Checker, members: list[Checked]) -> dict[str, str | int | None] | None:
    answers = []
    for member in members:
        comparison = checker.comparisons.get(member.expr)
        answers.append(decided(comparison.sign, comparison.left_type, comparison.right_type) if comparison else None)
    if False in answers:
        return {"always_en": "false", "always_fr": "fausse"}
    return {"always_en": "true", "always_fr": "vraie"} if answers and all(answers) else None


def _rises(checker: Checker, low: Checked, high: Checked, ends: _Ends, span: Span) -> bool:
    """In a rule a range holds something."""
    if not checker.scope.strict or low.refused or high.refused:
        return True
    closed = ends.low_closed and ends.high_closed
    always = decided("<=" if closed else "<", low.type, high.type)
    if always is False:
        checker.refuse(span, "VG126")
        return False
    return True


def range_(checker: Checker, node: ast.Range, here: Here) -> Checked:
    """A range as a value."""
    from vigueur.checker.expressions import Checked, untyped  # noqa: PLC0415 - each needs the other

    ends = _ends(checker, node, here)
    given = [e for e in (ends.low, ends.high) if e is not None]
    if any(e.refused for e in given):
        return untyped(node.span)
    item: Type | Mismatch = Anything()
    for end in given:
        item = join(item, end.type) if not isinstance(item, Mismatch) else item
    if isinstance(item, (Mismatch, ListOf | RangeOf | Boolean)):
        en, fr = type_words(given[0].type)
        other_en, other_fr = type_words(given[-1].type)
        return checker.refuse(node.span, "VG125", left_en=en, left_fr=fr, right_en=other_en, right_fr=other_fr)
    if ends.low is not None and ends.high is not None and not _rises(checker, ends.low, ends.high, ends, node.span):
        return untyped(node.span)
    low, high = (e.expr if e is not None else None for e in (ends.low, ends.high))
    return Checked(ir.RangeOf(low, high, node.low_closed, node.high_closed, RangeOf(item)), RangeOf(item), node.span)


def _ends(checker: Checker, node: ast.Range, here: Here) -> _Ends:
    low = checker.check(node.low, here) if node.low is not None else None
    high = checker.check(node.high, here) if node.high is not None else None
    return _Ends(low, high, low_closed=node.low_closed, high_closed=node.high_closed)


def in_(checker: Checker, node: ast.In, here: Here) -> Checked:
    """`x in …`."""
    operand = checker.check(node.operand, here)
    return any_test(checker, operand, node.tests, node.span, here)


def any_test(checker: Checker, operand: Checked, tests: tuple[ast.Test, ...], span: Span, here: Here, *, telling: bool = True) -> Checked:
    """Whether one of some tests holds of a value."""
    from vigueur.checker.expressions import Checked, untyped  # noqa: PLC0415 - each needs the other

    if not checker.grow(len(tests) * _size(operand.expr), span):
        return untyped(span)
    results = [test(checker, operand, t, here, telling=telling and len(tests) == 1) for t in tests]
    if operand.refused or any(r.refused for r in results):
        return untyped(span)
    if len(results) == 1:
        return replace(results[0], span=span)
    return Checked(ir.Any(tuple(r.expr for r in results)), Boolean(), span)


def _size(expr: ir.Expr) -> int:
    match expr:
        case ir.Call(_, args):
            return 1 + sum(_size(a) for a in args)
        case ir.All(members) | ir.Any(members) | ir.Items(members):
            return 1 + sum(_size(m) for m in members)
        case ir.Not(operand) | ir.Field(operand):
            return 1 + _size(operand)
        case ir.If(condition, then, otherwise):
            return 1 + _size(condition) + _size(then) + _size(otherwise)
        case ir.Const() | ir.Fact() | ir.Reference() | ir.Local() | ir.Day():
            return 1
        case _:
            return 50


def test(checker: Checker, operand: Checked, tested: ast.Test, here: Here, *, telling: bool) -> Checked:
    """One test of a value: a comparison, a range, a list, a value to equal, or a condition on `?`."""
    from vigueur.checker.expressions import untyped  # noqa: PLC0415 - each needs the other

    match tested:
        case ast.Comparison(op, value):
            return checker.compare(op, operand, checker.check(value, here), tested.span, telling=telling)
        case ast.Range():
            ends = _ends(checker, tested, here)
            if operand.refused or any(e.refused for e in (ends.low, ends.high) if e is not None):
                return untyped(tested.span)
            if isinstance(operand.type, RangeOf):
                return checker.compare("=", operand, range_(checker, tested, here), tested.span, telling=telling)
            return _within(checker, operand, ends, tested.span, telling=telling)
        case ast.Items(items) if items and not _of_lists(operand):
            return any_test(checker, operand, items, tested.span, here, telling=False)
        case ast.Name(id) if (grouped := _group(checker, operand, id, tested, here)) is not None:
            return grouped
        case _:
            return _member(checker, operand, checker.check(tested, here), tested, here, telling=telling)


def _of_lists(operand: Checked) -> bool:
    return isinstance(operand.type, ListOf)


def _group(checker: Checker, operand: Checked, name: str, node: ast.Name, here: Here) -> Checked | None:
    """A named group of the codes of the enumeration on the left."""
    from vigueur.checker.expressions import Checked  # noqa: PLC0415 - each needs the other

    if not isinstance(operand.type, Enumeration) or name in here.variables:
        return None
    if name in checker.scope.facts or name in checker.scope.provisions or name in checker.scope.locals:
        return None
    declared = operand.expr.type if isinstance(operand.expr, ir.Fact | ir.Reference | ir.Local | ir.Field) else operand.type
    for group, codes in checker.scope.groups(operand.expr, codes_of(declared)):
        if group == name:
            consts = tuple(ir.Call("equal", (operand.expr, ir.Const(code, declared)), Boolean()) for code in codes)
            return Checked(ir.Any(consts), Boolean(), node.span)
    why = checker.scope.unknown_groups.get(name)
    if why is not None:
        return Checked(ir.Unknown("unknown", why, (), Boolean()), Boolean(), node.span)
    return None


def _member(checker: Checker, operand: Checked, found: Checked, node: ast.Expr, here: Here, *, telling: bool) -> Checked:
    from vigueur.checker.expressions import untyped  # noqa: PLC0415 - each needs the other

    if operand.refused or found.refused:
        return untyped(node.span)
    if isinstance(found.type, Boolean) and _asks(node):
        return found
    match found.type:
        case ListOf(item) if not isinstance(operand.type, ListOf) or isinstance(item, ListOf | RangeOf):
            return _in_list(checker, operand, found, item, node, here)
        case ListOf() if isinstance(node, ast.Items):
            return _equal_or_in(checker, operand, found, node, here)
        case RangeOf() if not isinstance(operand.type, RangeOf):
            return calls.apply(checker, "in range", (operand, found), node.span, node.span, here)
        case _:
            return checker.compare("=", operand, found, node.span, telling=telling)


def _in_list(checker: Checker, operand: Checked, found: Checked, item: Type, node: ast.Expr, here: Here) -> Checked:
    if isinstance(item, RangeOf) and not isinstance(operand.type, RangeOf):
        if isinstance(node, ast.Items):
            return any_test(checker, operand, node.items, node.span, here, telling=False)
        return checker.refuse(node.span, "VG134")
    if isinstance(node, ast.Items):
        return _equal_or_in(checker, operand, found, node, here)
    return calls.apply(checker, "list contains", (found, operand), node.span, node.span, here)


def _equal_or_in(checker: Checker, operand: Checked, found: Checked, node: ast.Items, here: Here) -> Checked:
    """A list literal: one of its items, where they are of the operand's kind; else the list itself."""
    item = found.type.item if isinstance(found.type, ListOf) else Anything()
    if isinstance(operand.type, ListOf) and not isinstance(item, ListOf):
        return checker.compare("=", operand, found, node.span, telling=False)
    return any_test(checker, operand, node.items, node.span, here, telling=False)


def _asks(node: ast.Expr) -> bool:
    """Whether a test reads `?` itself."""
    match node:
        case ast.Tested():
            return True
        case ast.Compare(_, left, right) | ast.Arithmetic(_, left, right):
            return _asks(left) or _asks(right)
        case ast.Logic(_, members):
            return any(_asks(m) for m in members)
        case ast.Call(arguments=arguments):
            return any(_asks(a.value) for a in arguments)
        case ast.Between(a, b, c) | ast.If(a, b, c):
            return _asks(a) or _asks(b) or _asks(c)
        case ast.In(operand) | ast.Negate(operand) | ast.Path(operand) | ast.Filter(operand):
            return _asks(operand)
        case ast.Quantified(_, iterators) | ast.For(iterators):
            return any(_asks(i.domain) for i in iterators)
        case _:
            return False
