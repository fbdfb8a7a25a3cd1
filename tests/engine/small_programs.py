"""Small programs for the tests of the interpreter, made by hand: a provision `p` over a few facts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from vigueur.interpreter.machine import Machine
from vigueur.interpreter.outcome import Step
from vigueur.ir import nodes as ir
from vigueur.ir.case import Case, Held
from vigueur.ir.typing import type_of
from vigueur.types import Boolean, Date, Enumeration, Number
from vigueur.values import State

PATIENTS = Number("patients", Decimal(0), Decimal(10) ** 15, 0)
OPTION = Enumeration(("1/3", "1/2", "1"))
TODAY = date(2024, 7, 1)

FACTS = {
    "patients": ir.FactSpec("patients", PATIENTS, ir.Words(), ir.Words()),
    "option": ir.FactSpec("option", OPTION, ir.Words(), ir.Words()),
    "yes": ir.FactSpec("yes", Boolean(), ir.Words(), ir.Words()),
    "no": ir.FactSpec("no", Boolean(), ir.Words(), ir.Words()),
    "signed": ir.FactSpec("signed", Date(event=True), ir.Words(), ir.Words(), if_omitted="day"),
    "ended": ir.FactSpec("ended", Date(event=True), ir.Words(), ir.Words(), if_omitted="never"),
}


def fact(name: str) -> ir.Fact:
    """A fact of the small vocabulary."""
    return ir.Fact(name, FACTS[name].type)


def number(value: int) -> ir.Const:
    """A constant number of patients."""
    return ir.Const(Decimal(value), PATIENTS)


def call(op: str, *args: ir.Expr) -> ir.Call:
    """A comparison."""
    return ir.Call(op, args, Boolean())


def program(**provisions: ir.Expr) -> ir.Program:
    """A program whose provisions are these expressions."""
    return ir.Program(
        id="small",
        title=ir.Words(),
        language="en",
        calendar=ir.Calendar(date(2019, 1, 1), date(2036, 12, 31), "down"),
        facts=FACTS,
        texts={},
        provisions={name: ir.Provision(name, "formula", type_of(expr), ir.Words(), expr) for name, expr in provisions.items()},
        clocks={},
        decisions={},
        outcomes=(),
        questions={"q": ir.Question("q", ir.Words(), (("a", ir.Words()), ("b", ir.Words())), "a", ir.Words(), ())},
        sources={},
    )


def step(facts: dict[str, State], *, day: date = TODAY, **provisions: ir.Expr) -> Step:
    """What reading the provision `p` gave."""
    case = Case("", {name: Held(value) for name, value in facts.items()})
    return Machine(program(**provisions)).evaluate(case, as_of=day, decisions=["p"]).answers["p"]


def state(facts: dict[str, State], *, day: date = TODAY, **provisions: ir.Expr) -> State:
    """The state of the provision `p`."""
    return step(facts, day=day, **provisions).state
