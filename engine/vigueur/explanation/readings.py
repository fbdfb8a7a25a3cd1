"""The questions of interpretation on which an answer rests, and what the other options would give: one question at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final, TypeAlias

from vigueur.explanation.document import AlternativeEntry, ReadingEntry
from vigueur.explanation.results import answers_in_words, named, refused, result_in_words, verdict_in_words
from vigueur.explanation.verdict import kind_of_answer, verdict_of
from vigueur.explanation.view import View
from vigueur.interpreter.outcome import Evaluation
from vigueur.ir.case import Case
from vigueur.ir.nodes import Words

_FEW: Final = 3
Again: TypeAlias = Callable[[Case, date, Mapping[str, str]], Evaluation]
"""Decides the same once more, for a case, a day and readings, with all else as it was."""


def readings(view: View, again: Again) -> list[ReadingEntry]:
    """Each question that was asked, in the order of the rule book."""
    asked = view.evaluation.readings
    return [_entry(view, name, asked[name], again) for name in view.program.questions if name in asked]


def _entry(view: View, name: str, option: str, again: Again) -> ReadingEntry:
    question = view.program.questions[name]
    options = dict(question.options)
    alternatives = [_alternative(view, name, other, words, again) for other, words in question.options if other != option]
    return {
        "question": name,
        "label": question.label.in_(view.language) or name,
        "option": option,
        "words": options.get(option, Words()).in_(view.language) or option,
        "default": option == question.default,
        "why": question.why.in_(view.language) if option == question.default else view.say("reading_chosen"),
        "citations": view.citations(question.cites),
        "alternatives": alternatives,
    }


def _alternative(view: View, name: str, option: str, words: Words, again: Again) -> AlternativeEntry:
    now = view.evaluation
    other = again(now.case, now.as_of, {**now.readings, name: option})
    same = {k: s.state for k, s in other.answers.items()} == {k: s.state for k, s in now.answers.items()}
    written = words.in_(view.language) or option
    beside = view.beside(other)
    result = result_beside(view, beside)
    same = (same and verdict_of(other) == verdict_of(now)) or not result
    return {
        "option": option,
        "words": written,
        "verdict": verdict_of(other),
        "answers": answers_in_words(beside),
        "same": same,
        "sentence": view.say("reading_same", option=written) if same else view.say("reading_other", option=written, result=result),
    }


def result_beside(view: View, other: View) -> str:
    """What another case or reading would give: of several answers those that are not the same, each under its name, the first of them."""
    now, then = answers_in_words(view), answers_in_words(other)
    verdict = verdict_in_words(other)
    if verdict and (refused(other) or len(then) == 1):
        return result_in_words(other, view)
    found: list[str] = []
    last = [name for name in other.evaluation.answers if kind_of_answer(other.evaluation, name) == "dues"]
    for name in [*(name for name in other.evaluation.answers if name not in last), *last]:
        step = other.evaluation.answers[name]
        if step.id in view.program.provisions and view.program.provisions[step.id].kind == "dues":
            from vigueur.explanation.timeline_dues import differences  # noqa: PLC0415 - only where things are due

            found += differences(view, other, name)
        elif now.get(name) != then.get(name):
            found.append(then[name] if len(then) == 1 else named(other, name, then[name]))
    rest = len(found) - _FEW
    more = [view.say("other_more" if rest > 1 else "other_one_more", count=str(rest))] if rest > 0 else []
    return view.writer.words.parted([*([verdict] if verdict else []), *found[:_FEW], *more])
