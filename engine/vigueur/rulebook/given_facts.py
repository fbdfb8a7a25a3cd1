"""Facts as a case writes them: by id, nested by the parts of their ids, with their source and the day they were observed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from vigueur.rulebook.case_documents import GivenFact, Placed
from vigueur.rulebook.shapes import Shapes, Words
from vigueur.rulebook.yaml_text import ListNode, MapNode, Node, ScalarNode

GIVEN_KEYS: Final = ("value", "source", "observed")
A_VALUE: Final[Words] = ("a value", "une valeur")
_DEEPEST: Final = 8


def given_facts(shapes: Shapes, node: Node) -> tuple[GivenFact, ...]:
    """The facts of a mapping."""
    if isinstance(node, ScalarNode) and node.text in ("", "{}"):
        return ()
    if not isinstance(node, MapNode):
        shapes.unlike(node, ("facts, as `fact: value` lines", "des faits, en lignes `fait: valeur`"))
        return ()
    return tuple(_nested(shapes, node, None, 0))


def _nested(shapes: Shapes, node: MapNode, prefix: Placed | None, depth: int) -> Iterable[GivenFact]:
    """Facts under `medecin: {specialite: …}` are named `medecin.specialite`."""
    for key, value in node.entries:
        id_ = key.placed if prefix is None else Placed(f"{prefix.text}.{key.text}", key.placed.fragment, key.placed.quoted)
        if isinstance(value, MapNode) and value.get("value") is None and depth < _DEEPEST:
            yield from _nested(shapes, value, id_, depth + 1)
        else:
            fact = _given(shapes, id_, value)
            if fact is not None:
                yield fact


def _given(shapes: Shapes, id_: Placed, node: Node) -> GivenFact | None:
    if not isinstance(node, MapNode):
        value = _value(shapes, node)
        return GivenFact(id_, value) if value is not None else None
    given = shapes.fields(node, ("a fact", "un fait"), GIVEN_KEYS, ("value",))
    value = _value(shapes, given["value"]) if "value" in given else None
    source, observed = shapes.plain_text(given.get("source")), shapes.day(given.get("observed"))
    return GivenFact(id_, value, source, observed) if value is not None else None


def _value(shapes: Shapes, node: Node) -> Placed | tuple[Placed, ...] | tuple[tuple[GivenFact, ...], ...] | None:
    match node:
        case ScalarNode():
            return node.placed
        case ListNode() if node.items and all(isinstance(item, MapNode) for item in node.items):
            return tuple(tuple(_nested(shapes, item, None, _DEEPEST)) for item in node.items if isinstance(item, MapNode))
        case ListNode():
            return scalars(shapes, node)
        case _:
            shapes.unlike(node, A_VALUE)
            return None


def scalars(shapes: Shapes, node: ListNode) -> tuple[Placed, ...]:
    """A list of words and numbers."""
    found: list[Placed] = []
    for item in node.items:
        if isinstance(item, ScalarNode):
            found.append(item.placed)
        else:
            shapes.unlike(item, A_VALUE)
    return tuple(found)
