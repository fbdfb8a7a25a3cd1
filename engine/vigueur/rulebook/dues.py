"""Things due and deadlines in a file, and `each`: what they, or a condition, are asked of one by one."""

from __future__ import annotations

from typing import Final

from vigueur.rulebook.contents import content, lacking
from vigueur.rulebook.documents import DeadlineBody, DuesBody, DueSpec, EachSpec, Placed, SuspensionSpec
from vigueur.rulebook.shapes import Shapes, Words
from vigueur.rulebook.yaml_text import MapNode, Node, ScalarNode

DUE_KEYS: Final = ("item", "if", "because", "amount", "by", "done", "who", "may", "cite", "statements")
SUSPENSION_KEYS: Final = ("condition", "unknown", "silent", "unless")
MOST_LOOPS: Final = 2
"""Loops within loops that `each` may have: more would be read by nobody."""
DAY: Final = "day"
_EACH: Final[Words] = ("`each`", "`each`")
_DUES: Final[Words] = ("`dues`", "`dues`")
_A_DUE: Final[Words] = ("a thing due", "une chose due")
_SUSPENDED: Final[Words] = ("`suspended_if`", "`suspended_if`")


def each(shapes: Shapes, node: Node | None) -> EachSpec | None:
    """`{variable: list or first..last, day: date}`."""
    if node is None:
        return None
    loops: list[tuple[Placed, Placed]] = []
    day: Placed | None = None
    for key, value in shapes.entries(node, _EACH):
        if key.text == DAY:
            day = shapes.expression(value)
            continue
        name, domain = shapes.name(key), shapes.expression(value)
        if name is not None and "." in name.text:
            shapes.complain("VG346", name.span, found=name.text)
        elif name and domain:
            loops.append((name, domain))
    if len(loops) > MOST_LOOPS:
        shapes.complain("VG354", loops[MOST_LOOPS][0].span, most=MOST_LOOPS)
    return EachSpec(tuple(loops[:MOST_LOOPS]), day, node.place)


def dues(shapes: Shapes, node: Node) -> DuesBody:
    """`{code: {item: …, by: …}}`."""
    found = (_due(shapes, key, value) for key, value in shapes.entries(node, _DUES))
    return DuesBody(tuple(due for due in found if due is not None))


def _due(shapes: Shapes, key: ScalarNode, node: Node) -> DueSpec | None:
    name = shapes.name(key)
    given = shapes.fields(node, _A_DUE, DUE_KEYS, ("item",))
    item = shapes.text(given.get("item"))
    amount, by = (content(shapes, given.get(part), shapes.expression) for part in ("amount", "by"))
    if name is None or item is None:
        return None
    return DueSpec(
        name,
        item,
        condition=shapes.expression(given.get("if")),
        because=shapes.text(given.get("because")),
        amount=amount,
        by=by,
        done=shapes.expression(given.get("done")),
        who=shapes.text(given.get("who")),
        may=shapes.text(given.get("may")),
        cite=shapes.texts(given.get("cite")),
        statements=shapes.texts(given.get("statements")),
    )


def deadline(shapes: Shapes, given: dict[str, Node]) -> DeadlineBody | None:
    """`deadline: …`, `done: …`, and what suspends it."""
    limit, done = content(shapes, given["deadline"], shapes.expression), shapes.expression(given.get("done"))
    if "done" not in given:
        shapes.complain("VG332", given["deadline"].place, key="done", where_en="the deadline", where_fr="le délai")
    suspended = _suspension(shapes, given.get("suspended_if"))
    return DeadlineBody(limit, done, suspended) if limit is not None and done is not None else None


def _suspension(shapes: Shapes, node: Node | None) -> SuspensionSpec | None:
    if node is None:
        return None
    given = shapes.fields(node, _SUSPENDED, SUSPENSION_KEYS, ("condition",))
    condition = shapes.expression(given.get("condition"))
    if not isinstance(node, MapNode) or condition is None:
        return None
    limit = lacking(shapes, MapNode(tuple((key, value) for key, value in node.entries if key.text != "condition"), node.place))
    return SuspensionSpec(condition, limit) if limit is not None else None
