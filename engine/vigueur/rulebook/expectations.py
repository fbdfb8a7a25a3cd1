"""What a case expects on a day: values, the items of lists, the facts that it waits for."""

from __future__ import annotations

from typing import Final

from vigueur.rulebook.case_documents import Expectation, Expected, ExpectedItems, Pattern, Placed, SameAs
from vigueur.rulebook.given_facts import A_VALUE, given_facts, scalars
from vigueur.rulebook.shapes import Shapes, Words
from vigueur.rulebook.yaml_text import ListNode, MapNode, Node, ScalarNode
from vigueur.source import Span
from vigueur.suggestion import nearest

OWN_KEYS: Final = ("as_of", "known_at", "reading", "waits_for", "why", "facts", "more")
ITEMS_KEYS: Final = ("count", "has", "lacks", "may_be")
EXPECTED_KEYS: Final = ("provision", *ITEMS_KEYS)
_AN_EXPECTATION: Final[Words] = ("an expectation", "une attente")
_EXPECTED: Final[Words] = ("an expected value", "une valeur attendue")
_AN_ITEM: Final[Words] = ("an item, as `{field: value}`", "un élément, comme `{champ: valeur}`")
_MOST_DIGITS: Final = 6


def expectation(shapes: Shapes, node: Node) -> Expectation | None:
    """One day of a case; None where it has none, which has been said."""
    if not isinstance(node, MapNode):
        shapes.unlike(node, _AN_EXPECTATION, "{as_of: 2024-07-01, aide.montant_annuel: 36000}")
        return None
    given = {key.text: value for key, value in node.entries}
    if "as_of" not in given:
        _without_day(shapes, node)
    as_of, known_at = shapes.day(given.get("as_of")), shapes.day(given.get("known_at"))
    readings = shapes.entries(given.get("reading"), ("`reading`", "`reading`"))
    chosen = tuple((key.placed, option) for key, value in readings if (option := shapes.text(value)) is not None)
    values = tuple((k.placed, v) for k, value in node.entries if k.text not in OWN_KEYS and (v := _expected(shapes, value)) is not None)
    waits_for = shapes.names(given["waits_for"]) if "waits_for" in given else None
    why = shapes.plain_text(given.get("why"))
    facts, more = (given_facts(shapes, given[key]) if key in given else () for key in ("facts", "more"))
    return Expectation(as_of, known_at, chosen, values, waits_for, node.place, why, facts, more) if as_of else None


def _without_day(shapes: Shapes, node: MapNode) -> None:
    slip = next((key for key, _ in node.entries if key.text not in OWN_KEYS and nearest(key.text, OWN_KEYS) == "as_of"), None)
    en, fr = _AN_EXPECTATION
    if slip is not None:
        shapes.complain("VG331", slip.place, key=slip.text, where_en=en, where_fr=fr, nearest="as_of")
    else:
        shapes.complain("VG332", _start(node), key="as_of", where_en=en, where_fr=fr)


def _expected(shapes: Shapes, node: Node) -> Expected | None:
    match node:
        case ScalarNode():
            return node.placed
        case ListNode():
            return scalars(shapes, node)
        case _:
            given = shapes.fields(node, _EXPECTED, EXPECTED_KEYS)
            if "provision" not in given:
                return _items(shapes, node, given)
            for key in ITEMS_KEYS:
                if key in given:
                    shapes.complain("VG349", given[key].place, first="provision", second=key)
            name = shapes.name(given["provision"])
            return SameAs(name) if name else None


def _items(shapes: Shapes, node: MapNode, given: dict[str, Node]) -> ExpectedItems | None:
    if not given.keys() & set(ITEMS_KEYS):
        if not given:
            shapes.unlike(node, A_VALUE, "{count: 2, has: {due: aide}}")
        return None
    may_be = given.get("may_be")
    none = isinstance(may_be, ListNode) and not may_be.items
    return ExpectedItems(
        count=_count(shapes, given.get("count")),
        has=_patterns(shapes, given.get("has"), "has"),
        lacks=_patterns(shapes, given.get("lacks"), "lacks"),
        may_be=() if none else (_patterns(shapes, may_be, "may_be") if may_be is not None else None),
        place=_start(node),
    )


def _count(shapes: Shapes, node: Node | None) -> Placed | None:
    placed = shapes.expression(node)
    if placed is None or (placed.text.isascii() and placed.text.isdecimal() and len(placed.text) <= _MOST_DIGITS):
        return placed
    en, fr = "a whole number", "un nombre entier"
    shapes.complain("VG342", placed.span, found=placed.text, expected_en=en, expected_fr=fr, example="2")
    return None


def _patterns(shapes: Shapes, node: Node | None, key: str) -> tuple[Pattern, ...]:
    """One pattern or a list of them."""
    if not isinstance(node, ListNode):
        return (found,) if node is not None and (found := _pattern(shapes, node)) is not None else ()
    items = shapes.items(node, (f"`{key}`", f"`{key}`"))
    return tuple(pattern for item in items if (pattern := _pattern(shapes, item)) is not None)


def _pattern(shapes: Shapes, node: Node) -> Pattern | None:
    match node:
        case ScalarNode():
            placed = shapes.expression(node)
            return Pattern((), placed, node.place) if placed is not None else None
        case MapNode():
            found = [(key.placed, _field(shapes, value)) for key, value in shapes.entries(node, _AN_ITEM)]
            return Pattern(tuple((key, value) for key, value in found if value is not None), None, _start(node))
        case ListNode():
            shapes.unlike(node, _AN_ITEM, "{due: aide}")
            return None


def _field(shapes: Shapes, node: Node) -> Placed | Pattern | None:
    return _pattern(shapes, node) if isinstance(node, MapNode) else shapes.expression(node)


def _start(node: Node) -> Span:
    return Span(node.place.source, node.place.start, node.place.start + 1)
