"""The questions of interpretation on which an answer rests, and what the other options would give: one question at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final, TypeAlias

from vigueur.explanation.document import AlternativeEntry, ReadingEntry
from vigueur.explanation.results import answers_in_words, result_in_words
from vigueur.explanation.verdict import verdict_of
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
    result = _result(view, beside)
    same = (same and verdict_of(other) == verdict_of(now)) or not result
    return {
        "option": option,
        "words": written,
        "verdict": verdict_of(other),
        "answers": answers_in_words(beside),
        "same": same,
        "sentence": view.say("reading_same", option=written) if same else view.say("reading_other", option=written, result=result),
    }


def _result(view: View, other: View) -> str:
    """What another reading would give; where no verdict was asked for, what is not the same, the first of it, if anything."""
    if verdict_of(other.evaluation) is not None:
        return result_in_words(other, view)
    now, then = answers_in_words(view), answers_in_words(other)
    found: list[str] = []
    for name, step in other.evaluation.answers.items():
        if step.id in view.program.provisions and view.program.provisions[step.id].kind == "dues":
            from vigueur.explanation.timeline_dues import differences  # noqa: PLC0415 - only where things are due

            found += differences(view, other, name)
        elif now.get(name) != then.get(name):
            alone = len(then) == 1
            found.append(then[name] if alone else view.say("fact_given", label=view.writer.provision(name), value=then[name]))
    rest = len(found) - _FEW
    more = [view.say("other_more" if rest > 1 else "other_one_more", count=str(rest))] if rest > 0 else []
    return view.writer.words.parted([*found[:_FEW], *more])
