"""The public conformance cases of FEEL, where they are at hand: nothing accepted is wrong, and most is accepted."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import pytest

from vigueur.feel import Figures, measure

_ROOT = Path(__file__).parents[2]
_CASES = Path(os.environ.get("VIGUEUR_FEEL_CASES", _ROOT.parent / "shared" / "feel" / "cases.jsonl"))


@pytest.fixture(scope="module")
def measured() -> dict[str, Figures]:
    if not _CASES.is_file():
        pytest.skip(f"no conformance cases at {_CASES}; VIGUEUR_FEEL_CASES names another place")
    return measure(_CASES.read_text("utf-8").splitlines())


def test_no_accepted_value_case_is_wrong(measured: dict[str, Figures]) -> None:
    assert measured["all"].wrong == []


def test_the_value_cases_that_law_needs_are_accepted_and_right(measured: dict[str, Figures]) -> None:
    assert measured["core"].right_share >= Decimal("0.95"), measured["core"].refused_cases


def test_error_cases_are_refused_with_a_code(measured: dict[str, Figures]) -> None:
    assert measured["all"].refused_share >= Decimal("0.95"), measured["all"].unrefused
