"""The days on which anything can change for a case: a finite list, read off the rules.

Rules use `day` only in comparisons, `on`, `min`, `max`, with a duration added, and in anniversaries. So between the days of the law, the
dates of the case and the turns of periods nothing moves. The list may hold a day on which nothing changes after all, and misses none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import islice, product
from typing import Final, Protocol, TypeAlias

from vigueur.builtins.calendar import passed, recur
from vigueur.ir import nodes as ir
from vigueur.ir.typing import type_of
from vigueur.plain import dataclass
from vigueur.regime.operands import parts
from vigueur.types import Date
from vigueur.values import NEVER, Months, Range, Record, State

Span: TypeAlias = "Months | timedelta"
Shift: TypeAlias = "tuple[Span, ...]"
"""How far a day read is from the day asked: spans added one after the other."""


class Evaluate(Protocol):
    """The state of an expression for the case, on a day, with the variables of the loops around it bound."""

    def __call__(self, expr: ir.Expr, day: date, bound: Mapping[str, State], /) -> State: ...


_ONE: Final = timedelta(days=1)
_NEAR: Final = 4
"""A month's end shifts a day by so many days at most."""
_ROUNDS: Final = 4
_DEEPEST: Final = 4
_YEAR: Final = Months(12)
_MOST_ITEMS: Final = 500
"""Items of a list, and rounds of loops within loops, that are looked at."""
_PERIODIC: Final = {"last hinge months", "last hinge days", "anniversaries"}
_MOVING: Final = {"add date months", "add date days", "add months date", "add days date", "subtract date months", "subtract date days"}
_CHOOSING: Final = {"min", "max", "min items", "max items"}


@dataclass(frozen=True, slots=True)
class _Terms:
    """What a date may be: one of these days, or the day asked and so far from it."""

    days: frozenset[date] = frozenset()
    moving: frozenset[Shift] = frozenset()

    def __or__(self, other: _Terms) -> _Terms:
        return _Terms(self.days | other.days, self.moving | other.moving)


_NONE: Final = _Terms()


def turning_days(
    program: ir.Program, roots: Iterable[str | ir.Expr], facts: Mapping[str, State], evaluate: Evaluate, span: tuple[date, date]
) -> list[date]:
    """Every day in `span` on which a provision, decision or expression may change for this case, in order.

    `facts` are those given; `evaluate` reads an expression for the case on a day, with all that is supposed and known.
    """
    wanted = [_root(program, root) for root in roots]
    found: set[date] = set()
    for _ in range(_ROUNDS):
        search = _Search(program, facts, evaluate, span, sorted(found | {span[0]}))
        for expr in wanted:
            search.visit(expr, ())
        if search.found <= found:
            break
        found |= search.found
    return sorted(found)


def _root(program: ir.Program, root: str | ir.Expr) -> ir.Expr:
    if not isinstance(root, str):
        return root
    decision = program.decisions.get(root)
    reference = ir.Reference(root, program.provisions[root].type)
    return ir.On(reference, decision.judged_on) if decision is not None and decision.judged_on is not None else reference


