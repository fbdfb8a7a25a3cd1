"""Typical mistakes of an analyst: each has its code, and its place to the character."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from vigueur.diagnostics.catalogue.syntax import MESSAGES
from vigueur.diagnostics.problems import Refused
from vigueur.diagnostics.render import render
from vigueur.source import Fragment, Source
from vigueur.syntax.codes import split_codes
from vigueur.syntax.parser import parse_cell, parse_expression

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases/syntax/mistakes.yaml").read_text("utf-8"))
BY_FORM = {"expr": parse_expression, "cell": parse_cell, "codes": split_codes}
BEFORE = "condition: "


@pytest.mark.parametrize("case", CASES, ids=lambda c: str(c.get("expr", c.get("cell", c.get("codes")))))
def test_a_mistake_has_its_code_and_its_place(case: dict[str, str]) -> None:
    form = next(f for f in BY_FORM if f in case)
    text = case[form]
    with pytest.raises(Refused) as refused:
        BY_FORM[form](Fragment(text, Source("law.yaml", BEFORE + text + "\n"), len(BEFORE)))
    [found] = refused.value.problems
    assert found.code == case["code"]
    assert found.place is not None
    start, end = found.place.start - len(BEFORE), found.place.end - len(BEFORE)
    assert text[start:end] == case["at"]
    assert start == (text.rfind if case.get("last") else text.find)(case["at"]) or case["at"] == ""
    for language in ("en", "fr"):
        assert "{" not in render(found, language).splitlines()[-1].replace("`{`", "")


def test_every_code_of_syntax_has_a_case() -> None:
    tried = {case["code"] for case in CASES}
    assert MESSAGES.keys() - tried == {"VG003", "VG004"}, "those two are tried with the parser"
