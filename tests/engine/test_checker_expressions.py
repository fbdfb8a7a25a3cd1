"""Expressions through the checker: what each gives, or the one problem that it has (`tests/cases/expressions`)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from vigueur.builtins import expression_of
from vigueur.checker.expressions import check_expression
from vigueur.checker.names import Known, Scope
from vigueur.diagnostics.problems import Problem
from vigueur.diagnostics.render import help_
from vigueur.interpreter.closures import Compiler
from vigueur.interpreter.machine import Machine
from vigueur.interpreter.run import Run
from vigueur.ir import nodes as ir
from vigueur.ir.typing import UNTYPED
from vigueur.source import Fragment
from vigueur.syntax.parser import parse_expression
from vigueur.types import Boolean, Date, Enumeration, ListOf, Money, Number, RecordOf, Text, Type
from vigueur.values import NEVER, Record, Value

CASES = Path(__file__).parents[1] / "cases/expressions"
_MOST = Decimal(10) ** 15


def _fact(name: str, type_: Type, *, sensitive: bool = False, groups: tuple[tuple[str, tuple[str, ...]], ...] = ()) -> ir.FactSpec:
    return ir.FactSpec(name, type_, ir.Words(), ir.Words(), sensitive=sensitive, groups=groups)


PATIENTS = Number("patients", Decimal(0), Decimal(10_000), 0)
FACTS = {
    f.id: f
    for f in (
        _fact("secteur", Enumeration(("1", "2", "3"))),
        _fact("specialite", Enumeration(("mg", "orl", "chir")), groups=(("chirurgie", ("orl", "chir")),)),
        _fact("patients", PATIENTS),
        _fact("part", Number("", Decimal(0), Decimal(1), 4)),
        _fact("vaste", Number("", -_MOST, _MOST, 10)),
        _fact("montant", Money("EUR", -_MOST, _MOST)),
        _fact("signe", Date(event=True)),
        _fact("nom", Text()),
        _fact("ok", Boolean()),
        _fact("malade", Boolean(), sensitive=True),
        _fact("membres", ListOf(RecordOf((("nom", Text()), ("n", PATIENTS))))),
    )
}
SCOPE = Scope(facts=FACTS, provisions={"seuil": Known(PATIENTS)})
_MEMBERS = tuple(Record((("nom", name), ("n", Decimal(n)))) for name, n in (("A", 4), ("B", 9)))


def _value(name: str, given: object) -> Value:
    match FACTS[name].type:
        case Number() | Money():
            return Decimal(str(given))
        case Date():
            return date.fromisoformat(str(given))
        case Boolean():
            return bool(given)
        case _:
            return str(given)


def _program() -> ir.Program:
    calendar = ir.Calendar(date(2000, 1, 1), date(2036, 12, 31), "down")
    return ir.Program("t", ir.Words(), "fr", calendar, FACTS, {}, {}, {}, {}, (), {}, {})


def _cases() -> list[object]:
    return [
        pytest.param(case, id=f"{path.stem}: {case['expr']}")
        for path in sorted(CASES.glob("*.yaml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize("case", _cases())
def test_the_expression_gives_what_it_says(case: dict[str, object]) -> None:
    problems: list[Problem] = []
    expr, type_ = check_expression(parse_expression(Fragment.of(str(case["expr"]))), SCOPE, None, problems)
    if "problem" in case:
        assert [p.code for p in problems] == [case["problem"]]
        assert type_ is UNTYPED or problems[0].code in {"VG113", "VG119"}
        assert all(help_(p, language) for p in problems for language in ("en", "fr"))
        if "near" in case:
            assert dict(problems[0].details)["near"] == case["near"]
        return
    assert problems == []
    facts = case.get("facts", {})
    assert isinstance(facts, dict)
    held = {"membres": _MEMBERS, **{name: _value(name, given) for name, given in facts.items()}}
    run = Run(held, date(2024, 1, 1), NEVER, {})
    assert expression_of(Compiler(Machine(_program()), "t").compile(expr)(run)) == case["gives"]


def test_every_mistake_is_found_at_once() -> None:
    problems: list[Problem] = []
    check_expression(parse_expression(Fragment.of('patientss > 3 and secteur = "9" and malade')), SCOPE, Boolean(), problems)
    assert [p.code for p in problems] == ["VG101", "VG112", "VG120"]


def test_a_mistake_is_said_once() -> None:
    problems: list[Problem] = []
    check_expression(parse_expression(Fragment.of("floor(inconnu + 3) * 2 EUR")), SCOPE, Boolean(), problems)
    assert [(p.code, p.place.column if p.place else 0) for p in problems] == [("VG101", 7)]


@pytest.mark.parametrize(
    ("text", "expected", "code"),
    [
        ("38000", Money("EUR"), None),
        ("38000 USD", Money("EUR"), "VG114"),
        ('"orl"', Enumeration(("mg", "orl")), None),
        ('"orll"', Enumeration(("mg", "orl")), "VG112"),
        ("775", PATIENTS, None),
        ("775 EUR", PATIENTS, "VG114"),
        ("20000", PATIENTS, "VG136"),
        ("ok", PATIENTS, "VG114"),
        ("[1, 2]", ListOf(PATIENTS), None),
    ],
)
def test_a_value_fits_its_place_or_says_why_not(text: str, expected: Type, code: str | None) -> None:
    problems: list[Problem] = []
    check_expression(parse_expression(Fragment.of(text)), SCOPE, expected, problems)
    assert [p.code for p in problems] == ([code] if code else [])
