"""Text to tree: expressions and cells."""

from __future__ import annotations

import re
from typing import Final, cast

from vigueur.diagnostics.problems import Refused, problem
from vigueur.source import Fragment, Span
from vigueur.syntax import ast
from vigueur.syntax.depth import too_deep
from vigueur.syntax.mistakes import decimal_commas, unexpected
from vigueur.syntax.run import Stuck, accepted, run
from vigueur.syntax.tokens import Lexeme, tokenize
from vigueur.syntax.tree import Built

_WILDCARD: Final = re.compile(r"\s*(-|any)\s*")
_NOT: Final = re.compile(r"\s*not(?=\s+[^\s(])")


def parse_expression(fragment: Fragment) -> ast.Expr:
    """Parse an expression. Raises Refused with what is wrong, at its place in the file."""
    return cast("ast.Expr", _parse(fragment, "expression"))


def parse_cell(fragment: Fragment, *, dense: bool = False) -> ast.UnaryTests | ast.Wildcard:
    """Parse a cell of a number, date or text column: unary tests, `not …`, `-` or `any`. Raises Refused.

    `dense`: `1,2` is two numbers, as for any reader of FEEL, and not perhaps a decimal number.
    """
    wildcard = _WILDCARD.fullmatch(fragment.text)
    if wildcard:
        return ast.Wildcard(span=fragment.span(*wildcard.span(1)))
    negated = _NOT.match(fragment.text)
    if not negated:
        return cast("ast.UnaryTests", _parse(fragment, "cell", dense=dense))
    # `not 5, 6` without parentheses: the same length, so that places stay.
    inner = cast("ast.UnaryTests", _parse(_blanked(fragment, negated.end()), "cell", dense=dense))
    start = negated.end() - len("not")
    span = Span(inner.span.source, fragment.span(start, start + 1).start, inner.span.end)
    if inner.negated:
        raise Refused((problem("VG031", span),))
    return ast.UnaryTests(inner.tests, negated=True, span=span)


def _blanked(fragment: Fragment, end: int) -> Fragment:
    return Fragment(" " * end + fragment.text[end:], fragment.source, fragment.start, fragment.offsets)


def _parse(fragment: Fragment, start: str, *, dense: bool = False) -> ast.Node:
    lexemes, problems = tokenize(fragment)
    if not lexemes:
        raise Refused((*problems, problem("VG002", fragment.span(0, len(fragment.text)))))
    if start == "expression":
        problems += [problem("VG029", lexeme.span) for lexeme in lexemes if lexeme.kind == "TESTED"]
    elif not dense:
        problems += decimal_commas(fragment, lexemes)
    tree = _tree(lexemes, start)
    if isinstance(tree, Built):
        deep = too_deep(tree.node)
        problems += [problem("VG004", deep)] if deep else []
        if not problems:
            return tree.node
    else:
        problems.append(unexpected(fragment, lexemes, *tree))
    raise Refused(tuple(problems))


def _tree(lexemes: list[Lexeme], start: str) -> Built | tuple[int, frozenset[str]]:
    """The tree, or which token cannot stand where it stands and what could."""
    try:
        return run(lexemes, start)
    except Stuck as stuck:
        return stuck.position, accepted(lexemes[: stuck.position], start)
