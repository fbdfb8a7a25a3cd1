"""`in`, `between`, ranges and unary tests, lowered to comparisons joined by `and` and `or`."""

from __future__ import annotations

from dataclasses import replace

from vigueur.builtins import Mismatch
from vigueur.builtins.quantities import join
from vigueur.checker import calls
from vigueur.checker.comparing import always_words, compare
from vigueur.checker.lists import descends
from vigueur.checker.names import codes_of
from vigueur.checker.narrowing import decided
from vigueur.checker.walk import Checked, Here, Walk, untyped
from vigueur.checker.words import type_words
from vigueur.ir import nodes as ir
from vigueur.source import Span
from vigueur.syntax import ast
from vigueur.types import Anything, Boolean, Enumeration, ListOf, RangeOf, Type


def between(walk: Walk, node: ast.Between, here: Here) -> Checked:
    """`x between a and b`: both ends count."""
    operand, low, high = (walk.check(e, here) for e in (node.operand, node.low, node.high))
    return _within(walk, operand, _Ends(low, high), node.span, telling=True)


class _Ends:
    """The ends of a range; None is open-ended."""

    def __init__(self, low: Checked | None, high: Checked | None, *, low_closed: bool = True, high_closed: bool = True) -> None:
        self.low, self.high, self.low_closed, self.high_closed = low, high, low_closed, high_closed


def _within(walk: Walk, operand: Checked, ends: _Ends, span: Span, *, telling: bool) -> Checked:
    members: list[Checked] = []
    if ends.low is not None and ends.high is not None and not _rises(walk, ends.low, ends.high, ends, span):
        return untyped(span)
    if ends.low is not None:
        members.append(compare(walk, ">=" if ends.low_closed else ">", operand, ends.low, span, telling=False))
    if ends.high is not None:
        members.append(compare(walk, "<=" if ends.high_closed else "<", operand, ends.high, span, telling=False))
    if any(m.refused for m in members):
        return untyped(span)
    if walk.scope.strict and telling:
        told = _all_told(walk, members)
        if told is not None:
            return walk.refuse(span, "VG113", **told)
    return Checked(ir.All(tuple(m.expr for m in members)), Boolean(), span)


def _all_told(walk: Walk, members: list[Checked]) -> dict[str, str] | None:
    answers = []
    for member in members:
        comparison = walk.comparisons.get(member.expr)
        answers.append(decided(comparison.sign, comparison.left_type, comparison.right_type) if comparison else None)
    if False in answers:
        return always_words(always=False)
    return always_words(always=True) if answers and all(answers) else None


def _rises(walk: Walk, low: Checked, high: Checked, ends: _Ends, span: Span) -> bool:
    """In a rule a range holds something."""
    if not walk.scope.strict or low.refused or high.refused:
        return True
    closed = ends.low_closed and ends.high_closed
    always = decided("<=" if closed else "<", low.type, high.type)
    if always is False:
        walk.refuse(span, "VG126")
        return False
    return True


def _descends(walk: Walk, ends: _Ends) -> bool:
    """Whether the calculator is given a range that ends before it begins: FEEL knows none."""
    return not walk.scope.strict and ends.low is not None and ends.high is not None and descends(ends.low, ends.high)


def range_(walk: Walk, node: ast.Range, here: Here) -> Checked:
    """A range as a value."""
    ends = _ends(walk, node, here)
    given = [e for e in (ends.low, ends.high) if e is not None]
    if any(e.refused for e in given):
        return untyped(node.span)
    if _descends(walk, ends):
        return walk.refuse(node.span, "VG126")
    item: Type | Mismatch = Anything()
    for end in given:
        item = join(item, end.type) if not isinstance(item, Mismatch) else item
    if isinstance(item, (Mismatch, ListOf | RangeOf | Boolean)):
        en, fr = type_words(given[0].type)
        other_en, other_fr = type_words(given[-1].type)
        return walk.refuse(node.span, "VG125", left_en=en, left_fr=fr, right_en=other_en, right_fr=other_fr)
    if ends.low is not None and ends.high is not None and not _rises(walk, ends.low, ends.high, ends, node.span):
        return untyped(node.span)
    low, high = (e.expr if e is not None else None for e in (ends.low, ends.high))
    return Checked(ir.RangeOf(low, high, node.low_closed, node.high_closed, RangeOf(item)), RangeOf(item), node.span)


def _ends(walk: Walk, node: ast.Range, here: Here) -> _Ends:
    low = walk.check(node.low, here) if node.low is not None else None
    high = walk.check(node.high, here) if node.high is not None else None
    return _Ends(low, high, low_closed=node.low_closed, high_closed=node.high_closed)


def in_(walk: Walk, node: ast.In, here: Here) -> Checked:
    """`x in …`."""
    operand = walk.check(node.operand, here)
    return any_test(walk, operand, node.tests, node.span, here)


