"""The interpreter: what it reads, supposes, remembers and tells."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from tests.engine.small_programs import FACTS, PATIENTS, TODAY, call, fact, number, program, state, step

from vigueur.interpreter.machine import Machine, evaluate_in
from vigueur.ir import nodes as ir
from vigueur.ir.case import Case, Held
from vigueur.types import Boolean, Date, Enumeration
from vigueur.values import NEVER, Absent, Bounds, Lack, State, Undetermined

D = Decimal
TRUE, FALSE = ir.Const(value=True, type=Boolean()), ir.Const(value=False, type=Boolean())


def test_an_omitted_fact_is_undetermined_and_named() -> None:
    waiting = state({}, p=fact("patients"))
    assert waiting == Undetermined(frozenset(("patients",)))
    assert isinstance(waiting, Undetermined)
    assert waiting.possible == Bounds(D(0), D(10) ** 15)


@pytest.mark.parametrize(("name", "supposed"), [("signed", TODAY), ("ended", NEVER)])
def test_what_is_supposed_of_an_omitted_date_is_told(name: str, supposed: date) -> None:
    evaluation = Machine(program(p=fact(name))).evaluate(Case(), as_of=TODAY, decisions=["p"])
    assert evaluation.answers["p"].state == supposed
    assert evaluation.supposed == {name: supposed}


def test_a_comparison_that_bounds_decide_needs_no_fact() -> None:
    assert state({}, p=call("at least number", fact("patients"), number(0))) is True
    assert state({}, p=call("less number", fact("patients"), number(0))) is False
    assert isinstance(state({}, p=call("greater number", fact("patients"), number(0))), Undetermined)


def test_an_unknown_that_cannot_matter_is_not_waited_for() -> None:
    assert state({"no": False}, p=ir.All((fact("yes"), fact("no")))) is False
    assert state({"yes": True}, p=ir.Any((fact("no"), fact("yes")))) is True


def test_a_choice_on_an_unknown_condition_gives_what_both_branches_agree_on() -> None:
    assert state({}, p=ir.If(fact("yes"), number(7), number(7), PATIENTS)) == 7
    waiting = state({}, p=ir.If(fact("yes"), number(7), number(8), PATIENTS))
    assert isinstance(waiting, Undetermined)
    assert waiting.facts == {"yes"}
    assert waiting.possible == {D(7), D(8)}


def test_a_value_that_the_law_lacks_waits_for_the_fact_that_supplies_it() -> None:
    unknown = ir.Unknown("unknown", "not found", (fact("patients"),), PATIENTS, "p")  # type: ignore[arg-type]
    assert state({"patients": D(5)}, p=unknown) == 5
    assert state({}, p=unknown) == Undetermined(frozenset(("patients",)), frozenset((Lack("p", "unknown", "not found", ("patients",)),)))


def test_a_supplied_value_takes_the_place_of_the_computed_one() -> None:
    supplied = ir.Supplied(fact("patients"), number(3), PATIENTS)  # type: ignore[arg-type]
    assert state({}, p=supplied) == 3
    assert state({"patients": D(5)}, p=supplied) == 5


def test_reading_on_another_day_moves_the_day_and_not_the_facts() -> None:
    on = ir.On(ir.Reference("q", Boolean()), ir.Const(date(2020, 1, 1), Date()))
    later = call("at least date", ir.Day(), ir.Const(date(2024, 1, 1), Date()))
    assert state({}, p=on, q=later) is False
    assert state({}, p=ir.Reference("q", Boolean()), q=later) is True
    moved = ir.On(ir.Reference("s", Date()), ir.Const(date(2020, 1, 1), Date()))
    assert state({}, p=moved, s=fact("signed")) == TODAY


def test_reading_on_a_day_that_never_comes_is_absent() -> None:
    assert state({}, p=ir.On(fact("yes"), fact("ended"))) == Absent("event_never")


def test_presence_asks_whether_something_is_in_force() -> None:
    assert state({}, p=ir.Present(ir.Reference("q", Boolean())), q=TRUE) is True
    assert state({}, p=ir.Present(ir.Reference("q", Boolean())), q=ir.NotApplicable(Boolean())) is False


def test_the_steps_tell_what_each_provision_read_and_each_stands_once() -> None:
    both = ir.All((ir.Reference("a", Boolean()), ir.Reference("b", Boolean())))
    evaluation = Machine(program(p=both, a=ir.Reference("b", Boolean()), b=fact("yes"))).evaluate(
        Case("", {"yes": Held(value=True)}), as_of=TODAY, decisions=["p"]
    )
    assert [s.id for s in evaluation.steps] == ["b", "a", "p"]
    assert [s.id for s in evaluation.answers["p"].steps] == ["a", "b"]
    assert evaluation.answers["p"].steps[0].steps[0] is evaluation.answers["p"].steps[1]


def test_a_composition_reads_all_its_members_also_after_the_one_that_decides() -> None:
    both = ir.All((ir.Reference("a", Boolean()), ir.Reference("b", Boolean())))
    assert [s.id for s in step({}, p=both, a=FALSE, b=TRUE).steps] == ["a", "b"]


def test_a_reading_is_the_default_unless_one_is_chosen_and_is_told() -> None:
    option = Enumeration(("a", "b"))
    asked = ir.If(ir.Call("equal", (ir.Reading("q"), ir.Const("a", option)), Boolean()), number(1), number(2), PATIENTS)
    machine = Machine(program(p=asked))
    assert machine.evaluate(Case(), as_of=TODAY, decisions=["p"]).readings == {"q": "a"}
    other = machine.evaluate(Case(), as_of=TODAY, decisions=["p"], readings={"q": "b"})
    assert (other.answers["p"].state, other.readings) == (D(2), {"q": "b"})


def test_more_can_be_read_in_the_context_of_an_evaluation() -> None:
    evaluation = Machine(program(p=TRUE)).evaluate(Case("", {"patients": Held(D(700))}), as_of=TODAY, decisions=["p"])
    short = ir.Call("subtract number number", (number(775), fact("patients")), PATIENTS)
    assert evaluate_in(evaluation, short, TODAY) == 75


def chain(length: int) -> dict[str, ir.Expr]:
    links: dict[str, ir.Expr] = {f"p{i}": ir.Reference(f"p{i + 1}", Boolean()) for i in range(length)}
    return {**links, f"p{length}": fact("yes"), "p": ir.Reference("p0", Boolean())}


def test_a_long_chain_of_provisions_is_no_trouble() -> None:
    assert state({"yes": True}, **chain(200)) is True


def test_lists_leave_out_what_is_absent_and_keep_what_is_unknown() -> None:
    items = ir.Items((TRUE, ir.NotApplicable(Boolean()), fact("yes")), FACTS["yes"].type)
    listed: State = state({}, p=items)
    assert isinstance(listed, tuple)
    assert listed[0] is True
    assert listed[1] == Undetermined(frozenset(("yes",)))
