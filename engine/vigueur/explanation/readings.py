"""The questions of interpretation on which an answer rests, and what the other options would give: one question at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeAlias

from vigueur.explanation.document import AlternativeEntry, ReadingEntry
from vigueur.explanation.results import answers_in_words, result_in_words
from vigueur.explanation.verdict import verdict_of
from vigueur.explanation.view import View
from vigueur.interpreter.outcome import Evaluation
from vigueur.ir.case import Case
from vigueur.ir.nodes import Words

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
    same = same and verdict_of(other) == verdict_of(now)
    written = words.in_(view.language) or option
    beside = view.beside(other)
    result = result_in_words(beside)
    return {
        "option": option,
        "words": written,
        "verdict": verdict_of(other),
        "answers": answers_in_words(beside),
        "same": same,
        "sentence": view.say("reading_same", option=written) if same else view.say("reading_other", option=written, result=result),
    }
