"""A program made ready to run: each provision is compiled when it is first read, and kept."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from types import MappingProxyType
from typing import Final

from vigueur.builtins.operations import Undefined
from vigueur.diagnostics.problems import Refused, problem
from vigueur.interpreter.closures import Compiler
from vigueur.interpreter.outcome import Evaluation, Raised, Step
from vigueur.interpreter.run import Closure, Point, Run
from vigueur.interpreter.states import combined
from vigueur.ir import nodes as ir
from vigueur.ir.case import Case
from vigueur.values import NEVER, Absent, State, Undetermined

_MOST_ASKED: Final = 20_000
_DEEPEST: Final = 60_000
"""Frames that an evaluation may need: provisions that read each other, times the depth of their expressions."""


class Machine:
    """Evaluates cases under one program."""

    def __init__(self, program: ir.Program) -> None:
        self.program = program
        self._values: dict[str, Closure] = {}
        self._points: dict[str, tuple[Point, ...]] = {}
        self._clocks: dict[str, Closure] = {}
        self._outcomes: tuple[tuple[ir.Outcome, Closure], ...] | None = None
        self._moments: dict[str, Closure] = {}
        self._asked: dict[int, tuple[ir.Expr, Closure]] = {}
        """Expressions read beside the provisions, by identity: each is kept with its closure, so that no other takes its place."""

    def reader(self, provision: str) -> Closure:
        """A closure that reads a provision on the run's day, once a day, and notes the step."""

        def read(run: Run) -> State:
            step = run.memo.get(provision)
            if step is None:
                step = self._perform(provision, run)
            run.steps.append(step)
            return step.state

        return read

    def asked(self, expr: ir.Expr) -> Closure:
        """The closure of an expression that is read beside the provisions, such as a value that a sentence shows."""
        known = self._asked.get(id(expr))
        if known is None:
            if len(self._asked) >= _MOST_ASKED:
                self._asked.clear()
            known = self._asked[id(expr)] = (expr, Compiler(self, "").compile(expr))
        return known[1]

    def clock(self, clock: str) -> Closure:
        """A closure that reads a clock on the run's day, once a day. The facts read count for each provision that asks."""

        def read(run: Run) -> State:
            known = run.clocks.get(clock)
            if known is None:
                closure = self._clocks.get(clock)
                if closure is None:
                    closure = self._clocks[clock] = Compiler(self, "").compile(self.program.clocks[clock])
                outer, variables = run.facts, run.locals
                run.facts, run.locals = [], {}
                state = closure(run)
                known = run.clocks[clock] = (state, tuple(dict.fromkeys(run.facts)))
                run.facts, run.locals = outer, variables
            run.facts.extend(known[1])
            return known[0]

        return read

    def points(self, provision: str) -> tuple[Point, ...]:
        """The places of a provision that a case may reach."""
        self._closure(provision)
        return self._points[provision]

    def evaluate(
        self,
        case: Case,
        *,
        as_of: date,
        known_at: date | None = None,
        decisions: Iterable[str] | None = None,
        readings: Mapping[str, str] | None = None,
        seen: set[Point] | None = None,
    ) -> Evaluation:
        """Decide a case as of a day; by default what is not decided on request alone. Names must be known: the caller has checked them."""
        program = self.program
        held = {name: h.value for name, h in case.facts.items()}
        run = Run(held, as_of, NEVER if known_at is None else known_at, dict(readings or {}))
        run.seen = seen
        usual = (name for name, decision in program.decisions.items() if not decision.on_request)
        wanted = dict.fromkeys(usual if decisions is None else decisions)
        with _deep():
            raised = tuple(_raise(outcome, condition, run) for outcome, condition in self._conditions())
            answers = {name: self._answer(name, run) for name in wanted}
        return Evaluation(
            program, case, as_of, known_at, answers, raised, dict(run.supposed), dict(run.asked), tuple(run.order), _Context(self, run)
        )

    def _answer(self, name: str, run: Run) -> Step:
        decision = self.program.decisions.get(name)
        if decision is not None and decision.judged_on is not None:
            moment = self._moments.get(name)
            if moment is None:
                moment = self._moments[name] = Compiler(self, name).compile(decision.judged_on)
            day = moment(run)
            if not isinstance(day, date) or day == NEVER:
                state = combined((day,)) if isinstance(day, Undetermined) else Absent("event_never", name)
                return Step(name, run.as_of, state, None, tuple(dict.fromkeys(run.facts)), ())
            before = run.move(day)
            self.reader(name)(run)
            step = run.memo[name]
            run.move(before)
            return step
        self.reader(name)(run)
        return run.memo[name]

    def _conditions(self) -> tuple[tuple[ir.Outcome, Closure], ...]:
        if self._outcomes is None:
            self._outcomes = tuple((o, Compiler(self, "").compile(o.condition)) for o in self.program.outcomes)
        return self._outcomes

    def _closure(self, provision: str) -> Closure:
        closure = self._values.get(provision)
        if closure is None:
            compiler = Compiler(self, provision)
            value = self.program.provisions[provision].value
            # A composition tells all its members, also after the one that decides it.
            closure = compiler.members(value) if isinstance(value, ir.All | ir.Any | ir.Not) else compiler.compile(value)
            self._values[provision] = closure
            self._points[provision] = tuple(compiler.points)
        return closure

    def _perform(self, provision: str, run: Run) -> Step:
        closure = self._values.get(provision) or self._closure(provision)
        facts, steps, variables = run.facts, run.steps, run.locals
        run.facts, run.steps, run.locals = [], [], {}  # the loops of who reads are no business of what is read
        run.governed, run.candidates, run.cites = None, (), ()
        state = closure(run)
        facts_read, steps_read = tuple(dict.fromkeys(run.facts)), _once(run.steps)
        step = Step(provision, run.day, state, run.governed, facts_read, steps_read, run.candidates, run.cites)
        run.governed, run.candidates, run.cites = None, (), ()
        run.memo[provision] = step
        run.order.append(step)
        run.facts, run.steps, run.locals = facts, steps, variables
        return step