class _Search:
    """One pass over the rules that are reached. `samples`: days on which dates that the rules compute are looked at."""

    def __init__(
        self, program: ir.Program, facts: Mapping[str, State], evaluate: Evaluate, span: tuple[date, date], samples: list[date]
    ) -> None:
        self.program = program
        self.facts = facts
        self.evaluate = evaluate
        self.first, self.last = span
        self.samples = samples
        self.found: set[date] = set()
        self.seen: set[tuple[str, Shift]] = set()
        self.known: dict[str, _Terms] = {}
        self.held = frozenset(day for state in facts.values() for day in _dates_in(state))
        self.bound: dict[str, tuple[State, ...]] = {}
        """What the variables of the loops around an expression may be."""

    # -- what turns ------------------------------------------------------------------------------------------------------------

    def visit(self, expr: ir.Expr, shift: Shift) -> None:
        """Note the days on which an expression may change, read on a day that is `shift` from the day asked."""
        self._bind(expr)
        match expr:
            case ir.Reference(id):
                self._once(id, self.program.provisions[id].value, shift)
                return
            case ir.Clock(id):
                self._once(f"clock {id}", self.program.clocks[id], shift)
                return
            case ir.On(value, day):
                self._visit_on(value, day, shift)
                return
            case ir.Govern(provision=provision):
                for effect in self.program.provisions[provision].effects:
                    for turn in (*effect.from_, effect.until):
                        self._note(turn, shift)
            case ir.Call(op, args) if op in _PERIODIC:
                self._visit_period(expr, args, shift)
            case ir.Call(op, args) if op not in _MOVING | _CHOOSING:
                self._compare(args, shift)
            case ir.Table(inputs):
                self._compare((*inputs, *parts(expr)[len(inputs) :]), shift, everything=True)
            case ir.Bands():
                self._compare(parts(expr), shift)
            case _:
                pass
        for part in parts(expr):
            self.visit(part, shift)

    def _once(self, name: str, expr: ir.Expr, shift: Shift) -> None:
        if (name, shift) not in self.seen:
            self.seen.add((name, shift))
            around, self.bound = self.bound, {}  # what is read knows nothing of the loops of who reads
            self.visit(expr, shift)
            self.bound = around

    def _bind(self, expr: ir.Expr) -> None:
        """Note what the variables of a loop may be, on the days known so far."""
        match expr:
            case ir.For(variable, domain) | ir.Filter(variable, domain) | ir.Quantified(variable=variable, domain=domain):
                loops: tuple[tuple[str, ir.Expr], ...] = ((variable, domain),)
            case ir.Dues(loops):
                pass
            case _:
                return
        for name, run in loops:
            items = (item for state in self._values(run) for item in (state if isinstance(state, tuple) else ()))
            self.bound[name] = tuple(dict.fromkeys(islice(items, _MOST_ITEMS)))

    def _visit_on(self, value: ir.Expr, day: ir.Expr, shift: Shift) -> None:
        self.visit(day, shift)
        terms = self.terms(day)
        self._meet(terms, shift)
        for moved in terms.moving:
            if len(shift) + len(moved) <= _DEEPEST:
                self.visit(value, shift + moved)

    def _visit_period(self, call: ir.Call, args: tuple[ir.Expr, ...], shift: Shift) -> None:
        anchor, day = self.terms(args[0]), self.terms(args[-2] if len(args) > 2 else args[1])  # noqa: PLR2004 - with a rounding
        period = args[1].value if isinstance(args[1], ir.Const) and call.op != "anniversaries" else _YEAR
        if isinstance(period, Months | timedelta):
            for start in anchor.days - {NEVER}:
                for moved in day.moving:
                    for turn in self._turns(start, period):
                        self._note(turn, shift + moved)
        self._meet(anchor | day, shift)

    def _turns(self, start: date, period: Span) -> list[date]:
        """The turns of a period that may matter; before the anchor too, where years count downwards."""
        rounding = self.program.calendar.month_end
        margin = timedelta(days=366 * 12)
        low = self.first - margin if self.first > date.min + margin else date.min
        high = self.last + margin if self.last < NEVER - margin else NEVER - _ONE
        first, last = (passed(start, period, day, rounding) for day in (low, high))
        return [recur(start, period, k, rounding) for k in range(first, last + 1)]

    def _compare(self, args: Iterable[ir.Expr], shift: Shift, *, everything: bool = False) -> None:
        """A comparison turns where what moves meets what stands still."""
        met = _NONE
        for arg in args:
            met |= self._within(arg) if everything else self.terms(arg)
        self._meet(met, shift)

    def _within(self, expr: ir.Expr) -> _Terms:
        found = self.terms(expr)
        for part in parts(expr):
            found |= self._within(part)
        return found

    def _meet(self, met: _Terms, shift: Shift) -> None:
        for moved in met.moving:
            for day in met.days:
                self._note(day, shift + moved)
                if day < NEVER:
                    self._note(day + _ONE, shift + moved)

    def _note(self, day: date, shift: Shift) -> None:
        """The day asked on which the day read is `day`."""
        if day == NEVER:
            return
        for moved in shift:
            day = recur(day, Months(-moved.count) if isinstance(moved, Months) else -moved, 1, "down")
            if day in {NEVER, date.min}:
                return
        near = _NEAR * sum(isinstance(moved, Months) for moved in shift)
        for n in range(-near, near + 1):
            try:
                noted = day + timedelta(days=n)
            except OverflowError:
                continue
            if self.first <= noted <= self.last:
                self.found.add(noted)

    # -- what dates may be -----------------------------------------------------------------------------------------------------

    def terms(self, expr: ir.Expr) -> _Terms:  # noqa: PLR0912 - one a way to be a date
        """What an expression may be, where it is a date, or holds dates (a range, a list); nothing else."""
        self._bind(expr)
        match expr:
            case ir.Day():
                return _Terms(moving=frozenset(((),)))
            case ir.Const(value):
                return _Terms(_dates_in(value))
            case ir.Fact(id):
                return self._fact(id)
            case ir.Local() | ir.Field():
                return _Terms(self.held) | (self.terms(expr.base) if isinstance(expr, ir.Field) else _NONE)
            case ir.Call(op, args) if op in _MOVING:
                return self._moved(op, args)
            case ir.Call(op, args) if op in _CHOOSING:
                return self._all(args)
            case ir.Call("first day of month", (day,)):
                return _Terms(frozenset(d if d == NEVER else d.replace(day=1) for d in self.terms(day).days))
            case ir.Call():
                return self._looked_at(expr) if _dates(expr) else _NONE
            case ir.Reference(id) if _dates(expr):
                return self._memo(id, self.program.provisions[id].value)
            case ir.Clock(id):
                return self._memo(f"clock {id}", self.program.clocks[id])
            case ir.On(value):
                return self._looked_at(expr) | (_Terms(self.terms(value).days) if _dates(value) else _NONE) | self._read_on(expr)
            case ir.If(_, then, otherwise):
                return self.terms(then) | self.terms(otherwise)
            case ir.Table(rows=rows, otherwise=otherwise):
                return self._all([*(row.output for row in rows), *((otherwise,) if otherwise is not None else ())])
            case ir.Govern(arms=arms):
                return self._all([arm.body for arm in arms if arm.body is not None])
            case ir.Items() | ir.RangeOf() | ir.Supplied() | ir.Filter() | ir.For() | ir.Dues():
                return self._all(parts(expr))
            case _:
                return _NONE

    def _all(self, exprs: Iterable[ir.Expr]) -> _Terms:
        found = _NONE
        for expr in exprs:
            found |= self.terms(expr)
        return found

    def _memo(self, name: str, expr: ir.Expr) -> _Terms:
        if name not in self.known:
            self.known[name] = _NONE
            around, self.bound = self.bound, {}
            self.known[name] = self.terms(expr)
            self.bound = around
        return self.known[name]

    def _fact(self, name: str) -> _Terms:
        if name in self.facts:
            return _Terms(_dates_in(self.facts[name]))
        spec = self.program.facts.get(name)
        return _Terms(moving=frozenset(((),))) if spec is not None and spec.if_omitted == "day" else _NONE

    def _read_on(self, expr: ir.On) -> _Terms:
        inner, day = self.terms(expr.value), self.terms(expr.day)
        return _Terms(day.days, frozenset(a + b for a in inner.moving for b in day.moving if len(a) + len(b) <= _DEEPEST))

    def _moved(self, op: str, args: tuple[ir.Expr, ...]) -> _Terms:
        base, span = (args[1], args[0]) if op.startswith(("add months", "add days")) else args
        terms = self.terms(base)
        sign = -1 if op.startswith("subtract") else 1
        spans = [Months(sign * s.count) if isinstance(s, Months) else sign * s for s in self._spans(span)]
        days = {recur(day, s, 1, "down") for day in terms.days for s in spans}
        return _Terms(frozenset(days), frozenset((*shift, s) for shift in terms.moving for s in spans if len(shift) < _DEEPEST))

    def _spans(self, expr: ir.Expr) -> list[Span]:
        states = [expr.value] if isinstance(expr, ir.Const) else self._values(expr)
        return list(dict.fromkeys(s for s in states if isinstance(s, Months | timedelta)))

    def _looked_at(self, expr: ir.Expr) -> _Terms:
        """A date that the rules compute: what it is on the days known so far."""
        return _Terms(frozenset(day for state in self._values(expr) for day in _dates_in(state)))

    def _values(self, expr: ir.Expr) -> list[State]:
        names = dict.fromkeys(_variables(expr))
        rounds = list(islice(product(*(self.bound.get(name, ()) for name in names)), _MOST_ITEMS))
        return [self.evaluate(expr, day, dict(zip(names, values, strict=True))) for day in self.samples for values in rounds]


def _dates(expr: ir.Expr) -> bool:
    return isinstance(type_of(expr), Date)


def _variables(expr: ir.Expr) -> Iterator[str]:
    """The variables that an expression reads and that loops around it bind."""
    match expr:
        case ir.Local(name):
            yield name
        case ir.For(variable) | ir.Filter(variable) | ir.Quantified(variable=variable):
            yield from (name for part in parts(expr) for name in _variables(part) if name != variable)
        case ir.Dues(loops):
            own = {name for name, _ in loops}
            yield from (name for part in parts(expr) for name in _variables(part) if name not in own)
        case _:
            for part in parts(expr):
                yield from _variables(part)


def _dates_in(state: State | None) -> frozenset[date]:
    """The days that a value holds."""
    match state:
        case date():
            return frozenset((state,))
        case tuple():
            return frozenset().union(*(_dates_in(item) for item in state))
        case Record(fields):
            return frozenset().union(*(_dates_in(item) for _, item in fields))
        case Range(low, high):
            return _dates_in(low) | _dates_in(high)
        case _:
            return frozenset()
