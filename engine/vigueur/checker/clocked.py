"""Where a day that moves with the clock may stand: in the few places where the days of change can be read off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from vigueur.checker.walk import Checked, Walk
from vigueur.ir import nodes as ir
from vigueur.types import Date, DaysDuration, MonthsDuration

_ANYWHERE: Final = frozenset({"=", "!=", "<", "<=", ">", ">=", "min", "max"})
"""What may read such a day as any argument; a sum may with a duration, `anniversaries` as its second."""


def refuse_result(walk: Walk, checked: Checked) -> None:
    """A rule whose own value is a day that moves with the clock is a problem."""
    if walk.scope.strict and not checked.refused and moves(checked.expr):
        walk.refuse(checked.span, "VG119")


def refused_argument(walk: Walk, name: str, arguments: Sequence[Checked]) -> Checked | None:
    """What is left of a call that may not read the day it is given; None where it may."""
    for position, argument in enumerate(arguments):
        if moves(argument.expr) and not _may_read(name, arguments, position):
            return walk.refuse(argument.span, "VG119")
    return None


def _may_read(name: str, arguments: Sequence[Checked], position: int) -> bool:
    if name in {"+", "-"}:
        return any(isinstance(a.type, MonthsDuration | DaysDuration) for a in arguments)
    return name in _ANYWHERE or (name == "anniversaries" and position == len(arguments) - 1)


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
