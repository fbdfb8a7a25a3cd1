"""statements.yaml and out_of_scope.yaml: the statements that a rule book answers for, and those it leaves out, each with the reason."""

from __future__ import annotations

from typing import Final

from vigueur.rulebook.documents import OutOfScopeDocument, StatementDocument
from vigueur.rulebook.shapes import Shapes
from vigueur.rulebook.yaml_text import Node

OUT_OF_SCOPE_KEYS: Final = ("why",)


def statements(shapes: Shapes, node: Node) -> tuple[StatementDocument, ...]:
    """`{id: citation}`."""
    pairs = ((shapes.text(key), shapes.text(value)) for key, value in shapes.entries(node, ("statements.yaml", "statements.yaml")))
    return tuple(StatementDocument(id_, cite) for id_, cite in pairs if id_ is not None and cite is not None)


def out_of_scope(shapes: Shapes, node: Node) -> tuple[OutOfScopeDocument, ...]:
    """`{id: {why: reason}}`."""
    found: list[OutOfScopeDocument] = []
    for key, value in shapes.entries(node, ("out_of_scope.yaml", "out_of_scope.yaml")):
        given = shapes.fields(value, ("a statement out of scope", "un énoncé hors champ"), OUT_OF_SCOPE_KEYS, OUT_OF_SCOPE_KEYS)
        id_, why = shapes.text(key), shapes.text(given.get("why"))
        if id_ is not None and why is not None:
            found.append(OutOfScopeDocument(id_, why))
    return tuple(found)
