"""The truth table of absence, row by row, and that the order of members plays no part in it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from vigueur.interpreter.machine import Machine
from vigueur.ir import nodes as ir
from vigueur.ir.case import Case
from vigueur.types import Boolean, Number
from vigueur.values import Absent, State, Undetermined

ROWS = yaml.safe_load((Path(__file__).parents[1] / "cases/absence.yaml").read_text(encoding="utf-8"))
TRUTH, NUMBER = Boolean(), Number()


def condition(sign: str) -> ir.Expr:
    match sign:
        case "T" | "F":
            return ir.Const(sign == "T", TRUTH)
        case "?":
            return ir.Fact("yes", TRUTH)
        case _:
            return ir.NotApplicable(TRUTH, "p")


def number(sign: str) -> ir.Expr:
    match sign:
        case "T" | "F":
            return ir.Const(Decimal(int(sign == "T")), NUMBER)
        case "?":
            return ir.Fact("count", NUMBER)
        case _:
            return ir.NotApplicable(NUMBER, "p")


def expression(operation: str, signs: list[str]) -> ir.Expr:
    members = tuple(condition(s) for s in signs)
    numbers = tuple(number(s) for s in signs)
    match operation:
        case "and" | "all_of":
            return ir.All(members)
        case "or" | "any_of":
            return ir.Any(members)
        case "none_of":
            return ir.Not(ir.Any(members))
        case "not":
            return ir.Not(members[0])
        case "present":
            return ir.Present(members[0])
        case "if":
            return ir.If(*members, TRUTH)
        case "comparison":
            return ir.Call("less number", numbers, TRUTH)
        case "arithmetic":
            return ir.Call("add number number", numbers, NUMBER)
        case "function":
            return ir.Call("max items", numbers, NUMBER)
    raise AssertionError(operation)


def sign_of(state: State) -> str:
    match state:
        case True:
            return "T"
        case False:
            return "F"
        case Undetermined():
            return "?"
        case Absent():
            return "–"
        case _:
            return "value"


def evaluated(expr: ir.Expr, kind: str) -> State:
    words = ir.Words()
    facts = {"yes": ir.FactSpec("yes", TRUTH, words, words), "count": ir.FactSpec("count", NUMBER, words, words)}
    value = ir.Provision("p", "composition" if kind.endswith("_of") else "formula", TRUTH, words, expr)
    calendar = ir.Calendar(date(2019, 1, 1), date(2030, 1, 1), "down")
    program = ir.Program("b", words, "en", calendar, facts, {}, {"p": value}, {}, {}, (), {}, {})
    return Machine(program).evaluate(Case(), as_of=date(2024, 1, 1), decisions=["p"]).answers["p"].state


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['operation']} {' '.join(row['of'])}")
def test_absence_and_ignorance_combine_as_described(row: dict[str, object]) -> None:
    operation, signs, gives = str(row["operation"]), [str(s) for s in row["of"]], row["gives"]  # type: ignore[attr-defined]
    orders = [signs] if operation in {"if", "comparison", "arithmetic"} else [signs, signs[::-1]]
    for order in orders:
        state = evaluated(expression(operation, order), operation)
        found = "value" if gives == "value" and sign_of(state) in {"T", "F", "value"} else sign_of(state)
        assert found == gives
