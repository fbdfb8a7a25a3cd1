"""Tree to text: no more parentheses than needed."""

from __future__ import annotations

import pytest

from vigueur.source import Fragment
from vigueur.syntax.parser import parse_expression
from vigueur.syntax.unparse import unparse

CASES = [
    ("(((a)))", "a"),
    ("(a * b) + c", "a * b + c"),
    ("a * (b + c)", "a * (b + c)"),
    ("a - (b - c)", "a - (b - c)"),
    ("(if a then b else c) + 1", "(if a then b else c) + 1"),
    ("1 + (if a then b else c)", "1 + if a then b else c"),
    ("(1 + if a then b else c) * 2", "(1 + if a then b else c) * 2"),
    ("(a or b) and c", "(a or b) and c"),
    ("a in (1, >= 2)", "a in (1, >= 2)"),
    ("x in (< 5)", "x in (< 5)"),
    ("x in < 5", "x in < 5"),
    ("]1..2[", "(1..2)"),
    ('@"P18M"', '@"P1Y6M"'),
    ('@"-PT36H"', '@"-P1DT12H"'),
    ("20 %", "20 %"),
    ("1 years", "1 year"),
    ("15 day", "15 days"),
    ('{a: 1, "b c": 2}', '{a: 1, "b c": 2}'),
    ("some x in a, y in b satisfies x = y", "some x in a, y in b satisfies x = y"),
    ("round half up(n: a / b, scale: 2)", "round half up(n: a / b, scale: 2)"),
    ('"a\\"\\\\\\n"', '"a\\"\\\\\\n"'),
    ("1e60", "1e60"),
]


@pytest.mark.parametrize(("text", "written"), CASES)
def test_a_tree_is_written_with_no_more_parentheses_than_needed(text: str, written: str) -> None:
    assert unparse(parse_expression(Fragment.of(text))) == written
