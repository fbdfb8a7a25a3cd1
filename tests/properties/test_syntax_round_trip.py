"""What is written parses back; what is random is refused, never more than that."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from vigueur.diagnostics.problems import Refused
from vigueur.diagnostics.render import render_all
from vigueur.source import Fragment
from vigueur.syntax import ast
from vigueur.syntax.codes import is_wildcard, split_codes
from vigueur.syntax.parser import parse_cell, parse_expression
from vigueur.syntax.unparse import unparse, unparse_cell

_spec = importlib.util.spec_from_file_location("strategies_trees", Path(__file__).parents[1] / "strategies/trees.py")
assert _spec is not None
assert _spec.loader is not None
trees = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(trees)

WORDS = ["if", "then", "else", "for", "in", "return", "not", "(", ")", "[", "]", "{", "}", "..", ",", ":", ".", "and", "or", "<", "=", "a",
         "1", '"', "@", "some", "every", "satisfies", "between", "on", "?", "%", "years", "count", "string length", "-", "**", " ",
         "\\", "any"]  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(trees.expressions)
def test_a_written_tree_parses_back_to_an_equal_tree(tree: ast.Expr) -> None:
    assert parse_expression(Fragment.of(unparse(tree))) == tree


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(trees.cells)
def test_a_written_cell_parses_back_to_an_equal_cell(cell: ast.UnaryTests | ast.Wildcard) -> None:
    assert parse_cell(Fragment.of(unparse_cell(cell))) == cell


@settings(deadline=None)
@given(
    st.one_of(
        st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join), st.lists(st.sampled_from(WORDS)).map("".join)
    )
)
@example("\ud800")
@example("(" * 5000)
@example("-" * 19_999 + "1")
@example("1" + "+1" * 9000)
@example("[" * 9000 + "]" * 9000)
@example("²")
@example("1²")
@example("٣")
def test_any_text_is_parsed_or_refused_with_a_message(text: str) -> None:
    for parse in (parse_expression, parse_cell, split_codes, is_wildcard):
        try:
            parse(Fragment.of(text))
        except Refused as refused:
            assert refused.problems
            assert render_all(refused.problems, "fr")
            for found in refused.problems:
                assert found.place is not None
                assert 0 <= found.place.start <= found.place.end <= len(text)


def test_a_deep_text_is_refused_and_not_an_error() -> None:
    with pytest.raises(Refused) as refused:
        parse_expression(Fragment.of("(1+" * 300 + "1" + ")" * 300))
    assert [p.code for p in refused.value.problems] == ["VG004"]
