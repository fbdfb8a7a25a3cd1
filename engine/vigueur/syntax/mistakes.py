"""What is wrong where a token cannot stand: the typical mistakes first, else what could stand there."""

from __future__ import annotations

from vigueur.diagnostics.problems import Problem, problem
from vigueur.source import Fragment
from vigueur.syntax.tokens import Lexeme


def unexpected(fragment: Fragment, lexemes: list[Lexeme], position: int, expected: frozenset[str]) -> Problem:
    """The problem of the token at a position (the end of the text, where the position is past the last)."""
    if position == len(lexemes):
        return problem("VG005", fragment.span(lexemes[-1].end, lexemes[-1].end))
    return problem("VG001", lexemes[position].span, found=lexemes[position].text)
