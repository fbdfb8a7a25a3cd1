"""Lists, filters, loops and quantifiers, checked and lowered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vigueur.builtins import Mismatch
from vigueur.builtins.comparison import ordered
from vigueur.builtins.quantities import join
from vigueur.checker import calls
from vigueur.checker.fits import fitted
from vigueur.checker.walk import MIXED, MOST_ROUNDS, Checked, Here, Walk, constant, untyped
from vigueur.checker.words import type_words
from vigueur.ir import nodes as ir
from vigueur.syntax import ast
from vigueur.types import Anything, Boolean, Date, ListOf, Number, RangeOf, RecordOf, Type


def items(walk: Walk, node: ast.Items, here: Here) -> Checked:
    """A list literal."""
    members = [walk.check(i, here) for i in node.items]
    if any(m.refused for m in members):
        return untyped(node.span)
    item: Type = Anything()
    for member in members:
        joined = join(item, member.type)
        if isinstance(joined, Mismatch):
            if walk.scope.strict:
                (en, fr), (other_en, other_fr) = type_words(item), type_words(member.type)
                return walk.refuse(member.span, "VG124", left_en=en, left_fr=fr, right_en=other_en, right_fr=other_fr)
            item = MIXED
            break
        item = joined
    exprs = tuple(fitted(m.expr, item) for m in members)
    type_ = ListOf(item)
    if all(isinstance(e, ir.Const) for e in exprs):
        return Checked(ir.Const(tuple(e.value for e in exprs if isinstance(e, ir.Const)), type_), type_, node.span)
    return Checked(ir.Items(exprs, type_), type_, node.span)


def filter_(walk: Walk, node: ast.Filter, here: Here) -> Checked:
    """`list[condition]` or `list[position]`."""
    base = _listed(walk, walk.check(node.base, here))
    if base.refused or not isinstance(base.type, ListOf):
        return untyped(node.span)
    item = base.type.item
    local = walk.variable("item", item)
    columns = {name: (local, kind) for name, kind in item.fields} if isinstance(item, RecordOf) else {}
    inner = replace(here, variables={**here.variables, "item": local}, columns={**here.columns, **columns})
    condition = walk.check(node.condition, inner)
    if condition.refused:
        return untyped(node.span)
    if isinstance(condition.type, Number):
        return calls.apply(walk, "item at", (base, condition), node.span, node.span, here)
    test = walk.boolean(condition)
    if not isinstance(condition.type, Boolean):
        return untyped(node.span)
    return Checked(ir.Filter(local.name, base.expr, test, base.type), base.type, node.span)


def _listed(walk: Walk, checked: Checked) -> Checked:
    """A list to walk through; the calculator takes one value as a list of it."""
    if checked.refused or isinstance(checked.type, ListOf):
        return checked
    if not walk.scope.strict:
        return calls.as_list(checked)
    en, fr = type_words(checked.type)
    return walk.refuse(checked.span, "VG114", expected="list", attendu="liste", given_en=en, given_fr=fr)


def domain(walk: Walk, iterator: ast.Iterator, here: Here) -> Checked:
    """What an iterator runs over: a list, or the whole numbers or days from one end to another."""
    if iterator.until is not None:
        ends = (walk.check(iterator.domain, here), walk.check(iterator.until, here))
        return _run(walk, ends, here)
    run = iterator.domain
    if isinstance(run, ast.Range) and run.low is not None and run.high is not None and run.low_closed and run.high_closed:
        ends = (walk.check(run.low, here), walk.check(run.high, here))
        if not walk.scope.strict and descends(*ends):
            return walk.refuse(run.span, "VG126")
        return _run(walk, ends, here)
    return _listed(walk, walk.check(iterator.domain, here))


def descends(low: Checked, high: Checked) -> bool:
    """Whether a range that is written out ends before it begins."""
    if low.refused or high.refused or not (isinstance(low.expr, ir.Const) and isinstance(high.expr, ir.Const)):
        return False
    if isinstance(join(low.type, high.type), Mismatch) or isinstance(low.type, Boolean | ListOf | RecordOf | RangeOf):
        return False
    return ordered(low.expr.value, high.expr.value) > 0


def _run(walk: Walk, ends: tuple[Checked, Checked], here: Here) -> Checked:
    low, high = ends
    if low.refused or high.refused:
        return untyped(low.span)
    for end in ends:
        if not isinstance(end.type, Number | Date):
            en, fr = type_words(end.type)
            return walk.refuse(end.span, "VG114", expected="whole number", attendu="nombre entier", given_en=en, given_fr=fr)
    return calls.apply(walk, "run", ends, low.span, low.span, here)


def _iterated(walk: Walk, iterators: Sequence[ast.Iterator], here: Here) -> tuple[list[tuple[ir.Local, ir.Expr]], Here] | None:
    """The variables of iterators with their lists, outermost first, and what holds inside; None where a list is refused."""
    loops: list[tuple[ir.Local, ir.Expr]] = []
    for iterator in iterators:
        found = domain(walk, iterator, here)
        if found.refused or not isinstance(found.type, ListOf):
            return None
        local = walk.variable(iterator.name, found.type.item)
        loops.append((local, found.expr))
        rounds = here.rounds * _length(found.expr)
        if rounds > MOST_ROUNDS:
            walk.refuse(iterator.span, "VG157")
            return None
        here = replace(here, variables={**here.variables, iterator.name: local}, rounds=rounds)
    return loops, here


def _length(run: ir.Expr) -> int:
    """The items of a list that is written out; of others one, at least."""
    return max(1, len(run.value)) if isinstance(run, ir.Const) and isinstance(run.value, tuple) else 1


def for_(walk: Walk, node: ast.For, here: Here) -> Checked:
    """`for x in xs, y in ys return e`: one result for each combination."""
    iterated = _iterated(walk, node.iterators, here)
    if iterated is None:
        return untyped(node.span)
    loops, inner = iterated
    if _of_nothing(walk, loops):
        return constant((), ListOf(Anything()), node.span)
    body = walk.check(node.body, inner)
    if body.refused:
        return untyped(node.span)
    result = Checked(body.expr, body.type, node.span)
    for depth, (local, domain_expr) in enumerate(reversed(loops)):
        type_ = ListOf(result.type)
        looped = Checked(ir.For(local.name, domain_expr, result.expr, type_), type_, node.span)
        result = looped if depth == 0 else _joined(walk, looped, node, here)
        if result.refused:
            return result
    return result


def _of_nothing(walk: Walk, loops: list[tuple[ir.Local, ir.Expr]]) -> bool:
    """Whether the calculator loops over a list that holds nothing: what is done with its items has no type."""
    return not walk.scope.strict and isinstance(loops[0][0].type, Anything)


def _joined(walk: Walk, lists: Checked, node: ast.For, here: Here) -> Checked:
    """The lists of an inner loop as one; `flatten` goes one level too deep where the results are lists themselves."""
    if not walk.scope.strict:
        return calls.apply(walk, "in one", (lists,), node.span, node.span, here)
    inner = lists.type.item if isinstance(lists.type, ListOf) else Anything()
    if isinstance(inner, ListOf) and isinstance(inner.item, ListOf):
        return walk.refuse(node.span, "VG129")
    return calls.apply(walk, "flatten", (lists,), node.span, node.span, here)


def quantified(walk: Walk, node: ast.Quantified, here: Here) -> Checked:
    """`some` or `every`; several iterators nest."""
    iterated = _iterated(walk, node.iterators, here)
    if iterated is None:
        return untyped(node.span)
    loops, inner = iterated
    if _of_nothing(walk, loops):
        return constant(node.quantifier == "every", Boolean(), node.span)
    condition = walk.check(node.condition, inner)
    test = walk.boolean(condition)
    if condition.refused or not isinstance(condition.type, Boolean):
        return untyped(node.span)
    for local, domain_expr in reversed(loops):
        test = ir.Quantified(node.quantifier, local.name, domain_expr, test)
    return Checked(test, Boolean(), node.span)
