"""What an evaluation comes to: the verdict, and what kind of answer each decision gives."""

from __future__ import annotations

from collections.abc import Iterator

from vigueur.explanation.document import Verdict
from vigueur.interpreter.outcome import Evaluation, Step
from vigueur.values import NEVER, Absent, Undetermined


def verdict_of(evaluation: Evaluation) -> Verdict | None:
    """The verdict. What the rule book raises beside its conditions wins; None where nothing of the kind was decided."""
    raised = [r.outcome.verdict for r in evaluation.outcomes if r.state is True]
    if raised:
        return "out_of_scope" if "out_of_scope" in raised else "to_be_examined"
    step = verdict_step(evaluation)
    if step is None:
        return None
    if isinstance(step.state, Absent):
        return "out_of_scope"
    if isinstance(step.state, Undetermined):
        return "undetermined"
    return "eligible" if step.state is True else "ineligible"


def verdict_step(evaluation: Evaluation) -> Step | None:
    """The step of the decision that gives the verdict: the first of its kind in the rule book that was asked for."""
    for name, decision in evaluation.program.decisions.items():
        if decision.kind == "verdict" and name in evaluation.answers:
            return evaluation.answers[name]
    return None


def unconditioned(evaluation: Evaluation) -> bool:
    """Whether there is no verdict only because no condition is left: one has been in force, and nothing is raised beside them."""
    step = verdict_step(evaluation)
    if step is None or not isinstance(step.state, Absent) or any(r.state is True for r in evaluation.outcomes):
        return False
    conditions = set(_leaves(evaluation, step.id))
    if not any(_was_in_force(evaluation, name, step) for name in conditions):
        return False
    states = [s.state for s in evaluation.steps if s.id in conditions]
    if not any(isinstance(s, Absent) and s.cause in {"not_applicable", "event_never"} for s in states):
        return True
    return any(not isinstance(s.state, Absent) for s in evaluation.answers.values())


def _leaves(evaluation: Evaluation, name: str) -> Iterator[str]:
    """The conditions of a composition, and of those in it."""
    provision = evaluation.program.provisions.get(name)
    for member in provision.members if provision else ():
        yield member
        yield from _leaves(evaluation, member)


def _was_in_force(evaluation: Evaluation, name: str, verdict: Step) -> bool:
    """Whether a text that was known has set a condition by the day of the verdict."""
    known_at = evaluation.known_at or NEVER
    seen = (
        e
        for e in evaluation.program.provisions[name].effects
        if e.published[0] <= known_at and not any(day <= known_at for _, day in e.withdrawn_by)
    )
    return any(e.verb == "set" and e.from_[0] <= verdict.day for e in seen)


def headline_of(evaluation: Evaluation) -> str:
    """The phrase that tells the verdict."""
    return "unconditioned" if unconditioned(evaluation) else verdict_of(evaluation) or "no_verdict"


def kind_of_answer(evaluation: Evaluation, decision: str) -> str:
    """What a decision gives: a verdict, an amount, a value, a condition, things due or a deadline."""
    found = evaluation.program.decisions.get(decision)
    return found.kind if found else "value"
