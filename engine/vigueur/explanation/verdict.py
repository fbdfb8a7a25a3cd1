"""What an evaluation comes to: the verdict, and each answer in words."""

from __future__ import annotations

from vigueur.explanation.document import Verdict
from vigueur.explanation.writing import Writer
from vigueur.interpreter.outcome import Evaluation, Step
from vigueur.values import Absent, Undetermined


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


def kind_of_answer(evaluation: Evaluation, decision: str) -> str:
    """What a decision gives: a verdict, an amount or a value."""
    found = evaluation.program.decisions.get(decision)
    return found.kind if found else "value"


def answers_in_words(writer: Writer, evaluation: Evaluation) -> dict[str, str]:
    """Each answer but the verdict, as a person reads it."""
    return {
        name: writer.state(step.state, writer.program.provisions[step.id].type)
        for name, step in evaluation.answers.items()
        if kind_of_answer(evaluation, name) != "verdict" and step.id in writer.program.provisions
    }


def result_in_words(writer: Writer, evaluation: Evaluation) -> str:
    """A verdict and its amounts in one line."""
    verdict = verdict_of(evaluation)
    answers = [] if verdict in {"ineligible", "out_of_scope"} else list(answers_in_words(writer, evaluation).values())
    if verdict is None:
        return writer.words.listed(answers) or writer.say("answer_unknown")
    said = writer.say(verdict)
    said = said[:1].lower() + said[1:]
    return writer.say("result_with", verdict=said, amounts=writer.words.listed(answers)) if answers else said
