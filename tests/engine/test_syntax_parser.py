"""Text to tree: forms, places, cells, limits."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from vigueur.diagnostics.problems import Refused
from vigueur.source import Fragment, Source
from vigueur.syntax import ast
from vigueur.syntax.codes import is_wildcard, split_codes
from vigueur.syntax.depth import DEEPEST
from vigueur.syntax.parser import parse_cell, parse_expression
from vigueur.syntax.unparse import unparse_cell

FORMS = yaml.safe_load((Path(__file__).parents[1] / "cases/syntax/forms.yaml").read_text("utf-8"))


def parsed(text: str) -> ast.Expr:
    return parse_expression(Fragment.of(text))


def codes(text: str) -> list[str]:
    with pytest.raises(Refused) as refused:
        parsed(text)
    return [p.code for p in refused.value.problems]


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f["expr"])
def test_a_form_means_what_its_parentheses_say(form: dict[str, str]) -> None:
    assert parsed(form["expr"]) == parsed(form["means"])


def test_nodes_know_their_place_in_the_file_with_their_parentheses() -> None:
    text = "(a + 1) * count(b)"
    tree = parse_expression(Fragment(text, Source("f.yaml", "x: " + text), 3))
    assert isinstance(tree, ast.Arithmetic)
    assert (tree.span.line, tree.span.column, tree.span.end) == (1, 4, 3 + len(text))
    assert isinstance(tree.right, ast.Call)
    assert text[tree.right.function_span.start - 3 : tree.right.function_span.end - 3] == "count"


def test_places_follow_the_offsets_of_a_text_that_was_folded() -> None:
    source = Source("f.yaml", "a +\n    b +")
    fragment = Fragment("a + b +", source, 0, (0, 1, 2, 3, 8, 9, 10, 11))
    with pytest.raises(Refused) as refused:
        parse_expression(fragment)
    [found] = refused.value.problems
    assert found.place is not None
    assert (found.code, found.place.line, found.place.column) == ("VG005", 2, 8)


def test_chains_of_and_are_one_node_unless_parentheses_say_otherwise() -> None:
    assert parsed("a and b and c") == parsed("a and b and (c)")
    assert parsed("a and b and c") != parsed("(a and b) and c")


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("-", "-"), (" any ", "-"), ("not 5, 6", "not(5, 6)"), ("not(5)", "not(5)"), ("not(< 5)", "not(< 5)"),
        (">= 3, [1..2)", ">= 3, [1..2)"),
        ("not(a) and b", "not(a) and b"), ("? > 3", "? > 3"), ('"High","Low"', '"High", "Low"'), ("(not(a))", "(not(a))"), ("-5", "-5"),
        ("1, 2, 3", "1, 2, 3"), ("< a.b", "< a.b"),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_unary_tests(cell: str, written: str) -> None:
    assert unparse_cell(parse_cell(Fragment.of(cell))) == written


@pytest.mark.parametrize(
    ("cell", "negated", "found"),
    [
        ("a", False, ["a"]), ("P30-P90, P95+", False, ["P30-P90", "P95+"]), ("not P95+", True, ["P95+"]), ("not(a, b)", True, ["a", "b"]),
        ('"1/2", 1/3', False, ["1/2", "1/3"]), ('"a, b"', False, ["a, b"]), ("notable", False, ["notable"]), ('"a\\"b"', False, ['a"b']),
    ],
)  # fmt: skip
def test_a_cell_of_an_enumeration_is_read_as_codes(cell: str, negated: bool, found: list[str]) -> None:  # noqa: FBT001 - a column of the table
    said, fragments = split_codes(Fragment.of(cell))
    assert (said, [f.text for f in fragments]) == (negated, found)


def test_each_code_has_its_place() -> None:
    _, (first, second) = split_codes(Fragment('not "a", P95+', Source("f", '- not "a", P95+'), 2))
    assert (first.span(0, 1).start, second.span(0, 4).start, second.span(0, 4).end) == (7, 11, 15)
    assert is_wildcard(Fragment.of(" any "))
    assert not is_wildcard(Fragment.of("anything"))


def test_all_mistakes_that_leave_the_rest_readable_are_told_at_once() -> None:
    assert codes('cuont(a) + today() + @"2024-13-01" +') == ["VG015", "VG016", "VG018", "VG005"]


def test_a_text_too_long_or_too_deep_is_refused() -> None:
    assert codes("1" + " " * 20_000) == ["VG003"]
    assert codes("-" * DEEPEST + "1") == ["VG004"]
    assert codes("1" + "+1" * 9_000) == ["VG004"]
    assert isinstance(parsed("-" * (DEEPEST - 1) + "1"), ast.Negate)
    assert isinstance(parsed(" or ".join(["a"] * 2_000)), ast.Logic)


def test_numbers_are_exact() -> None:
    assert parsed("0.1234567890123456789012345678901234") == ast.Number(
        Decimal("0.1234567890123456789012345678901234"), span=parsed("1").span
    )
