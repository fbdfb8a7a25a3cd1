"""The bounds of a provision's value, read off its content: a number of patients that is always some fact is never below 0."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from vigueur.ir import nodes as ir
from vigueur.ir.typing import type_of
from vigueur.types import Money, Number, Type


def bounded(declared: Type, contents: Iterable[ir.Expr | None]) -> Type:
    """The declared type of a provision with the bounds that hold in all its contents."""
    if not isinstance(declared, Number | Money):
        return declared
    low: Decimal | None = None
    high: Decimal | None = None
    scale = 0
    for content in contents:
        for found in _outcomes(content):
            if not isinstance(found, Number | Money) or found.low is None or found.high is None or found.scale is None:
                return declared
            scale = max(scale, found.scale)
            low = found.low if low is None else min(low, found.low)
            high = found.high if high is None else max(high, found.high)
    if low is None or high is None or declared.low is None or declared.high is None:
        return declared
    return replace(declared, low=max(low, declared.low), high=min(high, declared.high), scale=scale)


def _outcomes(expr: ir.Expr | None) -> Iterator[Type]:
    """The types of what an expression may give. What is not known or not applicable gives nothing."""
    stack = [expr]
    while stack:
        match stack.pop():
            case None | ir.NotApplicable():
                pass
            case ir.Unknown(supplied_by=facts):
                yield from (f.type for f in facts)
            case ir.Const(value=Decimal() as value, type=type_):
                exact = max(0, -int(value.normalize().as_tuple().exponent))
                yield replace(type_, low=value, high=value, scale=exact) if isinstance(type_, Number | Money) else type_
            case ir.If(then=then, otherwise=otherwise):
                stack += [then, otherwise]
            case ir.Table(rows=rows, otherwise=otherwise, hit="unique" | "any" | "first"):
                stack += [*(row.output for row in rows), otherwise]
            case ir.On(value):
                stack.append(value)
            case ir.Supplied(fact, computed):
                stack += [fact, computed]
            case other:
                yield type_of(other)
