"""How deep a tree is: walked without recursion, so that whoever recurses after us cannot be made to fail."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import Final

from vigueur.source import Span
from vigueur.syntax import ast

DEEPEST: Final = 100


def too_deep(root: ast.Node) -> Span | None:
    """The place of a node that lies deeper than DEEPEST, or None."""
    waiting: list[tuple[ast.Node, int]] = [(root, 1)]
    while waiting:
        node, depth = waiting.pop()
        if depth > DEEPEST:
            return node.span
        waiting.extend((child, depth + 1) for child in children(node))
    return None


def children(node: ast.Node) -> list[ast.Node]:
    """The nodes directly below a node, in the order in which they are written."""
    found: list[ast.Node] = []
    for name in _field_names(type(node).__name__):
        value: object = getattr(node, name)
        members = value if isinstance(value, tuple) else (value,)
        found.extend(member for member in members if isinstance(member, ast.Node))
    return found


@cache
def _field_names(kind: str) -> tuple[str, ...]:
    return tuple(f.name for f in fields(getattr(ast, kind)) if f.compare)
