"""What holds for every rule book that passes its check: it never fails on valid facts, and its answers hang together."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.strategies.cases import cases, days, values

from vigueur import api
from vigueur.interpreter.outcome import Evaluation
from vigueur.ir.case import Case, Held
from vigueur.ir.nodes import Provision
from vigueur.types import Boolean, Date, Enumeration, Money, Number
from vigueur.values import Absent, State, Undetermined

ROOT = Path(__file__).parents[2]
BOOKS = sorted(p.parent for p in [*ROOT.glob("rules/*/rulebook.yaml"), *ROOT.glob("tests/cases/rulebooks/good/*/rulebook.yaml")])
each_book = pytest.mark.parametrize("folder", BOOKS, ids=lambda p: p.name)


@cache
def book(folder: Path) -> api.RuleBook:
    return api.load(folder, cached=False)


def decided(folder: Path, case: Case, as_of: date, known_at: date | None = None) -> Evaluation:
    return book(folder).evaluate(case, as_of=as_of, known_at=known_at)


def is_of(provision: Provision, state: State) -> bool:
    """Whether a state is a value of the type that the checker gave the provision."""
    match provision.type:
        case Boolean():
            return isinstance(state, bool)
        case Number(low=low, high=high) | Money(low=low, high=high):
            return not isinstance(state, bool) and (low is None or low <= state) and (high is None or state <= high)  # type: ignore[operator]
        case Date():
            return isinstance(state, date)
        case Enumeration(codes):
            return state in codes
        case _:
            return True


@each_book
@given(data=st.data())
def test_a_checked_rule_book_never_fails_on_valid_facts_and_keeps_its_types(folder: Path, data: st.DataObject) -> None:
    program = book(folder).program
    case, as_of = data.draw(cases(program)), data.draw(days(program))
    known_at = data.draw(st.none() | days(program))
    options = {question: st.sampled_from([code for code, _ in spec.options]) for question, spec in program.questions.items()}
    readings = data.draw(st.fixed_dictionaries(options))
    evaluation = book(folder).evaluate(case, as_of=as_of, known_at=known_at, decisions=list(program.provisions), readings=readings)
    for step in evaluation.steps:
        if not isinstance(step.state, Undetermined | Absent):
            assert is_of(program.provisions[step.id], step.state), (step.id, step.state)


@each_book
@given(data=st.data())
def test_facts_that_an_answer_does_not_name_are_irrelevant_to_it(folder: Path, data: st.DataObject) -> None:
    program = book(folder).program
    case, as_of = data.draw(cases(program)), data.draw(days(program))
    first = decided(folder, case, as_of)
    named = {name for step in first.steps for name in step.facts} | {name for raised in first.outcomes for name in raised.facts}
    others = sorted(set(program.facts) - named)
    assume(others)
    name = data.draw(st.sampled_from(others))
    changed = Case("", {**case.facts, name: Held(data.draw(values(program.facts[name].type)))})
    second = decided(folder, changed, as_of)
    assert {k: s.state for k, s in first.answers.items()} == {k: s.state for k, s in second.answers.items()}


@each_book
@given(data=st.data())
def test_a_further_fact_never_overturns_an_answer_that_was_determined(folder: Path, data: st.DataObject) -> None:
    program = book(folder).program
    case, as_of = data.draw(cases(program)), data.draw(days(program))
    # Whether an optional fact was given is itself asked by some rules; a date that is supposed is an answer of its own.
    open_ = sorted(n for n, spec in program.facts.items() if n not in case.facts and not spec.optional and not spec.if_omitted)
    assume(open_)
    name = data.draw(st.sampled_from(open_))
    before = decided(folder, case, as_of)
    after = decided(folder, Case("", {**case.facts, name: Held(data.draw(values(program.facts[name].type)))}), as_of)
    for decision, step in before.answers.items():
        if not isinstance(step.state, Undetermined):
            assert after.answers[decision].state == step.state, (name, decision)


@each_book
@given(data=st.data())
def test_what_is_published_later_does_not_change_what_was_known(folder: Path, data: st.DataObject) -> None:
    program = book(folder).program
    case, as_of = data.draw(cases(program)), data.draw(days(program))
    publications = sorted({day for text in program.texts.values() for day in text.published})
    last = publications[-1]
    known = decided(folder, case, as_of, last)
    everything = decided(folder, case, as_of)
    assert {k: s.state for k, s in known.answers.items()} == {k: s.state for k, s in everything.answers.items()}
    for published, following in zip(publications, [*publications[1:], last + timedelta(days=400)], strict=True):
        one, other = decided(folder, case, as_of, published), decided(folder, case, as_of, following - timedelta(days=1))
        assert {k: s.state for k, s in one.answers.items()} == {k: s.state for k, s in other.answers.items()}


@each_book
@given(data=st.data())
def test_at_most_one_effect_governs_a_provision_on_a_day(folder: Path, data: st.DataObject) -> None:
    program = book(folder).program
    case, as_of = data.draw(cases(program)), data.draw(days(program))
    evaluation = book(folder).evaluate(case, as_of=as_of, decisions=list(program.provisions))
    for step in evaluation.steps:
        assert step.effect is None or not step.candidates
        assert step.effect is None or step.effect.from_[0] <= step.day
