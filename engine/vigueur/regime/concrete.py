"""Clocks and orders on known days: which effect governs a provision for one fully known case. The checks on load try cases with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, TypeAlias, assert_never

from vigueur.builtins import operation
from vigueur.builtins.calendar import passed, recur
from vigueur.ir import nodes as ir
from vigueur.plain import dataclass
from vigueur.regime.made import AtOnce, Both, Choice, Dated, Dating, Every, Keep, OnEvents, Opening, Unsettled
from vigueur.regime.order import Order, Ranked
from vigueur.values import State

Dates: TypeAlias = Mapping[str, date]
"""The dates of a case: facts by id, `NEVER` where the event has not happened."""


class Unclear(Exception):  # noqa: N818 - not an error: a date that cannot be known from the dates of a case
    """The day depends on more than the dates of a case."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A case, on a day, with what was published by then. `late`: undated texts came on the last of their possible days, not the first."""

    dates: Mapping[str, date]
    day: date
    known_at: date
    readings: Mapping[str, str]
    rounding: Literal["down", "up"]
    late: bool = False


def lived_under(cases: Dated, at: Moment) -> date:
    """r(t): the day whose law the case lives under. Raises Unclear."""
    if cases.open == AtOnce():
        return at.day
    anchor = _day(cases.anchor, at)[0]
    return at.day if anchor > at.day else _hinge(cases.open, anchor, at)


def _hinge(opening: Opening, anchor: date, at: Moment) -> date:
    match opening:
        case Keep():
            return anchor
        case AtOnce():
            return at.day
        case Every(period):
            return recur(anchor, period, passed(anchor, period, at.day, at.rounding), at.rounding)
        case OnEvents(days):
            return max(anchor, *(e for event in days for e in _day(event, at) if anchor < e <= at.day), anchor)
        case Both(first, second):
            return max(_hinge(first, anchor, at), _hinge(second, anchor, at))
        case Choice(question, options):
            chosen = at.readings.get(question)
            return _hinge(next((o for code, o in options if code == chosen), options[-1][1]), anchor, at)
        case Unsettled():
            raise Unclear
        case _:
            assert_never(opening)


def _day(dating: Dating, at: Moment) -> tuple[date, ...]:
    state = value_of(dating.day, at.dates)
    if isinstance(state, date):
        return (state,)
    if isinstance(state, tuple) and all(isinstance(d, date) for d in state):
        return tuple(d for d in state if isinstance(d, date))
    raise Unclear


def value_of(expr: ir.Expr, dates: Dates) -> State:
    """An expression of dates of the case and constants. Raises Unclear where it reads anything else."""
    match expr:
        case ir.Const(value):
            return value
        case ir.Fact(id) if id in dates:
            return dates[id]
        case ir.Call(op, args):
            return operation(op).meaning(*(value_of(a, dates) for a in args))
        case _:
            raise Unclear


def begun(effect: Ranked, at: Moment) -> bool:
    """Whether an effect has begun for a case: from ≤ r(t) < until."""
    if effect.option is not None and at.readings.get(effect.option[0]) != effect.option[1]:
        return False
    since = effect.from_[at.late]
    return since <= at.day and since <= lived_under(effect.cases, at) < effect.until


def visible(order: Order, index: int, at: Moment) -> bool:
    """Whether an effect had been published, and not withdrawn by one that is visible itself."""
    return order.made[index].published[at.late] <= at.known_at and not any(visible(order, w, at) for w in order.withdrawers[index])


def governing(order: Order, at: Moment) -> int | None:
    """The place in `order.ranked` of the effect that governs; None where none has begun."""
    for place, effect in enumerate(order.ranked):
        if visible(order, effect.index, at) and begun(effect, at):
            return place
    return None


def in_force(order: Order, at: Moment) -> bool:
    """Whether a provision is in force: governed, and not by a repeal."""
    place = governing(order, at)
    return place is not None and order.ranked[place].made.verb == "set"
