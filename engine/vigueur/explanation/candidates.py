"""Values that a fact might have instead: those at which the rules that were read turn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from vigueur.explanation.comparisons import compared
from vigueur.explanation.view import View
from vigueur.interpreter.outcome import Step
from vigueur.ir import nodes as ir
from vigueur.ir.nodes import FactSpec
from vigueur.plain import dataclass
from vigueur.types import Boolean, Date, Enumeration, Money, Number
from vigueur.values import NEVER, State, Value

_MOST_CODES: Final = 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact with another value. `direction`: whether every value beyond would do as well."""

    fact: str
    value: Value
    direction: str = ""


def candidates(view: View, fact: str, steps: Iterable[Step]) -> Iterator[Candidate]:
    """Other values of a fact, worth an evaluation each, for the rules behind some steps. None for what a person keeps private."""
    spec = view.program.facts.get(fact)
    held = view.evaluation.case.facts.get(fact)
    current = held.value if held else view.evaluation.supposed.get(fact)
    if spec is None or spec.sensitive or current is None:
        return
    match spec.type, current:
        case Boolean(), bool():
            yield Candidate(fact, not current)
        case Enumeration(codes), str() if len(codes) <= _MOST_CODES:
            yield from (Candidate(fact, code) for code in codes if code != current)
        case ((Number() | Money()), Decimal()):
            yield from _numbers(view, spec, current, steps)
        case Date(), date():
            yield from _days(view, fact, current, steps)
        case _:
            return


def stand_ins(view: View, steps: Iterable[Step]) -> frozenset[str]:
    """The facts that stand in for what the law does not say: nobody could change them to be answered otherwise."""
    found: set[str] = set()
    waiting: list[object] = [view.body(step) for step in steps]
    while waiting:
        node = waiting.pop()
        match node:
            case ir.Unknown(supplied_by=facts):
                found |= {fact.id for fact in facts}
            case ir.Supplied(fact=fact, computed=computed):
                found.add(fact.id)
                waiting.append(computed)
            case tuple():
                waiting.extend(node)
            case _ if is_dataclass(node) and type(node).__module__ == ir.__name__:
                waiting.extend(getattr(node, part.name) for part in fields(node))
    return frozenset(found)


def scale_of(spec: FactSpec) -> Decimal:
    """The smallest difference between two values of a number."""
    scale = spec.type.scale if isinstance(spec.type, Number | Money) else 0
    return Decimal(1).scaleb(-(0 if scale is None else scale))


def within(spec: FactSpec, value: Decimal) -> bool:
    """Whether a number may be given for a fact."""
    if not isinstance(spec.type, Number | Money):
        return False
    low, high = spec.type.low, spec.type.high
    return (low is None or low <= value) and (high is None or value <= high)


def _numbers(view: View, spec: FactSpec, current: Decimal, steps: Iterable[Step]) -> Iterator[Candidate]:
    unit = scale_of(spec)
    edges = [e for e in _edges(view, spec.id, steps) if isinstance(e, Decimal)]
    near = {value for edge in edges for value in (edge - unit, edge, edge + unit) if within(spec, value) and value != current}
    for value in sorted(near, key=lambda v: (abs(v - current), v)):
        yield Candidate(spec.id, value, "at least" if value > current else "at most")


def _days(view: View, fact: str, current: date, steps: Iterable[Step]) -> Iterator[Candidate]:
    one = timedelta(days=1)
    steps = list(steps)
    edges = {e for e in _edges(view, fact, steps) if isinstance(e, date) and e not in {NEVER, date.min}}
    for step in steps:
        provision = view.program.provisions.get(step.id)
        for effect in provision.effects if provision else ():
            if fact in {effect.transition.anchor, *effect.transition.hinges}:
                edges.add(effect.from_[0])
    calendar = view.program.calendar
    # What has happened has happened by the day asked: another day for it is no later.
    asked = view.evaluation.as_of
    last = calendar.last if asked < current != NEVER else min(asked, calendar.last)
    near = {day for edge in edges for day in (edge - one, edge) if calendar.first <= day <= last and day != current}
    for day in sorted(near, key=lambda d: (abs((d - current).days) if current != NEVER else d.toordinal(), d)):
        yield Candidate(fact, day, "later" if day > current else "earlier")


def _edges(view: View, fact: str, steps: Iterable[Step]) -> Iterator[State]:
    """The thresholds against which a fact is held, directly or under another name."""
    for step in steps:
        for comparison in compared(view, step):
            if _is(view, comparison.value, fact, comparison.day):
                yield view.read(comparison.threshold, comparison.day)
            elif _is(view, comparison.threshold, fact, comparison.day):
                yield view.read(comparison.value, comparison.day)
        body = view.body(step)
        for bands in _bands(body):
            if _is(view, bands.of, fact, step.day):
                yield from (view.read(edge, step.day) for _, edge in bands.edges)


def _bands(expr: ir.Expr | None) -> Iterator[ir.Bands]:
    match expr:
        case ir.Bands():
            yield expr
        case ir.If(_, then, otherwise):
            yield from _bands(then)
            yield from _bands(otherwise)
        case ir.On(value):
            yield from _bands(value)
        case _:
            return


def _is(view: View, expr: ir.Expr, fact: str, day: date) -> bool:
    """Whether an expression is a fact, or a provision that hands it on."""
    match expr:
        case ir.Fact(id):
            return id == fact
        case ir.On(value):
            return _is(view, value, fact, day)
        case ir.If(_, then, otherwise):
            return _is(view, then, fact, day) or _is(view, otherwise, fact, day)
        case ir.Reference(id):
            step = view.steps.get((id, day))
            body = view.body(step) if step else None
            return body is not None and not isinstance(body, ir.Reference) and _is(view, body, fact, day)
        case _:
            return False
