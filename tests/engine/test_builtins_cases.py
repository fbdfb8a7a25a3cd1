"""The cases of `tests/cases/builtins`, and every example of the documentation, through parser, types and meaning."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from vigueur.builtins import FUNCTIONS, OPERATIONS, Function, Undefined, expression_of
from vigueur.diagnostics.catalogue import MESSAGES
from vigueur.syntax import names

CASES = Path(__file__).parents[1] / "cases/builtins"


def _calculation() -> ModuleType:
    spec = importlib.util.spec_from_file_location("builtins_calculation", Path(__file__).with_name("calculation.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


calculation = _calculation()


def _cases() -> list[object]:
    return [
        pytest.param(case, id=f"{path.stem}: {case['expr']} {case.get('month_end', '')}")
        for path in sorted(CASES.glob("*.yaml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize("case", _cases())
def test_the_case_gives_what_it_says(case: dict[str, str]) -> None:
    month_end = case.get("month_end", "down")
    if "gives" in case:
        assert expression_of(calculation.calculate(case["expr"], month_end)[0]) == case["gives"]
    elif "undefined" in case:
        with pytest.raises(Undefined) as undefined:
            calculation.calculate(case["expr"], month_end)
        assert undefined.value.code == case["undefined"]
    else:
        with pytest.raises(calculation.Mistyped) as mistyped:
            calculation.calculate(case["expr"], month_end)
        assert mistyped.value.mismatch.fault == case["refused"]


def test_every_function_has_three_cases_and_one_is_an_error() -> None:
    written = [case for path in CASES.glob("*.yaml") for case in yaml.safe_load(path.read_text(encoding="utf-8"))]
    for name, function in FUNCTIONS.items():
        if function.internal or not name[0].isalpha() or name == "negate":
            continue
        of_it = [case for case in written if case["expr"].startswith(f"{name}(")]
        assert len(of_it) >= 3, name
        assert any("gives" not in case for case in of_it), name


LOWERED = {"item at", "run"}
"""Written as brackets and runs, which need the checker; its own tests run them."""


@pytest.mark.parametrize("function", [f for f in FUNCTIONS.values() if f.name not in LOWERED], ids=lambda f: f.name)
def test_the_example_of_the_documentation_is_true(function: Function) -> None:
    assert expression_of(calculation.calculate(function.doc.example)[0]) == function.doc.gives


def test_every_operation_is_documented_and_has_a_signature() -> None:
    for function in FUNCTIONS.values():
        assert function.overloads, function.name
        assert all((function.doc.en, function.doc.fr, function.doc.example, function.doc.gives)), function.name
        for overload in function.overloads:
            assert OPERATIONS[overload.key] is overload, "keys are unique"
            assert overload.parameters, overload.key
            assert all(p.name and p.accepts.en and p.accepts.fr for p in overload.parameters), overload.key


def test_functions_and_operations_are_sorted() -> None:
    assert list(FUNCTIONS) == sorted(FUNCTIONS)
    assert list(OPERATIONS) == sorted(OPERATIONS)


def test_every_code_of_an_undefined_result_has_words() -> None:
    assert {f"VG{n}" for n in range(161, 170)} <= MESSAGES.keys()


def test_what_may_be_called_is_what_there_is() -> None:
    written = {name for name, function in FUNCTIONS.items() if name[0].isalpha() and not function.internal and name != "negate"}
    assert written | {"not", "present"} == names.FUNCTIONS
