"""The static type of an expression of the ir."""

from __future__ import annotations

from typing import assert_never

from vigueur.ir import nodes as ir
from vigueur.types import Anything, Boolean, Date, Enumeration, Type


def type_of(expr: ir.Expr) -> Type:
    """The static type that the checker gave an expression."""
    match expr:
        case ir.Day() | ir.KnownAt() | ir.Clock():
            return Date()
        case ir.All() | ir.Any() | ir.Not() | ir.Quantified() | ir.Present():
            return Boolean()
        case ir.Reading(question):
            return Enumeration((question,))
        case ir.On(value):
            return type_of(value)
        case (
            ir.Const() | ir.Fact() | ir.Reference() | ir.Local() | ir.Call() | ir.If() | ir.For() | ir.Filter() | ir.Field() | ir.Items()
            | ir.Fields() | ir.RangeOf() | ir.Unknown() | ir.Supplied() | ir.NotApplicable() | ir.Table() | ir.Bands() | ir.Dues()
            | ir.Govern()
        ):  # fmt: skip
            return expr.type
        case _:
            assert_never(expr)


UNTYPED = Anything()
"""The type of what has been refused: it silences what follows from it."""