class _Context:
    """What is kept of a run, to read more in it: the values that sentences show."""

    __slots__ = ("machine", "run")

    def __init__(self, machine: Machine, run: Run) -> None:
        self.machine = machine
        self.run = run

    def trace(self, expr: ir.Expr, day: date, bound: Mapping[str, State]) -> Step:
        """An expression read in the same case, on a day, with variables bound. Adds no step to the evaluation."""
        run = self.run
        before, facts, steps, outer = run.move(day), run.facts, run.steps, run.locals
        run.facts, run.steps, run.locals = [], [], {**outer, **bound}
        run.governed, run.candidates = None, ()
        try:
            with _deep():
                state = self.machine.asked(expr)(run)
            return Step("", day, state, None, tuple(dict.fromkeys(run.facts)), _once(run.steps), run.candidates)
        finally:
            run.move(before)
            run.facts, run.steps, run.locals = facts, steps, outer


def evaluate_in(evaluation: Evaluation, expr: ir.Expr, day: date, bound: Mapping[str, State] = MappingProxyType({})) -> State:
    """The state of an expression in the context of an evaluation, such as a value that a sentence shows."""
    return trace_in(evaluation, expr, day, bound).state


def trace_in(evaluation: Evaluation, expr: ir.Expr, day: date, bound: Mapping[str, State] = MappingProxyType({})) -> Step:
    """An expression in the context of an evaluation, with what it read. `bound`: the variables of the loops around it."""
    context = evaluation.context
    if not isinstance(context, _Context):
        message = "the evaluation was not made by this interpreter"
        raise TypeError(message)
    return context.trace(expr, day, bound)


def _raise(outcome: ir.Outcome, condition: Closure, run: Run) -> Raised:
    run.facts = []
    state = condition(run)
    return Raised(outcome, state, tuple(dict.fromkeys(run.facts)))


def _once(steps: list[Step]) -> tuple[Step, ...]:
    return tuple(dict.fromkeys(steps)) if len(steps) > 1 else tuple(steps)


@contextmanager
def _deep() -> Iterator[None]:
    """Python's own limit on nested calls, raised for the time of an evaluation; the checker has bounded the depth."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, _DEEPEST))
    try:
        yield
    except Undefined as too_much:  # the checker has excluded all else
        raise Refused((problem("VG157", None),)) from too_much
    finally:
        sys.setrecursionlimit(limit)
