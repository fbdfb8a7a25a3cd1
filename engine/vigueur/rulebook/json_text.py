"""JSON that YAML does not read (surrogate escapes, for one): the same nodes, all at the file's beginning. Numbers stay text."""

from __future__ import annotations

import json
from typing import TypeAlias

from vigueur.diagnostics.problems import Refused, problem
from vigueur.rulebook.case_documents import Placed
from vigueur.rulebook.yaml_text import DEEPEST, ListNode, MapNode, Node, ScalarNode
from vigueur.source import Fragment, Source, Span

Pairs: TypeAlias = "list[tuple[str, Json]]"
Json: TypeAlias = "_Number | _Mapping | list[Json] | str | bool | None"


class _Number(str):
    """A number as it was written."""

    __slots__ = ()


class _Mapping:
    """A mapping whose keys may stand twice."""

    __slots__ = ("pairs",)

    def __init__(self, pairs: Pairs) -> None:
        self.pairs = pairs


def json_nodes(source: Source) -> Node:
    """The nodes of a JSON text. Raises Refused."""
    try:
        found: Json = json.loads(source.text, parse_float=_Number, parse_int=_Number, parse_constant=_Number, object_pairs_hook=_Mapping)
    except json.JSONDecodeError as error:
        raise Refused((problem("VG323", Span(source, error.pos, error.pos + 1), why=error.msg.lower()),)) from error
    except RecursionError as error:
        raise Refused((problem("VG319", Span(source, 0, 1), deepest=DEEPEST),)) from error
    return _node(source, found, 0)


def _node(source: Source, value: Json, depth: int) -> Node:
    place = Span(source, 0, 1)
    if depth > DEEPEST:
        raise Refused((problem("VG319", place, deepest=DEEPEST),))
    match value:
        case _Mapping():
            entries = tuple((_scalar(source, key, "'"), _node(source, item, depth + 1)) for key, item in value.pairs)
            _no_key_twice(source, value)
            return MapNode(entries, place)
        case list():
            return ListNode(tuple(_node(source, item, depth + 1) for item in value), place)
        case _Number():
            return _scalar(source, str(value), "")
        case str():
            return _scalar(source, value, "'")
        case None:
            return _scalar(source, "null", "")
        case bool():
            return _scalar(source, "true" if value else "false", "")


def _scalar(source: Source, text: str, style: str) -> ScalarNode:
    clean = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return ScalarNode(Placed(clean, Fragment(clean, source, 0, (0,) * (len(clean) + 1)), bool(style)), style)


def _no_key_twice(source: Source, value: _Mapping) -> None:
    seen: set[str] = set()
    for key, _ in value.pairs:
        if key in seen:
            raise Refused((problem("VG320", Span(source, 0, 1), key=key),))
        seen.add(key)
