"""The content of a provision in a file: exactly one kind, and what goes with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from vigueur.rulebook import dues
from vigueur.rulebook.contents import Cell, by_reading, cell, content, otherwise
from vigueur.rulebook.documents import (
    BandsBody,
    Body,
    CodedRow,
    ConditionBody,
    Content,
    CrossBody,
    FormulaBody,
    Lacking,
    ListBody,
    MapBody,
    NoteBody,
    ParameterBody,
    Placed,
    RowSpec,
    TableBody,
)
from vigueur.rulebook.shapes import Shapes, Words
from vigueur.rulebook.yaml_text import ListNode, MapNode, Node, ScalarNode

KINDS: Final = ("condition", "formula", "reading", "value", "table", "by", "across", "bands", "list", "dues", "deadline", "note")
KEYS_OF_KIND: Final[dict[str, tuple[str, ...]]] = {
    "condition": ("each",),
    "reading": ("each",),
    "dues": ("each",),
    "deadline": ("done", "suspended_if"),
    "table": ("rows", "hit", "otherwise"),
    "by": ("rows", "otherwise"),
    "across": ("down", "rows", "otherwise"),
    "bands": (),
    "note": (),
}
"""Keys that go with a kind alone. `from` under `bands` holds the edges, everywhere else the day on which an effect begins."""

OWN_KEYS: Final = tuple(dict.fromkeys(key for keys in KEYS_OF_KIND.values() for key in keys))
"""Every key that goes with some kinds alone."""

HITS: Final = ("unique", "any", "first", "collect", "sum", "min", "max", "count")
ROW_KEYS: Final = ("when", "then", "cite", "statements")
CODED_ROW_KEYS: Final = ROW_KEYS[1:]
BANDS_KEYS: Final = ("of", "at", "unless")
_ROWS: Final[Words] = ("`rows`", "`rows`")


def body(shapes: Shapes, kind: str, given: dict[str, Node], *, is_condition: bool) -> Body | None:
    """The content of one kind; None where it could not be read, which has been said."""
    node = given[kind]
    match kind:
        case "condition" | "formula" | "reading":
            return _expression(shapes, kind, node, is_condition=kind == "condition" or (kind == "reading" and is_condition))
        case "value":
            value = content(shapes, node, shapes.value)
            return ParameterBody(value) if value is not None else None
        case "table":
            return _table(shapes, given)
        case "by":
            return _map(shapes, given)
        case "across":
            return _cross(shapes, given)
        case "bands":
            return _bands(shapes, given)
        case "dues":
            return dues.dues(shapes, node)
        case "deadline":
            return dues.deadline(shapes, given)
        case "list":
            return ListBody(shapes.words(node, ("the list", "la liste")))
        case _:
            note = shapes.text(node)
            return NoteBody(note) if note is not None else None


def _expression(shapes: Shapes, kind: str, node: Node, *, is_condition: bool) -> Body | None:
    found: Content | None
    if kind == "reading":
        found = by_reading(shapes, node, lambda option: content(shapes, option, shapes.expression))
    else:
        found = content(shapes, node, shapes.expression)
    if found is None:
        return None
    return ConditionBody(found) if is_condition else FormulaBody(found)


def _table(shapes: Shapes, given: dict[str, Node]) -> Body | None:
    inputs = _several_expressions(shapes, given["table"], ("the table's inputs", "les entrées du tableau"))
    rows = tuple(row for node in shapes.items(given.get("rows"), _ROWS) if (row := _row(shapes, node, len(inputs))) is not None)
    if "rows" not in given:
        shapes.complain("VG332", given["table"].place, key="rows", where_en="the table", where_fr="le tableau")
    hit = shapes.choice(given.get("hit"), "hit", HITS)
    default, cite = otherwise(shapes, given.get("otherwise"))
    return TableBody(inputs, rows, hit, default, cite)


def _row(shapes: Shapes, node: Node, inputs: int) -> RowSpec | None:
    cite: Placed | None = None
    statements: tuple[Placed, ...] = ()
    if isinstance(node, MapNode):
        given = shapes.fields(node, ("a row", "une ligne"), ROW_KEYS, ("when", "then"))
        whens = shapes.items(given.get("when"), ("`when`", "`when`"))
        output = cell(shapes, given.get("then"))
        cite, statements = shapes.text(given.get("cite")), shapes.texts(given.get("statements"))
    elif isinstance(node, ListNode) and node.items:
        whens, output = node.items[:-1], cell(shapes, node.items[-1])
    else:
        shapes.unlike(node, ("a row of cells", "une ligne de cases"), "[any, 1, haut]")
        return None
    cells = tuple(placed for item in whens if (placed := shapes.expression(item)) is not None)
    if len(whens) != inputs:
        extra = 0 if isinstance(node, MapNode) else 1
        shapes.complain("VG347", node.place, found=len(whens) + extra, wanted=inputs + extra)
        return None
    return RowSpec(cells, output, cite, statements, node.place) if output is not None and len(cells) == inputs else None


def _map(shapes: Shapes, given: dict[str, Node]) -> Body | None:
    by = shapes.expression(given["by"])
    if "rows" not in given:
        shapes.complain("VG332", given["by"].place, key="rows", where_en="the table", where_fr="le tableau")
    rows = coded_rows(shapes, given.get("rows"))
    default, cite = otherwise(shapes, given.get("otherwise"))
    return MapBody(by, rows, default, cite) if by is not None else None


def coded_rows(shapes: Shapes, node: Node | None) -> tuple[CodedRow, ...]:
    """`{code: value}`."""
    return tuple(row for key, value in shapes.entries(node, _ROWS) if (row := _coded_row(shapes, key, value, _one_cell)).outputs)


def _coded_row(shapes: Shapes, key: ScalarNode, node: Node, outputs: Callable[[Shapes, Node], tuple[Cell, ...]]) -> CodedRow:
    """A row by its code, in the short form or the long one."""
    if not isinstance(node, MapNode) or node.get("then") is None:
        return CodedRow(key.placed, outputs(shapes, node))
    given = shapes.fields(node, ("a row", "une ligne"), CODED_ROW_KEYS)
    return CodedRow(key.placed, outputs(shapes, given["then"]), shapes.text(given.get("cite")), shapes.texts(given.get("statements")))


def _one_cell(shapes: Shapes, node: Node) -> tuple[Cell, ...]:
    found = cell(shapes, node)
    return (found,) if found is not None else ()


def _cross(shapes: Shapes, given: dict[str, Node]) -> Body | None:
    heads = shapes.entries(given["across"], ("`across`", "`across`"))
    for key in ("down", "rows"):
        if key not in given:
            shapes.complain("VG332", given["across"].place, key=key, where_en="the table", where_fr="le tableau")
    down = shapes.expression(given.get("down"))
    default, cite = otherwise(shapes, given.get("otherwise"))
    if len(heads) != 1:
        if heads:
            shapes.unlike(given["across"], ("one input", "une seule entrée"), "{aide.palier: [an_1, an_2]}")
        return None
    across, columns = heads[0][0].placed, shapes.words(heads[0][1], ("the columns", "les colonnes"))

    def outputs(shapes: Shapes, node: Node) -> tuple[Cell, ...]:
        items = shapes.items(node, ("the row", "la ligne"))
        if items and len(items) != len(columns):
            shapes.complain("VG347", node.place, found=len(items), wanted=len(columns))
        return tuple(value for item in items if (value := cell(shapes, item)) is not None)

    rows = tuple(_coded_row(shapes, key, row, outputs) for key, row in shapes.entries(given.get("rows"), _ROWS))
    return CrossBody(across, columns, down, rows, default, cite) if down is not None else None


def _bands(shapes: Shapes, given: dict[str, Node]) -> Body | None:
    head = shapes.fields(given["bands"], ("the bands", "les tranches"), BANDS_KEYS, ("of",))
    if "from" not in given:
        shapes.complain("VG332", given["bands"].place, key="from", where_en="the bands", where_fr="les tranches")
    edges = tuple((key.placed, _edge(shapes, value)) for key, value in shapes.entries(given.get("from"), ("`from`", "`from`")))
    of = shapes.expression(head.get("of"))
    if of is None:
        return None
    known = tuple((code, edge) for code, edge in edges if edge is not None)
    return BandsBody(of, shapes.expression(head.get("at")), shapes.expression(head.get("unless")), known)


def _edge(shapes: Shapes, node: Node) -> Placed | Lacking | None:
    if isinstance(node, ScalarNode) and node.text != "unknown":
        return shapes.value(node)
    found = cell(shapes, node)
    return found if isinstance(found, Lacking) else None


def _several_expressions(shapes: Shapes, node: Node, what: Words) -> tuple[Placed, ...]:
    nodes = (node,) if isinstance(node, ScalarNode) else shapes.items(node, what)
    return tuple(placed for item in nodes if (placed := shapes.expression(item)) is not None)
