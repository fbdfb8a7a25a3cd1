"""What a text says of a provision, in words: its value, its rows, its list, or the expression as it was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from vigueur.explanation.writing import Writer
from vigueur.ir import nodes as ir
from vigueur.ir.typing import type_of
from vigueur.types import Type

SIGNS: Final = {"less": "<", "at most": "≤", "greater": ">", "at least": "≥", "equal": "=", "not equal": "≠"}


def contents(writer: Writer, body: ir.Expr | None, effect: ir.Effect) -> list[str]:
    """The lines that tell the content of an effect."""
    if effect.verb == "repeal" or body is None:
        return []
    note = effect.note.in_(writer.language)
    if note:
        return [note]
    return list(_lines(writer, body, dict(effect.summary)))


def _lines(writer: Writer, body: ir.Expr, summary: Mapping[str, str]) -> Iterator[str]:
    match body:
        case ir.If(condition, then, ir.NotApplicable()):
            scope = in_words(writer, condition)
            if scope:
                yield writer.say("law_applies_if", condition=scope)
            yield from _lines(writer, then, summary)
        case ir.If(ir.Call("equal", (ir.Reading(question), ir.Const(str() as option))), then, otherwise):
            yield _reading(writer, question, option, then, summary)
            if not isinstance(otherwise, ir.If):
                others = [code for code, _ in writer.program.questions[question].options if code != option]
                yield _reading(writer, question, others[-1], otherwise, summary)
            else:
                yield from _lines(writer, otherwise, summary)
        case ir.Table():
            yield from (line for row in body.rows if (line := _row(writer, body, row)))
            if body.otherwise is not None:
                yield writer.say("law_otherwise", value=in_words(writer, body.otherwise) or "…")
        case ir.Bands():
            for code, edge in body.edges:
                yield writer.say("law_from", code=code, edge=in_words(writer, edge) or "…")
        case _:
            words = in_words(writer, body) if isinstance(body, ir.Const | ir.Items) else summary.get("") or in_words(writer, body)
            if words:
                yield words


def _reading(writer: Writer, question: str, option: str, content: ir.Expr, summary: Mapping[str, str]) -> str:
    """What one option of a question of interpretation says."""
    words = dict(writer.program.questions[question].options).get(option, ir.Words()).in_(writer.language) or option
    written = {"": summary[option]} if option in summary else summary
    return writer.say("law_option", option=words, content="; ".join(_lines(writer, content, written)) or "…")


def _row(writer: Writer, table: ir.Table, row: ir.Row) -> str:
    cells = [words for source, cell in zip(table.inputs, row.cells, strict=True) if (words := _cell(writer, source, cell))]
    output = in_words(writer, row.output) or "…"
    return f"{', '.join(cells)} → {output}" if cells else f"→ {output}"


def _cell(writer: Writer, source: ir.Expr, cell: ir.Cell) -> str:
    type_ = type_of(source)
    match cell:
        case ir.OneOf(values, negated):
            listed = writer.words.listed([writer.value(v, type_) for v in values], "or")
            return writer.say("law_not", value=listed) if negated else listed
        case ir.Test(condition):
            return in_words(writer, condition)
        case None:
            return ""


def in_words(writer: Writer, expr: ir.Expr) -> str:
    """An expression in a few words, or nothing where that is not possible."""
    match expr:
        case ir.Const(value, type_):
            return writer.value(value, type_)
        case ir.Fact(id):
            return writer.fact(id)
        case ir.Reference(id):
            return writer.provision(id)
        case ir.Unknown(kind, why):
            return writer.say(f"law_{kind}", why=writer.phrase(why))
        case ir.NotApplicable():
            return writer.say("law_not_applicable")
        case ir.Items(items, type_):
            parts = [in_words(writer, i) for i in items]
            return writer.words.listed(parts) if all(parts) else ""
        case ir.Call(op, (left, right)) if sign := SIGNS.get(op) or SIGNS.get(op.rpartition(" ")[0]):
            return _compared(writer, left, sign, right)
        case ir.All(members):
            return _joined(writer, members, "and")
        case ir.Any():
            return _alternatives(writer, expr)
        case ir.Not(operand):
            inner = in_words(writer, operand)
            return writer.say("law_not", value=inner) if inner else ""
        case ir.Reading():
            return ""
        case _:
            return ""


def _compared(writer: Writer, left: ir.Expr, sign: str, right: ir.Expr) -> str:
    type_ = type_of(left)
    one = "" if isinstance(left, ir.Local) else in_words(writer, left)
    other = _constant(writer, right, type_)
    if not other or (not one and not isinstance(left, ir.Local)):
        return ""
    return f"{one} {sign} {other}".strip()


def _constant(writer: Writer, expr: ir.Expr, like: Type) -> str:
    return writer.value(expr.value, like) if isinstance(expr, ir.Const) else in_words(writer, expr)


def _alternatives(writer: Writer, expr: ir.Any) -> str:
    """A choice; where one thing may have several values, they are told together."""
    members = _flat(expr)
    values: dict[ir.Expr, list[str]] = {}
    rest: list[str] = []
    for member in members:
        match member:
            case ir.Call("equal", (left, ir.Const(value))) if isinstance(left, ir.Fact | ir.Reference):
                values.setdefault(left, []).append(writer.value(value, type_of(left)))
            case _:
                rest.append(_inside(writer, member))
    told = [writer.say("law_one_of", what=in_words(writer, left), values=writer.words.listed(some, "or")) for left, some in values.items()]
    return writer.words.listed([*told, *rest], "or") if all(rest) else ""


def _flat(expr: ir.Any) -> list[ir.Expr]:
    return [inner for m in expr.members for inner in (_flat(m) if isinstance(m, ir.Any) else [m])]


def _inside(writer: Writer, expr: ir.Expr) -> str:
    """A part of a longer condition; in brackets where it is joined otherwise."""
    words = in_words(writer, expr)
    return f"({words})" if words and isinstance(expr, ir.All | ir.Any) else words


def _joined(writer: Writer, members: tuple[ir.Expr, ...], conjunction: str) -> str:
    parts = [_inside(writer, m) for m in members]
    return writer.words.listed(parts, conjunction) if all(parts) else ""
