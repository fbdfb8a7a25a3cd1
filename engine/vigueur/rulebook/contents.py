"""What a value, an expression or a day of the law may be in a file: written, by reading, or one of the four ignorances."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal, TypeAlias

from vigueur.rulebook.documents import ByReading, Content, Inapplicable, Lacking, Placed, Transition
from vigueur.rulebook.shapes import Shapes, Words
from vigueur.rulebook.yaml_text import ListNode, MapNode, Node, ScalarNode

Cell: TypeAlias = Placed | Lacking | Inapplicable

IGNORANCES: Final[tuple[Literal["unknown", "silent", "may"], ...]] = ("unknown", "silent", "may")
INTERVAL_KEYS: Final = ("between", "why", "unless")
IGNORANCE_KEYS: Final = (*IGNORANCES, "why", "unless")
TRANSITION_KEYS: Final = ("dated_by", "open", "cite")
_IGNORANCE: Final[Words] = ("what is not known", "ce qu'on ne sait pas")
_VALUE: Final[Words] = ("a value, or `{unknown: why}`", "une valeur, ou `{unknown: pourquoi}`")


def cell(shapes: Shapes, node: Node | None) -> Cell | None:
    """The output of a row: a value, an ignorance, or `not applicable`."""
    match node:
        case None:
            return None
        case ScalarNode() if not node.style and node.text in ("unknown", "silent"):
            return Lacking("silent" if node.text == "silent" else "unknown", "", place=node.place)
        case ScalarNode() if not node.style and node.text == "not applicable":
            return Inapplicable(node.place)
        case ScalarNode():
            return shapes.value(node)
        case MapNode():
            return lacking(shapes, node)
        case _:
            shapes.unlike(node, _VALUE, '{unknown: "why"}')
            return None


def lacking(shapes: Shapes, node: MapNode) -> Lacking | None:
    """One of the four ignorances, in its long form."""
    if node.get("between") is not None:
        return _undated(shapes, node)
    given = shapes.fields(node, _IGNORANCE, IGNORANCE_KEYS)
    kinds = [kind for kind in IGNORANCES if kind in given]
    if len(kinds) > 1:
        shapes.complain("VG349", node.place, first=kinds[0], second=kinds[1])
        return None
    if not kinds:
        if not set(given) - set(IGNORANCE_KEYS):
            shapes.unlike(node, _VALUE, '{unknown: "why"}')
        return None
    words = shapes.plain_text(given[kinds[0]])
    why = shapes.plain_text(given.get("why"))
    unless = shapes.names(given.get("unless"))
    if kinds[0] == "may":
        return Lacking("may", why, words, unless, node.place)
    if "why" in given:
        shapes.complain("VG349", given["why"].place, first=kinds[0], second="why")
    return Lacking(kinds[0], words, "", unless, node.place)


def _undated(shapes: Shapes, node: MapNode) -> Lacking | None:
    given = shapes.fields(node, ("an interval", "un intervalle"), INTERVAL_KEYS, ("between", "why"))
    shapes.days(MapNode(tuple((k, v) for k, v in node.entries if k.text != "unless"), node.place))
    return Lacking("undated", shapes.plain_text(given.get("why")), "", shapes.names(given.get("unless")), node.place)


def content(shapes: Shapes, node: Node | None, one: Callable[[ScalarNode], Placed | None]) -> Content | None:
    """What a condition, formula or parameter holds: written, by reading, or not known."""
    if isinstance(node, MapNode) and node.get("reading") is not None:
        given = shapes.fields(node, ("a reading", "une lecture"), ("reading",))
        return by_reading(shapes, given["reading"], lambda option: content(shapes, option, one))
    match node:
        case None:
            return None
        case ScalarNode() if not node.style and node.text in ("unknown", "silent", "not applicable"):
            return cell(shapes, node)
        case ScalarNode():
            return one(node)
        case MapNode():
            return lacking(shapes, node)
        case _:
            shapes.unlike(node, ("an expression", "une expression"))
            return None


def by_reading(shapes: Shapes, node: Node, one: Callable[[Node], Content | None]) -> ByReading | None:
    """`{question: {option: …}}`: what differs by the option of one question."""
    questions = shapes.entries(node, ("the reading", "la lecture"))
    if len(questions) != 1:
        if questions:
            shapes.unlike(node, ("one question", "une seule question"), "reading: {seuil: {au_moins: …, plus_de: …}}")
        return None
    question, options = questions[0]
    found = [(key, one(value)) for key, value in shapes.entries(options, ("the reading", "la lecture"))]
    return ByReading(question.placed, tuple((key.placed, value) for key, value in found if value is not None))


def otherwise(shapes: Shapes, node: Node | None) -> tuple[Cell | None, Placed | None]:
    """What holds where no row does, with its citation where it is a plain value."""
    if isinstance(node, MapNode) and node.get("value") is not None:
        given = shapes.fields(node, ("`otherwise`", "`otherwise`"), ("value", "cite"), ("value",))
        return cell(shapes, given["value"]), shapes.text(given.get("cite"))
    return cell(shapes, node), None


def transition(shapes: Shapes, node: Node | None) -> Transition | None:
    """`cases:`: how an effect reaches the cases that are open."""
    if node is None:
        return None
    given = shapes.fields(node, ("`cases`", "`cases`"), TRANSITION_KEYS)
    opened = _opened(shapes, given.get("open"))
    return Transition(shapes.name(given.get("dated_by")), opened, shapes.text(given.get("cite")), node.place)


def _opened(shapes: Shapes, node: Node | None) -> tuple[Placed, ...] | ByReading | None:
    match node:
        case None:
            return None
        case MapNode():
            read = content(shapes, node, shapes.expression)
            if read is not None and not isinstance(read, ByReading):
                shapes.unlike(node, ("a word such as `keep`", "un mot comme `keep`"), "at anniversary")
            return read if isinstance(read, ByReading) else None
        case ListNode():
            return tuple(placed for item in shapes.items(node, ("`open`", "`open`")) if (placed := shapes.expression(item)) is not None)
        case _:
            placed = shapes.expression(node)
            return (placed,) if placed else None
