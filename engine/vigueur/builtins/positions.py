"""What the checker lowers brackets and runs to: the item at a position, the whole numbers or days from one end to another."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import cast

from vigueur.builtins.operations import DATE, LIST, PURE, Doc, Function, Mismatch, Overload, Parameter, Types, Undefined, seldom
from vigueur.builtins.problems import NO_SUCH_POSITION, NOT_DEFINED, TOO_MUCH_WORK
from vigueur.types import Date, ListOf, Number, Type
from vigueur.values import State

MOST_STEPS = 10_000
"""A run has no more members."""


def _item_type(types: Types) -> Type | Mismatch:
    return cast("ListOf", types[0]).item


def _item(items: tuple[State, ...], position: Decimal) -> State:
    """Positions count from 1, negative ones from the end."""
    if position != position.to_integral_value() or not position or abs(position) > len(items):
        raise Undefined(NO_SUCH_POSITION, position=position, length=len(items))
    index = int(position)
    return items[index - 1 if index > 0 else index]


def _run_type(types: Types) -> Type | Mismatch:
    low, high = cast("Number", types[0]), cast("Number", types[1])
    known = [b for b in (low.low, low.high, high.low, high.high) if b is not None]
    bounds = (min(known), max(known)) if len(known) == 4 else (None, None)  # noqa: PLR2004 - both ends of both
    return ListOf(Number("", bounds[0], bounds[1], 0))


def _steps(count: int) -> range:
    if abs(count) >= MOST_STEPS:
        raise Undefined(TOO_MUCH_WORK, limit=MOST_STEPS)
    return range(count + 1) if count >= 0 else range(0, count - 1, -1)


def _run(low: Decimal, high: Decimal) -> State:
    """Upwards or downwards, both ends included."""
    if low != low.to_integral_value() or high != high.to_integral_value():
        raise Undefined(NOT_DEFINED, value=f"{low}..{high}")
    if abs(high - low) >= MOST_STEPS:
        raise Undefined(TOO_MUCH_WORK, limit=MOST_STEPS)
    return tuple(low + step for step in _steps(int(high - low)))


def _run_of_days(low: date, high: date) -> State:
    return tuple(low + timedelta(days=step) for step in _steps((high - low).days))


FUNCTIONS = (
    Function(
        "item at",
        (Overload("item at", (Parameter("list", LIST), Parameter("position", PURE)), _item_type, _item, total=seldom),),
        Doc(
            "The item at a position, from 1; from the end where it is negative.",
            "L'élément à une position, dès 1 ; depuis la fin si elle est négative.",
            "[1, 2, 3][-1]",
            "3",
        ),
        internal=True,
    ),
    Function(
        "run",
        (
            Overload("run", (Parameter("from", PURE), Parameter("to", PURE)), _run_type, _run, total=seldom),
            Overload("run of days", (Parameter("from", DATE), Parameter("to", DATE)), lambda _: ListOf(Date()), _run_of_days, total=seldom),
        ),
        Doc(
            "The whole numbers, or the days, from one end to the other.",
            "Les entiers, ou les jours, d'un bout à l'autre.",
            "for i in 1..3 return i",
            "[1, 2, 3]",
        ),
        internal=True,
    ),
)
