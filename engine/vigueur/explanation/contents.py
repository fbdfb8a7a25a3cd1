"""What a text says of a provision, in words: its value, its rows, its list, its condition."""

from __future__ import annotations

from collections.abc import Iterator

from vigueur.explanation.law_words import in_words
from vigueur.explanation.writing import Writer
from vigueur.ir import nodes as ir
from vigueur.ir.typing import type_of


def contents(writer: Writer, body: ir.Expr | None, effect: ir.Effect) -> list[str]:
    """The lines that tell the content of an effect."""
    if effect.verb == "repeal" or body is None:
        return []
    note = effect.note.in_(writer.language)
    if note:
        return [note]
    return list(_Lines(writer, dict(effect.summary)).of(body))


class _Lines:
    """The lines of one content. `summary`: what was written, by option of a reading, for what has no words."""

    def __init__(self, writer: Writer, summary: dict[str, str]) -> None:
        self.writer = writer
        self.summary = summary

    def of(self, body: ir.Expr, option: str = "") -> Iterator[str]:
        """The lines that tell a content, as one option of a reading has it."""
        say = self.writer.say
        match body:
            case ir.If(condition, then, ir.NotApplicable()):
                scope = in_words(self.writer, condition)
                if scope:
                    yield say("law_applies_if", condition=scope)
                yield from self.of(then, option)
            case ir.If(ir.Call("equal", (ir.Reading(question), ir.Const(str() as chosen))), then, otherwise):
                yield self._reading(question, chosen, then)
                if isinstance(otherwise, ir.If):
                    yield from self.of(otherwise, option)
                else:
                    yield self._reading(question, self._other(question, chosen), otherwise)
            case ir.Supplied(fact, computed):
                yield say("law_supplied", fact=in_words(self.writer, fact))
                yield from self.of(computed, option)
            case ir.On(ir.Bands() | ir.Table() as value, day):
                yield say("law_on_day", day=in_words(self.writer, day) or "…")
                yield from self.of(value, option)
            case ir.Table():
                yield from (self._row(body, row) for row in body.rows)
                if body.otherwise is not None:
                    yield say("law_otherwise", value=in_words(self.writer, body.otherwise) or "…")
            case ir.Bands(of, edges, type_):
                yield say("law_bands_of", what=in_words(self.writer, of) or "…")
                for code, edge in edges:
                    yield say("law_from", code=self.writer.value(code, type_), edge=in_words(self.writer, edge) or "…")
            case _:
                words = in_words(self.writer, body) or self.summary.get(option, "")
                if words:
                    yield words

    def _reading(self, question: str, option: str, content: ir.Expr) -> str:
        """What one option of a question of interpretation says."""
        words = dict(self.writer.program.questions[question].options).get(option, ir.Words()).in_(self.writer.language) or option
        return self.writer.say("law_option", option=words, content=self.writer.words.parted(list(self.of(content, option))) or "…")

    def _other(self, question: str, option: str) -> str:
        return [code for code, _ in self.writer.program.questions[question].options if code != option][-1]

    def _row(self, table: ir.Table, row: ir.Row) -> str:
        cells = [words for source, cell in zip(table.inputs, row.cells, strict=True) if (words := self._cell(source, cell))]
        output = in_words(self.writer, row.output) or "…"
        return f"{', '.join(cells)} → {output}" if cells else f"→ {output}"

    def _cell(self, source: ir.Expr, cell: ir.Cell) -> str:
        match cell:
            case ir.OneOf(values, negated):
                told = [self.writer.value(v, type_of(source)) for v in values]
                listed = self.writer.words.listed(told, "or")
                return self.writer.say("law_except", value=listed) if negated else listed
            case ir.Test(condition):
                return in_words(self.writer, condition)
            case None:
                return ""
