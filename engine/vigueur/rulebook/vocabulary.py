"""facts.yaml, and the files of the folder facts/: the facts that a case may give, each with its type, its question and who supplies it."""

from __future__ import annotations

from typing import Final

from vigueur.rulebook.contents import lacking
from vigueur.rulebook.documents import CodeDocument, FactDocument, Lacking, Placed
from vigueur.rulebook.shapes import Shapes, Words
from vigueur.rulebook.yaml_text import ListNode, MapNode, Node, ScalarNode

COLUMN_KEYS: Final = ("label", "ask", "type", "one_of", "min", "max", "decimals", "groups", "optional", "sensitive", "if_omitted")
FACT_KEYS: Final = (*COLUMN_KEYS, "from", "record", "named_by", "at")
SHAPES_OF_FACT: Final = ("type", "one_of", "record")
IF_OMITTED: Final = ("never", "day", "none")
IF_A_COLUMN_IS_OMITTED: Final = ("never",)
"""What is supposed of a column is said when the case is read, before any day is asked."""
_A_FACT: Final[Words] = ("a fact", "un fait")
_A_COLUMN: Final[Words] = ("a column of the record", "une colonne de la fiche")
_CODES: Final[Words] = ("`one_of`", "`one_of`")


def facts(shapes: Shapes, node: Node) -> tuple[FactDocument, ...]:
    """Every fact of facts.yaml."""
    found = (_fact(shapes, key, value, FACT_KEYS, _A_FACT) for key, value in shapes.entries(node, ("facts.yaml", "facts.yaml")))
    return tuple(fact for fact in found if fact is not None)


def _fact(shapes: Shapes, key: ScalarNode, node: Node, known: tuple[str, ...], where: Words) -> FactDocument | None:
    name = shapes.name(key)
    column = known is COLUMN_KEYS
    given = shapes.fields(node, where, known, () if column else ("label", "ask"))
    if not given:
        return None
    kinds = [word for word in SHAPES_OF_FACT if word in given]
    if len(kinds) > 1:
        shapes.complain("VG349", given[kinds[1]].place, first=kinds[0], second=kinds[1])
    if not kinds:
        shapes.complain("VG332", key.place, key="type", where_en=where[0], where_fr=where[1])
    label, ask = shapes.text(given.get("label")), shapes.text(given.get("ask"))
    return FactDocument(
        id=name or key.placed,
        label=label or key.placed,
        ask=ask or label or key.placed,
        supplied_by=shapes.text(given.get("from")),
        type=shapes.text(given.get("type")),
        low=shapes.number(given.get("min")),
        high=shapes.number(given.get("max")),
        decimals=shapes.decimals(given.get("decimals")),
        codes=_codes(shapes, given.get("one_of")),
        groups=_groups(shapes, given.get("groups")),
        if_omitted=shapes.choice(given.get("if_omitted"), "if_omitted", IF_A_COLUMN_IS_OMITTED if column else IF_OMITTED),
        optional=shapes.boolean(given.get("optional")),
        sensitive=shapes.boolean(given.get("sensitive")),
        observed_at=shapes.name(given.get("at")),
        record=_record(shapes, given.get("record")),
        named_by=shapes.name(given.get("named_by")),
    )


def _codes(shapes: Shapes, node: Node | None) -> tuple[CodeDocument, ...]:
    if isinstance(node, (ListNode, ScalarNode)):
        return _distinct(shapes, [CodeDocument(code, code) for code in shapes.words(node, _CODES)])
    found: list[CodeDocument] = []
    for key, value in shapes.entries(node, _CODES):
        words = shapes.texts(value)
        if words:
            found.append(CodeDocument(key.placed, words[0], words[1:]))
        elif isinstance(value, ListNode):
            shapes.complain("VG344", value.place, what_en="the label", what_fr="le libellé")
    return tuple(found)


def _distinct(shapes: Shapes, codes: list[CodeDocument]) -> tuple[CodeDocument, ...]:
    first: dict[str, CodeDocument] = {}
    for code in codes:
        earlier = first.setdefault(code.code.text, code)
        if earlier is not code:
            also = ((earlier.code.span, "it stands here first", "il est déjà là"),)
            shapes.complain("VG320", code.code.span, also=also, key=code.code.text)
    return tuple(codes)


def _groups(shapes: Shapes, node: Node | None) -> tuple[tuple[Placed, tuple[Placed, ...] | Lacking], ...]:
    found: list[tuple[Placed, tuple[Placed, ...] | Lacking]] = []
    for key, value in shapes.entries(node, ("`groups`", "`groups`")):
        name = shapes.name(key)
        group = _group(shapes, value)
        if name and group is not None:
            found.append((name, group))
    return tuple(found)


def _group(shapes: Shapes, node: Node) -> tuple[Placed, ...] | Lacking | None:
    if isinstance(node, ScalarNode) and node.text == "unknown":
        return Lacking("unknown", "", place=node.place)
    if isinstance(node, MapNode):
        return lacking(shapes, node)
    return shapes.words(node, ("the group", "le groupe"))


def _record(shapes: Shapes, node: Node | None) -> tuple[FactDocument, ...]:
    found: list[FactDocument] = []
    for key, value in shapes.entries(node, ("`record`", "`record`")):
        if isinstance(value, ScalarNode):
            type_ = shapes.text(value)
            column = _column(shapes.name(key) or key.placed, type_) if type_ else None
        else:
            column = _fact(shapes, key, value, COLUMN_KEYS, _A_COLUMN)
        if column is not None:
            found.append(column)
    return tuple(found)


def _column(name: Placed, type_: Placed) -> FactDocument:
    return FactDocument(name, name, name, None, type_, None, None, None, (), (), None, optional=False, sensitive=False, observed_at=None)
