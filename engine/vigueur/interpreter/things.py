"""The things due that an answer is made of, one by one: those that are due, and those of which it is not known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from vigueur.interpreter.machine import evaluate_in
from vigueur.interpreter.outcome import Evaluation, Step, content_of
from vigueur.ir import nodes as ir
from vigueur.plain import dataclass
from vigueur.values import Record, State, Undetermined


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that is due or may be. `bound`: the variables of its round; `day`: the round's own day, or the day asked.

    `state` is True, or undetermined where its condition is. `record` is what the answer holds of it; None where it is not known to be due.
    """

    due: ir.Due
    bound: Mapping[str, State]
    day: date
    state: State
    record: Record | None


def things_due(evaluation: Evaluation, step: Step) -> tuple[Thing, ...]:
    """The things of an answer, in the order of its list; none where the answer is absent or not known as a whole."""
    effect = step.effect or next(iter(step.candidates), None)  # texts that may govern agree on a list that is known
    if effect is None or not isinstance(step.state, tuple):
        return ()
    node = _content(evaluation.program.provisions[step.id], effect)
    return tuple(_things(evaluation, step, node)) if node is not None else ()


def _content(provision: ir.Provision, effect: ir.Effect) -> ir.Dues | None:
    """What an effect says is due, under whatever it applies to."""
    body = content_of(provision, effect)
    while isinstance(body, ir.If):
        body = body.then
    return body if isinstance(body, ir.Dues) else None


def _things(evaluation: Evaluation, step: Step, node: ir.Dues) -> Iterator[Thing]:
    records = iter(item for item in step.state if isinstance(item, Record)) if isinstance(step.state, tuple) else iter(())
    for bound in _rounds(evaluation, step.day, node.loops, {}):
        day = evaluate_in(evaluation, node.day, step.day, bound) if node.day is not None else step.day
        own = day if isinstance(day, date) else step.day
        for due in node.items:
            state = evaluate_in(evaluation, due.condition, step.day, bound)
            if state is True:
                yield Thing(due, bound, own, state, None if due.may.texts else next(records, None))
            elif isinstance(state, Undetermined):
                yield Thing(due, bound, own, state, None)


def _rounds(
    evaluation: Evaluation, day: date, loops: tuple[tuple[str, ir.Expr], ...], bound: Mapping[str, State]
) -> Iterator[Mapping[str, State]]:
    if not loops:
        yield bound
        return
    (name, domain), *rest = loops
    items = evaluate_in(evaluation, domain, day, bound)
    for item in items if isinstance(items, tuple) else ():
        if not isinstance(item, Undetermined):
            yield from _rounds(evaluation, day, tuple(rest), {**bound, name: item})
