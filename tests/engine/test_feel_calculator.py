"""What the calculator takes beyond the rules' language, and what it refuses: `tests/cases/calculator`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from vigueur.feel import answer

_CASES = Path(__file__).parents[1] / "cases/calculator/expressions.yaml"


@pytest.mark.parametrize("case", yaml.safe_load(_CASES.read_text(encoding="utf-8")), ids=lambda case: case["expr"])
def test_the_calculator_gives_what_feel_has_or_refuses(case: dict[str, object]) -> None:
    given = answer(json.dumps({"id": 1, "kind": "feel", "expression": case["expr"]}))
    if "code" in case:
        assert given.get("code") == case["code"]
    else:
        assert given.get("value", given) == case["gives"]
