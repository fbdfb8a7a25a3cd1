"""The comparisons that decided a condition: a value of the case, and the threshold it was held against."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from vigueur.explanation.document import Comparison
from vigueur.explanation.view import View
from vigueur.explanation.writing import kind_of, plain
from vigueur.interpreter.outcome import Step
from vigueur.ir import nodes as ir
from vigueur.ir.typing import type_of
from vigueur.plain import dataclass
from vigueur.types import Date, DaysDuration, Money, MonthsDuration, Number, Type
from vigueur.values import Absent, State, Undetermined

OPERATORS: Final = {"less": "<", "at most": "<=", "greater": ">", "at least": ">="}
OPPOSITE: Final = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
MIRRORED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_DEEPEST: Final = 4


@dataclass(frozen=True, slots=True)
class Compared:
    """One comparison of a condition, as it must hold for the condition to be met: `value operator threshold`."""

    value: ir.Expr
    operator: str
    threshold: ir.Expr
    day: date


def compared(view: View, step: Step) -> Iterator[Compared]:
    """The comparisons of amounts, numbers, durations and dates that a condition makes, those behind other conditions too."""
    body = view.body(step)
    if body is not None:
        yield from _walk(view, body, step.day, negated=False, depth=0)


def _walk(view: View, expr: ir.Expr, day: date, *, negated: bool, depth: int) -> Iterator[Compared]:
    match expr:
        case ir.Call(op, (left, right)) if operator := OPERATORS.get(op.rpartition(" ")[0]):
            if isinstance(type_of(left), Number | Money | Date | MonthsDuration | DaysDuration):
                yield _sided(left, OPPOSITE[operator] if negated else operator, right, day)
        case ir.All(members) | ir.Any(members):
            for member in members:
                yield from _walk(view, member, day, negated=negated, depth=depth)
        case ir.Not(operand):
            yield from _walk(view, operand, day, negated=not negated, depth=depth)
        case ir.If(condition, then, otherwise):
            chosen = view.read(condition, day)
            if isinstance(chosen, bool):
                yield from _walk(view, then if chosen else otherwise, day, negated=negated, depth=depth)
        case ir.On(value, moment):
            other = view.read(moment, day)
            if isinstance(other, date):
                yield from _walk(view, value, other, negated=negated, depth=depth)
        case ir.Reference(id) if depth < _DEEPEST:
            step = view.steps.get((id, day))
            body = view.body(step) if step else None
            if body is not None and not isinstance(body, ir.Table | ir.Bands):
                yield from _walk(view, body, day, negated=negated, depth=depth + 1)
        case _:
            return


def _sided(left: ir.Expr, operator: str, right: ir.Expr, day: date) -> Compared:
    """The value of the case on the left, the threshold of the law on the right."""
    if isinstance(left, ir.Const) or (isinstance(right, ir.Fact) and not isinstance(left, ir.Fact)):
        return Compared(right, MIRRORED[operator], left, day)
    return Compared(left, operator, right, day)


def holds(view: View, comparison: Compared) -> bool | None:
    """Whether a comparison holds in this case; None where that is not known."""
    value, threshold = view.read(comparison.value, comparison.day), view.read(comparison.threshold, comparison.day)
    if isinstance(value, Undetermined | Absent) or isinstance(threshold, Undetermined | Absent):
        return None
    return _holds(value, comparison.operator, threshold)


def _holds(value: State, operator: str, threshold: State) -> bool:
    less, same = value < threshold, value == threshold  # type: ignore[operator]
    match operator:
        case "<":
            return bool(less)
        case "<=":
            return bool(less or same)
        case ">":
            return not (less or same)
        case _:
            return not less


def shown(view: View, comparison: Compared) -> Comparison:
    """A comparison in words and as plain data."""
    writer = view.writer
    value, threshold = view.read(comparison.value, comparison.day), view.read(comparison.threshold, comparison.day)
    type_ = type_of(comparison.value)
    what = named(view, comparison.value)
    written, against = writer.state(value, type_), writer.state(threshold, _like(type_, type_of(comparison.threshold)))
    details = {
        "value": written,
        "test": view.say(f"date_{comparison.operator}" if isinstance(type_, Date) else comparison.operator),
        "threshold": against,
    }
    return {
        "what": what,
        "type": kind_of(type_)[0],
        "value": plain(value),
        "written": written,
        "operator": comparison.operator,
        "threshold": plain(threshold),
        "threshold_written": against,
        "words": view.say("measure", what=what, **details) if what else view.say("measure_plain", **details),
    }


def named(view: View, expr: ir.Expr) -> str:
    """What an expression is called: a fact's or a provision's label, or nothing."""
    match expr:
        case ir.Fact(id):
            return view.writer.fact(id)
        case ir.Reference(id):
            return view.writer.provision(id)
        case ir.On(value):
            return named(view, value)
        case _:
            return ""


def _like(value: Type, threshold: Type) -> Type:
    """A threshold is written as the value is: a share against a share."""
    return value if isinstance(value, Number) and isinstance(threshold, Number) and threshold.unit in {"", "*", value.unit} else threshold