def any_test(walk: Walk, operand: Checked, tests: tuple[ast.Test, ...], span: Span, here: Here, *, telling: bool = True) -> Checked:
    """Whether one of some tests holds of a value."""
    if not walk.grow(len(tests) * _size(operand.expr), span):
        return untyped(span)
    results = [test(walk, operand, t, here, telling=telling and len(tests) == 1) for t in tests]
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


def test(walk: Walk, operand: Checked, tested: ast.Test, here: Here, *, telling: bool) -> Checked:
    """One test of a value: a comparison, a range, a list, a value to equal, or a condition on `?`."""
    match tested:
        case ast.Comparison(op, value):
            return compare(walk, op, operand, walk.check(value, here), tested.span, telling=telling)
        case ast.Range():
            ends = _ends(walk, tested, here)
            if operand.refused or any(e.refused for e in (ends.low, ends.high) if e is not None):
                return untyped(tested.span)
            if _descends(walk, ends):
                return walk.refuse(tested.span, "VG126")
            if isinstance(operand.type, RangeOf):
                return compare(walk, "=", operand, range_(walk, tested, here), tested.span, telling=telling)
            return _within(walk, operand, ends, tested.span, telling=telling)
        case ast.Items(items) if not walk.scope.strict and not _of_lists(operand) and any(isinstance(i, ast.Items) for i in items):
            return walk.refuse(tested.span, "VG134")  # whether an item of an item counts is not settled
        case ast.Items(items) if items and not _of_lists(operand):
            return any_test(walk, operand, items, tested.span, here, telling=False)
        case ast.Name(id) if (grouped := _group(walk, operand, id, tested, here)) is not None:
            return grouped
        case _:
            return _member(walk, operand, walk.check(tested, here), tested, here, telling=telling)


def _of_lists(operand: Checked) -> bool:
    return isinstance(operand.type, ListOf)


def _group(walk: Walk, operand: Checked, name: str, node: ast.Name, here: Here) -> Checked | None:
    """A named group of the codes of the enumeration on the left."""
    if not isinstance(operand.type, Enumeration) or name in here.variables:
        return None
    if name in walk.scope.facts or name in walk.scope.provisions or name in walk.scope.locals:
        return None
    declared = operand.expr.type if isinstance(operand.expr, ir.Fact | ir.Reference | ir.Local | ir.Field) else operand.type
    for group, codes in walk.scope.groups(operand.expr, codes_of(declared)):
        if group == name:
            consts = tuple(ir.Call("equal", (operand.expr, ir.Const(code, declared)), Boolean()) for code in codes)
            return Checked(ir.Any(consts), Boolean(), node.span)
    why = walk.scope.unknown_groups.get(name)
    if why is not None:
        return Checked(ir.Unknown("unknown", why, (), Boolean()), Boolean(), node.span)
    return None


def _member(walk: Walk, operand: Checked, found: Checked, node: ast.Expr, here: Here, *, telling: bool) -> Checked:
    if operand.refused or found.refused:
        return untyped(node.span)
    if isinstance(found.type, Boolean) and _asks(node):
        return found
    match found.type:
        case ListOf(item) if not isinstance(operand.type, ListOf) or isinstance(item, ListOf | RangeOf):
            return _in_list(walk, operand, found, item, node, here)
        case ListOf() if isinstance(node, ast.Items):
            return _equal_or_in(walk, operand, found, node, here)
        case RangeOf() if not isinstance(operand.type, RangeOf):
            return calls.apply(walk, "in range", (operand, found), node.span, node.span, here)
        case _:
            return compare(walk, "=", operand, found, node.span, telling=telling)


def _in_list(walk: Walk, operand: Checked, found: Checked, item: Type, node: ast.Expr, here: Here) -> Checked:
    if isinstance(item, RangeOf) and not isinstance(operand.type, RangeOf):
        if isinstance(node, ast.Items):
            return any_test(walk, operand, node.items, node.span, here, telling=False)
        return walk.refuse(node.span, "VG134")
    if isinstance(node, ast.Items):
        return _equal_or_in(walk, operand, found, node, here)
    return calls.apply(walk, "list contains", (found, operand), node.span, node.span, here)


def _equal_or_in(walk: Walk, operand: Checked, found: Checked, node: ast.Items, here: Here) -> Checked:
    """A list literal: one of its items, where they are of the operand's kind; else the list itself."""
    item = found.type.item if isinstance(found.type, ListOf) else Anything()
    if isinstance(operand.type, ListOf) and not isinstance(item, ListOf):
        return compare(walk, "=", operand, found, node.span, telling=False)
    return any_test(walk, operand, node.items, node.span, here, telling=False)


def _asks(part: object) -> bool:
    """Whether a test reads `?` itself."""
    if isinstance(part, tuple):
        return any(_asks(p) for p in part)
    if not isinstance(part, ast.Node):
        return False
    return isinstance(part, ast.Tested) or any(_asks(getattr(part, name)) for name in part.__dataclass_fields__ if name != "span")
