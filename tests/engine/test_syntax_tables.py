"""The grammar's tables, held against Lark's own parser."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from lark import Lark, Token
from lark.exceptions import GrammarError, LexError

from vigueur.source import Fragment
from vigueur.syntax import tables
from vigueur.syntax.run import Stuck, accepted, run
from vigueur.syntax.tokens import Lexeme, tokenize
from vigueur.syntax.tree import BUILDER

FOLDER = Path(tables.__file__).parent
GRAMMAR = (FOLDER / "grammar.lark").read_text("utf-8")

TEXTS = [
    "1 + 2 * -x ** 2",
    "if a < 3 then [1, 2] else f(x, y: 2)",
    "for i in 1..3, j in [a] return i + j",
    "some x in l satisfies x in (1..2) or not(y)",
    'a.b on day = @"2024-01-01" and c between 1 and 2',
    '{a: 1, "b c": [1..2[}',
    "l[item > 2].x",
    "20 % of",
    "1 2",
    "(a",
    "a in (< 3, 4)",
    "if a then b",
]
CELLS = ["not(1, 2)", "> 3, < 2", "[1..3]", '"a"', "not(> 3)", "1,", "? > 2"]
WRITTEN = [*((text, "expression") for text in TEXTS), *((text, "cell") for text in CELLS)]


@cache
def lark() -> Lark:
    return Lark(GRAMMAR, parser="lalr", strict=True, start=list(tables.STARTS), keep_all_tokens=True, maybe_placeholders=False)


def cut(text: str) -> list[Lexeme]:
    return tokenize(Fragment.of(text))[0]


def test_the_tables_that_are_kept_are_the_grammar_s() -> None:
    """Otherwise: `python -m vigueur.syntax.tables`. Lark is strict, so that a conflict in the grammar fails here."""
    made = tables.made(GRAMMAR)
    assert json.loads((FOLDER / "grammar.json").read_text("utf-8")) == made
    assert (FOLDER / "grammar.json").read_text("utf-8") == tables.text(made)


def test_a_conflict_is_an_error() -> None:
    with pytest.raises((GrammarError, LexError)):
        tables.made("expression: a | b\ncell: a\na: NAME\nb: NAME\nNAME: /x/\n")


def test_tables_of_another_grammar_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tables.tables()
    files = {"grammar.lark": GRAMMAR + "\n// one line more\n", "grammar.json": (FOLDER / "grammar.json").read_text("utf-8")}
    monkeypatch.setattr(tables, "_file", files.__getitem__)
    read = tables.tables.__wrapped__()
    assert read["grammar"] != kept["grammar"]
    assert read["states"] == kept["states"]


def test_each_rule_has_its_builder() -> None:
    methods = {rule["method"] for rule in tables.tables()["rules"] if not rule["single"]}
    assert {m for m in methods if not m.startswith("_")} <= set(BUILDER)
    assert set(BUILDER) <= methods


@pytest.mark.parametrize(("text", "start"), WRITTEN)
def test_what_can_follow_is_what_lark_says(text: str, start: str) -> None:
    theirs = lark().parse_interactive(start=start)
    lexemes = cut(text)
    for position, lexeme in enumerate(lexemes):
        found = theirs.accepts()
        assert accepted(lexemes[:position], start) == found
        if lexeme.kind not in found:
            with pytest.raises(Stuck) as stuck:
                run(lexemes, start)
            assert stuck.value.position == position
            return
        theirs.feed_token(Token(lexeme.kind, lexeme.text))
    assert accepted(lexemes, start) == theirs.accepts()
    if "$END" in theirs.accepts():
        assert run(lexemes, start)
    else:
        with pytest.raises(Stuck) as stuck:
            run(lexemes, start)
        assert stuck.value.position == len(lexemes)
