"""Sentences with `{expression}` in them: text and checked expressions, in each language of the rule book."""

from __future__ import annotations

from collections.abc import Iterable

from vigueur.checker.expressions import check_expression
from vigueur.checker.names import Scope
from vigueur.diagnostics.problems import Problem, Refused, problem
from vigueur.ir import nodes as ir
from vigueur.rulebook.documents import Placed
from vigueur.source import Fragment
from vigueur.syntax.parser import parse_expression


def sentence(
    own: Placed | None, language: str, translations: Iterable[tuple[str, Placed]], scope: Scope, problems: list[Problem]
) -> ir.Sentence:
    """A sentence in the book's language and its translations."""
    if own is None:
        return ()
    written = [(language, own), *translations]
    return tuple((code, _parts(text, scope, problems)) for code, text in written)


def _parts(written: Placed, scope: Scope, problems: list[Problem]) -> tuple[str | ir.Expr, ...]:
    text, fragment = written.fragment.text, written.fragment
    parts: list[str | ir.Expr] = []
    plain = ""
    at = 0
    while at < len(text):
        char = text[at]
        if text[at : at + 2] in {"{{", "}}"}:
            plain += char
            at += 2
        elif char == "{":
            end = _closing(text, at)
            if end is None:
                problems.append(problem("VG441", fragment.span(at, at + 1)))
                return (text,)
            if plain:
                parts.append(plain)
            plain = ""
            expr = _expression(_inner(fragment, at + 1, end), scope, problems)
            if expr is not None:
                parts.append(expr)
            at = end + 1
        elif char == "}":
            problems.append(problem("VG442", fragment.span(at, at + 1)))
            return (text,)
        else:
            plain += char
            at += 1
    return (*parts, plain) if plain else tuple(parts)


def _closing(text: str, opening: int) -> int | None:
    """The brace that closes one, texts in quotes passed over."""
    quoted = False
    for at in range(opening + 1, len(text)):
        if text[at] == '"':
            quoted = not quoted
        elif text[at] == "}" and not quoted:
            return at
    return None


def _inner(fragment: Fragment, start: int, end: int) -> Fragment:
    offsets = fragment.offsets[start : end + 1] if fragment.offsets is not None else None
    return Fragment(fragment.text[start:end], fragment.source, fragment.start + start, offsets)


def _expression(fragment: Fragment, scope: Scope, problems: list[Problem]) -> ir.Expr | None:
    try:
        tree = parse_expression(fragment)
    except Refused as refused:
        problems.extend(refused.problems)
        return None
    return check_expression(tree, scope, None, problems)[0]
