"""Answers in words: each one as a person reads it, and all of them in a line."""

from __future__ import annotations

from typing import Final

from vigueur.explanation.deadlines import deadline_in_words
from vigueur.explanation.reasons import sentence_of
from vigueur.explanation.verdict import headline_of, kind_of_answer, unconditioned, verdict_of
from vigueur.explanation.view import View
from vigueur.interpreter.outcome import Step

_SHORT: Final = 90
"""Characters of an answer that a headline bears: a list or a note is told below it."""


def answer_in_words(view: View, name: str, step: Step) -> str:
    """An answer: the sentence of a condition, how a deadline stands, how many things are due; else its value."""
    match kind_of_answer(view.evaluation, name):
        case "condition":
            return sentence_of(view, step)
        case "deadline":
            return deadline_in_words(view, step)
        case _:
            return view.written(step)


def answers_in_words(view: View) -> dict[str, str]:
    """Each answer but the verdict."""
    return {
        name: answer_in_words(view, name, step)
        for name, step in view.evaluation.answers.items()
        if kind_of_answer(view.evaluation, name) != "verdict" and step.id in view.program.provisions
    }


def verdict_in_words(view: View) -> str:
    """The verdict within a sentence; empty where none was asked for."""
    if verdict_of(view.evaluation) is None:
        return ""
    said = view.say(headline_of(view.evaluation))
    return said[:1].lower() + said[1:]


def refused(view: View) -> bool:
    """Whether a verdict stands alone: what would be given beside it is not."""
    verdict = verdict_of(view.evaluation)
    return verdict == "ineligible" or (verdict == "out_of_scope" and not unconditioned(view.evaluation))


def named(view: View, name: str, words: str) -> str:
    """An answer under its name, once."""
    label = view.writer.provision(name)
    if kind_of_answer(view.evaluation, name) == "condition":
        return words  # a sentence of its own
    return (
        words
        if words.startswith(view.say("fact_given", label=label, value="").rstrip())
        else view.say("fact_given", label=label, value=words)
    )


def result_in_words(view: View, beside: View | None = None) -> str:
    """A verdict and its amounts in one line. Beside another answer, of several only those that differ from it."""
    writer, said = view.writer, verdict_in_words(view)
    told = {} if refused(view) else answers_in_words(view)
    former = answers_in_words(beside) if beside is not None and len(told) > 1 else {}
    answers = [words for name, words in told.items() if former.get(name) != words]
    if not said:
        return writer.words.listed(answers) or writer.say("answer_unknown")
    return writer.say("result_with", verdict=said, amounts=writer.words.listed(answers)) if answers else said


def headline(view: View) -> str:
    """The verdict, under its name where it had to be asked for; where there is none, the one answer there is, if it can stand alone."""
    evaluation = view.evaluation
    if verdict_of(evaluation) is not None or not evaluation.answers:
        said = view.say(headline_of(evaluation))
        asked = _asked_verdict(view)
        return view.say("fact_given", label=view.writer.provision(asked), value=said[:1].lower() + said[1:]) if asked else said
    if len(evaluation.answers) > 1:
        return view.say("title_answers")
    ((name, step),) = evaluation.answers.items()
    kind = kind_of_answer(evaluation, name)
    if kind == "condition":
        return answer_in_words(view, name, step)
    words = answer_in_words(view, name, step)
    if kind not in {"dues", "deadline"} and (step.id not in view.program.provisions or len(words) > _SHORT):
        return view.say("no_verdict")
    return view.say("fact_given", label=view.writer.provision(name), value=words)


def _asked_verdict(view: View) -> str:
    """The one verdict of an answer, if it is answered only by name."""
    found = [name for name in view.evaluation.answers if kind_of_answer(view.evaluation, name) == "verdict"]
    return found[0] if len(found) == 1 and view.program.decisions[found[0]].on_request else ""
