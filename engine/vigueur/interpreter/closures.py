"""The ir as Python closures: one meaning, compiled once a provision and kept.

A closure takes the run and gives a state. What a provision reads is noted as it is read, so that every
evaluation explains itself.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import assert_never

from vigueur.builtins.comparison import equality
from vigueur.builtins.families import operation
from vigueur.interpreter.compiling import Compiling
from vigueur.interpreter.dues import dues
from vigueur.interpreter.run import Closure, Run
from vigueur.interpreter.states import Meaning, agreed, all_of, any_of, combined, lifted, negated, possible_of
from vigueur.interpreter.tables import bands, table
from vigueur.ir import nodes as ir
from vigueur.ir.typing import type_of
from vigueur.types import ListOf
from vigueur.values import NEVER, Absent, Lack, Range, Record, State, Undetermined


class Compiler(Compiling):
    """Compiles the expressions of one provision: one case a node."""

    def compile(self, expr: ir.Expr) -> Closure:  # noqa: C901, PLR0912 - one match over a closed set of nodes
        """The closure of an expression."""
        match expr:
            case ir.Const(value):
                return _constant(value)
            case ir.Fact():
                return self._fact(expr)
            case ir.Reference(id):
                return self.linked.reader(id)
            case ir.Local(name):
                return lambda run: run.locals[name]
            case ir.Day():
                return lambda run: run.day
            case ir.KnownAt():
                return lambda run: run.known_at
            case ir.Reading(question):
                return self._reading(question)
            case ir.Call():
                return self._call(expr)
            case ir.All(members):
                return self._joined(tuple(self.compile(m) for m in members), stop=False, join=all_of)
            case ir.Any(members):
                return self._joined(tuple(self.compile(m) for m in members), stop=True, join=any_of)
            case ir.Not(operand):
                inner = self.compile(operand)
                return lambda run: negated(inner(run))
            case ir.If():
                return self._if(expr)
            case ir.On():
                return self._on(expr)
            case ir.Quantified():
                return self._quantified(expr)
            case ir.For():
                return self._for(expr)
            case ir.Filter():
                return self._filter(expr)
            case ir.Field(base, name):
                return self._field(self.compile(base), name)
            case ir.Items(items):
                held = tuple(self.compile(i) for i in items)
                return lambda run: tuple(s for h in held if not isinstance(s := h(run), Absent))
            case ir.Fields(fields):
                parts = tuple((name, self.compile(e)) for name, e in fields)
                return lambda run: Record(tuple((name, part(run)) for name, part in parts))
            case ir.RangeOf():
                return self._range(expr)
            case ir.Present(operand):
                return self._present(operand)
            case ir.Unknown():
                return self._unknown(expr)
            case ir.Supplied():
                return self._supplied(expr)
            case ir.NotApplicable(provision=provision):
                return _constant(Absent("not_applicable", provision or self.provision))
            case ir.Table():
                return table(expr, self)
            case ir.Bands():
                return bands(expr, self)
            case ir.Dues():
                return dues(expr, self)
            case ir.Govern():
                return self._govern(expr)
            case ir.Clock(id):
                return self.linked.clock(id)
            case _:
                assert_never(expr)

    def _fact(self, expr: ir.Fact) -> Closure:
        name = expr.id
        spec = self.linked.program.facts.get(name)
        omitted = spec.if_omitted if spec else ""
        unknown = Undetermined(frozenset((name,)), possible=possible_of(expr.type))

        def fact(run: Run) -> State:
            run.facts.append(name)
            value = run.held.get(name)
            if value is not None:
                return unknown if isinstance(value, Undetermined) else value
            if omitted:
                value = run.supposed[name] = NEVER if omitted == "never" else run.as_of if omitted == "day" else ()
                return value
            return unknown

        return fact

    def _reading(self, question: str) -> Closure:
        default = self.linked.program.questions[question].default

        def reading(run: Run) -> State:
            option = run.asked[question] = run.readings.get(question, default)
            return option

        return reading

    def _call(self, expr: ir.Call) -> Closure:
        op, meaning = expr.op, operation(expr.op).meaning
        types = tuple(type_of(a) for a in expr.args)
        if op == "equal":
            meaning = equality(types) or meaning
        args = tuple(self.compile(a) for a in expr.args)
        if any(isinstance(t, ListOf) for t in types):
            return lambda run: lifted(op, meaning, [a(run) for a in args])
        if len(args) == 1:
            only = args[0]

            def one(run: Run) -> State:
                value = only(run)
                if value.__class__ in _NO_VALUES:
                    return lifted(op, meaning, (value,))
                return meaning(value)

            return one
        if len(args) == 2:  # noqa: PLR2004 - left and right
            return self._pair(op, meaning, expr.args, args)

        def many(run: Run) -> State:
            states = [a(run) for a in args]
            for state in states:
                if state.__class__ in _NO_VALUES:
                    return lifted(op, meaning, states)
            return meaning(*states)

        return many

    @staticmethod
    def _pair(op: str, meaning: Meaning, written: tuple[ir.Expr, ...], args: tuple[Closure, ...]) -> Closure:
        """An operation on two operands; one that is constant is not read again."""
        left, right = args
        match written:
            case (ir.Const(value), _):

                def from_constant(run: Run) -> State:
                    other = right(run)
                    return lifted(op, meaning, (value, other)) if other.__class__ in _NO_VALUES else meaning(value, other)

                return from_constant
            case (_, ir.Const(value)):

                def to_constant(run: Run) -> State:
                    one = left(run)
                    return lifted(op, meaning, (one, value)) if one.__class__ in _NO_VALUES else meaning(one, value)

                return to_constant
            case _:

                def both(run: Run) -> State:
                    one, other = left(run), right(run)
                    if one.__class__ in _NO_VALUES or other.__class__ in _NO_VALUES:
                        return lifted(op, meaning, (one, other))
                    return meaning(one, other)

                return both

    def members(self, expr: ir.All | ir.Any | ir.Not) -> Closure:
        """A composition: every member is read, also after the one that decides, so that all reasons are told."""
        if isinstance(expr, ir.Not):
            inner = self.members(expr.operand) if isinstance(expr.operand, ir.All | ir.Any | ir.Not) else self.compile(expr.operand)
            return lambda run: negated(inner(run))
        join = all_of if isinstance(expr, ir.All) else any_of
        members = tuple(self.compile(m) for m in expr.members)
        return lambda run: join([m(run) for m in members])

    @staticmethod
    def _joined(members: tuple[Closure, ...], *, stop: bool, join: Callable[[list[State]], State]) -> Closure:
        go = not stop
        if len(members) == 2:  # noqa: PLR2004 - by far the most frequent
            first, second = members

            def two(run: Run) -> State:
                one = first(run)
                if one is stop:
                    return stop
                other = second(run)
                if other is stop or (one is go and other is go):
                    return other
                return join([one, other])

            return two

        def many(run: Run) -> State:
            states: list[State] = []
            for member in members:
                state = member(run)
                if state is stop:
                    return stop
                states.append(state)
            return join(states)

        return many

    def _if(self, expr: ir.If) -> Closure:
        condition, then, otherwise = self.compile(expr.condition), self.compile(expr.then), self.compile(expr.otherwise)
        self.branches += 1
        taken = self.point("branch", f"if {self.branches} then")
        left = self.point("branch", f"if {self.branches} else")

        def choice(run: Run) -> State:
            state = condition(run)
            if state is True:
                if run.seen is not None:
                    run.seen.add(taken)
                return then(run)
            if state is False:
                if run.seen is not None:
                    run.seen.add(left)
                return otherwise(run)
            if isinstance(state, Undetermined):
                return agreed((then(run), otherwise(run)), (state,))
            return state

        return choice

    def _on(self, expr: ir.On) -> Closure:
        value, day = self.compile(expr.value), self.compile(expr.day)

        def on(run: Run) -> State:
            moment = day(run)
            if isinstance(moment, Undetermined):
                return combined((moment,))
            if not isinstance(moment, date):
                return moment
            if moment == NEVER:
                return Absent("event_never")
            before = run.move(moment)
            try:
                return value(run)
            finally:
                run.move(before)

        return on

    def _quantified(self, expr: ir.Quantified) -> Closure:
        domain, condition, name = self.compile(expr.domain), self.compile(expr.condition), expr.variable
        join = any_of if expr.quantifier == "some" else all_of

        def quantified(run: Run) -> State:
            items = domain(run)
            if not isinstance(items, tuple):
                return items
            if not items:
                return join is all_of
            states = []
            run.spend(len(items))
            for item in items:
                run.locals[name] = item
                states.append(condition(run))
            return join(states)

        return quantified

    def _for(self, expr: ir.For) -> Closure:
        domain, body, name = self.compile(expr.domain), self.compile(expr.body), expr.variable

        def each(run: Run) -> State:
            items = domain(run)
            if not isinstance(items, tuple):
                return items
            results: list[State] = []
            run.spend(len(items))
            for item in items:
                run.locals[name] = item
                state = body(run)
                if not isinstance(state, Absent):
                    results.append(state)
            return tuple(results)

        return each

    def _filter(self, expr: ir.Filter) -> Closure:
        domain, condition, name = self.compile(expr.domain), self.compile(expr.condition), expr.variable

        def chosen(run: Run) -> State:
            items = domain(run)
            if not isinstance(items, tuple):
                return items
            kept, waiting = [], []
            run.spend(len(items))
            for item in items:
                run.locals[name] = item
                state = condition(run)
                if state is True:
                    kept.append(item)
                elif isinstance(state, Undetermined):
                    waiting.append(state)
            return combined(waiting) if waiting else tuple(kept)

        return chosen

    @staticmethod
    def _field(base: Closure, name: str) -> Closure:
        def field(run: Run) -> State:
            record = base(run)
            if isinstance(record, Record):
                return record.get(name)
            if isinstance(record, tuple):
                told = (r.get(name) if isinstance(r, Record) else r for r in record)
                return tuple(state for state in told if not isinstance(state, Absent))
            return record

        return field

    def _range(self, expr: ir.RangeOf) -> Closure:
        low = self.compile(expr.low) if expr.low is not None else None
        high = self.compile(expr.high) if expr.high is not None else None
        low_closed, high_closed = expr.low_closed, expr.high_closed

        def build(one: State | None, other: State | None) -> State:
            return Range(one, other, low_closed, high_closed)  # type: ignore[arg-type]

        def range_(run: Run) -> State:
            ends = [end(run) if end else None for end in (low, high)]
            present = [e for e in ends if e is not None]
            for end in present:
                if isinstance(end, Absent):
                    return end
            waiting = [e for e in present if isinstance(e, Undetermined)]
            return combined(waiting) if waiting else build(ends[0], ends[1])

        return range_

    def _present(self, operand: ir.Expr) -> Closure:
        if isinstance(operand, ir.Fact):
            name = operand.id

            def given(run: Run) -> State:
                run.facts.append(name)
                return name in run.held

            return given
        inner = self.compile(operand)
        uncertain = not isinstance(operand, ir.Reference) or _may_not_apply(self.linked.program.provisions[operand.id])

        def present(run: Run) -> State:
            state = inner(run)
            if isinstance(state, Absent):
                return False
            if isinstance(state, Undetermined) and (uncertain or run.steps[-1].candidates):
                return Undetermined(state.facts, state.lacks)
            return True

        return present

    def _unknown(self, expr: ir.Unknown) -> Closure:
        supplied = tuple((f.id, self._fact(f)) for f in expr.supplied_by)
        lack = Lack(expr.provision or self.provision, expr.kind, expr.why, tuple(name for name, _ in supplied), expr.who)
        unknown = Undetermined(frozenset(lack.supplied_by), frozenset((lack,)), possible_of(expr.type))

        def value(run: Run) -> State:
            for _, fact in supplied:
                state = fact(run)
                if state.__class__ not in _NO_VALUES:
                    return state
            return unknown

        return value

    def _supplied(self, expr: ir.Supplied) -> Closure:
        fact, computed, name = self._fact(expr.fact), self.compile(expr.computed), expr.fact.id

        def supplied(run: Run) -> State:
            given = fact(run)
            if given.__class__ not in _NO_VALUES:
                return given
            state = computed(run)
            if isinstance(state, Undetermined):
                return Undetermined(state.facts | {name}, state.lacks, state.possible)
            return state

        return supplied

    def _govern(self, expr: ir.Govern) -> Closure:
        name = expr.provision
        arms = tuple((arm.effect, self.compile(arm.guard), self.compile(arm.body) if arm.body is not None else None) for arm in expr.arms)
        effects = self.linked.program.provisions[name].effects
        points = tuple(self.point("text", effects[index].text, effects[index].place) for index, _, _ in arms)
        repealed, not_begun = Absent("repealed", name), Absent("not_yet", name)

        def govern(run: Run) -> State:
            waiting: list[Undetermined] = []
            candidates: list[tuple[int, Closure | None]] = []
            closed = False
            for position, (index, guard, body) in enumerate(arms):
                begun = guard(run)
                if begun is True:
                    if not candidates:
                        state = repealed if body is None else body(run)
                        run.governed = effects[index]
                        if run.seen is not None:
                            run.seen.add(points[position])
                        return state
                    candidates.append((index, body))
                    closed = True
                    break
                if isinstance(begun, Undetermined):
                    waiting.append(begun)
                    candidates.append((index, body))
            if not candidates:
                return not_begun
            outcomes: list[State] = [repealed if body is None else body(run) for _, body in candidates]
            if not closed:
                outcomes.append(not_begun)
            run.governed = None
            run.candidates = tuple(effects[i] for i, _ in candidates)
            return agreed(outcomes, waiting)

        return govern


def _constant(state: State) -> Closure:
    def constant(_run: Run) -> State:
        return state

    return constant


_NO_VALUES = frozenset((Undetermined, Absent))


def _may_not_apply(provision: ir.Provision) -> bool:
    """Whether some text makes a provision apply to some cases only."""
    value = provision.value
    return not isinstance(value, ir.Govern) or any(
        isinstance(arm.body, ir.If) and isinstance(arm.body.otherwise, ir.NotApplicable) for arm in value.arms
    )
